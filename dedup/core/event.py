"""Families → events: streaming tf-idf over zones, time, days named; a family votes once.

A family's founding article stands for it. An event is a sample of its families; it is compared by
the mean over the better half of the pairs of one explained score, and so are two events when
`reconcile` looks back: an event has several sides, and nobody reports all of them.
"""

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from math import exp, log
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from dedup.core.arrays import Log, pack
from dedup.core.article import HOUR, SECOND
from dedup.core.family import Key
from dedup.core.frequency import Frequencies
from dedup.core.index import Postings
from dedup.core.kernels.choice import promising, standing
from dedup.core.kernels.terms import (
    FLOOR,
    NEUTRAL_GAP,
    ONE,
    S_COSINE,
    build_vector,
    log_odds,
    score_groups,
    score_pair_of_groups,
)
from dedup.core.update import Feature
from dedup.core.weights import EVENT, EventWeights
from dedup.core.window import Window

NAMES = ("cosine", "time", "day_conflict", "main", "title")
SAMPLE = 8  # families that stand for an event
QUERY_TERMS = 24  # heaviest terms that are looked up
ARTICLES = 24  # candidates looked at, before they are grouped by event
EVENTS = 8  # events scored
ALTERNATIVES = 3  # remembered for reconcile
HALF_LIFE_HOURS = 12.0  # other time kernels brought nothing
STEP = 900 * SECOND  # resolution of the time kernel
RECONCILE_EVERY = 200  # families
LOOK_BACK = 1000  # families
NEAR = 2.0  # log-odds under MERGE within which an alternative is remembered


def time_kernel(*, window_hours: int) -> NDArray[np.float64]:
    """Return ln(.2 + .8 · 2^(-gap / half-life)) for gaps in steps of a quarter of an hour."""
    hours = np.arange(window_hours * 4 + 1) / 4
    return np.log(0.2 + 0.8 * 2.0 ** (-hours / HALF_LIFE_HOURS))


class Event(Struct, gc=False):
    """An event of two articles or more; one of one article needs no record."""

    key: Key
    id: str
    families: list[Key]
    sample: list[int]  # founding articles that stand for the event
    series_day: int
    revision: int = 1
    total: int = 1
    reprints: int = 0
    versions: int = 0
    outlets: dict[str, int] = {}
    first: int = 0
    last: int = 0
    latest: int = 0  # the watermark at which the last member stops taking part
    changed: int = 0  # number of the family at which it last changed, for reconcile


class Choice(Struct, frozen=True):
    """The event a family belongs to, or its own."""

    key: Key
    joined: bool
    best: int  # number of the article compared with that is most alike; -1 where founded
    score: float  # probability
    features: tuple[Feature, ...]


