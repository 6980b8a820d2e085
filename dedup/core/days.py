"""A lead and its day of publication → the days it names, as days since 1970-01-01.

Readers tell two happenings of one kind apart by the day; "29일", "March 3", "내일" or "Monday" are
resolved to the nearest fitting day. Nothing here reads a clock: the day of publication is given.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from dedup.core.article import DAY, HOUR, Micros
from dedup.core.kernels.days import DATE, NAME, WORDS, day_signs
from dedup.core.kernels.words import word_table

_AHEAD = {"ko": 9, "ja": 9, "zh": 8}  # hours before UTC, by language
EPOCH = date(1970, 1, 1).toordinal()
_NEVER = -EPOCH  # the day before all days of the calendar: a date that no month has

_KOREAN = re.compile(
    r"(?:(오는|지난달|지난|내달|다음\s?달|이달|전달)\s*)?(?:(\d{1,2})월\s*)?(\d{1,2})일"
    r"(?!보|간|째|만|자리|당|정|대|차|치)"
)
_BEFORE = len("다음 달 12월 31")  # characters in which a date can begin before its 일
_AFTER = len("일자리")  # characters that decide whether it is a day
_RELATIVE = {
    "오늘": 0, "이날": 0, "어제": -1, "전날": -1, "내일": 1, "모레": 2, "그제": -2, "그저께": -2,
}  # fmt: skip
_WORDS = np.array([[ord(char) for char in word[:2]] for word in _RELATIVE], np.uint32)
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
_NAMES = word_table(" ".join((*_MONTHS, *_WEEKDAYS)), 128)
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
    signs = day_signs(np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32), _NAMES, _WORDS)
    days: set[int] = set()
    if signs & DATE:
        days.update(_korean(text, today))
        for month, day in _DENSE.findall(text) if "日" in text else ():
            days.add(_nearest(today, int(month) if month else None, int(day)))
    if signs & NAME:
        days.update(_english(text, today))
    if signs >> WORDS:
        for nth, (word, gap) in enumerate(_RELATIVE.items(), WORDS):
            if signs >> nth & 1 and word in text:
                days.add(_shift(today, gap))
    days.discard(_NEVER)
    return tuple(sorted(days))


def _shift(today: date, days: int) -> int:
    try:
        return (today + timedelta(days=days)).toordinal() - EPOCH
    except OverflowError:
        return today.toordinal() - EPOCH


def _english(text: str, today: date) -> Iterator[int]:
    if not re.search("[a-z]", text):
        return
    for found in _ENGLISH.finditer(text):
        name = (found["m1"] or found["m2"]).lower()
        yield _nearest(today, _MONTHS[name], int(found["d1"] or found["d2"]))
    for found in _WEEKDAY.finditer(text):
        ahead = (_WEEKDAYS.index(found[0].lower()) - today.weekday()) % 7
        yield _shift(today, ahead if ahead <= 3 else ahead - 7)


def _korean(text: str, today: date) -> Iterator[int]:
    for word, month, day in _korean_dates(text):
        yield _meant(today, word, month, day)


@lru_cache(maxsize=1024)  # a day's articles name the same few days
def _meant(today: date, word: str, month: str, day: str) -> int:
    number = int(month) if month else None
    if word.startswith(("내", "다음")):
        number = today.month % 12 + 1
    elif word in {"지난달", "전달"}:
        number = (today.month - 2) % 12 + 1
    side = {"오는": 1, "지난": -1}.get(word, 0)
    return _nearest(today, number, int(day), side=side)


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


def _nearest(today: date, month: int | None, day: int, *, side: int = 0) -> int:
    """Return the nearest day with this month and day; `side` -1 past, 1 future, 0 either."""
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
    nearest = min(fitting, key=lambda d: (abs((d - today).days), d), default=None)
    return _NEVER if nearest is None else nearest.toordinal() - EPOCH
