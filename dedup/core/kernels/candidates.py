"""A new article and its candidates → those that fit in time, compared, and ranked; in one call."""

import numpy as np
from numba import njit

from dedup.core.kernels.choice import fitting, ranked
from dedup.core.kernels.laid import lay_out
from dedup.core.kernels.pair import F_SHORT, FEATURES, score_many


@njit(cache=True)
def judge_candidates(room, slot, slots, base, columns, span, overlap, tables, judge):
    """Return (rows, scores, features) of those that fit: five rows, each with its length first.

    They are the numbers of those that fit; the places among them, and the families, of those whose
    score reaches the threshold, best first; the numbers of those with at least `overlap` of the
    shorter text in common, best first; and of those of the same wording about another subject.
    `columns` are article times, days of series and families; an article's number is its slot and
    `base`; the new one is laid out in `room`.
    """
    at, series_day, family = columns
    slots = fitting(slot, slots, at, series_day, span)
    rows = np.empty((5, slots.size + 1), np.int64)
    rows[:, 0] = 0
    if slots.size == 0:
        return rows, np.empty(0), np.empty((0, FEATURES))
    lay_out(room, slot, tables)
    scores, features, apart = score_many(room, slot, slots, tables, judge)
    linked = ranked(scores, judge[3])
    numbers = slots + np.int64(base)
    _write(rows[0], numbers)
    _write(rows[1], linked)
    _write(rows[2], family[slots[linked]])
    _write(rows[3], numbers[ranked(np.ascontiguousarray(features[:, F_SHORT]), overlap)])
    _write(rows[4], numbers[np.flatnonzero(apart)])
    return rows, scores, features


@njit(cache=True)
def _write(row, values):
    row[0] = values.size
    row[1 : values.size + 1] = values
