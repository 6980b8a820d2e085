"""Words of news in Turkish that tell little."""

from dedup.core.vocabulary.words import Words

WORDS = Words(
    stop="""
ve bir bu da de ile için olarak olan o şu mi mı mu mü çok daha en gibi kadar sonra önce ise ya veya
ama ancak fakat hem her tüm bütün hiç ne nasıl neden değil yok vardı olduğu olduğunu olduğuna oldu
olacak oluyor olması olmak olur olmayan olursa idi etti eden edilen edildi ediyor etmek ettiği
ettiğini etmesi edecek yapılan yapan yaptı yapıldı göre dedi diyen diye söyledi söyleyen belirtti
belirten ifade açıkladı kaydetti konuştu bildirdi bildirildi aktardı aktaran vurguladı dikkat çekti
bunu bunun buna bunlar şöyle böyle bazı birçok kendi kendisi onun onu ona onlar bizim bizi üzere
karşı doğru rağmen dolayı beri arasında üzerinde altında içinde tarafından ayrıca artık henüz bile
sadece yalnızca zaten şimdi
""",
    background="""
öte geçtiğimiz geçen önceden evvelce öncesinde geçmişte bilindiği hatırlanacağı önceki
""",
    ordinary={
        1: """
yıl yeni büyük türkiye ilk iki gün saat zaman yer
""",
        2: """
başkanı genel yüzde devam milyon bin önemli kişi ülke aldı verdi süre geldi istanbul ilgili son dün
başkan üç insan olay iş konu bugün çalışma
""",
        3: """
ankara yılında yıllık türk dünya hükümet milli devlet cumhurbaşkanı bakanı bakanlığı bakan erdoğan
parti belediye polis güvenlik karar kararı haber şehir ilçe il ülkenin ülkede çocuk kadın erkek
ayrıntı nedeniyle şekilde zamanda tarihinde sayısı fazla birlikte arada başladı başlayan tek hayat
ortaya çıktı kabul açıklama yaşanan gerekli hafta ay
""",
        4: """
lira dolar milyar ekonomi şirket şirketi firma pazar piyasa fiyat fiyatlar artış arttı düşüş
enflasyon banka faiz merkez merkezi bütçe vergi yatırım üretim ihracat sektör enerji hizmet proje
projesi plan program toplantı ziyaret görüşme görüştü anlaşma katıldı katılan destek yardım eğitim
okul öğrenci üniversite sağlık hastane tedavi hayatını kaybetti yaralı yaralandı kaza kazada araç
otomobil yol yolu trafik ekipleri ekip bölge bölgede bölgesi ev evde evi aile ailesi baba anne genç
vatandaş halk toplum dört beş ikinci küçük yüksek iyi özel farklı aynı başka diğer tarih yaklaşık
toplam var biz
""",
        5: """
mahkeme dava savcı soruşturma gözaltına suç şüpheli saldırı terör örgütü asker askeri ordu savaş
silah operasyon meclis milletvekili seçim siyasi siyaset lider lideri kanun yasa anayasa hak hakkı
hakları abd amerika avrupa rusya çin almanya suriye israil iran birliği birleşmiş milletler
uluslararası sınır basın medya televizyon internet sosyal video fotoğraf sayfa hesabı mesaj
açıklandı raporu rapor araştırma bilgi bilgiler veri sonuç sonucu sonucunda durum durumu durumda
sorun sorunlar çözüm tehlike risk kriz önlem hedef amaç amacıyla kapsamında çerçevesinde göstermek
gösterdi gelen gelecek giden gitti bulunan bulundu bulunuyor ocak şubat mart nisan mayıs haziran
temmuz ağustos eylül ekim kasım aralık pazartesi salı çarşamba perşembe cuma cumartesi sabah akşam
gece altı on üçüncü birinci uzun kısa güçlü kamu resmi tam yakın eski hava ürün çalışan para gelir
yönetim üyesi itibaren yönelik gerekiyor beklenen alınan verilen
""",
        6: """
öğle dakika yedi sekiz dokuz yirmi yüz yarısı düşük kötü ağır yerel ulusal ortak uzak sık tarihi
kültür sanat film müzik festival kitap dil din spor futbol takım maç oyuncu teknik direktör kulüp
lig gol şampiyon kupa galibiyet puan su deniz kara orman yağış sıcaklık uçak havalimanı inşaat bina
konut tarım çiftçi gıda ürünleri satış satın müşteri tüketici işçi sendika maaş ücret kayıp borç
müdürü müdürlüğü kurulu kurul üye komisyon sözcüsü temsilci uzman profesör istedi istiyor bekleniyor
alan veren yapılacak sağlamak sağladı artan azaldı kaldı kalan kaldırıldı düzenlenen
gerçekleştirildi hazırlanan doktor yangın deprem mahalle sokak hukuk savcılık tutuklandı cinayet
barış oy chp akp muhalefet özgürlük demokrasi göçmen gazeteci
""",
    },
)
