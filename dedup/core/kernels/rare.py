"""Signature → band keys; stems → the rare ones: all that an article is filed under, in one call."""

import numpy as np
from numba import njit

from dedup.core.kernels.laid import slot_of
from dedup.core.kernels.text import FIRST


@njit(cache=True)
def words_of(signature, sample, stems, flags, df, limits):
    """Return (words uint32[], how many of them are sampled hashes, how many are rare stems).

    The words are band keys, rare stems to be filed under, as many to look up, and hashes of the
    sample. `limits` is (bands, rows, below which hashes are filed, limit and most of `rare_stems`).
    """
    bands, rows, below, limit, most = limits
    keys = band_keys(signature, bands, rows)
    filed, wanted = rare_stems(stems, flags, df, limit, most)
    sampled = np.searchsorted(sample, below)
    out = np.empty(bands + 2 * filed.size + sampled, np.uint32)
    out[:bands] = keys
    out[bands : bands + filed.size] = filed
    out[bands + filed.size : bands + 2 * filed.size] = wanted
    out[bands + 2 * filed.size :] = sample[:sampled]
    return out, sampled, filed.size


@njit(cache=True)
def parts_of(words, sampled, rare):
    """Return the four parts of the words, as `words_of` gives them."""
    bands = words.size - sampled - 2 * rare
    return (
        words[:bands],
        words[bands : bands + rare],
        words[bands + rare : bands + 2 * rare],
        words[bands + 2 * rare :],
    )


@njit(cache=True)
def band_keys(signature, bands, rows):
    """Hash each band of `rows` slots with its number: uint32[bands]."""
    out = np.empty(bands, np.uint32)
    for b in range(bands):
        h = np.uint64(b + 1) * np.uint64(0x9E3779B97F4A7C15)
        for r in range(rows):
            h = (h ^ np.uint64(signature[b * rows + r])) * np.uint64(0xFF51AFD7ED558CCD)
            h ^= h >> np.uint64(32)
        out[b] = np.uint32(h >> np.uint64(32))
    return out


@njit(cache=True)
def rare_stems(stems, flags, df, limit, most):
    """(stems to be filed under, stems to look up): at most `most` each, of lowest df <= limit.

    Ties go to the smaller hash, so that two texts of the same words choose the same ones, however
    their sentences are built. What nobody has had yet is looked up last: nobody can have it.
    """
    often = np.empty(stems.size, np.float32)
    for k in range(stems.size):
        often[k] = df[slot_of(stems[k])]
    bits = often.view(np.uint32)  # of numbers from 0, ordered like them
    new = np.empty(most, np.uint64)  # the smallest hashes that nobody has had, ascending
    known = np.empty(most, np.uint64)  # the rarest of the others
    n = 0
    m = 0
    for k in range(stems.size):
        if flags[k] & np.uint8(FIRST) and often[k] <= limit:
            value = np.uint64(bits[k]) << np.uint64(32) | np.uint64(stems[k])
            if often[k] == 0:
                n = _insert(new, n, value)
            else:
                m = _insert(known, m, value)
    filed = np.empty(min(most, n + m), np.uint32)
    wanted = np.empty(min(most, n + m), np.uint32)
    for k in range(filed.size):
        filed[k] = np.uint32(new[k] if k < n else known[k - n])
        wanted[k] = np.uint32(known[k] if k < m else new[k - m])
    return filed, wanted


@njit(cache=True, inline="always")
def _insert(smallest, n, value):
    """Keep an ascending list of at most `smallest.size` values; return how many it has now."""
    if n == smallest.size:
        if value >= smallest[n - 1]:
            return n
        n -= 1
    at = n
    while at > 0 and smallest[at - 1] > value:
        smallest[at] = smallest[at - 1]
        at -= 1
    smallest[at] = value
    return n + 1
