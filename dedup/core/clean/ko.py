"""Rules for Korean: datelines, bylines, what broadcasters say between the words; then the rest.

The order matters only for speed: rules run until none finds anything more.
"""

import re

from dedup.core.agencies import HANGUL, pattern, spellings
from dedup.core.clean.ko_notes import NOTES
from dedup.core.clean.ko_page import PAGES
from dedup.core.clean.ko_picture import PICTURES
from dedup.core.clean.rule import Rule
from dedup.core.clean.universal import AFTER_SENTENCE, MAIL, UNIVERSAL

_NO_PLACE = r"(?! ?(?:사진|자료|그래픽|제공|출처|영상|캡처|이미지|화면|표|그림|일러스트|촬영|[A-Z]{2,6} ?=))"
_AGENCY = pattern(HANGUL)
_FROM = rf"(?:{_AGENCY}[/·])?"  # of two agencies the second distributes what the first wrote
_SUPPLIER = rf"(?P<supplier>{_AGENCY})"
_PART = r"(?:\([^()\[\]<>=\n]{1,20}\))?"  # of a place, in brackets
_ROLE = (
    r"(?:(?:(?:인턴|선임|수습|객원|시민|명예|대표|차장|부장|[가-힣]{1,4}전문) ?)?"
    r"(?:기자|특파원|통신원|리포터|PD|논설위원))"
)
_NAME = r"[가-힣]{2,4}"
_NAMES = rf"{_NAME}(?: ?[·ㆍ,/] ?{_NAME}|\s{_NAME}){{0,4}}"

