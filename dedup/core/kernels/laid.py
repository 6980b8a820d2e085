"""Stems of an article → laid out, so that the stems of many others are found in it quickly.

What may be relied on: a stem weighs the same in whichever article it stands, as long as the
document frequencies stay. Where no processor could guess a branch there is none: what is not
wanted is multiplied by 0 or overwritten by the next.
"""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from dedup.core.kernels.text import EVER_QUOTED, FIRST, FIRST_IN_SENTENCE

TABLE_BITS = 22  # df slots: 4 M x 4 B; at 1 M distinct stems one rare stem in five shares a slot
SENTENCES = 64  # what stands later does not decide who copied whom
LANES = 16  # numbers that a processor adds at once
COMMON = 0.0212  # share of articles above which a stem counts as an ordinary word
UNUSUAL = 6  # families, at most, that an unusual stem is in
UNUSUAL_WORD = 1 << 16  # beside ordinary stems in one number: an article has 4,096 stems
HEAD_BITS = 12  # 8 kB in the nearest cache; of 200 stems one in twenty is taken for another
_HEAD = np.uint32(32 - HEAD_BITS)
_FLAGS = np.arange(256)
_DISTINCT = ((_FLAGS & FIRST) > 0).astype(np.float32)  # by flags: 1 where it is to be counted
_QUOTED = ((_FLAGS & FIRST > 0) & (_FLAGS & EVER_QUOTED > 0)).astype(np.float32)
_IN_SENTENCE = ((_FLAGS & FIRST_IN_SENTENCE) > 0).astype(np.float32)


@njit(cache=True, inline="always")
def slot_of(stem):
    """Slot of a stem in the document-frequency tables."""
    return stem >> np.uint32(32 - TABLE_BITS)


@njit(cache=True)
def weigh(stems, flags, offsets, log_df, total, limit, weights, masses):
    """Set the weights of stems and the masses of sentences; return the mass of the article.

    `log_df` is ln(df + .5), `total` the number of families counted. Gives up with what it has
    where the mass passes `limit`.
    """
    log_total = np.float32(np.log(total + 1.0))
    mass = 0.0
    k = np.uint64(0)
    for s in range(offsets.size - 1):
        end = np.uint64(offsets[s + 1])
        distinct = 0.0
        heavy = np.float32(0.0)
        while k < end:
            weight = max(log_total - log_df[slot_of(stems[k])], np.float32(0.0))
            weights[k] = weight
            heavy += weight * _IN_SENTENCE[flags[k]]
            distinct += weight * _DISTINCT[flags[k]]
            k += np.uint64(1)
        mass += distinct
        if s < SENTENCES:
            masses[s] = heavy
        if mass > limit:
            break
    return mass


@njit(cache=True)
def ordinary_stems(flags, weights, total):
    """Count the distinct stems that more than a share of COMMON of all families has."""
    limit = np.float32(np.log(total + 1.0)) - np.float32(np.log(COMMON * total + 0.5))
    n = 0
    for k in range(flags.size):
        n += ((flags[k] & np.uint8(FIRST)) != 0) & (weights[k] < limit)
    return n


def room_for(count: int) -> tuple[NDArray[Any], ...]:
    """Return the arrays in which an article of at most `count` stems is laid out, see `lay_out`."""
    return (
        np.zeros(count + 1, np.uint16),
        np.zeros(1 << HEAD_BITS, np.uint16),
        np.zeros(count + 1, np.uint32),
        np.zeros((count + 1, 2), np.float32),
        np.zeros(count + 1, np.uint32),
        np.zeros((count + 1) * SENTENCES, np.float32),
        np.zeros(SENTENCES, np.float32),
        np.zeros(3, np.float64),
    )


@njit(cache=True)
def lay_out(room, stems, flags, offsets, df, log_df, total):
    """Lay one article out for many comparisons. Its distinct stems are numbered from 1.

    `heads` has the number of a stem by its first bits and `following` another's with the same;
    `own` the stem, `heavy` its weight and that again where it is ever quoted, `kinds` 1 for an
    ordinary stem and UNUSUAL_WORD for such, `where` 1 for each sentence it is in, `sums` the mass,
    the ordinary stems and the sentences.
    """
    following, heads, own, heavy, kinds, where, masses, sums = room
    weights = np.empty(stems.size, np.float32)
    sums[0] = weigh(stems, flags, offsets, log_df, total, np.inf, weights, masses)
    sums[2] = min(SENTENCES, offsets.size - 1)
    width = width_of(room)
    where[: (stems.size + 1) * width] = 0.0
    heads[:] = 0
    common = COMMON * total
    ordinary = 0
    n = np.uint16(0)
    for s in range(offsets.size - 1):
        for k in range(offsets[s], offsets[s + 1]):
            stem = stems[k]
            at = heads[stem >> _HEAD]
            while at and own[at] != stem:
                at = following[at]
            if not at:
                n += np.uint16(1)
                at = n
                own[at] = stem
                following[at] = heads[stem >> _HEAD]
                heads[stem >> _HEAD] = at
                heavy[at, 0] = weights[k]
                heavy[at, 1] = weights[k] * _QUOTED[flags[k]]
                often = df[slot_of(stem)]
                kinds[at] = (often > common) + (often <= UNUSUAL) * UNUSUAL_WORD
                ordinary += often > common
            if s < SENTENCES:
                where[at * width + s] = 1.0
    sums[1] = ordinary


@njit(cache=True, inline="always")
def width_of(query):
    """Numbers that a stem has in `where`: a multiple of LANES."""
    return (np.int64(query[7][2]) + LANES - 1) // LANES * LANES


@njit(cache=True)
def look_up(query, stems, flags, found, places):
    """Find an article's stems in the query; return (how many, shared mass, quoted, kinds).

    `found` gets the first occurrences in a sentence that the query has, `places` their numbers in
    the query. Of the shared mass the query has `quoted` in quotation marks; `kinds` counts.
    """
    following, heads, own, heavy, counted = query[:5]
    maybe = 0
    for k in range(stems.size):
        found[maybe] = k
        maybe += heads[stems[k] >> _HEAD] != 0
    n = 0
    shared = 0.0
    quoted = 0.0
    kinds = np.uint32(0)
    for i in range(maybe):
        k = found[i]
        stem = stems[k]
        at = heads[stem >> _HEAD]
        while own[at] != stem and at:
            at = following[at]
        flag = flags[k]
        shared += heavy[at, 0] * _DISTINCT[flag]
        quoted += heavy[at, 1] * _DISTINCT[flag]
        kinds += counted[at] * ((flag & np.uint8(FIRST)) != 0)
        found[n] = k
        places[n] = at
        n += (at != 0) & ((flag & np.uint8(FIRST_IN_SENTENCE)) != 0)
    return n, shared, quoted, kinds


@njit(cache=True)
def quoted_mass(found, flags, weights):
    """Sum what is found of an article's own quoted stems."""
    quoted = 0.0
    for i in range(found.size):
        quoted += weights[found[i]] * _QUOTED[flags[found[i]]]
    return quoted
