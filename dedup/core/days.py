"""A lead and its day of publication → the days it names, as days since 1970-01-01.

Readers tell two happenings of one kind apart by the day; "29일", "March 3", "내일" or "Monday" are
resolved to the nearest fitting day. Nothing here reads a clock: the day of publication is given.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from dedup.core.article import DAY, HOUR, Micros
from dedup.core.calendar_words import Named, calendar_words
from dedup.core.kernels import days as signs_of
from dedup.core.kernels.days import LEAD_CHARACTERS, MONTHS, RELATIVES, WEEKDAYS

_AHEAD = {  # hours before UTC, by language, where most of its outlets are
    "ko": 9, "ja": 9, "zh": 8, "id": 7, "th": 7, "vi": 7, "hi": 5, "ar": 3, "ru": 3, "tr": 3,
}  # fmt: skip
EPOCH = date(1970, 1, 1).toordinal()
_NEVER = -EPOCH  # the day before all days of the calendar: a date that no month has

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_ENGLISH = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\.? (?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}}) (?P<m2>{_MONTH}))\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b", re.IGNORECASE)
_SMALL = re.compile("[a-z]")
_GAPS = tuple(RELATIVES.values())


def days_of_month(signs: Sequence[int]) -> tuple[int, ...]:
    """Return the days of the month that a lead without a date names, as negative numbers.

    `signs` are those of `dedup.core.kernels.days`.
    """
    days = {sign & 255 for sign in signs if sign >> 24 == signs_of.KOREAN}
    return tuple(sorted(-day for day in days if 1 <= day <= 31))


def day_of_month(day: int) -> int:
    """Return which day of its month a day number is, 1 to 31; 0 where no calendar reaches."""
    try:
        return date.fromordinal(day + EPOCH).day
    except (ValueError, OverflowError):
        return 0


def calendar_day(moment: Micros, *, language: str) -> int:
    """Return the day of a moment in the outlets' own calendar, as a day number."""
    return (moment + _AHEAD.get(language, 0) * HOUR) // DAY


def named_days(
    signs: Sequence[int], *, text: str, published: int, language: str = ""
) -> tuple[int, ...]:
    """Return the distinct days that a lead names, ascending; `published` is a day number.

    `signs` are those of `dedup.core.kernels.days` in the text, whose beginning is the lead.
    """
    words = list(calendar_words(text[:LEAD_CHARACTERS], language=language))
    if not signs and not words:
        return ()
    today = _today(published)
    if today is None:
        return ()
    days = {_meant(today, sign) for sign in signs if sign >> 24 < signs_of.MONTH}
    days.update(_named(today, word) for word in words)
    if signs and max(signs) >> 24 >= signs_of.MONTH and _SMALL.search(text, 0, LEAD_CHARACTERS):
        days.update(_english(signs, text, today))
    days.discard(_NEVER)
    return tuple(sorted(days))


@lru_cache(maxsize=64)
def _today(published: int) -> date | None:
    try:
        return date.fromordinal(published + EPOCH)
    except (ValueError, OverflowError):
        return None


def _shift(today: date, days: int) -> int:
    try:
        return (today + timedelta(days=days)).toordinal() - EPOCH
    except OverflowError:
        return today.toordinal() - EPOCH


def _english(signs: Sequence[int], text: str, today: date) -> Iterator[int]:
    end = 0
    for sign in signs:
        kind, at = sign >> 24, sign & 0xFFFFFF
        if kind == signs_of.WEEKDAY:
            if found := _WEEKDAY.match(text, at, LEAD_CHARACTERS):
                yield _nearest_weekday(today, WEEKDAYS.index(found[0].lower()))
        elif kind == signs_of.MONTH:
            for begin in (at - 3, at - 2, at):  # 12 May, 5 May, May 12
                if begin >= end and (found := _ENGLISH.match(text, begin, LEAD_CHARACTERS)):
                    name = (found["m1"] or found["m2"]).lower()
                    yield _nearest(today, MONTHS[name], int(found["d1"] or found["d2"]))
                    end = found.end()
                    break


def _named(today: date, word: Named) -> int:
    if word.weekday >= 0:
        return _nearest_weekday(today, word.weekday)
    day = _nearest(today, word.month, word.day)
    if word.year and (day == _NEVER or date.fromordinal(day + EPOCH).year != word.year):
        return _NEVER  # a day of another year is history
    return day


def _nearest_weekday(today: date, weekday: int) -> int:
    ahead = (weekday - today.weekday()) % 7
    return _shift(today, ahead if ahead <= 3 else ahead - 7)


@lru_cache(maxsize=1024)  # a day's articles name the same few days
def _meant(today: date, sign: int) -> int:
    kind, side, month, day = sign >> 24, sign >> 16 & 255, sign >> 8 & 255, sign & 255
    if kind == signs_of.RELATIVE:
        return _shift(today, _GAPS[day])
    number = None if month == signs_of.NO_MONTH else month
    if side == signs_of.NEXT:
        number = today.month % 12 + 1
    elif side == signs_of.LAST:
        number = (today.month - 2) % 12 + 1
    return _nearest(today, number, day, side={signs_of.AHEAD: 1, signs_of.GONE: -1}.get(side, 0))


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
