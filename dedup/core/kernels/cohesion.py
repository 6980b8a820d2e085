"""Members of families → how much they agree: every pair is compared once, by its newer article."""

import numpy as np
from numba import njit

from dedup.core.kernels.laid import lay_out
from dedup.core.kernels.pair import score_many


@njit(cache=True)
def agreement(room, members, most, tables, judge):
    """Return the mean score of each member, and that of the better half of its scores.

    A member is compared with at most `most` others, spread evenly. `members` are slots, ascending;
    `room` is for the longest of them.
    """
    count = members.size
    wanted = np.zeros((count, count), np.bool_)
    for i in range(count):
        for r in range(min(most, count - 1)):
            j = r if count - 1 <= most else int(r * ((count - 2) / (most - 1)) + 0.5)
            j += j >= i
            wanted[i, j] = True
    scores = _scores(room, members, wanted, tables, judge)
    means = np.zeros(count)
    halves = np.zeros(count)
    for i in range(count):
        held = scores[i][wanted[i]]
        means[i] = mean_of(np.maximum(held, 0.0))
        halves[i] = better_half(held)
    return means, halves


@njit(cache=True)
def agreement_across(room, mine, theirs, tables, judge):
    """Return the better half of the scores between two groups of slots without a common one."""
    members = np.concatenate((mine, theirs))
    members.sort()
    wanted = np.zeros((members.size, members.size), np.bool_)
    for m in mine:
        for t in theirs:
            wanted[np.searchsorted(members, m), np.searchsorted(members, t)] = True
    scores = _scores(room, members, wanted, tables, judge)
    held = np.empty(mine.size * theirs.size)
    n = 0
    for i in range(members.size):
        for j in range(members.size):
            if wanted[i, j]:
                held[n] = scores[i, j]
                n += 1
    return better_half(held)


@njit(cache=True)
def _scores(room, members, wanted, tables, judge):
    """Compare the pairs that are wanted either way; float64[k, k]."""
    scores = np.zeros(wanted.shape)
    others = np.empty(members.size, np.int64)
    for i in range(1, members.size):
        n = 0
        for j in range(i):
            if wanted[i, j] or wanted[j, i]:
                others[n] = j
                n += 1
        if n == 0:
            continue
        lay_out(room, members[i], tables)
        found, _, _ = score_many(room, members[i], members[others[:n]], tables, judge)
        for k in range(n):
            scores[i, others[k]] = found[k]
            scores[others[k], i] = found[k]
    return scores


@njit(cache=True)
def mean_of(scores):
    """Return the mean; 0 of none."""
    total = 0.0
    for k in range(scores.size):
        total += scores[k]
    return total / max(1, scores.size)


@njit(cache=True)
def better_half(scores):
    """Return the mean of the better half: half a family may have been cut to a sentence.

    It is 0 where half of all are about another subject (APART): what is trimmed hardly says its
    subject, so that of a family of two one copy may be like both.
    """
    against = 0
    for k in range(scores.size):
        against += scores[k] < 0.0
    if 2 * against >= scores.size:
        return 0.0
    return mean_of(np.sort(scores)[::-1][: (scores.size + 1) // 2])
