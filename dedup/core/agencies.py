"""News agencies: how each writes its name, by script, and which spellings are one agency.

Facts for datelines, signatures, source lines and copyrights.
"""

import re
import unicodedata
from functools import cache, lru_cache

# One agency a line; the spellings of a script are in the order in which they are told apart:
# a longer one before its beginning.
LATIN = """
Thomson Reuters|Reuters|REUTERS
Agence France-Presse|AFP-Services|AFP
Associated Press|AP
UPI
Bloomberg
Canadian Press|CP
PA Media|PA
dpa-infocom|dpa-AFX|dpa|DPA
epd
KNA
APA
SID
Keystone-SDA|Keystone-ATS|SDA|sda|ATS|ats
AWP|awp
Belga|BELGA
ANP
ANSA
AGI
Adnkronos|ADNKRONOS
askanews|Askanews
LaPresse
Agencia EFE|Efe|EFE
Europa Press|EUROPA PRESS|EuropaPress
Notimex|NOTIMEX
Prensa Latina
Agência Lusa|Lusa|LUSA
Agência Brasil
Estadão Conteúdo
Folhapress|FOLHAPRESS
PAP
ČTK|CTK
TASR
SITA
MTI
Agerpres|AGERPRES
Mediafax|MEDIAFAX
BTA
Tanjug
Hina
Ritzau
NTB
STT
Anadolu Ajansı|Anadolu Agency|Anadolu|AA
DHA
İHA
TTXVN|VNA
ANTARA|Antara
Bernama|BERNAMA
TASS|INTERFAX.RU|Interfax
Xinhua
Kyodo News|Kyodo
Jiji Press|Jiji
Yonhap
News1
Newsis
ANI
PTI
IANS
"""
CYRILLIC = """
РИА Новости|РИА «Новости»
ТАСС
INTERFAX.RU|ИНТЕРФАКС|Интерфакс-Украина|Интерфакс|Interfax
Рейтер|Reuters
AFP
Укрінформ|Укринформ
УНІАН|УНИАН
БелТА|БЕЛТА
Казинформ
БТА
Танјуг
"""
ARABIC = """
وكالة فرانس برس|فرانس برس|أ ف ب|ا ف ب|أ.ف.ب|أ ف پ|AFP
رويترز|رویترز|Reuters
أسوشيتد برس|أ ب|أ.ب
د ب أ|د.ب.أ
أ ش أ|أ.ش.أ
شينخوا
واس
وام
بترا
كونا
قنا
سانا
ایرنا|إيرنا
ایسنا
"""
DEVANAGARI = """
पीटीआई-भाषा|पीटीआई|भाषा|PTI
एएनआई|ANI
आईएएनएस|IANS
यूएनआई|वार्ता
रॉयटर्स|रॉयटर|Reuters
एएफपी|AFP
एपी
"""
HAN = """
新华社|新華社|新华网
中新社|中新网|中国新闻社
中央社
法新社|AFP通信|AFP
路透社|ロイター通信|ロイター|Reuters
美联社|AP通信|AP
共同通信社|共同通信|共同社|共同
時事通信社|時事通信|時事
聯合ニュース|韩联社
タス通信|塔斯社
"""
THAI = """
สำนักข่าวไทย
ซินหัว
รอยเตอร์ส|รอยเตอร์|Reuters
เอเอฟพี|AFP
เอพี
"""

HANGUL = """
연합뉴스|연합
연합인포맥스
뉴시스
뉴스1코리아|뉴스1
국제뉴스
아시아뉴스통신
로이터통신|로이터
AP통신|AP
AFP통신|AFP
UPI통신|UPI
신화통신|신화
교도통신|교도
타스통신|타스
블룸버그통신|블룸버그
DPA통신|dpa|DPA
"""
ALL = LATIN + CYRILLIC + ARABIC + DEVANAGARI + HAN + THAI + HANGUL

# Spellings of one agency in several scripts.
_SAME = (
    "Thomson Reuters|Reuters|路透社|ロイター|رويترز|رویترز|Рейтер|रॉयटर्स|รอยเตอร์|로이터|로이터통신",
    "Agence France-Presse|AFP|法新社|فرانس برس|أ ف ب|ا ف ب|एएफपी|เอเอฟพี|AFP통신",
    "Associated Press|AP|美联社|AP通信|أ ب|أسوشيتد برس|AP통신",
    "Xinhua|新华社|新華社|新华网|شينخوا|ซินหัว|신화|신화통신",
    "Kyodo|Kyodo News|共同通信社|共同通信|共同社|共同|교도|교도통신",
    "Jiji|Jiji Press|時事通信社|時事通信|時事",
    "Yonhap|연합뉴스|韩联社|聯合ニュース",
    "Newsis|뉴시스",
    "News1|뉴스1",
    "Bloomberg|블룸버그",
    "TASS|ТАСС|タス通信|塔斯社|타스|타스통신",
    "Interfax|Интерфакс|INTERFAX.RU",
    "PTI|Press Trust of India|पीटीआई|पीटीआई-भाषा|भाषा",
    "ANI|एएनआई",
    "IANS|आईएएनएस",
    "DPA|Deutsche Presse-Agentur|د ب أ",
    "AA|Anadolu|Anadolu Ajansı|Anadolu Agency",
    "TTXVN|VNA|Thông tấn xã Việt Nam",
)
# What outlets put around an agency's name. It says nothing only where an agency is left without it:
# a paper may be all but its article.
_AROUND = re.compile(r"^(?:the|agenzia|agencia|agência|agence) | (?:news|staff)$")


def spellings(table: str) -> tuple[str, ...]:
    """Return all spellings of a table, the longer before the shorter."""
    found = dict.fromkeys(table.replace("|", "\n").strip().split("\n"))
    return tuple(sorted(found, key=len, reverse=True))


def pattern(table: str) -> str:
    """Return a regular expression that matches one spelling of a table."""
    return f"(?:{'|'.join(map(re.escape, spellings(table)))})"


def same_agency(one: str, other: str) -> bool:
    """Tell whether two names are of one agency, in whatever script and whichever spelling."""
    return _key(one) == _key(other)


def is_agency(name: str) -> bool:
    """Tell whether a name is that of an agency, in whichever spelling."""
    return _key(name) in _keys()


@lru_cache(maxsize=1024)  # outlets and agencies of a feed
def _key(name: str) -> str:
    keys = _keys()
    plain, bare = _plain(name), _plain(_AROUND.sub("", _folded(name)))
    return keys.get(plain) or keys.get(bare, plain)


def _plain(name: str) -> str:
    return _folded(name).replace(" ", "")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


@cache
def _keys() -> dict[str, str]:
    """Return for each plain spelling that of the agency's first."""
    keys: dict[str, str] = {}
    for row in [line.split("|") for line in (*_SAME, *ALL.split("\n")) if line]:
        first = next((keys[plain] for plain in map(_plain, row) if plain in keys), _plain(row[0]))
        for plain in map(_plain, row):
            keys.setdefault(plain, first)
    return keys
