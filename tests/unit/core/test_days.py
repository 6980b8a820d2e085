"""core.days: the days that a lead names, resolved without a clock."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.core.article import HOUR, Micros
from dedup.core.days import EPOCH, calendar_day, day_of_month, days_of_month, named_days
from dedup.core.kernels.days import LEAD_CHARACTERS, day_signs

TODAY = date(2031, 3, 5)  # a Wednesday


def number(year, month, day):
    return date(year, month, day).toordinal() - EPOCH


def signs(text):
    lead = text[:LEAD_CHARACTERS]
    return day_signs(np.frombuffer(lead.encode("utf-32-le", "replace"), np.uint32)).tolist()


def named(text, today=TODAY, language=""):
    published = today.toordinal() - EPOCH
    days = named_days(signs(text), text=text, published=published, language=language)
    return [date.fromordinal(day + EPOCH) for day in days]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("조선소는 3일 새 공장을 열었다", [date(2031, 3, 3)]),
        ("지난달 28일 문을 닫았다", [date(2031, 2, 28)]),
        ("지난 20일 밝혔다", [date(2031, 2, 20)]),
        ("오는 2일 연다", [date(2031, 4, 2)]),
        ("다음 달 2일 연다", [date(2031, 4, 2)]),
        ("1월 2일과 12월 30일", [date(2030, 12, 30), date(2031, 1, 2)]),
        ("오늘과 내일, 모레", [date(2031, 3, 5), date(2031, 3, 6), date(2031, 3, 7)]),
        ("어제 그제", [date(2031, 3, 3), date(2031, 3, 4)]),
        ("10일간 열린 3일째 행사", []),
        ("31일 열린다", [date(2031, 3, 31)]),
        ("The council met on March 3.", [date(2031, 3, 3)]),
        ("It opens on 7 April", [date(2031, 4, 7)]),
        ("They said on Monday", [date(2031, 3, 3)]),
        ("They meet on Saturday", [date(2031, 3, 8)]),
        ("Monday 30 Frıday", [date(2031, 3, 3)]),  # another letter than i
        ("It runs from 1 May 5 to JUNE 1", [date(2031, 5, 1), date(2031, 6, 1)]),
        ("In May 2031, on March 33", []),
        ("MAY 3", []),  # a headline in capitals
        ("2030년12월31일", [date(2030, 12, 31)]),
        ("지난달\n28일", [date(2031, 2, 28)]),
        ("오는 4월 2일", [date(2031, 4, 2)]),
        ("지난123일, 111월 2일", [date(2030, 11, 2), date(2031, 2, 23)]),
        ("그저께", [date(2031, 3, 3)]),
        ("7일자리, 8일당", []),
        ("3月7日に開く", [date(2031, 3, 7)]),
        ("Nothing is named here", []),
        ("99일과 13월 45일", []),
        ("", []),
    ],
)
def test_days_are_the_nearest_that_fit_the_words(text, days):
    assert named(text) == days


def test_the_turn_of_the_year_is_crossed():
    assert named("31일 밝혔다", date(2031, 1, 2)) == [date(2030, 12, 31)]
    assert named("January 2", date(2030, 12, 30)) == [date(2031, 1, 2)]
    assert named("2월 29일", date(2032, 3, 1)) == [date(2032, 2, 29)]


@given(st.text(alphabet="0123456789일월 지난오는내 March Monday月日"), st.integers(-(10**7), 10**7))
def test_no_text_and_no_day_of_publication_stop_the_reading(text, published):
    found = named_days(signs(text), text=text, published=published)
    assert list(found) == sorted(set(found))


def test_days_of_the_month_wait_for_a_date():
    assert days_of_month(signs("3일과 28일, 45일, 7日")) == (-28, -3)


def test_what_stands_behind_the_lead_names_no_day():
    assert named(f"{'a' * LEAD_CHARACTERS} March 12") == []
    assert named(f"{'가' * (LEAD_CHARACTERS - 1)}3일") == []


def test_a_day_number_is_some_day_of_its_month():
    assert day_of_month(number(2031, 2, 28)) == 28
    assert day_of_month(number(2031, 3, 1)) == 1
    assert day_of_month(10**9) == 0


def test_a_day_begins_at_midnight_of_the_outlets_calendar():
    evening = Micros(number(2031, 3, 4) * 24 * HOUR + 16 * HOUR)
    late = Micros(evening + 5 * HOUR)
    assert calendar_day(late, language="vi") == number(2031, 3, 5)
    assert calendar_day(late, language="ru") == number(2031, 3, 5)
    assert calendar_day(late, language="de") == number(2031, 3, 4)
    assert calendar_day(evening, language="ko") == number(2031, 3, 5)
    assert calendar_day(evening, language="en") == number(2031, 3, 4)


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("de", "Am Sonntag, dem 2. März, regnete es.", [date(2031, 3, 2)]),
        ("fr", "Il a plu samedi et le 1er avril", [date(2031, 3, 8), date(2031, 4, 1)]),
        ("es", "Llovió el lunes y el 2 de marzo de 2031", [date(2031, 3, 2), date(2031, 3, 3)]),
        ("pt", "Choveu na segunda-feira pela segunda vez", [date(2031, 3, 3)]),
        ("it", "È piovuto domenica 2 marzo", [date(2031, 3, 2)]),
        ("ru", "В воскресенье, 2 марта, шел дождь. Окружающая среда", [date(2031, 3, 2)]),
        ("tr", "Pazar günü semt pazarı kapandı", [date(2031, 3, 2)]),
        ("id", "Hujan pada Minggu (2/3/2031) selama dua minggu", [date(2031, 3, 2)]),
        ("vi", "Rạng sáng 2/3, trời mưa", [date(2031, 3, 2)]),
        ("ar", "هطل المطر الأحد 2 مارس", [date(2031, 3, 2)]),
        ("hi", "रविवार 2 मार्च को बारिश हुई", [date(2031, 3, 2)]),
        ("th", "ฝนตกวันที่ 2 มีนาคม ทั้งวัน", [date(2031, 3, 2)]),
        ("fr", "depuis le 2 mars 2019", []),
        ("fr", "le 45 mars", []),
        ("tr", "2 ARALIK CUMARTESİ GÜNÜ", []),  # capitals of which lower case is not these words
        ("sw", "mvua 2 machi", []),
    ],
)
def test_days_named_in_other_languages(language, text, days):
    assert named(text, language=language) == days
