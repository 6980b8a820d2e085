"""Families → events: a family votes once, its founding article stands for it.

An event is a sample of its families; a new family joins the event whose sample is most alike, and
`reconcile` looks back at events that nearly were one. How alike they are is said by `vectors`.
"""

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from dedup.core.arrays import Log, pack
from dedup.core.family import Key
from dedup.core.frequency import Frequencies
from dedup.core.kernels.terms import NEVER
from dedup.core.records import Records
from dedup.core.update import Feature
from dedup.core.vectors import Vectors, probability
from dedup.core.weights import EVENT, EventWeights
from dedup.core.window import Window

SAMPLE = 8  # families that stand for an event
ALTERNATIVES = 3  # remembered for reconcile
RECONCILE_EVERY = 200  # families
LOOK_BACK = 1000  # families
NEAR = 2.0  # log-odds under MERGE within which an alternative is remembered


class Event(Struct, array_like=True, gc=False):
    """An event of two articles or more; one of one article needs no record."""

    key: Key
    id: str
    families: dict[Key, None]  # in the order in which they joined
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
        self.join = weights.join
        self.merge_at = weights.merge
        self._window = window
        self._vectors = Vectors(
            window=window, frequencies=frequencies, window_hours=window_hours, weights=weights
        )
        self.records = Records(Event)
        self._recent: deque[tuple[int, tuple[Key, ...]]] = deque(maxlen=LOOK_BACK)
        self._families = 0
        self._reconciled = 0  # families at the last look back
        self._looked_at = 0  # articles before this number were looked back at

    @property
    def nbytes(self) -> int:
        """Bytes reserved."""
        return self._vectors.nbytes

    def describe(self, n: int) -> None:
        """Build and keep the vector of an article that stands for a family."""
        self._vectors.describe(n)

    def file(self, n: int) -> None:
        """Make an article that stands for a family findable."""
        self._vectors.file(n)

    def found(self, n: int) -> Key:
        """Return the key of a new event founded by article `n`."""
        return self._window.found("events", n)

    def choose(self, n: int, *, alive: NDArray[np.bool_], apart: Collection[Key] = ()) -> Choice:
        """Find the event of a new family founded by article `n`, which has a vector.

        It is none of the events in `apart`.
        """
        self._families += 1
        keys = self._vectors.promising(n, alive=alive)
        scored = self._vectors.score(n, [self.sample(key) for key in keys])
        odds, firsts = scored.odds, scored.firsts
        live = [g for g in range(len(keys)) if firsts[g] >= 0]
        if not live:
            return Choice(self.found(n), False, -1, 0.0, ())
        series_day = self._window.get("series_day", n)
        if series_day or apart:
            for g in live:
                if keys[g] in apart or _differ(series_day, self._series_day(keys[g])):
                    odds[g] = NEVER
        order = sorted([(-odds[g], keys[g], g) for g in live])
        near = [key for less, key, _ in order[:ALTERNATIVES] if -less > self.merge_at - NEAR]
        self._recent.append((n, tuple(near)))
        top = order[0][2]
        if odds[top] < self.join:
            return Choice(self.found(n), False, -1, probability(odds[top]), ())
        return Choice(
            keys[top],
            True,
            firsts[top],
            probability(odds[top]),
            self._vectors.explain(scored.signals[top].tolist()),
        )

    def hear(self, key: Key, n: int) -> None:
        """Let a member that has moved on from its family's founder stand for the event as well.

        It must belong there by its own words, lest one family bring two events together; of a
        family the newest such member is heard beside the first that was.
        """
        self.describe(n)
        sample = self.sample(key)
        if n in sample or self._vectors.score(n, [sample]).odds[0] < self.join:
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
        record.changed = self._families

    def sample(self, key: Key) -> Sequence[int]:
        """Return the articles that stand for an event, live or not."""
        record = self.records.get(key)
        return record.sample if record is not None else (key >> 8,)

    def _series_day(self, key: Key) -> int:
        record = self.records.get(key)
        if record is not None:
            return record.series_day
        n = key >> 8
        return self._window.get("series_day", n) if self._window.holds(n) else 0

    def date(self, n: int, day: int) -> None:
        """Say which day article `n` is about, which turned out to be an issue of a series."""
        self._window.put("series_day", n, day)
        record = self.records.get(self._window.get("event", n))
        if record is not None and not record.series_day:
            record.series_day = day

    def add(self, key: Key, family: Key, n: int) -> None:
        """Make a family, founded by `n`, part of an event; the record is made when needed."""
        record = self.record(key)
        record.families[family] = None
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
            families = {self._window.get("family", n): None}
            series_day = self._window.get("series_day", n)
            record = Event(
                key, "", families, [n], series_day, total=0, outlets={}, changed=self._families
            )
            self.records[key] = record
        return record

    def remove(self, key: Key, family: Key, members: Collection[int]) -> None:
        """Take a family out of an event, and its members out of those that stand for it."""
        record = self.records[key]
        record.families.pop(family, None)
        record.sample = [n for n in record.sample if n not in members]
        record.changed = self._families

    def representative(self, key: Key) -> int:
        """Return the first live article that stands for an event, -1 where none does."""
        window = self._window
        for n in self.sample(key):
            if window.is_alive(n) and window.get("term_count", n):
                return n
        return -1

    def due(self) -> bool:
        """Say whether it is time to look back."""
        return self._families - self._reconciled >= self._reconcile_every

    def reconcile(self) -> list[tuple[Key, Key]]:
        """Return pairs (kept, gone) of events that are one, best first; the caller merges them."""
        window, changed = self._window, self._changed
        pairs: set[tuple[Key, Key]] = set()
        for n, near in self._recent:
            if not near or not window.is_alive(n):
                continue
            own = window.get("event", n)
            new = n >= self._looked_at or changed(own)
            for key in near:
                if key != own and (new or changed(key)) and self._live(key) and self._live(own):
                    pairs.add((min(key, own), max(key, own)))
        self._reconciled = self._families
        self._looked_at = window.next
        ordered = sorted(pairs)
        scored = zip(self._mutual(ordered), ordered, strict=True)
        found = sorted((-odds, pair) for odds, pair in scored if odds >= self.merge_at)
        return [pair for _, pair in found]

    def _live(self, key: Key) -> bool:
        if key in self.records:
            return True
        n = key >> 8
        window = self._window
        return window.is_alive(n) and window.get("event", n) == key

    def _changed(self, key: Key) -> bool:
        """Say whether an event has changed since the last look back; one of one article cannot."""
        record = self.records.get(key)
        return record is not None and record.changed >= self._reconciled

    def mutual(self, a: Key, b: Key) -> float:
        """Return the log-odds that two events are one."""
        return self._mutual([(a, b)])[0]

    def _mutual(self, pairs: Sequence[tuple[Key, Key]]) -> list[float]:
        """Return the log-odds that the two events of each pair are one."""
        found = self._vectors.score_pairs([self.sample(key) for pair in pairs for key in pair])
        for at, (a, b) in enumerate(pairs):
            if _differ(self._series_day(a), self._series_day(b)):
                found[at] = NEVER
        return found

    def merge(self, kept: Key, gone: Key) -> None:
        """Move the families of `gone` into `kept`; the caller merges the records' counts."""
        record, other = self.record(kept), self.record(gone)
        record.families.update(other.families)
        sample = sorted({*record.sample, *other.sample})
        if len(sample) > SAMPLE:
            step = (len(sample) - 1) / (SAMPLE - 1)
            sample = [sample[int(k * step + 0.5)] for k in range(SAMPLE)]
        record.sample = sample
        record.series_day = record.series_day or other.series_day
        record.changed = self._families
        del self.records[gone]

    def dump(self) -> Iterator[tuple[str, bytes]]:
        """Yield the records as sections."""
        yield "event.records", self.records.dump()
        yield "event.recent", pack(list(self._recent))
        yield "event.state", pack((self._families, self._reconciled, self._looked_at))

    def logs(self) -> Iterator[tuple[str, Log]]:
        """Yield the postings: their entries are only appended."""
        yield from self._vectors.logs()

    def load(self, sections: Mapping[str, bytes]) -> None:
        """Replace the records by dumped ones; the postings are loaded after that."""
        decode = msgspec.msgpack.decode
        self.records.load(sections["event.records"])
        recent = decode(sections["event.recent"], type=list[tuple[int, tuple[int, ...]]])
        self._recent = deque(recent, maxlen=LOOK_BACK)
        self._families, self._reconciled, self._looked_at = decode(
            sections["event.state"], type=tuple[int, int, int]
        )


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

    def file(self, n: int) -> None:
        """File nothing."""


def _differ(day: int, other: int) -> bool:
    """Say whether two series are about different days; 0 is no series."""
    return day != 0 and other not in (0, day)
