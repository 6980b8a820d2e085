"""A lead and its day of publication → the days it names, as days since 1970-01-01.

Readers tell two happenings of one kind apart by the day; "29일", "March 3", "내일" or "Monday" are
resolved to the nearest fitting day. Nothing here reads a clock: the day of publication is given.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from string import ascii_uppercase

from dedup.core.article import DAY, HOUR, Micros

_AHEAD = {"ko": 9, "ja": 9, "zh": 8}  # hours before UTC, by language
EPOCH = date(1970, 1, 1).toordinal()

_KOREAN = re.compile(
    r"(?:(오는|지난달|지난|내달|다음\s?달|이달|전달)\s*)?(?:(\d{1,2})월\s*)?(\d{1,2})일"
    r"(?!보|간|째|만|자리|당|정|대|차|치)"
)
_BEFORE = len("다음 달 12월 31")  # characters in which a date can begin before its 일
_AFTER = len("일자리")  # characters that decide whether it is a day
_RELATIVE = {
    "오늘": 0, "이날": 0, "어제": -1, "전날": -1, "내일": 1, "모레": 2, "그제": -2, "그저께": -2,
}  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ENGLISH = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\.? (?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}}) (?P<m2>{_MONTH}))\b",
    re.IGNORECASE,
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
# Latin letters to lower case, all else to spaces
_LETTERS = bytes(k | 32 if chr(k & 0xDF) in ascii_uppercase else 32 for k in range(256))
_NAMED = frozenset(name.encode() for name in (*_MONTHS, *_WEEKDAYS))
_DENSE = re.compile(r"(?:(\d{1,2})月)?(\d{1,2})日")  # Japanese, Chinese


def days_of_month(text: str) -> tuple[int, ...]:
    """Return the days of the month that a text without a date names, as negative numbers."""
    return tuple(sorted({-int(day) for _, _, day in _korean_dates(text) if 1 <= int(day) <= 31}))


def day_of_month(day: int) -> int:
    """Return which day of its month a day number is, 1 to 31; 0 where no calendar reaches."""
    try:
        return date.fromordinal(day + EPOCH).day
    except (ValueError, OverflowError):
        return 0


def calendar_day(moment: Micros, *, language: str) -> int:
    """Return the day of a moment in the outlets' own calendar, as a day number."""
    return (moment + _AHEAD.get(language, 0) * HOUR) // DAY


def named_days(text: str, *, published: int) -> tuple[int, ...]:
    """Return the distinct days that `text` names, ascending; `published` is a day number."""
    try:
        today = date.fromordinal(published + EPOCH)
    except (ValueError, OverflowError):
        return ()
    days: set[date] = set()
    if "일" in text:
        days.update(_korean(text, today))
    for word, gap in _RELATIVE.items():
        if word in text:
            days.add(_shift(today, gap))
    if "日" in text:
        for month, day in _DENSE.findall(text):
            _add(days, _nearest(today, int(month) if month else None, int(day)))
    # the patterns begin with no literal and cost more than all the rest; few texts hold a name
    words = text.encode("ascii", "replace").translate(_LETTERS).split()
    if not _NAMED.isdisjoint(words) and re.search("[a-z]", text):
        for found in _ENGLISH.finditer(text):
            name = (found["m1"] or found["m2"]).lower()
            _add(days, _nearest(today, _MONTHS[name], int(found["d1"] or found["d2"])))
        for found in _WEEKDAY.finditer(text):
            ahead = (_WEEKDAYS.index(found[0].lower()) - today.weekday()) % 7
            days.add(_shift(today, ahead if ahead <= 3 else ahead - 7))
    return tuple(sorted(day.toordinal() - EPOCH for day in days))


def _shift(today: date, days: int) -> date:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return today


def _add(days: set[date], day: date | None) -> None:
    if day is not None:
        days.add(day)


def _korean(text: str, today: date) -> set[date]:
    days: set[date] = set()
    for word, month, day in _korean_dates(text):
        number = int(month) if month else None
        if word.startswith(("내", "다음")):
            number = today.month % 12 + 1
        elif word in {"지난달", "전달"}:
            number = (today.month - 2) % 12 + 1
        side = {"오는": 1, "지난": -1}.get(word, 0)
        _add(days, _nearest(today, number, int(day), side=side))
    return days


def _korean_dates(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield what `_KOREAN` finds, tried only before each 일 that a digit stands before."""
    end = 0
    at = text.find("일")
    while at >= 0:
        if at > end and text[at - 1].isdecimal():
            found = _KOREAN.search(text, max(end, at - _BEFORE), at + _AFTER)
            if found and found.end() == at + 1:
                yield found[1] or "", found[2] or "", found[3]
                end = at + 1
        at = text.find("일", at + 1)


@lru_cache(maxsize=1024)  # a day's articles name the same few days
def _nearest(today: date, month: int | None, day: int, *, side: int = 0) -> date | None:
    """Return the nearest date with this month and day; `side` -1 past, 1 future, 0 either."""
    found: list[date] = []
    if month is not None:
        tries = [(today.year + k, month) for k in (-1, 0, 1)]
    else:
        months = today.year * 12 + today.month - 1
        tries = [((months + k) // 12, (months + k) % 12 + 1) for k in (-1, 0, 1)]
    for year, number in tries:
        try:
            found.append(date(year, number, day))
        except ValueError:
            continue
    fitting = [d for d in found if (d - today).days * side >= 0] or found
    return min(fitting, key=lambda d: (abs((d - today).days), d), default=None)
