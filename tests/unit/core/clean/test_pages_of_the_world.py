"""Whole pages in languages other than Korean: the report stays, and its agency is known."""

import pytest

from dedup.core.clean import clean
from dedup.core.clean.unicode import fold

# Of each language: what stands before the report, its dateline, the report, what stands after it,
# and the agency as it writes itself.
PAGES = {
    "de": (
        "Startseite\nVon Maria Muster\n03.03.2031, 11:03 Uhr\nDer Damm am Morgen. Foto: Max Muster/dpa",
        "Musterstadt (dpa/lby) - ",
        "Ein Damm ist gebrochen.\nVon der Quelle bis zur Mündung stieg der Fluss.",
        "Lesen Sie auch: Mehr Regen\n© dpa-infocom, dpa:310303-930-1/2\nAnzeige",
        "dpa",
    ),
    "fr": (
        "Accueil / Faits divers\nPar Jeanne Exemple\nPublié le 03/03/2031 à 11h05\nÉcouter l'article",
        "Valmont (AFP) – ",
        "Une digue a cédé.\nPartager le repas, voilà ce que veut la mairie.",
        "À lire aussi : Encore la pluie\nTous droits réservés\nAvec AFP",
        "AFP",
    ),
    "es": (
        "Portada\nPor Redacción\nLa presa al alba. EFE/Ana Ejemplo\n03/03/2031 11:08h.",
        "Villanueva, 3 mar (EFE).- ",
        "Un dique se ha roto.\nCompartir la comida es lo primero, dijo la alcaldesa.",
        "Suscríbete a nuestro boletín\nEtiquetas: agua, dique",
        "EFE",
    ),
    "pt": (
        "Início » País\nPor Redação com Lusa\n3 mar 2031, 11:12",
        "Vilanova, 03 mar 2031 (Lusa) – ",
        "Um dique cedeu.\nPor Maria ninguém esperava.",
        "ABC (DEF) // GHI\nLusa/fim\nPUB",
        "Lusa",
    ),
    "it": (
        "Condividi\nDi Maria Esempio\nPubblicato il 3 marzo 2031 alle 11:05",
        "(ANSA) - CASTELNUOVO, 03 MAR - ",
        "Una diga ha ceduto.\nLa fonte del fiume è lontana.",
        "Leggi anche: Ancora pioggia\nRIPRODUZIONE RISERVATA",
        "ANSA",
    ),
    "tr": (
        "Anasayfa > Gündem\nMuhabir: Ayşe Örnek\nGiriş: 03.03.2031 - 11:05",
        "KENTYER (AA) - ",
        "Bir bent yıkıldı.\nKaynak sular yükseldi.",
        "İLGİLİ HABER: Yağmur sürüyor\nTüm hakları saklıdır.",
        "AA",
    ),
    "vi": (
        "Trang chủ > Xã hội\nĐập lúc sáng sớm. Ảnh: Ví Dụ/TTXVN\nChia sẻ",
        "(TTXVN) ",
        "Một con đập bị vỡ.\nTheo người dân, nước dâng rất nhanh.",
        "Xem thêm: Mưa lớn\nTheo TTXVN\nTừ khóa: đập",
        "TTXVN",
    ),
    "id": (
        "Beranda / Daerah\nSenin, 3 Maret 2031 11:05 WIB\nTanggul pada pagi hari. ANTARA FOTO/Contoh Nama/rwa.",
        "Kota Baru (ANTARA) - ",
        "Sebuah tanggul jebol.\nSumber air itu jauh.",
        "Baca juga: Hujan lagi\nPewarta: Contoh Nama\nEditor: Nama Contoh\nCopyright © ANTARA 2031",
        "ANTARA",
    ),
    "ru": (
        "Главная\nАвтор: Иван Примеров\n3 марта 2031, 11:15 (обновлено: 12:02)",
        "ПРИМЕРСК, 3 мар — РИА Новости. ",
        "Прорвало плотину.\nИсточник воды далеко.",
        "Читайте также: Снова дождь\nПодписывайтесь на наш канал в Telegram\nРеклама",
        "РИА Новости",
    ),
    "ar": (
        "الرئيسية / أخبار\nنشر في: 3 مارس 2031 - 11:05 ص\nالسد عند الفجر (أ ف ب)",
        "مدينة المثال (أ ف ب) – ",
        "انهار سد.\nوقالت رويترز إن الماء ارتفع.",
        "اقرأ أيضا: المطر مستمر\nتابعونا على فيسبوك",
        "أ ف ب",
    ),
    "hi": (
        "होम / राज्य\nप्रकाशित: 3 मार्च 2031, 11:05 AM IST\nशेयर करें",
        "उदाहरणपुर, 3 मार्च (भाषा) ",
        "एक बांध टूट गया।\nलोगों की भाषा में डर था।",
        "यह भी पढ़ें: बारिश जारी\nभाषा कखग चछज",
        "भाषा",
    ),
    "ja": (
        "トップ > 社会\n2031年3月3日 11時05分\n壊れた堤防=3日午前、例市(本社ヘリから)",
        "【例市=共同】",
        "堤防が壊れた。\n共同で調べが進む。",
        "【関連記事】雨が続く\nシェアする\n(共同)",
        "共同",
    ),
    "zh": (
        "首页 > 国内 > 正文\n2031-03-03 19:05:12 来源:新华网\n清晨的堤坝(3月3日摄)。新华社记者 某甲 摄",
        "新华社例城3月3日电(记者 某甲、某乙)",
        "一座堤坝垮塌。\n来源不明的水流很急。",
        "延伸阅读:大雨继续\n责任编辑:某丙\n(完)",
        "新华社",
    ),
    "th": (
        "หน้าแรก\nโดย กองบรรณาธิการ\nเผยแพร่: 3 มี.ค. 2574 11:05",
        "เมืองตัวอย่าง 3 มี.ค. – ",
        "เขื่อนพังเมื่อเช้า\nติดตามคนหายอยู่",
        "อ่านเพิ่มเติม: ฝนยังตก\nแชร์\n-รอยเตอร์",
        "รอยเตอร์",
    ),
    "en": (
        "Home > News > Local\nBy Jane Doe, Staff Writer\nPublished: 10:12 GMT, 3 March 2031\n5 min read",
        "ELSEWHERE, March 3 (Reuters) - ",
        "A dam has burst.\nHome is far away for many, source by source.",
        "Share on Facebook | Share on Twitter | Email\n© 2031 Example Media\nTopics: Rain, Dam",
        "Reuters",
    ),
}


@pytest.mark.parametrize("language", PAGES)
def test_a_page_is_its_report(language: str) -> None:
    before, dateline, report, after, agency = PAGES[language]
    text = clean(title="", body=f"{before}\n{dateline}{report}\n{after}", language=language)
    assert (text.body, text.credits.agency) == (fold(report), agency)


@pytest.mark.parametrize("language", PAGES)
def test_a_report_without_furniture_stays_as_it_is(language: str) -> None:
    report = PAGES[language][2]
    text = clean(title="", body=report, language=language)
    assert (text.body, text.cut) == (fold(report), ())


@pytest.mark.parametrize(("language", "neighbour"), [("id", "ms"), ("es", "ca"), ("ru", "uk")])
def test_languages_of_one_script_have_one_book(language: str, neighbour: str) -> None:
    before, dateline, report, after, _ = PAGES[language]
    body = f"{before}\n{dateline}{report}\n{after}"
    assert clean(title="", body=body, language=neighbour).body == fold(report)
