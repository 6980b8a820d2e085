"""Articles → event vectors: described, filed, found again, and compared by one explained score.

A pair of articles is compared by log-odds over five signals; groups of articles by the means of
the signals over the better half of their pairs, because an event has several sides, and nobody
reports all of them. Numbers of articles that have no slot, vector or life any more are left out.
"""

from collections.abc import Iterator, Sequence
from math import exp, log
from operator import mul
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from dedup.core.arrays import Log
from dedup.core.article import HOUR, SECOND
from dedup.core.family import Key
from dedup.core.frequency import Frequencies
from dedup.core.index import Postings
from dedup.core.kernels.promising import promising
from dedup.core.kernels.terms import (
    FLOOR,
    S_COSINE,
    SIGNALS,
    absent,
    log_odds,
    score_groups,
    score_pair,
    score_pairs_of_groups,
)
from dedup.core.kernels.vector import SHARES, TERMS, build_vector
from dedup.core.update import Feature
from dedup.core.weights import EVENT, EventWeights
from dedup.core.window import Window

NAMES = ("cosine", "time", "day_conflict", "main", "title")
QUERY_TERMS = 24  # heaviest terms that are looked up
ARTICLES = 24  # candidates looked at, before they are grouped by event
EVENTS = 8  # events scored
HALF_LIFE_HOURS = 12.0  # other time kernels brought nothing
PAIRS = 32  # of groups that are compared at once: their vectors are in hand together
STEP = 900 * SECOND  # resolution of the time kernel
LARGEST = 700.0  # what exp can take: odds of weights out of all proportion are 0 or 1


def time_kernel(*, window_hours: int) -> NDArray[np.float64]:
    """Return ln(.2 + .8 · 2^(-gap / half-life)) for gaps in steps of a quarter of an hour."""
    hours = np.arange(window_hours * 4 + 1) / 4
    return np.log(0.2 + 0.8 * 2.0 ** (-hours / HALF_LIFE_HOURS))


class Scored(Struct, frozen=True, gc=False):
    """Groups of articles, compared with one article."""

    odds: list[float]  # log-odds of each group
    firsts: list[int]  # number of each group's first article that counts, -1 where none does
    signals: NDArray[np.float64]  # [group, signal]; valid until the next comparison


