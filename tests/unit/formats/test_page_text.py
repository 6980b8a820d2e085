from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.core.article import Article, Reason, Rejection
from dedup.formats.page_text import decode_page

TEXT = "비가 많이 와서 마을이 잠겼다. 주민들은 학교로 몸을 피했고 소방대가 밤새 물을 퍼냈다. " * 4


def page(text: str) -> Article:
    article = decode_page(text.encode(), name="p1")
    assert isinstance(article, Article)
    return article


def micros(moment: str) -> int:
    return int(datetime.fromisoformat(moment).astimezone(UTC).timestamp()) * 1_000_000


def test_the_name_is_the_id_and_the_rest_after_the_title_is_the_body() -> None:
    article = page(f"강가 마을에 큰비, 주민 대피\n\n홍길동 기자\n\n{TEXT}")
    assert article.id == "p1"
    assert article.title == "강가 마을에 큰비, 주민 대피"
    assert article.body == f"홍길동 기자\n{TEXT.strip()}"
    assert article.language == "ko"


@pytest.mark.parametrize(
    "above",
    [
        "2025.09.29 월요일\n구름 서울 22˚C\n맑음 인천 22˚C\nIT",
        "뉴스 트렌드 생활정보 International edition 매체",
        "홈\n정치 경제 사회 문화",
        "홍길동 기자\n입력 2025-09-29 10:00",
    ],
)
def test_menus_weather_and_dates_above_the_title_are_not_the_title(above: str) -> None:
    assert (
        page(f"{above}\n강가 마을에 큰비, 주민 대피\n{TEXT}").title == "강가 마을에 큰비, 주민 대피"
    )


def test_a_page_that_begins_with_text_has_no_title() -> None:
    article = page(f"{TEXT}\n{TEXT}")
    assert article.title == ""
    assert article.body.startswith("비가 많이 와서")


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2025-09-29 15:47:59", "2025-09-29T15:47:59+09:00"),
        ("• 승인 2024.01.19 14:00", "2024-01-19T14:00:00+09:00"),
        ("입력 | 2025-11-15 01:40:00", "2025-11-15T01:40:00+09:00"),
        ("입력 2025.9.3. 오후 3:05", "2025-09-03T15:05:00+09:00"),
        ("2025년 9월 3일 (수) 오전 12:05", "2025-09-03T00:05:00+09:00"),
        ("입력 2025.09.03 10:00 | 수정 2025.09.04 11:00", "2025-09-03T10:00:00+09:00"),
        ("수정 2025.09.04 11:00\n입력 2025.09.03 10:00", "2025-09-03T10:00:00+09:00"),
        ("홍길동 기자 2025.09.03 10:00", "2025-09-03T10:00:00+09:00"),
    ],
)
def test_a_date_beside_the_title_is_seoul_time_on_a_korean_page(written: str, moment: str) -> None:
    article = page(f"강가 마을에 큰비, 주민 대피\n{written}\n{TEXT}")
    assert (article.published, article.published_day) == (micros(moment), False)


def test_a_date_without_a_time_has_day_precision() -> None:
    article = page(f"강가 마을에 큰비, 주민 대피\n2025.09.29\n{TEXT}")
    assert (article.published, article.published_day) == (micros("2025-09-29T00:00:00+09:00"), True)


def test_a_date_on_another_page_is_utc() -> None:
    article = page("Village flooded by heavy rain\n2025-09-29 10:00\n" + "Rain fell all day. " * 9)
    assert (article.published, article.language) == (micros("2025-09-29T10:00:00+00:00"), "")


@pytest.mark.parametrize(
    "text",
    [
        f"강가 마을에 큰비, 주민 대피\n{TEXT}\n발행인 : 홍길동\n등록일 : 2011. 05. 26",
        f"2025.09.29 월요일\n홈\n정치\n경제\n강가 마을에 큰비, 주민 대피\n{TEXT}",
        f"강가 마을에 큰비, 주민 대피\n2025.13.45 10:00\n{TEXT}",
        f"강가 마을에 큰비, 주민 대피\n{TEXT}\n2025년 9월 29일에도 비가 왔다.",
    ],
)
def test_a_date_of_the_footer_the_menu_or_the_text_is_not_the_articles(text: str) -> None:
    assert page(text).published is None


@pytest.mark.parametrize(
    ("opening", "outlet"),
    [
        ("(서울=우리통신) 홍길동 기자 = ", "우리통신"),
        ("[한결데일리] ", "한결데일리"),
        ("[바다저널 홍길동 기자] ", "바다저널"),
        ("[사진=연합뉴스] ", ""),
        ("[단독] ", ""),
        ("", ""),
    ],
)
def test_the_outlet_is_the_one_that_the_page_names(opening: str, outlet: str) -> None:
    assert page(f"강가 마을에 큰비, 주민 대피\n{opening}{TEXT}").outlet == outlet


def test_bytes_that_are_not_utf_8_are_rejected() -> None:
    assert decode_page("한글".encode("cp949"), name="x") == Rejection(
        Reason.ENCODING, "not UTF-8 at byte 0"
    )


@pytest.mark.parametrize("value", [b"", b" \n\n", "…\n|".encode()])
def test_a_page_without_words_is_rejected(value: bytes) -> None:
    rejection = decode_page(value, name="x")
    assert isinstance(rejection, Rejection)
    assert rejection.reason is Reason.NO_TEXT


def test_a_byte_order_mark_is_not_text() -> None:
    assert (
        page("\ufeff강가 마을에 큰비, 주민 대피\n본문이다").title == "강가 마을에 큰비, 주민 대피"
    )


@given(st.text())
def test_any_text_gives_an_article_or_a_rejection(text: str) -> None:
    value = text.encode("utf-8", "surrogatepass")
    assert isinstance(decode_page(value, name="x"), Article | Rejection)
