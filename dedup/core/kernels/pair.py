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
SHORT_COVERED = 0.6  # so both sides must be covered
SHORT_SCORE = 0.05

(
    F_LONG,  # mass(A∩C) / mass(C)
    F_SHORT,  # mass(A∩C) / mass(A)
    F_SENTENCES,  # share of A's sentences covered >= .4 by one sentence of C
    F_LEAD,  # mean coverage of C's first sentences by one sentence of A
    F_LENGTH,  # ln(1 + stems of A)
    F_ORDINARY,  # ordinary stems of A that C has too, / (ordinary stems of A + 3)
    F_QUOTED,  # share of the shared mass that A has inside quotation marks
    F_RARE,  # stems with df <= 40 of C that A has too, / (such stems of C + 3)
    F_UNUSUAL,  # ln(1 + shared stems with df <= 6)
    F_MEAN,  # mean coverage of A's sentences
    F_PROSE,  # mean coverage of A's sentences counting unquoted stems only
    F_ORDER,  # share of neighbouring covered sentences of A whose matches stand in order in C
    F_STRONG,  # share of A's sentences covered >= .7
) = range(13)
FEATURES = 13


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
    kind = np.zeros(capacity, np.uint8)  # 1 ordinary, 2 df <= 40, 4 df <= 6, 8 quoted somewhere
    sums = np.zeros(5, np.float64)  # mass, stems, ordinary, rare, sentences used
    masses = np.zeros(SENTENCES, np.float32)
    prose = np.zeros(SENTENCES, np.float32)
    used = min(SENTENCES, offsets.size - 1)
    for s in range(offsets.size - 1):
        for k in range(offsets[s], offsets[s + 1]):
            stem = stems[k]
            at = stem & mask
            while keys[at] != 0 and keys[at] != stem:
                at = (at + np.uint32(1)) & mask
            if keys[at] == 0:
                keys[at] = stem
                slot = slot_of(stem)
                idf[at] = max(log_total - log_df[slot], np.float32(0.0))
                d = df[slot]
                sums[0] += idf[at]
                if d > COMMON * total:
                    kind[at] |= 1
                    sums[2] += 1
                if d <= 40:
                    kind[at] |= 2
                    sums[3] += 1
                if d <= 6:
                    kind[at] |= 4
                if flags[k] & EVER_QUOTED:
                    kind[at] |= 8
            if s < used:
                where[at] |= np.uint64(1) << np.uint64(s)
                if flags[k] & FIRST_IN_SENTENCE:
                    masses[s] += idf[at]
                    if not flags[k] & 1:
                        prose[s] += idf[at]
    sums[1] = count
    sums[4] = used
    return keys, idf, where, kind, sums, masses, prose


@njit(cache=True, nogil=True)
def shares_enough(query, stems, flags, log_df, total, least):
    """Say whether the query and an article share `least` of the smaller one's mass.

    A cheap first look: the article's own words are weighed only until they decide.
    """
    keys, idf = query[0], query[1]
    mask = np.uint32(keys.size - 1)
    own = np.empty(stems.size, np.uint32)
    n = 0
    shared = 0.0
    for k in range(stems.size):
        if not flags[k] & FIRST:
            continue
        stem = stems[k]
        at = stem & mask
        while keys[at] != 0 and keys[at] != stem:
            at = (at + np.uint32(1)) & mask
        if keys[at] == stem:
            shared += idf[at]
        else:
            own[n] = stem
            n += 1
    enough = least * max(1e-9, query[4][0])
    if shared >= enough:
        return True
    log_total = np.float32(np.log(total + 1.0))
    mass = shared
    for k in range(n):
        mass += max(log_total - log_df[slot_of(own[k])], np.float32(0.0))
        if shared < least * mass:
            return False
    return shared >= least * max(1e-9, mass)


