"""core.detector and what it is made of: what becomes of small feeds, told by their updates."""

import pytest
from memories import sections_of
from msgspec.structs import replace
from stories import AGENCY, article, by_agency, told
from strategies import START, sentences

from dedup.core.article import DAY, HOUR, Article, Micros
from dedup.core.detector import Detector, Outcome
from dedup.core.family import RUNAWAY_FROM
from dedup.core.fingerprint import prepare
from dedup.core.verify import unpack_text


def test_a_copy_joins_its_family_and_says_why():
    verdicts, _, _ = told(article("a", 1), article("b", 1, minutes=9))
    joined = verdicts["b", "family"]
    assert joined.change == "joined"
    assert joined.relation == "verbatim"
    assert joined.cluster == verdicts["a", "family"].cluster
    assert joined.match.article == "a"
    assert joined.match.coverage == joined.match.coverage_other == 1.0
    assert joined.match.score > 0.9
    assert joined.match.passages[0].start == 0
    assert (joined.counts.total, joined.counts.reprints, joined.counts.outlets) == (2, 1, 2)
    assert joined.times.lag == 9 * 60
    assert verdicts["b", "event"].cluster == verdicts["a", "event"].cluster


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        ({"count": 11}, {"count": 6}, "trimmed"),
        ({"count": 6}, {"count": 11}, "extended"),
        ({"outlet": "한마루"}, {"outlet": "한마루"}, "version"),
        ({"outlet": ""}, {"outlet": ""}, "verbatim"),
    ],
)
def test_the_relation_says_what_kind_of_copy_it_is(first, second, relation):
    verdicts, _, _ = told(article("a", 1, **first), article("b", 1, minutes=5, **second))
    assert verdicts["b", "family"].relation == relation


def test_another_story_founds_its_own_family_and_event():
    verdicts, _, _ = told(article("a", 1), article("b", 4, minutes=5))
    assert verdicts["b", "family"].change == verdicts["b", "event"].change == "opened"
    assert verdicts["b", "family"].relation == "single"
    assert verdicts["b", "family"].match is None


def test_the_agency_is_the_origin_even_where_it_came_later():
    verdicts, _, ledger = told(
        article("copy", 1, minutes=0),
        by_agency("wire", 1, minutes=5),
        article("late", 1, minutes=9),
    )
    origin = verdicts["late", "family"].origin
    assert (origin.article, origin.agency) == ("wire", AGENCY)
    assert origin.evidence == ("agency outlet", "dateline")
    assert ledger.assignment("wire").relation == "origin"


def test_an_agencys_flash_without_a_dateline_is_the_origin_of_its_versions():
    verdicts, _, ledger = told(
        article("flash", 1, count=5, outlet=AGENCY),
        by_agency("full", 1, minutes=9),
        article("copy", 1, minutes=12),
    )
    origin = verdicts["copy", "family"].origin
    assert (origin.article, origin.agency) == ("flash", AGENCY)
    assert origin.evidence == ("agency outlet", "dateline of a version")
    assert [ledger.assignment(name).relation for name in ("flash", "full")] == ["origin", "version"]


@pytest.mark.parametrize(
    ("copy", "version", "relation"),
    [
        ({"count": 6, "minutes": 30}, "v1", "verbatim"),
        ({"count": 9, "minutes": 30}, "v2", "verbatim"),
        ({"count": 7, "minutes": 30}, "v2", "trimmed"),
        ({"count": 14, "minutes": 30}, "v3", "verbatim"),
        ({"count": 14, "minutes": 50}, "v4", "verbatim"),  # the last that was there to be copied
        ({"count": 14, "minutes": 90}, "v5", "verbatim"),
    ],
)
def test_a_copy_names_the_version_of_the_wire_it_was_made_from(copy, version, relation):
    lengths = {"v1": (0, 6), "v2": (8, 9), "v3": (20, 14), "v4": (45, 14), "v5": (70, 14)}
    chain = [by_agency(v, 1, minutes=at, count=n) for v, (at, n) in lengths.items()]
    fellow = article("fellow", 1, **copy)
    other = article("other", 1, **copy | {"minutes": copy["minutes"] + 1})
    feed = sorted([*chain, fellow, other], key=lambda one: one.received)
    verdicts, _, _ = told(*feed)
    for name in ("fellow", "other"):
        told_of = verdicts[name, "family"]
        assert (told_of.match.article, told_of.relation) == (version, relation)
        assert told_of.match.score > 0.5


def test_text_that_only_a_fellow_copy_has_was_made_from_that_copy():
    longer = article("longer", 1, minutes=9, count=14)
    verdicts, _, _ = told(by_agency("wire", 1), longer, replace(longer, id="again", outlet="c"))
    assert verdicts["again", "family"].match.article == "longer"


