"""Rules for languages in Latin letters other than English, whose furniture their pages share.

A page may mix languages (buttons in English, text in Indonesian), and neighbours are easily taken
for each other, so all of them have one book.
"""

import re

from dedup.core.agencies import LATIN as AGENCIES
from dedup.core.agencies import pattern, spellings
from dedup.core.clean.en import RULES as ENGLISH
from dedup.core.clean.lines import (
    A_NAME,
    NAME,
    NAMES,
    alone,
    dated,
    either,
    forms,
    from_home,
    labelled,
)
from dedup.core.clean.rule import Rule

_AGENCY = pattern(AGENCIES)
_NAMES = spellings(AGENCIES)
_BIG = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĘĚĞĪİŁŃŇŐŒŘŚŞŠŤŪŰŹŻŽƠƯẢẠĂẦẨẬĐ"
_DASH = r"(?:\.? ?[-–—]{1,2}|[.:]) ?"
_AFTER = r"(?<=[.!?\"'»)…])\s?|\n"
_PLACE = (  # words with capitals, and what may stand between them
    rf"[{_BIG}][\w'.]{{1,20}}(?:(?:, |[ /-])(?:(?:de|del|la|las|los|el|do|da|dos|di|am|an|der|im|in|sur|au|aux|le|les|en|den)[ -])?"
    rf"[{_BIG}][\w'.]{{1,20}}){{0,4}}"
)
_DATE = (
    r"(?:,? ?(?:(?:el|den|le|dom|lun|mar|mié|jue|vie|sáb)\.? )?\d{1,2}(?:[./-]\d{1,2}[^\n()\d]?|[. ][^\n()]{2,20}?)?"
    r"(?: ?20\d\d)?)"
)
_PHOTO = either(
    forms(
        """
foto|fotos|photo|photos|bild|bilder|symbolbild|symbolfoto|archivfoto|archivbild|imagen|imágenes|imagem
imagens|image|crédit photo|crédits photo|crédit|crédits|photo d'archives|photo d'illustration|crédito
créditos|crédito de la foto|foto de archivo|fotografía|fotografia|foto d'archivio|foto di repertorio
fotoğraf|ảnh|ảnh minh họa|zdjęcie|fot.|foto:|illustration|ilustración|ilustrasi|gambar|kép
"""
    )
)
_MONTHS = """
januar|jänner|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|jan|feb|mär
apr|jun|jul|aug|sep|sept|okt|nov|dez|janvier|février|mars|avril|juin|juillet|août|septembre|octobre
novembre|décembre|janv|févr|avr|juil|déc|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre
octubre|noviembre|diciembre|ene|abr|may|ago|oct|dic|janeiro|fevereiro|março|maio|junho|julho|setembro
outubro|novembro|dezembro|fev|mai|set|out|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre
dicembre|gen|mag|giu|lug|ott|januari|februari|maart|mei|augustus|oktober|december|mrt|ocak|şubat|mart
nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık|maret|agustus|desember|agu|des|stycznia
lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia|tháng
january|february|march|june|july|october
"""
_WHEN = """
veröffentlicht|aktualisiert|zuletzt aktualisiert|erstellt|stand|uhr|um|am|vom|der|den|montag|dienstag
mittwoch|donnerstag|freitag|samstag|sonntag|mo|di|mi|do|fr|sa|so|publié le|publié|mis à jour le|mis à jour
mise à jour|modifié le|le|à|h|min|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|publicado|publicada
actualizado|actualizada|actualización|a las|las|el|de|del|hs|hrs|horas|lunes|martes|miércoles|jueves|viernes
sábado|domingo|atualizado|atualizada|em|às|por|segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira
pubblicato|pubblicato il|aggiornato|aggiornato il|il|alle|ore|lunedì|martedì|mercoledì|giovedì|venerdì
sabato|domenica|gepubliceerd|gepubliceerd op|bijgewerkt|bijgewerkt op|om|op|uur|maandag|dinsdag|woensdag
donderdag|vrijdag|zaterdag|zondag|giriş|giriş tarihi|güncelleme|güncellenme|güncellenme tarihi|son güncelleme
yayınlanma|yayınlanma tarihi|saat|pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar|senin|selasa|rabu
kamis|jumat|sabtu|minggu|ahad|diterbitkan|diperbarui|dipublikasikan|pukul|wib|wita|wit|thứ hai|thứ ba|thứ tư
thứ năm|thứ sáu|thứ bảy|chủ nhật|ngày|cập nhật|cập nhật lúc|đăng lúc|lúc|năm|giờ|phút|opublikowano
aktualizacja|data publikacji|godz|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|published
updated|posted|last updated|at|on|am|pm|gmt|utc|est|cet|cest|mez|mesz|monday|tuesday|wednesday|thursday
friday|saturday|sunday|há|hora|minutos|minuto|il y a|heures|hace|vor|stunden|minuten|min|lesedauer|lecture
temps de lecture
"""

