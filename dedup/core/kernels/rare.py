"""Signature → band keys; stems → the rare ones that an article is filed under."""

import numpy as np
from numba import njit

from dedup.core.kernels.laid import slot_of
from dedup.core.kernels.text import FIRST


@njit(cache=True, nogil=True)
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


@njit(cache=True, nogil=True)
def rare_stems(stems, flags, df, limit, most):
    """(stems to be filed under, stems to look up): at most `most` each, of lowest df <= limit.

    Ties go to the smaller hash, so that two texts of the same words choose the same ones, however
    their sentences are built. What nobody has had yet is looked up last: nobody can have it.
    """
    found = np.empty(stems.size, np.uint32)
    how_often = np.empty(stems.size, np.float32)
    n = 0
    for k in range(stems.size):
        if flags[k] & FIRST:
            d = df[slot_of(stems[k])]
            if d <= limit:
                found[n] = stems[k]
                how_often[n] = d
                n += 1
    if n <= most:
        return found[:n].copy(), found[:n].copy()
    by_hash = np.argsort(found[:n])
    found = found[:n][by_hash]
    how_often = how_often[:n][by_hash]
    filed = np.argsort(how_often, kind="mergesort")[:most]
    for k in range(n):
        if how_often[k] == 0:
            how_often[k] = limit + 1
    wanted = np.argsort(how_often, kind="mergesort")[:most]
    return found[filed], found[wanted]
