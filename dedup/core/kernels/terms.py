"""Event vectors and times of articles → how alike two happenings are, pair by pair and in groups.

What is computed of a pair does not depend on which of the two comes first, and sums of products of
16-bit weights are whole numbers: no order of summation shows in the result.
"""

import numpy as np
from numba import njit

from dedup.core.kernels.vector import MAIN_WEIGHT, ONE, SHARES, TERMS, TITLE_SHARE, WEIGHT

# Steps that stand for the gap to an article without a time of its own: one hour. Chosen so that the
# undated page among the five saved ones meets its event in a warm feed; the dated feed has none.
NEUTRAL_GAP = 4
PLACES = 4096  # of a table of terms: 160 of them fill 4 %, so that one look rules most others out

SIGNALS = 5
(
    S_COSINE,  # cosine
    S_TIME,  # ln(.2 + .8 · 2^(-gap / half-life))
    S_DAYS,  # both name days, and none in common: share of the pairs
    S_MAIN,  # cosine of the main parts
    S_TITLE,  # coverage of the title's idf, larger direction
) = range(SIGNALS)
FLOOR = 0.005  # of the cosine under the logarithm
NEVER = -50.0  # log-odds of what cannot be one


@njit(cache=True)
def score_groups(
    slot, groups, signals, odds, firsts,
    base, count, alive, starts, lengths, moments, undated, days, month_days,
    terms, pool, time_log, step, decide, bias,
):  # fmt: skip
    """Compare an article with groups of articles: signals float64[groups, SIGNALS] and log-odds.

    `groups` says of each group how many articles it has, then their numbers, slot + `base`. Those
    count that are held (`count` slots are), alive and have a vector; `firsts[g]` becomes the number
    of the first that counts, or -1. A group's signals are the means over the better half of its
    pairs by the weights `decide`; the rest as in `_signals`.
    """
    vectors = (starts, lengths, terms, pool)
    times = (moments, undated, days, month_days, time_log, step)
    place = np.zeros(PLACES, np.int16)
    possible = np.empty(TERMS, np.int64)
    pairs = np.empty((groups.size, SIGNALS))
    _lay_out(slot, vectors, place)
    g = 0
    at = 0
    while at < groups.size:
        others, at = _next_group(groups, at, base, count, alive, lengths)
        for k in range(others.size):
            _signals(place, possible, slot, others[k], vectors, times, pairs[k])
        firsts[g] = -1
        odds[g] = NEVER
        if others.size:
            firsts[g] = others[0] + base
            _better_half(pairs[: others.size], decide, signals[g])
            odds[g] = log_odds(signals[g], decide, bias)
        g += 1


@njit(cache=True)
def score_pairs_of_groups(
    span, groups, odds,
    base, count, alive, starts, lengths, moments, undated, days, month_days,
    terms, pool, time_log, step, decide, bias,
):  # fmt: skip
    """Compare groups 0 and 1, 2 and 3, … by the better half of all their pairs: log-odds.

    Two groups of which all articles have a time, and no two are within `span`, are never one. The
    rest as in `score_groups`.
    """
    vectors = (starts, lengths, terms, pool)
    times = (moments, undated, days, month_days, time_log, step)
    place = np.zeros(PLACES, np.int16)
    possible = np.empty(TERMS, np.int64)
    signals = np.empty(SIGNALS)
    at = 0
    for p in range(odds.size):
        first, at = _next_group(groups, at, base, count, alive, lengths)
        second, at = _next_group(groups, at, base, count, alive, lengths)
        odds[p] = NEVER
        if first.size and second.size and _near(first, second, moments, undated, span):
            pairs = np.empty((first.size * second.size, SIGNALS))
            n = 0
            for slot in first:
                place[:] = 0
                _lay_out(slot, vectors, place)
                for other in second:
                    _signals(place, possible, slot, other, vectors, times, pairs[n])
                    n += 1
            _better_half(pairs, decide, signals)
            odds[p] = log_odds(signals, decide, bias)


@njit(cache=True)
def absent(groups, least, base, count, alive, starts, lengths):
    """Return the slots of all groups that count but have a vector that starts before `least`."""
    out = np.empty(groups.size, np.int64)
    n = 0
    at = 0
    while at < groups.size:
        others, at = _next_group(groups, at, base, count, alive, lengths)
        for slot in others:
            out[n] = slot
            n += starts[slot] < least
    return out[:n]


@njit(cache=True)
def score_pair(
    slot, other, out,
    starts, lengths, moments, undated, days, month_days, terms, pool, time_log, step,
):  # fmt: skip
    """Write the signals of two articles into out float64[SIGNALS], whatever vectors they have."""
    vectors = (starts, lengths, terms, pool)
    place = np.zeros(PLACES, np.int16)
    _lay_out(slot, vectors, place)
    _signals(
        place, np.empty(TERMS, np.int64), slot, other, vectors,
        (moments, undated, days, month_days, time_log, step), out,
    )  # fmt: skip


