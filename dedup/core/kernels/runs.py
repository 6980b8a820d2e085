"""Lower-case text and its classes → its words, numbers and marks: where they are, and their hashes.

One pass that never branches, since where a word ends is what no processor foresees. The hash of any
beginning of a word is there already when its ending is cut.
"""

import numpy as np
from numba import njit

from dedup.core.kernels.words import (
    CLOSE,
    DENSE,
    DIGIT,
    HANGUL,
    LETTER,
    MARK,
    MULTIPLIER,
    NEWLINE,
    OTHER,
    QUOTE,
    STOP,
)

_NONE, _EACH = 0, 1  # no run; a run by itself
_KINDS = {
    OTHER: _NONE, CLOSE: _NONE, NEWLINE: _EACH, STOP: _EACH, QUOTE: _EACH,
    DIGIT: 2, LETTER: 3, MARK: 3, DENSE: 4,
}  # fmt: skip
_RUNS = np.array([_KINDS.get(kind, 5 * (kind >= HANGUL)) for kind in range(256)], np.uint8)


@njit(cache=True, nogil=True)
def runs(text, classes):
    """Lower-case text and classes → (hashes, begins, ends).

    Runs are words, digits, chains of a dense script, and each line break, stop and quotation mark.
    `hashes` are those of each run up to each of its characters.
    """
    hashes = np.empty(text.size, np.uint64)
    begins = np.empty(text.size + 1, np.int32)
    ends = np.empty(text.size + 1, np.int32)
    count = 0
    word = np.uint64(0)
    before = np.uint8(_NONE)
    for k in range(text.size):
        kind = _RUNS[classes[k]]
        new = (kind != before) | (kind == _EACH)
        word = (np.uint64(0) if new else word * MULTIPLIER) + np.uint64(text[k])
        hashes[k] = word
        begins[count] = k  # overwritten by the next where no run begins
        count += new & (kind != _NONE)
        ends[count * (kind != _NONE)] = k + 1
        before = kind
    return hashes, begins[:count], ends[1 : count + 1]


@njit(cache=True, nogil=True, inline="always")
def hashed(text, begin, end):
    """Return the hash of a piece of text that no run begins with."""
    word = np.uint64(0)
    for k in range(begin, end):
        word = word * MULTIPLIER + np.uint64(text[k])
    return word
