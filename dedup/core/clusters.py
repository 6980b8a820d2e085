"""Families and events as downstream sees them: ids, counts, and the updates that tell of changes.

One `Clusters` belongs to one detector. Its methods change the records and return nothing; the
updates they cause are collected, numbered gap-free, until `take` hands them over.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b

from dedup.core.arrays import pack, unpack
from dedup.core.article import SECOND, Micros
from dedup.core.event import Event, Events
from dedup.core.family import Families, Family, Key
from dedup.core.origin import consider, origin_of
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

    def __init__(self, *, shard: int, window: Window, families: Families, events: Events) -> None:
        self._shard = shard
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
        record = self._record(level, key)
        if record is not None and record.id:
            return record.id
        card = self._window.card(key >> 8)
        text = f"{level}\0{card.id}\0{card.revision}\0{key & 255}".encode()
        digest = blake2b(text, digest_size=16, person=b"dedup.cluster").hexdigest()
        return f"{'F' if level == 'family' else 'E'}-{digest}"

    def _record(self, level: Level, key: Key) -> Family | Event | None:
        records = self._families.records if level == "family" else self._events.records
        return records.get(key)

    def family_record(self, key: Key) -> Family:
        """Return a family's record with its founder counted, made if there is none."""
        if key not in self._families.records:
            founder = key >> 8
            event = int(self._window.row(founder)["event"])
            self._families.records[key] = Family(
                key, "", [founder], event, total=0, outlets={}, early=[]
            )
        record = self._families.records[key]
        if not record.id:
            record.id = self.id_of("family", key)
            self.opened.append(("family", key))
            record.total = 0
            count_in(record, key >> 8, window=self._window)
            consider(record, key >> 8, window=self._window)
        return record

    def event_record(self, key: Key) -> Event:
        """Return an event's record with its founder counted, made if there is none."""
        record = self._events.record(key)
        if not record.id:
            record.id = self.id_of("event", key)
            self.opened.append(("event", key))
            record.total = 0
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
        window = self._window
        row, card = window.row(n), window.card(n)
        record = self._record(level, key)
        origin: Origin | None = None
        lag: float | None = None
        representative = card.id
        if record is None:
            moment = int(row["moment"])
            counts = Counts(total=1, unique=1, reprints=0, versions=0, outlets=1)
            revision, first, last = 1, moment, moment
        else:
            if change != "opened":
                record.revision += 1
            counts, revision = counts_of(record), record.revision
            first, last = record.first, record.last
            if isinstance(record, Family):
                origin = origin_of(record, window=window)
                if window.holds(record.origin):
                    representative = window.card(record.origin).id
                    lag = self._lag(record.origin, n)
            elif window.holds(key >> 8):
                representative = window.card(key >> 8).id
        relation: Relation | None = RELATIONS[int(row["relation"])] if level == "family" else None
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
        first, other = self._window.row(origin), self._window.row(n)
        if origin == n or first["day_precision"] or other["day_precision"]:
            return None
        return float(int(other["moment"]) - int(first["moment"])) / SECOND

    # ---- membership

    def count_member(self, n: int, *, family: Key) -> Key:
        """Count a new member of a family and of the family's event; return the event."""
        record = self.family_record(family)
        event = self.event_record(record.event)
        count_in(record, n, window=self._window)
        consider(record, n, window=self._window)
        self.set_event(n, record.event)
        count_in(event, n, window=self._window)
        return record.event

    def uncount_member(self, n: int) -> tuple[Family, Event]:
        """Take an article out of the counts of its family and event; return both records."""
        row = self._window.row(n)
        family = self.family_record(int(row["family"]))
        event = self.event_record(int(row["event"]))
        count_out(family, n, window=self._window)
        count_out(event, n, window=self._window)
        return family, event

    def move_member(self, n: int, previous: Key, key: Key) -> None:
        """Tell that an article was put out of one family and belongs to another."""
        window = self._window
        old_id = self.id_of("family", previous)
        left = self.family_record(previous)
        count_out(left, n, window=window)
        if left.origin == n:
            left.origin = -1
            for member in self._families.members(previous)[:64]:
                consider(left, member, window=window)
        if key >> 8 == n:  # a family of its own, in the same event
            window.row(n)["relation"] = 0
            self._events.describe(n)
            self._events.add(left.event, key, n)
            self.tell("family", key, "split", n, previous=old_id)
            return
        record = self.family_record(key)
        target = self.event_record(record.event)
        count_in(record, n, window=window)
        consider(record, n, window=window)
        self.tell("family", key, "split", n, previous=old_id)
        if left.event != target.key:
            self.move_article(n, left.event, target.key)

    def count_into_event(self, n: int, event: Key) -> None:
        """Count the first article of a family into the event it joins."""
        count_in(self.event_record(event), n, window=self._window)

    def set_event(self, n: int, event: Key) -> None:
        """Write down the event of an article."""
        self._window.row(n)["event"] = event

    def merge_families(self, kept: Key, gone: Key, n: int) -> None:
        """Tell that two families are one; the members have been moved already."""
        previous = self.id_of("family", gone)
        other = self.family_record(gone)
        record = self.family_record(kept)
        absorb(record, other)
        for early in other.early:
            record.early = sorted([*record.early, early])[:3]
        for member in (record.origin, other.origin):
            if member >= 0 and self._window.holds(member):
                consider(record, member, window=self._window)
        event = other.event
        del self._families.records[gone]
        self.tell("family", kept, "merged", n, previous=previous)
        if event == record.event:
            kept_event = self._events.records.get(event)
            if kept_event is not None and gone in kept_event.families:
                kept_event.families.remove(gone)
            return
        moved = [m for m in record.members if int(self._window.row(m)["event"]) == event]
        self._move_family(gone, moved, event, record.event, n)

    def _move_family(self, family: Key, moved: list[int], event: Key, target: Key, n: int) -> None:
        """Move the articles of one family from its event into another event."""
        rest = [f for f in self.event_record(event).families if f != family]
        if not rest:
            events = self._events.records
            events[event].families = []
            self.merge_events(min(event, target), max(event, target), n, moved=moved)
            return
        self._events.remove(event, family, family >> 8)
        for member in moved:
            self.move_article(member, event, target)

    def move_article(self, n: int, event: Key, target: Key) -> None:
        """Move one article from an event into another, and tell."""
        previous = self.id_of("event", event)
        count_out(self.event_record(event), n, window=self._window)
        record = self.event_record(target)
        self.set_event(n, target)
        count_in(record, n, window=self._window)
        self.tell("event", target, "split", n, previous=previous)

    def merge_events(self, kept: Key, gone: Key, n: int, *, moved: Sequence[int] = ()) -> None:
        """Make two events one, and tell; `moved` are articles whose family is in neither list."""
        previous = self.id_of("event", gone)
        other = self.event_record(gone)
        record = self.event_record(kept)
        members = list(moved)
        for family in other.families:
            known = self._families.records.get(family)
            if known is not None:
                known.event = kept
            members.extend(self._families.members(family))
        self._events.merge(kept, gone)
        for member in members:
            self.set_event(member, kept)
        absorb(record, other)
        self.tell("event", kept, "merged", n, previous=previous)

    def close(self, level: Level, key: Key) -> None:
        """Tell that no article can join any more, and forget the record."""
        records = self._families.records if level == "family" else self._events.records
        record = records[key]
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
        del records[key]

    def dump(self) -> Iterator[tuple[str, bytes]]:
        """Yield the numbering as a section."""
        yield "clusters.seq", pack(self.seq)

    def load(self, sections: Mapping[str, bytes]) -> None:
        """Replace the numbering by a dumped one."""
        self.seq = unpack(sections["clusters.seq"], int)
