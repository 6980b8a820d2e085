"""core.ledger: the fold over updates that every consumer downstream may repeat."""

from hypothesis import given
from hypothesis import strategies as st

from dedup.core.article import Micros
from dedup.core.ledger import Assignment, Ledger
from dedup.core.update import Counts, Origin, Times, Update

ONE = Counts(total=1, unique=1, reprints=0, versions=0, outlets=1)
TWO = Counts(total=2, unique=1, reprints=1, versions=0, outlets=2)


def named(article):
    return Origin(article=article, outlet="", agency="", evidence=("earliest",))


def said(change, cluster, article, *, level="family", seq=1, **more):
    return Update(
        seq=seq,
        shard=0,
        at=Micros(more.pop("at", seq)),
        cluster=cluster,
        level=level,
        revision=more.pop("revision", 1),
        change=change,
        article=article,
        counts=more.pop("counts", TWO),
        times=more.pop("times", Times(first=None, last=None)),
        **more,
    )


def folded(*updates):
    ledger = Ledger()
    for update in updates:
        ledger.apply(update)
    return ledger


def ids(ledger, level="family"):
    return {
        cluster.id: [member.article for member in cluster.members]
        for cluster in ledger.clusters()
        if cluster.level == level
    }


def test_an_article_stands_in_a_family_and_an_event():
    ledger = folded(
        said("opened", "f1", "a", relation="single", counts=ONE),
        said("opened", "e1", "a", level="event"),
    )
    assert ledger.assignment("a") == Assignment("a", "f1", "e1", "single")
    ledger.apply(said("joined", "f1", "b", relation="verbatim", origin=named("a")))
    ledger.apply(said("joined", "e1", "b", level="event"))
    assert ledger.assignment("a") == Assignment("a", "f1", "e1", "origin")
    assert ledger.assignment("b") == Assignment("b", "f1", "e1", "verbatim")
    assert ledger.assignment("c") is None


def test_the_origin_named_last_is_the_origin_and_the_founder_stands_to_it():
    ledger = folded(
        said("opened", "f1", "copy", relation="single", counts=ONE, origin=named("copy")),
        said("joined", "f1", "wire", relation="extended", origin=named("wire")),
        said("joined", "f1", "other", relation="verbatim"),
    )
    relations = {a.article: a.relation for a in ledger.assignments()}
    assert relations == {"copy": "trimmed", "wire": "origin", "other": "verbatim"}
    (family,) = ledger.clusters()
    assert {m.article: m.relation for m in family.members} == relations


def test_where_the_origin_is_unseen_the_founder_stands_as_the_second_does():
    ledger = folded(
        said("opened", "f1", "a", relation="single", counts=ONE, origin=named("a")),
        said("joined", "f1", "b", relation="rewritten", origin=named(None)),
    )
    assert [a.relation for a in ledger.assignments()] == ["rewritten", "rewritten"]


def test_who_is_left_alone_is_single():
    ledger = folded(
        said("opened", "f1", "a", relation="single", counts=ONE),
        said("joined", "f1", "b", relation="verbatim", origin=named("a")),
        said("retracted", "f1", "a", counts=ONE),
    )
    assert ledger.assignment("b") == Assignment("b", "f1", "", "single")


def test_who_is_left_alone_by_a_split_is_single_and_counted_so():
    ledger = folded(
        said("opened", "f1", "a", relation="single", counts=ONE, representative="a"),
        said("joined", "f1", "b", relation="verbatim", origin=named("a"), representative="a"),
        said("split", "f2", "b", relation="single", previous="f1", counts=ONE),
    )
    left, _ = ledger.clusters()
    assert ledger.assignment("a") == Assignment("a", "f1", "", "single")
    assert (left.id, left.counts) == ("f1", ONE)


def test_counts_are_of_the_members_and_one_of_them_stands_for_the_cluster():
    ledger = folded(
        said("opened", "f1", "a", outlet="x", relation="single", representative="a"),
        said("joined", "f1", "b", outlet="y", relation="trimmed", representative="a"),
        said("joined", "f1", "c", outlet="y", relation="version", representative="a"),
        said("opened", "e1", "a", level="event", outlet="x", representative="a"),
        said("joined", "e1", "b", level="event", outlet="y", representative="a"),
        said("joined", "e1", "c", level="event", outlet="y", representative="a"),
        said("revised", "f2", "a", outlet="x", relation="single", previous="f1"),
        said("revised", "e2", "a", level="event", outlet="x", previous="e1"),
    )
    found = {cluster.id: cluster for cluster in ledger.clusters()}
    left = Counts(total=2, unique=0, reprints=1, versions=1, outlets=1)
    assert (found["f1"].counts, found["f1"].representative) == (left, "b")
    assert (found["e1"].counts, found["e1"].representative) == (left, "b")
    assert found["f2"].counts == found["e2"].counts == ONE


def test_a_member_credits_whom_its_last_text_credits():
    ledger = folded(
        said("opened", "f1", "a", credited="누리통신", version="1보"),
        said("joined", "f1", "b", credited="누리통신"),
        said("revised", "f1", "b", version="종합"),
    )
    (family,) = ledger.clusters()
    assert [(m.article, m.credited, m.version) for m in family.members] == [
        ("a", "누리통신", "1보"),
        ("b", "", "종합"),
    ]


