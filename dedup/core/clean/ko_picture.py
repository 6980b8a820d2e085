"""Rules for Korean captions: the credit that closes one, and the labels before it."""

import re

from dedup.core.clean.rule import Rule
from dedup.core.clean.universal import AFTER_SENTENCE, MAIL

_AGENCY = (
    r"(?:연합뉴스TV|연합뉴스|연합포토|연합|뉴시스|뉴스1|로이터|신화통신|신화|교도통신|교도"
    r"|타스통신|타스|AP통신|AP|AFP통신|AFP|EPA|UPI|dpa|DPA|TASS|게티이미지[가-힣]{0,4}"
    r"|Getty ?Images|gettyimages?[가-힣]{0,4})"
)
_AGENCIES = (
    "연합", "뉴시스", "뉴스1", "AP", "AFP", "EPA", "로이터", "게티", "etty", "신화", "교도", "타스",
    "TASS", "UPI", "dpa", "DPA",
)  # fmt: skip
_NAMES = (*_AGENCIES[:8], "Getty", "getty", *_AGENCIES[9:])  # one begins every agency's name
_SLASHED = tuple(slash + name for slash in ("/", "/ ") for name in _NAMES)
_KIND = r"(?:자료 ?사진|사진|그래픽|이미지|자료|출처|영상|화면|캡처|일러스트|인포그래픽|그림|표|CG)"
_LENT = r"(?:제공|자료 ?사진|DB|캡처|갈무리|취재단|촬영)(?:\. ?재판매 및 DB ?금지\.?)?"
_IS = ("=", " =", ":", " :")
_TWO_MORE = "\n비가 왔다.\n많이 왔다."  # of the examples: an article longer than its caption

# Where the report's last sentence ends, and not a caption, which says what is to be seen.
_REPORT_END = (
    r"(?:(?<=[다요]\.)(?<!있다\.)|(?<=[다요]\. )(?<!있다\. )|(?<=[다요]\.\n)(?<!있다\.\n))"
)

