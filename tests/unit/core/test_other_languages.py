# ruff: noqa: E501 - wide characters count twice
"""Languages that no weights were fitted on: copies are found, and nothing else, in six scripts."""

import pytest

from dedup.core.article import HOUR, Article, Micros
from dedup.core.detector import Detector
from dedup.core.fingerprint import prepare
from dedup.core.ledger import Ledger

START = 1_930_000_000_000_000  # Micros
# Of each language: one report; the same report re-worded sentence by sentence; another reporter's
# account of the accident; another happening.
TEXTS = {
    "en": {
        "report": [
            (
                "Harbor officials in Kestrel Bay said on Tuesday that a cargo ferry ran aground near"
                " the northern breakwater, forcing the evacuation of 84 passengers."
            ),
            (
                "The ferry Albion Star had left the port at 6:40 a.m. and was heading to Marlow Island"
                " when its steering failed, the coast guard said."
            ),
            (
                "Nobody was seriously hurt, but three crew members were treated for cuts and bruises"
                " at St. Anne hospital."
            ),
            (
                "Divers will inspect the hull on Wednesday before tugs try to free the vessel at high"
                " tide."
            ),
            (
                "The operator, Northway Lines, suspended its morning service and promised refunds to"
                " all travelers."
            ),
            (
                "Investigators have taken the voyage data recorder and will question the captain this"
                " week."
            ),
        ],
        "reworded": [
            (
                "Officials of the harbor in Kestrel Bay said Tuesday a cargo ferry had run aground close"
                " to the northern breakwater and 84 passengers had to be evacuated."
            ),
            (
                "According to the coast guard, the Albion Star departed from port at 6:40 a.m. for Marlow"
                " Island when the steering failed."
            ),
            (
                "No one was seriously injured, though three members of the crew received treatment for"
                " cuts and bruises at St. Anne hospital."
            ),
            (
                "The hull will be inspected by divers on Wednesday before tugs attempt to free the vessel"
                " at high tide."
            ),
            (
                "Northway Lines, the operator, has suspended morning service and promised all travelers"
                " refunds."
            ),
            (
                "The voyage data recorder was taken by investigators, who will question the captain"
                " this week."
            ),
        ],
        "account": [
            (
                "Eighty-four people were led off a stranded ferry at dawn after it struck rocks outside"
                " Kestrel Bay."
            ),
            (
                "'We heard a terrible grinding noise and the lights went out,' said passenger Maria"
                " Holt, who was on her way to work on Marlow Island."
            ),
            (
                "Rescue boats took turns ferrying families to shore in heavy swell, and volunteers handed"
                " out blankets."
            ),
            (
                "The Albion Star is 31 years old and was due to be replaced next spring, according to"
                " town records."
            ),
            "Northway Lines did not answer questions about when the steering had last been serviced.",
        ],
        "other": [
            (
                "The city council of Fairmount approved a budget of 212 million dollars on Thursday"
                " after a six-hour debate."
            ),
            (
                "The plan raises spending on parks and street lighting while freezing the salaries of"
                " senior managers."
            ),
            "Mayor Dana Whitfield said the decision would keep taxes stable for three years.",
            "Opponents had asked for more money for two libraries that may close in autumn.",
            "The vote was eight to five, with one member absent.",
        ],
    },
    "de": {
        "report": [
            (
                "In der Hafenstadt Kestrelbucht ist am Dienstag eine Fähre auf Grund gelaufen, 84 Fahrgäste"
                " mussten in Sicherheit gebracht werden."
            ),
            (
                "Das Schiff Albionstern hatte den Hafen um 6.40 Uhr verlassen und war auf dem Weg zur"
                " Insel Marlau, als die Steuerung ausfiel, teilte die Küstenwache mit."
            ),
            (
                "Schwer verletzt wurde niemand, drei Besatzungsmitglieder kamen mit Schnittwunden in"
                " das Annenspital."
            ),
            (
                "Taucher sollen am Mittwoch den Rumpf untersuchen, bevor Schlepper das Schiff bei Flut"
                " freiziehen."
            ),
            (
                "Die Reederei Nordweg stellte den Morgendienst ein und versprach allen Reisenden eine"
                " Erstattung."
            ),
            "Ermittler haben den Fahrtenschreiber sichergestellt und wollen den Kapitän befragen.",
        ],
        "reworded": [
            (
                "Eine Fähre ist am Dienstag in der Hafenstadt Kestrelbucht auf Grund gelaufen; 84 Fahrgäste"
                " wurden in Sicherheit gebracht."
            ),
            (
                "Nach Angaben der Küstenwache war die Albionstern um 6.40 Uhr aus dem Hafen ausgelaufen"
                " und unterwegs zur Insel Marlau, als die Steuerung versagte."
            ),
            (
                "Niemand wurde schwer verletzt, allerdings mussten drei Besatzungsmitglieder mit Schnittwunden"
                " ins Annenspital."
            ),
            (
                "Am Mittwoch untersuchen Taucher den Rumpf, danach sollen Schlepper das Schiff bei Flut"
                " freiziehen."
            ),
            (
                "Den Morgendienst stellte die Reederei Nordweg ein, allen Reisenden wurde eine Erstattung"
                " versprochen."
            ),
            "Den Fahrtenschreiber haben Ermittler sichergestellt, der Kapitän soll befragt werden.",
        ],
        "account": [
            (
                "Es krachte, dann ging das Licht aus: So schildern Passagiere den Unfall der Fähre vor"
                " Kestrelbucht."
            ),
            "Rettungsboote brachten Familien im Seegang an Land, Helfer verteilten Decken und Tee.",
            (
                "Die Albionstern ist 31 Jahre alt und sollte im Frühjahr ersetzt werden, wie aus Unterlagen"
                " der Stadt hervorgeht."
            ),
            "Zur letzten Wartung der Steuerung wollte sich die Reederei Nordweg nicht äußern.",
        ],
        "other": [
            (
                "Der Stadtrat von Schönmünde hat am Donnerstag nach sechsstündiger Debatte einen Haushalt"
                " von 212 Millionen Euro beschlossen."
            ),
            (
                "Mehr Geld gibt es für Parks und Straßenlaternen, die Gehälter der Amtsleiter bleiben"
                " gleich."
            ),
            "Bürgermeisterin Dana Weißfeld sprach von stabilen Abgaben für drei Jahre.",
            "Gegner hatten mehr Mittel für zwei Büchereien verlangt, die im Herbst schließen könnten.",
        ],
    },
    "ru": {
        "report": [
            (
                "В порту Кестрельск во вторник паром сел на мель у северного волнолома, 84 пассажира"
                " пришлось эвакуировать."
            ),
            (
                "Паром «Альбион» вышел из порта в 6:40 и направлялся на остров Марлов, когда отказало"
                " рулевое управление, сообщила береговая охрана."
            ),
            (
                "Серьезно никто не пострадал, троим членам экипажа оказали помощь в больнице святой"
                " Анны."
            ),
            (
                "В среду водолазы осмотрят корпус, после чего буксиры попытаются снять судно с мели"
                " во время прилива."
            ),
            (
                "Компания «Северный путь» приостановила утренние рейсы и пообещала вернуть деньги всем"
                " пассажирам."
            ),
        ],
        "reworded": [
            (
                "Паром сел на мель у северного волнолома в порту Кестрельск во вторник, пришлось эвакуировать"
                " 84 пассажира."
            ),
            (
                "По сообщению береговой охраны, «Альбион» вышел в 6:40 из порта и шел на остров Марлов,"
                " когда рулевое управление отказало."
            ),
            "Никто серьезно не пострадал, трём членам экипажа помощь оказали в больнице святой Анны.",
            (
                "Корпус в среду осмотрят водолазы, затем буксиры попытаются во время прилива снять судно"
                " с мели."
            ),
            (
                "Утренние рейсы приостановлены, компания «Северный путь» пообещала пассажирам вернуть"
                " деньги."
            ),
        ],
        "account": [
            "Погас свет, раздался скрежет: пассажиры рассказали об аварии парома у Кестрельска.",
            (
                "Спасательные катера в сильную волну доставляли семьи на берег, добровольцы раздавали"
                " одеяла."
            ),
            "«Альбиону» 31 год, весной его собирались заменить, следует из документов города.",
            "В компании «Северный путь» не ответили, когда проверяли рулевое управление.",
        ],
        "other": [
            (
                "Городской совет Ясногорья в четверг после шести часов споров принял бюджет в 212 миллионов"
                " рублей."
            ),
            "Больше средств получат парки и уличное освещение, зарплаты начальников заморожены.",
            "Мэр Дарья Белова заявила, что налоги не изменятся три года.",
            "Противники просили денег для двух библиотек, которые осенью могут закрыться.",
        ],
    },
    "ja": {
        "report": [
            "岬浜港で火曜日、貨客フェリーが北側の防波堤近くで座礁し、乗客84人が避難した。",
            (
                "海上保安部によると、フェリー「あかつき丸」は午前6時40分に港を出て丸尾島に向かって"
                "いたが、舵が故障したという。"
            ),
            "重傷者はなく、乗組員3人が切り傷などで聖アンナ病院で手当てを受けた。",
            "水曜日に潜水士が船体を調べ、満潮に合わせて引き船で離礁を試みる。",
            "運航する北路汽船は朝の便を運休し、すべての旅行者に払い戻しをすると約束した。",
        ],
        "reworded": [
            "火曜日、岬浜港の北側の防波堤近くで貨客フェリーが座礁し、84人の乗客が避難した。",
            (
                "海上保安部の説明では、「あかつき丸」は丸尾島に向かうため午前6時40分に港を出たが、"
                "舵が故障した。"
            ),
            "重傷者はいないが、切り傷などで乗組員3人が聖アンナ病院で手当てを受けた。",
            "船体は水曜日に潜水士が調べ、引き船が満潮に合わせて離礁を試みるという。",
            "北路汽船は朝の便を運休とし、旅行者すべてに払い戻しを約束した。",
        ],
        "account": [
            "ガリガリという音のあと明かりが消えた。座礁したフェリーの乗客が恐怖を語った。",
            "救助艇は高い波の中、家族連れを岸へ運び、ボランティアが毛布を配った。",
            "あかつき丸は建造から31年で、来春に引退する予定だったことが町の資料で分かった。",
            "北路汽船は舵の点検時期についての質問に答えていない。",
        ],
        "other": [
            "桜台市議会は木曜日、6時間の議論の末、212億円の予算を可決した。",
            "公園と街灯への支出を増やし、幹部の給与を据え置く。",
            "白川市長は3年間は税を上げないと述べた。",
            "反対派は秋に閉館の恐れがある図書館2館への支出を求めていた。",
        ],
    },
    "zh": {
        "report": [
            "岬滨港一艘客货渡轮周二在北侧防波堤附近搁浅，84名乘客被迫疏散。",
            "海岸警卫队表示，“晨光号”渡轮上午6时40分离开港口前往丸尾岛，途中舵机失灵。",
            "没有人员重伤，三名船员因割伤在圣安娜医院接受治疗。",
            "潜水员将于周三检查船体，随后拖船将在涨潮时尝试使其脱浅。",
            "运营方北路航运暂停了早班航线，并承诺向所有旅客退款。",
        ],
        "reworded": [
            "周二，一艘客货渡轮在岬滨港北侧防波堤附近搁浅，被迫疏散84名乘客。",
            "据海岸警卫队介绍，“晨光号”上午6时40分离港前往丸尾岛，舵机途中失灵。",
            "无人重伤，但有三名船员因割伤到圣安娜医院治疗。",
            "周三潜水员将检查船体，之后拖船尝试在涨潮时让渡轮脱浅。",
            "北路航运已暂停早班航线，承诺所有旅客都可退款。",
        ],
        "account": [
            "“先是刺耳的摩擦声，然后灯全灭了。”渡轮乘客回忆搁浅的一刻。",
            "救援艇在大浪中把一家家人送上岸，志愿者分发毛毯和热茶。",
            "晨光号船龄31年，市政文件显示原定明年春天退役。",
            "北路航运没有回答舵机最近一次检修是什么时候。",
        ],
        "other": [
            "樱台市议会周四经过六小时辩论，通过了2.12亿元的预算。",
            "公园和路灯的支出增加，高级主管的工资冻结。",
            "市长白川表示三年内不会加税。",
            "反对者要求为两座秋天可能关闭的图书馆增加拨款。",
        ],
    },
    "th": {
        "report": [
            (
                "เรือเฟอร์รี่บรรทุกสินค้าเกยตื้นใกล้เขื่อนกันคลื่นด้านเหนือของท่าเรือเกาะแก้วเมื่อว"
                "ันอังคาร ต้องอพยพผู้โดยสาร 84 คน"
            ),
            ("หน่วยยามฝั่งระบุว่าเรืออรุณรุ่งออกจากท่าเวลา 6.40 น. มุ่งหน้าไปเกาะมะพร้าว แล้วระบบบังคับเลี้ยวขัดข้อง"),
            "ไม่มีผู้บาดเจ็บสาหัส ลูกเรือสามคนได้รับการรักษาบาดแผลที่โรงพยาบาลเซนต์แอนน์",
            "นักประดาน้ำจะตรวจตัวเรือในวันพุธ ก่อนที่เรือลากจูงจะพยายามดึงเรือออกเมื่อน้ำขึ้น",
            "บริษัทนอร์ทเวย์งดให้บริการรอบเช้าและสัญญาว่าจะคืนเงินแก่ผู้เดินทางทุกคน",
        ],
        "reworded": [
            (
                "เมื่อวันอังคาร เรือเฟอร์รี่บรรทุกสินค้าเกยตื้นใกล้เขื่อนกันคลื่นด้านเหนือของท่าเรื"
                "อเกาะแก้ว ผู้โดยสาร 84 คนต้องอพยพ"
            ),
            ("เรืออรุณรุ่งออกจากท่าเวลา 6.40 น. เพื่อไปเกาะมะพร้าว แต่ระบบบังคับเลี้ยวขัดข้อง หน่วยยามฝั่งระบุ"),
            "ลูกเรือสามคนได้รับการรักษาบาดแผลที่โรงพยาบาลเซนต์แอนน์ โดยไม่มีผู้บาดเจ็บสาหัส",
            "ในวันพุธนักประดาน้ำจะตรวจตัวเรือ จากนั้นเรือลากจูงจะพยายามดึงเรือออกเมื่อน้ำขึ้น",
            "รอบเช้างดให้บริการ โดยบริษัทนอร์ทเวย์สัญญาว่าจะคืนเงินแก่ผู้เดินทางทุกคน",
        ],
        "account": [
            "เสียงดังครืดแล้วไฟก็ดับ ผู้โดยสารเล่านาทีระทึกบนเรือที่เกยตื้นหน้าท่าเกาะแก้ว",
            "เรือกู้ภัยฝ่าคลื่นสูงพาครอบครัวขึ้นฝั่ง อาสาสมัครแจกผ้าห่มและชาร้อน",
            "เรืออรุณรุ่งมีอายุ 31 ปี และมีกำหนดปลดระวางในฤดูใบไม้ผลิหน้า ตามเอกสารของเทศบาล",
            "บริษัทนอร์ทเวย์ไม่ตอบคำถามว่าตรวจระบบบังคับเลี้ยวครั้งสุดท้ายเมื่อใด",
        ],
        "other": [
            "สภาเมืองบ้านสวนอนุมัติงบประมาณ 212 ล้านบาทเมื่อวันพฤหัสบดีหลังอภิปรายหกชั่วโมง",
            "แผนดังกล่าวเพิ่มงบสวนสาธารณะและไฟถนน และตรึงเงินเดือนผู้บริหาร",
            "นายกเทศมนตรีดาราบอกว่าภาษีจะคงที่สามปี",
            "ฝ่ายค้านขอเงินเพิ่มให้ห้องสมุดสองแห่งที่อาจปิดในฤดูใบไม้ร่วง",
        ],
    },
}

