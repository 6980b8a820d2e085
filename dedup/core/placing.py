"""A new article with its place in the arrays → a family, an event, and the updates that tell of it.

Also what takes that back: revisions, withdrawals, and the look back at events. What may be relied
on: everything is counted and told before the next change is made.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from dedup.core.clusters import Clusters
from dedup.core.event import Event, Events
from dedup.core.family import Families, Family, Key, Merged, Placement, Stopped
from dedup.core.fingerprint import Fingerprint
from dedup.core.frequency import Frequencies
from dedup.core.index import Index, Keys, keys_of
from dedup.core.reuse import links_of, made_from, relation_of
from dedup.core.tally import FIRST_COPY, RELATIONS
from dedup.core.update import Change, Link, Match
from dedup.core.verify import Verifier
from dedup.core.window import Window

# Of a version, found in the one it was made from: with less, it tells how the event has gone on.
# Events of labelled stars .922 → .929, of stories as before: means of three orders of arrival.
MOVED_ON = 0.8


class Placing:
    """Places the articles of one detector; what it knows is in the parts that it is given."""

    def __init__(
        self,
        *,
        window: Window,
        frequencies: Frequencies,
        index: Index,
        verifier: Verifier,
        families: Families,
        events: Events,
        clusters: Clusters,
    ) -> None:
        self._window = window
        self._frequencies = frequencies
        self._index = index
        self._verifier = verifier
        self._families = families
        self._events = events
        self._clusters = clusters
        self.runaways = 0  # families stopped so far

    def place(self, n: int, fingerprint: Fingerprint) -> None:
        """Put a new article into a family and an event, and tell."""
        keys = keys_of(fingerprint, df=self._frequencies.df)
        placement = self._families.place(n, self._candidates(keys))
        if placement.joined:
            event = self._join(n, placement, "joined")
            self._clusters.tell("event", event, "joined", n)
            self._settle(n, placement)
        else:
            links = self._links(n, placement)
            self._clusters.tell("family", placement.key, "opened", n, links=links)
            self._enter_event(n, placement.key, fingerprint, apart=placement.apart)
        self._index.add(keys, n, base=self._window.base)

    def _candidates(self, keys: Keys) -> NDArray[np.int32]:
        window = self._window
        return self._index.candidates(keys, base=window.base, alive=window.alive)

    def _join(
        self, n: int, placement: Placement, change: Change, *, previous: str | None = None
    ) -> Key:
        """Count a joined article and tell its family; return the event it came into."""
        clusters, window = self._clusters, self._window
        record = clusters.family_record(placement.key)
        made = made_from(n, placement.near, family=record, window=window, verifier=self._verifier)
        member, alignment = made.near, made.alignment
        links = links_of(
            n, placement.overlapping, window=window, verifier=self._verifier, clusters=clusters
        )
        relation = relation_of(alignment, links, own_outlet=window.card(n).outlet, family=record)
        window.put("relation", n, RELATIONS.index(relation))
        match = Match(
            article=window.card(member.n).id,
            score=member.score,
            coverage=alignment.coverage,
            coverage_other=alignment.coverage_other,
            features=self._verifier.explain(member.features),
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
        self._events.file(n)
        self._frequencies.count(
            np.frombuffer(fingerprint.stems, np.uint32), np.frombuffer(fingerprint.quoted, np.uint8)
        )

    def revise(self, n: int, old: int, fingerprint: Fingerprint) -> None:
        """Replace an article's revision: it keeps its clusters while its text allows it."""
        window, clusters, families = self._window, self._clusters, self._families
        # who was first is told by the article's first version, when this one's is no later
        window.put("moment", n, min(window.get("moment", n), window.get("moment", old)))
        keys = keys_of(fingerprint, df=self._frequencies.df)
        same = float(self._verifier.score(n, np.array([old - window.base], np.int32)).scores[0])
        family, event = clusters.uncount_member(old)
        window.end(old)
        alone = not family.members
        placement = families.place(n, self._candidates(keys))
        if placement.joined and placement.key != family.key:
            clusters.stand_in(family, event, old)
            target = self._join(n, placement, "revised", previous=family.id)
            moved = target != event.key
            clusters.tell("event", target, "revised", n, previous=event.id if moved else None)
            self._close_empty(family, event)
            self._settle(n, placement)
        elif placement.joined or same >= self._verifier.threshold:
            if placement.joined and window.get("relation", old) >= FIRST_COPY:
                self._join(n, placement, "revised")  # of which kind, its new text says
            else:
                if not placement.joined:
                    families.join(n, family.key)
                window.put("relation", n, window.get("relation", old))
                clusters.count_member(n, family=family.key)
                clusters.tell("family", family.key, "revised", n)
            if old in event.sample or alone:
                self._events.describe(n)
                self._events.replace(event.key, old, n)
                self._events.file(n)
            clusters.tell("event", event.key, "revised", n)
            self._settle(n, placement)
        else:  # another text: its event is chosen anew, and its family is its own
            clusters.stand_in(family, event, old)
            own = family.total == 0  # of those that are over the event is known
            if own:
                families.join(n, family.key)
                clusters.count_into_family(n, family.key)
            key = family.key if own else placement.key
            left = None if own else family.id
            clusters.tell("family", key, "revised", n, previous=left)
            self._enter_event(n, key, fingerprint, revised=event.id, apart=placement.apart)
            self._close_empty(family, event)
        self._index.add(keys, n, base=window.base)

    def retract(self, n: int) -> None:
        """Take a withdrawn article out of its clusters."""
        clusters = self._clusters
        family, event = clusters.uncount_member(n)
        self._window.end(n)
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

    def look_back(self, n: int) -> None:
        """Look back at events that nearly were one."""
        gone: dict[Key, Key] = {}
        for kept, other in self._events.reconcile():
            a, b = _resolve(gone, kept), _resolve(gone, other)
            if a == b:
                continue
            if (a, b) != (kept, other) and self._events.mutual(a, b) < self._events.merge_at:
                continue
            if self._verifier.apart(self._events.sample(a), self._events.sample(b)):
                continue
            first, second = min(a, b), max(a, b)
            self._clusters.merge_events(first, second, n)
            gone[second] = first


def _resolve(gone: Mapping[Key, Key], key: Key) -> Key:
    while key in gone:
        key = gone[key]
    return key
