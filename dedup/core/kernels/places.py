"""Folded code points and the guards of rules → where which rule is worth trying.

What may be relied on: a place is given for every part of a text that holds a guard of the rule and
lies in its zone, and for no other. One pass over the text, however many the rules.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

# Zones are parts of a text where furniture stands, in the order in which their rules are tried.
START, BRACKET, LINE, END, ANYWHERE, HEAD, TAIL, LAST = range(8)

HEAD_SIZE = 600  # characters; deks stand before the dateline, the longest seen take 480
TAIL_SIZE = 700  # characters; the longest tip lines and copyright notes seen take 560
LAST_SIZE = 200  # characters; addresses, bylines, the names of a television crew
SHORT_LINE = 160  # characters; buttons, bylines, headlines; what is longer is a paragraph
START_SIZE = 16  # characters; labels before captions
END_SIZE = 100  # characters; credits after captions, with the photographer and an address
BRACKET_SIZE = 120  # characters; a credit naming three lenders takes 90
NESTED_SIZE = 20  # characters; a bracket may hold one more, as in (사진=우리회사(주) 제공)
BEHIND_NESTED = 60  # characters; what may follow it

_NEWLINE = 10
_TOLD, _STOP, _POLITE = 0xB2E4, 46, 0xB2C8  # 다 . 니
_OTHER, _ROUND, _ROUND_CLOSED = 1, 2, 3  # kinds of brackets
OPENING = 5  # classes from 1 on are those of "[(<【◀"
BITS = 32  # a place is the number of its rule, shifted by this, and its position


class Guards(NamedTuple):
    """The guards of some rules, by their first two characters."""

    classes: NDArray[np.uint8]  # [65536] class of a character; 0: one that does not matter
    pairs: NDArray[np.uint16]  # [class, class] which group of guards begins so; 0: none
    groups: NDArray[np.int32]  # [group] where its guards begin; one more than groups
    rows: NDArray[np.int32]  # [guard, 5] where its letters and members begin and end, its zones
    letters: NDArray[np.uint32]
    members: NDArray[np.int32]  # [member, 3] rule, zone, whether it is only needed
    needing: NDArray[np.bool_]  # [rule] whether one of what it needs must occur besides a guard


@njit(cache=True, nogil=True)
def _bracket(code):
    """Return what kind of bracket a character is; 0: none."""
    if code == 40:  # (
        return _ROUND
    if code == 41:  # )
        return _ROUND_CLOSED
    if code == 60 or code == 62 or code == 91 or code == 93:  # < > [ ]
        return _OTHER
    if code == 0x3010 or code == 0x3011 or code == 0x25C0 or code == 0x25B6:  # 【 】 ◀ ▶
        return _OTHER
    return 0


@njit(cache=True, nogil=True)
def _inside(points, at, end):
    """Return where what stands in a bracket ends that opens before `at`; its line ends at `end`."""
    k = at
    while k < end and k - at < BRACKET_SIZE and _bracket(points[k]) == 0:
        k += 1
    if k == at or k == end or _bracket(points[k]) != _ROUND:
        return k
    nested = k + 1
    while nested < end and nested - k <= NESTED_SIZE and _bracket(points[nested]) < _ROUND:
        nested += 1
    if nested == end or nested == k + 1 or _bracket(points[nested]) != _ROUND_CLOSED:
        return k
    k = nested + 1
    while k < end and k - nested <= BEHIND_NESTED and _bracket(points[k]) == 0:
        k += 1
    return k


@njit(cache=True, nogil=True)
def _ends_as_told(points, size):
    """Tell whether a text ends in a sentence of newspaper Korean: then nothing stands behind it.

    Of the feed's articles 55 in 100 do. Furniture is addresses, names and headlines, or is in
    the polite form, as broadcasters' whole texts are.
    """
    k = size - 1
    if k >= 2 and (points[k] == 34 or points[k] == 39) and points[k - 1] == _STOP:  # " '
        return points[k - 2] == _TOLD
    if k < 1 or points[k] != _STOP or points[k - 1] != _TOLD:
        return False
    return k < 2 or points[k - 2] != _POLITE


@njit(cache=True, nogil=True)
def _zones(at, behind, begin, end, tail, last):
    """Return the zones other than BRACKET in which a guard of a line lies, in bits."""
    return (
        (behind - begin <= START_SIZE) << START
        | (end - begin <= SHORT_LINE) << LINE
        | (at >= end - END_SIZE) << END
        | 1 << ANYWHERE
        | (behind <= HEAD_SIZE) << HEAD
        | (at >= tail) << TAIL
        | (at >= last) << LAST
    )


@njit(cache=True, nogil=True)
def _search(points, begin, end, bracket, tail, last, guards, seen, met, out, opened):
    """Write the places of one line, or, where `bracket` is not -1, of one that opens there.

    Return how many they are, and how many brackets open there.
    """
    classes, pairs, groups, rows, letters, members = guards
    count = 0
    brackets = 0
    follower = classes[points[begin]] if points[begin] < classes.size else 0
    for at in range(begin, end):
        kind = follower
        follower = classes[points[at + 1]] if points[at + 1] < classes.size else 0
        if 0 < kind <= OPENING:
            opened[brackets] = at
            brackets += 1
        group = pairs[kind, follower]
        for guard in range(groups[group], groups[group + 1]):
            letter, stop = rows[guard, 0] + 1, rows[guard, 1]
            behind = at + 1
            while letter < stop and behind <= end and points[behind] == letters[letter]:
                letter += 1
                behind += 1
            if letter < stop:
                continue
            zones = 1 << BRACKET
            if bracket < 0:
                zones = _zones(at, behind, begin, end, tail, last)
            elif behind > end:
                continue
            if zones & rows[guard, 4] == 0:
                continue
            for member in range(rows[guard, 2], rows[guard, 3]):
                rule, zone = members[member, 0], members[member, 1]
                if zones >> zone & 1 == 0:
                    continue
                if members[member, 2]:
                    met[rule] = True
                    continue
                place = 0
                if zone == BRACKET:
                    place = bracket
                elif zone == START:
                    place = begin
                elif zone == END:
                    place = max(begin, end - END_SIZE)
                elif zone == TAIL or zone == LAST:
                    place = at if seen[rule] < 0 else seen[rule]
                if seen[rule] < place:
                    seen[rule] = place
                    out[count] = (rule << BITS) | place
                    count += 1
    return count, brackets


@njit(cache=True, nogil=True)
def _with_room(found, count, room):
    """Return the array, or a wider one with the same beginning that has room for more."""
    if found.size >= count + room:
        return found
    wider = np.empty(2 * (count + room), np.int64)
    wider[:count] = found[:count]
    return wider


@njit(cache=True, nogil=True)
def places(points, classes, pairs, groups, rows, letters, members, needing):
    """Code points with a line break behind them → places (int64[]), unordered.

    The position is where a pattern of zones START and BRACKET begins, where the part of END begins,
    the first guard of TAIL and LAST, and 0 in the other zones.
    """
    guards = (classes, pairs, groups, rows, letters, members)
    rules = needing.size
    size = points.size - 1
    tail = size if _ends_as_told(points, size) else max(0, size - TAIL_SIZE)
    last = size if tail == size else max(0, size - LAST_SIZE)
    met = np.zeros(rules, np.bool_)  # by what a rule needs
    seen = np.full(rules, -1, np.int64)  # the last place of a rule
    opened = np.empty(size, np.int32)
    nested = np.empty(BRACKET_SIZE + NESTED_SIZE + BEHIND_NESTED + 2, np.int32)
    found = np.empty(4 * rules, np.int64)
    count = 0
    begin = 0
    while begin <= size:
        end = begin
        while points[end] != _NEWLINE:
            end += 1
        found = _with_room(found, count, rules)  # a rule has one place in a line or a bracket
        new, brackets = _search(
            points, begin, end, -1, tail, last, guards, seen, met, found[count:], opened
        )
        count += new
        for k in range(brackets):
            at = opened[k]
            found = _with_room(found, count, rules)
            closed = _inside(points, at + 1, end)
            count += _search(
                points, at + 1, closed, at, 0, 0, guards, seen, met, found[count:], nested
            )[0]
        begin = end + 1
    kept = 0
    for k in range(count):
        rule = found[k] >> BITS
        if met[rule] or not needing[rule]:
            found[kept] = found[k]
            kept += 1
    return found[:kept].copy()
