"""formats.times: what can be read, in which zone, and how moments are written."""

from datetime import UTC, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.core.article import Micros
from dedup.formats.times import EARLIEST, EPOCH, LATEST, read, text

SEOUL = ZoneInfo("Asia/Seoul")
NEW_YORK = ZoneInfo("America/New_York")
MAY = 1_716_556_683_000_000  # 2024-05-24T13:18:03Z


@pytest.mark.parametrize(
    "written",
    [
        "2024-05-24T13:18:03Z",
        "2024-05-24T13:18:03+00:00",
        "2024-05-24T22:18:03+09:00",
        "2024-05-24 22:18:03+0900",
        "2024-05-24 22:18:03 +0900",
        "2024-05-24 22:18:03 KST",
        "2024-05-24 13:18:03",
        "2024-05-24T13:18:03.000",
        "20240524T131803Z",
        "2024.05.24. 13:18:03",
        "2024. 5. 24. 13:18:03",
        "2024/5/24 13:18:03",
        "2024년 5월 24일 13:18:03",
        "2024.05.24. 오후 1:18:03",
        "2024-05-24 오후 10:18:03 +0900",
        "Fri, 24 May 2024 13:18:03 +0000",
        "Fri, 24 May 2024 13:18:03 GMT",
        "24 May 2024 13:18:03",
        "Friday, 24-May-2024 13:18:03 UTC",
        "Fri, 24 May 2024 09:18:03 EDT",
        "1716556683",
        "1716556683000",
        1_716_556_683,
        1_716_556_683_000,
        1_716_556_683.0,
    ],
)
def test_the_ways_to_say_one_moment_are_read_alike(written):
    assert read(written, zone=None) == (MAY, False)


@pytest.mark.parametrize(
    "written", ["2024-05-24", "20240524", "2024.5.24", "2024/05/24.", "2024년 5월 24일"]
)
def test_a_date_without_time_is_midnight_and_only_a_day(written):
    assert read(written, zone=None) == (1_716_508_800_000_000, True)


@pytest.mark.parametrize(
    ("written", "hour"),
    [("오전 12:00", 0), ("오전 9:00", 9), ("오후 12:00", 12), ("오후 11:00", 23)],
)
def test_hours_of_half_a_day(written, hour):
    found = read(f"2024.05.24. {written}", zone=None)
    assert found == (1_716_508_800_000_000 + hour * 3_600_000_000, False)


@pytest.mark.parametrize("written", ["오전 13:00", "오후 0:00", "오후 13:00"])
def test_an_hour_that_half_a_day_does_not_have_is_no_time(written):
    assert read(f"2024.05.24. {written}", zone=None) is None


def test_a_day_is_the_midnight_of_its_zone():
    assert read("2024-05-24", zone=SEOUL) == (1_716_508_800_000_000 - 9 * 3_600_000_000, True)


def test_a_zone_counts_only_for_times_without_offset():
    assert read("2024-05-24 22:18:03", zone=SEOUL) == (MAY, False)
    assert read("2024-05-24T13:18:03Z", zone=SEOUL) == (MAY, False)
    assert read("Fri, 24 May 2024 22:18:03", zone=SEOUL) == (MAY, False)


def test_of_two_equal_wall_clock_times_the_first_is_meant():
    assert read("2024-11-03T01:30:00", zone=NEW_YORK) == read("2024-11-03T05:30:00Z", zone=None)


def test_a_leap_second_is_the_end_of_its_minute():
    moment = read("2016-12-31T23:59:60Z", zone=None)
    assert moment is not None
    assert text(moment[0]) == "2016-12-31T23:59:59.999999Z"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "2024-13-01",
        "2024-02-30 10:00",
        "24 Foo 2024 10:00:00",
        "Fri, 24 May 2024 13:18:03 XYZ",
        "2024.05.24 10:00 +99:99",
        "9" * 40,
        "٢٠٢٤٠٥٢٤١٢",
        10**14,
        10**300,
        1e300,
        True,
        None,
        [],
        {},
    ],
)
def test_what_says_no_time_is_none(written):
    assert read(written, zone=None) is None


def test_the_ends_of_the_calendar_are_read_and_written():
    last = read("9999-12-31T23:59:59-12:00", zone=None)
    first = read("0001-01-01T00:00:00+14:00", zone=None)
    assert last is not None
    assert first is not None
    assert text(last[0]) == "9999-12-31T23:59:59.999999Z"
    assert text(first[0]) == "0001-01-01T00:00:00Z"
    assert read("9999-12-31", zone=NEW_YORK) is not None
    assert read("0001-01-01", zone=SEOUL) is not None


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (0, "1970-01-01T00:00:00Z"),
        (-1, "1969-12-31T23:59:59.999999Z"),
        (1_759_110_240_000_000, "2025-09-29T01:44:00Z"),
        (1_759_110_240_120_000, "2025-09-29T01:44:00.120000Z"),
        (2**63, "9999-12-31T23:59:59.999999Z"),
        (-(2**63), "0001-01-01T00:00:00Z"),
    ],
)
def test_moments_are_written_in_utc_with_a_fraction_only_where_needed(moment, written):
    assert text(Micros(moment)) == written


@given(st.integers(EARLIEST, LATEST))
def test_what_is_written_is_read_again(moment):
    assert read(text(Micros(moment)), zone=SEOUL) == (moment, False)


@given(
    st.datetimes(timezones=st.sampled_from([UTC, SEOUL, NEW_YORK, timezone(timedelta(hours=-9.5))]))
)
def test_iso_8601_means_what_datetime_says(moment):
    naive = moment.replace(tzinfo=UTC) - EPOCH
    offset = moment.utcoffset()
    assert offset is not None
    expected = (naive - timedelta(seconds=int(offset.total_seconds()))) // timedelta(microseconds=1)
    if offset.total_seconds() % 60 == 0:
        assert read(moment.isoformat(), zone=None) == (expected, False)


@given(st.text(max_size=40))
def test_any_text_is_a_time_or_none(noise):
    result = read(noise, zone=SEOUL)
    assert result is None or isinstance(result[0], int)


@given(st.from_regex(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,2}([T ]\d{1,2}:\d\d(:\d\d)?( ?[A-Z+]\d*)?)?"))
def test_any_number_shaped_text_is_a_time_or_none(noise):
    result = read(noise, zone=NEW_YORK)
    assert result is None or isinstance(result[0], int)
