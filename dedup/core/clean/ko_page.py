"""Rules for the furniture of Korean pages: widgets, weather, imprint, tips, other headlines."""

import re

from dedup.core.clean.rule import Rule
from dedup.core.clean.universal import AFTER_SENTENCE, MAIL, OWNED

_DATE = r"20\d\d[-./년] ?\d{1,2}[-./월] ?\d{1,2}[.일]?(?: ?\(?[월화수목금토일](?:요일)?\)?)?"
_CLOCK = r"(?: ?[|,]? ?(?:오전|오후)? ?\d{1,2}:\d{2}(?::\d{2})?)?"
_DESK = r"(?:영상|화면|그래픽|CG|촬영|구성|취재|디자인|자막|제작|기획|VJ|PD)"
_MEMBER = rf"(?:(?!{_DESK})[가-힣]){{2,8}}"
_CREW = (  # atomic: a list of names could else be split in countless ways
    rf"(?>{_DESK}[가-힣]{{0,4}}(?: ?(?:편집|취재|디자인|제공|기자))? ?[:;/]? ?"
    rf"{_MEMBER}(?:(?: ?[,·/] ?| ){_MEMBER})*+[\s,/]{{0,3}})"
)

PAGES = (
    Rule(
        name="weather table",
        guards=("°",),
        zone="line",
        pattern=re.compile(
            r"^(?:맑음|흐림|흐리고 비|구름(?: ?(?:많음|조금))?|비|눈|비/눈|안개|박무|연무|소나기|황사)"
            r" ?[가-힣]{2,6} ?-?\d{1,2}(?:\.\d)? ?°C?$",
            re.MULTILINE,
        ),
        examples=(("구름 서울 22°C\n흐림 부산 23°C\n비가 왔다.", "비가 왔다."),),
    ),
    Rule(
        name="date line",
        guards=("20",),
        zone="line",
        pattern=re.compile(
            r"^[•|\s]{0,3}(?:(?:기사 ?)?(?:입력|승인|수정|등록|송고|게재|발행|최종 ?수정|업데이트)[일시]{0,2} ?[|:]? ?)?"
            rf"{_DATE}{_CLOCK}(?: ?[|,~]? ?(?:수정|업데이트|입력) ?[|:]? ?{_DATE}{_CLOCK})?$",
            re.MULTILINE,
        ),
        examples=(
            ("입력 | 2025-11-15 01:40:00\n비가 왔다.", "비가 왔다."),
            ("2025년 9월 29일 비가 왔다.",) * 2,
        ),
    ),
    Rule(
        name="buttons",
        guards=(
            "공유",
            "댓글",
            "로그인",
            "닫기",
            "기사등록일",
            "이미지",
            "뜨는",
            "트랜드",
            "트렌드",
            "기자",
            "다음",
            "글자",
            "구독",
        ),
        zone="line",
        pattern=re.compile(
            r"^[•·]? ?(?:이 기사를 공유합니다|댓글 ?\d{0,6}|공유하기|기사 ?공유|로그인|닫기|이전|다음|인쇄|스크랩|글자 ?크기.{0,12}"
            r"|기자정보, 기사등록일|(?:기사 )?이미지 확대 ?보기|트[렌랜]드 ?뉴스|지금 뜨는 뉴스|많이 본 뉴스|인기 ?뉴스"
            r"|[^\n]{0,30}International edition[^\n]{0,10}|구독하기|기자 ?페이지|기사 ?(?:스크랩|제보|듣기)|바로가기)$",
            re.MULTILINE,
        ),
        examples=(("제목이다\n이 기사를 공유합니다\n비가 왔다.", "제목이다\n비가 왔다."),),
    ),
    Rule(
        name="copyright line",  # tried before those of pictures, which would take the name for theirs
        guards=("무단", "금지"),
        zone="line",
        pattern=re.compile(
            r"^[<\[(*]{0,2} ?(?:저작권자 ?(?:©|\([cC]\))?|©)"
            + OWNED
            + r"(?![^\n]{0,150}다\.)[^\n]{0,90}(?:무단 ?전재|재배포)[^\n]{0,20} ?금지[^\n]{0,30}$",
            re.MULTILINE,
        ),
        examples=(
            ("비가 왔다.\n저작권자 © 뉴스1코리아, 무단전재 및 재배포 금지\n눈", "비가 왔다.\n눈"),
            ("저작권자는 무단 전재 금지를 바랐다.\n비가 왔다.",) * 2,
        ),
    ),
    Rule(
        name="imprint",
        guards=("발행인", "편집인", "사업자등록번호", "청소년보호책임자", "고충처리인"),
        zone="line",
        pattern=re.compile(
            r"^(?:대표이사|발행인|편집인|편집국장|회사명|법인명|상호|주소|본사|사업자등록번호|고충처리인|청소년보호책임자"
            r"|통신판매업|등록일|등록번호|발행일|제호|대표 ?전화|대표 ?이메일|전화|팩스|이메일|인터넷신문)"
            r"[^\n:|]{0,14}[:|][^\n]{0,80}$",
            re.MULTILINE,
        ),
        examples=(
            ("끝났다.\n발행인 : 홍길동\n주소 : 서울시 종로구", "끝났다."),
            ("신청은 아래로 하면 된다.\n주소 : 서울시 종로구",) * 2,
        ),
    ),
    Rule(
        name="lone bars",
        guards=("|",),
        zone="line",
        pattern=re.compile(r"^[|\s]{1,5}$", re.MULTILINE),
        examples=(("끝났다.\n|\n|", "끝났다."),),
    ),
    Rule(
        name="advertisers",
        guards=("은행", "증권", "카드", "보험", "생명"),
        zone="tail",
        reach=700,
        pattern=re.compile(r"(?:\n(?![^\n]{0,16}[.!?,:=△▲▷◇○·\"'])[^\n]{1,16}){12,120}\Z"),
        examples=(
            ("비가 왔다." + "\n우리카드\n한결은행\n바다증권" * 4, "비가 왔다."),
            ("비가 왔다.\n우리카드\n한결은행",) * 2,
        ),
    ),
    Rule(
        name="tip line",
        guards=("제보하기", "당신의 제보", "문의 및 제보", "문의는", "독자 문의", "제보는"),
        zone="tail",
        reach=24,
        pattern=re.compile(
            r"(?:\s?[■※▷▶●◇*])?\s?(?:제보하기\s?[▷:■]|'?당신의 제보가 뉴스"
            r"|(?:연합뉴스TV )?기사 ?문의 및 제보"
            rf"|(?:(?<=[*※■▶▷] )|(?<=[*※■▶▷])|{AFTER_SENTENCE})"
            r"(?:(?:[가-힣]{2,4} ){0,2}게재 문의는|독자 문의|제보는 ))"
            r"[^\n]{0,200}(?:\n(?![^\n]{70})[^\n]*){0,8}\Z",
            re.MULTILINE,
        ),
        examples=(
            ("비가 왔다.■ 제보하기▷ 전화 : 02-000-0000▷ 이메일 : tip@example.com", "비가 왔다."),
            ("비가 왔다.※ '당신의 제보가 뉴스가 됩니다'[카카오톡] 검색해 채널 추가", "비가 왔다."),
            ("승진 △국장 홍길동* 인사 게재 문의는 이메일 tip@example.com", "승진 △국장 홍길동"),
            ("경찰은 시민 제보로 그를 붙잡았다.",) * 2,
        ),
    ),
    Rule(
        name="call for tips",
        guards=("여러분의",),
        zone="tail",
        reach=140,
        pattern=re.compile(
            rf"(?:\s?[■※▷▶●◇*]\s?|{AFTER_SENTENCE}\s?(?:{_CREW}{{1,8}}+)?)[^\n.!?■※▷▶●◇*]{{0,30}}여러분의 (?:소중한 )?제보[를로]"
            r"[^\n]{0,200}(?:\n(?![^\n]{70})[^\n]*){0,8}\Z",
            re.MULTILINE,
        ),
        examples=(
            (
                "비가 왔다.우리뉴스는 24시간 여러분의 제보를 기다립니다.\n▷ 전화 02-000-0000",
                "비가 왔다.",
            ),
            (
                "청사를 열었다. 참석자: 시장, 의장 ※우리뉴스는 여러분의 제보로 만듭니다. 전화 02-000-0000",
                "청사를 열었다. 참석자: 시장, 의장",
            ),
            (
                "비가 왔다.영상취재 : 홍길동 / 영상편집 : 김철수AB 뉴스는 24시간 여러분의 제보를 기다립니다. ▷ 전화",
                "비가 왔다.",
            ),
            ("경찰은 시민 여러분의 협조를 구했다.",) * 2,
        ),
    ),
    Rule(
        name="resale note",
        guards=("DB",),
        zone="last",
        pattern=re.compile(r"\s?[*\[(]?\s?재판매 및 DB ?금지\s?\.?[\])]?\Z"),
        examples=(("비가 왔다. *재판매 및 DB 금지", "비가 왔다."),),
    ),
    Rule(
        name="headlines after the byline",
        guards=("@",),
        zone="line",
        pattern=re.compile(
            rf"^(?=[^\n]{{0,60}}{MAIL} ?$)(?:(?P<byline>[가-힣]{{2,4}}) ?[가-힣]{{0,4}}기자)?[^\n]{{0,120}}"
            r"(?:\n[-•·▶▷☞■\[*][^\n]{4,140}){1,40}\Z",
            re.MULTILINE,
        ),
        examples=(
            (
                "비가 왔다.\n홍길동 기자 writer@example.com\n- 눈도 온다\n- [전망] 내일은 맑음",
                "비가 왔다.",
            ),
        ),
    ),
    Rule(
        name="related articles",
        guards=(
            "관련기사",
            "관련 기사",
            "연관기사",
            "연관 기사",
            "관련뉴스",
            "관련 뉴스",
            "바로가기",
        ),
        zone="tail",
        pattern=re.compile(
            r"(?:(?:[▶▷▼●※■☞◆•*]\s?|[\[<]|(?<=[.다\"')\]])\s?(?=연관))(?:관련|연관) ?기사(?: ?보기)?[^\n]{0,400}"
            r"|^(?:관련|연관) ?(?:기사|뉴스)(?:\n(?![^\n]{90})[^\n]*){0,40}"
            r"|[▶☞] ?기사 ?바로가기 ?:[^\n]{0,100})\Z",
            re.MULTILINE,
        ),
        examples=(
            ("비가 왔다.\n▶ 관련기사 : 눈도 온다", "비가 왔다."),
            ("비가 왔다.\n관련기사\n눈도 온다", "비가 왔다."),
            ("그는 관련 기사를 읽었다.",) * 2,
        ),
    ),
    Rule(
        name="where to read on",
        guards=("전문보기", "트위터", "구독", "▶"),
        zone="last",
        pattern=re.compile(
            r"(?:\s?전문보기: ?\S{0,80}|\s?X\(트위터\) ?@[^\n]{0,80}"
            r"|[▶☞]\s?[^\n▶]{0,60}(?:구독|채널 ?추가|바로가기|보기|다운로드|팔로우)[^\n▶]{0,60})\Z"
        ),
        examples=(("비가 왔다. 전문보기: news.example.com", "비가 왔다."),),
    ),
    Rule(
        name="time of sending",
        guards=("송고",),
        zone="last",
        pattern=re.compile(r"\s?20\d\d[-./]\d{1,2}[-./]\d{1,2}\.? ?\d{1,2}:\d{2} ?송고\Z"),
        examples=(("비가 왔다.\n2031/03/01 05:21 송고", "비가 왔다."),),
    ),
    Rule(
        name="more of the reporter",
        guards=("다른기사", "다른 기사"),
        zone="last",
        pattern=re.compile(
            r"\s?(?P<byline>[가-힣]{2,4}) ?기자(?:의)? ?다른 ?기사 ?(?:더 ?)?보기\Z"
        ),
        examples=(
            ("비가 왔다.\n홍길동 기자 다른기사 보기", "비가 왔다."),
            ("그는 다른 기사 보기를 마다했다.",) * 2,
        ),
    ),
    Rule(
        name="last links",
        guards=("▶", "☞"),
        zone="tail",
        pattern=re.compile(
            r"(?:(?<=[다요]\.)(?:\n[\[<]?관련 ?기사[\]>]?)?(?:\n[▶☞] ?[^\n▶☞]{4,80}){1,8}"
            r"|\n[▶☞] ?\[[^\]\n]{1,20}\][^\n▶☞]{0,80})\Z"
        ),
        examples=(
            ("비가 왔다.\n▶ [그림으로 보기] 장마란 무엇인가", "비가 왔다."),
            ("비가 왔다.\n[관련기사]\n▶ 눈도 온다\n▶ 내일은 맑다", "비가 왔다."),
            ("◇실장급 전보\n▶산업전환실장 홍길동",) * 2,
        ),
    ),
    Rule(
        name="bracket left open",
        guards=("<", "[", "("),
        needs=("<\n", "[\n", "(\n"),
        zone="last",
        pattern=re.compile(r"\s?[<\[(]\s?\Z"),
        examples=(("비가 왔다. <", "비가 왔다."),),
    ),
    Rule(
        name="end mark",
        guards=("끝",),
        zone="last",
        pattern=re.compile(r"(?<=[.다\"')\]])\s?[(<\[]?끝[)>\]]?\.?\Z"),
        examples=(("비가 왔다.(끝)", "비가 왔다."),),
    ),
    Rule(
        name="newsdesk",
        guards=(
            "영상취재",
            "영상편집",
            "영상 취재",
            "영상 편집",
            "영상디자인",
            "영상기자",
            "촬영",
            "취재 :",
            "제작",
            "제공",
            "화면",
            "그래픽",
            "캐스터",
            "뉴스부",
            "뉴스팀",
            "뉴스룸",
            "편집부",
            "편집:",
            "편집 :",
            "PD",
            "VJ",
            "취재:",
            "디자인",
        ),
        zone="last",
        pattern=re.compile(
            r"(?<=[.다요!?\"')\]\s])\s?(?:[(<\[][^()<>\[\]\n]{0,14}(?:뉴스부|뉴스팀|뉴스룸|편집부|취재팀|온라인팀)[)>\]]"
            r"|[(\[]?\s?[가-힣]{2,4} 기상 ?캐스터[)\]]?"
            rf"|[(\[]?\s?{_CREW}{{1,8}}+[)\]]?)\s?\Z"
        ),
        examples=(
            ("비가 왔습니다.(영상취재 : 홍길동, 영상편집 : 김철수)", "비가 왔습니다."),
            ("비가 왔습니다.(우리방송 디지털뉴스부)", "비가 왔습니다."),
            ("그는 영상을 편집했다.",) * 2,
        ),
    ),
)
