"""Ordinary words of news prose and how often they occur: where counting starts.

Without a prior the first articles of a feed would find every word rare. Classes say in what share
of articles a stem occurs, about 2^-class; the Korean ones are counted on a week of general news of
ninety outlets, words of that week's own stories left out, the others estimated.
"""

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dedup.core.kernels.laid import slot_of
from dedup.core.kernels.text import lower_case, tokenize
from dedup.core.kernels.words import tables
from dedup.core.vocabulary import LANGUAGES

PRIOR_ARTICLES = 3000  # weight of the prior: as many articles; half a day of a national feed


@cache
def prior() -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
    """Return (slots ascending, document frequencies to start from); worked out once a process."""
    df: dict[int, float] = {}
    for words in LANGUAGES.values():
        for slot, share in _shares(words.ordinary).items():
            df[slot] = max(df.get(slot, 0.0), PRIOR_ARTICLES * share)
    slots = sorted(df)
    return np.array(slots, np.uint32), np.array([df[slot] for slot in slots], np.float32)


def _shares(classes: Mapping[int, str]) -> dict[int, float]:
    """Return in what share of a language's articles the stems of a slot occur."""
    shares: dict[int, float] = {}
    look_up = tables()
    for power, words in classes.items():
        points = np.frombuffer(words.encode("utf-32-le"), np.uint32)
        text, kinds = lower_case(points, look_up.kinds, look_up.lower)
        for slot in slot_of(tokenize(text, kinds, *look_up[2:])[0]).tolist():
            # forms of one word are counted together
            shares[slot] = min(1.0, shares.get(slot, 0.0) + 2.0**-power)
    return shares
