"""Stems of two articles → the features of the pair. One article is laid out once as a query.

Mass is the sum of idf = ln((N+1)/(df+.5)) over distinct stems. A is the article of smaller mass, C
the other. Coverage of a sentence by an article is the largest share of its mass that stands in one
sentence of the other article.
"""

import numpy as np
from numba import njit

from dedup.core.kernels.text import EVER_QUOTED, FIRST, FIRST_IN_SENTENCE

TABLE_BITS = 22  # df slots: 4 M x 4 B; at 1 M distinct stems one rare stem in five shares a slot
SENTENCES = 64  # one bit a sentence; what stands later does not decide who copied whom
COMMON = 0.0212  # share of articles above which a stem counts as an ordinary word
MIN_SENTENCE_MASS = 6.0  # lighter sentences ("사진을 보자.") prove nothing
LEAD_SENTENCES = 6
SHORT = 45  # stems; captions and flashes: the facts allow hardly another wording
SHORT_COVERED = 0.7  # of the shorter text's mass; reports in own words share .4 to .7
SHORT_SCORE = 0.05
COVERED = 0.4  # share of a sentence's mass that makes it the same sentence, however re-worded
UNUSUAL = 6  # families, at most, that an unusual stem is in
NEUTRAL = 0.63  # ordinary words shared: between copies (.74) and reports in own words (.52)
NEUTRAL_WORDS = 6.0  # ordinary words that count as neutral: few of them prove nothing
ORDINARY_WORD, UNUSUAL_WORD, QUOTED_WORD = 1, 2, 4
MAYBE_BITS = 13  # 8 kB in the nearest cache; of 200 stems one in forty is taken for another

(
    F_LONG,  # mass(A∩C) / mass(C)
    F_SHORT,  # mass(A∩C) / mass(A)
    F_SENTENCES,  # share of A's sentences covered >= .4 by one sentence of C
    F_LEAD,  # mean coverage of C's first sentences by one sentence of A
    F_ORDINARY,  # share of A's ordinary stems that C has too, drawn to neutral where A has few
    F_QUOTED,  # share of the shared mass that A has inside quotation marks
    F_UNUSUAL,  # ln(1 + shared stems with df <= 6)
) = range(7)
FEATURES = 7


@njit(cache=True, nogil=True, inline="always")
def slot_of(stem):
    """Slot of a stem in the document-frequency tables."""
    return stem >> np.uint32(32 - TABLE_BITS)


@njit(cache=True, nogil=True)
def lay_out(stems, flags, offsets, df, log_df, total):
    """Lay one article out for many comparisons.

    `df` and `log_df` = ln(df + .5) are float32[2**22]; `total` is the number of articles counted.
    """
    log_total = np.float32(np.log(total + 1.0))
    count = stems.size
    capacity = 64
    while capacity < 2 * count:
        capacity *= 2
    mask = np.uint32(capacity - 1)
    keys = np.zeros(capacity, np.uint32)
    idf = np.zeros(capacity, np.float32)
    where = np.zeros(capacity, np.uint64)
    maybe = np.zeros(1 << MAYBE_BITS, np.uint8)  # whether a stem with these first bits is there
    kind = np.zeros(capacity, np.uint8)  # of ORDINARY_WORD, UNUSUAL_WORD, QUOTED_WORD
    sums = np.zeros(3, np.float64)  # mass, ordinary stems, sentences used
    masses = np.zeros(SENTENCES, np.float32)
    used = min(SENTENCES, offsets.size - 1)
    for s in range(offsets.size - 1):
        for k in range(offsets[s], offsets[s + 1]):
            stem = stems[k]
            at = stem & mask
            while keys[at] != 0 and keys[at] != stem:
                at = (at + np.uint32(1)) & mask
            if keys[at] == 0:
                keys[at] = stem
                maybe[stem >> np.uint32(32 - MAYBE_BITS)] = 1
                slot = slot_of(stem)
                idf[at] = max(log_total - log_df[slot], np.float32(0.0))
                d = df[slot]
                sums[0] += idf[at]
                if d > COMMON * total:
                    kind[at] |= ORDINARY_WORD
                    sums[1] += 1
                if d <= UNUSUAL:
                    kind[at] |= UNUSUAL_WORD
                if flags[k] & EVER_QUOTED:
                    kind[at] |= QUOTED_WORD
            if s < used:
                where[at] |= np.uint64(1) << np.uint64(s)
                if flags[k] & FIRST_IN_SENTENCE:
                    masses[s] += idf[at]
    sums[2] = used
    return keys, idf, where, kind, sums, masses, maybe


