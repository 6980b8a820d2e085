"""What an article is looked up by → the slots worth comparing, in one call over three postings.

And what it is filed under → filed, in one call.
"""

import numpy as np
from numba import njit

from dedup.core.kernels.choice import strongest, together
from dedup.core.kernels.postings import gather, has_room, insert
from dedup.core.kernels.rare import parts_of

_EACH = np.ones(1, np.float32)
_BY_RARITY = np.empty(0, np.float32)


@njit(cache=True)
def meet(words, sampled, rare, base, alive, scores, touched, limits, tables):
    """Return the slots that share enough bands, sampled hashes or rare stems, ascending.

    `words` and the two after it are those of `words_of`. `limits` has, for bands, sample and rare
    stems, the least strength and how many slots at most, `tables` their cells and how many entries
    a key; `scores` and `touched` are scratch as in `gather`.
    """
    bands, _, wanted, sample = parts_of(words, sampled, rare)
    cells, cap = tables[0]
    least, most = limits[0]
    n = gather(cells, cap, bands, _EACH, base, alive, scores, touched)
    by_bands = strongest(touched[:n], scores, np.float32(least), most)
    cells, cap = tables[1]
    least, most = limits[1]
    n = gather(cells, cap, sample, _EACH, base, alive, scores, touched)
    by_sample = strongest(touched[:n], scores, np.float32(least), most)
    cells, cap = tables[2]
    least, most = limits[2]
    n = gather(cells, cap, wanted, _BY_RARITY, base, alive, scores, touched)
    return together(by_bands, by_sample, strongest(touched[:n], scores, np.float32(least), most))


@njit(cache=True)
def file(words, sampled, rare, base, number, tables):
    """File an article in all three postings, as `insert` does; return the number of one without.

    Without room, that is: then nothing is filed. It is 3 where all had room.
    """
    bands, filed, _, sample = parts_of(words, sampled, rare)
    first, second, third = tables
    if not has_room(first, bands.size):
        return 0
    if not has_room(second, sample.size):
        return 1
    if not has_room(third, filed.size):
        return 2
    insert(first, base, bands, number)
    insert(second, base, sample, number)
    insert(third, base, filed, number)
    return 3
