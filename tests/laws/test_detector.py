"""The laws of detection, over whole small feeds."""

import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from memories import sections_of
from msgspec.structs import replace
from strategies import Act, feeds, played, sentences

from dedup.adapters.files.pool import file_pools
from dedup.core.arrays import Pools, in_memory
from dedup.core.detector import Detector, Outcome, Verdict
from dedup.core.fingerprint import Fingerprint
from dedup.core.ledger import Ledger
from dedup.core.update import Counts, Level, Relation, Update

law = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ],
    derandomize=True,
)
LEVELS: tuple[Level, Level] = ("family", "event")
TOLD = (Outcome.ADMITTED, Outcome.LATE, Outcome.REVISED)
REPRINTS = ("verbatim", "trimmed", "extended", "rewritten", "composite")


def detector(*, cold: Pools = in_memory) -> Detector:
    """A detector to which a small feed is long: it expires, compacts and looks back often."""
    return Detector(
        window_days=2,
        event_window_hours=24,
        reconcile_every=3,
        compact_from=6,
        rank=3,
        cold=cold,
    )


def fold(feed: Sequence[Fingerprint]) -> list[Update]:
    admit = detector().admit
    return [update for one in feed for update in admit(one).updates]


class Model:
    """What updates say, kept in the simplest way, and checked against what they count."""

    def __init__(self) -> None:
        self.cluster: dict[tuple[Level, str], str] = {}  # of (level, article)
        self.relation: dict[str, Relation] = {}
        self.outlet: dict[str, str] = {}
        self.merged: dict[str, str] = {}
        self.ended: set[str] = set()
        self.revision: dict[str, int] = defaultdict(int)
        # members that came back after their time: counted where they were, and where they are
        self.ghosts: Counter[str] = Counter()

    def resolve(self, cluster: str) -> str:
        while cluster in self.merged:
            cluster = self.merged[cluster]
        return cluster

    def members(self, cluster: str) -> list[str]:
        return [article for (_, article), c in self.cluster.items() if self.resolve(c) == cluster]

    def apply(self, update: Update) -> None:
        level, cluster, article = update.level, update.cluster, update.article
        assert cluster not in self.ended, f"{cluster} is told of after its end"
        self.revision[cluster] += 1
        assert update.revision == self.revision[cluster]
        place = (level, article)
        match update.change:
            case "opened" | "joined" | "split" | "revised":
                self.place(update, self.cluster.get(place))
            case "retracted":
                assert self.resolve(self.cluster.pop(place)) == cluster
            case "merged":
                assert update.previous is not None
                self.merged[update.previous] = cluster
                self.ended.add(update.previous)
                self.ghosts[cluster] += self.ghosts.pop(update.previous, 0)
            case "closed":
                self.ended.add(cluster)
        if not self.ghosts[cluster]:
            assert update.counts == self.counts(cluster), update
        if update.representative is not None and update.change != "retracted":
            assert update.representative in self.members(cluster)

    def place(self, update: Update, held: str | None) -> None:
        level, cluster, article = update.level, update.cluster, update.article
        before = None if held is None else self.resolve(held)
        match update.change:
            case "split":
                assert before == update.previous != cluster
            case "revised":
                assert before == (update.previous or cluster)
                assert update.previous != cluster
            case "opened":
                assert update.revision == 1
        if update.change in {"opened", "joined"} and before is not None:
            self.ghosts[before] += 1
        self.cluster[level, article] = cluster
        self.outlet[article] = update.outlet
        if level == "family":
            assert update.relation is not None
            self.relation[article] = update.relation

    def counts(self, cluster: str) -> Counts:
        members = self.members(cluster)
        relations = Counter(self.relation[article] for article in members)
        reprints = sum(relations[name] for name in REPRINTS)
        return Counts(
            total=len(members),
            unique=len(members) - reprints - relations["version"],
            reprints=reprints,
            versions=relations["version"],
            outlets=len({self.outlet[article] or f"?{article}" for article in members}),
        )

    def events_of(self) -> dict[str, set[str]]:
        """Return, for each family, the events of its members, over or not."""
        found = defaultdict[str, set[str]](set)
        for (level, article), family in self.cluster.items():
            if level == "family":
                found[self.resolve(family)].add(self.resolve(self.cluster["event", article]))
        return found


