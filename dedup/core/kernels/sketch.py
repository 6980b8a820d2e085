"""Code points → shingle hashes → MinHash signature and FracMinHash sample.

Shingles are five consecutive letters or digits of the folded text; spaces and punctuation vanish,
because newsrooms space compounds differently. Signatures are equal, slot by slot, to
`datasketch.MinHash(num_perm=128, seed=1, scheme="affine32")` updated with the same hashes.
"""

from functools import cache

import numpy as np
from numba import njit
from numpy.typing import NDArray

from dedup.core.kernels.words import DIGIT

PERMUTATIONS = 128
SHINGLE = 5  # characters: at 5 a chance match in Korean is rare, at 7 one changed ending costs 7
SAMPLE_RATE = 16  # FracMinHash keeps 1 in 16: candidate recall .9997 with >= 2 shared
_SAMPLE_LIMIT = np.uint32(2**32 // SAMPLE_RATE)


@cache
def permutations() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return datasketch's multipliers (odd) and increments, uint32[128] each.

    Drawn as datasketch 2 draws them for seed 1, and tested equal to it: importing it here would
    bring scipy into every process, six tenths of a second.
    """
    generator = np.random.RandomState(1)
    a = generator.randint(0, 1 << 31, PERMUTATIONS, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    b = generator.randint(0, 1 << 32, PERMUTATIONS, dtype=np.uint32)
    return a, b


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
def fold(text, classes):
    """Lower-case text and its classes → letters and digits only."""
    out = np.empty(text.size, np.uint32)
    n = 0
    for k in range(text.size):
        out[n] = text[k]  # overwritten by the next where it does not belong
        n += classes[k] >= DIGIT
    return out[:n]


@njit(cache=True, nogil=True, inline="always")
def _take(h, code):
    h = np.uint32((h ^ code) * np.uint32(0x9E3779B1))
    return np.uint32(h ^ (h >> np.uint32(15)))


@njit(cache=True, nogil=True)
def shingle_hashes(folded):
    """Hash of every shingle in text order (uint32[]); a shorter text is one shingle."""
    size = folded.size
    seed = np.uint32(0x27D4EB2F)
    if size < SHINGLE:
        out = np.empty(min(1, size), np.uint32)
        h = seed
        for j in range(size):
            h = _take(h, folded[j])
        if size:
            out[0] = _fmix32(h)
        return out
    out = np.empty(size - SHINGLE + 1, np.uint32)
    for i in range(out.size):
        h = _take(seed, folded[i])
        h = _take(h, folded[i + 1])
        h = _take(h, folded[i + 2])
        h = _take(h, folded[i + 3])
        out[i] = _fmix32(_take(h, folded[i + 4]))
    return out


@njit(cache=True, nogil=True)
def sign(hashes, a, b):
    """Shingle hashes → signature uint32[128]. Repeated hashes change nothing.

    One permutation after the other over all hashes: multiplier, increment and minimum then stay in
    registers, and the loop is eight hashes wide.
    """
    mixed = np.empty_like(hashes)
    for i in range(hashes.size):
        mixed[i] = _fmix32(hashes[i])
    out = np.empty(a.size, np.uint32)
    for p in range(a.size):
        least = np.uint32(0xFFFFFFFF)
        multiplier, increment = a[p], b[p]
        for i in range(mixed.size):
            least = min(least, np.uint32(np.uint32(mixed[i] * multiplier) + increment))
        out[p] = least
    return out


@njit(cache=True, nogil=True)
def sample(hashes):
    """FracMinHash: the distinct hashes whose second mixing falls under the limit, ascending."""
    mixed = np.empty_like(hashes)
    for i in range(hashes.size):  # by itself: eight at a time
        mixed[i] = _fmix32(hashes[i] ^ np.uint32(0x5BD1E995))
    out = np.empty(hashes.size + 1, np.uint32)
    n = np.uintp(0)
    for i in range(hashes.size):
        out[n] = hashes[i]  # overwritten by the next where it is not kept
        n += np.uintp(mixed[i] < _SAMPLE_LIMIT)
    kept = np.sort(out[:n])
    distinct = min(1, kept.size)
    for i in range(1, kept.size):
        if kept[i] != kept[i - 1]:
            kept[distinct] = kept[i]
            distinct += 1
    return kept[:distinct]
