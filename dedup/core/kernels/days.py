"""Code points → where and how a lead names days: one pass, and nothing is resolved yet.

What may be relied on: each sign is one number, which says what kind it is of and what it says
(`kind_of_sign` and the functions beside it read it). The text is folded: white space is single.
"""

import numpy as np
from numba import njit

from dedup.core.kernels.words import MULTIPLIER, contains, word_table

LEAD_CHARACTERS = 600  # where a report says on which day something happened

# Kinds of signs. Of a date: month and day follow, and for Korean ones what stands before them.
KOREAN, DENSE, RELATIVE, MONTH, WEEKDAY = range(5)
THIS, NEXT, LAST, AHEAD, GONE = range(
    5
)  # 이달, or nothing; 내달, 다음 달; 지난달, 전달; 오는; 지난
NO_MONTH = 127  # no two digits say so

RELATIVES = {
    "오늘": 0, "이날": 0, "어제": -1, "전날": -1, "내일": 1, "모레": 2, "그제": -2, "그저께": -2,
}  # fmt: skip
MONTHS = {
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
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_MONTHS = word_table(" ".join(MONTHS), 64)
_WEEKDAYS = word_table(" ".join(WEEKDAYS), 16)
_RELATIVES = np.array([[ord(char) for char in f"{word:3.3}"] for word in RELATIVES], np.uint32)
_OPEN = np.uint32(ord(" "))  # in the place of a third character: any
# What 일 begins that is no day of a month: 보 간 째 만 당 정 대 차 치, 자리.
_NO_DAY = np.array([ord(char) for char in "보간째만당정대차치"], np.uint32)
_RANK, _FILE = 0xC790, 0xB9AC  # 자 리
_DAY, _DAY_DENSE, _MONTH, _MONTH_DENSE = 0xC77C, 0x65E5, 0xC6D4, 0x6708  # 일 日 월 月
_MOON = 0xB2EC  # 달
_REACH = len("다음 달 12월 31")  # characters in which a date can begin before its 일


@njit(cache=True, nogil=True, inline="always")
def _is_digit(code):
    return 48 <= code <= 57


@njit(cache=True, nogil=True, inline="always")
def _is_space(code):
    return code == 32 or code == 10


@njit(cache=True, nogil=True, inline="always")
def _number_before(points, at):
    """Return the number of at most two digits that ends before `at`, and where it begins."""
    begin = at - 1
    number = np.int64(points[begin]) - 48
    if begin > 0 and _is_digit(points[begin - 1]):
        begin -= 1
        number += 10 * (np.int64(points[begin]) - 48)
    return number, begin


@njit(cache=True, nogil=True, inline="always")
def _no_day(points, behind):
    """Tell whether what follows 일 makes it another word."""
    if behind == points.size:
        return False
    code = points[behind]
    for other in _NO_DAY:
        if code == other:
            return True
    return code == _RANK and behind + 1 < points.size and points[behind + 1] == _FILE


@njit(cache=True, nogil=True)
def _side(points, last, first):
    """Return what the word says that ends at `last` and begins at `first` or later."""
    if last <= first:
        return THIS
    code, before = points[last], points[last - 1]
    if code == 0xB294 and before == 0xC624:  # 오는
        return AHEAD
    if code == 0xB09C and before == 0xC9C0:  # 지난
        return GONE
    if code != _MOON:
        return THIS
    if before == 0xB0B4:  # 내달
        return NEXT
    if before == 0xC804:  # 전달
        return LAST
    if last - 2 >= first and before == 0xB09C and points[last - 2] == 0xC9C0:  # 지난달
        return LAST
    at = last - 2 if _is_space(before) else last - 1
    if at - 1 >= first and points[at] == 0xC74C and points[at - 1] == 0xB2E4:  # 다음 달
        return NEXT
    return THIS


@njit(cache=True, nogil=True)
def _korean(points, at):
    """Return the sign of the date whose 일 stands at `at`, behind a digit."""
    day, begin = _number_before(points, at)
    month, side = NO_MONTH, THIS
    first = max(0, at - _REACH)
    if begin == 0 or not _is_digit(points[begin - 1]):
        last = begin - 1
        while last > first and _is_space(points[last]):
            last -= 1
        if last > 0 and points[last] == _MONTH and _is_digit(points[last - 1]):
            month, begin = _number_before(points, last)
            last = begin - 1
            while last > first and _is_space(points[last]):
                last -= 1
        if begin == 0 or not _is_digit(points[begin - 1]):
            side = _side(points, last, first)
    return KOREAN << 24 | side << 16 | month << 8 | day


@njit(cache=True, nogil=True)
def _dense(points, at):
    """Return the sign of the date whose 日 stands at `at`, behind a digit."""
    day, begin = _number_before(points, at)
    month = NO_MONTH
    if begin > 1 and points[begin - 1] == _MONTH_DENSE and _is_digit(points[begin - 2]):
        month, _ = _number_before(points, begin - 1)
    return DENSE << 24 | month << 8 | day


@njit(cache=True, nogil=True)
def day_signs(points):
    """Code points of a lead → its signs of days (uint32[]), in their order.

    A date is given with side, month and day, a relative day with its number among `RELATIVES`, and
    a name of a month or weekday with its position: what stands around it decides whether it counts.
    """
    one = np.uint64(1)
    first = np.uint64(0)  # how the relative words' characters end, in binary
    second = np.uint64(0)
    for n in range(_RELATIVES.shape[0]):
        first |= one << np.uint64(_RELATIVES[n, 0] & 63)
        second |= one << np.uint64(_RELATIVES[n, 1] & 63)
    out = np.empty(points.size + 1, np.uint32)
    count = 0
    name = np.uint64(0)  # of the Latin letters before
    begin = 0
    before = np.uint32(0)
    for k in range(points.size + 1):
        code = points[k] if k < points.size else np.uint32(0)
        if (code | np.uint32(32)) - np.uint32(97) < np.uint32(26):  # a Latin letter
            if name == 0:
                begin = k
            name = name * MULTIPLIER + np.uint64(code | np.uint32(32))
        elif name:
            if contains(_MONTHS, name):
                out[count] = MONTH << 24 | begin
                count += 1
            elif contains(_WEEKDAYS, name):
                out[count] = WEEKDAY << 24 | begin
                count += 1
            name = np.uint64(0)
        if ((code == _DAY) | (code == _DAY_DENSE)) and _is_digit(before):
            if code == _DAY_DENSE:
                out[count] = _dense(points, k)
                count += 1
            elif not _no_day(points, k + 1):
                out[count] = _korean(points, k)
                count += 1
        if first >> np.uint64(before & 63) & second >> np.uint64(code & 63) & one:
            for n in range(_RELATIVES.shape[0]):
                third = _RELATIVES[n, 2]
                if (
                    before == _RELATIVES[n, 0]
                    and code == _RELATIVES[n, 1]
                    and (third == _OPEN or (k + 1 < points.size and points[k + 1] == third))
                ):
                    out[count] = RELATIVE << 24 | n
                    count += 1
        before = code
    return out[:count]