@law
@given(feeds())
def test_the_same_log_gives_the_same_updates(feed: list[Fingerprint]) -> None:
    assert fold(feed) == fold(feed)


@law
@given(feeds(), st.data())
def test_what_is_delivered_twice_changes_nothing(
    feed: list[Fingerprint], data: st.DataObject
) -> None:
    again: list[Fingerprint] = []
    for number, one in enumerate(feed):
        again.append(one)
        if data.draw(st.booleans()):
            back = data.draw(st.integers(0, min(number, 5)))
            again += again[len(again) - 1 - back :]
    assert fold(again) == fold(feed)


@law
@given(feeds(), st.integers(0, 60))
def test_a_memory_put_away_and_taken_up_again_changes_nothing(
    feed: list[Fingerprint], at: int
) -> None:
    whole, first = detector(), detector()
    for one in feed[:at]:
        assert whole.admit(one) == first.admit(one)
    with TemporaryDirectory() as folder, file_pools(Path(folder), piece=256, file=1024) as cold:
        second = detector(cold=cold)  # and it matters not where it is kept
        second.load(sections_of(first))
        assert differing(first, second) == []
        for one in feed[at:]:
            assert whole.admit(one) == second.admit(one)
        assert differing(whole, second) == []


def differing(one: Detector, other: Detector) -> list[str]:
    """Return the names of the sections that differ, not their megabytes."""
    first, second = sections_of(one), sections_of(other)
    return [name for name in first if first[name] != second[name]]


@law
@given(feeds())
def test_updates_are_numbered_without_gaps(feed: list[Fingerprint]) -> None:
    updates = fold(feed)
    assert [update.seq for update in updates] == list(range(1, len(updates) + 1))


@law
@given(feeds())
def test_every_article_that_is_taken_has_one_verdict_a_level(feed: list[Fingerprint]) -> None:
    admit = detector().admit
    for one in feed:
        verdict = admit(one)
        told = [
            update.level
            for update in verdict.updates
            if update.article == one.id and update.change in {"opened", "joined", "revised"}
        ]
        assert told == (list(LEVELS) if verdict.outcome in TOLD else [])


@law
@given(feeds())
def test_counts_are_what_the_updates_add_up_to(feed: list[Fingerprint]) -> None:
    model = Model()
    for update in fold(feed):
        model.apply(update)


@law
@given(feeds())
# two families of two events, the first members of one are over, are found to be one
@example(
    played(
        Act(*deed)
        for deed in (
            ("empty", 2, 21, 760, 4),
            ("trim", 1, 2, 469, 3),
            ("caption", 4, 19, 630, 6),
            ("extend", 0, 10, 707, 5),
            ("caption", 6, 7, 32, 6),
            ("caption", 1, 27, 617, 3),
            ("copied again", 2, 3, 627, 2),
            ("undated", 3, 2, 495, 5),
            ("again", 7, 28, 672, 6),
            ("copy", 3, 18, 131, 4),
            ("composite", 3, 12, 332, 4),
            ("retract", 3, 17, 357, 1),
            ("again", 3, 4, 548, 3),
            ("own", 4, 20, 556, 0),
            ("composite", 6, 29, 216, 4),
            ("own", 3, 3, 370, 2),
        )
    )
)
def test_a_family_is_within_one_event_those_that_are_over_included(feed: list[Fingerprint]) -> None:
    model, admit = Model(), detector().admit
    for one in feed:
        for update in admit(one).updates:
            model.apply(update)
        if model.ghosts.total():  # who came back is in two families, of two events perhaps
            return
        assert all(len(events) == 1 for events in model.events_of().values())


@law
@given(feeds())
def test_updates_add_up_to_the_memory_of_the_detector(feed: list[Fingerprint]) -> None:
    one, ledger = detector(), Ledger()
    for fingerprint in feed:
        for update in one.admit(fingerprint).updates:
            ledger.apply(update)
        agree(one, ledger)


