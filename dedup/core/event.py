"""Families → events: streaming tf-idf over zones, time, days named; a family votes once.

A family's founding article stands for it. An event is a sample of its families; it is compared by
the mean over pairs of one explained score, and so are two events when `reconcile` looks back.
"""

from collections import deque
from collections.abc import Collection, Iterator, Mapping

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from dedup.core.arrays import pack
from dedup.core.article import HOUR, SECOND
from dedup.core.event_weights import BIAS, JOIN, MERGE, SIZE, WEIGHTS
from dedup.core.family import Key
from dedup.core.frequency import Frequencies
from dedup.core.index import Postings
from dedup.core.kernels.terms import (
    ONE,
    S_COSINE,
    build_vector,
    score_groups,
    score_pair_of_groups,
)
from dedup.core.update import Feature
from dedup.core.window import Window

NAMES = ("cosine", "time", "day_conflict", "main", "title")
_WEIGHTS = np.array([WEIGHTS[name] for name in NAMES])
SAMPLE = 8  # families that stand for an event
QUERY_TERMS = 24  # heaviest terms that are looked up
ARTICLES = 24  # candidates looked at, before they are grouped by event
EVENTS = 8  # events scored
ALTERNATIVES = 3  # remembered for reconcile
FLOOR = 0.005  # of the cosine under the logarithm
HALF_LIFE_HOURS = 12.0  # other time kernels brought nothing
STEP = 900 * SECOND  # resolution of the time kernel
RECONCILE_EVERY = 200  # families
LOOK_BACK = 1000  # families
NEAR = 2.0  # log-odds under MERGE within which an alternative is remembered


def time_kernel(*, window_hours: int) -> NDArray[np.float64]:
    """Return ln(.2 + .8 · 2^(-gap / half-life)) for gaps in steps of a quarter of an hour."""
    hours = np.arange(window_hours * 4 + 1) / 4
    return np.log(0.2 + 0.8 * 2.0 ** (-hours / HALF_LIFE_HOURS))