@njit(cache=True)
def _next_group(groups, at, base, count, alive, lengths):
    """Return the slots of the group at `at` that are held, alive and have a vector, and its end."""
    end = at + 1 + groups[at]
    out = np.empty(end - at - 1, np.int64)
    n = 0
    for k in range(at + 1, end):
        slot = groups[k] - base
        if 0 <= slot < count and alive[slot] and lengths[slot] > 0:
            out[n] = slot
            n += 1
    return out[:n], end


@njit(cache=True)
def _near(first, second, moments, undated, span):
    """Say whether any two are within the span, or any without a time of its own."""
    for slot in first:
        for other in second:
            if undated[slot] or undated[other] or abs(moments[slot] - moments[other]) <= span:
                return True
    return False


@njit(cache=True, inline="always")
def _lay_out(slot, vectors, place):
    """Write into `place`, all 0, where each term of an article stands in its vector, from 1."""
    starts, lengths, terms, _ = vectors
    mask = np.uint32(PLACES - 1)
    start = starts[slot] & (terms.size - 1)
    for k in range(lengths[slot]):
        at = terms[start + k] & mask
        while place[at] != 0:
            at = (at + np.uint32(1)) & mask
        place[at] = k + 1


@njit(cache=True, inline="always")
def _disjoint(a, b):
    return a != 0 and b != 0 and (a & b) == 0


@njit(cache=True)
def _signals(place, possible, slot, other, vectors, times, out):
    """Write the signals of (the article laid out, one other) into out float64[SIGNALS].

    `vectors` (starts, lengths, terms, weights) says by slot where the vectors stand in the rings
    (see `Hand`), `times` is (moments, undated, days, days of a month) by slot, and the time kernel
    at a gap of k times so many microseconds. `possible` is room for TERMS numbers.
    """
    starts, lengths, terms, pool = vectors
    moments, undated, days, month_days, time_log, step = times
    mask = np.uint32(PLACES - 1)
    mine = (starts[slot] & (terms.size - 1)) - 1
    start = starts[other] & (terms.size - 1)
    n = 0
    for k in range(start, start + lengths[other]):
        possible[n] = k
        n += place[terms[k] & mask] != 0  # nothing branches on what cannot be foreseen
    cosine = np.int64(0)
    main = np.int64(0)
    title_x = np.int64(0)
    title_y = np.int64(0)
    for r in range(n):
        k = possible[r]
        at = terms[k] & mask
        while place[at] != 0 and terms[mine + place[at]] != terms[k]:
            at = (at + np.uint32(1)) & mask
        if place[at] == 0:
            continue
        x = SHARES * (mine + place[at])
        y = SHARES * k
        cosine += np.int64(pool[x + WEIGHT]) * np.int64(pool[y + WEIGHT])
        main += np.int64(pool[x + MAIN_WEIGHT]) * np.int64(pool[y + MAIN_WEIGHT])
        title_x += np.int64(pool[x + TITLE_SHARE])
        title_y += np.int64(pool[y + TITLE_SHARE])
    gap = abs(moments[slot] - moments[other]) // step
    if undated[slot] or undated[other]:
        gap = NEUTRAL_GAP
        apart = _disjoint(month_days[slot], month_days[other])  # of which month is a guess
    else:
        apart = _disjoint(days[slot], days[other])
    scale = 1.0 / ONE
    out[S_COSINE] = cosine * scale * scale
    out[S_TIME] = time_log[min(gap, time_log.size - 1)]
    out[S_DAYS] = 1.0 if apart else 0.0
    out[S_MAIN] = main * scale * scale
    out[S_TITLE] = max(title_x, title_y) * scale


@njit(cache=True)
def _better_half(pairs, decide, out):
    """Write the mean of the better half of the pairs into out; ties go to the earlier pair."""
    count = pairs.shape[0]
    half = (count + 1) // 2
    out[:] = pairs[0]
    if count == 1:
        return
    order = np.empty(count, np.int64)
    odds = np.empty(count)
    for k in range(count):
        value = log_odds(pairs[k], decide, 0.0)
        r = k
        while r > 0 and odds[r - 1] < value:
            odds[r] = odds[r - 1]
            order[r] = order[r - 1]
            r -= 1
        odds[r] = value
        order[r] = k
    for s in range(SIGNALS):
        total = 0.0
        for r in range(half):
            total += pairs[order[r], s]
        out[s] = total / half


@njit(cache=True)
def log_odds(signals, weights, bias):
    """Log-odds of one row of signals, the cosine by its logarithm."""
    total = bias
    for j in range(SIGNALS):
        value = signals[j]
        if j == S_COSINE:
            value = np.log(max(value, FLOOR))
        total += value * weights[j]
    return total
