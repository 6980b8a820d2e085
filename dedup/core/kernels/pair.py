"""Stems of two articles → the features of the pair. One of them is laid out, for many others.

Mass is the sum of idf = ln((N+1)/(df+.5)) over distinct stems. A is the article of smaller mass, C
the other. Coverage of a sentence by an article is the largest share of its mass that stands in one
sentence of the other article.
"""

import numpy as np
from numba import njit

from dedup.core.kernels.laid import (
    SENTENCES,
    UNUSUAL_WORD,
    look_up,
    ordinary_stems,
    quoted_mass,
    weigh,
    width_of,
)
from dedup.core.kernels.subject import other_subjects

MIN_SENTENCE_MASS = 6.0  # lighter sentences ("사진을 보자.") prove nothing
LEAD_SENTENCES = 6
SHORT = 45  # stems; captions and flashes: the facts allow hardly another wording
SHORT_COVERED = 0.7  # of the shorter text's mass; reports in own words share .4 to .7
SHORT_SCORE = 0.05
APART = 0.05  # the score of one template filled in for two subjects
COVERED = 0.4  # share of a sentence's mass that makes it the same sentence, however re-worded
NEUTRAL = 0.63  # ordinary words shared: between copies (.74) and reports in own words (.52)
NEUTRAL_WORDS = 6.0  # ordinary words that count as neutral: few of them prove nothing

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


@njit(cache=True)
def overlap(where, width, offsets, found, places, weights, cover, best_x, best_y):
    """Set the best coverage of each sentence of the query and of an article by one of the other.

    `found` and `places` are from `look_up`, `weights` the article's; `cover` is scratch.
    """
    ny = min(SENTENCES, offsets.size - 1)
    cover[: width * ny] = 0.0
    i = 0
    for s in range(ny):
        end = offsets[s + 1]
        row = cover[s * width : (s + 1) * width]
        while i < found.size and found[i] < end:
            weight = weights[found[i]]
            ones = where[places[i] * width : (places[i] + 1) * width]
            for x in range(row.size):
                row[x] += weight * ones[x]
            i += 1
    # numbers from 0 are ordered like their bits, and of whole numbers a processor compares many
    bits, bits_x, bits_y = cover.view(np.int32), best_x.view(np.int32), best_y.view(np.int32)
    bits_x[:width] = 0
    for s in range(ny):
        row = bits[s * width : (s + 1) * width]
        most = np.int32(0)
        for x in range(row.size):
            bits_x[x] = max(bits_x[x], row[x])
            most = max(most, row[x])
        bits_y[s] = most


@njit(cache=True, inline="always")
def _neutral(shared, words):
    return (shared + NEUTRAL * NEUTRAL_WORDS) / (words + NEUTRAL_WORDS)


@njit(cache=True)
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


@njit(cache=True)
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


@njit(cache=True)
def score_many(
    query, slot, slots, articles, stems, flags, sentences, titles, log_df, total,
    least, weights, bias, threshold,
):  # fmt: skip
    """Scores float64[k] and features float64[k, FEATURES] of an article laid out and others.

    `articles` is (starts, counts) by slot of stems, sentences and titles, in this order. What
    shares less than `least` of either side's mass scores 0 without features. The third array says
    what reached `threshold` but is about another subject: it scores APART.
    """
    starts, counts, firsts, lengths, _, _ = articles
    where, masses_x, sums = query[5:]
    mass_x, ordinary_x, nx = sums[0], sums[1], np.int64(sums[2])
    width = width_of(query)
    longest = 1
    for k in range(slots.size):
        longest = max(longest, counts[slots[k]])
    found = np.empty(longest + 1, np.uint16)
    places = np.empty(longest + 1, np.uint16)
    heavy = np.empty(longest, np.float32)
    masses = np.empty(SENTENCES, np.float32)
    cover = np.empty(SENTENCES * SENTENCES, np.float32)
    best_x = np.empty(SENTENCES, np.float32)
    best_y = np.empty(SENTENCES, np.float32)
    scores = np.zeros(slots.size)
    features = np.zeros((slots.size, FEATURES))
    for k in range(slots.size):
        other = slots[k]
        begin, end = starts[other], starts[other] + counts[other]
        theirs, marks = stems[begin:end], flags[begin:end]
        offsets = sentences[firsts[other] : firsts[other] + lengths[other] + 1]
        n, shared, quoted, kinds = look_up(query, theirs, marks, found, places)
        limit = np.inf if shared >= least * mass_x else shared / least
        mass = weigh(theirs, marks, offsets, log_df, total, limit, heavy, masses)
        if mass > limit:
            continue
        overlap(where, width, offsets, found[:n], places[:n], heavy, cover, best_x, best_y)
        ny = min(SENTENCES, lengths[other])
        out = features[k]
        out[F_LONG] = shared / (max(mass_x, mass) + 1e-9)
        out[F_SHORT] = shared / (min(mass_x, mass) + 1e-9)
        ordinary = kinds % UNUSUAL_WORD
        if mass_x <= mass:
            out[F_SENTENCES] = _covered(best_x, masses_x, nx)
            out[F_LEAD] = _lead(best_y, masses, ny)
            out[F_ORDINARY] = _neutral(ordinary, ordinary_x)
            out[F_QUOTED] = quoted / (shared + 1e-9)
        else:
            out[F_SENTENCES] = _covered(best_y, masses, ny)
            out[F_LEAD] = _lead(best_x, masses_x, nx)
            out[F_ORDINARY] = _neutral(ordinary, ordinary_stems(marks, heavy, total))
            out[F_QUOTED] = quoted_mass(found[:n], marks, heavy) / (shared + 1e-9)
        out[F_UNUSUAL] = np.log(1.0 + kinds // UNUSUAL_WORD)
        odds = bias
        for f in range(FEATURES):
            odds += out[f] * weights[f]
        scores[k] = 1.0 / (1.0 + np.exp(-odds))
        short = min(counts[slot], counts[other]) < SHORT
        if short and out[F_SHORT] < SHORT_COVERED:
            scores[k] = min(scores[k], SHORT_SCORE)
    apart = other_subjects(
        slot, slots, scores, threshold, articles, stems, sentences, titles, log_df, total
    )
    for k in range(slots.size):
        if apart[k]:
            scores[k] = APART
    return scores, features, apart
