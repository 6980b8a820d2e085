"""Fingerprints in the order of one log → updates: the stateful half, a pure fold.

What may be relied on: the same fingerprints in the same order give the same updates, whatever the
batches; `dump` then `load` changes nothing that follows; memory is bounded by the window.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Literal

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from dedup.core.arrays import Section, pack, unpack
from dedup.core.article import DAY, Micros
from dedup.core.clusters import Clusters
from dedup.core.comparison import Comparison, compare
from dedup.core.ends import Ends, What
from dedup.core.event import RECONCILE_EVERY, Apart, Event, Events
from dedup.core.family import Families, Family, Key, Merged, Placement, Stopped
from dedup.core.fingerprint import Fingerprint
from dedup.core.frequency import Frequencies
from dedup.core.index import Index, Keys, keys_of
from dedup.core.kernels.choice import fitting
from dedup.core.memory import NOTHING, Memory
from dedup.core.reuse import links_of, made_from, relation_of
from dedup.core.seen import Seen, Standing
from dedup.core.series import Series
from dedup.core.tally import RELATIONS
from dedup.core.update import Change, Level, Link, Match, Update
from dedup.core.verify import Verifier
from dedup.core.watermark import RANK, Watermark
from dedup.core.weights import COPY, EVENT, CopyWeights, EventWeights
from dedup.core.window import Window

WINDOW_DAYS = 7
EVENT_WINDOW_HOURS = 96
# Of a version, found in the one it was made from: with less, it tells how the event has gone on.
# Events of labelled stars .922 → .929, of stories as before: means of three orders of arrival.
MOVED_ON = 0.8
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
    ) -> None:
        self._weights = (copy_weights, event_weights)
        self._span = window_days * DAY
        self._event_window_hours = event_window_hours
        self._compact_from = compact_from
        self._window = Window()
        self._frequencies = Frequencies()
        self._index = Index()
        self._verifier = Verifier(
            window=self._window, frequencies=self._frequencies, weights=copy_weights
        )
        self._families = Families(window=self._window, verifier=self._verifier)
        self._events = (Events if level == "both" else Apart)(
            window=self._window, frequencies=self._frequencies, window_hours=event_window_hours,
            reconcile_every=reconcile_every, weights=event_weights,
        )  # fmt: skip
        self._clusters = Clusters(
            shard=shard, levels=_TOLD[level],
            window=self._window, families=self._families, events=self._events,
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
            growing=(self._window, self._index, self._events),
        )  # fmt: skip
        self.left: Counter[Left] = Counter()  # articles that stopped taking part
        self.runaways = 0  # families stopped by this detector
        self._last_at = Micros(0)
        self._dead = 0  # slots at the beginning that no longer take part

    def admit(self, fingerprint: Fingerprint) -> Verdict:
        """Take the next fingerprint of the log; return its outcome and the updates, in order."""
        standing, old = self._seen.judge(fingerprint)
        if standing is Standing.REPEATED:
            return Verdict(Outcome.REPEATED, ())
        self._last_at = at = fingerprint.at if fingerprint.at is not None else self._last_at
        watermark = self._watermark.value
        late = watermark is not None and at < watermark - self._span
        if not late and not fingerprint.retracted and self._watermark.advance(at):
            self._end_what_is_over(at)
        self._clusters.begin(at, late=late)
        # a revision of what no longer takes part comes like a new article
        taking_part = self._window.is_alive(old)
        if fingerprint.retracted:
            outcome, n = Outcome.RETRACTED, -1
            if taking_part:
                self._retract(old)
        else:
            outcome = Outcome.LATE if late else Outcome.ADMITTED
            n = self._append(fingerprint, at=at, late=late)
            if taking_part:
                self._revise(n, old, fingerprint)
            else:
                self._place(n, fingerprint)
            if self._events.due():
                self._reconcile(n)
        if standing is Standing.REVISION and not fingerprint.retracted:
            outcome = Outcome.REVISED
        watermark = self._watermark.value
        self._seen.note(fingerprint, n=n, now=at if watermark is None else watermark)
        self._schedule()
        self._compact()
        return Verdict(outcome, self._clusters.take())

    # ---- one article

    def _append(self, fingerprint: Fingerprint, *, at: Micros, late: bool) -> int:
        watermark = self._watermark.value
        now = at if watermark is None else watermark
        # a late article stays as long as one that is on time; a wrong future date, two windows
        until = (now if late else min(at, now + self._span)) + self._span
        series_day = self._series.learn(fingerprint, at=at)
        n = self._window.append(
            fingerprint, at=at, until=until, series_day=0 if late else series_day
        )
        self._ends.add(until, What.ARTICLE, n)
        return n

    def _place(self, n: int, fingerprint: Fingerprint) -> None:
        """Put a new article into a family and an event, and tell."""
        keys = keys_of(fingerprint, df=self._frequencies.df)
        placement = self._families.place(n, self._candidates(n, keys))
        if placement.joined:
            event = self._join(n, placement, "joined")
            self._clusters.tell("event", event, "joined", n)
            self._settle(n, placement)
        else:
            links = self._links(n, placement)
            self._clusters.tell("family", placement.key, "opened", n, links=links)
            self._enter_event(n, placement.key, fingerprint, apart=placement.apart)
        self._index.add(keys, n, base=self._window.base, alive=self._window.alive)

    def _join(
        self, n: int, placement: Placement, change: Change, *, previous: str | None = None
    ) -> Key:
        """Count a joined article and tell its family; return the event it came into."""
        clusters, window = self._clusters, self._window
        record = clusters.family_record(placement.key)
        made = made_from(n, placement.near, family=record, window=window, verifier=self._verifier)
        alignment, score, explained = made.alignment, placement.score, placement.features
        if made.n != placement.near[0]:
            scored = self._verifier.score(n, np.array([made.n - window.base], np.int32))
            score, explained = float(scored.scores[0]), scored.features[0]
        links = links_of(
            n, placement.overlapping, window=window, verifier=self._verifier, clusters=clusters
        )
        relation = relation_of(alignment, links, own_outlet=window.card(n).outlet, family=record)
        window.put("relation", n, RELATIONS.index(relation))
        match = Match(
            article=window.card(made.n).id,
            score=score,
            coverage=alignment.coverage,
            coverage_other=alignment.coverage_other,
            features=() if explained is None else self._verifier.explain(explained),
            passages=alignment.passages,
        )
        event = clusters.count_member(n, family=placement.key)
        if relation == "version" and alignment.coverage < MOVED_ON:
            self._events.hear(event, n)
        clusters.tell(
            "family", placement.key, change, n,
            previous=previous, match=match, links=tuple(link.link for link in links),
        )  # fmt: skip
        return event

    def _settle(self, n: int, placement: Placement) -> None:
        """Change and tell what the coming of an article brings, one change after the other."""
        for change in self._families.settle(n, placement.rivals):
            if isinstance(change, Merged):
                self._clusters.merge_families(change.key, change.previous, n)
            elif isinstance(change, Stopped):
                self.runaways += 1
            else:
                self._clusters.move_member(change.n, change.previous, change.key)

    def _links(self, n: int, placement: Placement) -> tuple[Link, ...]:
        reused = links_of(
            n, placement.overlapping,
            window=self._window, verifier=self._verifier, clusters=self._clusters,
        )  # fmt: skip
        return tuple(reuse.link for reuse in reused)

    def _enter_event(
        self,
        n: int,
        family: Key,
        fingerprint: Fingerprint,
        *,
        revised: str | None = None,
        apart: Sequence[int] = (),
    ) -> None:
        """Find the event of a family that `n` stands for; `revised` is the event it was in.

        It is none of the events of the articles in `apart`.
        """
        clusters = self._clusters
        self._events.describe(n)
        others = {self._window.get("event", m) for m in apart}
        choice = self._events.choose(n, alive=self._window.alive, apart=others)
        change: Change = "joined" if choice.joined else "opened"
        match: Match | None = None
        if choice.joined:
            clusters.event_record(choice.key)
            self._events.add(choice.key, family, n)
            match = Match(
                article=self._window.card(choice.best).id,
                score=choice.score,
                features=choice.features,
            )
        clusters.set_event(n, choice.key)
        if choice.joined:
            clusters.count_into_event(n, choice.key)
        previous: str | None = None
        if revised is not None:
            change = "revised"
            previous = revised if revised != clusters.id_of("event", choice.key) else None
        clusters.tell("event", choice.key, change, n, previous=previous, match=match)
        record = self._families.records.get(family)
        if record is not None:
            record.event = choice.key
        self._events.file(n, alive=self._window.alive)
        self._frequencies.count(
            np.frombuffer(fingerprint.stems, np.uint32), np.frombuffer(fingerprint.quoted, np.uint8)
        )

    def _revise(self, n: int, old: int, fingerprint: Fingerprint) -> None:
        """Replace an article's revision: it keeps its clusters while its text allows it."""
        window, clusters, families = self._window, self._clusters, self._families
        keys = keys_of(fingerprint, df=self._frequencies.df)
        same = float(self._verifier.score(n, np.array([old - window.base], np.int32)).scores[0])
        family, event = clusters.uncount_member(old)
        self._end(old, "revised")
        alone = not family.members
        placement = families.place(n, self._candidates(n, keys))
        if placement.joined and placement.key != family.key:
            clusters.stand_in(family, event, old)
            target = self._join(n, placement, "revised", previous=family.id)
            moved = target != event.key
            clusters.tell("event", target, "revised", n, previous=event.id if moved else None)
            self._close_empty(family, event)
            self._settle(n, placement)
        elif placement.joined or alone or same >= self._verifier.threshold:
            if not placement.joined:
                families.join(n, family.key)
            window.put("relation", n, window.get("relation", old))
            clusters.count_member(n, family=family.key)
            if old in event.sample or alone:
                self._events.describe(n)
                self._events.replace(event.key, old, n)
                self._events.file(n, alive=self._window.alive)
            clusters.tell("family", family.key, "revised", n)
            clusters.tell("event", event.key, "revised", n)
            self._settle(n, placement)
        else:
            clusters.stand_in(family, event, old)
            clusters.tell("family", placement.key, "revised", n, previous=family.id)
            self._enter_event(n, placement.key, fingerprint, revised=event.id)
        self._index.add(keys, n, base=window.base, alive=self._window.alive)

    def _retract(self, n: int) -> None:
        """Take a withdrawn article out of its clusters."""
        clusters = self._clusters
        family, event = clusters.uncount_member(n)
        self._end(n, "retracted")
        clusters.stand_in(family, event, n)
        clusters.tell("family", family.key, "retracted", n)
        clusters.tell("event", event.key, "retracted", n)
        self._close_empty(family, event)

    def _close_empty(self, family: Family, event: Event) -> None:
        """Close what nobody is left in."""
        if not family.members:
            self._clusters.close("family", family.key)
        if event.total == 0:
            self._clusters.close("event", event.key)

    def _reconcile(self, n: int) -> None:
        """Look back at events that nearly were one."""
        gone: dict[Key, Key] = {}
        for kept, other in self._events.reconcile():
            a, b = _resolve(gone, kept), _resolve(gone, other)
            if a == b:
                continue
            if (a, b) != (kept, other) and self._events.mutual(a, b) < self._events.merge_at:
                continue
            first, second = min(a, b), max(a, b)
            self._clusters.merge_events(first, second, n)
            gone[second] = first

    def _candidates(self, n: int, keys: Keys) -> NDArray[np.int32]:
        """Return slots worth comparing: in the window by their own time, no other day's series."""
        window = self._window
        slots = self._index.candidates(keys, base=window.base, alive=window.alive)
        kept: NDArray[np.int32] = fitting(
            n - window.base, slots, window.columns["at"], window.columns["series_day"], self._span
        )
        return kept

    # ---- time

    def _end_what_is_over(self, at: Micros) -> None:
        watermark = self._watermark.value
        assert watermark is not None
        self._frequencies.advance(watermark)
        self._seen.sweep(watermark)
        self._clusters.begin(at, late=False)
        for what, name in self._ends.over(watermark):
            if what is What.ARTICLE:
                if self._window.holds(name):
                    self._families.leave(name)
                    self._end(name, "expired")
                continue
            level: Level = "family" if what is What.FAMILY else "event"
            record = self._clusters.record(level, name)
            if record is None:
                continue
            if record.latest >= watermark:
                self._ends.add(record.latest, what, name)
            else:
                self._clusters.close(level, name)

    def _end(self, n: int, why: Left) -> None:
        if self._window.is_alive(n):  # one that was revised or withdrawn is over once more later
            self.left[why] += 1
        self._window.end(n)

    def _schedule(self) -> None:
        """Note when clusters opened since the last call may be over."""
        for level, key in self._clusters.opened:
            self._ends.add(0, What.FAMILY if level == "family" else What.EVENT, key)
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
        self._families.forget(self._window.base)
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
        return Series().learn(fingerprint, at=fingerprint.at or Micros(0))

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
            + self._frequencies.nbytes,
            seen=len(self._seen),
        )

    def dump(self, kept: Mapping[str, int] = NOTHING) -> Iterator[Section]:
        """Yield the memory as sections, and what only grows from where `kept` says (see `ends`)."""
        yield Section("detector", pack((self._last_at, self._dead)))
        yield from self._memory.dump(kept)

    def grown(self, kept: Mapping[str, int]) -> Iterator[Section]:
        """Yield what was appended since `kept` to everything that only grows."""
        yield from self._memory.grown(kept)

    def ends(self) -> dict[str, int]:
        """Return how far everything that only grows has come."""
        return self._memory.ends()

    def load(self, sections: Mapping[str, Section]) -> None:
        """Replace the memory by what `dump` yielded under the same parameters, put together."""
        last, self._dead = unpack(sections["detector"].data, tuple[int, int])
        self._last_at = Micros(last)
        self._memory.load(sections)


def _resolve(gone: Mapping[Key, Key], key: Key) -> Key:
    while key in gone:
        key = gone[key]
    return key