RULES = (
    *PAGES,
    *PICTURES,
    *NOTES,
    Rule(
        name="version tag below the title",
        guards=("보)", "종합)"),
        zone="end",
        pattern=re.compile(
            r"(?<=\S) ?(?P<version>\((?:종합(?: ?[1-9]보)?|[1-9]보|상보)\))$", re.MULTILINE
        ),
        examples=(("비가 왔다(종합2보)\n많이 왔다.", "비가 왔다\n많이 왔다."),),
    ),
    Rule(
        name="version tag before the text",
        guards=("속보", "보]", "종합", "긴급", "상보", "보)"),
        zone="start",
        pattern=re.compile(
            r"\A(?P<version>[\[<(](?:속보|긴급|상보|[1-9]보|종합(?: ?[1-9]보)?)[\])>])"
        ),
        examples=(("[속보] 비가 왔다.", "비가 왔다."),),
    ),
    Rule(
        name="correction mark",
        guards=("바로", "정정", "고침"),
        zone="start",
        pattern=re.compile(
            r"\A[\[<【(]?(?P<correction>바로잡습니다|바로잡음|정정보도문?|정정|고침)[\]>】)]"
        ),
        examples=(("[바로잡습니다] 비는 안 왔다.", "비는 안 왔다."),),
    ),
    Rule(
        name="dateline",
        guards=("=",),
        zone="bracket",
        pattern=re.compile(
            rf"[(\[【<]{_NO_PLACE} ?(?P<place>[^()\[\]【】<>=\n]{{1,30}}?{_PART})(?: {_AGENCY})? ?= ?"
            r"(?:[가-힣A-Za-z0-9 ]{2,12}[/·])?(?P<agency>[가-힣A-Za-z0-9 ]{2,14}?) ?[)\]】>] ?"
            rf"(?P<byline>{_NAMES}) ?{_ROLE}(?: ?[·,] ?{_NAMES} ?{_ROLE})? ?="
            rf"|(?:^|(?<=[.다\"'])|(?<=[.다\"'] ))[(\[【<]{_NO_PLACE} ?(?P<where>[가-힣A-Za-z·, ]{{1,20}}?{_PART})(?: {_AGENCY})? ?= ?"
            rf"{_FROM}(?P<agency_alone>{_AGENCY})[)\]】>](?: ?{_NAMES} ?{_ROLE})?(?: ?=)?",
            re.MULTILINE,
        ),
        examples=(
            ("(서울=연합뉴스) 홍길동 기자 = 비가 왔다.", "비가 왔다."),
            ("[부산=뉴시스]홍길동 김철수 기자 = 비가 왔다.", "비가 왔다."),
            (
                "비 피해 커져\n【서울=우리통신】 홍길동 특파원 = 비가 왔다.",
                "비 피해 커져\n비가 왔다.",
            ),
            ("(세종=뉴스1) 비가 왔다.", "비가 왔다."),
            ("[무렌=신화/뉴시스] 비가 왔다.", "비가 왔다."),
            ("(무렌=AFP·연합뉴스) 비가 왔다.", "비가 왔다."),
            ("[무렌(라겐)=AP/뉴시스] 홍길동 기자 = 비가 왔다.", "비가 왔다."),
            ("비의 양(무렌=연합뉴스 집계)은 적었다.",) * 2,
        ),
    ),
    Rule(
        name="dateline without brackets",
        guards=tuple(f"={agency}" for agency in spellings(HANGUL)),
        zone="line",
        pattern=re.compile(
            rf"^{_NO_PLACE}(?P<where>[가-힣]{{2,6}})=(?P<agency_alone>{_AGENCY})"
            rf"(?: (?P<byline>{_NAMES}) ?{_ROLE}(?: ?=)?)?$",
            re.MULTILINE,
        ),
        examples=(
            ("부산=연합뉴스\n비가 왔다.", "비가 왔다."),
            ("부산=연합뉴스 홍길동 기자\n비가 왔다.", "비가 왔다."),
            ("사진=연합뉴스\n비가 왔다.",) * 2,
            ("통신사=연합뉴스라고 적혀 있다.",) * 2,
        ),
    ),
    Rule(
        name="dateline at the end",
        guards=("=",),
        zone="last",
        pattern=re.compile(
            rf"\s?[(\[]{_NO_PLACE}(?P<place>[가-힣·]{{2,10}}{_PART})={_FROM}(?P<agency>{_AGENCY})[)\]]\s?\Z"
        ),
        examples=(("발인 30일. 02-000-0000 (서울=연합뉴스)", "발인 30일. 02-000-0000"),),
    ),
    Rule(
        name="outlet and reporter in brackets",
        guards=("기자", "특파원", "통신원", "논설위원"),
        zone="bracket",
        pattern=re.compile(
            rf"[\[【(<] ?(?![^\[\]()【】<>\n]{{0,50}}:)[^\[\]()【】<>\n]{{0,40}}?(?:\([^()\n]{{1,12}}\) ?= ?)?(?P<byline>{_NAME}) ?{_ROLE}"
            rf"(?: ?[/,·] ?{_NAME} ?{_ROLE}){{0,4}}(?: {MAIL})? ?[\]】>]"
            rf"|\((?:[가-힣A-Za-z]{{2,12}} |[^()=\n]{{1,16}} ?= ?)(?P<reporter>{_NAME}) ?{_ROLE}\)"
        ),
        examples=(
            ("[우리신문 홍길동 기자] 비가 왔다.", "비가 왔다."),
            ("비 피해 커져[우리경제=홍길동 기자] 비가 왔다.", "비 피해 커져 비가 왔다."),
            ("【우리뉴스 도쿄=홍길동 특파원】 비가 왔다.", "비가 왔다."),
            ("비가 왔다. [홍길동 기자 / 김철수 기자]", "비가 왔다."),
            ("그(홍길동 기자)는 웃었다.",) * 2,
        ),
    ),
    Rule(
        name="outlet in brackets",
        guards=(
            "뉴스",
            "일보",
            "신문",
            "경제",
            "데일리",
            "타임스",
            "투데이",
            "저널",
            "닷컴",
            "TV",
            "방송",
            "이코노미",
            "비즈",
            "헤럴드",
            "매일",
            "KBS",
            "MBC",
            "SBS",
            "YTN",
            "MBN",
            "TBC",
            "KNN",
            "더팩트",
            "AFP",
            "AP",
        ),
        zone="bracket",
        pattern=re.compile(
            r"(?:^|(?<=[가-힣.\"'%]))[\[【](?:(?:[가-힣A-Za-z0-9]{2,8} )?[가-힣A-Za-z0-9]{1,10}(?:뉴스|일보|신문|경제|데일리|타임스|투데이|저널|닷컴|TV"
            r"|방송|이코노미|이코노미스트|비즈|헤럴드|매일)|(?:KBS|MBC|SBS|JTBC|YTN|MBN|TBC|KNN)(?: [가-힣]{2,4})?|더팩트|앵커|AFP|AP)"
            r"[\]】]",
            re.MULTILINE,
        ),
        examples=(
            ("[우리데일리] 비가 왔다.", "비가 왔다."),
            ("[단독] 비가 왔다.",) * 2,
        ),
    ),
    Rule(
        name="broadcast cue",
        guards=(
            "앵커",
            "리포트",
            "리포터",
            "VCR",
            "기자",
            "뉴스투데이",
            "뉴스데스크",
            "뉴스리뷰",
            "정오뉴스",
            "시 뉴스",
            "시뉴스",
        ),
        zone="bracket",
        pattern=re.compile(
            r"[\[<【◀] ?(?:앵커(?: ?멘트)?|기자(?:\d-\d)?|리포트|리포터|VCR|\d{1,2}시 ?뉴스|정오뉴스|뉴스(?:투데이|데스크|리뷰|\d))"
            r" ?[\]>】▶]"
        ),
        examples=(
            ("[앵커] 비가 왔습니다. [기자] 많이 왔습니다.", "비가 왔습니다. 많이 왔습니다."),
        ),
    ),
    Rule(
        name="sign-off",
        guards=("입니다",),
        needs=("입니다\n", "입니다.\n"),
        zone="last",
        pattern=re.compile(
            r"(?<=[.!?\"'])\s?(?:[가-힣A-Za-z0-9]{2,10} ?(?:뉴스|TV)?(?:에서|의)? ?|[가-힣]{2,8}에서 )"
            rf"(?P<byline>(?<=\s){_NAME})(?:\({MAIL}\))?입니다\.?\Z"
        ),
        examples=(("비가 왔습니다. 우리방송 뉴스 홍길동입니다.", "비가 왔습니다."),),
    ),
    Rule(
        name="byline line",
        guards=("기자", "특파원", "통신원"),
        zone="line",
        pattern=re.compile(
            rf"^[•\-=\[(<|]? ?(?:[가-힣A-Za-z0-9]{{2,10}}[ =/|·])?(?P<byline>{_NAMES}) ?{_ROLE}"
            rf"(?:[ ,·/]{{1,3}}{_NAMES} ?{_ROLE}){{0,3}} ?(?:[·,/|] ?{_SUPPLIER}|[,|(/]? ?(?:{MAIL})?[)\]>]? ?=?)$",
            re.MULTILINE,
        ),
        examples=(
            ("비가 왔다.\n홍길동 기자·연합뉴스", "비가 왔다."),
            ("홍길동 기자\n비가 왔다.", "비가 왔다."),
            (
                "비가 왔다.\n홍길동 기자 writer@example.com\n김철수 기자 other@example.com",
                "비가 왔다.",
            ),
        ),
    ),
    Rule(
        name="byline",
        guards=("기자", "특파원", "통신원"),
        zone="last",
        pattern=re.compile(
            r"(?<=[.다요!?\"')\]])\s{0,2}[/\[(<|]?\s?"
            rf"(?:[가-힣A-Za-z0-9]{{2,10}}(?: ?[=/|·] ?| (?=[^\n]{{2,30}}{MAIL})))?"
            rf"(?P<byline>{_NAME}(?: ?[·,/] ?{_NAME}){{0,4}}) ?{_ROLE}"
            rf"(?:[ ,·/=]{{1,3}}(?:[가-힣]{{2,4}}=)?{_NAME} ?{_ROLE}){{0,3}}"
            rf"(?: ?[·,/|] ?{_SUPPLIER}|\s?[,|(/]?\s?(?:{MAIL})?[)\]>]?\s?\.?)\Z"
        ),
        examples=(
            ("비가 왔다. 홍길동 기자 writer@example.com", "비가 왔다."),
            ("비가 왔다. 부산=홍길동 기자", "비가 왔다."),
            ("비가 왔다. 홍길동 기자·연합뉴스", "비가 왔다."),
            ("비가 왔다고 말했다. 그는 전직 기자",) * 2,
        ),
    ),
    Rule(
        name="signature with address",
        guards=("@",),
        zone="last",
        pattern=re.compile(
            rf"(?<=[.!?다\"'])\s{{0,2}}[^\n.!?@\"'\d\]]{{2,36}}?[ (|/]{{1,3}}{MAIL}[)\]]?\s?\Z"
        ),
        examples=(
            ("비가 왔다. 홍길동 시인 | writer@example.com", "비가 왔다."),
            ("문의는 writer@example.com으로 하면 된다.",) * 2,
        ),
    ),
    Rule(
        name="date of the picture",
        guards=(". 20", ".20", "다 20"),
        zone="last",
        reach=4,
        pattern=re.compile(
            r"(?<=[.다])\s?20\d\d\. ?\d{1,2}\. ?\d{1,2}\.?(?: ?/ ?(?P<photo>뉴스1|뉴시스|연합뉴스))?\Z"
        ),
        examples=(("비가 오고 있다. 2025.12.29/뉴스1", "비가 오고 있다."),),
    ),
    Rule(
        name="agency of the text",
        guards=("연합뉴스", "뉴시스", "뉴스1", "AFP", "로이터"),
        zone="last",
        pattern=re.compile(
            AFTER_SENTENCE + r"\s?[/<]?\s?(?P<agency>연합뉴스|뉴시스|뉴스1|AFP|로이터)\s?>?\Z",
            re.MULTILINE,
        ),
        examples=(("비가 왔다. 연합뉴스", "비가 왔다."),),
    ),
    *UNIVERSAL,
)
