"""Updates in the order of `seq` → where every article stands: what a consumer downstream knows.

A fold without any other memory. `rows` says what one update changes as plain rows, so that a table
on disk can be kept by the same rules: a member row replaces the row of the same level and article,
a cluster row that of the same id, and a value that an update does not give keeps the last one.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from dedup.core.article import Micros
from dedup.core.update import Change, Counts, Level, Origin, Relation, Times, Update

LEVELS: tuple[Level, ...] = ("family", "event")


class MemberRow(Struct, frozen=True, kw_only=True):
    """One article in one cluster; key: level and article. `cluster` may have been merged since."""

    level: Level
    article: str
    cluster: str
    relation: Relation | None
    outlet: str
    at: Micros  # article time of the update that last said so


class DepartureRow(Struct, frozen=True, kw_only=True):
    """One article that was withdrawn; key: level and article. Its member row goes."""

    level: Level
    article: str


class AliasRow(Struct, frozen=True, kw_only=True):
    """All of `previous` belongs to `cluster`, which may itself have been merged since."""

    previous: str
    cluster: str


class ClusterRow(Struct, frozen=True, kw_only=True):
    """What was last said about one cluster; key: its id."""

    cluster: str
    level: Level
    revision: int
    change: Change
    at: Micros
    counts: Counts
    times: Times
    representative: str | None
    origin: Origin | None


class Rows(Struct, frozen=True, kw_only=True):
    """What one update changes."""

    cluster: ClusterRow
    member: MemberRow | None = None
    departure: DepartureRow | None = None
    alias: AliasRow | None = None


class Assignment(Struct, frozen=True):
    """Where one article stands: ids after all merges, "" where a level says nothing of it."""

    article: str
    family: str
    event: str
    relation: Relation | None


class Cluster(Struct, frozen=True, kw_only=True):
    """One family or event as it stands, members in the order of time, then id."""

    id: str
    level: Level
    status: Literal["open", "closed"]
    revision: int
    at: Micros
    counts: Counts
    times: Times
    representative: str | None
    origin: Origin | None
    members: tuple[MemberRow, ...]


def rows(update: Update) -> Rows:
    """Return what one update changes; `Ledger` is what all of them come to."""
    member = departure = alias = None
    match update.change:
        case "opened" | "joined" | "split" | "revised":
            member = MemberRow(
                level=update.level,
                article=update.article,
                cluster=update.cluster,
                relation=update.relation,
                outlet=update.outlet,
                at=update.at,
            )
        case "retracted":
            departure = DepartureRow(level=update.level, article=update.article)
        case "merged":
            if update.previous is not None and update.previous != update.cluster:
                alias = AliasRow(previous=update.previous, cluster=update.cluster)
        case "closed":
            pass
    return Rows(
        cluster=ClusterRow(
            cluster=update.cluster,
            level=update.level,
            revision=update.revision,
            change=update.change,
            at=update.at,
            counts=update.counts,
            times=update.times,
            representative=update.representative,
            origin=update.origin,
        ),
        member=member,
        departure=departure,
        alias=alias,
    )


class Ledger:
    """The fold over updates; memory grows with the articles and clusters that were named."""

    def __init__(
        self,
        *,
        members: Iterable[MemberRow] = (),
        aliases: Iterable[AliasRow] = (),
        clusters: Iterable[ClusterRow] = (),
    ) -> None:
        """Begin empty, or where the rows of an earlier ledger left off."""
        self._members: dict[Level, dict[str, MemberRow]] = {level: {} for level in LEVELS}
        for member in members:
            self._members[member.level][member.article] = member
        self._aliases: dict[str, str] = {}
        for alias in aliases:
            self._merge(alias)
        self._clusters = {cluster.cluster: cluster for cluster in clusters}

    def apply(self, update: Update) -> None:
        """Take the next update."""
        changes = rows(update)
        if changes.member is not None:
            held = self._members[update.level]
            held[update.article] = _kept_member(held.get(update.article), changes.member)
        if changes.departure is not None:
            self._members[update.level].pop(update.article, None)
        if changes.alias is not None:
            self._merge(changes.alias)
        held_cluster = self._clusters.get(update.cluster)
        self._clusters[update.cluster] = _kept_cluster(held_cluster, changes.cluster)

    def assignment(self, article: str) -> Assignment | None:
        """Return where an article stands, or None where it is unknown or withdrawn."""
        family = self._members["family"].get(article)
        event = self._members["event"].get(article)
        if family is None and event is None:
            return None
        return Assignment(
            article,
            "" if family is None else self._resolve(family.cluster),
            "" if event is None else self._resolve(event.cluster),
            None if family is None else family.relation,
        )

    def assignments(self) -> Iterator[Assignment]:
        """Yield every article's assignment, late ones included, in the order of ids."""
        for article in sorted(self._members["family"].keys() | self._members["event"].keys()):
            assignment = self.assignment(article)
            if assignment is not None:
                yield assignment

    def clusters(self) -> Iterator[Cluster]:
        """Yield every cluster that has members: families first, then by first time, then by id."""
        for level in LEVELS:
            grouped: dict[str, list[MemberRow]] = {}
            for member in self._members[level].values():
                name = self._resolve(member.cluster)
                grouped.setdefault(name, []).append(replace(member, cluster=name))
            found = [self._cluster(name, held) for name, held in grouped.items()]
            yield from sorted(found, key=lambda cluster: (cluster.times.first or 0, cluster.id))

    def member_rows(self) -> Iterator[MemberRow]:
        """Yield all member rows as they stand."""
        for level in LEVELS:
            yield from self._members[level].values()

    def alias_rows(self) -> Iterator[AliasRow]:
        """Yield all merges."""
        for previous, cluster in self._aliases.items():
            yield AliasRow(previous=previous, cluster=cluster)

    def cluster_rows(self) -> Iterator[ClusterRow]:
        """Yield what was last said about every cluster, merged ones included."""
        yield from self._clusters.values()

    def _merge(self, alias: AliasRow) -> None:
        """Take a merge; one that is announced the other way round as well adds nothing."""
        if self._resolve(alias.cluster) != alias.previous:
            self._aliases[alias.previous] = alias.cluster

    def _resolve(self, cluster: str) -> str:
        """Follow merges to the cluster that is left, and shorten the way for the next time."""
        last = cluster
        while last in self._aliases:
            last = self._aliases[last]
        while cluster != last:
            self._aliases[cluster], cluster = last, self._aliases[cluster]
        return last

    def _cluster(self, name: str, members: list[MemberRow]) -> Cluster:
        said = self._clusters[name]
        return Cluster(
            id=name,
            level=said.level,
            status="closed" if said.change == "closed" else "open",
            revision=said.revision,
            at=said.at,
            counts=said.counts,
            times=said.times,
            representative=said.representative,
            origin=said.origin,
            members=tuple(sorted(members, key=lambda member: (member.at, member.article))),
        )


def _kept_member(held: MemberRow | None, said: MemberRow) -> MemberRow:
    if held is None:
        return said
    return replace(
        said,
        relation=held.relation if said.relation is None else said.relation,
        outlet=said.outlet or held.outlet,
    )


def _kept_cluster(held: ClusterRow | None, said: ClusterRow) -> ClusterRow:
    if held is None:
        return said
    return replace(
        said,
        representative=held.representative if said.representative is None else said.representative,
        origin=held.origin if said.origin is None else said.origin,
    )