RULES = (
    Rule(
        name="dateline behind its agency",
        guards=tuple(f"({name})" for name in _NAMES),
        zone="head",
        pattern=re.compile(
            rf"^\((?P<agency>{_AGENCY})\) ?(?:[-–—] ?(?:(?P<place>[{_BIG}][^\n\d().,:;]{{2,30}}), ?\d{{1,2}} ?\w{{3,9}}\.?"
            rf"(?: ?20\d\d)? ?[-–—] ?)?)?(?=[{_BIG}\"'«\d])",
            re.MULTILINE,
        ),
        examples=(
            ("(ANSA) - CASTELNUOVO, 03 MAR - È piovuto.", "È piovuto."),
            ("(TTXVN) Trời mưa.", "Trời mưa."),
            ("(AFP)\nIl a plu.",) * 2,
        ),
    ),
    Rule(
        name="dateline of an agency",
        guards=tuple(f"({name}" for name in _NAMES),
        zone="head",
        pattern=re.compile(
            rf"^(?:(?P<place>{_PLACE}?){_DATE}?[,.]? ?/?)?"
            rf"\((?P<agency>{_AGENCY})(?:[/-][\w-]{{1,12}})?(?: ?/ ?[^\n()]{{2,30}})?\)(?:(?:{_DASH}){{1,2}}|(?(place)\n|(?!)))",
            re.MULTILINE,
        ),
        examples=(
            ("Hochstadt/Nordheim (dpa/lno) - Es regnete.", "Es regnete."),
            ("Valmont (AFP) – Il a plu.", "Il a plu."),
            ("Villanueva, 3 mar (EFE).- Llovió.", "Llovió."),
            ("Vilanova, 03 mar 2031 (Lusa) – Choveu.", "Choveu."),
            ("KENTYER (AA) - Yağmur yağdı.", "Yağmur yağdı."),
            ("Kota Baru (ANTARA) - Hujan turun.", "Hujan turun."),
            ("CASTRO, 3 (EUROPA PRESS)\nLlovió.", "Llovió."),
            ("Die Nachricht kam (dpa), als es regnete.",) * 2,
            ("Lo dijo su agencia (EFE). Llovió.",) * 2,
        ),
    ),
    Rule(
        name="dateline of a site",
        guards=(".com", ".co", ".COM", ".CO", ".id", ".ID", ".vn", ".VN", ".net", ".NET"),
        zone="head",
        pattern=re.compile(
            rf"^(?:(?P<place>[{_BIG}]{{3,20}}(?: [{_BIG}]{{2,20}})?), )?"
            r"[A-Za-z0-9]{2,20}\.(?:com|co|id|vn|net|COM|CO|ID|VN|NET)(?:\.\w\w)?"
            rf"(?:, (?P<where>[{_BIG}]\w{{2,20}}(?: [{_BIG}]\w{{2,20}})?))? ?[-–—]{{1,2}} ",
            re.MULTILINE,
        ),
        examples=(
            ("KOTA BARU, Contoh.com - Hujan turun.", "Hujan turun."),
            ("CONTOH.CO, Kota Baru - Hujan turun.", "Hujan turun."),
        ),
    ),
    Rule(
        name="outlet before the text",
        guards=("--", ") -", ")-", ") –"),
        zone="head",
        pattern=re.compile(
            rf"^(?:(?P<place>[{_BIG}]\w{{2,20}}(?: [{_BIG}]\w{{2,20}})?), [{_BIG}][\w. ]{{2,25}}? ?-- ?"
            rf"|\([{_BIG}][^\n()]{{1,20}}\) ?[-–] ?)(?=[{_BIG}\"])",
            re.MULTILINE,
        ),
        examples=(
            ("Kota Baru, Contoh Indonesia -- Hujan turun.", "Hujan turun."),
            ("(Ví dụ) - Trời mưa.", "Trời mưa."),
            ("(Es regnete) - und zwar viel.",) * 2,
        ),
    ),
    Rule(
        name="signature of an agency in brackets",
        guards=_NAMES,
        zone="last",
        reach=60,
        pattern=re.compile(
            rf"(?:{_AFTER})[(\[](?:[^()\[\]\n]{{0,40}}[ /:])?(?P<agency>{_AGENCY})(?:[ /,-][^()\[\]\n]{{0,30}})?[)\]]\.?\Z"
        ),
        examples=(
            ("Es regnete. (dpa)", "Es regnete."),
            ("Il a plu. (avec AFP)", "Il a plu."),
            ("Trời mưa.\n(Nguồn: TTXVN)", "Trời mưa."),
            ("Es regnete bei der Agentur (dpa)",) * 2,
        ),
    ),
    Rule(
        name="signature of an agency",
        guards=_NAMES,
        zone="last",
        reach=4,
        pattern=re.compile(
            rf"(?<=[.!?\"'»)…]) ?[-–—/|]?\s?(?P<agency>{_AGENCY})(?:/[a-zA-Z]{{2,4}})?\.?\Z"
        ),
        examples=(("Llovió. EFE", "Llovió."), ("Llovió en la sede de EFE",) * 2),
    ),
    Rule(
        name="line that names the agency",
        guards=_NAMES,
        zone="line",
        pattern=re.compile(
            rf"^[^\w\n]{{0,3}}(?:(?:(?:{either(forms('avec|con|com|mit|met|source|sources|quelle|quellen|fuente|fuentes|fonte|fontes|bron|kaynak|sumber|theo|nguồn|źródło|por|par|von|da|oleh|di|con información de|con informazioni di|com informações de|com informações da|mit Material von|mit Material der|mit Informationen von|mit Informationen der|avec les informations de|agência|agence|agenzia|agencia|redacción|redação|redazione|redaktion|rédaction|redaksi|por redação com|par la rédaction avec'))})"
            rf"(?: l'|[ :/|,]{{1,3}}|(?: (?:avec|con|com|mit|y|e|et|und) )){{1,2}}){{0,2}})(?P<agency>{_AGENCY})"
            rf"(?:[ /,&+]{{1,3}}(?:e |y |et |und |con |avec )?{_AGENCY}){{0,3}}(?:/[^\n/.]{{2,25}})?[^\w\n]{{0,3}}$"
            rf"|^[^\n.!?:;]{{2,50}} \((?:avec|con|com|mit|met) (?:l')?(?P<agency_alone>{_AGENCY})\)$",
            re.MULTILINE,
        ),
        examples=(
            ("Es regnete.\nQuelle: dpa", "Es regnete."),
            ("Il a plu.\nAvec AFP", "Il a plu."),
            ("Es regnete.\nMit Material von dpa und AFP", "Es regnete."),
            ("Redacción / EFE\nLlovió.", "Llovió."),
            ("Por Redação com Lusa\nChoveu.", "Choveu."),
            ("Choveu.\nLusa/fim", "Choveu."),
            ("Le Journal (avec AFP)\nIl a plu.", "Il a plu."),
            ("AFP a annoncé la pluie.",) * 2,
        ),
    ),
    Rule(
        name="byline of a name",
        guards=(
            "Von ",
            "Par ",
            "Por ",
            "Di ",
            "Door ",
            "Oleh ",
            "Av ",
            "Af ",
            "VON ",
            "PAR ",
            "POR ",
        ),
        zone="head",
        pattern=re.compile(
            rf"^(?:Von|Par|Por|Di|Door|Oleh|Av|Af|VON|PAR|POR) (?P<byline>(?:(?:[A-Z]\.[ -]?){{2,4}}(?= )|{NAMES})(?:(?:, | y | et | e | und | en | dan ){NAMES}){{0,3}})"
            rf"(?:,? (?:avec|con|com|mit|met|y|et|e|und) (?:l')?(?P<agency>{_AGENCY}))?(?:[,|/] ?[^\n.!?]{{2,40}})?$",
            re.MULTILINE,
        ),
        examples=(
            ("Von Maria Muster und Max Muster\nEs regnete.", "Es regnete."),
            ("Par Jeanne Exemple avec AFP\nIl a plu.", "Il a plu."),
            ("Von Norden kam der Regen\nEs regnete.",) * 2,
        ),
    ),
    labelled(
        "byline label",
        """
door|autor|autorin|autora|auteur|autore|autores|texte|texto|text|testo|redaktion|redacción|redacteur|redaktör
tác giả|bài và ảnh|biên tập|phóng viên|penulis|pewarta|reporter|wartawan|penyunting|editor|editora|éditeur
muhabir|haber|yazar|editör|kaynak|opracowanie|oprac.|bearbeitet von
""",
        rest=A_NAME,
        examples=(
            ("Hujan turun.\nPewarta: Contoh Nama\nEditor: Nama Contoh", "Hujan turun."),
            ("Editor koran itu pulang.\nWartawan: Bagaimana hujannya?",) * 2,
        ),
    ),
    alone(
        "desk",
        """
redacción|redação|redaktion|redazione|rédaction|la rédaction|por Redacción|por la Redacción|por Redação
da redação|di redazione|redaksi|par la Rédaction|von unserer Redaktion|haber merkezi|tim redaksi
texto|text|texte|testo|exklusiv|nghe đọc bài
""",
        examples=(("Por Redacción\nLlovió.", "Llovió."), ("Redacción de leyes\nLlovió.",) * 2),
    ),
    dated(
        "page date line",
        _WHEN,
        months=_MONTHS,
        examples=(
            ("03.03.2031, 11:03 Uhr\nEs regnete.", "Es regnete."),
            (
                "Publié le 03/03/2031 à 11h05, mis à jour le 03/03/2031 à 12h30\nIl a plu.",
                "Il a plu.",
            ),
            ("Senin, 3 Maret 2031 11:05 WIB\nHujan turun.", "Hujan turun."),
            ("Am 3. März 2031 regnete es.",) * 2,
        ),
    ),
    alone(
        "buttons of the page",
        """
foto|fotos|vídeo|vídeos|video|audio|infografía|galería|startseite|zur startseite|teilen|merken|drucken|artikel teilen|auf Facebook teilen|auf Twitter teilen
auf WhatsApp teilen|per E-Mail teilen|artikel anhören|vorlesen|kommentare|kommentieren|mehr anzeigen
mehr lesen|weiterlesen|das könnte Sie auch interessieren|das könnte dich auch interessieren|mehr zum Thema
meistgelesen|themen|alle rechte vorbehalten|jetzt abonnieren|newsletter|anmelden|anzeige|werbung|zum Thema
accueil|partager|partager l'article|partager sur Facebook|partager sur Twitter|partager sur WhatsApp|imprimer
envoyer par e-mail|envoyer par mail|copier le lien|écouter l'article|lire plus tard|commenter|commentaires
réagir|voir plus|lire la suite|à lire aussi|lire aussi|sur le même sujet|les plus lus|abonnez-vous|s'abonner
je m'abonne|se connecter|tous droits réservés|publicité|la suite après cette publicité|offrir cet article
portada|inicio|compartir|compartir en Facebook|compartir en Twitter|compartir en WhatsApp|compartir por correo
imprimir|enviar por correo|copiar enlace|guardar|comentarios|comentar|leer más|más información|te puede interesar
también te puede interesar|le puede interesar|te recomendamos|relacionadas|noticias relacionadas|más leídas
lo más leído|lo más visto|lee también|lea también|suscríbete|suscribirse|iniciar sesión|publicidad
continúa leyendo|todos los derechos reservados|archivado en|escuchar|escuchar artículo
partilhar|compartilhar|compartilhe|partilhe|ouvir notícia|ouça este conteúdo|ouvir artigo|comentários|leia também
leia mais|saiba mais|veja também|mais lidas|últimas notícias|notícias relacionadas|assine|assine já|subscrever
publicidade|continua após a publicidade|continua depois da publicidade|pub|todos os direitos reservados
condividi|condividi su Facebook|stampa|commenti|leggi anche|leggi tutto|ascolta l'articolo|i più letti|abbonati
pubblicità|tutti i diritti riservati|riproduzione riservata|contenuto riservato agli abbonati
deel|delen|deel dit artikel|lees ook|lees meer|advertentie|reacties|meest gelezen|alle rechten voorbehouden
anasayfa|ana sayfa|paylaş|haberi paylaş|Facebook'ta paylaş|Twitter'da paylaş|yazdır|yorum yap|yorumlar|abone ol
devamını oku|ilgili haberler|ilgili haber|reklam|tüm hakları saklıdır|haberin devamı|haberi dinle|REKLAM|İLGİLİ HABER
beranda|bagikan|bagikan artikel|komentar|baca juga|baca selengkapnya|berita terkait|terpopuler|iklan|advertisement
scroll to continue with content|pilihan editor|langganan|ikuti kami
trang chủ|chia sẻ|bình luận|xem thêm|đọc thêm|tin liên quan|tin cùng chuyên mục|quảng cáo|in bài viết|lưu bài
gửi bình luận|bültenimize abone olun|ảnh minh họa|đăng nhập|đăng ký
udostępnij|drukuj|komentarze|czytaj też|czytaj także|czytaj więcej|zobacz także|zobacz też|reklama
wszelkie prawa zastrzeżone|dela|del artiklen|læs også|läs också|läs mer|les også|annons|annonse|annonce
distribuie|citește și|citește mai mult|publicitate|Facebook|Twitter|WhatsApp|Telegram|LinkedIn|e-mail|email
Instagram|messenger|pinterest|x|copy link|share|tweet|print|advertisement|comments|save
""",
        examples=(
            ("Teilen\nMerken\nEs regnete.\nAnzeige", "Es regnete."),
            ("Compartir en Facebook\nLlovió.\nPUBLICIDAD\nMucho.", "Llovió.\nMucho."),
            ("Teilen macht Freude.",) * 2,
        ),
    ),
    labelled(
        "read also",
        """
lesen Sie auch|lesen Sie hier|lesen Sie mehr|lies auch|mehr zum Thema|à lire aussi|lire aussi
à lire|à lire également|lire également|à voir aussi|lee también|lea también|leer también|te puede interesar
ver también|mira también|leia também|leia mais|veja também|ler também|saiba mais|leggi anche|vedi anche|lees ook
ilgili haber|ilgili haberler|ayrıca oku|baca juga|baca selengkapnya|simak juga|lihat juga|xem thêm|đọc thêm
czytaj też|czytaj także|czytaj również|zobacz także|zobacz też|läs också|læs også|les også|citește și|İLGİLİ HABER
""",
        sign=" ?[:|>»→-] ?| (?=[\"'A-ZÀ-Þ])",
        examples=(
            (
                "Es regnete.\nLesen Sie auch: Sturm auf See\nEs schneite.",
                "Es regnete.\nEs schneite.",
            ),
            ("Baca juga: Badai di laut\nHujan turun.", "Hujan turun."),
            ("Lee también libros y escribe.",) * 2,
        ),
    ),
    from_home(
        """
startseite|accueil|portada|inicio|início|página inicial|home page|anasayfa|ana sayfa|beranda|trang chủ|strona główna
""",
        examples=(("Accueil / Faits divers\nIl a plu.", "Il a plu."), ("Inicio de curso.",) * 2),
    ),
    Rule(
        name="end mark of an agency",
        guards=("./.",),
        zone="last",
        pattern=re.compile(r"\./\.\Z"),
        examples=(("Trời mưa./.", "Trời mưa"),),
    ),
    labelled(
        "page tags",
        """
tags|tag|schlagworte|schlagwörter|themen|mots-clés|mots clés|sujets|étiquettes|etiquetas|temas|palabras clave
más sobre|palavras-chave|tópicos|argomenti|etiketler|từ khóa|từ khoá|chủ đề|słowa kluczowe|tagi|topics|topik
""",
        examples=(("Es regnete.\nSchlagworte: Regen, Wetter", "Es regnete."),),
    ),
    labelled(
        "source line",
        "quelle|quellen|source|sources|fuente|fuentes|fonte|fontes|kaynak|sumber|nguồn|theo|źródło|bron",
        rest=r"[^\n]{0,50}",
        sign=" ?: ?",
        examples=(("Es regnete.\nQuelle: Wetterblatt", "Es regnete."),),
    ),
    labelled(
        "minutes to read",
        """
lesedauer|lesezeit|temps de lecture|lecture|tiempo de lectura|tempo de leitura|tempo di lettura|leestijd
okuma süresi|waktu baca|thời gian đọc|czas czytania
""",
        sign=r" ?:? ?(?:ca\. ?|env\. ?)?(?=\d)",
        rest=r"[^\n]{0,20}",
        examples=(("Lesedauer: 2 Min.\nEs regnete.", "Es regnete."),),
    ),
    labelled(
        "call to subscribe",
        """
melden Sie sich|abonnieren Sie|folgen Sie uns|folge uns|jetzt Newsletter|hier geht es zu|abonnez-vous|inscrivez-vous
suivez-nous|suivez toute|retrouvez-nous|recevez|rejoignez|cet article est réservé|article réservé
suscríbete|suscríbase|síguenos|síganos|sigue leyendo|únete|apúntate|regístrate|contenido exclusivo para
este contenido es exclusivo|subscreva|assine|inscreva-se|siga-nos|siga o|siga a|acompanhe|receba|clique aqui
participe do|entre no|conteúdo exclusivo|artigo exclusivo|iscriviti|seguici|abbonati|ricevi|schrijf je in|volg ons
bizi Google|bizi takip|bültenimize|abone olun|WhatsApp kanalı|dapatkan update|dapatkan berita|ikuti kami
simak breaking news|gabung|đăng ký nhận|theo dõi chúng tôi|mời độc giả|zapisz się|obserwuj nas|dołącz do
""",
        sign=r"(?=[ !:.])(?=[^\n]{0,120}(?:(?i:newsletter|facebook|instagram|twitter|whatsapp|telegram|tiktok|youtube|google|linkedin|takip edin|abone|boletín|boletim|bülten|bản tin|infolettre|abonné|suscriptor|assinante|canal|kanal|notification|notificac)))",
        rest=r"[^\n]{0,140}",
        examples=(
            ("Es regnete.\nMelden Sie sich hier für unseren Newsletter an.", "Es regnete."),
            ("Llovió.\nSíguenos en Facebook e Instagram", "Llovió."),
            ("Abonnez-vous, dit-il.\nFolgen Sie uns in den Wald, rief er.",) * 2,
        ),
    ),
    Rule(
        name="rights and disclaimers",
        guards=forms(
            "rechte vorbehalten|droits réservés|derechos reservados|direitos reservados|diritti riservati"
            "|prohibida su reproducción|proibida a reprodução|hakları saklıdır|bản quyền|ghi rõ nguồn"
            "|dilarang keras|dilarang mengutip|kullanılamaz|prawa zastrzeżone"
            "|özetlenerek yayımlanmaktadır|özetlenerek yayınlanmaktadır|riproduzione riservata"
        ),
        zone="tail",
        reach=300,
        pattern=re.compile(
            r"(?:\n|\A)[^\n]{0,300}(?i:rechte vorbehalten|droits réservés|derechos reservados|direitos reservados"
            r"|diritti riservati|prohibida su reproducción|proibida a reprodução|hakları saklıdır|bản quyền thuộc"
            r"|ghi rõ nguồn|dilarang keras mengambil|dilarang mengutip|izinsiz kullanılamaz"
            r"|prawa zastrzeżone|özetlenerek yayı[mn]lanmaktadır|riproduzione riservata)[^\n]{0,200}(?=\n|\Z)"
        ),
        examples=(
            ("Llovió.\n© El Ejemplo. Todos los derechos reservados.\nFin", "Llovió.\nFin"),
            ("Ella cantó y los derechos reservados a otros valían." + " Llovió." * 100,) * 2,
        ),
    ),
    labelled(
        "note on exclusive text",
        "cet article est réservé aux abonnés|article réservé aux abonnés|artigo exclusivo para assinantes"
        "|conteúdo exclusivo para assinantes|contenido exclusivo para suscriptores"
        "|dieser artikel ist nur für abonnenten|bình luận (",
        sign="",
        rest=r"[^\n]{0,40}",
        examples=(("Cet article est réservé aux abonnés.\nIl a plu.", "Il a plu."),),
    ),
    Rule(
        name="credit of a picture",
        guards=(
            "©",
            *forms(
                "foto|fotos|photo|photos|bild|bilder|image|imagen|imagem|crédit|crédito|fotoğraf|ảnh|fot.|zdjęcie|fotografía|symbolbild|archivfoto|ilustrasi|gambar"
            ),
        ),
        zone="end",
        takes="caption",
        pattern=re.compile(
            rf"(?:(?<=[.!?\"')\]»…])\s?|(?<=[^\s\w]) | [-–—|/] ?|^|(?<=\w) (?=[(\[]))[(\[]?{_PHOTO}"
            rf"(?: ?[:/©|] ?(?P<photo>[^\n:]{{2,60}}?)|(?:: ?| (?:by |par |de |di |von |oleh )?)(?P<lender>[^\n:.]{{2,40}}?/ ?[^\n:.]{{2,30}}))[)\]]?\.?$"
            r"|(?<=\S) ?© ?(?P<holder>[^\n©]{3,60})$",
            re.MULTILINE,
        ),
        examples=(
            (
                "Feuerwehrleute am Ort. Foto: Max Muster/dpa\nEs regnete.\nSehr.",
                "Es regnete.\nSehr.",
            ),
            ("La pluie, le 3 mars. Photo Jean Exemple/AFP\nIl a plu.\nFort.", "Il a plu.\nFort."),
            ("Sular altında. (Fotoğraf: AA)\nYağdı.\nÇok.", "Yağdı.\nÇok."),
            ("Er zeigte ein Foto seiner Frau.\nEs regnete.",) * 2,
        ),
    ),
    Rule(
        name="agency and photographer",
        guards=tuple(f"{name}{sign}" for name in _NAMES for sign in ("/", " /", " FOTO/")),
        zone="end",
        takes="caption",
        pattern=re.compile(
            rf"(?:(?<=[.!?\"')\]»…])\s?|^)[(\[]?(?P<photo>{_AGENCY}(?: FOTO)? ?/ ?{NAME}(?: {NAME}){{0,3}}(?: ?/ ?[\w .-]{{2,20}})?)[)\]]?\.?$",
            re.MULTILINE,
        ),
        examples=(
            ("Un avión descarga agua. EFE/Ana Ejemplo\nLlovió.\nMucho.", "Llovió.\nMucho."),
            ("Agencias EFE/Reuters informaron de la lluvia.",) * 2,
        ),
    ),
    *ENGLISH,
)
