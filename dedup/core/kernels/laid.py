"""Stems of an article → weighed when it comes; laid out, to find those of many others in it.

What may be relied on: what a stem weighs in an article never changes, and sums of weights are
exact, in whatever order. Where no processor could guess a branch there is none: what is not wanted
is multiplied by 0 or overwritten by the next.

In a window a stem is its hash without the last six bits, and in their place stand its flags: they
take no memory. Two articles of two hundred stems have one in common by chance in one of seventeen
hundred cases.
"""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from dedup.core.kernels.text import EVER_QUOTED, FIRST, FIRST_IN_SENTENCE, NUMBER, QUOTED

TABLE_BITS = 22  # df slots: 4 M x 4 B; at 1 M distinct stems one rare stem in five shares a slot
SENTENCES = 64  # what stands later does not decide who copied whom
LANES = 16  # numbers that a processor adds at once
COMMON = 0.0212  # share of articles above which a stem counts as an ordinary word
UNUSUAL = 6  # families, at most, that an unusual stem is in
FINE = 16  # steps of idf to one: sixteenths in a byte, up to the idf of a stream of four million
TEXT_FLAGS = FIRST | FIRST_IN_SENTENCE | EVER_QUOTED | NUMBER  # of `text`, that a window keeps
ORDINARY_WORD = 16  # flags of a stem beside these
UNUSUAL_WORD = QUOTED  # whose place is free
FLAGS = np.uint32(63)
STEM = ~FLAGS
HEAD_BITS = 12  # 8 kB in the nearest cache; of 200 stems one in twenty is taken for another
_HEAD = np.uint32(32 - HEAD_BITS)
_FLAGS = np.arange(64)
_DISTINCT = (_FLAGS & FIRST > 0).astype(np.int32)  # by flags: 1 where it is to be counted
_IN_SENTENCE = (_FLAGS & FIRST_IN_SENTENCE > 0).astype(np.int32)


@njit(cache=True, inline="always")
def slot_of(stem):
    """Slot of a stem in the document-frequency tables."""
    return stem >> np.uint32(32 - TABLE_BITS)


@njit(cache=True, inline="always")
def stem_of(marked):
    """Return a stem of a window without its flags."""
    return marked & STEM


@njit(cache=True, inline="always")
def flags_of(marked):
    """Return the flags of a stem of a window."""
    return marked & FLAGS


@njit(cache=True)
def mark(stems, flags, out):
    """Write stems with those of the flags of `text` that a window keeps."""
    for k in range(stems.size):
        out[k] = stem_of(stems[k]) | np.uint32(flags[k] & np.uint8(TEXT_FLAGS))


@njit(cache=True)
def weigh(stems, log_df, total, idf):
    """Set what stems weigh as they come, and flag ordinary and unusual ones; return the mass.

    `log_df` is ln(df + .5), `total` the number of families counted; weights and mass are in steps
    of 1 / FINE.
    """
    log_total = np.float32(np.log(total + 1.0))
    ordinary = np.float32(np.log(COMMON * total + 0.5))
    unusual = np.log(np.float32(UNUSUAL) + np.float32(0.5))
    mass = np.int64(0)
    for k in range(stems.size):
        often = log_df[slot_of(stems[k])]
        weight = max(log_total - often, np.float32(0.0)) * np.float32(FINE) + np.float32(0.5)
        idf[k] = min(np.int32(weight), np.int32(255))
        stems[k] |= (often > ordinary) * np.uint32(ORDINARY_WORD)
        stems[k] |= (often <= unusual) * np.uint32(UNUSUAL_WORD)
        mass += np.int32(idf[k]) * _DISTINCT[flags_of(stems[k])]
    return mass


@njit(cache=True)
def sentence_masses(stems, idf, offsets, masses):
    """Set what the first SENTENCES sentences weigh."""
    for s in range(min(SENTENCES, offsets.size - 1)):
        heavy = np.int32(0)
        for k in range(offsets[s], offsets[s + 1]):
            heavy += np.int32(idf[k]) * _IN_SENTENCE[flags_of(stems[k])]
        masses[s] = heavy


@njit(cache=True)
def count_flagged(stems, wanted):
    """Count the stems whose flags have all bits of `wanted`."""
    n = 0
    for k in range(stems.size):
        n += (stems[k] & np.uint32(wanted)) == np.uint32(wanted)
    return n


def room_for(count: int) -> tuple[NDArray[Any], ...]:
    """Return the arrays in which an article of at most `count` stems is laid out, see `lay_out`."""
    return (
        np.zeros(count + 1, np.uint16),
        np.zeros(1 << HEAD_BITS, np.uint16),
        np.zeros(count + 1, np.uint32),
        np.zeros(count + 1, np.int32),
        np.zeros(count + 1, np.uint8),
        np.zeros((count + 1) * SENTENCES, np.int32),
        np.zeros(SENTENCES, np.int32),
        np.zeros(1, np.int64),
    )


