"""Stems with zones → event vectors; vectors and times → how alike two happenings are.

A vector holds at most 160 terms by falling weight [1 + ln tf + 1.5 in title + .7 in lead] · idf,
background sentences counting a third. Beside its unit weight each term keeps its share of the
lead's and of the title's idf and its unit weight in the main part, all as 16-bit fractions.
"""

import numpy as np
from numba import njit

from dedup.core.kernels.pair import slot_of
from dedup.core.kernels.text import BACKGROUND, FIRST, LEAD

TERMS = 160  # B³ on entertainment news .889 against .8845 with 80
TITLE_BOOST = 1.5  # without title and lead boosts event F1 falls by half a point
LEAD_BOOST = 0.7
BACKGROUND_WEIGHT = 0.3
ONE = 65535.0
# Steps that stand for the gap to an article without a time of its own: one hour. Chosen so that the
# undated page among the five saved ones meets its event in a warm feed; the dated feed has none.
NEUTRAL_GAP = 4
WEIGHT, LEAD_SHARE, TITLE_SHARE, MAIN_WEIGHT = 0, 1, 2, 3

SIGNALS = 5
(
    S_COSINE,  # cosine
    S_TIME,  # ln(.2 + .8 · 2^(-gap / half-life))
    S_DAYS,  # both name days, and none in common: share of the pairs
    S_MAIN,  # cosine of the main parts
    S_TITLE,  # coverage of the title's idf, larger direction
) = range(SIGNALS)
FLOOR = 0.005  # of the cosine under the logarithm


@njit(cache=True, nogil=True)
def count_stems(stems, flags, df, log_df):
    """Add 1 to the df of each distinct stem."""
    for k in range(stems.size):
        if flags[k] & FIRST:
            slot = slot_of(stems[k])
            df[slot] += np.float32(1.0)
            log_df[slot] = np.log(df[slot] + np.float32(0.5))


@njit(cache=True, nogil=True)
def build_vector(titles, stems, offsets, zones, log_df, total):
    """One article → (terms uint32[k], weights uint16[k, 4]), by falling weight."""
    room = titles.size + stems.size
    capacity = 64
    while capacity < 2 * room:
        capacity *= 2
    mask = np.uint32(capacity - 1)
    place = np.full(capacity, -1, np.int32)
    terms = np.empty(room, np.uint32)
    counts = np.zeros((room, 4), np.float32)  # title, lead, main, background
    n = 0
    for k in range(titles.size):
        n = _tally(titles[k], 0, mask, place, terms, counts, n)
    for s in range(offsets.size - 1):
        zone = 1 if zones[s] == LEAD else (3 if zones[s] == BACKGROUND else 2)
        for k in range(offsets[s], offsets[s + 1]):
            n = _tally(stems[k], zone, mask, place, terms, counts, n)
    log_total = np.log(total + 1.0)
    weight = np.zeros(n, np.float32)
    idf = np.zeros(n, np.float32)
    lead_sum = 1e-9
    title_sum = 1e-9
    main_square = 1e-9
    for j in range(n):
        idf[j] = max(log_total - log_df[slot_of(terms[j])], 0.0)
        front = counts[j, 0] + counts[j, 1] + counts[j, 2]
        if front > 0:
            w = 1.0 + np.log(front + BACKGROUND_WEIGHT * counts[j, 3])
        else:
            w = BACKGROUND_WEIGHT * (1.0 + np.log(counts[j, 3]))
        if counts[j, 0] > 0:
            w += TITLE_BOOST
            title_sum += idf[j]
        if counts[j, 1] > 0:
            w += LEAD_BOOST
        if counts[j, 0] + counts[j, 1] > 0:
            lead_sum += idf[j]
        if counts[j, 2] > 0:
            main_square += ((1.0 + np.log(counts[j, 2])) * idf[j]) ** 2
        weight[j] = w * idf[j]
    order = np.argsort(-weight, kind="mergesort")  # stable: ties stay in text order
    k = 0
    square = 1e-9
    while k < min(n, TERMS) and weight[order[k]] > 0:
        square += weight[order[k]] ** 2
        k += 1
    norm = np.sqrt(square)
    main_norm = np.sqrt(main_square)
    out_terms = np.empty(k, np.uint32)
    out = np.zeros((k, 4), np.uint16)
    for r in range(k):
        j = order[r]
        out_terms[r] = terms[j]
        out[r, WEIGHT] = int(min(1.0, weight[j] / norm) * ONE + 0.5)
        if counts[j, 0] + counts[j, 1] > 0:
            out[r, LEAD_SHARE] = int(min(1.0, idf[j] / lead_sum) * ONE + 0.5)
        if counts[j, 0] > 0:
            out[r, TITLE_SHARE] = int(min(1.0, idf[j] / title_sum) * ONE + 0.5)
        elif titles.size == 0:
            out[r, TITLE_SHARE] = out[r, LEAD_SHARE]  # no title: the lead stands for it
        if counts[j, 2] > 0:
            w = (1.0 + np.log(counts[j, 2])) * idf[j] / main_norm
            out[r, MAIN_WEIGHT] = int(min(1.0, w) * ONE + 0.5)
    return out_terms, out


@njit(cache=True, nogil=True)
def _tally(term, zone, mask, place, terms, counts, n):
    at = term & mask
    while place[at] >= 0 and terms[place[at]] != term:
        at = (at + np.uint32(1)) & mask
    if place[at] < 0:
        place[at] = n
        terms[n] = term
        n += 1
    counts[place[at], zone] += 1
    return n