class Vectors:
    """The event vectors of a window's articles, and the postings by which they are found."""

    def __init__(
        self,
        *,
        window: Window,
        frequencies: Frequencies,
        window_hours: int,
        weights: EventWeights = EVENT,
    ) -> None:
        self._window = window
        self._frequencies = frequencies
        self._span = window_hours * HOUR
        self._bias = weights.bias
        self._weights = np.array([weights.features.get(name, 0.0) for name in NAMES])
        self._time_log = time_kernel(window_hours=window_hours)
        self._decay = np.exp(self._time_log)
        self._postings = Postings()
        # room for the kernels' results
        self._terms = np.zeros(TERMS, np.uint32)
        self._term_weights = np.zeros(SHARES * TERMS, np.uint16)
        self._scores = np.zeros(1024, np.float32)
        self._touched = np.zeros(1024, np.int32)
        self._keys = np.zeros(EVENTS, np.int64)
        self._signals = np.zeros((EVENTS, SIGNALS))
        self._odds = np.zeros(EVENTS)
        self._firsts = np.zeros(EVENTS, np.int64)

    @property
    def nbytes(self) -> int:
        """Bytes reserved."""
        return self._postings.nbytes

    def describe(self, n: int) -> None:
        """Build and keep the vector of an article, unless it has one."""
        window = self._window
        columns, slot = window.columns, n - window.base
        if columns["term_count"].item(slot):
            return
        count = build_vector(
            window.titles.room, columns["titles"].item(slot), columns["title_count"].item(slot),
            window.stems.room, columns["stems"].item(slot),
            window.sentences.room, window.zones.room,
            columns["sentences"].item(slot), columns["sentence_count"].item(slot),
            self._frequencies.log_df, self._frequencies.total, self._terms, self._term_weights,
        )  # fmt: skip
        window.set_terms(n, self._terms[:count], self._term_weights[: SHARES * count])

    def file(self, n: int) -> None:
        """Make an article that has a vector findable."""
        window = self._window
        window.take_in_hand(n)
        start = window.hand.start(n - window.base)
        count = min(QUERY_TERMS, window.get("term_count", n))
        self._postings.add(window.hand.terms[start : start + count], n, base=window.base)

    def promising(self, n: int, *, alive: NDArray[np.bool_]) -> list[Key]:
        """Return at most EVENTS events to compare an article with, most promising first."""
        if alive.size > self._scores.size:
            self._scores = np.zeros(alive.size * 2, np.float32)
            self._touched = np.zeros(alive.size * 2, np.int32)
        window = self._window
        columns, slot = window.columns, n - window.base
        window.take_in_hand(n)
        found = promising(
            slot, ARTICLES, window.base, alive, self._scores, self._touched,
            window.hand.terms, window.hand.weights,
            window.hand.start(slot), min(QUERY_TERMS, columns["term_count"].item(slot)),
            columns["moment"], columns["undated"], columns["event"],
            self._span, STEP, self._decay, self._keys, *self._postings.arrays,
        )  # fmt: skip
        keys: list[Key] = self._keys[:found].tolist()
        return keys

    def score(self, n: int, groups: Sequence[Sequence[int]]) -> Scored:
        """Compare an article with at most EVENTS groups of articles."""
        slot, count = n - self._window.base, len(groups)
        flat = self._in_hand(_flat(groups))
        self._window.take_in_hand(n)
        score_groups(slot, flat, self._signals, self._odds, self._firsts, *self._tables())
        return Scored(self._odds[:count].tolist(), self._firsts[:count].tolist(), self._signals)

    def score_pairs(self, groups: Sequence[Sequence[int]]) -> list[float]:
        """Compare groups 0 and 1, 2 and 3, …; log-odds, NEVER where nobody counts or is near."""
        found: list[float] = []
        for at in range(0, len(groups), 2 * PAIRS):
            some = groups[at : at + 2 * PAIRS]
            odds = np.zeros(len(some) // 2)
            flat = self._in_hand(_flat(some))
            score_pairs_of_groups(self._span, flat, odds, *self._tables())
            found += odds.tolist()
        return found

    def _in_hand(self, groups: NDArray[np.int64]) -> NDArray[np.int64]:
        """Have the vectors of all that count where the kernels read them; return the groups."""
        window = self._window
        for slot in absent(groups, window.hand.least, *self._tables()[:5]).tolist():
            window.take_in_hand(slot + window.base)
        return groups

    def signals(self, n: int, other: int) -> NDArray[np.float64]:
        """Return the signals of two articles as they enter the log-odds."""
        entering = self._pair(n, other)
        entering[S_COSINE] = log(max(entering[S_COSINE], FLOOR))
        return entering

    def compare(self, n: int, other: int) -> tuple[float, tuple[Feature, ...]]:
        """Return probability and reasons that two articles report one happening."""
        signals = self._pair(n, other)
        odds = log_odds(signals, self._weights, self._bias)
        return probability(odds), self.explain(signals.tolist())

    def explain(self, signals: Sequence[float]) -> tuple[Feature, ...]:
        """Return what each signal contributes to the log-odds."""
        values = list(signals)
        values[S_COSINE] = log(max(values[S_COSINE], FLOOR))
        return (
            Feature("bias", 1.0, self._bias),
            *map(Feature, NAMES, signals, map(mul, values, self._weights.tolist())),
        )

    def _pair(self, n: int, other: int) -> NDArray[np.float64]:
        base = self._window.base
        self._window.take_in_hand(n)
        self._window.take_in_hand(other)
        signals = np.zeros(SIGNALS)
        score_pair(n - base, other - base, signals, *self._tables()[3:-2])
        return signals

    def _tables(self) -> tuple[Any, ...]:
        """Return what the scoring kernels look slots up in, and weigh by."""
        window = self._window
        columns = window.columns
        return (
            window.base, window.count, window.alive, window.hand.places.room, columns["term_count"],
            columns["moment"], columns["undated"], columns["days"], columns["month_days"],
            window.hand.terms, window.hand.weights, self._time_log, STEP,
            self._weights, self._bias,
        )  # fmt: skip

    def logs(self) -> Iterator[tuple[str, Log]]:
        """Yield the postings: their entries are only appended."""
        yield "event.postings", self._postings


def probability(odds: float) -> float:
    """Return the probability of log-odds."""
    return 1.0 / (1.0 + exp(min(-odds, LARGEST)))


def _flat(groups: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    """Return of each group its size, then its numbers: one array is made faster than two."""
    flat: list[int] = []
    for group in groups:
        flat.append(len(group))
        flat += group
    return np.array(flat, np.int64)
