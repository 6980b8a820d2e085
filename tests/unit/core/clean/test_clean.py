import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.core.clean import clean
from dedup.core.clean.en import RULES as ENGLISH
from dedup.core.clean.ko import RULES as KOREAN

FRAGMENTS = [
    *(before for rule in (*KOREAN, *ENGLISH) for before, _ in rule.examples),
    "홍길동 기자",
    "writer@example.com",
    "행사가 열리고 있다",
    "비가 많이 왔다.",
    "[사진=연합뉴스]",
    "사진연합뉴스",
    "/뉴스1 ©News1 홍길동 기자",
    "(서울=연합뉴스)",
    "[속보]",
    "(종합)",
    "#비",
    "2025.12.29",
    "It rained all day.",
    "(Yonhap)",
]
PAGES = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=20)),
        st.sampled_from(["", " ", "\n", "\n\n"]),
    ),
    max_size=12,
).map(lambda parts: "".join(part + gap for part, gap in parts))
LANGUAGES = st.sampled_from(["ko", "en", "de", ""])


@settings(deadline=None, max_examples=400)
@given(PAGES, LANGUAGES)
def test_cleaning_a_cleaned_body_changes_nothing(page: str, language: str) -> None:
    once = clean(title="비가 온다", body=page, language=language).body
    assert clean(title="비가 온다", body=once, language=language).body == once


@settings(deadline=None)
@given(PAGES, LANGUAGES)
def test_cleaning_never_lengthens(page: str, language: str) -> None:
    text = clean(title="", body=page, language=language)
    assert len(text.body) <= len(unicodedata.normalize("NFKC", page))


@settings(deadline=None)
@given(PAGES, LANGUAGES)
def test_cleaning_never_leaves_nothing_of_words(page: str, language: str) -> None:
    text = clean(title="", body=page, language=language)
    words = any(char.isalnum() for char in unicodedata.normalize("NFKC", page))
    assert bool(text.body.strip()) or not words


@given(st.text(), st.text(), st.text(max_size=3))
def test_cleaning_never_raises(title: str, body: str, language: str) -> None:
    assert isinstance(clean(title=title, body=body, language=language).body, str)


def test_a_portal_article_in_one_line_loses_its_dateline_and_address() -> None:
    text = clean(
        title="비가 왔다(종합)",
        body="홍수 피해 커져\n\n(서울=연합뉴스) 홍길동·김영희 기자 = 비가 왔다. writer@example.com",
        language="ko",
    )
    assert text.title == "비가 왔다"
    assert text.body == "홍수 피해 커져\n비가 왔다."
    assert (text.credits.agency, text.credits.place) == ("연합뉴스", "서울")
    assert text.credits.bylines == ("홍길동", "김영희")
    assert text.credits.version == "종합"


@pytest.mark.parametrize("agencies", ["AP/뉴시스", "신화/뉴시스", "AFP·뉴시스"])
@pytest.mark.parametrize("place", ["무렌", "무렌(라겐)"])
@pytest.mark.parametrize("reporter", ["", "홍길동 기자 = "])
def test_of_two_agencies_in_a_dateline_the_last_is_credited(
    place: str, agencies: str, reporter: str
) -> None:
    text = clean(title="", body=f"[{place}={agencies}] {reporter}비가 왔다.", language="ko")
    assert (text.body, text.credits.agency, text.credits.place) == ("비가 왔다.", "뉴시스", place)


def test_a_caption_that_stands_twice_is_taken_out_once() -> None:
    caption = "장관이 29일 서울 한 호텔에서 열린 행사에서 연설하고 있다"
    text = clean(
        title="",
        body=f"{caption}사진연합뉴스\n{caption}.[사진=연합뉴스]\n비가 많이 왔다.\n"
        + "눈도 왔다. " * 9,
        language="ko",
    )
    assert text.body.startswith("비가 많이 왔다.")
    assert len(text.captions) == 1
    assert text.credits.photo == "연합뉴스"
    assert text.credits.agency == ""


def test_a_photo_article_keeps_its_caption_as_its_body() -> None:
    text = clean(title="연설", body="장관이 연설하고 있다. (사진=연합뉴스)", language="ko")
    assert text.body == "장관이 연설하고 있다."
    assert text.captions == ()
    assert text.credits.photo == "연합뉴스"


def test_a_caption_in_brackets_stays_a_caption_however_short_the_text_is() -> None:
    text = clean(title="", body="[연설하는 대표 (AFP=연합뉴스 자료사진)]비가 왔다.", language="ko")
    assert (text.body, text.captions) == ("비가 왔다.", ("연설하는 대표",))


def test_furniture_alone_is_kept_rather_than_nothing() -> None:
    assert clean(title="", body="writer@example.com", language="ko").body == "writer@example.com"


def test_a_title_glued_to_the_body_is_taken_off() -> None:
    text = clean(
        title="Extreme Weather", body="Extreme WeatherSnow blows down a street.", language="en"
    )
    assert text.body == "Snow blows down a street."


def test_running_text_that_begins_with_the_title_stays() -> None:
    body = "Heavy rain in the south has ended."
    assert clean(title="Heavy rain", body=body, language="en").body == body


def test_an_english_wire_story_gives_its_credits() -> None:
    text = clean(
        title="UPDATE 2-Rain falls",
        body="By Jane Doe\nSEOUL, Jan 2 (Reuters) - Rain fell.\n(Reporting by Jane Doe)",
        language="en",
    )
    assert text.body == "Rain fell."
    assert (text.credits.agency, text.credits.place) == ("Reuters", "SEOUL")
    assert text.credits.bylines == ("Jane Doe",)
    assert (text.credits.version, text.credits.version_rank) == ("UPDATE 2", 3)