@njit(cache=True, nogil=True)
def look_up(query, stems, flags, places, kept):
    """Set places[k] to where the query's table holds stems[k], else -1; return the shared mass.

    Most stems are not there: those that cannot be are sorted out without a branch, as no processor
    can guess which they are. `kept` is scratch.
    """
    keys, idf, maybe = query[0], query[1], query[6]
    mask = np.uint32(keys.size - 1)
    n = 0
    for k in range(stems.size):
        places[k] = -1
        kept[n] = k
        n += maybe[stems[k] >> np.uint32(32 - MAYBE_BITS)]
    shared = 0.0
    for i in range(n):
        k = kept[i]
        stem = stems[k]
        at = stem & mask
        while keys[at] != 0 and keys[at] != stem:
            at = (at + np.uint32(1)) & mask
        if keys[at] == stem:
            places[k] = at
            if flags[k] & FIRST:
                shared += idf[at]
    return shared


@njit(cache=True, nogil=True)
def is_enough(shared, query, places, stems, flags, log_df, total, least):
    """Say whether the shared mass is `least` of the mass of the query or of the article.

    A cheap first look: the article's own words are weighed only until they decide.
    """
    if shared >= least * max(1e-9, query[4][0]):
        return True
    log_total = np.float32(np.log(total + 1.0))
    mass = shared
    for k in range(stems.size):
        if places[k] < 0 and flags[k] & FIRST:
            mass += max(log_total - log_df[slot_of(stems[k])], np.float32(0.0))
            if shared < least * mass:
                return False
    return shared >= least * max(1e-9, mass)


@njit(cache=True, nogil=True)
def compare(query, places, stems, flags, offsets, df, log_df, total):
    """Features of the pair (query, article): float64[FEATURES]; `places` is from `look_up`."""
    _, idf, where, kind, sums, masses, _ = query
    log_total = np.float32(np.log(total + 1.0))
    nx = int(sums[2])
    ny = min(SENTENCES, offsets.size - 1)
    cover = np.zeros((ny, nx), np.float32)
    masses_y = np.zeros(SENTENCES, np.float32)
    mass = 0.0
    shared = 0.0
    shared_quoted_x = 0.0
    shared_quoted_y = 0.0
    ordinary = 0
    ordinary_shared = 0
    unusual = 0
    for s in range(offsets.size - 1):
        for k in range(offsets[s], offsets[s + 1]):
            flag = flags[k]
            if not flag & FIRST_IN_SENTENCE:
                continue
            stem = stems[k]
            at = places[k]
            found = at >= 0
            weight = idf[at] if found else max(log_total - log_df[slot_of(stem)], np.float32(0.0))
            if flag & FIRST:
                mass += weight
                if found:
                    shared += weight
                    what = kind[at]
                    if what & QUOTED_WORD:
                        shared_quoted_x += weight
                    if flag & EVER_QUOTED:
                        shared_quoted_y += weight
                    if what & ORDINARY_WORD:
                        ordinary += 1
                        ordinary_shared += 1
                    if what & UNUSUAL_WORD:
                        unusual += 1
                elif df[slot_of(stem)] > COMMON * total:
                    ordinary += 1
            if s < ny:
                masses_y[s] += weight
                if found:
                    bits = where[at]
                    x = 0
                    while bits:
                        if bits & np.uint64(1):
                            cover[s, x] += weight
                        bits >>= np.uint64(1)
                        x += 1
    out = np.zeros(FEATURES, np.float64)
    x_is_shorter = sums[0] <= mass
    small = min(sums[0], mass) + 1e-9
    large = max(sums[0], mass) + 1e-9
    out[F_LONG] = shared / large
    out[F_SHORT] = shared / small
    best_x = np.zeros(nx, np.float32)  # best coverage of each sentence of the query
    best_y = np.zeros(ny, np.float32)
    for s in range(ny):
        for x in range(nx):
            c = cover[s, x]
            best_x[x] = max(best_x[x], c)
            best_y[s] = max(best_y[s], c)
    if x_is_shorter:
        out[F_SENTENCES] = _covered(best_x, masses, nx)
        out[F_LEAD] = _lead(best_y, masses_y, ny)
        out[F_ORDINARY] = _neutral(ordinary_shared, sums[1])
        out[F_QUOTED] = shared_quoted_x / (shared + 1e-9)
    else:
        out[F_SENTENCES] = _covered(best_y, masses_y, ny)
        out[F_LEAD] = _lead(best_x, masses, nx)
        out[F_ORDINARY] = _neutral(ordinary_shared, ordinary)
        out[F_QUOTED] = shared_quoted_y / (shared + 1e-9)
    out[F_UNUSUAL] = np.log(1.0 + unusual)
    return out


