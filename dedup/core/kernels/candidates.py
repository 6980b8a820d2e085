"""A new article and its candidates → those that fit in time, compared, and ranked; in one call."""

import numpy as np
from numba import njit

from dedup.core.kernels.choice import fitting, ranked
from dedup.core.kernels.laid import lay_out
from dedup.core.kernels.pair import F_SHORT, score_many


@njit(cache=True)
def judge_candidates(room, slot, slots, base, columns, span, overlap, tables, judge):
    """Return (numbers of those that fit, scores, features, apart, linked, families, overlapping).

    `columns` are article times, days of series and families; an article's number is its slot and
    `base`; the new one is laid out in `room`. Families are those of the linked. Apart, linked and
    overlapping are places: of the same wording about another subject, of scores that reach the
    threshold, and of a share of the shorter text of at least `overlap`; the latter two best first.
    """
    at, series_day, family = columns
    slots = fitting(slot, slots, at, series_day, span)
    lay_out(room, slot, tables)
    scores, features, apart = score_many(room, slot, slots, tables, judge)
    linked = ranked(scores, judge[3])
    overlapping = ranked(np.ascontiguousarray(features[:, F_SHORT]), overlap)
    families = family[slots[linked]]
    numbers = slots + np.int64(base)
    return numbers, scores, features, np.flatnonzero(apart), linked, families, overlapping
