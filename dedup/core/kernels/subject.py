"""Two articles of one wording → are they one template filled in for two subjects.

Award winners, regions of one statistic, results of two companies: what either has and the other
lacks is what a template is filled in with: numbers, and names that title and text repeat. What a
re-worded copy lacks is ordinary words, and of a trimmed one the other lacks nothing at all.
"""

import numpy as np
from numba import njit

from dedup.core.kernels.laid import number_of, stem_of
from dedup.core.kernels.text import FIRST, NUMBER

LEAD = 2  # first sentences
FEW = 25  # stems; what captions keep speaking of is chance
# Shares of idf that the other lacks, of either article where nothing else is said. Of 452 labelled
# copies that score as such none is beyond all limits; of 57 pairs of templates, in six languages,
# all but three about the weather are.
OTHER_NUMBERS = 0.5  # of its numbers, and two of them
REPEATED = 0.15  # of what it repeats, by idf · ln(1 + tf), where numbers differ
NAMED = 0.4  # of what it repeats, and of that what its title says, where they need not
# Of all that is lacking, what is repeated, in the title or a number. Where names differ, less of it
# will do, or other words in the lead.
FILLINGS = 0.6  # of one of them
FILLINGS_OF_BOTH = 0.3
LEAD_UNNAMED = 0.4


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
        if min(mine[0].size, theirs[0].size) < FEW:
            continue
        one = _differs(theirs, _lacking_in_query(theirs, query, mine))
        if not one[0] and not one[1]:  # so it is of most pairs
            continue
        other = _differs(mine, _lacking(mine, theirs))
        numbers, names = one[0] and other[0], one[1] and other[1]
        filled_in = max(one[2], other[2]) >= FILLINGS
        less = min(one[2], other[2]) >= FILLINGS_OF_BOTH or min(one[3], other[3]) >= LEAD_UNNAMED
        out[k] = (filled_in and (numbers or names)) or (less and names)
    return out


@njit(cache=True)
def _parts(slot, tables):
    """Return an article's stems, what they weigh, its title's stems, and where its lead ends."""
    articles, stems, idf, sentences, titles = tables
    starts, counts, _, firsts, lengths, title_starts, title_counts = articles
    begin, end = starts[slot], starts[slot] + counts[slot]
    title = titles[title_starts[slot] : title_starts[slot] + title_counts[slot]]
    lead = sentences[firsts[slot] + min(LEAD, lengths[slot])] if lengths[slot] > 0 else 0
    return stems[begin:end], idf[begin:end], title, lead


@njit(cache=True)
def _lacking_in_query(one, query, other):
    """Return what `_lacking` does, where the other is laid out."""
    text, _, _, _ = one
    _, _, title, _ = other
    lacking = np.zeros(text.size, np.bool_)
    for k in range(text.size):
        if text[k] & np.uint32(FIRST):
            stem = stem_of(text[k])
            lacking[k] = not number_of(query, stem) and not _has(title, stem)
    return lacking


@njit(cache=True)
def _lacking(one, other):
    """Return which of one's stems, where they come first, the other never names."""
    text, _, _, _ = one
    named, _, title, _ = other
    lacking = np.zeros(text.size, np.bool_)
    for k in range(text.size):
        if text[k] & np.uint32(FIRST):
            stem = stem_of(text[k])
            lacking[k] = not _has(named, stem) and not _has(title, stem)
    return lacking


@njit(cache=True)
def _differs(article, lacking):
    """Say whether numbers differ, and names; how much of `lacking` they are, and it of the lead.

    Where neither differs the shares are 0: what is repeated is counted only where it may matter.
    """
    text, weights, title, lead = article
    mass = np.zeros(4)  # of numbers, of what is repeated, of that what the title says, of the lead
    missing = np.zeros(4)  # likewise, of what is lacking
    numbers = 0
    for k in range(text.size):
        if (text[k] & np.uint32(NUMBER)) != 0 and (text[k] & np.uint32(FIRST)) != 0:
            mass[0] += weights[k]
            missing[0] += lacking[k] * float(weights[k])
            numbers += lacking[k]
    for k in range(title.size):
        at = _place(text, title[k])
        if at < text.size:
            mass[2] += weights[at]
            missing[2] += lacking[at] * float(weights[at])
    other_numbers = numbers >= 2 and missing[0] >= OTHER_NUMBERS * mass[0]
    other_names = missing[2] > 0.0 and missing[2] >= NAMED * mass[2]
    if not other_numbers and not other_names:
        return False, False, 0.0, 0.0
    lacks = 1e-9
    fillings = 0.0
    for k in range(text.size):
        if not text[k] & np.uint32(FIRST):
            continue
        weight = float(weights[k])
        times = _count(text, stem_of(text[k])) + _count(title, stem_of(text[k]))
        if times > 1:
            mass[1] += weight * np.log(1.0 + times)
            missing[1] += lacking[k] * weight * np.log(1.0 + times)
        if k < lead:
            mass[3] += weight
            missing[3] += lacking[k] * weight
        lacks += lacking[k] * weight
        if times > 1 or (text[k] & np.uint32(NUMBER)) != 0:
            fillings += lacking[k] * weight
    other_numbers &= missing[1] >= REPEATED * mass[1]
    other_names &= missing[1] >= NAMED * mass[1]
    return other_numbers, other_names, fillings / lacks, missing[3] / max(mass[3], 1.0)


@njit(cache=True)
def _place(stems, stem):
    """Return where a stem stands first, or how many there are: of a copy soon, where it stood."""
    at = 0
    while at < stems.size and stem_of(stems[at]) != stem:
        at += 1
    return at


@njit(cache=True)
def _has(stems, stem):
    return _place(stems, stem) < stems.size


@njit(cache=True)
def _count(stems, stem):
    found = 0
    for k in range(stems.size):
        found += stem_of(stems[k]) == stem
    return found