@njit(cache=True, nogil=True)
def spread_out(terms):
    """Terms → lookup table (keys uint32[], index int16[]) for many comparisons."""
    capacity = 64
    while capacity < 2 * terms.size:
        capacity *= 2
    mask = np.uint32(capacity - 1)
    keys = np.zeros(capacity, np.uint32)
    index = np.zeros(capacity, np.int16)
    for k in range(terms.size):
        at = terms[k] & mask
        while keys[at] != 0:
            at = (at + np.uint32(1)) & mask
        keys[at] = terms[k]
        index[at] = k
    return keys, index


@njit(cache=True, nogil=True, inline="always")
def _disjoint(a, b):
    return a != 0 and b != 0 and (a & b) == 0


@njit(cache=True, nogil=True)
def _signals(keys, index, weights, slot, other, vectors, times, terms, pool, time_log, step, out):
    """Write the signals of (query, one other article) into out float64[SIGNALS].

    `slot` is the query's, `other` a slot; `vectors` (starts, lengths) says where their vectors
    stand in `terms` and `pool`, `times` is (moments, undated, days, days of a month) by slot;
    `time_log[k]` is the time kernel at a gap of k · `step` microseconds.
    """
    starts, counts = vectors
    moments, undated, days, month_days = times
    mask = np.uint32(keys.size - 1)
    scale = 1.0 / ONE
    start = starts[other]
    cosine = 0.0
    main = 0.0
    title_x = 0.0
    title_y = 0.0
    for k in range(start, start + counts[other]):
        term = terms[k]
        at = term & mask
        while keys[at] != 0 and keys[at] != term:
            at = (at + np.uint32(1)) & mask
        if keys[at] != term:
            continue
        j = index[at]
        cosine += float(weights[j, 0]) * pool[4 * k]
        main += float(weights[j, 3]) * pool[4 * k + 3]
        title_x += weights[j, 2]
        title_y += pool[4 * k + 2]
    gap = abs(moments[slot] - moments[other]) // step
    if undated[slot] or undated[other]:
        gap = NEUTRAL_GAP
        apart = _disjoint(month_days[slot], month_days[other])  # of which month is a guess
    else:
        apart = _disjoint(days[slot], days[other])
    out[S_COSINE] = cosine * scale * scale
    out[S_TIME] = time_log[min(gap, time_log.size - 1)]
    out[S_DAYS] = 1.0 if apart else 0.0
    out[S_MAIN] = main * scale * scale
    out[S_TITLE] = max(title_x, title_y) * scale


@njit(cache=True, nogil=True)
def score_groups(slot, slots, bounds, vectors, times, terms, pool, time_log, step, decide):
    """Signals of an article against groups of articles: float64[groups, SIGNALS].

    `slots[bounds[g]:bounds[g + 1]]` are the slots of group g. A group's signals are the means over
    the better half of its pairs by the weights `decide` float64[SIGNALS]; the rest as in
    `_signals`.
    """
    start = vectors[0][slot]
    count = vectors[1][slot]
    keys, index = spread_out(terms[start : start + count])
    weights = pool[4 * start : 4 * (start + count)].reshape(count, 4)
    pairs = np.zeros((slots.size, SIGNALS))
    for k in range(slots.size):
        _signals(
            keys, index, weights, slot, slots[k], vectors, times, terms, pool, time_log, step,
            pairs[k],
        )  # fmt: skip
    out = np.zeros((bounds.size - 1, SIGNALS))
    for g in range(bounds.size - 1):
        _better_half(pairs[bounds[g] : bounds[g + 1]], decide, out[g])
    return out


@njit(cache=True, nogil=True)
def score_pair_of_groups(first, second, vectors, times, terms, pool, time_log, step, decide):
    """Mean signals over the better half of all pairs of two groups of articles."""
    pairs = np.zeros((first.size * second.size, SIGNALS))
    for a in range(first.size):
        slot = first[a]
        start = vectors[0][slot]
        count = vectors[1][slot]
        keys, index = spread_out(terms[start : start + count])
        weights = pool[4 * start : 4 * (start + count)].reshape(count, 4)
        for b in range(second.size):
            _signals(
                keys, index, weights, slot, second[b], vectors, times, terms, pool, time_log,
                step, pairs[a * second.size + b],
            )  # fmt: skip
    out = np.zeros(SIGNALS)
    _better_half(pairs, decide, out)
    return out


@njit(cache=True, nogil=True)
def _better_half(pairs, decide, out):
    """Write the mean of the better half of the pairs into out; ties go to the earlier pair."""
    count = pairs.shape[0]
    half = (count + 1) // 2
    order = np.argsort(-log_odds(pairs, decide, 0.0), kind="mergesort")
    for r in range(half):
        for s in range(SIGNALS):
            out[s] += pairs[order[r], s]
    for s in range(SIGNALS):
        out[s] /= max(1, half)


@njit(cache=True, nogil=True)
def log_odds(signals, weights, bias):
    """Log-odds of rows of signals, the cosine by its logarithm: float64[rows]."""
    out = np.empty(signals.shape[0])
    for k in range(out.size):
        total = bias
        for j in range(SIGNALS):
            value = signals[k, j]
            if j == S_COSINE:
                value = np.log(max(value, FLOOR))
            total += value * weights[j]
        out[k] = total
    return out
