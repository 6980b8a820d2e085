"""Code points → shingle hashes → MinHash signature and FracMinHash sample.

Shingles are five consecutive letters or digits of the folded text; spaces and punctuation vanish,
because newsrooms space compounds differently. Signatures are equal, slot by slot, to
`datasketch.MinHash(num_perm=128, seed=1, scheme="affine32")` updated with the same hashes.
"""

from functools import cache

import numpy as np
from datasketch import MinHash
from numba import njit
from numpy.typing import NDArray

from dedup.core.kernels.text import DENSE, DIGIT, HANGUL, LETTER, MARK, _kind_of

PERMUTATIONS = 128
SHINGLE = 5  # characters: at 5 a chance match in Korean is rare, at 7 one changed ending costs 7
SAMPLE_RATE = 16  # FracMinHash keeps 1 in 16: candidate recall .9997 with >= 2 shared
_SAMPLE_LIMIT = np.uint32(2**32 // SAMPLE_RATE)


@cache
def permutations() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return datasketch's multipliers and increments, uint32[128] each."""
    a, b = MinHash(num_perm=PERMUTATIONS, seed=1, scheme="affine32").permutations
    return np.ascontiguousarray(a, np.uint32), np.ascontiguousarray(b, np.uint32)


@njit(cache=True, nogil=True, inline="always")
def _fmix32(h):
    """32-bit finalizer of MurmurHash3 (a bijection)."""
    h ^= h >> np.uint32(16)
    h = np.uint32(h * np.uint32(0x85EBCA6B))
    h ^= h >> np.uint32(13)
    h = np.uint32(h * np.uint32(0xC2B2AE35))
    h ^= h >> np.uint32(16)
    return h


@njit(cache=True, nogil=True)
def fold(points, kinds, lower):
    """Code points → lower-case letters and digits only."""
    out = np.empty(points.size, np.uint32)
    n = 0
    for k in range(points.size):
        code = points[k]
        kind = _kind_of(code, kinds)
        if kind == HANGUL or kind == DIGIT or kind == LETTER or kind == DENSE or kind == MARK:
            out[n] = lower[code] if code < 65536 else code
            n += 1
    return out[:n]


@njit(cache=True, nogil=True)
def shingle_hashes(folded):
    """Hash of every shingle in text order (uint32[]); a shorter text is one shingle."""
    size = folded.size
    if size == 0:
        return np.empty(0, np.uint32)
    n = max(1, size - SHINGLE + 1)
    out = np.empty(n, np.uint32)
    for i in range(n):
        h = np.uint32(0x27D4EB2F)
        for j in range(min(SHINGLE, size)):
            h = np.uint32((h ^ folded[i + j]) * np.uint32(0x9E3779B1))
            h ^= h >> np.uint32(15)
        out[i] = _fmix32(h)
    return out


@njit(cache=True, nogil=True)
def sign(hashes, a, b):
    """Shingle hashes → signature uint32[128]. Repeated hashes change nothing."""
    out = np.full(a.size, np.uint32(0xFFFFFFFF), np.uint32)
    for i in range(hashes.size):
        h = _fmix32(hashes[i])
        for p in range(a.size):
            v = np.uint32(np.uint32(h * a[p]) + b[p])
            out[p] = min(out[p], v)
    return out


@njit(cache=True, nogil=True)
def sample(hashes):
    """FracMinHash: the distinct hashes whose second mixing falls under the limit, ascending."""
    out = np.empty(hashes.size, np.uint32)
    n = 0
    for i in range(hashes.size):
        if _fmix32(hashes[i] ^ np.uint32(0x5BD1E995)) < _SAMPLE_LIMIT:
            out[n] = hashes[i]
            n += 1
    return np.unique(out[:n])
