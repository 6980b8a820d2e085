"""Fingerprints in the order of one log → updates: the stateful half, a pure fold.

What may be relied on: the same fingerprints in the same order give the same updates, whatever the
batches; the memory put away and loaded changes nothing that follows; it is bounded by the window.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Literal

import numpy as np
from msgspec import Struct

from dedup.core.arrays import Pools, Section, in_memory, pack, unpack, whole
from dedup.core.article import DAY, Micros
from dedup.core.clusters import Clusters
from dedup.core.comparison import Comparison, compare
from dedup.core.ends import Ends, What
from dedup.core.event import RECONCILE_EVERY, Apart, Events
from dedup.core.family import Families
from dedup.core.fingerprint import Fingerprint
from dedup.core.frequency import Frequencies
from dedup.core.index import Index
from dedup.core.memory import Memory
from dedup.core.placing import Placing
from dedup.core.seen import Seen, Standing
from dedup.core.series import Series
from dedup.core.update import Level, Update
from dedup.core.verify import Verifier
from dedup.core.watermark import RANK, Watermark
from dedup.core.weights import COPY, EVENT, CopyWeights, EventWeights
from dedup.core.window import Window

WINDOW_DAYS = 7
EVENT_WINDOW_HOURS = 96
# Articles that end with one that comes, and the clusters that end before the next of them. After a
# pause of the feed all there was is over at once, and nothing came out for .2 to .4 s; with 64 an
# article, 300 articles after each pause still took over 60 ms at 500 a second. What waits for its
# end is too old to match.
ENDED_AT_ONCE = 16
COMPACT_FROM = 4096  # slots that must have died before the arrays are moved

Levels = Literal["family", "both"]
Left = Literal["expired", "revised", "retracted"]
_TOLD: dict[Levels, tuple[Level, ...]] = {"family": ("family",), "both": ("family", "event")}


class Outcome(StrEnum):
    """What became of a delivery; every delivery has exactly one."""

    ADMITTED = "admitted"
    REPEATED = "repeated"
    REVISED = "revised"
    LATE = "late"
    RETRACTED = "retracted"
    REJECTED = "rejected"


class Verdict(Struct, frozen=True, gc=False):
    """What admitting one fingerprint came to."""

    outcome: Outcome
    updates: tuple[Update, ...]


class Stats(Struct, frozen=True, kw_only=True):
    """The detector's size at this moment."""

    articles: int
    families: int  # of two articles or more, open
    events: int
    postings: int
    array_bytes: int
    seen: int


