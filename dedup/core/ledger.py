"""Updates in the order of `seq` → where every article stands: what a consumer downstream knows.

A fold without any other memory: opened, joined, split and revised place an article, retracted takes
it out, merged makes one cluster of two, closed moves nothing. An article's relation is told once,
when it comes; whom its family's last update names as the origin is `origin` from then on, and who
was alone at first stands to the others as they stand to it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from dedup.core.article import Micros
from dedup.core.tally import REPRINTS
from dedup.core.update import Counts, Level, Origin, Relation, Times, Update

LEVELS: tuple[Level, ...] = ("family", "event")
FIRST: frozenset[Relation | None] = frozenset({None, "single", "origin"})  # says nothing of others
INVERSE: dict[Relation, Relation] = {
    "trimmed": "extended",
    "extended": "trimmed",
    "composite": "trimmed",  # a part of what was put together
}


class Member(Struct, frozen=True, kw_only=True):
    """One article in one cluster."""

    article: str
    cluster: str  # may have been merged into another since
    relation: Relation | None
    outlet: str
    at: Micros  # article time of the update that last said so
    credited: str = ""  # the agency that it names as its source
    version: str = ""  # the newsroom's version tag


class Assignment(Struct, frozen=True):
    """Where one article stands: ids after all merges, "" where a level says nothing of it."""

    article: str
    family: str
    event: str
    relation: Relation | None


class Cluster(Struct, frozen=True, kw_only=True):
    """One family or event as it stands, members in the order of time, then id.

    `counts` are of these members and their relations, and `representative` is one of them: that
    somebody left is told in an update about another cluster.
    """

    id: str
    level: Level
    status: Literal["open", "closed"]
    revision: int
    at: Micros
    counts: Counts
    times: Times
    representative: str | None
    origin: Origin | None
    members: tuple[Member, ...]


class Ledger:
    """The fold over updates; memory grows with the articles and clusters that were named.

    A value that an update does not give keeps the last one given.
    """

    def __init__(self) -> None:
        self._members: dict[Level, dict[str, Member]] = {level: {} for level in LEVELS}
        self._merged: dict[str, str] = {}  # cluster → the one it was merged into
        self._sizes: Counter[str] = Counter()  # cluster that is left → members
        self._clusters: dict[str, Cluster] = {}  # as last told, without members
        self._answers: dict[str, Relation] = {}  # family → how its second article stands to it

    def apply(self, update: Update) -> None:
        """Take the next update."""
        match update.change:
            case "opened" | "joined" | "split" | "revised":
                self._place(update)
            case "retracted":
                self._leave(self._members[update.level].pop(update.article, None))
            case "merged":
                self._merge(update.previous, update.cluster)
            case "closed":
                pass
        held = self._clusters.get(update.cluster)
        representative, origin = update.representative, update.origin
        if held is not None:
            representative = held.representative if representative is None else representative
            origin = held.origin if origin is None else origin
        self._clusters[update.cluster] = Cluster(
            id=update.cluster,
            level=update.level,
            status="closed" if update.change == "closed" else "open",
            revision=update.revision,
            at=update.at,
            counts=update.counts,
            times=update.times,
            representative=representative,
            origin=origin,
            members=(),
        )

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
            None if family is None else self._relation(family),
        )

    def assignments(self) -> Iterator[Assignment]:
        """Yield every article's assignment, late ones included, in the order of ids."""
        for article in sorted(self._members["family"].keys() | self._members["event"].keys()):
            assignment = self.assignment(article)
            if assignment is not None:
                yield assignment

    def cluster(self, name: str) -> Cluster | None:
        """Return the cluster that an id stands for after all merges, or None."""
        name = self._resolve(name)
        known = self._clusters.get(name)
        if known is None:
            return None
        members = self._members[known.level].values()
        inside = [member for member in members if self._resolve(member.cluster) == name]
        return self._with_members(known.level, name, inside)

    def clusters(self) -> Iterator[Cluster]:
        """Yield every cluster that has members: families first, then by first time, then by id."""
        for level in LEVELS:
            grouped: dict[str, list[Member]] = {}
            for member in self._members[level].values():
                grouped.setdefault(self._resolve(member.cluster), []).append(member)
            found = [self._with_members(level, name, held) for name, held in grouped.items()]
            yield from sorted(found, key=lambda cluster: (cluster.times.first or 0, cluster.id))

    def _place(self, update: Update) -> None:
        members = self._members[update.level]
        relation, outlet = update.relation, update.outlet
        if (held := members.get(update.article)) is not None:
            relation = held.relation if relation is None else relation
            outlet = outlet or held.outlet
        self._leave(held)
        self._sizes[self._resolve(update.cluster)] += 1
        if relation is not None and relation not in FIRST:
            self._answers.setdefault(update.cluster, relation)
        members[update.article] = Member(
            article=update.article,
            cluster=update.cluster,
            relation=relation,
            outlet=outlet,
            at=update.at,
            credited=update.credited,
            version=update.version,
        )

    def _leave(self, held: Member | None) -> None:
        if held is not None:
            self._sizes[self._resolve(held.cluster)] -= 1

    def _merge(self, previous: str | None, cluster: str) -> None:
        """Take a merge; one of clusters that are one already adds nothing, so no circle arises."""
        if previous is None:
            return
        gone, kept = self._resolve(previous), self._resolve(cluster)
        if gone != kept:
            self._merged[gone] = kept
            self._sizes[kept] += self._sizes.pop(gone, 0)

    def _resolve(self, cluster: str) -> str:
        """Follow merges to the cluster that is left, and shorten the way for the next time."""
        last = cluster
        while last in self._merged:
            last = self._merged[last]
        while cluster != last:
            self._merged[cluster], cluster = last, self._merged[cluster]
        return last

    def _relation(self, member: Member) -> Relation | None:
        """Return how a member of a family stands to it now."""
        family = self._clusters[self._resolve(member.cluster)]
        if self._sizes[family.id] <= 1:
            return "single"
        origin = None if family.origin is None else family.origin.article
        if member.article == origin:
            return "origin"
        if member.relation not in FIRST:
            return member.relation
        came = None if origin is None else self._members["family"].get(origin)
        answer = self._answers.get(family.id) if came is None else came.relation
        if answer is None or answer in FIRST:
            answer = self._answers.get(family.id, "rewritten")  # merged: nobody has said more
        return INVERSE.get(answer, answer)

    def _with_members(self, level: Level, name: str, members: Iterable[Member]) -> Cluster:
        here = [
            replace(
                member,
                cluster=name,
                relation=self._relation(member) if level == "family" else member.relation,
            )
            for member in sorted(members, key=lambda member: (member.at, member.article))
        ]
        articles = [member.article for member in here]
        told = self._clusters[name]
        stands = told.representative
        return replace(
            told,
            counts=self._counts(here),
            representative=stands if stands in articles else next(iter(articles), None),
            members=tuple(here),
        )

    def _counts(self, members: Sequence[Member]) -> Counts:
        """Count members by how each stands to its family."""
        family = self._members["family"]
        stand = [
            self._relation(held)
            for member in members
            if (held := family.get(member.article)) is not None
        ]
        reprints = sum(relation in REPRINTS for relation in stand)
        versions = stand.count("version")
        return Counts(
            total=len(members),
            unique=len(members) - reprints - versions,
            reprints=reprints,
            versions=versions,
            outlets=len({member.outlet or f"?{member.article}" for member in members}),
        )