@njit(cache=True, nogil=True, inline="always")
def _neutral(shared, words):
    return (shared + NEUTRAL * NEUTRAL_WORDS) / (words + NEUTRAL_WORDS)


@njit(cache=True, nogil=True)
def _covered(best, masses, count):
    heavy = 0
    covered = 0
    for s in range(count):
        if masses[s] < MIN_SENTENCE_MASS:
            continue
        heavy += 1
        if best[s] >= COVERED * masses[s]:
            covered += 1
    return covered / max(1, heavy)


@njit(cache=True, nogil=True)
def _lead(best, masses, count):
    seen = 0
    total = 0.0
    for s in range(count):
        if masses[s] < MIN_SENTENCE_MASS:
            continue
        total += best[s] / masses[s]
        seen += 1
        if seen == LEAD_SENTENCES:
            break
    return total / max(1, seen)


@njit(cache=True, nogil=True)
def score_many(
    slot, slots, starts, counts, firsts, lengths, stems, flags, sentences, df, log_df, total,
    least, weights, bias,
):  # fmt: skip
    """Scores float64[k] and features float64[k, FEATURES] of one slot's article and others'.

    `starts` and `counts` say where a slot's stems and flags stand, `firsts` and `lengths` its
    sentences. What shares less than `least` of either side's mass scores 0 without features.
    """
    begin, end = starts[slot], starts[slot] + counts[slot]
    first = firsts[slot]
    query = lay_out(
        stems[begin:end], flags[begin:end], sentences[first : first + lengths[slot] + 1],
        df, log_df, total,
    )  # fmt: skip
    longest = 0
    for k in range(slots.size):
        longest = max(longest, counts[slots[k]])
    places = np.empty(longest, np.int16)
    kept = np.empty(longest + 1, np.int16)
    scores = np.zeros(slots.size)
    features = np.zeros((slots.size, FEATURES))
    for k in range(slots.size):
        other = slots[k]
        begin, end = starts[other], starts[other] + counts[other]
        shared = look_up(query, stems[begin:end], flags[begin:end], places, kept)
        if not is_enough(
            shared, query, places, stems[begin:end], flags[begin:end], log_df, total, least
        ):
            continue
        first = firsts[other]
        features[k] = compare(
            query, places, stems[begin:end], flags[begin:end],
            sentences[first : first + lengths[other] + 1], df, log_df, total,
        )  # fmt: skip
        odds = bias
        for f in range(FEATURES):
            odds += features[k, f] * weights[f]
        scores[k] = 1.0 / (1.0 + np.exp(-odds))
        short = min(counts[slot], counts[other]) < SHORT
        if short and features[k, F_SHORT] < SHORT_COVERED:
            scores[k] = min(scores[k], SHORT_SCORE)
    return scores, features
