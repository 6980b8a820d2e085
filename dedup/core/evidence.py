"""Fingerprints in order, and pairs of ids → what the two decisions see of each pair.

What may be relied on: the result does not depend on any weights, so that weights can be fitted on
it; document frequencies are those of the moment at which the later article comes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from dedup.core.article import Micros
from dedup.core.fingerprint import Fingerprint
from dedup.core.frequency import Frequencies
from dedup.core.index import Index, keys_of
from dedup.core.kernels.pair import F_SENTENCES, F_SHORT, SHORT, SHORT_COVERED
from dedup.core.vectors import Vectors
from dedup.core.verify import Verifier
from dedup.core.window import Window

# An article with so much of an earlier one is counted with it: families are what a detector counts,
# and its families depend on the weights.
COPIED = 0.6
EVENT_WINDOW_HOURS = 96


class Evidence(Struct, frozen=True):
    """One pair: the features of its texts, and the signals of its happenings as they enter."""

    text: NDArray[np.float64]
    event: NDArray[np.float64]
    held_down: bool  # a short text with too little in common: no copy, whatever the weights


def evidence(
    fingerprints: Iterable[Fingerprint], pairs: Collection[tuple[str, str]]
) -> dict[tuple[str, str], Evidence]:
    """Return what is seen of each pair; pairs of articles that do not come are left out.

    Of several revisions of an article the first counts.
    """
    partners: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for pair in pairs:
        for name in pair:
            partners[name].append(pair)
    window, frequencies, index = Window(), Frequencies(), Index()
    verifier = Verifier(window=window, frequencies=frequencies)
    vectors = Vectors(window=window, frequencies=frequencies, window_hours=EVENT_WINDOW_HOURS)
    numbers: dict[str, int] = {}
    found: dict[tuple[str, str], Evidence] = {}
    latest = Micros(0)
    for fingerprint in fingerprints:
        if fingerprint.retracted or fingerprint.id in numbers:
            continue
        at = fingerprint.at if fingerprint.at is not None else latest
        latest = max(latest, at)
        frequencies.advance(latest)
        n = window.append(fingerprint, at=at, until=at, series_day=0)
        verifier.weigh(n)
        numbers[fingerprint.id] = n
        if fingerprint.id in partners:
            vectors.describe(n)
            for pair in partners[fingerprint.id]:
                other = numbers.get(pair[0] if pair[1] == fingerprint.id else pair[1], n)
                if other != n:
                    found[pair] = _seen(n, other, window=window, verifier=verifier, vectors=vectors)
        count(n, fingerprint, frequencies=frequencies, index=index, verifier=verifier)
    return found


def _seen(n: int, other: int, *, window: Window, verifier: Verifier, vectors: Vectors) -> Evidence:
    text = verifier.score(n, np.array([other], np.int32), least=0.0).features[0]
    short = min(window.get("stem_count", n), window.get("stem_count", other)) < SHORT
    return Evidence(text, vectors.signals(n, other), bool(short and text[F_SHORT] < SHORT_COVERED))


def count(
    n: int, fingerprint: Fingerprint, *, frequencies: Frequencies, index: Index, verifier: Verifier
) -> None:
    """File an article, and count its words unless an earlier one has its text."""
    keys = keys_of(fingerprint, df=frequencies.df)
    alive = np.ones(n + 1, np.bool_)
    candidates = index.candidates(keys, base=0, alive=alive)
    seen = verifier.score(n, candidates).features
    copied = np.minimum(seen[:, F_SHORT], seen[:, F_SENTENCES]) >= COPIED
    if not copied.any():
        frequencies.count(
            np.frombuffer(fingerprint.stems, np.uint32), np.frombuffer(fingerprint.quoted, np.uint8)
        )
    index.add(keys, n, base=0)