class Detector:
    """Fold fingerprints into updates. All memory of one shard is in here; one writer."""

    def __init__(
        self,
        *,
        shard: int = 0,
        window_days: int = WINDOW_DAYS,
        event_window_hours: int = EVENT_WINDOW_HOURS,
        level: Levels = "both",
        reconcile_every: int = RECONCILE_EVERY,
        compact_from: int = COMPACT_FROM,
        rank: int = RANK,
        copy_weights: CopyWeights = COPY,
        event_weights: EventWeights = EVENT,
        cold: Pools = in_memory,
    ) -> None:
        """Begin without memory; `cold` makes a pool for what is read rarely."""
        self._weights = (copy_weights, event_weights)
        self._span = window_days * DAY
        self._event_window_hours = event_window_hours
        self._compact_from = compact_from
        self._window = Window(cold=cold)
        self._frequencies = Frequencies()
        self._index = Index()
        self._verifier = Verifier(
            window=self._window, frequencies=self._frequencies, weights=copy_weights
        )
        self._families = Families(window=self._window, verifier=self._verifier, span=self._span)
        self._events = (Events if level == "both" else Apart)(
            window=self._window, frequencies=self._frequencies, window_hours=event_window_hours,
            reconcile_every=reconcile_every, weights=event_weights,
        )  # fmt: skip
        self._clusters = Clusters(
            shard=shard, levels=_TOLD[level],
            window=self._window, families=self._families, events=self._events,
        )  # fmt: skip
        self._placing = Placing(
            window=self._window, frequencies=self._frequencies, index=self._index,
            verifier=self._verifier, families=self._families, events=self._events,
            clusters=self._clusters,
        )  # fmt: skip
        self._seen = Seen()
        self._series = Series()
        self._watermark = Watermark(rank=rank)
        self._ends = Ends()
        self._memory = Memory(
            parts=(
                self._window, self._frequencies, self._families, self._events,
                self._clusters, self._seen, self._series, self._watermark, self._ends,
            ),
            growing=(
                self._window, self._frequencies, self._index, self._events, self._seen,
            ),
        )  # fmt: skip
        self.left: Counter[Left] = Counter()  # articles that stopped taking part
        self._last_at = Micros(0)
        self._dead = 0  # slots at the beginning that no longer take part

    @property
    def runaways(self) -> int:
        """Families stopped by this detector, as they ran away."""
        return self._placing.runaways

    def admit(self, fingerprint: Fingerprint) -> Verdict:
        """Take the next fingerprint of the log; return its outcome and the updates, in order."""
        standing, old = self._seen.judge(fingerprint)
        if standing is Standing.REPEATED:
            return Verdict(Outcome.REPEATED, ())
        self._last_at = at = fingerprint.at if fingerprint.at is not None else self._last_at
        watermark = self._watermark.value
        late = watermark is not None and at < watermark - self._span
        if not late and not fingerprint.retracted:
            self._watermark.advance(at)
            self._let_go_of_what_is_over(at)
        self._clusters.begin(at, late=late)
        # a revision of what no longer takes part comes like a new article
        taking_part = self._window.is_alive(old)
        if fingerprint.retracted:
            outcome, n = Outcome.RETRACTED, -1
            if taking_part:
                self.left["retracted"] += 1
                self._placing.retract(old)
        else:
            outcome = Outcome.LATE if late else Outcome.ADMITTED
            n = self._append(fingerprint, at=at, late=late)
            if taking_part:
                self.left["revised"] += 1
                self._placing.revise(n, old, fingerprint)
            else:
                self._placing.place(n, fingerprint)
            if self._events.due():
                self._placing.look_back(n)
        if standing is Standing.REVISION and not fingerprint.retracted:
            outcome = Outcome.REVISED
        watermark = self._watermark.value
        self._seen.note(fingerprint, n=n, now=at if watermark is None else watermark)
        self._schedule()
        self._families.records.rest()
        self._events.records.rest()
        self._compact()
        return Verdict(outcome, self._clusters.take())

    # ---- one article

    def _append(self, fingerprint: Fingerprint, *, at: Micros, late: bool) -> int:
        watermark = self._watermark.value
        now = at if watermark is None else watermark
        # a late article stays as long as one that is on time; a wrong future date, two windows
        until = (now if late else min(at, now + self._span)) + self._span
        series_day, early = self._series.learn(self._window.next, fingerprint, at=at)
        n = self._window.append(fingerprint, at=at, until=until, series_day=series_day)
        for issue in early:
            if self._window.is_alive(issue.n):
                self._events.date(issue.n, issue.day)
        self._verifier.weigh(n)
        self._ends.add(until, What.ARTICLE, n)
        return n

    # ---- time

    def _let_go_of_what_is_over(self, at: Micros) -> None:
        watermark = self._watermark.value
        if watermark is None:
            return
        self._frequencies.advance(watermark)
        self._seen.sweep(watermark)
        self._clusters.begin(at, late=False)
        articles = 0  # only they are counted: where there are no events, families end alike
        for until, what, name in self._ends.over(watermark):
            if what is What.ARTICLE:
                if self._window.holds(name):
                    self._families.leave(name)
                    # one that was revised or withdrawn is over once more later
                    self.left["expired"] += self._window.is_alive(name)
                    self._window.end(name)
                articles += 1
                if articles == ENDED_AT_ONCE:
                    break
                continue
            level: Level = "family" if what is What.FAMILY else "event"
            record = self._clusters.record(level, name)
            if record is None:
                continue
            if record.latest > until:  # others have come into it: it ends after the last of them
                self._ends.add(record.latest, what, name)
            else:
                self._clusters.close(level, name)

    def _schedule(self) -> None:
        """Note when clusters opened since the last call may be over: not before their members."""
        for level, key in self._clusters.opened:
            record = self._clusters.record(level, key)
            if record is not None:
                self._ends.add(record.latest, What.FAMILY if level == "family" else What.EVENT, key)
        self._clusters.opened.clear()

    def _compact(self) -> None:
        """Drop slots at the beginning that no longer take part, when they are many."""
        alive, count = self._window.alive, self._window.count
        while self._dead < count and not alive[self._dead]:
            self._dead += 1
        cut = self._dead
        if cut < self._compact_from or cut * 3 < count:
            return
        self._window.compact(cut)
        self._dead = 0

    # ---- looking in

    def compare(self, first: Fingerprint, other: Fingerprint) -> Comparison:
        """Say how two articles stand to each other under what is known now; change nothing."""
        return compare(
            first,
            other,
            frequencies=self._frequencies,
            span=self._span,
            event_window_hours=self._event_window_hours,
            weights=self._weights,
            series_days=(self._series_day(first), self._series_day(other)),
        )

    def _series_day(self, fingerprint: Fingerprint) -> int:
        n = self._seen.number(fingerprint.id)
        if self._window.holds(n):
            return self._window.get("series_day", n)
        return Series().learn(n, fingerprint, at=fingerprint.at or Micros(0))[0]

    def stats(self) -> Stats:
        """Return how much is remembered."""
        return Stats(
            articles=int(np.count_nonzero(self._window.alive)),
            families=len(self._families.records),
            events=len(self._events.records),
            postings=self._index.entries,
            array_bytes=self._window.nbytes
            + self._index.nbytes
            + self._events.nbytes
            + self._frequencies.nbytes
            + self._seen.nbytes,
            seen=len(self._seen),
        )

    def changing(self, kept: Mapping[str, int]) -> Iterator[Section]:
        """Yield what changes of the memory, whole; `kept` says where sections so far have ended."""
        yield whole("detector", pack((self._last_at, self._dead)), kept)
        yield from self._memory.changing(kept)

    def grown(self, kept: Mapping[str, int]) -> Iterator[Section]:
        """Yield what was appended since `kept` to everything that only grows."""
        yield from self._memory.grown(kept)

    def load(self, sections: Mapping[str, Section]) -> None:
        """Replace the memory by sections of one moment, under the same parameters, put together."""
        last, self._dead = unpack(sections["detector"].data, tuple[int, int])
        self._last_at = Micros(last)
        self._memory.load(sections)