class Events:
    """All events of a window, and the postings by which they are found."""

    def __init__(
        self,
        *,
        window: Window,
        frequencies: Frequencies,
        window_hours: int,
        reconcile_every: int = RECONCILE_EVERY,
        weights: EventWeights = EVENT,
    ) -> None:
        self._reconcile_every = reconcile_every
        self._bias = weights.bias
        self._weights = np.array([weights.features.get(name, 0.0) for name in NAMES])
        self.join = weights.join
        self.merge_at = weights.merge
        self._window = window
        self._frequencies = frequencies
        self._span = window_hours * HOUR
        self._time_log = time_kernel(window_hours=window_hours)
        self._decay = np.exp(self._time_log)
        self.records: dict[Key, Event] = {}
        self._postings = Postings()
        self._scores = np.zeros(1024, np.float32)
        self._touched = np.zeros(1024, np.int32)
        self._recent: deque[tuple[int, tuple[Key, ...]]] = deque(maxlen=LOOK_BACK)
        self._families = 0
        self._reconciled = 0
        self._founded: dict[int, int] = {}

    @property
    def nbytes(self) -> int:
        """Bytes reserved."""
        return self._postings.nbytes

    def describe(self, n: int) -> None:
        """Build and keep the vector of an article that founds a family."""
        window = self._window
        get = window.get
        if get("term_count", n):
            return
        stems, first, titles = get("stems", n), get("sentences", n), get("titles", n)
        sentences = get("sentence_count", n)
        terms, weights = build_vector(
            window.titles.room[titles : titles + get("title_count", n)],
            window.stems.room[stems : stems + get("stem_count", n)],
            window.sentences.room[first : first + sentences + 1],
            window.zones.room[first : first + sentences],
            self._frequencies.log_df,
            self._frequencies.total,
        )
        window.set_terms(n, terms, weights)

    def found(self, n: int) -> Key:
        """Return the key of a new event founded by article `n`."""
        count = self._founded.get(n, 0)
        self._founded[n] = count + 1
        return (n << 8) | min(count, 255)

    def choose(self, n: int, *, alive: NDArray[np.bool_], apart: Collection[Key] = ()) -> Choice:
        """Find the event of a new family founded by article `n`, which has a vector.

        It is none of the events in `apart`.
        """
        self._families += 1
        window = self._window
        slot = n - window.base
        keys = self._candidates(slot, alive=alive)
        samples = [self._sample(key) for key in keys]
        bounds = np.zeros(len(keys) + 1, np.int64)
        np.cumsum([len(sample) for sample in samples], out=bounds[1:])
        numbers = np.array([m for sample in samples for m in sample], np.int64)
        slots, bounds = standing(
            numbers - window.base, bounds, window.count, alive, window.columns["term_count"]
        )
        signals = score_groups(slot, slots, bounds, *self._tables())
        odds = log_odds(signals, self._weights, self._bias)
        begins = bounds.tolist()
        live = [g for g in range(len(keys)) if begins[g] < begins[g + 1]]
        if not live:
            return Choice(self.found(n), False, -1, 0.0, ())
        series_day = window.get("series_day", n)
        if series_day:
            for g in live:
                other_day = self._series_day(keys[g])
                if other_day and series_day != other_day:
                    odds[g] = -50.0
        for g in live:
            if keys[g] in apart:
                odds[g] = -50.0
        order = sorted(live, key=lambda g: (-odds[g], keys[g]))
        near = [keys[g] for g in order[:ALTERNATIVES] if odds[g] > self.merge_at - NEAR]
        self._recent.append((n, tuple(near)))
        top = order[0]
        if odds[top] < self.join:
            return Choice(self.found(n), False, -1, _probability(float(odds[top])), ())
        best = int(slots[begins[top]]) + window.base
        return Choice(
            keys[top],
            True,
            best,
            _probability(float(odds[top])),
            self._explain(signals[top]),
        )

    def hear(self, key: Key, n: int) -> None:
        """Let a member that has moved on from its family's founder stand for the event as well.

        It must belong there by its own words, lest one family bring two events together; of a
        family the newest such member is heard beside the first that was.
        """
        self.describe(n)
        slots = np.array(self._sample_slots(key), np.int64)
        if not slots.size or n in self._sample(key):
            return
        bounds = np.array([0, slots.size])
        signals = score_groups(n - self._window.base, slots, bounds, *self._tables())
        if log_odds(signals, self._weights, self._bias)[0] < self.join:
            return
        record, family_of = self.record(key), self._window.columns["family"].item
        family, base = family_of(n - self._window.base), self._window.base
        heard = [
            k for k, m in enumerate(record.sample) if m >= base and family_of(m - base) == family
        ]
        if len(heard) > 1:
            record.sample[heard[-1]] = n
        else:
            _sample(record, n)

    def file(self, n: int, *, alive: NDArray[np.bool_]) -> None:
        """Make a family's founding article findable."""
        window = self._window
        start = window.get("terms", n)
        terms = window.terms.room[start : start + min(QUERY_TERMS, window.get("term_count", n))]
        self._postings.add(terms, n - self._window.base, alive=alive)

    def _candidates(self, slot: int, *, alive: NDArray[np.bool_]) -> list[Key]:
        """Return at most EVENTS events, most promising first."""
        window = self._window
        if alive.size > self._scores.size:
            self._scores = np.zeros(alive.size * 2, np.float32)
            self._touched = np.zeros(alive.size * 2, np.int32)
        columns = window.columns
        start = columns["terms"].item(slot)
        count = min(QUERY_TERMS, columns["term_count"].item(slot))
        terms = window.terms.room[start : start + count]
        heaviness = window.weights.room[4 * start : 4 * (start + count) : 4].astype(np.float32)
        heaviness /= np.float32(ONE)
        scores = self._scores
        found = self._postings.weigh(
            terms, heaviness * heaviness, alive=alive, scores=scores, touched=self._touched
        )
        others, values = promising(
            slot,
            found,
            scores,
            columns["moment"],
            columns["undated"],
            self._span,
            STEP,
            self._decay,
            NEUTRAL_GAP,
            ARTICLES,
        )
        scores[found] = 0
        sums: dict[Key, float] = {}
        event_of = columns["event"].item
        for other, value in zip(others.tolist(), values.tolist(), strict=True):
            if other != slot and value > 0.01:
                key = event_of(other)
                sums[key] = sums.get(key, 0.0) + value
        return sorted(sums, key=lambda key: (-sums[key], key))[:EVENTS]

    def _sample(self, key: Key) -> Sequence[int]:
        """Return the articles that stand for an event, live or not."""
        record = self.records.get(key)
        return record.sample if record is not None else (key >> 8,)

    def _sample_slots(self, key: Key) -> list[int]:
        window = self._window
        count_of, base = window.columns["term_count"].item, window.base
        return [n - base for n in self._sample(key) if window.is_alive(n) and count_of(n - base)]

    def _tables(self) -> tuple[Any, ...]:
        """Return what the scoring kernels look slots up in."""
        columns = self._window.columns
        return (
            (columns["terms"], columns["term_count"]),
            (columns["moment"], columns["undated"], columns["days"], columns["month_days"]),
            self._window.terms.room,
            self._window.weights.room,
            self._time_log,
            STEP,
            self._weights,
        )

    def _series_day(self, key: Key) -> int:
        record = self.records.get(key)
        if record is not None:
            return record.series_day
        n = key >> 8
        return self._window.get("series_day", n) if self._window.holds(n) else 0

    def add(self, key: Key, family: Key, n: int) -> None:
        """Make a family, founded by `n`, part of an event; the record is made when needed."""
        record = self.record(key)
        if family not in record.families:
            record.families.append(family)
        record.changed = self._families
        window = self._window
        if window.get("term_count", n) and n not in record.sample:
            _sample(record, n)
        if not record.series_day:
            record.series_day = window.get("series_day", n)

    def replace(self, key: Key, old: int, n: int) -> None:
        """Let an article stand where another of its family stood."""
        record = self.records[key]
        if old in record.sample:
            at = record.sample.index(old)
            record.sample[at : at + 1] = [] if n in record.sample else [n]
        elif len(record.sample) < SAMPLE and n not in record.sample:
            record.sample.append(n)
        record.changed = self._families

    def record(self, key: Key) -> Event:
        """Return the record of an event, made if there is none yet."""
        record = self.records.get(key)
        if record is None:
            n = key >> 8
            record = Event(
                key, "", [self._window.get("family", n)], [n], self._window.get("series_day", n),
                total=0, outlets={}, changed=self._families,
            )  # fmt: skip
            self.records[key] = record
        return record

    def remove(self, key: Key, family: Key, members: Collection[int]) -> None:
        """Take a family out of an event, and its members out of those that stand for it."""
        record = self.records[key]
        if family in record.families:
            record.families.remove(family)
        record.sample = [n for n in record.sample if n not in members]
        record.changed = self._families

    def representative(self, key: Key) -> int:
        """Return the first live article that stands for an event, -1 where none does."""
        slots = self._sample_slots(key)
        return slots[0] + self._window.base if slots else -1

    def due(self) -> bool:
        """Say whether it is time to look back."""
        return self._families - self._reconciled >= self._reconcile_every

    def reconcile(self) -> list[tuple[Key, Key]]:
        """Return pairs (kept, gone) of events that are one, best first; the caller merges them."""
        window = self._window
        pairs: set[tuple[Key, Key]] = set()
        for n, near in self._recent:
            if not window.is_alive(n):
                continue
            own = window.get("event", n)
            for key in near:
                if key == own or not (self._live(key) and self._live(own)):
                    continue
                if max(self._changed(key), self._changed(own)) > self._reconciled:
                    pairs.add((min(key, own), max(key, own)))
        self._reconciled = self._families
        scored = [(self.mutual(a, b), a, b) for a, b in sorted(pairs)]
        found = [(odds, a, b) for odds, a, b in scored if odds >= self.merge_at]
        found.sort(key=lambda t: (-t[0], t[1], t[2]))
        return [(a, b) for _, a, b in found]

    def _live(self, key: Key) -> bool:
        if key in self.records:
            return True
        n = key >> 8
        window = self._window
        return window.is_alive(n) and window.get("event", n) == key

    def _changed(self, key: Key) -> int:
        record = self.records.get(key)
        return record.changed if record is not None else self._families

    def mutual(self, a: Key, b: Key) -> float:
        """Return the log-odds that two events are one."""
        first, second = self._sample_slots(a), self._sample_slots(b)
        if not first or not second:
            return -50.0
        day_a, day_b = self._series_day(a), self._series_day(b)
        if day_a and day_b and day_a != day_b:
            return -50.0
        if not self._near(first, second):
            return -50.0
        signals = score_pair_of_groups(
            np.array(first, np.int64), np.array(second, np.int64), *self._tables(),
        )  # fmt: skip
        return float(log_odds(signals[None], self._weights, self._bias)[0])

    def _near(self, first: list[int], second: list[int]) -> bool:
        """Say whether any two of them are within the window, or without a time of their own."""
        columns = self._window.columns
        undated, moments = columns["undated"], columns["moment"]
        if undated[first].any() or undated[second].any():
            return True
        return bool(np.abs(moments[first][:, None] - moments[second]).min() <= self._span)

    def signals(self, slot: int, other: int) -> NDArray[np.float64]:
        """Return the signals of two single articles as they enter the log-odds."""
        signals = score_groups(slot, np.array([other], np.int64), np.array([0, 1]), *self._tables())
        entering: NDArray[np.float64] = signals[0]
        entering[S_COSINE] = log(max(entering[S_COSINE], FLOOR))
        return entering

    def compare(self, slot: int, other: int) -> tuple[float, tuple[Feature, ...]]:
        """Return probability and reasons that two single articles report one happening."""
        signals = score_groups(
            slot, np.array([other], np.int64), np.array([0, 1]), *self._tables(),
        )  # fmt: skip
        odds = float(log_odds(signals, self._weights, self._bias)[0])
        return _probability(odds), self._explain(signals[0])

    def _explain(self, signals: NDArray[np.float64]) -> tuple[Feature, ...]:
        given = signals.tolist()
        values = given.copy()
        values[S_COSINE] = log(max(values[S_COSINE], FLOOR))
        return (
            Feature("bias", 1.0, self._bias),
            *(
                Feature(name, signal, value * weight)
                for name, signal, value, weight in zip(
                    NAMES, given, values, self._weights.tolist(), strict=True
                )
            ),
        )

    def merge(self, kept: Key, gone: Key) -> None:
        """Move the families of `gone` into `kept`; the caller merges the records' counts."""
        record, other = self.record(kept), self.record(gone)
        record.families.extend(f for f in other.families if f not in record.families)
        sample = sorted({*record.sample, *other.sample})
        if len(sample) > SAMPLE:
            step = (len(sample) - 1) / (SAMPLE - 1)
            sample = [sample[int(k * step + 0.5)] for k in range(SAMPLE)]
        record.sample = sample
        record.series_day = record.series_day or other.series_day
        record.changed = self._families
        del self.records[gone]

    def renumber(self, cut: int, *, alive: NDArray[np.bool_]) -> None:
        """Follow the window's compaction; `alive` is by the old slots."""
        self._postings.renumber(cut, alive=alive)
        before = self._window.base + cut
        self._founded = {n: count for n, count in self._founded.items() if n >= before}

    def dump(self) -> Iterator[tuple[str, bytes]]:
        """Yield the records and postings as sections."""
        yield "event.records", pack(list(self.records.values()))
        yield "event.recent", pack(list(self._recent))
        yield "event.founded", pack(list(self._founded.items()))
        yield "event.state", pack((self._families, self._reconciled))
        yield "event.postings.sizes", self._postings.sizes()

    def logs(self) -> Iterator[tuple[str, Log]]:
        """Yield the postings: their entries are only appended."""
        yield "event.postings", self._postings

    def load(self, sections: Mapping[str, bytes]) -> None:
        """Replace the records and postings by dumped ones."""
        decode = msgspec.msgpack.decode
        self.records = {e.key: e for e in decode(sections["event.records"], type=list[Event])}
        recent = decode(sections["event.recent"], type=list[tuple[int, tuple[int, ...]]])
        self._recent = deque(recent, maxlen=LOOK_BACK)
        self._founded = dict(decode(sections["event.founded"], type=list[tuple[int, int]]))
        self._families, self._reconciled = decode(sections["event.state"], type=tuple[int, int])
        self._postings.resize(sections["event.postings.sizes"])


def _sample(record: Event, n: int) -> None:
    """Let an article stand for an event."""
    if len(record.sample) < SAMPLE:
        record.sample.append(n)
    else:
        # keep the first half, the story as it broke; rotate the rest, where it stands now
        half = SAMPLE // 2
        record.sample[half + len(record.families) % half] = n


class Apart(Events):
    """No events wanted: every family is alone in its own, and nothing is compared."""

    def describe(self, n: int) -> None:
        """Keep nothing."""

    def choose(
        self,
        n: int,
        *,
        alive: NDArray[np.bool_],  # noqa: ARG002 - as Events
        apart: Collection[Key] = (),  # noqa: ARG002 - as Events
    ) -> Choice:
        """Return an event of its own."""
        return Choice(self.found(n), False, -1, 0.0, ())

    def hear(self, key: Key, n: int) -> None:
        """Nobody stands for anything."""

    def file(self, n: int, *, alive: NDArray[np.bool_]) -> None:
        """File nothing."""


def _probability(odds: float) -> float:
    return 1.0 / (1.0 + exp(-odds))