@njit(cache=True)
def lay_out(room, slot, tables):
    """Lay one article out for many comparisons. Its distinct stems are numbered from 1.

    `tables` are the columns of articles (starts and counts of stems, masses, starts and counts of
    sentences and of titles), and what they point into: stems, idf, sentences, titles.

    In the room, `heads` has the number of a stem by its first bits and `following` another's with
    the same; `own` the stem, `heavy` its weight, `kinds` its flags, `where` all bits for each
    sentence it is in; `masses` what sentences weigh and `lengths` how many there are.
    """
    articles, stems, idf, sentences, _ = tables
    starts, counts, _, firsts, counted, _, _ = articles
    begin, end = starts[slot], starts[slot] + counts[slot]
    stems, idf = stems[begin:end], idf[begin:end]
    offsets = sentences[firsts[slot] : firsts[slot] + counted[slot] + 1]
    following, heads, own, heavy, kinds, where, masses, lengths = room
    lengths[0] = min(SENTENCES, offsets.size - 1)
    sentence_masses(stems, idf, offsets, masses)
    width = width_of(room)
    where[: (stems.size + 1) * width] = 0
    heads[:] = 0
    n = np.uint16(0)
    for s in range(offsets.size - 1):
        for k in range(offsets[s], offsets[s + 1]):
            stem = stem_of(stems[k])
            at = heads[stem >> _HEAD]
            while at and own[at] != stem:
                at = following[at]
            if not at:
                n += np.uint16(1)
                at = n
                own[at] = stem
                following[at] = heads[stem >> _HEAD]
                heads[stem >> _HEAD] = at
                heavy[at] = idf[k]
                kinds[at] = flags_of(stems[k])
            if s < SENTENCES:
                where[at * width + s] = -1


@njit(cache=True, inline="always")
def number_of(query, stem):
    """Return a stem's number in the query; 0 where it has none."""
    following, heads, own = query[:3]
    at = heads[stem >> _HEAD]
    while at and own[at] != stem:
        at = following[at]
    return at


@njit(cache=True, inline="always")
def width_of(query):
    """Numbers that a stem has in `where`: a multiple of LANES."""
    return (query[7][0] + LANES - 1) // LANES * LANES


@njit(cache=True)
def look_up(query, stems, idf, found, places):
    """Find an article's stems in the query; return (how many, shared mass, what it had weighed).

    `found` gets the first occurrences in a sentence that the query has, `places` their numbers in
    the query. A shared stem weighs what it weighs in the query.
    """
    following, heads, own, heavy = query[:4]
    maybe = 0
    for k in range(stems.size):
        found[maybe] = k
        maybe += heads[stems[k] >> _HEAD] != 0
    n = 0
    shared = np.int32(0)
    before = np.int32(0)
    for i in range(maybe):
        k = found[i]
        stem = stem_of(stems[k])
        at = heads[stem >> _HEAD]
        while own[at] != stem and at:
            at = following[at]
        flag = flags_of(stems[k])
        shared += heavy[at] * _DISTINCT[flag]
        before += np.int32(idf[k]) * _DISTINCT[flag] * (at != 0)
        found[n] = k
        places[n] = at
        n += (at != 0) & ((flag & np.uint32(FIRST_IN_SENTENCE)) != 0)
    return n, shared, before


@njit(cache=True)
def kinds_of(query, found, places, stems):
    """Tell the distinct stems found apart: (quoted mass, ordinary, of either article), unusual.

    A stem is quoted where the article ever quotes it; it is unusual as it was when the query came.
    """
    heavy, kinds = query[3:5]
    quoted_x = np.int32(0)
    quoted_y = np.int32(0)
    ordinary_x = 0
    ordinary_y = 0
    unusual = 0
    for i in range(found.size):
        theirs = flags_of(stems[found[i]])
        mine = kinds[places[i]]
        once = _DISTINCT[theirs]
        weight = heavy[places[i]] * once
        quoted_x += weight * ((mine & np.uint8(EVER_QUOTED)) != 0)
        quoted_y += weight * ((theirs & np.uint32(EVER_QUOTED)) != 0)
        ordinary_x += once * ((mine & np.uint8(ORDINARY_WORD)) != 0)
        ordinary_y += once * ((theirs & np.uint32(ORDINARY_WORD)) != 0)
        unusual += once * ((mine & np.uint8(UNUSUAL_WORD)) != 0)
    return quoted_x, quoted_y, ordinary_x, ordinary_y, unusual