def test_merged_clusters_are_known_by_the_id_that_is_left():
    ledger = folded(
        said("opened", "f1", "a"),
        said("opened", "f2", "b"),
        said("opened", "f3", "c"),
        said("merged", "f2", "c", previous="f3"),
        said("merged", "f1", "b", previous="f2"),
        said("joined", "f1", "d"),
    )
    assert ids(ledger) == {"f1": ["a", "b", "c", "d"]}
    assert [a.family for a in ledger.assignments()] == ["f1"] * 4


def test_a_merge_into_a_cluster_that_was_merged_before_is_followed_to_its_end():
    ledger = folded(
        said("opened", "f1", "a"),
        said("opened", "f2", "b"),
        said("opened", "f3", "c"),
        said("merged", "f1", "b", previous="f2"),
        said("merged", "f2", "c", previous="f3"),
    )
    assert ids(ledger) == {"f1": ["a", "b", "c"]}


def test_a_merge_announced_under_both_ids_makes_no_circle():
    ledger = folded(
        said("opened", "f1", "a"),
        said("opened", "f2", "b"),
        said("merged", "f1", "b", previous="f2"),
        said("merged", "f2", "b", previous="f1"),
    )
    assert ids(ledger) == {"f1": ["a", "b"]}


def test_a_split_moves_one_article_and_leaves_the_rest():
    ledger = folded(
        said("opened", "f1", "a"),
        said("joined", "f1", "b", outlet="한빛일보", relation="rewritten"),
        said("opened", "f2", "c"),
        said("split", "f2", "b", previous="f1"),
    )
    assert ids(ledger) == {"f1": ["a"], "f2": ["b", "c"]}
    moved, _ = list(ledger.clusters())[1].members
    assert (moved.outlet, moved.relation) == ("한빛일보", "rewritten")


def test_a_revision_may_move_an_article():
    ledger = folded(
        said("opened", "f1", "a", relation="origin"),
        said("opened", "f2", "b"),
        said("revised", "f2", "a", previous="f1", relation="verbatim"),
    )
    assert ledger.assignment("a") == Assignment("a", "f2", "", "verbatim")
    assert ids(ledger) == {"f2": ["a", "b"]}


def test_a_withdrawn_article_is_absent_until_it_comes_again():
    ledger = folded(
        said("opened", "f1", "a"),
        said("opened", "e1", "a", level="event"),
        said("retracted", "f1", "a"),
        said("retracted", "e1", "a", level="event"),
    )
    assert ledger.assignment("a") is None
    assert list(ledger.clusters()) == []
    ledger.apply(said("joined", "f1", "a"))
    assert ids(ledger) == {"f1": ["a"]}


def test_the_last_word_about_a_cluster_counts_and_silence_keeps_it():
    origin = Origin(article="a", outlet="누리통신", agency="누리통신", evidence=("dateline",))
    many = Counts(total=2, unique=1, reprints=1, versions=0, outlets=2)
    ledger = folded(
        said("opened", "f1", "a", relation="single", representative="a", origin=origin),
        said("joined", "f1", "b", relation="trimmed", revision=2, counts=many, seq=2, late=True),
        said("closed", "f1", "a", revision=3, counts=many, seq=3),
    )
    (cluster,) = ledger.clusters()
    assert (cluster.status, cluster.revision, cluster.at) == ("closed", 3, 3)
    assert (cluster.counts, cluster.representative, cluster.origin) == (many, "a", origin)


def test_clusters_and_members_stand_in_the_order_of_time():
    late, early = Times(first=Micros(20), last=None), Times(first=Micros(10), last=None)
    ledger = folded(
        said("opened", "e1", "a", level="event"),
        said("opened", "f2", "a", seq=5, times=late),
        said("opened", "f1", "b", seq=4, times=early),
        said("joined", "f1", "c", seq=3, times=early),
    )
    assert [cluster.id for cluster in ledger.clusters()] == ["f1", "f2", "e1"]
    assert ids(ledger)["f1"] == ["c", "b"]


articles = st.sampled_from("abcd")
clusters = st.sampled_from(["f1", "f2", "f3", "f4"])
steps = st.builds(
    said,
    st.sampled_from(["opened", "joined", "merged", "split", "revised", "retracted", "closed"]),
    clusters,
    articles,
    level=st.sampled_from(["family", "event"]),
    previous=st.none() | clusters,
    relation=st.none() | st.sampled_from(["verbatim", "single"]),
)


def told_per_level(update):
    return (
        update
        if update.level == "family"
        else said(
            update.change,
            update.cluster.replace("f", "e"),
            update.article,
            level="event",
            previous=None if update.previous is None else update.previous.replace("f", "e"),
        )
    )


@given(st.lists(steps, max_size=25))
def test_every_article_is_a_member_of_the_cluster_it_is_assigned_to(updates):
    ledger = folded(*(told_per_level(update) for update in updates))
    families = ids(ledger)
    events = ids(ledger, "event")
    for assignment in ledger.assignments():
        assert not assignment.family or assignment.article in families[assignment.family]
        assert not assignment.event or assignment.article in events[assignment.event]


def test_a_cluster_told_to_be_merged_into_itself_after_it_is_gone_stays_where_it_went():
    ledger = folded(
        said("opened", "f1", "a"),
        said("opened", "f2", "b"),
        said("merged", "f2", "b", previous="f1"),
        said("merged", "f1", "a", previous="f1"),
    )
    assert {assignment.family for assignment in ledger.assignments()} == {"f2"}