def test_a_copied_dateline_names_the_agency_that_is_not_in_the_feed():
    wire = by_agency("x", 1)
    verdicts, _, _ = told(replace(wire, outlet="한마루"), article("b", 1, minutes=5))
    origin = verdicts["b", "family"].origin
    assert (origin.article, origin.agency) == (None, AGENCY)


def test_three_outlets_within_an_hour_without_an_agency_have_an_unseen_origin():
    verdicts, _, _ = told(*(article(name, 1, minutes=k * 9) for k, name in enumerate("abc")))
    assert verdicts["c", "family"].origin.article is None
    verdicts, _, _ = told(*(article(name, 1, minutes=k * 90) for k, name in enumerate("abc")))
    assert verdicts["c", "family"].origin.article == "a"


def test_a_revision_stays_where_it_was_and_is_no_copy_of_itself():
    first = article("a", 1)
    second = article("a", 1, minutes=30, count=10, revision=2)
    verdicts, outcomes, _ = told(first, article("b", 1, minutes=5), second)
    assert outcomes == [Outcome.ADMITTED, Outcome.ADMITTED, Outcome.REVISED]
    revised = verdicts["a", "family"]
    assert (revised.change, revised.previous) == ("revised", None)
    assert revised.cluster == verdicts["b", "family"].cluster
    assert revised.counts.total == 2


def test_a_revision_with_another_text_leaves_its_family():
    other = article("b", 4, minutes=30, revision=2)
    verdicts, _, ledger = told(
        article("a", 1), article("b", 1, minutes=5), article("c", 4, minutes=9), other
    )
    revised = verdicts["b", "family"]
    assert revised.cluster == verdicts["c", "family"].cluster
    assert revised.previous == verdicts["a", "family"].cluster
    assert ledger.cluster(revised.previous).members[0].article == "a"
    assert verdicts["b", "event"].cluster == verdicts["c", "event"].cluster


def test_a_withdrawal_takes_the_article_out_and_the_last_one_closes_its_clusters():
    feed = [article("a", 1), article("b", 1, minutes=5)]
    kill = [Article(id=name, retracted=True, stamp=Micros(START + HOUR)) for name in "ab"]
    verdicts, outcomes, ledger = told(*feed, *kill)
    assert outcomes[2:] == [Outcome.RETRACTED, Outcome.RETRACTED]
    assert ledger.assignment("a") is None
    assert verdicts["b", "family"].counts.total == 0
    assert ledger.cluster(verdicts["b", "family"].cluster).status == "closed"
    assert ledger.cluster(verdicts["b", "event"].cluster).status == "closed"


def test_a_withdrawn_origin_gives_way_to_the_earliest_that_is_left():
    feed = [article("a", 1), article("b", 1, minutes=70), article("c", 1, minutes=140)]
    kill = Article(id="a", retracted=True, stamp=Micros(START + 3 * HOUR))
    verdicts, _, _ = told(*feed, kill)
    assert verdicts["a", "family"].representative == "b"
    assert verdicts["a", "event"].representative == "b"


def test_a_withdrawal_of_an_unknown_article_changes_nothing():
    _, outcomes, ledger = told(Article(id="x", retracted=True, stamp=Micros(START)))
    assert outcomes == [Outcome.RETRACTED]
    assert list(ledger.assignments()) == []


def test_issues_of_a_series_for_different_days_stay_apart():
    first = article("a", 1, title="[날씨] 전국 맑음")
    feed = [
        first,
        replace(first, id="b", received=Micros(START + DAY), published=Micros(START + DAY)),
    ]
    verdicts, _, _ = told(*feed)
    assert verdicts["b", "family"].change == verdicts["b", "event"].change == "opened"


def test_a_series_that_is_learned_stays_apart_from_its_third_day_on_also_from_its_first_issues():
    feed = [
        article(
            f"day {k}", 1, minutes=k * 1_440, outlet="나루일보", title=f"[포구 소식] 배 {k + 20}척"
        )
        for k in range(4)
    ]
    first, second, third, fourth = [
        (place.family, place.event)
        for place in map(told(*feed)[2].assignment, (one.id for one in feed))
    ]
    assert first == second  # when it came nobody could know
    assert len({first[0], third[0], fourth[0]}) == 3
    assert len({first[1], third[1], fourth[1]}) == 3


def test_a_copy_that_is_no_issue_itself_brings_no_two_issues_of_a_series_together():
    first = article("a", 1, title="[날씨] 전국 맑음")
    later = {"received": Micros(START + DAY), "published": Micros(START + DAY)}
    bridge = article("c", 1, title="우산은 두고 나서도 된다")
    feed = [first, replace(first, id="b", **later), replace(bridge, **later)]
    _, _, ledger = told(*feed)
    families = {one.article: one.family for one in ledger.assignments()}
    assert families["a"] != families["b"]
    assert families["c"] in {families["a"], families["b"]}