PICTURES = (
    Rule(
        name="agency in brackets behind the text",
        guards=("연합", "뉴시스", "뉴스1", "로이터"),
        needs=("연합뉴스]\n", "연합]\n", "뉴시스]\n", "뉴스1]\n", "로이터]\n"),
        zone="bracket",
        pattern=re.compile(rf"{_REPORT_END}\[(?P<supplier>연합뉴스|연합|뉴시스|뉴스1|로이터)\]\Z"),
        examples=(
            ("비가 많이 왔다. [연합]", "비가 많이 왔다."),
            ("비가 오고 있다. [연합]",) * 2,
            ("비가 많이 왔다. [연합]\n눈도 왔다.",) * 2,
        ),
    ),
    Rule(
        name="picture label",
        guards=("본문 이미지", "보기", "사진 설명", "사진설명", "이미지 확대", "이미지확대"),
        zone="start",
        pattern=re.compile(
            r"본문 이미지 - |(?:기사 )?(?:이미지|사진) ?(?:확대|크게) ?보기(?:$|\s)"
            r"|이미지 ?확대(?:$|\s)|\[?사진 ?설명\]? ?[:=]? ?",
            re.MULTILINE,
        ),
        examples=(("본문 이미지 - 행사가 열리고 있다.", "행사가 열리고 있다."),),
    ),
    Rule(
        name="caption in brackets",
        guards=("[",),
        needs=(")]",),
        zone="start",
        pattern=re.compile(
            rf"\[(?P<caption>[^\[\]\n]{{2,200}}?) ?\((?P<photo>[^()\[\]\n]{{0,20}}"
            rf"(?:{_AGENCY}|자료 ?사진|제공|캡처)[^()\[\]\n]{{0,12}})\)\]"
        ),
        examples=(
            ("[연설하는 대표 (AFP=연합뉴스 자료사진)]비가 왔다.", "비가 왔다."),
            ("[전망 (2)] 비가 왔다.",) * 2,
        ),
    ),
    Rule(
        name="picture credit in brackets",
        guards=(
            "사진",
            "자료",
            "그래픽",
            "출처",
            "이미지",
            "영상",
            "화면",
            "캡처",
            "그림",
            "표",
            "CG",
        ),
        zone="bracket",
        takes="caption",
        pattern=re.compile(
            rf"[\[(<【] ?{_KIND} ?(?:출처|제공|자료|캡처|합성|촬영)? ?[=:|/] ?"
            r"(?P<photo>[^\[\]()<>【】\n]{1,60}(?:\([^()\n]{1,20}\)[^\[\]()<>【】\n]{0,20})?)[\])>】]"
            r"|[\[<(]사진 ?(?:제공|출처)? (?!왼쪽|오른쪽|위|아래|속|가운데|맨|중|앞|뒤|참[조고]|\d)"
            r"(?P<lender>[^\[\]()<>\n=,]{2,24})[\]>)]"
            r"|[\[<(](?:[가-힣]{2,8} ?)?사진 ?(?:공동 ?취재단|기자단)[\])>]"
        ),
        examples=(
            ("행사가 열리고 있다. [사진=연합뉴스]" + _TWO_MORE, _TWO_MORE.strip()),
            ("대표가 말하고 있다.(사진=우리회사) 비가 왔다. 많이 왔다.", "비가 왔다. 많이 왔다."),
            ("비가 왔다고 밝혔다.(사진=우리회사) 많이 왔다.", "비가 왔다고 밝혔다. 많이 왔다."),
            ("김 대표(사진 왼쪽)가 말했다.",) * 2,
        ),
    ),
    Rule(
        name="lender of the picture",
        guards=("제공", "사진", "DB", "캡처", "갈무리", "취재단", "촬영"),
        zone="bracket",
        takes="caption",
        pattern=re.compile(
            rf"{AFTER_SENTENCE}[\[(<] ?(?P<photo>[^\[\]()<>\n.]{{1,40}}?) ?{_LENT} ?[\])>]"
            rf"|[\[(<] ?(?P<lender>[^\[\]()<>\n.]{{1,40}}?) ?{_LENT} ?[\])>]$",
            re.MULTILINE,
        ),
        examples=(
            ("행사가 열리고 있다. (서울시 제공)" + _TWO_MORE, _TWO_MORE.strip()),
            ("점심(무료 제공) 뒤에 비가 왔다.",) * 2,
        ),
    ),
    Rule(
        name="agency of the picture",
        guards=_AGENCIES,
        needs=tuple(opening + name for opening in ("[", "(", "[ ", "( ") for name in _NAMES),
        zone="bracket",
        takes="caption",
        pattern=re.compile(
            rf"{AFTER_SENTENCE}[\[(] ?(?P<photo>{_AGENCY}(?: ?[=/·,] ?{_AGENCY})?)"
            r"(?: ?자료 ?사진)? ?[\])]"
            rf"|[\[(] ?(?P<pair>{_AGENCY} ?[=/] ?{_AGENCY})(?: ?자료 ?사진)? ?[\])]",
            re.MULTILINE,
        ),
        examples=(
            ("대통령이 말하고 있다. (AFP=연합뉴스)" + _TWO_MORE, _TWO_MORE.strip()),
            ("통신사(연합뉴스)가 보도했다.",) * 2,
        ),
    ),
    Rule(
        name="agency behind a slash",
        guards=_SLASHED,
        zone="anywhere",
        pattern=re.compile(rf"{_REPORT_END}/ ?(?P<supplier>연합뉴스|연합|뉴시스|뉴스1|로이터)\Z"),
        examples=(
            ("비가 많이 왔다./연합뉴스", "비가 많이 왔다."),
            ("비가 많이 왔다.\n/뉴시스", "비가 많이 왔다."),
            ("비가 오고 있다./연합뉴스",) * 2,
        ),
    ),
    Rule(
        name="agency of the picture behind a slash",
        guards=_SLASHED,
        zone="anywhere",
        takes="caption",
        pattern=re.compile(rf"/ ?(?P<mark>{_AGENCY})(?: ?© ?[^\n©]{{1,40}})?$", re.MULTILINE),
        examples=(("행사가 열리고 있다./뉴스1 ©News1 홍길동 기자" + _TWO_MORE, _TWO_MORE.strip()),),
    ),
    Rule(
        name="picture credit at the end of a line",
        guards=("사진", "©", "제공"),
        needs=(
            *(
                f"사진{kind}{sign}"
                for kind in ("", "제공", "출처", " 제공", " 출처")
                for sign in _IS
            ),
            "다사진",
            "다.사진",
            "다 사진",
            "다. 사진",
            "©",
            "제공\n",
        ),
        zone="end",
        takes="caption",
        pattern=re.compile(
            r"(?:/ ?|(?<=[\s.다]))사진 ?(?:제공|출처)? ?[=:] ?(?P<photo>[^\n=.]{1,30})$"
            r"|(?<=다)\.? ?사진(?P<glued>[^\s.,가-힣]{2,20}|연합뉴스|뉴시스|[가-힣]{2,12})$"
            r"|© ?(?P<holder>[^\n.©]{1,30})$"
            r"|(?<=\.\s)(?P<giver>[가-힣A-Za-z0-9·()]{2,20}(?: [가-힣A-Za-z0-9]{2,12})?) 제공$",
            re.MULTILINE,
        ),
        examples=(
            ("행사가 열리고 있다사진연합뉴스" + _TWO_MORE, _TWO_MORE.strip()),
            ("행사 모습 /사진=우리회사" + _TWO_MORE, _TWO_MORE.strip()),
            ("행사가 열리고 있다. 우리시 제공" + _TWO_MORE, _TWO_MORE.strip()),
        ),
    ),
    Rule(
        name="photographer",
        guards=("@",),
        needs=("기자 ", "작가 "),
        zone="end",
        takes="caption",
        pattern=re.compile(
            rf"(?<=[.다]) ?(?P<photo>[가-힣]{{2,4}}) ?(?:[가-힣]{{0,4}}기자|작가) {MAIL}$"
        ),
        examples=(
            ("장관이 연설하고 있다. 홍길동 기자 writer@example.com" + _TWO_MORE, _TWO_MORE.strip()),
        ),
    ),
)