@law
@given(feeds())
def test_final_clusters_are_counted_by_their_members_and_one_stands_for_them(
    feed: list[Fingerprint],
) -> None:
    ledger = Ledger()
    for update in fold(feed):
        ledger.apply(update)
    for cluster in ledger.clusters():
        relations = Counter(
            assigned.relation
            for member in cluster.members
            if (assigned := ledger.assignment(member.article)) is not None
        )
        reprints = sum(relations[name] for name in REPRINTS)
        assert cluster.counts.total == len(cluster.members) == relations.total()
        assert (cluster.counts.reprints, cluster.counts.versions) == (
            reprints,
            relations["version"],
        )
        assert cluster.representative in {member.article for member in cluster.members}


def agree(one: Detector, ledger: Ledger) -> None:
    """Assert that all live articles stand where the ledger puts them, and families in one event."""
    window, clusters, families, events = one._window, one._clusters, one._families, one._events
    event_of: dict[str, str] = {}
    for n in range(window.base, window.next):
        row = window.row(n)
        if not window.is_alive(n):
            continue
        family, event = int(row["family"]), int(row["event"])
        said = ledger.assignment(window.card(n).id)
        assert said is not None
        assert said.family == clusters.id_of("family", family)
        assert said.event == clusters.id_of("event", event)
        assert event_of.setdefault(said.family, said.event) == said.event
        assert n in families.members(family)
        if event in events.records:
            assert family in events.records[event].families
        if family in families.records:
            assert families.records[family].event == event
    for key, record in families.records.items():
        for n in record.members:
            assert window.is_alive(n)
            assert window.row(n)["family"] == key


@law
@given(feeds())
def test_one_level_alone_says_of_families_what_both_say(feed: list[Fingerprint]) -> None:
    alone = Detector(
        level="family",
        window_days=2,
        event_window_hours=24,
        reconcile_every=3,
        compact_from=6,
        rank=3,
    )
    updates = [update for one in feed for update in alone.admit(one).updates]
    families = [update for update in fold(feed) if update.level == "family"]
    assert [replace(update, seq=0) for update in updates] == [
        replace(update, seq=0) for update in families
    ]


def test_feeds_meet_every_outcome_and_change() -> None:
    """The strategies reach what the laws speak of."""
    outcomes: Counter[Outcome] = Counter()
    changes: Counter[tuple[Level, str]] = Counter()

    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(feeds())
    def play(feed: list[Fingerprint]) -> None:
        admit = detector().admit
        for one in feed:
            verdict = admit(one)
            outcomes[verdict.outcome] += 1
            changes.update((update.level, update.change) for update in verdict.updates)

    play()
    assert outcomes.keys() == set(Outcome) - {Outcome.REJECTED}
    every = ("opened", "joined", "merged", "split", "revised", "retracted", "closed")
    assert changes.keys() == {(level, change) for level in LEVELS for change in every}


@pytest.mark.parametrize("copies", [2_000])
def test_the_work_for_a_copy_does_not_grow_with_the_copies(copies: int) -> None:
    one = Detector()
    texts = played([Act("own" if k == 0 else "copy", 0, 0, 1, k % 7) for k in range(2)])
    calls = [
        work(one, replace(texts[k > 0], id=f"copy-{k}", at=texts[0].at, revision=f"n{k:020d}"))
        for k in range(copies)
    ]
    early, late = sum(calls[200:300]), sum(calls[-100:])
    assert late <= 1.2 * early
    assert one.stats().articles == copies


def work(one: Detector, fingerprint: Fingerprint) -> int:
    """Return how many Python calls an article takes, which is a clock that does not waver."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        verdict: Verdict = one.admit(fingerprint)
    finally:
        sys.setprofile(None)
    assert verdict.updates
    return calls


def test_sentences_of_two_stories_differ() -> None:
    assert not set(sentences(1, 8)) & set(sentences(2, 8))
