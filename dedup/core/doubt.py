"""Fingerprints in order → the pairs of which a decision is least sure, each article once.

These are the pairs that a reader's label teaches most. What may be relied on: the same feed and
weights give the same pairs; document frequencies are those of the moment, as in `evidence`.
"""

from collections.abc import Iterable
from heapq import heappush, heappushpop

import numpy as np
from msgspec import Struct

from dedup.core.article import Micros
from dedup.core.evidence import EVENT_WINDOW_HOURS, count
from dedup.core.fingerprint import Fingerprint
from dedup.core.frequency import Frequencies
from dedup.core.index import Index, keys_of
from dedup.core.update import Level
from dedup.core.vectors import Vectors
from dedup.core.verify import Verifier
from dedup.core.weights import CopyWeights, EventWeights
from dedup.core.window import Window

KEPT = 20  # times as many pairs are kept as are asked for: most share an article with a better one


class Doubt(Struct, frozen=True):
    """Two articles and the probability that they belong together, near the threshold."""

    first: Fingerprint
    other: Fingerprint
    score: float


def doubts(
    fingerprints: Iterable[Fingerprint],
    *,
    level: Level,
    most: int,
    copy_weights: CopyWeights,
    event_weights: EventWeights,
    known: frozenset[frozenset[str]] = frozenset(),
) -> list[Doubt]:
    """Return at most `most` pairs nearest the threshold, nearest first; ties to the earlier pair.

    Pairs in `known` are left out, as are their articles' other pairs. Of several revisions of an
    article the first counts.
    """
    window, frequencies, index = Window(), Frequencies(), Index()
    verifier = Verifier(window=window, frequencies=frequencies, weights=copy_weights)
    vectors = Vectors(
        window=window,
        frequencies=frequencies,
        window_hours=EVENT_WINDOW_HOURS,
        weights=event_weights,
    )
    wanted = (
        copy_weights.threshold if level == "family" else 1.0 / (1.0 + np.exp(-event_weights.join))
    )
    articles: list[Fingerprint] = []
    names: set[str] = set()
    nearest: list[tuple[float, int, int, float]] = []  # a heap, the furthest first
    latest = Micros(0)
    for fingerprint in fingerprints:
        if fingerprint.retracted or fingerprint.id in names:
            continue
        names.add(fingerprint.id)
        at = fingerprint.at if fingerprint.at is not None else latest
        latest = max(latest, at)
        frequencies.advance(latest)
        n = window.append(fingerprint, at=at, until=at, series_day=0)
        verifier.weigh(n)
        articles.append(fingerprint)
        slots = index.candidates(
            keys_of(fingerprint, df=frequencies.df), base=0, alive=np.ones(n + 1, np.bool_)
        )
        if level == "family":
            scores = verifier.score(n, slots).scores.tolist()
        else:
            vectors.describe(n)
            scores = [vectors.compare(n, slot)[0] for slot in slots.tolist()]
        for slot, score in zip(slots.tolist(), scores, strict=True):
            pair = (-abs(score - wanted), -n, -slot, score)
            if len(nearest) < most * KEPT:
                heappush(nearest, pair)
            else:
                heappushpop(nearest, pair)
        count(n, fingerprint, frequencies=frequencies, index=index, verifier=verifier)
    used = {name for pair in known for name in pair}
    chosen: list[Doubt] = []
    for _, n, slot, score in sorted(nearest, reverse=True):
        first, other = articles[-slot], articles[-n]
        if len(chosen) < most and not used & {first.id, other.id}:
            used |= {first.id, other.id}
            chosen.append(Doubt(first, other, score))
    return chosen
