"""Stems of two articles → the features of the pair. The newer is laid out, for many others.

Mass is the sum of idf = ln((N+1)/(df+.5)) over distinct stems. A stem that both have weighs what it
weighed when the newer article came, any other what it weighed when its own did: a pair has the same
features for ever. A is the article of smaller mass, C the other. Coverage of a sentence by an
article is the largest share of its mass that stands in one sentence of the other article.
"""

import numpy as np
from numba import njit

from dedup.core.kernels.laid import (
    FINE,
    ORDINARY_WORD,
    SENTENCES,
    count_flagged,
    kinds_of,
    look_up,
    sentence_masses,
    width_of,
)
from dedup.core.kernels.subject import other_subjects
from dedup.core.kernels.text import FIRST

MIN_SENTENCE_MASS = 6 * FINE  # lighter sentences ("사진을 보자.") prove nothing
LEAD_SENTENCES = 6
SHORT = 45  # stems; captions and flashes: the facts allow hardly another wording
SHORT_COVERED = 0.7  # of the shorter text's mass; reports in own words share .4 to .7
SHORT_SCORE = 0.05
APART = -1.0  # the score of one template filled in for two subjects: a voice against
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


_DISTINCT_ORDINARY = FIRST | ORDINARY_WORD


@njit(cache=True)
def overlap(query, offsets, idf, found, places, cover, best_x, best_y, masses):
    """Set the best coverage of each sentence of the query and of an article by one of the other.

    `found` and `places` are from `look_up`; the article's sentence `masses` are told what shared
    stems weigh in the query; `cover` is scratch.
    """
    heavy, where, width = query[3], query[5], width_of(query)
    ny = min(SENTENCES, offsets.size - 1)
    cover[: width * ny] = 0
    i = 0
    for s in range(ny):
        end = offsets[s + 1]
        row = cover[s * width : (s + 1) * width]
        while i < found.size and found[i] < end:
            weight = heavy[places[i]]
            masses[s] += weight - np.int32(idf[found[i]])
            ones = where[places[i] * width : (places[i] + 1) * width]
            for x in range(row.size):
                row[x] += weight & ones[x]
            i += 1
    best_x[:width] = 0
    for s in range(ny):
        row = cover[s * width : (s + 1) * width]
        most = np.int32(0)
        for x in range(row.size):
            best_x[x] = max(best_x[x], row[x])
            most = max(most, row[x])
        best_y[s] = most


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
def score_many(query, slot, slots, tables, judge):
    """Scores float64[k] and features float64[k, FEATURES] of an article laid out and older ones.

    `tables` are as in `lay_out`; `judge` is (least, weights, bias, threshold). What shares less
    than `least` of either side's mass scores 0 without features. The third array says what is of
    the same wording about another subject: it scores APART.
    """
    articles, stems, idf, sentences, _ = tables
    starts, counts, masses, firsts, lengths, _, _ = articles
    least, weights, bias, _ = judge
    heavy_x, nx = query[6], query[7][0]
    begin, end = starts[slot], starts[slot] + counts[slot]
    ordinary_x = count_flagged(stems[begin:end], _DISTINCT_ORDINARY)
    longest = 1
    for k in range(slots.size):
        longest = max(longest, counts[slots[k]])
    found = np.empty(longest + 1, np.uint16)
    places = np.empty(longest + 1, np.uint16)
    heavy_y = np.empty(SENTENCES, np.int32)
    cover = np.empty(SENTENCES * SENTENCES, np.int32)
    best_x = np.empty(SENTENCES, np.int32)
    best_y = np.empty(SENTENCES, np.int32)
    scores = np.zeros(slots.size)
    features = np.zeros((slots.size, FEATURES))
    for k in range(slots.size):
        other = slots[k]
        begin, end = starts[other], starts[other] + counts[other]
        theirs, often = stems[begin:end], idf[begin:end]
        offsets = sentences[firsts[other] : firsts[other] + lengths[other] + 1]
        n, shared, before = look_up(query, theirs, often, found, places)
        mass_x, mass_y = masses[slot], masses[other] + shared - before
        if shared < least * min(mass_x, mass_y):
            continue
        ny = min(SENTENCES, lengths[other])
        sentence_masses(theirs, often, offsets, heavy_y)
        overlap(query, offsets, often, found[:n], places[:n], cover, best_x, best_y, heavy_y)
        quoted_x, quoted_y, common_x, common_y, unusual = kinds_of(
            query, found[:n], places[:n], theirs
        )
        out = features[k]
        out[F_LONG] = shared / max(mass_x, mass_y, 1)
        out[F_SHORT] = shared / max(min(mass_x, mass_y), 1)
        if mass_x <= mass_y:
            out[F_SENTENCES] = _covered(best_x, heavy_x, nx)
            out[F_LEAD] = _lead(best_y, heavy_y, ny)
            out[F_ORDINARY] = _neutral(common_x, ordinary_x)
            out[F_QUOTED] = quoted_x / max(shared, 1)
        else:
            out[F_SENTENCES] = _covered(best_y, heavy_y, ny)
            out[F_LEAD] = _lead(best_x, heavy_x, nx)
            out[F_ORDINARY] = _neutral(common_y, count_flagged(theirs, _DISTINCT_ORDINARY))
            out[F_QUOTED] = quoted_y / max(shared, 1)
        out[F_UNUSUAL] = np.log(1.0 + unusual)
        odds = bias
        for f in range(FEATURES):
            odds += out[f] * weights[f]
        scores[k] = 1.0 / (1.0 + np.exp(-odds))
    apart = other_subjects(query, slot, slots, scores, features[:, F_SHORT], tables)
    for k in range(slots.size):
        short = min(counts[slot], counts[slots[k]]) < SHORT
        if short and features[k, F_SHORT] < SHORT_COVERED:
            scores[k] = min(scores[k], SHORT_SCORE)
        if apart[k]:
            scores[k] = APART
    return scores, features, apart
