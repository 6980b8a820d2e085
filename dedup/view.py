"""A state folder → what a person asks of it: two articles compared, one cluster laid open.

Nothing is written, and a process that goes on writing the state is not disturbed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path

from msgspec import Struct

from dedup.adapters.state_sqlite.store import SqliteStore
from dedup.adapters.tally import Tally
from dedup.core.article import Micros
from dedup.core.comparison import Comparison
from dedup.core.detector import Detector
from dedup.core.fingerprint import Fingerprint
from dedup.core.ledger import Assignment, Cluster, Ledger
from dedup.core.update import Counts, Level, Match, Origin, Relation
from dedup.core.verify import unpack_text
from dedup.core.window import moment_of
from dedup.errors import InputError
from dedup.formats import fingerprint as codec
from dedup.formats import times, update_json
from dedup.settings import Settings
from dedup.stages.shard import Shard
from dedup.wiring import new_detector

UNPLACED = Assignment("", "", "", None)


class Subject(Struct, frozen=True, kw_only=True):
    """One article as it is shown."""

    article: str
    outlet: str
    title: str
    published: str | None  # RFC 3339; of a day without a time, the moment nearest to when it came
    family: str
    event: str
    relation: Relation | None
    credited: str
    version: str
    text: str


class Explained(Struct, frozen=True):
    """Two articles, how they stand to each other, and where the feed has put them."""

    first: Subject
    other: Subject
    comparison: Comparison


class Belonging(Struct, frozen=True):
    """One member of a cluster, and why it belongs: compared with the representative."""

    member: Subject
    score: float | None  # of the representative itself: None
    coverage: float | None = None
    coverage_other: float | None = None
    match: Match | None = None


class Shown(Struct, frozen=True, kw_only=True):
    """One cluster, laid open: members in the order of publication, those of a family together."""

    id: str
    level: Level
    status: str
    counts: Counts
    representative: str | None
    origin: Origin | None
    members: tuple[Belonging, ...]


class View:
    """One state, as it was when it was opened."""

    def __init__(self, store: SqliteStore, *, settings: Settings) -> None:
        """Use `viewed`."""
        self._store = store
        self._settings = settings

    @cached_property
    def ledger(self) -> Ledger:
        """Where every article stands."""
        return self._store.ledger()

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return self._store.numbers()

    @cached_property
    def detector(self) -> Detector:
        """The detector after the last committed step. Raises StateError."""
        detector = new_detector(self._settings.detect, shard=self._store.versions().shard)
        shard = Shard(
            detector,
            encode=partial(update_json.encode, passages=self._settings.output.passages),
            meter=Tally(),
            snapshot_every=self._settings.state.snapshot_every,
        )
        snapshot = self._store.load()
        if snapshot is not None:
            shard.restore(snapshot)
        return detector

    def explain(self, first: str, other: str) -> Explained:
        """Compare two articles by themselves. Raises InputError, StateError."""
        one, two = self._fingerprint(first), self._fingerprint(other)
        return Explained(self._subject(one), self._subject(two), self.detector.compare(one, two))

    def show(self, name: str, *, level: Level = "family") -> Shown:
        """Lay a cluster open; of an article, its cluster of that level. Raises InputError."""
        cluster = self._cluster(name, level=level)
        stands = cluster.representative
        compared = None if stands is None else self._present(stands)
        kept = (self._present(member.article) for member in cluster.members)
        present = sorted(
            (one for one in kept if one is not None), key=lambda one: published(one) or ""
        )
        members = [self._belonging(one, compared, level=cluster.level) for one in present]
        families = list(dict.fromkeys(one.member.family for one in members))
        members.sort(key=lambda one: families.index(one.member.family))  # in order of appearance
        return Shown(
            id=cluster.id,
            level=cluster.level,
            status=cluster.status,
            counts=cluster.counts,
            representative=None if compared is None else stands,
            origin=cluster.origin,
            members=tuple(members),
        )

    def _belonging(
        self, one: Fingerprint, stands: Fingerprint | None, *, level: Level
    ) -> Belonging:
        subject = self._subject(one)
        if stands is None or stands.id == one.id:
            return Belonging(subject, None)
        found = self.detector.compare(one, stands)
        match = found.text if level == "family" else found.event
        return Belonging(
            subject, match.score, found.text.coverage, found.text.coverage_other, match
        )

    def _cluster(self, name: str, *, level: Level) -> Cluster:
        placed = self.ledger.assignment(name)
        if placed is not None:
            name = placed.family if level == "family" else placed.event
        cluster = self.ledger.cluster(name)
        if cluster is None:
            raise InputError(f"The state knows neither a cluster nor an article {name}.")
        return cluster

    def _kept(self, article: str) -> Fingerprint | None:
        number = self._numbers.get(article)
        if number is None:
            return None
        fingerprint = codec.decode(self._store.record(number))
        return fingerprint if isinstance(fingerprint, Fingerprint) else None

    def _present(self, article: str) -> Fingerprint | None:
        """Return what is kept of an article, or None where it was withdrawn.

        A withdrawal that comes when its article is over changes no cluster: it is still a member.
        """
        fingerprint = self._kept(article)
        return None if fingerprint is None or fingerprint.retracted else fingerprint

    def _fingerprint(self, article: str) -> Fingerprint:
        fingerprint = self._kept(article)
        if fingerprint is None:
            raise InputError(f"The state holds no article {article}.")
        if fingerprint.retracted:
            raise InputError(f"The article {article} was withdrawn.")
        return fingerprint

    def _subject(self, one: Fingerprint) -> Subject:
        placed = self.ledger.assignment(one.id) or UNPLACED
        return Subject(
            article=one.id,
            outlet=one.outlet,
            title=one.title,
            published=published(one),
            family=placed.family,
            event=placed.event,
            relation=placed.relation,
            credited=one.credits.agency,
            version=one.credits.version,
            text=unpack_text(one.text),
        )


def published(one: Fingerprint) -> str | None:
    """Return when an article was published as detection takes it, None where nothing says so."""
    at = one.at if one.at is not None else one.published
    return None if at is None else times.text(Micros(moment_of(one, at)))


@contextmanager
def viewed(folder: Path, *, settings: Settings) -> Iterator[View]:
    """Open a state to look into it; the settings must be those it was made with."""
    with SqliteStore.existing(folder, settings=settings.digest()) as store:
        store.hold()
        yield View(store, settings=settings)
