"""Two articles of one wording → are they one template filled in for two subjects.

Award winners, regions of one statistic, results of two companies: what either has and the other
lacks is what a template is filled in with: numbers, and names that title and text repeat. What a
re-worded copy lacks is ordinary words, and of a trimmed one the other lacks nothing at all.
"""

import numpy as np
from numba import njit

from dedup.core.kernels.laid import number_of, stem_of
from dedup.core.kernels.text import FIRST, NUMBER

SUSPECT = 0.1  # score; under it two texts hardly have a wording in common
SAME = 0.99  # of the shorter text shared: a subject is more than what is left
LEAD = 2  # first sentences
FEW = 30  # stems; what captions and notices repeat is chance
# Shares of idf that the other lacks, of either article where nothing else is said. No labelled copy
# is beyond all limits of a rule, nor any labelled report of the same event that is suspected;
# QUALITY.md says which templates are.
NAMED = 0.4  # of what it repeats, by idf · ln(1 + tf), and of that what its title says
OTHER_NUMBERS = 0.6  # of its numbers, and two of them, ..
REPEATED = 0.15  # .. and of what it repeats; or
MOST_NUMBERS = 0.75  # of its numbers, and five of them, ..
TITLED = 0.27  # .. and of what its title says and it repeats
# What is repeated, in the title or a number, of all that is lacking.
FILLINGS = 0.6  # of one of them
FILLINGS_OF_BOTH = 0.3  # where names differ, or most numbers
LEAD_UNNAMED = 0.4  # or, where names differ, of the lead


@njit(cache=True)
def other_subjects(query, slot, slots, scores, shared, tables):
    """Say of each slot whose score is suspect whether it is about another subject.

    `query` is the article of `slot`, laid out, `shared` which part of the shorter text both have,
    and `tables` are as in `laid.lay_out`.
    """
    out = np.zeros(slots.size, np.bool_)
    mine = _parts(slot, tables)
    for k in range(slots.size):
        if scores[k] < SUSPECT or shared[k] >= SAME:
            continue
        theirs = _parts(slots[k], tables)
        if min(mine[0].size, theirs[0].size) < FEW:
            continue
        one = _differs(theirs, _lacking(theirs, mine, query, True))
        if not one[0] and not one[1] and not one[2]:  # so it is of most pairs
            continue
        other = _differs(mine, _lacking(mine, theirs, query, False))
        numbers, most_numbers, names = one[0] and other[0], one[1] and other[1], one[2] and other[2]
        filled_in = max(one[3], other[3]) >= FILLINGS
        both_are = min(one[3], other[3]) >= FILLINGS_OF_BOTH
        other_leads = min(one[4], other[4]) >= LEAD_UNNAMED
        out[k] = (
            (numbers and filled_in)
            or (most_numbers and both_are)
            or (names and (filled_in or both_are or other_leads))
        )
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
def _lacking(one, other, query, laid_out):
    """Return which of one's stems, where they come first, the other never names.

    Where the other is what is laid out as `query`, most of them are found at once.
    """
    text, _, _, _ = one
    named, _, title, _ = other
    lacking = np.zeros(text.size, np.bool_)
    for k in range(text.size):
        if text[k] & np.uint32(FIRST):
            stem = stem_of(text[k])
            found = number_of(query, stem) != 0 if laid_out else _has(named, stem)
            lacking[k] = not found and not _has(title, stem)
    return lacking


@njit(cache=True)
def _differs(article, lacking):
    """Say whether numbers, most numbers and names differ; then shares, 0 where none of them does.

    Shares are of what is filled in among `lacking`, and of the lead that is lacking. What is
    repeated is counted only where it may matter.
    """
    text, weights, title, lead = article
    mass = np.full(4, 1e-9)  # of numbers, of what is repeated, of that what the title says, of lead
    missing = np.zeros(4)  # likewise, of what is lacking
    count = 0  # numbers
    for k in range(text.size):
        if (text[k] & np.uint32(NUMBER)) != 0 and (text[k] & np.uint32(FIRST)) != 0:
            mass[0] += weights[k]
            missing[0] += lacking[k] * float(weights[k])
            count += lacking[k]
    for k in range(title.size):
        at = _place(text, title[k])
        if at < text.size:
            mass[2] += weights[at]
            missing[2] += lacking[at] * float(weights[at])
    numbers, titled = missing[0] / mass[0], missing[2] / mass[2]
    other_numbers = count >= 2 and numbers >= OTHER_NUMBERS
    most_numbers = count >= 5 and numbers >= MOST_NUMBERS and titled >= TITLED
    other_names = titled >= NAMED
    if not other_numbers and not other_names:
        return False, False, False, 0.0, 0.0
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
    repeated = missing[1] / mass[1]
    return (
        other_numbers and repeated >= REPEATED,
        most_numbers,
        other_names and repeated >= NAMED,
        fillings / lacks,
        missing[3] / mass[3],
    )


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
