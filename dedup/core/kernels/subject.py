"""Two articles of one wording → are they one template filled in for two subjects.

Award winners, regions of one statistic, models of one product: what either keeps speaking of, and
much of how it begins, is never named by the other.
"""

import numpy as np
from numba import njit

from dedup.core.kernels.laid import slot_of

LEAD = 2  # first sentences
# Shares of idf that the other article lacks, the smaller of both directions. Of 270 labelled copies
# one is beyond .3 and .3, none beyond .4 in one and .3 in the other; made-up templates have .43 to
# .74 and .46 to .66.
LEAD_UNNAMED = 0.4
REPEATED_UNNAMED = 0.4


@njit(cache=True)
def other_subjects(slot, slots, scores, least, articles, stems, sentences, titles, log_df, total):
    """Say of each slot with a score of at least `least` whether it is about another subject.

    `articles` is (starts, counts) by slot of stems, sentences and titles, in this order.
    """
    out = np.zeros(slots.size, np.bool_)
    mine = _parts(slot, articles, stems, sentences, titles)
    log_total = np.log(total + 1.0)
    for k in range(slots.size):
        if scores[k] < least:
            continue
        theirs = _parts(slots[k], articles, stems, sentences, titles)
        out[k] = (
            _lead_unnamed(mine, theirs, log_df, log_total) >= LEAD_UNNAMED
            and _lead_unnamed(theirs, mine, log_df, log_total) >= LEAD_UNNAMED
            and _repeated_unnamed(mine, theirs, log_df, log_total) >= REPEATED_UNNAMED
            and _repeated_unnamed(theirs, mine, log_df, log_total) >= REPEATED_UNNAMED
        )
    return out


@njit(cache=True)
def _parts(slot, articles, stems, sentences, titles):
    """Return an article's stems, those of its lead, and its title's."""
    starts, counts, firsts, lengths, title_starts, title_counts = articles
    text = stems[starts[slot] : starts[slot] + counts[slot]]
    end = sentences[firsts[slot] + min(LEAD, lengths[slot])] if lengths[slot] > 0 else 0
    title = titles[title_starts[slot] : title_starts[slot] + title_counts[slot]]
    return text, text[:end], title


@njit(cache=True)
def _lead_unnamed(one, other, log_df, log_total):
    """Return the share of the idf of one's lead that the other never names."""
    mass = 1e-9
    lacking = 0.0
    lead = one[1]
    for k in range(lead.size):
        if _has(lead, k, lead[k]):
            continue
        weight = max(log_total - log_df[slot_of(lead[k])], 0.0)
        mass += weight
        if not _named(lead[k], other):
            lacking += weight
    return lacking / mass


@njit(cache=True)
def _repeated_unnamed(one, other, log_df, log_total):
    """Return the share of what one repeats, by idf · ln(1 + tf), that the other never names."""
    mass = 1e-9
    lacking = 0.0
    text, _, title = one
    for k in range(text.size):
        if _has(text, k, text[k]):
            continue
        times = _count(text, text[k]) + _count(title, text[k])
        if times < 2:
            continue
        weight = max(log_total - log_df[slot_of(text[k])], 0.0) * np.log(1.0 + times)
        mass += weight
        if not _named(text[k], other):
            lacking += weight
    return lacking / mass


@njit(cache=True, inline="always")
def _named(stem, article):
    text, _, title = article
    return _has(text, text.size, stem) or _has(title, title.size, stem)


@njit(cache=True)
def _has(stems, most, stem):
    """Say whether a stem is among the first `most`: of a copy it stands soon, where it stood."""
    at = 0
    while at < most and stems[at] != stem:
        at += 1
    return at < most


@njit(cache=True)
def _count(stems, stem):
    found = 0
    for k in range(stems.size):
        found += stems[k] == stem
    return found