# Of each language with many endings: two reports in own words; another happening in the same town.
INFLECTED = {
    "ru": {
        "report": [
            "Грузопассажирский паром «Альбион» сел на мель у северного волнолома Берёзогорска, 84 пассажира эвакуированы.",
            "По данным береговой охраны, у парома отказало рулевое управление вскоре после выхода из порта.",
            "Три члена экипажа получили порезы и ушибы, их осмотрели в больнице.",
            "Водолазы обследуют корпус судна, после чего буксиры попытаются снять его с мели.",
        ],
        "own words": [
            "Эвакуацию 84 пассажиров с парома, севшего недалеко от северных волноломов, завершили в Берёзогорске.",
            "Береговая охрана сообщила об отказе рулевого управления «Альбиона»: судно только что покинуло порт.",
            "Врачи больницы осмотрели троих членов экипажа с ушибами.",
            "Снимать паром будут буксирами, когда корпус обследуют водолазы.",
        ],
        "other": [
            "Городской совет Берёзогорска принял бюджет в размере 212 миллионов после шестичасового обсуждения.",
            "Документ увеличивает расходы на парки и освещение улиц.",
            "Мэр пообещал три года не повышать налоги.",
            "Оппозиция потребовала денег для двух библиотек.",
        ],
    },
    "fi": {
        "report": [
            "Autolautta Albion ajoi karille Koivurannan pohjoisen aallonmurtajan edustalla, ja 84 matkustajaa evakuoitiin.",
            "Merivartioston mukaan lautan ohjausjärjestelmä petti pian satamasta lähdön jälkeen.",
            "Kolme miehistön jäsentä sai ruhjeita, ja heitä hoidettiin sairaalassa.",
            "Sukeltajat tutkivat rungon ennen kuin hinaajat yrittävät irrottaa lautan.",
        ],
        "own words": [
            "Koivurannan pohjoisella aallonmurtajalla karille ajaneelta autolautalta evakuoitiin 84 matkustajan joukko.",
            "Albionin ohjausjärjestelmässä oli vika, kun lautta lähti satamasta, merivartiosto kertoi.",
            "Sairaalaan vietiin kolme ruhjeita saanutta miehistön jäsentä.",
            "Hinaajilla yritetään irrotusta, kunhan sukeltajien tutkimus rungosta valmistuu.",
        ],
        "other": [
            "Koivurannan kaupunginvaltuusto hyväksyi 212 miljoonan talousarvion kuuden tunnin keskustelun jälkeen.",
            "Puistoihin ja katuvalaistukseen käytetään aiempaa enemmän rahaa.",
            "Kaupunginjohtaja lupasi pitää verot ennallaan kolme vuotta.",
            "Oppositio vaati lisää rahaa kahdelle kirjastolle.",
        ],
    },
}


