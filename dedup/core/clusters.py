"""Families and events as downstream sees them: ids, counts, and the updates that tell of changes.

One `Clusters` belongs to one detector. Its methods change the records and return nothing; the
updates they cause are collected, numbered gap-free, until `take` hands them over.
"""

from collections.abc import Collection, Iterator, Mapping
from hashlib import blake2b

from dedup.core.arrays import pack, unpack
from dedup.core.article import SECOND, Micros
from dedup.core.event import Event, Events
from dedup.core.family import Families, Family, Key
from dedup.core.origin import consider, consider_all, forget, origin_of
from dedup.core.tally import RELATIONS, absorb, count_in, count_out, counts_of
from dedup.core.update import (
    Change,
    Counts,
    Level,
    Link,
    Match,
    Origin,
    Relation,
    Times,
    Update,
)
from dedup.core.window import Window


class Clusters:
    """The records of both levels and the updates about them."""

    def __init__(
        self,
        *,
        shard: int,
        levels: Collection[Level],
        window: Window,
        families: Families,
        events: Events,
    ) -> None:
        self._shard = shard
        self._levels = levels  # that are told of
        self._window = window
        self._families = families
        self._events = events
        self.seq = 0
        self._at = Micros(0)
        self._late = False
        self._updates: list[Update] = []
        self.opened: list[tuple[Level, Key]] = []  # records made, for whoever closes them

    def begin(self, at: Micros, *, late: bool) -> None:
        """Set the article time of what follows."""
        self._at = at
        self._late = late

    def take(self) -> tuple[Update, ...]:
        """Return the updates collected since the last call."""
        updates = tuple(self._updates)
        self._updates.clear()
        return updates

    # ---- ids and records

    def id_of(self, level: Level, key: Key) -> str:
        """Return a cluster's id: a function of who founded it, for ever."""
        record = self.record(level, key)
        if record is not None and record.id:
            return record.id
        card = self._window.card(key >> 8)
        text = f"{level}\0{card.id}\0{card.revision}\0{key & 255}".encode()
        digest = blake2b(text, digest_size=16, person=b"dedup.cluster").hexdigest()
        return f"{'F' if level == 'family' else 'E'}-{digest}"

    def record(self, level: Level, key: Key) -> Family | Event | None:
        """Return a cluster's record; one of a single article needs none."""
        records = self._families.records if level == "family" else self._events.records
        return records.get(key)

    def family_record(self, key: Key) -> Family:
        """Return a family's record with its founder counted, made if there is none."""
        record = self._families.record(key)
        if not record.id:
            record.id = self.id_of("family", key)
            self.opened.append(("family", key))
            count_in(record, key >> 8, window=self._window)
            consider(record, key >> 8, window=self._window)
        return record

    def event_record(self, key: Key) -> Event:
        """Return an event's record with its founder counted, made if there is none."""
        record = self._events.record(key)
        if not record.id:
            record.id = self.id_of("event", key)
            self.opened.append(("event", key))
            count_in(record, key >> 8, window=self._window)
        return record

    # ---- updates

    def tell(
        self,
        level: Level,
        key: Key,
        change: Change,
        n: int,
        *,
        previous: str | None = None,
        match: Match | None = None,
        links: tuple[Link, ...] = (),
    ) -> None:
        """Collect one update about a cluster; `n` is the article that it is about."""
        if level not in self._levels:
            return
        window = self._window
        card = window.card(n)
        record = self.record(level, key)
        origin: Origin | None = None
        lag: float | None = None
        representative: str | None = card.id
        if record is None:
            moment = window.get("moment", n)
            counts = Counts(total=1, unique=1, reprints=0, versions=0, outlets=1)
            revision, first, last = 1, moment, moment
        else:
            if change != "opened":
                record.revision += 1
            counts, revision = counts_of(record), record.revision
            first, last = record.first, record.last
            if isinstance(record, Family):
                origin = origin_of(record, window=window)
                stands = record.origin if window.holds(record.origin) else -1
                lag = self._lag(stands, n) if origin is not None and origin.article else None
            else:
                stands = self._events.representative(key)
                if stands < 0 and change != "retracted":
                    stands = n  # all who stood for it are over
            representative = window.card(stands).id if stands >= 0 else None
        relation: Relation | None = (
            RELATIONS[window.get("relation", n)] if level == "family" else None
        )
        self.seq += 1
        self._updates.append(
            Update(
                seq=self.seq,
                shard=self._shard,
                at=self._at,
                cluster=self.id_of(level, key),
                level=level,
                revision=revision,
                change=change,
                previous=previous,
                article=card.id,
                outlet=card.outlet,
                relation=relation,
                late=self._late and change in {"opened", "joined", "revised"},
                match=match,
                links=links,
                counts=counts,
                representative=representative,
                origin=origin,
                times=Times(first=Micros(first), last=Micros(last), lag=lag),
                credited=card.agency,
                version=card.version,
            )
        )

    def _lag(self, origin: int, n: int) -> float | None:
        get = self._window.get
        if origin == n or get("day_precision", origin) or get("day_precision", n):
            return None
        return float(get("moment", n) - get("moment", origin)) / SECOND

    # ---- membership

    def count_member(self, n: int, *, family: Key) -> Key:
        """Count a new member of a family and of the family's event; return the event."""
        record = self.count_into_family(n, family)
        event = self.event_record(record.event)
        self.set_event(n, record.event)
        count_in(event, n, window=self._window)
        return record.event

    def count_into_family(self, n: int, family: Key) -> Family:
        """Count an article into a family; return the record."""
        record = self.family_record(family)
        count_in(record, n, window=self._window)
        consider(record, n, window=self._window)
        return record

    def uncount_member(self, n: int) -> tuple[Family, Event]:
        """Take an article out of its family and event; return both records."""
        family = self.family_record(self._window.get("family", n))
        event = self.event_record(self._window.get("event", n))
        self._families.leave(n)
        self._uncount(family, n)
        count_out(event, n, window=self._window)
        return family, event

    def _uncount(self, family: Family, n: int) -> None:
        """Take an article that has left a family out of its counts and its origin."""
        count_out(family, n, window=self._window)
        forget(family, n, window=self._window)

    def stand_in(self, family: Family, event: Event, n: int) -> None:
        """Let another member stand for a family in its event when `n` has left it."""
        if not family.members:
            self._events.remove(event.key, family.key, (n,))
        elif n in event.sample:
            other = family.members[0]
            self._events.describe(other)
            self._events.replace(event.key, n, other)
            self._events.file(other)

    def move_member(self, n: int, previous: Key, key: Key) -> None:
        """Tell that an article was put out of one family and belongs to another."""
        window, events = self._window, self._events
        left, event = self.family_record(previous), self.event_record(window.get("event", n))
        self._uncount(left, n)
        self.stand_in(left, event, n)
        if key not in self._families.records:  # a family of its own, in the same event
            count_out(event, n, window=window)
            window.put("relation", n, 0)
            count_in(event, n, window=window)
            events.describe(n)
            events.add(event.key, key, n)
            events.file(n)
            self.tell("family", key, "split", n, previous=left.id)
            return
        known = self.family_record(key)
        count_in(known, n, window=window)
        consider(known, n, window=window)
        self.tell("family", key, "split", n, previous=left.id)
        if event.key != known.event:
            self._move_article(n, event, self.event_record(known.event))

    def set_event(self, n: int, event: Key) -> None:
        """Write down the event of an article."""
        self._window.put("event", n, event)

    def count_into_event(self, n: int, event: Key) -> None:
        """Count the first article of a family into the event it joins."""
        count_in(self.event_record(event), n, window=self._window)

    def merge_families(self, kept: Key, gone: Key, n: int) -> None:
        """Tell that two families are one; the members have been moved already."""
        other, record = self.family_record(gone), self.family_record(kept)
        absorb(record, other)
        consider_all(record, other, window=self._window)
        del self._families.records[gone]
        self.tell("family", kept, "merged", n, previous=other.id)
        event = self.event_record(other.event)
        self._events.remove(event.key, gone, ())
        if event.key == record.event:
            return
        # Members that are over cannot be moved: where there are any, both events are one.
        if not event.families or other.total > len(other.members):
            first, second = min(event.key, record.event), max(event.key, record.event)
            for member in other.members:
                self.set_event(member, first)
            self.merge_events(first, second, n)
            return
        self._events.remove(event.key, gone, other.members)
        target = self.event_record(record.event)
        for member in other.members:
            self._move_article(member, event, target)

    def _move_article(self, n: int, event: Event, target: Event) -> None:
        """Move one article from an event into another, and tell."""
        count_out(event, n, window=self._window)
        self.set_event(n, target.key)
        count_in(target, n, window=self._window)
        self.tell("event", target.key, "split", n, previous=event.id)
        if event.total == 0:
            self.close("event", event.key)

    def merge_events(self, kept: Key, gone: Key, n: int) -> None:
        """Make two events one, and tell."""
        other, record = self.event_record(gone), self.event_record(kept)
        for family in other.families:
            known = self._families.records.get(family)
            if known is not None:
                known.event = kept
            for member in self._families.members(family):
                self.set_event(member, kept)
        self._events.merge(kept, gone)
        absorb(record, other)
        self.tell("event", kept, "merged", n, previous=other.id)

    def close(self, level: Level, key: Key) -> None:
        """Tell that no article can join any more, and forget the record."""
        records = self._families.records if level == "family" else self._events.records
        record = records.pop(key)
        if level not in self._levels:
            return
        counts = counts_of(record)
        record.revision += 1
        self.seq += 1
        self._updates.append(
            Update(
                seq=self.seq,
                shard=self._shard,
                at=self._at,
                cluster=record.id,
                level=level,
                revision=record.revision,
                change="closed",
                article="",
                counts=counts,
                times=Times(first=Micros(record.first), last=Micros(record.last)),
            )
        )

    def dump(self) -> Iterator[tuple[str, bytes]]:
        """Yield the numbering as a section."""
        yield "clusters.seq", pack(self.seq)

    def load(self, sections: Mapping[str, bytes]) -> None:
        """Replace the numbering by a dumped one."""
        self.seq = unpack(sections["clusters.seq"], int)
