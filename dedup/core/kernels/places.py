"""Folded code points and the guards of rules → where which rule is worth trying.

What may be relied on: a place is given for every part of a text that holds a guard of the rule and
lies in its zone, and for no other. One pass over all texts, however many the rules.
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
_OTHER, _ROUND, _ROUND_CLOSED, _BREAK = 1, 2, 3, 4  # kinds of brackets
OPENING = 5  # classes from 1 on are those of "[(<【◀"
# A place is the number of its text, that of its rule and its position, each in so many bits.
BITS, RULE_BITS = 32, 8


class Guards(NamedTuple):
    """The guards of some rules, by their first two characters."""

    classes: NDArray[np.uint8]  # [65536] class of a character; 0: one that does not matter
    begun: NDArray[np.bool_]  # [class, class] whether a guard begins so, or a bracket opens
    pairs: NDArray[np.uint16]  # [class, class] which group of guards begins so; 0: none
    groups: NDArray[np.int32]  # [group] where its guards begin; one more than groups
    rows: NDArray[np.int32]  # [guard, 5] where its letters and members begin and end, its zones
    letters: NDArray[np.uint32]
    members: NDArray[np.int32]  # [member, 3] rule, zone, whether it is only needed
    needing: NDArray[np.bool_]  # [rule] whether one of what it needs must occur besides a guard


@njit(cache=True, nogil=True)
def _bracket(code):
    """Return what kind of bracket a character is; 0: none. A line break ends all that are open."""
    if code == 40:  # (
        return _ROUND
    if code == 41:  # )
        return _ROUND_CLOSED
    if code == 60 or code == 62 or code == 91 or code == 93:  # < > [ ]
        return _OTHER
    if code == 0x3010 or code == 0x3011 or code == 0x25C0 or code == 0x25B6:  # 【 】 ◀ ▶
        return _OTHER
    return _BREAK if code == _NEWLINE else 0


@njit(cache=True, nogil=True)
def _inside(points, at):
    """Return where what stands in a bracket ends that opens before `at`."""
    k = at
    while k - at < BRACKET_SIZE and _bracket(points[k]) == 0:
        k += 1
    if k == at or _bracket(points[k]) != _ROUND:
        return k
    nested = k + 1
    while nested - k <= NESTED_SIZE and _bracket(points[nested]) < _ROUND:
        nested += 1
    if nested == k + 1 or _bracket(points[nested]) != _ROUND_CLOSED:
        return k
    k = nested + 1
    while k - nested <= BEHIND_NESTED and _bracket(points[k]) == 0:
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
def _behind(points, at, limit, letters):
    """Return where a guard that may begin at `at` ends, or 0 where it is another text."""
    if at + letters.size > limit:
        return 0
    for k in range(1, letters.size):
        if points[at + k] != letters[k]:
            return 0
    return at + letters.size


@njit(cache=True, nogil=True)
def _beginnings(points, classes, begun):
    """Return where two characters stand as a guard or a bracket begins, the last character aside.

    No branch: what few of a text's characters begin, no processor foresees.
    """
    out = np.empty(points.size, np.int32)
    count = np.uintp(0)
    last = np.uint32(classes.size - 1)  # no character, as is what lies beyond the basic plane here
    kind = classes[min(points[0], last)]
    for at in range(points.size - 1):
        follower = classes[min(points[at + 1], last)]
        out[count] = at  # overwritten by the next where nothing begins
        count += np.uintp(begun[kind, follower])
        kind = follower
    return out[:count]


@njit(cache=True, nogil=True)
def _in_lines(points, guards, begun, seen, met, out, opened):
    """Write the places in zones other than BRACKET, and where brackets open; return how many."""
    classes, pairs, groups, rows, letters, members = guards
    size = points.size - 1
    tail = size if _ends_as_told(points, size) else max(0, size - TAIL_SIZE)
    last = size if tail == size else max(0, size - LAST_SIZE)
    count = 0
    brackets = 0
    begin = 0
    end = -1
    for at in begun:
        kind = _class(points[at], classes)
        group = pairs[kind, _class(points[at + 1], classes)]
        if 0 < kind <= OPENING:
            opened[brackets] = at
            brackets += 1
        if group == 0:
            continue
        while end < at:  # only lines in which a guard may begin are looked at
            begin = end + 1
            end = begin
            while points[end] != _NEWLINE:
                end += 1
        for guard in range(groups[group], groups[group + 1]):
            # a guard may end in the line break behind its line
            behind = _behind(points, at, end + 1, letters[rows[guard, 0] : rows[guard, 1]])
            if behind == 0:
                continue
            zones = _zones(at, behind, begin, end, tail, last)
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
                if zone == START:
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


@njit(cache=True, nogil=True, inline="always")
def _class(code, classes):
    return classes[code] if code < classes.size else np.uint8(0)


@njit(cache=True, nogil=True)
def _in_brackets(points, guards, seen, out, opened):
    """Write the places in zone BRACKET; return how many."""
    classes, pairs, groups, rows, letters, members = guards
    count = 0
    for opening in opened:
        closed = _inside(points, opening + 1)
        for at in range(opening + 1, closed):
            group = pairs[_class(points[at], classes), _class(points[at + 1], classes)]
            for guard in range(groups[group], groups[group + 1]):
                if rows[guard, 4] >> BRACKET & 1 == 0:
                    continue
                if _behind(points, at, closed, letters[rows[guard, 0] : rows[guard, 1]]) == 0:
                    continue
                for member in range(rows[guard, 2], rows[guard, 3]):
                    rule, zone = members[member, 0], members[member, 1]
                    if zone == BRACKET and seen[rule] < opening:
                        seen[rule] = opening
                        out[count] = (rule << BITS) | opening
                        count += 1
    return count


@njit(cache=True, nogil=True)
def _of_one(points, guards, begun, needing):
    """Return the places in a text with a line break behind it, unordered and without its number."""
    rules = needing.size
    lines = 0
    for code in points:
        lines += code == _NEWLINE
    begins = _beginnings(points, guards[0], begun)
    met = np.zeros(rules, np.bool_)  # by what a rule needs
    seen = np.full(rules, -1, np.int64)  # the last place of a rule
    opened = np.empty(begins.size, np.int64)
    in_lines = np.empty(rules * lines, np.int64)  # a rule has one place in a line
    count, brackets = _in_lines(points, guards, begins, seen, met, in_lines, opened)
    in_brackets = np.empty(rules * brackets, np.int64)
    more = _in_brackets(points, guards, seen, in_brackets, opened[:brackets])
    found = np.empty(count + more, np.int64)
    kept = 0
    for k in range(count + more):
        found[kept] = in_lines[k] if k < count else in_brackets[k - count]
        rule = found[kept] >> BITS
        kept += met[rule] or not needing[rule]
    return found[:kept]


@njit(cache=True, nogil=True)
def places(points, sizes, classes, begun, pairs, groups, rows, letters, members, needing):
    """Code points of texts, a line break behind each, and their sizes → places (int64[]), in order.

    The position is where a pattern of zones START and BRACKET begins, where the part of END begins,
    the first guard of TAIL and LAST, and 0 in the other zones.
    """
    guards = (classes, pairs, groups, rows, letters, members)
    out = np.empty(16 * sizes.size, np.int64)
    count = 0
    end = 0
    for nth in range(sizes.size):
        begin, end = end, end + sizes[nth]
        found = _of_one(points[begin:end], guards, begun, needing)
        if count + found.size > out.size:
            larger = np.empty(2 * (count + found.size), np.int64)
            larger[:count] = out[:count]
            out = larger
        for place in found:
            out[count] = (nth << (BITS + RULE_BITS)) | place
            count += 1
    return np.sort(out[:count])
