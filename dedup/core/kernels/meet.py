"""What an article is looked up by → the slots worth comparing, in one call over three postings."""

import numpy as np
from numba import njit

from dedup.core.kernels.choice import strongest, together
from dedup.core.kernels.postings import gather

_EACH = np.ones(1, np.float32)
_BY_RARITY = np.empty(0, np.float32)


@njit(cache=True)
def meet(
    bands, sample, rare, base, alive, scores, touched, limits,
    band_heads, band_entries, band_state, band_cap,
    sample_heads, sample_entries, sample_state, sample_cap,
    rare_heads, rare_entries, rare_state, rare_cap,
):  # fmt: skip
    """Return the slots that share enough bands, sampled hashes or rare stems, ascending.

    `limits` has, for each of the three, the least strength and how many slots at most; `scores`
    and `touched` are scratch as in `gather`.
    """
    least, most = limits[0]
    n = gather(
        band_heads, band_entries, band_state, bands, _EACH, band_cap,
        base, alive, scores, touched,
    )  # fmt: skip
    by_bands = strongest(touched[:n], scores, np.float32(least), most)
    least, most = limits[1]
    n = gather(
        sample_heads, sample_entries, sample_state, sample, _EACH, sample_cap,
        base, alive, scores, touched,
    )  # fmt: skip
    by_sample = strongest(touched[:n], scores, np.float32(least), most)
    least, most = limits[2]
    n = gather(
        rare_heads, rare_entries, rare_state, rare, _BY_RARITY, rare_cap,
        base, alive, scores, touched,
    )  # fmt: skip
    return together(by_bands, by_sample, strongest(touched[:n], scores, np.float32(least), most))
