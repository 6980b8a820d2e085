"""Sets of hashes → their smallest, and how many of the smallest two sets have in common (KMV)."""

import numpy as np
from numba import njit

SPARE = 2  # times as many values are sorted as are wanted: of most texts a third


@njit(cache=True)
def smallest(values, most):
    """Return the `most` smallest distinct values of uint32, ascending: hashes quickly."""
    limit = np.uint64(1 << 32) * np.uint64(SPARE * most) // np.uint64(max(1, values.size))
    low = np.empty(values.size + 1, values.dtype)
    n = 0
    for k in range(values.size):
        low[n] = values[k]
        n += values[k] < limit
    out = _distinct(np.sort(low[:n]), most)
    if out.size < most and n < values.size:
        out = _distinct(np.sort(values), most)
    return out


@njit(cache=True)
def _distinct(ordered, most):
    out = np.empty(min(most, ordered.size), ordered.dtype)
    n = 0
    for k in range(ordered.size):
        if n == out.size:
            break
        if n == 0 or ordered[k] != out[n - 1]:
            out[n] = ordered[k]
            n += 1
    return out[:n]


@njit(cache=True)
def common(a, b, most):
    """Count, of the `most` smallest values of the union of two ascending sets, (in both, in all).

    (0, 0) where either is empty.
    """
    if a.size == 0 or b.size == 0:
        return 0, 0
    both = 0
    n = 0
    i = 0
    j = 0
    while n < most and (i < a.size or j < b.size):
        if j == b.size or (i < a.size and a[i] < b[j]):
            i += 1
        elif i == a.size or b[j] < a[i]:
            j += 1
        else:
            both += 1
            i += 1
            j += 1
        n += 1
    return both, n