def test_composites_have_two_parents():
    one, two = article("a", 1), article("b", 4, minutes=1)
    both = replace(article("c", 1, minutes=5), body=one.body + "\n\n" + two.body, language="ko")
    verdicts, _, _ = told(one, two, both)
    joined = verdicts["c", "family"]
    assert joined.relation == "composite"
    assert [link.article for link in joined.links] == ["b" if joined.match.article == "a" else "a"]


@pytest.mark.parametrize("copies", [1, 4])
def test_of_two_families_that_it_reaches_an_article_joins_the_one_that_more_members_speak_for(
    copies,
):
    one = article("one", 1, count=8)
    others = [article(f"other{k}", 4, minutes=1 + k, count=8) for k in range(copies)]
    parts = *sentences(1, 5), *sentences(4, 8)[3:]
    both = replace(article("both", 1, minutes=9), body="\n\n".join(parts), language="ko")
    _, _, ledger = told(one, *others, both)
    families = {each.article: each.family for each in ledger.assignments()}
    assert families["both"] == families["one" if copies == 1 else "other0"]
    assert families["one"] != families["other0"]


def test_ids_depend_on_the_founding_article_alone():
    alone, _, _ = told(article("b", 4))
    after, _, _ = told(article("a", 1), article("b", 4, minutes=5))
    for level in ("family", "event"):
        assert alone["b", level].cluster == after["b", level].cluster
    again, _, _ = told(article("b", 4, revision=2))
    assert again["b", "family"].cluster != alone["b", "family"].cluster


def test_a_comparison_agrees_with_the_feed_and_changes_nothing():
    detector = Detector()
    one, two, three = (
        prepare(article("a", 1)),
        prepare(article("b", 1, minutes=5, count=7)),
        prepare(article("c", 4, minutes=9)),
    )
    for fingerprint in (one, two, three):
        detector.admit(fingerprint)
    before = sections_of(detector)
    near, far = detector.compare(two, one), detector.compare(three, one)
    assert sections_of(detector) == before
    assert near.same_family
    assert near.same_event
    assert near.meeting.met
    assert near.text.coverage == 1.0
    assert near.hours == pytest.approx(5 / 60)
    assert not far.same_family
    assert not far.same_event
    assert far.text.passages == ()
    assert far.jaccard < 0.1


def test_issues_of_different_days_compare_as_never_one():
    detector = Detector()
    title = "[날씨] 전국 맑음"
    one = prepare(article("a", 1, title=title))
    two = prepare(article("b", 1, title=title, minutes=1_440))
    found = detector.compare(two, one)
    assert found.other_days
    assert not found.same_family
    assert not found.same_event


def test_passages_carry_their_text_for_whoever_wants_it_published():
    verdicts, _, _ = told(article("a", 1), article("b", 1, minutes=5))
    passage = verdicts["b", "family"].match.passages[0]
    cleaned = unpack_text(prepare(article("b", 1)).text)
    assert passage.text == cleaned[passage.start : passage.end]


def drifting(count):
    """Articles of 24 sentences, each a little further on in one long text than the one before."""

    def word(n):
        return "".join(chr(0xAC00 + (n * 7919 + k * 4211) % 11172) for k in range(3))

    def body(first):
        lines = range(first, first + 24)
        return "\n\n".join(" ".join(word(line * 8 + w) for w in range(8)) + "." for line in lines)

    return [article(f"{k}", 1, minutes=k, title="", body=body(k * 48 // 70)) for k in range(count)]


def test_a_family_that_drifts_away_from_its_beginning_is_stopped():
    detector = Detector()
    _, _, ledger = told(*drifting(90), detector=detector)
    sizes = [len(family.members) for family in ledger.clusters() if family.level == "family"]
    assert detector.runaways == 1
    assert sizes == [RUNAWAY_FROM, 90 - RUNAWAY_FROM]  # who comes later founds another


def test_a_storm_of_one_text_is_no_runaway():
    detector = Detector()
    _, _, ledger = told(*(article(f"{k}", 1, minutes=k) for k in range(300)), detector=detector)
    assert detector.runaways == 0
    assert len(ledger.cluster(ledger.assignment("0").family).members) == 300


def test_a_stopped_family_stays_stopped_after_dump_and_load():
    *feed, late = drifting(RUNAWAY_FROM + 1)
    first, second = Detector(), Detector()
    _, _, ledger = told(*feed, detector=first)
    second.load(sections_of(first))
    verdicts, _, _ = told(late, detector=second)
    assert first.runaways == 1
    assert verdicts[late.id, "family"].cluster != ledger.assignment("0").family