def article(name, lines, *, language, hours=0.0):
    """One article of an outlet of its own."""
    at = Micros(START + int(hours * HOUR))
    return Article(
        id=name,
        title=lines[0][:40],
        body="\n".join(lines),
        outlet=f"outlet of {name}",
        language=language,
        received=at,
        published=at,
    )


@pytest.mark.parametrize("language", TEXTS)
def test_copies_and_rewordings_are_one_family_and_other_news_is_not(language):
    texts = TEXTS[language]
    detector, ledger = Detector(), Ledger()
    for number, (name, lines) in enumerate(
        {
            "report": texts["report"],
            "copy": texts["report"],
            "trimmed": texts["report"][:3],
            "reworded": texts["reworded"],
            "account": texts["account"],
            "other": texts["other"],
        }.items()
    ):
        given = article(name, lines, language=language, hours=number / 2)
        for update in detector.admit(prepare(given)).updates:
            ledger.apply(update)
    found = {each.article: each for each in ledger.assignments()}
    families = {name: each.family for name, each in found.items()}
    assert families["copy"] == families["trimmed"] == families["reworded"] == families["report"]
    assert families["account"] != families["report"]
    assert families["other"] not in {families["report"], families["account"]}
    assert found["other"].event not in {found["report"].event, found["account"].event}
    assert found["copy"].relation == "verbatim"
    assert found["trimmed"].relation == "trimmed"


@pytest.mark.parametrize("language", TEXTS)
def test_unrelated_news_of_a_language_that_starts_cold_scores_near_nothing(language):
    texts = TEXTS[language]
    report, other = (
        prepare(article(name, texts[name], language=language)) for name in ("report", "other")
    )
    compared = Detector().compare(other, report)
    assert compared.text.score < 0.01
    assert compared.event.score < 0.1


@pytest.mark.parametrize("language", INFLECTED)
def test_own_words_with_other_endings_tell_of_one_event(language):
    detector, ledger = Detector(), Ledger()
    for name, lines in INFLECTED[language].items():
        for update in detector.admit(prepare(article(name, lines, language=language))).updates:
            ledger.apply(update)
    events = {each.article: each.event for each in ledger.assignments()}
    assert events["report"] == events["own words"] != events["other"]
