"""A new article and its candidates → those that fit in time, compared, and ranked; in one call."""

import numpy as np
from numba import njit

from dedup.core.kernels.choice import fitting, ranked
from dedup.core.kernels.laid import lay_out
from dedup.core.kernels.pair import F_SHORT, score_many


@njit(cache=True)
def judge_candidates(room, slot, slots, times, overlap, tables, judge):
    """Return (slots that fit, scores, features, apart, linked, overlapping).

    `times` are the columns of article times and of days of series, and the window's span; the
    article is laid out in `room`. Linked are the places of scores that reach the threshold,
    overlapping those of a share of the shorter text of at least `overlap`; best first.
    """
    at, series_day, span = times
    slots = fitting(slot, slots, at, series_day, span)
    lay_out(room, slot, tables)
    scores, features, apart = score_many(room, slot, slots, tables, judge)
    linked = ranked(scores, judge[3])
    overlapping = ranked(np.ascontiguousarray(features[:, F_SHORT]), overlap)
    return slots, scores, features, apart, linked, overlapping
