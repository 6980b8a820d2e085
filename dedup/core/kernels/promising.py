"""An event vector and the postings of others → the events most worth comparing it with."""

import numpy as np
from numba import njit

from dedup.core.kernels.postings import newest
from dedup.core.kernels.terms import NEUTRAL_GAP
from dedup.core.kernels.vector import ONE, SHARES

WORTH = 0.01  # overlap by time below which an article speaks for nothing


@njit(cache=True)
def promising(
    slot, most, base, alive, scores, touched, terms, pool, start, count,
    moments, undated, events, span, step, decay, out,
    cells, cap,
):  # fmt: skip
    """Write the keys of events into `out`, most promising first, and return how many.

    Looked up are the `count` terms that stand in `terms` and `pool` from `start`. What an article
    shares of them by squared weight, decayed over time, speaks for its event (`events`, by slot);
    of articles the `most` that share most are heard, of events as many as `out` has room for. Ties
    go to the newer article and to the older event. `decay[k]` is the factor, at most 1, at a gap of
    k steps. `scores` must come zeroed, and leaves so.
    """
    wanted = terms[start : start + count]
    slots = np.empty((count, cap + 1), np.int32)
    lengths = np.empty(count, np.int64)
    newest(cells, wanted, base, slots, lengths)
    found = 0
    for k in range(count):
        weight = np.float32(pool[SHARES * (start + k)]) / np.float32(ONE)
        if weight == 0:  # a score that stays 0 would be touched again and again
            continue
        for r in range(lengths[k]):
            other = slots[k, r]
            if alive[other]:
                touched[found] = other
                found += scores[other] == 0
                scores[other] += weight * weight
    values = np.empty(most)
    others = np.empty(most, np.int32)
    n = 0
    for k in range(found):
        other = touched[k]
        overlap = scores[other]
        scores[other] = 0
        # decay only takes away: most need not be looked at in the window's far table
        if other == slot or overlap <= WORTH or (n == most and overlap < values[n - 1]):
            continue
        gap = abs(moments[other] - moments[slot])
        if undated[other] or undated[slot]:
            gap = NEUTRAL_GAP * step
        value = overlap * decay[min(gap // step, decay.size - 1)]
        if gap > span or value <= WORTH:
            continue
        n = _insert(values, others, n, value, other)
    return _group(values, others, n, events, out)


@njit(cache=True, inline="always")
def _insert(values, others, n, value, other):
    """Put an article at its place among the n best by falling value, newer first; return n."""
    at = n
    if n == values.size:
        at = n - 1
        if value < values[at] or (value == values[at] and other < others[at]):
            return n
    else:
        n += 1
    while at > 0 and (
        values[at - 1] < value or (values[at - 1] == value and others[at - 1] < other)
    ):
        values[at] = values[at - 1]
        others[at] = others[at - 1]
        at -= 1
    values[at] = value
    others[at] = other
    return n


@njit(cache=True, inline="always")
def _group(values, others, n, events, out):
    """Write the events of the n articles into out by falling sum of values; return how many."""
    keys = np.empty(n, np.int64)
    sums = np.zeros(n)
    groups = 0
    for k in range(n):
        key = events[others[k]]
        g = 0
        while g < groups and keys[g] != key:
            g += 1
        if g == groups:
            keys[g] = key
            groups += 1
        sums[g] += values[k]
    chosen = min(groups, out.size)
    for r in range(chosen):
        best = r
        for g in range(r + 1, groups):
            if sums[g] > sums[best] or (sums[g] == sums[best] and keys[g] < keys[best]):
                best = g
        out[r] = keys[best]
        keys[best] = keys[r]
        sums[best] = sums[r]
    return chosen