@njit(cache=True, nogil=True)
def compare(query, stems, flags, offsets, df, log_df, total):
    """Features of the pair (query, article): float64[FEATURES]."""
    keys, idf, where, kind, sums, masses, prose = query
    mask = np.uint32(keys.size - 1)
    log_total = np.float32(np.log(total + 1.0))
    nx = int(sums[4])
    ny = min(SENTENCES, offsets.size - 1)
    cover = np.zeros((ny, nx), np.float32)
    cover_prose = np.zeros((ny, nx), np.float32)
    masses_y = np.zeros(SENTENCES, np.float32)
    prose_y = np.zeros(SENTENCES, np.float32)
    mass = 0.0
    shared = 0.0
    shared_quoted_x = 0.0
    shared_quoted_y = 0.0
    ordinary = 0
    ordinary_shared = 0
    rare = 0
    rare_shared = 0
    unusual = 0
    for s in range(offsets.size - 1):
        for k in range(offsets[s], offsets[s + 1]):
            flag = flags[k]
            if not flag & FIRST_IN_SENTENCE:
                continue
            stem = stems[k]
            at = stem & mask
            while keys[at] != 0 and keys[at] != stem:
                at = (at + np.uint32(1)) & mask
            found = keys[at] == stem
            weight = idf[at] if found else max(log_total - log_df[slot_of(stem)], np.float32(0.0))
            if flag & FIRST:
                mass += weight
                if found:
                    shared += weight
                    what = kind[at]
                    if what & 8:
                        shared_quoted_x += weight
                    if flag & EVER_QUOTED:
                        shared_quoted_y += weight
                    if what & 1:
                        ordinary += 1
                        ordinary_shared += 1
                    if what & 2:
                        rare += 1
                        rare_shared += 1
                    if what & 4:
                        unusual += 1
                else:
                    d = df[slot_of(stem)]
                    if d > COMMON * total:
                        ordinary += 1
                    if d <= 40:
                        rare += 1
            if s < ny:
                masses_y[s] += weight
                plain = not flag & 1
                if plain:
                    prose_y[s] += weight
                if found:
                    bits = where[at]
                    x = 0
                    while bits:
                        if bits & np.uint64(1):
                            cover[s, x] += weight
                            if plain:
                                cover_prose[s, x] += weight
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
    at_x = np.zeros(nx, np.int32)
    at_y = np.zeros(ny, np.int32)
    best_px = np.zeros(nx, np.float32)
    best_py = np.zeros(ny, np.float32)
    for s in range(ny):
        for x in range(nx):
            c = cover[s, x]
            if c > best_x[x]:
                best_x[x] = c
                at_x[x] = s
            if c > best_y[s]:
                best_y[s] = c
                at_y[s] = x
            c = cover_prose[s, x]
            best_px[x] = max(best_px[x], c)
            best_py[s] = max(best_py[s], c)
    if x_is_shorter:
        _sentence_features(best_x, at_x, masses, nx, best_px, prose, out)
        _lead_feature(best_y, masses_y, ny, out)
        out[F_LENGTH] = np.log(1.0 + sums[1])
        out[F_ORDINARY] = ordinary_shared / (sums[2] + 3.0)
        out[F_RARE] = rare_shared / (rare + 3.0)
        out[F_QUOTED] = shared_quoted_x / (shared + 1e-9)
    else:
        _sentence_features(best_y, at_y, masses_y, ny, best_py, prose_y, out)
        _lead_feature(best_x, masses, nx, out)
        out[F_LENGTH] = np.log(1.0 + stems.size)
        out[F_ORDINARY] = ordinary_shared / (ordinary + 3.0)
        out[F_RARE] = rare_shared / (sums[3] + 3.0)
        out[F_QUOTED] = shared_quoted_y / (shared + 1e-9)
    out[F_UNUSUAL] = np.log(1.0 + unusual)
    return out


@njit(cache=True, nogil=True)
def _sentence_features(best, at, masses, count, best_prose, prose, out):
    heavy = 0
    covered = 0
    strong = 0
    mean = 0.0
    plain = 0.0
    plains = 0
    ordered = 0
    neighbours = 0
    last = -1
    for s in range(count):
        if masses[s] < MIN_SENTENCE_MASS:
            continue
        share = best[s] / masses[s]
        heavy += 1
        mean += share
        if share >= 0.7:
            strong += 1
        if share >= 0.4:
            covered += 1
            if last >= 0:
                neighbours += 1
                if at[s] >= last:
                    ordered += 1
            last = at[s]
        if prose[s] >= MIN_SENTENCE_MASS:
            plain += best_prose[s] / prose[s]
            plains += 1
    out[F_SENTENCES] = covered / max(1, heavy)
    out[F_STRONG] = strong / max(1, heavy)
    out[F_MEAN] = mean / max(1, heavy)
    out[F_PROSE] = plain / max(1, plains)
    out[F_ORDER] = ordered / max(1, neighbours)


@njit(cache=True, nogil=True)
def _lead_feature(best, masses, count, out):
    seen = 0
    total = 0.0
    for s in range(count):
        if masses[s] < MIN_SENTENCE_MASS:
            continue
        total += best[s] / masses[s]
        seen += 1
        if seen == LEAD_SENTENCES:
            break
    out[F_LEAD] = total / max(1, seen)


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
    scores = np.zeros(slots.size)
    features = np.zeros((slots.size, FEATURES))
    for k in range(slots.size):
        other = slots[k]
        begin, end = starts[other], starts[other] + counts[other]
        if not shares_enough(query, stems[begin:end], flags[begin:end], log_df, total, least):
            continue
        first = firsts[other]
        features[k] = compare(
            query, stems[begin:end], flags[begin:end],
            sentences[first : first + lengths[other] + 1], df, log_df, total,
        )  # fmt: skip
        odds = bias
        for f in range(FEATURES):
            odds += features[k, f] * weights[f]
        scores[k] = 1.0 / (1.0 + np.exp(-odds))
        short = min(counts[slot], counts[other]) < SHORT
        if short and min(features[k, F_LONG], features[k, F_SHORT]) < SHORT_COVERED:
            scores[k] = min(scores[k], SHORT_SCORE)
    return scores, features
