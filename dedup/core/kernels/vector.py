"""Stems with zones → event vectors; document frequencies → counted.

A vector holds at most 160 terms by falling weight [1 + ln tf + 1.5 in title + .7 in lead] · idf,
background sentences counting a third. Beside its unit weight each term keeps its share of the
title's idf and its unit weight in the main part, all as 16-bit fractions.
"""

import numpy as np
from numba import njit

from dedup.core.kernels.laid import slot_of, stem_of
from dedup.core.kernels.text import BACKGROUND, FIRST, LEAD

TERMS = 160  # B³ on entertainment news .889 against .8845 with 80
TITLE_BOOST = 1.5  # without title and lead boosts event F1 falls by half a point
LEAD_BOOST = 0.7
BACKGROUND_WEIGHT = 0.3
ONE = 65535.0
WEIGHT, TITLE_SHARE, MAIN_WEIGHT = 0, 1, 2
SHARES = 3  # numbers of a term


@njit(cache=True)
def count_stems(stems, flags, df, log_df, fresh):
    """Add 1 to the df of each distinct stem; write new ones' slots in `fresh`, return how many."""
    n = 0
    for k in range(stems.size):
        if flags[k] & FIRST:
            slot = slot_of(stems[k])
            if df[slot] == 0:
                fresh[n] = slot
                n += 1
            df[slot] += np.float32(1.0)
            log_df[slot] = np.log(df[slot] + np.float32(0.5))
    return n


@njit(cache=True)
def build_vector(
    titles, title, title_count, stems, stem, offsets, zones, sentence, sentence_count,
    log_df, total, out_terms, out,
):  # fmt: skip
    """Write one article's vector into `out_terms` uint32[TERMS] and `out` uint16[3 · TERMS].

    Returns how many terms it has. The title's stems are `titles[title : title + title_count]`; the
    text's stand in `stems` from `stem`, those of sentence s from `offsets[sentence + s]` on.
    """
    stem_count = offsets[sentence + sentence_count] if sentence_count else 0
    room = title_count + stem_count
    capacity = 64
    while capacity < 4 * room:
        capacity *= 2
    place = np.zeros(capacity, np.int32)  # terms are numbered from 1
    terms = np.empty(room + 1, np.uint32)
    counts = np.zeros((room + 1, 4), np.float32)  # title, lead, main, background
    n = 0
    for k in range(title, title + title_count):
        n = _tally(titles[k], 0, place, terms, counts, n)
    for s in range(sentence, sentence + sentence_count):
        zone = 1 if zones[s] == LEAD else (3 if zones[s] == BACKGROUND else 2)
        for k in range(stem + offsets[s], stem + offsets[s + 1]):
            n = _tally(stem_of(stems[k]), zone, place, terms, counts, n)
    terms = terms[1 : n + 1]
    counts = counts[1 : n + 1]
    log_total = np.log(total + 1.0)
    weight = np.empty(n, np.float32)
    idf = np.empty(n, np.float32)
    lead_sum = 1e-9
    title_sum = 1e-9
    main_square = 1e-9
    for j in range(n):
        idf[j] = max(log_total - log_df[slot_of(terms[j])], 0.0)
    for j in range(n):
        front = counts[j, 0] + counts[j, 1] + counts[j, 2]
        if front == 1 and counts[j, 3] == 0:
            w = 1.0  # most terms; the logarithm of 1 is 0
        elif front > 0:
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
            main_square += (_damped(counts[j, 2]) * idf[j]) ** 2
        weight[j] = w * idf[j]
    order = by_falling(weight)
    k = 0
    square = 1e-9
    while k < min(n, TERMS) and weight[order[k]] > 0:
        square += weight[order[k]] ** 2
        k += 1
    norm = np.sqrt(square)
    main_norm = np.sqrt(main_square)
    for r in range(k):
        j = order[r]
        out_terms[r] = terms[j]
        own_title = 0
        main = 0
        if counts[j, 0] > 0:
            own_title = int(min(1.0, idf[j] / title_sum) * ONE + 0.5)
        elif title_count == 0 and counts[j, 1] > 0:  # no title: the lead stands for it
            own_title = int(min(1.0, idf[j] / lead_sum) * ONE + 0.5)
        if counts[j, 2] > 0:
            main = int(min(1.0, _damped(counts[j, 2]) * idf[j] / main_norm) * ONE + 0.5)
        out[SHARES * r + WEIGHT] = int(min(1.0, weight[j] / norm) * ONE + 0.5)
        out[SHARES * r + TITLE_SHARE] = own_title
        out[SHARES * r + MAIN_WEIGHT] = main
    return k


@njit(cache=True, inline="always")
def _damped(count):
    return 1.0 + np.log(count) if count != 1 else 1.0


@njit(cache=True, inline="always")
def _tally(term, zone, place, terms, counts, n):
    """Count a stem in a zone; return the number of the newest term.

    Whether a stem is new cannot be foreseen, so nothing branches on it: a wrong guess of the
    processor costs as much as all the rest.
    """
    mask = np.uint32(place.size - 1)
    at = term & mask
    here = place[at]
    while (here != 0) & (terms[here] != term):
        at = (at + np.uint32(1)) & mask
        here = place[at]
    new = here == 0
    n += new
    here = n if new else here
    terms[here] = term
    place[at] = here
    counts[here, zone] += 1
    return n


@njit(cache=True)
def by_falling(values):
    """Order of numbers from 0 that float32 holds, the largest first; ties stay in their order.

    A radix sort by bytes: of two hundred numbers four times as fast as sorting by comparison.
    """
    n = values.size
    bits = values.view(np.uint32)  # of numbers from 0, ordered like them
    order = np.arange(n).astype(np.int32)
    other = np.empty(n, np.int32)
    starts = np.empty(257, np.int32)
    for shift in (0, 8, 16, 24):
        starts[:] = 0
        for k in range(n):
            starts[256 - ((bits[k] >> np.uint32(shift)) & np.uint32(255))] += 1
        for digit in range(1, 257):
            starts[digit] += starts[digit - 1]
        for r in range(n):
            digit = 255 - ((bits[order[r]] >> np.uint32(shift)) & np.uint32(255))
            other[starts[digit]] = order[r]
            starts[digit] += 1
        order, other = other, order
    return order
