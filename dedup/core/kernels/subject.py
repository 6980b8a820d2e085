"""Two articles of one wording → are they one template filled in for two subjects.

Award winners, regions of one statistic, models of one product: what either keeps speaking of, and
much of how it begins, is never named by the other.
"""

import numpy as np
from numba import njit

from dedup.core.kernels.laid import number_of, stem_of
from dedup.core.kernels.text import FIRST

LEAD = 2  # first sentences
# Shares of idf that the other article lacks, the smaller of both directions. Of 270 labelled copies
# one is beyond .3 and .3, none beyond .4 in one and .3 in the other; made-up templates have .43 to
# .74 and .46 to .66.
LEAD_UNNAMED = 0.4
REPEATED_UNNAMED = 0.4


@njit(cache=True)
def other_subjects(query, slot, slots, scores, least, tables):
    """Say of each slot with a score of at least `least` whether it is about another subject.

    `query` is the article of `slot`, laid out, and `tables` as in `laid.lay_out`.
    """
    out = np.zeros(slots.size, np.bool_)
    mine = _parts(slot, tables)
    for k in range(slots.size):
        if scores[k] < least:
            continue
        theirs = _parts(slots[k], tables)
        out[k] = (
            _lead_not_in(query, mine[2], theirs) >= LEAD_UNNAMED  # quickly said of most
            and _lead_unnamed(mine, theirs) >= LEAD_UNNAMED
            and _repeated_unnamed(mine, theirs) >= REPEATED_UNNAMED
            and _repeated_unnamed(theirs, mine) >= REPEATED_UNNAMED
        )
    return out


@njit(cache=True)
def _parts(slot, tables):
    """Return an article's stems, those of its lead, its title's; and what stems weigh."""
    articles, stems, idf, sentences, titles = tables
    starts, counts, _, firsts, lengths, title_starts, title_counts = articles
    text = stems[starts[slot] : starts[slot] + counts[slot]]
    end = sentences[firsts[slot] + min(LEAD, lengths[slot])] if lengths[slot] > 0 else 0
    title = titles[title_starts[slot] : title_starts[slot] + title_counts[slot]]
    weights = idf[starts[slot] : starts[slot] + counts[slot]]
    return text, text[:end], title, weights


@njit(cache=True)
def _lead_not_in(query, title, other):
    """Return the share of the idf of another's lead that the query and its title never name."""
    mass = 1e-9
    lacking = 0.0
    _, lead, _, weights = other
    for k in range(lead.size):
        if not lead[k] & np.uint32(FIRST):
            continue
        mass += weights[k]
        stem = stem_of(lead[k])
        if not number_of(query, stem) and not _has(title, title.size, stem):
            lacking += weights[k]
    return lacking / mass


@njit(cache=True)
def _lead_unnamed(one, other):
    """Return the share of the idf of one's lead that the other never names."""
    mass = 1e-9
    lacking = 0.0
    _, lead, _, weights = one
    for k in range(lead.size):
        if not lead[k] & np.uint32(FIRST):
            continue
        mass += weights[k]
        if not _named(stem_of(lead[k]), other):
            lacking += weights[k]
    return lacking / mass


@njit(cache=True)
def _repeated_unnamed(one, other):
    """Return the share of what one repeats, by idf · ln(1 + tf), that the other never names."""
    mass = 1e-9
    lacking = 0.0
    text, _, title, weights = one
    for k in range(text.size):
        if not text[k] & np.uint32(FIRST):
            continue
        stem = stem_of(text[k])
        times = _count(text, stem) + _count(title, stem)
        if times < 2:
            continue
        weight = weights[k] * np.log(1.0 + times)
        mass += weight
        if not _named(stem, other):
            lacking += weight
    return lacking / mass


@njit(cache=True, inline="always")
def _named(stem, article):
    text, _, title, _ = article
    return _has(text, text.size, stem) or _has(title, title.size, stem)


@njit(cache=True)
def _has(stems, most, stem):
    """Say whether a stem is among the first `most`: of a copy it stands soon, where it stood."""
    at = 0
    while at < most and stem_of(stems[at]) != stem:
        at += 1
    return at < most


@njit(cache=True)
def _count(stems, stem):
    found = 0
    for k in range(stems.size):
        found += stem_of(stems[k]) == stem
    return found
