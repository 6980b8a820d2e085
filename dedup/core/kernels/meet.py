"""What an article is looked up by → the slots worth comparing, in one call over three postings.

And what it is filed under → filed, in one call.
"""

import numpy as np
from numba import njit

from dedup.core.kernels.choice import strongest, together
from dedup.core.kernels.postings import gather, insert

_EACH = np.ones(1, np.float32)
_BY_RARITY = np.empty(0, np.float32)


@njit(cache=True)
def meet(
    bands, sample, rare, base, alive, scores, touched, limits,
    band_cells, band_cap, sample_cells, sample_cap, rare_cells, rare_cap,
):  # fmt: skip
    """Return the slots that share enough bands, sampled hashes or rare stems, ascending.

    `limits` has, for each of the three, the least strength and how many slots at most; `scores`
    and `touched` are scratch as in `gather`.
    """
    least, most = limits[0]
    n = gather(band_cells, band_cap, bands, _EACH, base, alive, scores, touched)
    by_bands = strongest(touched[:n], scores, np.float32(least), most)
    least, most = limits[1]
    n = gather(sample_cells, sample_cap, sample, _EACH, base, alive, scores, touched)
    by_sample = strongest(touched[:n], scores, np.float32(least), most)
    least, most = limits[2]
    n = gather(rare_cells, rare_cap, rare, _BY_RARITY, base, alive, scores, touched)
    return together(by_bands, by_sample, strongest(touched[:n], scores, np.float32(least), most))


@njit(cache=True)
def file(
    base, number, bands, sample, rare,
    band_cells, band_used, band_state, band_recent, band_cap,
    sample_cells, sample_used, sample_state, sample_recent, sample_cap,
    rare_cells, rare_used, rare_state, rare_recent, rare_cap,
):  # fmt: skip
    """File an article in all three postings, as `insert` does."""
    insert(band_cells, band_used, band_state, band_recent, band_cap, base, bands, number)
    insert(sample_cells, sample_used, sample_state, sample_recent, sample_cap, base, sample, number)
    insert(rare_cells, rare_used, rare_state, rare_recent, rare_cap, base, rare, number)