class Event(Struct):
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
    ) -> None:
        self._reconcile_every = reconcile_every
        self._window = window
        self._frequencies = frequencies
        self._span = window_hours * HOUR
        self._time_log = time_kernel(window_hours=window_hours)
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
        row = window.row(n)
        if row["term_count"]:
            return
        stems, first = int(row["stems"]), int(row["sentences"])
        titles = int(row["titles"])
        sentences = int(row["sentence_count"])
        terms, weights = build_vector(
            window.titles.data[titles : titles + int(row["title_count"])],
            window.stems.data[stems : stems + int(row["stem_count"])],
            window.sentences.data[first : first + sentences + 1],
            window.zones.data[first : first + sentences],
            self._frequencies.log_df,
            self._frequencies.total,
        )
        window.set_terms(n, terms, weights)

    def found(self, n: int) -> Key:
        """Return the key of a new event founded by article `n`."""
        count = self._founded.get(n, 0)
        self._founded[n] = count + 1
        return (n << 8) | min(count, 255)

    def choose(self, n: int, *, alive: NDArray[np.bool_]) -> Choice:
        """Find the event of a new family founded by article `n`, which has a vector."""
        self._families += 1
        window = self._window
        slot = n - window.base
        keys = self._candidates(slot, alive=alive)
        groups = [self._sample_slots(key) for key in keys]
        keys = [key for key, group in zip(keys, groups, strict=True) if group]
        groups = [group for group in groups if group]
        if not keys:
            return Choice(self.found(n), False, -1, 0.0, ())
        bounds = np.cumsum([0, *(len(group) for group in groups)])
        slots = np.array([s for group in groups for s in group], np.int64)
        signals = score_groups(
            slot, slots, bounds, window.rows, window.terms.data, window.weights.data,
            self._time_log, STEP,
        )  # fmt: skip
        odds = _odds(signals) + SIZE * np.log([self._size(key) for key in keys])
        series_day = int(window.row(n)["series_day"])
        for g, key in enumerate(keys):
            other_day = self._series_day(key)
            if series_day and other_day and series_day != other_day:
                odds[g] = -50.0
        order = sorted(range(len(keys)), key=lambda g: (-odds[g], keys[g]))
        near = [keys[g] for g in order[:ALTERNATIVES] if odds[g] > MERGE - NEAR]
        self._recent.append((n, tuple(near)))
        top = order[0]
        if odds[top] < JOIN:
            return Choice(self.found(n), False, -1, _probability(odds[top]), ())
        best = groups[top][0] + window.base
        return Choice(
            keys[top],
            True,
            best,
            _probability(odds[top]),
            _explain(signals[top], self._size(keys[top])),
        )

    def file(self, n: int, *, alive: NDArray[np.bool_]) -> None:
        """Make a family's founding article findable."""
        row = self._window.row(n)
        start = int(row["terms"])
        terms = self._window.terms.data[start : start + min(QUERY_TERMS, int(row["term_count"]))]
        self._postings.add(terms, n - self._window.base, alive=alive)

    def _candidates(self, slot: int, *, alive: NDArray[np.bool_]) -> list[Key]:
        """Return at most EVENTS events, most promising first."""
        window = self._window
        rows = window.rows
        if alive.size > self._scores.size:
            self._scores = np.zeros(alive.size * 2, np.float32)
            self._touched = np.zeros(alive.size * 2, np.int32)
        row = rows[slot]
        start = int(row["terms"])
        count = min(QUERY_TERMS, int(row["term_count"]))
        terms = window.terms.data[start : start + count]
        heaviness = window.weights.data[4 * start : 4 * (start + count) : 4].astype(np.float32)
        heaviness /= np.float32(ONE)
        found = self._postings.weigh(
            terms, heaviness * heaviness, alive=alive, scores=self._scores, touched=self._touched
        )
        overlap = self._scores[found]
        self._scores[found] = 0
        gap = np.abs(rows["moment"][found] - row["moment"])
        near = gap <= self._span
        found, overlap, gap = found[near], overlap[near], gap[near]
        overlap = overlap * np.exp(self._time_log[np.minimum(gap // STEP, self._time_log.size - 1)])
        order = np.lexsort((-found, -overlap))[:ARTICLES]
        sums: dict[Key, float] = {}
        for other, value in zip(found[order].tolist(), overlap[order].tolist(), strict=True):
            if other != slot and value > 0.01:
                key = int(rows["event"][other])
                sums[key] = sums.get(key, 0.0) + value
        return sorted(sums, key=lambda key: (-sums[key], key))[:EVENTS]

    def _sample_slots(self, key: Key) -> list[int]:
        window = self._window
        record = self.records.get(key)
        sample = record.sample if record is not None else [key >> 8]
        return [
            n - window.base
            for n in sample
            if window.holds(n) and window.row(n)["alive"] and window.row(n)["term_count"]
        ]

    def _size(self, key: Key) -> int:
        record = self.records.get(key)
        return max(1, len(record.families)) if record is not None else 1

    def _series_day(self, key: Key) -> int:
        record = self.records.get(key)
        if record is not None:
            return record.series_day
        n = key >> 8
        return int(self._window.row(n)["series_day"]) if self._window.holds(n) else 0

    def add(self, key: Key, family: Key, n: int) -> None:
        """Make a family, founded by `n`, part of an event; the record is made when needed."""
        record = self.record(key)
        if family not in record.families:
            record.families.append(family)
        record.changed = self._families
        window = self._window
        if window.row(n)["term_count"] and n not in record.sample:
            if len(record.sample) < SAMPLE:
                record.sample.append(n)
            else:
                # keep the first half, the story as it broke; rotate the rest, where it stands now
                half = SAMPLE // 2
                record.sample[half + len(record.families) % half] = n
        if not record.series_day:
            record.series_day = int(window.row(n)["series_day"])

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
            row = self._window.row(n)
            record = Event(
                key, "", [int(row["family"])], [n], int(row["series_day"]), total=0, outlets={},
                changed=self._families,
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
            if not window.holds(n) or not window.row(n)["alive"]:
                continue
            own = int(window.row(n)["event"])
            for key in near:
                if key == own or not (self._live(key) and self._live(own)):
                    continue
                if max(self._changed(key), self._changed(own)) > self._reconciled:
                    pairs.add((min(key, own), max(key, own)))
        self._reconciled = self._families
        scored = [(self.mutual(a, b), a, b) for a, b in sorted(pairs)]
        found = [(odds, a, b) for odds, a, b in scored if odds >= MERGE]
        found.sort(key=lambda t: (-t[0], t[1], t[2]))
        return [(a, b) for _, a, b in found]

    def _live(self, key: Key) -> bool:
        if key in self.records:
            return True
        n = key >> 8
        window = self._window
        return (
            window.holds(n) and bool(window.row(n)["alive"]) and int(window.row(n)["event"]) == key
        )

    def _changed(self, key: Key) -> int:
        record = self.records.get(key)
        return record.changed if record is not None else self._families

    def mutual(self, a: Key, b: Key) -> float:
        """Return the log-odds that two events are one."""
        window = self._window
        first, second = self._sample_slots(a), self._sample_slots(b)
        if not first or not second:
            return -50.0
        day_a, day_b = self._series_day(a), self._series_day(b)
        if day_a and day_b and day_a != day_b:
            return -50.0
        moments = window.rows["moment"]
        if min(abs(int(moments[x] - moments[y])) for x in first for y in second) > self._span:
            return -50.0
        signals = score_pair_of_groups(
            np.array(first, np.int64), np.array(second, np.int64), window.rows,
            window.terms.data, window.weights.data, self._time_log, STEP,
        )  # fmt: skip
        size = max(self._size(a), self._size(b))
        return float(_odds(signals[None])[0] + SIZE * np.log(size))

    def compare(self, slot: int, other: int) -> tuple[float, tuple[Feature, ...]]:
        """Return probability and reasons that two single articles report one happening."""
        window = self._window
        signals = score_groups(
            slot, np.array([other], np.int64), np.array([0, 1]), window.rows,
            window.terms.data, window.weights.data, self._time_log, STEP,
        )  # fmt: skip
        return _probability(float(_odds(signals)[0])), _explain(signals[0], 1)

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
        yield from self._postings.dump("event.postings")

    def load(self, sections: Mapping[str, bytes]) -> None:
        """Replace the records and postings by dumped ones."""
        decode = msgspec.msgpack.decode
        self.records = {e.key: e for e in decode(sections["event.records"], type=list[Event])}
        recent = decode(sections["event.recent"], type=list[tuple[int, tuple[int, ...]]])
        self._recent = deque(recent, maxlen=LOOK_BACK)
        self._founded = dict(decode(sections["event.founded"], type=list[tuple[int, int]]))
        self._families, self._reconciled = decode(sections["event.state"], type=tuple[int, int])
        self._postings.load("event.postings", sections)


class Apart(Events):
    """No events wanted: every family is alone in its own, and nothing is compared."""

    def describe(self, n: int) -> None:
        """Keep nothing."""

    def choose(self, n: int, *, alive: NDArray[np.bool_]) -> Choice:  # noqa: ARG002 - as Events
        """Return an event of its own."""
        return Choice(self.found(n), False, -1, 0.0, ())

    def file(self, n: int, *, alive: NDArray[np.bool_]) -> None:
        """File nothing."""


def _odds(signals: NDArray[np.float64]) -> NDArray[np.float64]:
    values = signals.copy()
    values[:, S_COSINE] = np.log(np.maximum(values[:, S_COSINE], FLOOR))
    result: NDArray[np.float64] = values @ _WEIGHTS + BIAS
    return result


def _probability(odds: float) -> float:
    return float(1.0 / (1.0 + np.exp(-odds)))


def _explain(signals: NDArray[np.float64], size: int) -> tuple[Feature, ...]:
    values = signals.copy()
    values[S_COSINE] = np.log(max(values[S_COSINE], FLOOR))
    return (
        Feature("bias", 1.0, BIAS),
        *(
            Feature(name, float(signal), float(value * weight))
            for name, signal, value, weight in zip(NAMES, signals, values, _WEIGHTS, strict=True)
        ),
        Feature("families", float(size), float(SIZE * np.log(size))),
    )
