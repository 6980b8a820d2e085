"""What records call a time → µs since 1970, and µs → RFC 3339 UTC. No clock and no local zone.

Reading never raises: what cannot be read is None. Writing never raises either: a moment outside the
years 1 to 9999, which RFC 3339 cannot say, is written as the nearest one that it can.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from dedup.core.article import SECOND, Micros

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAIVE_EPOCH = EPOCH.replace(tzinfo=None)  # writes no offset, so that Z can stand there
EARLIEST = -62_135_596_800 * SECOND  # 0001-01-01T00:00:00Z
LATEST = 253_402_300_800 * SECOND - 1  # 9999-12-31T23:59:59.999999Z
MILLISECONDS_FROM = 10**11  # as seconds the year 5138, as milliseconds 1973-03-03
TOO_FAR = 10**14  # as milliseconds the year 5138
DATE_CHARACTERS = 10  # 2025-09-29, 20250929, 2025-W40-1: no time fits in so few
EPOCH_DIGITS = 9  # 20250929 is a date, 100000000 (1973) is a count of seconds

MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
# Zone names are ambiguous; these are what RFC 2822 defines, and the two that have one meaning in
# the markets where pages print them.
ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "kst": 9, "jst": 9,
}  # fmt: skip

_CLOCK = r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?"
_ZONE = r"\s*([A-Za-z]{1,4}|[+-]\d{2}:?\d{2})?"
# Fri, 24 May 2024 13:18:03 +0000
_RFC_2822 = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})[ -]([A-Za-z]{3})[A-Za-z]*[ -](\d{4})\s+"
    rf"{_CLOCK}{_ZONE}",
    re.ASCII,
)
# 2024.5.24 13:18, 2024/05/24, 2024-05-24 13:18:03 +0900, 2024-05-24T13:18:60Z, and as Korean
# portals print it: 2024.05.24. 오후 1:18, 2024년 5월 24일 13:18
_NUMBERS = re.compile(
    r"(\d{4})(?:[-./]|년)\s?(\d{1,2})(?:[-./]|월)\s?(\d{1,2})[.일]?"
    rf"(?:[T\s]\s*(?:(오전|오후)\s*)?{_CLOCK}{_ZONE})?",
    re.ASCII,
)


def read(value: object, *, zone: tzinfo | None) -> tuple[Micros, bool] | None:
    """Return the moment and whether only its day is known, or None where nothing can be read.

    Text is ISO 8601, RFC 2822 or year-month-day with dots, slashes or 년월일; numbers, and text of
    at least nine digits, are seconds or milliseconds since 1970. A time without offset is in
    `zone`, else UTC; a day stands for its midnight there, and the first of two equal wall-clock
    times is meant.
    """
    if isinstance(value, str):
        return _read_text(value, zone)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _counted(value)
    return None


@lru_cache(maxsize=1_024)  # a crawl's articles come in bursts, many with the day alone
def _read_text(value: str, zone: tzinfo | None) -> tuple[Micros, bool] | None:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return _read_unusual(value, zone)
    if len(value) >= EPOCH_DIGITS and value.isdecimal():
        return _counted(int(value))
    return _micros(moment, zone), len(value) <= DATE_CHARACTERS


@lru_cache(maxsize=4_096)  # the first time of a cluster is written with each of its members
def text(moment: Micros) -> str:
    """Return RFC 3339 in UTC, with a fraction only where the moment is not a whole second."""
    moment = Micros(min(max(moment, EARLIEST), LATEST))
    seconds, fraction = divmod(moment, SECOND)
    written = (_NAIVE_EPOCH + timedelta(0, seconds)).isoformat()
    return f"{written}.{fraction:06d}Z" if fraction else f"{written}Z"


def _read_unusual(value: str, zone: tzinfo | None) -> tuple[Micros, bool] | None:
    if len(value) >= EPOCH_DIGITS and value.isdecimal() and value.isascii():
        return _counted(int(value)) if len(value) <= len(str(TOO_FAR)) else None
    half = None
    if found := _NUMBERS.fullmatch(value):
        year, month, day, half, hour, minute, second, fraction, offset = found.groups()
    elif found := _RFC_2822.fullmatch(value):
        day, name, year, hour, minute, second, fraction, offset = found.groups()
        month = str(MONTHS.get(name.lower(), 0))
    else:
        return None
    if offset:
        zone = _offset(offset)
        if zone is None:
            return None
    leap = second == "60"  # a leap second is the last moment of its minute
    try:
        moment = datetime(  # noqa: DTZ001  # the zone follows
            int(year),
            int(month),
            int(day),
            _of_day(int(hour or 0), half),
            int(minute or 0),
            59 if leap else int(second or 0),
            999_999 if leap else int((fraction or "0")[:6].ljust(6, "0")),
        )
        return _micros(moment, zone), hour is None
    except ValueError:
        return None


def _of_day(hour: int, half: str | None) -> int:
    """Return the hour of the day; that of a half of it goes from 1 to 12, and 12 is its first."""
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(f"{half} has no hour {hour}")
    return hour % 12 + (12 if half == "오후" else 0)


def _offset(written: str) -> tzinfo | None:
    if written[0] in "+-":
        minutes = int(written[1:3]) * 60 + int(written[-2:])
        if minutes >= 24 * 60:
            return None
        return timezone(timedelta(minutes=-minutes if written[0] == "-" else minutes))
    hours = ZONES.get(written.lower())
    return None if hours is None else timezone(timedelta(hours=hours))


def _counted(number: float) -> tuple[Micros, bool] | None:
    """Seconds or milliseconds since 1970, told apart by size."""
    if abs(number) < MILLISECONDS_FROM:
        return Micros(round(number * SECOND)), False
    if abs(number) < TOO_FAR:
        return Micros(round(number * 1_000)), False
    return None


def _micros(moment: datetime, zone: tzinfo | None) -> Micros:
    """Subtract without converting first: the last hours of the year 9999 lie in 10000 elsewhere."""
    if moment.tzinfo is None and zone is not None:
        moment = moment.replace(tzinfo=zone)
    gone = moment - (_NAIVE_EPOCH if moment.tzinfo is None else EPOCH)
    return Micros((gone.days * 86_400 + gone.seconds) * SECOND + gone.microseconds)