@pytest.mark.parametrize(
    ("language", "before", "after", "agency"),
    [
        ("en", "", "\n© 2031 AFP", "AFP"),
        ("en", "", "\n© 2031 Reuters. All rights reserved.", "Reuters"),
        (
            "en",
            "",
            "\nCopyright 2031 The Associated Press. All rights reserved.",
            "Associated Press",
        ),
        ("en", "", "\nThe Associated Press contributed to this report.", "Associated Press"),
        ("en", "By Jane Doe, Reuters\nMarch 3, 2031\n", "", "Reuters"),
        ("en", "By JANE DOE, Associated Press\n", "", "Associated Press"),
        ("en", "By The Associated Press\n", "", "Associated Press"),
        ("de", "", "\n© dpa-infocom, dpa:310303-99-123456/2", "dpa-infocom"),
        ("de", "", "\nMit Material von dpa und AFP", "dpa"),
        ("ko", "", "<저작권자(c) 연합뉴스, 무단 전재-재배포, AI 학습 및 활용 금지>", "연합뉴스"),
        ("ko", "", "\n저작권자 ⓒ 뉴시스, 무단전재 및 재배포 금지", "뉴시스"),
        ("ko", "", "/연합뉴스", "연합뉴스"),
        ("ko", "", "[연합]", "연합"),
        ("ko", "", "\n홍길동 기자·연합뉴스", "연합뉴스"),
        ("ko", "부산=연합뉴스\n", "", "연합뉴스"),
        # The page's own outlet is no agency, whatever its name begins with.
        ("en", "", "\n© 2031 Example Media. All rights reserved.", ""),
        ("en", "", "\n© 2031 AP-Verlag. All rights reserved.", ""),
        ("en", "", "\n© AFP", ""),  # of a picture, for all it says
        ("ko", "", "<저작권자(c) 우리신문, 무단 전재-재배포 금지>", ""),
        ("ko", "", "<저작권자(c) 연합뉴스라디오, 무단 전재-재배포 금지>", ""),
    ],
)
def test_an_agency_that_a_line_beside_the_text_names_is_credited(
    language: str, before: str, after: str, agency: str
) -> None:
    report = "비가 많이 왔다. 눈도 왔다." if language == "ko" else "Rain fell. It snowed, too."
    text = clean(title="", body=f"{before}{report}{after}", language=language)
    assert text.body.removeprefix("March 3, 2031\n") == report
    assert (text.credits.agency, text.credits.photo) == (agency, "")


def test_a_dateline_says_more_than_a_copyright() -> None:
    text = clean(title="", body="© 2031 AFP\nTARN (Reuters) - Rain fell.", language="en")
    assert (text.body, text.credits.agency) == ("Rain fell.", "Reuters")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By JANE DOE, Associated Press", ("JANE DOE",)),
        ("By Reuters Staff", ()),
        ("By Jane Doe | Associated Press", ("Jane Doe",)),
    ],
)
def test_an_agency_is_no_person(line: str, names: tuple[str, ...]) -> None:
    text = clean(title="", body=f"{line}\nRain fell.", language="en")
    assert (text.body, text.credits.bylines) == ("Rain fell.", names)


def test_a_reporter_is_named_without_the_place() -> None:
    body = "Rain fell.\nReporting by Mia Stone in Tarn and Jane Doe"
    text = clean(title="", body=body, language="en")
    assert (text.body, text.credits.bylines) == ("Rain fell.", ("Mia Stone", "Jane Doe"))


def test_a_language_without_rules_of_its_own_gets_the_universal_ones() -> None:
    text = clean(title="", body="Es regnet. redaktion@example.com", language="de")
    assert text.body == "Es regnet."


def test_what_a_broadcaster_says_around_the_text_is_taken_out() -> None:
    body = (
        "■ 대담 : 홍길동 위원* 아래 글은 실제 방송 내용과 차이가 있을 수 있으니 보다 정확한 내용은 방송으로"
        " 확인하시기 바랍니다. 인용 시 [우리방송 오늘] 명시해주시기 바랍니다. 비가 왔습니다."
        " 우리방송 뉴스 김철수입니다.영상취재 : 홍길동 / 영상편집 : 이영희AB 뉴스는 24시간 여러분의 제보를"
        " 기다립니다. ▷ 전화 02-000-0000▷ 이메일 news@example.com"
    )
    text = clean(title="", body=body, language="ko")
    assert text.body == "■ 대담 : 홍길동 위원 비가 왔습니다."
    assert text.credits.bylines == ("김철수",)


def test_an_english_note_between_two_paragraphs_is_taken_out() -> None:
    body = (
        "Rain fell.\nIf you or someone you know is struggling, call or text 100-0000 or go to"
        " help.example.org.\nIt snowed. This article was translated from the original with the help"
        " of generative AI tools and edited by a native English-speaking editor."
    )
    assert clean(title="", body=body, language="en").body == "Rain fell.\nIt snowed."


@pytest.mark.parametrize(
    "body",
    [
        "경찰은 제보를 받고 수사에 나섰다. 홍길동 기자는 현장을 지켰다.",
        "그는 [속보]라는 말에 놀랐다. 댓글 0개였다고 했다.",
        "서울(수도)의 기온은 -3.5°C였다. 카드 은행 증권 주가가 올랐다.",
        "상담전화 109로 누구나 상담을 받을 수 있습니다. 재난보도준칙을 지키자는 말도 나왔습니다.",
        "정확한 내용은 방송으로 알리겠다고 했다. 인용할 때 출처를 밝혀 달라고도 했다.",
        "점심(무료 제공) 뒤 관련 기사를 읽었다. 사진 속 인물은 웃었다.",
    ],
)
def test_running_text_is_left_alone(body: str) -> None:
    assert clean(title="", body=body, language="ko").body == body
