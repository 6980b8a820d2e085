"""A news page saved as text → `Article` or `Rejection`: title, body with furniture, outlet, date.

A page says less than a feed and says it between menus: what is not clear stays empty. The body is
all that follows the title; `dedup.core.clean` takes the furniture out.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

from dedup.core.article import Article, Micros, Reason, Rejection

_SEOUL = timezone(timedelta(hours=9))  # without daylight saving time since 1988
_HEADLINE = 8  # characters; shorter lines at the top of a page are sections and buttons
_PARAGRAPH = 80  # characters; what is longer is text, and the page's head ends there
_LONGEST_HEADLINE = 160
_BESIDE = 12  # lines between a title and its date: byline, buttons, a dek of up to four lines
_BEFORE = 2  # lines above a title where some pages put its date

_HANGUL = re.compile("[가-힣]")
_LATIN = re.compile("[A-Za-z]")
_WORD = re.compile(r"\w")
_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:[-./]|년) ?(?P<month>\d{1,2})(?:[-./]|월) ?"
    r"(?P<day>\d{1,2})(?:일|\.)?(?:\s?\(?[월화수목금토일](?:요일)?\)?)?"
    r"(?:[\sT|,]{1,3}(?P<half>오전|오후|AM|PM)?\s?"
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?)?"
)
_LATER = re.compile(r"수정|업데이트|[Uu]pdated|[Mm]odified")
_FIRST = re.compile(r"입력|등록|승인|송고|게재|[Pp]ublished")
_WEATHER = re.compile(r"^\S{1,6} ?\S{1,6} ?-?\d{1,2}(?:\.\d)? ?(?:°|˚|℃|º)")
_BUTTON = re.compile(
    r"^(?:[•·|▶☰]|기자정보|이 기사|공유|댓글|로그인|구독|본문|[가-힣]{2,4} ?(?:기자|특파원)\b)"
)
_MENU = """
    홈 뉴스 정치 경제 사회 문화 국제 세계 스포츠 연예 생활 생활정보 과학 산업 증권 금융 부동산 사설
    칼럼 오피니언 지역 전국 트렌드 라이프 건강 여행 날씨 포토 영상 동영상 매체 전체메뉴 메뉴 검색
    로그인 회원가입 구독 제보 신문보기 바로가기 랭킹 속보
    it home news menu search login subscribe politics business world sports opinion culture tech
    technology entertainment lifestyle science health video photos more international edition
    sections live
"""
_MENU_WORDS = frozenset(_MENU.split())
_DATELINE = re.compile(
    r"^[(\[【](?!사진|자료|그래픽|제공|출처|영상|캡처|이미지)[^()\[\]【】=\n]{1,20}= ?"
    r"(?P<agency>[가-힣A-Za-z0-9]{2,10})[)\]】] ?[가-힣·, ]{2,30} ?(?:기자|특파원)"
)
_TAG = re.compile(
    r"^[\[【](?:(?P<outlet>[가-힣A-Za-z0-9]{2,14})[ =|]{1,3}[가-힣]{2,4} ?(?:기자|특파원)"
    r"|(?P<bare>[가-힣A-Za-z0-9]{1,10}(?:데일리|뉴스|일보|신문|경제|타임스|투데이|헤럴드|저널)))[\]】]"
)


def decode_page(value: bytes, *, name: str) -> Article | Rejection:
    """Return the article on a saved page; `name`, of its file, is the id.

    The date is one that stands beside the title or the byline, never one of the footer; without
    a zone it is Seoul's on a Korean page, else UTC. Microseconds since 1970-01-01T00:00:00Z.
    """
    try:
        text = value.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Rejection(Reason.ENCODING, f"not UTF-8 at byte {error.start}")
    lines = [line for raw in text.splitlines() if (line := raw.strip())]
    if not _WORD.search(text):
        return Rejection(Reason.NO_TEXT, "a page without words")
    head = _headline(lines)
    body = lines if head is None else lines[head + 1 :]
    korean = len(_HANGUL.findall(text)) > len(_LATIN.findall(text))
    published, by_day = _published(lines, head=head, zone=_SEOUL if korean else UTC)
    return Article(
        id=name,
        title="" if head is None else lines[head],
        body="\n".join(body),
        outlet=_outlet(body),
        language="ko" if korean else "",
        published=published,
        published_day=by_day,
    )


def _headline(lines: Sequence[str]) -> int | None:
    """Return the first line that reads like a headline; None where the text begins without one."""
    for nth, line in enumerate(lines):
        if len(line) > _LONGEST_HEADLINE:
            return None
        if len(line) >= _HEADLINE and not _is_menu(line):
            return nth
    return 0 if len(lines) > 1 else None


def _is_menu(line: str) -> bool:
    if _WEATHER.match(line) or _BUTTON.match(line):
        return True
    if date := _DATE.search(line):
        return len(line) - len(date.group()) < _HEADLINE
    words = line.split()
    known = sum(word.lower() in _MENU_WORDS for word in words)
    return 2 * known >= len(words)


def _published(
    lines: Sequence[str], *, head: int | None, zone: timezone
) -> tuple[Micros | None, bool]:
    """Return the date beside the title or on the byline, and whether it is a day without a time.

    A line that says when the page was first published goes before others, a time before a bare
    day, and of several the one nearest to the top; a line that only says when it was changed
    comes last.
    """
    beside: list[str] = []
    if head is not None:
        beside += lines[max(0, head - _BEFORE) : head]
        for line in lines[head + 1 : head + 1 + _BESIDE]:
            if len(line) >= _PARAGRAPH:
                break
            beside.append(line)
    beside += [line for line in lines if len(line) < _PARAGRAPH and re.search("기자|특파원", line)]
    found: list[tuple[bool, bool, int, Micros]] = []
    for nth, line in enumerate(beside):
        match = _DATE.search(line)
        if match is None or len(line) - len(match.group()) > _PARAGRAPH // 2:
            continue
        if (moment := _moment(match, zone=zone)) is not None:
            changed = bool(_LATER.search(line[: match.start()])) and not _FIRST.search(line)
            found.append((changed, match["hour"] is None, nth, moment))
    if not found:
        return None, False
    _, by_day, _, moment = min(found)
    return moment, by_day


def _moment(match: re.Match[str], *, zone: timezone) -> Micros | None:
    hour = int(match["hour"] or 0)
    if match["half"] in {"오후", "PM"} and hour < 12:
        hour += 12
    elif match["half"] in {"오전", "AM"} and hour == 12:
        hour = 0
    try:
        moment = datetime(
            int(match["year"]),
            int(match["month"]),
            int(match["day"]),
            hour,
            int(match["minute"] or 0),
            int(match["second"] or 0),
            tzinfo=zone,
        )
    except ValueError:  # such a day or hour does not exist
        return None
    return Micros((moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1))


def _outlet(body: Sequence[str]) -> str:
    """Return the outlet that the page names in its dateline or in the tag before its text."""
    for line in body:
        if match := _DATELINE.match(line):
            return match["agency"]
        if match := _TAG.match(line):
            return match["outlet"] or match["bare"]
    return ""
