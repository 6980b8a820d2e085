"""Two folded texts → the passages they share and how much of either is covered.

Maximal common runs of at least 12 characters, or of all that the shorter text has, found from left
to right through the positions of five-character shingles (as in passim: n-gram postings, then local
alignment); runs closer than 10 characters on both sides are one passage.
"""

import numpy as np
from numba import njit

from dedup.core.kernels.sketch import SHINGLE, shingle_hashes
from dedup.core.kernels.words import DIGIT, kind_of

SHORTEST_RUN = 12  # characters without spaces; shorter runs are names and phrases
GAP = 10
TRIES = 8  # places tried for a shingle that stands more often in the other text


@njit(cache=True)
def fold_with_places(raw, kinds, lower):
    """UTF-8 and three bytes more → (folded letters and digits, their places in the text)."""
    size = raw.size - 3
    out = np.empty(size, np.uint32)
    places = np.empty(size, np.int32)
    n = 0
    place = 0
    at = np.uint64(0)
    while at < np.uint64(size):
        # whatever the length is: letters and spaces follow each other as no processor can guess
        lead = np.uint32(raw[at])
        second = np.uint32(raw[at + np.uint64(1)] & np.uint8(63))
        third = np.uint32(raw[at + np.uint64(2)] & np.uint8(63))
        of_two = (lead & np.uint32(31)) << np.uint32(6) | second
        of_three = (lead & np.uint32(15)) << np.uint32(12) | second << np.uint32(6) | third
        code = lead if lead < 0x80 else of_two if lead < 0xE0 else of_three
        at += np.uint64(1 + (lead >= 0xC0) + (lead >= 0xE0))
        if lead >= 0xF0:
            fourth = np.uint32(raw[at] & np.uint8(63))
            code = (lead & np.uint32(7)) << np.uint32(18) | second << np.uint32(12)
            code |= third << np.uint32(6) | fourth
            at += np.uint64(1)
        out[n] = lower[code] if code < 65536 else code  # overwritten by the next where it is none
        places[n] = place
        n += kind_of(code, kinds) >= DIGIT
        place += 1
    return out[:n], places[:n]


@njit(cache=True)
def align(x, y):
    """Find the runs two folded texts share: int32[k, 4], start and end in x and in y, by x."""
    shortest = min(SHORTEST_RUN, max(SHINGLE, min(x.size, y.size)))  # or a short text as it is
    runs = np.empty((x.size // shortest + 1, 4), np.int32)
    n = 0
    if x.size < shortest or y.size < shortest:
        return runs[:0]
    hashes_x = shingle_hashes(x)
    hashes_y = shingle_hashes(y)
    capacity = 64
    while capacity < 4 * hashes_y.size:
        capacity *= 2
    mask = np.uint32(capacity - 1)
    head = np.full(capacity, -1, np.int32)
    following = np.full(hashes_y.size, -1, np.int32)
    for j in range(hashes_y.size - 1, -1, -1):
        at = hashes_y[j] & mask
        following[j] = head[at]
        head[at] = j
    i = 0
    last = x.size - SHINGLE
    expected = 0  # where in y the text would go on: of equal runs the nearest is the passage
    while i <= last:
        j = head[hashes_x[i] & mask]
        if j < 0:
            i += 1
            continue
        best = 0
        where = -1
        tries = 0
        while j >= 0 and tries < TRIES:
            if hashes_y[j] == hashes_x[i]:
                tries += 1
                length = 0
                while (
                    i + length < x.size and j + length < y.size and x[i + length] == y[j + length]
                ):
                    length += 1
                if length > best or (length == best and abs(j - expected) < abs(where - expected)):
                    best = length
                    where = j
            j = following[j]
        if best >= shortest:
            runs[n, 0] = i
            runs[n, 1] = i + best
            runs[n, 2] = where
            runs[n, 3] = where + best
            n += 1
            i += best
            expected = where + best
        else:
            i += 1
    return runs[:n]


@njit(cache=True)
def covered(runs, side, size, marks):
    """Mark in `marks` (bool[size]) what runs cover on a side (0: x, 2: y); return how much."""
    for k in range(runs.shape[0]):
        for i in range(runs[k, side], runs[k, side + 1]):
            marks[i] = True
    total = 0
    for i in range(size):
        if marks[i]:
            total += 1
    return total


@njit(cache=True)
def join_runs(runs):
    """Join runs to passages: neighbours with gaps of at most 10 characters on both sides."""
    out = np.empty_like(runs)
    n = 0
    for k in range(runs.shape[0]):
        if n > 0:
            gap_x = runs[k, 0] - out[n - 1, 1]
            gap_y = runs[k, 2] - out[n - 1, 3]
            if gap_x <= GAP and 0 <= gap_y <= GAP:
                out[n - 1, 1] = runs[k, 1]
                out[n - 1, 3] = runs[k, 3]
                continue
        out[n] = runs[k]
        n += 1
    return out[:n]


@njit(cache=True)
def compare_texts(x, places_x, y, places_y, most):
    """Folded texts and their places → (covered in x, covered in y, marks of x, passages).

    Passages are int64[k, 4], start and end in either text, at most `most`, longest first.
    """
    runs = align(x, y)
    marks = np.zeros(x.size, np.bool_)
    mine = covered(runs, 0, x.size, marks)
    theirs = covered(runs, 2, y.size, np.zeros(y.size, np.bool_))
    joined = join_runs(runs)
    passages = np.empty((joined.shape[0], 4), np.int64)
    lengths = np.empty(joined.shape[0], np.int64)
    for k in range(joined.shape[0]):
        passages[k, 0] = places_x[joined[k, 0]]
        passages[k, 1] = places_x[joined[k, 1] - 1] + 1
        passages[k, 2] = places_y[joined[k, 2]]
        passages[k, 3] = places_y[joined[k, 3] - 1] + 1
        lengths[k] = passages[k, 0] - passages[k, 1]
    order = np.argsort(lengths, kind="mergesort")[:most]  # stable: ties stay in text order
    return mine, theirs, marks, passages[order]
