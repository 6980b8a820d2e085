"""Words of news in Indonesian that tell little."""

from dedup.core.vocabulary.words import Words

WORDS = Words(
    stop="""
yang di ke dari untuk dengan pada ini itu dalam adalah akan juga tidak telah sudah oleh sebagai
karena atau ada bisa dapat saat menjadi lebih para kami kita mereka dia ia saya anda nya tersebut
seperti secara agar namun tetapi tapi serta bahwa hingga sampai setelah ketika jika kalau maka lalu
kemudian sejak selama antara atas bawah terhadap tentang bagi maupun masih lagi saja hanya sangat
paling belum bukan tak jangan harus sedang yaitu yakni melalui hal sebuah seorang beberapa semua
setiap masing lain lainnya sama begitu demikian apa siapa mana bagaimana mengapa kapan pernah tetap
bahkan meski meskipun walaupun sehingga supaya guna demi tanpa selain kepada ujar ujarnya katanya
kata mengatakan menurut tutur tuturnya jelas jelasnya ungkap ungkapnya ucap ucapnya menyebut
menyatakan menjelaskan mengungkapkan menuturkan menambahkan sebut imbuhnya terangnya tegasnya
tandasnya berkata merupakan memiliki suatu sekitar terkait berdasarkan yg
""",
    background="""
sementara sebelumnya sebelum kemarin semula awalnya dahulu dulu mulanya belakangan
""",
    ordinary={
        1: """
tahun indonesia satu hari orang baru melakukan pihak masyarakat jakarta
""",
        2: """
pemerintah presiden negara kota dua pertama kepala besar anggota warga bulan jumlah hasil kepolisian
polisi waktu kegiatan ketua daerah program memberikan mendapat salah bersama membuat perlu sekarang
dan
""",
        3: """
juta persen ribu miliar rupiah rp kabupaten provinsi wilayah nasional menteri umum tiga utama pusat
rumah anak tempat kerja kasus proses kondisi dilakukan penting banyak dunia internasional perusahaan
ekonomi masalah jalan sekolah senin selasa rabu kamis jumat sabtu minggu pagi malam wib sistem data
informasi layanan media foto keamanan
""",
        4: """
siang sore januari februari maret april mei juni juli agustus september oktober november desember
empat lima enam bagian bidang tinggi akhir awal mulai berada terjadi menggunakan meningkatkan
mencapai menerima mengikuti mengambil membantu membawa datang masuk keluar pergi kembali menunggu
berharap harapan terus langsung sesuai berbagai seluruh bentuk upaya kebijakan keputusan peraturan
aturan undang hukum kesehatan pendidikan pembangunan pengembangan pelaksanaan penanganan lembaga
organisasi komisi dewan dpr gubernur bupati wali wakil direktur pimpinan pejabat petugas tim mantan
republik amerika serikat kementerian badan dinas usaha industri pasar harga biaya dana anggaran bank
produk kebutuhan teknologi digital keluarga pria perempuan wanita korban lokasi sosial politik
lingkungan khusus terbaru diduga dinilai
""",
        5: """
pelaku tersangka penyidik penyelidikan ditangkap menangkap jaksa hakim pengadilan sidang korupsi kpk
pidana kejadian peristiwa kecelakaan kendaraan mobil motor meninggal tewas luka bencana banjir gempa
kebakaran hujan air laut tanah pulau jawa barat timur utara selatan bandung surabaya bali sumatera
desa kecamatan bandara pelabuhan pesawat kapal kereta transportasi perjalanan penumpang pemilu
partai calon pasangan suara kampanye prabowo jokowi tni militer pertahanan perang serangan china
rusia eropa asia malaysia singapura jepang australia luar negeri diplomasi kerjasama pertemuan rapat
acara konferensi kunjungan bertemu membahas menyampaikan disampaikan meminta diminta mengajak
mendorong memastikan memperkuat mendukung dukungan menilai melihat mengetahui diketahui menunjukkan
menghadapi mencegah mengalami menyebabkan akibat dampak alasan penyebab faktor tujuan target rencana
strategi tahap langkah solusi peran fungsi potensi peluang tantangan risiko ancaman kekerasan
konflik perlindungan hak tanggung jawab aman kuat lama cepat baik buruk kecil muda tua panjang
""",
        6: """
investasi investor saham perdagangan ekspor impor pajak pendapatan keuntungan penjualan pembelian
pengusaha pekerja karyawan buruh lapangan petani pangan minyak gas listrik energi inflasi
pertumbuhan triliun dolar siswa mahasiswa guru dosen universitas kampus belajar penelitian pakar
ilmu sakit pasien dokter makanan makan olahraga pertandingan pemain pelatih liga kemenangan kalah
menang stadion musim budaya wisata agama islam umat muslim ibu ayah suami istri teman usia umur
lahir hidup kehidupan kematian hati diri tubuh akun video aplikasi internet telepon berita wartawan
surat dokumen laporan melaporkan dilaporkan bukti saksi keterangan barang uang senjata narkoba
penjara hukuman tuntutan putusan gugatan kuasa pengacara komunitas bantuan penerima miskin jembatan
gedung bangunan infrastruktur proyek kawasan hutan sampah cuaca resmi terbuka terbesar penuh mudah
sulit cukup sering biasanya mungkin segera akhirnya
""",
    },
)
