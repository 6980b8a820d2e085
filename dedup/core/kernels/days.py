"""Code points → whether a text can name a day at all, and by which words: a cheap first look."""

import numpy as np
from numba import njit

from dedup.core.kernels.words import MULTIPLIER, contains

DATE, NAME = 1, 2  # 29일 or 29日; the name of a month or weekday
WORDS = 2  # from this bit on: that the text has the beginning of a word

_DAY = (0xC77C, 0x65E5)  # 일 日


@njit(cache=True, nogil=True)
def day_signs(points, names, words):
    """Code points → what a text may name days by, in bits; none is missed.

    `names` is a table of names in lower case (`dedup.core.kernels.words`), `words` are the first
    two characters of each word, uint32[n, 2].
    """
    one = np.uint64(1)
    first = np.uint64(0)  # how the words' characters end, in binary
    second = np.uint64(0)
    for n in range(words.shape[0]):
        first |= one << np.uint64(words[n, 0] & 63)
        second |= one << np.uint64(words[n, 1] & 63)
    signs = 0
    name = np.uint64(0)  # of the Latin letters before
    before = np.uint32(0)
    for k in range(points.size):
        code = points[k]
        if code == _DAY[0] or code == _DAY[1]:
            # digits of other scripts count as well: only Hangul and ASCII are known to be none
            if 48 <= before <= 57 or (before > 127 and not 0xAC00 <= before <= 0xD7A3):
                signs |= DATE
        small = code | np.uint32(32)
        if 97 <= small <= 122:
            name = name * MULTIPLIER + np.uint64(small)
        elif name:
            signs |= NAME * contains(names, name)
            name = np.uint64(0)
        if first >> np.uint64(before & 63) & second >> np.uint64(code & 63) & one:
            for n in range(words.shape[0]):
                if before == words[n, 0] and code == words[n, 1]:
                    signs |= 1 << (WORDS + n)
        before = code
    if name:
        signs |= NAME * contains(names, name)
    return signs
