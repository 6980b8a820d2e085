"""core.quality: figures that can be checked by hand, and intervals that hold them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.core.quality import (
    COPIES,
    EVENTS,
    Judgement,
    b_cubed,
    score_clusters,
    score_pairs,
    side,
)


def near(value):
    return pytest.approx(value, abs=1e-9)


def test_readers_on_one_side_decide_and_others_do_not():
    assert side("VC", COPIES) is True
    assert side("PE", COPIES) is False
    assert side("CE", COPIES) is None
    assert side("CE", EVENTS) is True
    assert side("W", COPIES) is True
    assert side("RN", EVENTS) is False


def test_precision_recall_and_f1_of_pairs():
    judged = (
        [Judgement(true=True, joined=True)] * 6
        + [Judgement(true=False, joined=True)] * 2
        + [Judgement(true=True, joined=False)] * 4
        + [Judgement(true=False, joined=False)] * 88
    )
    score = score_pairs(judged)
    assert (score.units, score.positive, score.found) == (100, 10, 8)
    assert score.precision.value == near(0.75)
    assert score.recall.value == near(0.6)
    assert score.f1.value == near(2 * 0.75 * 0.6 / 1.35)


def test_weights_say_how_many_pairs_one_stands_for():
    score = score_pairs(
        [
            Judgement(true=True, joined=True, weight=3.0),
            Judgement(true=False, joined=True, weight=1.0),
            Judgement(true=True, joined=False, weight=6.0),
        ]
    )
    assert score.precision.value == near(0.75)
    assert score.recall.value == near(1 / 3)


def test_nothing_judged_and_nothing_found_is_zero():
    assert score_pairs([]).f1.value == 0
    assert score_pairs([Judgement(true=True, joined=False)]).precision.value == 0


def test_pairs_of_one_group_stand_or_fall_together():
    alone = [Judgement(true=True, joined=n % 2 == 0, group=str(n)) for n in range(40)]
    tied = [Judgement(true=True, joined=n % 2 == 0, group=str(n % 4)) for n in range(40)]
    narrow, wide = score_pairs(alone).recall, score_pairs(tied).recall
    assert narrow.value == wide.value == near(0.5)
    assert wide.high - wide.low > narrow.high - narrow.low


def test_the_interval_of_a_share_is_about_two_standard_errors():
    judged = [Judgement(true=True, joined=n % 5 > 0, group=str(n)) for n in range(400)]
    recall = score_pairs(judged).recall
    error = 1.96 * math.sqrt(0.8 * 0.2 / 400)
    assert recall.low == pytest.approx(0.8 - error, abs=0.006)
    assert recall.high == pytest.approx(0.8 + error, abs=0.006)


judgements = st.builds(
    Judgement,
    st.booleans(),
    st.booleans(),
    st.floats(0.1, 50),
    st.sampled_from("abcdef"),
    st.sampled_from("xy"),
)


@given(st.lists(judgements, max_size=30))
def test_the_same_judgements_in_any_order_give_the_same_figures(judged):
    score, again = score_pairs(judged), score_pairs(judged[::-1])
    assert score.f1.value == pytest.approx(again.f1.value)
    assert score.f1.low == pytest.approx(again.f1.low)
    for share in (score.precision, score.recall, score.f1):
        assert 0 <= share.low <= share.high <= 1 + 1e-12


# Clusters


def test_b_cubed_of_an_example_by_hand():
    true = dict(zip("abcdefg", "1111122", strict=True))
    found = dict(zip("abcdefg", "xxxyyyz", strict=True))
    score = b_cubed(found, true)
    # x: 3 of 3 right; y: a pair of 1 and one of 2; z: alone
    precision = (3 * 3 / 3 + 2 * 2 / 3 + 1 * 1 / 3 + 1) / 7
    recall = (3 * 3 / 5 + 2 * 2 / 5 + 1 * 1 / 2 + 1 * 1 / 2) / 7
    assert score.precision.value == near(precision)
    assert score.recall.value == near(recall)
    assert score.f1.value == near(2 * precision * recall / (precision + recall))
    assert (score.units, score.positive, score.found) == (7, 7, 6)


def test_articles_that_were_not_found_are_alone():
    true = {"a": "1", "b": "1", "c": "1"}
    score = b_cubed({"a": "x", "b": ""}, true)
    assert score.precision.value == near(1.0)
    assert score.recall.value == near(1 / 3)
    assert score_clusters({"a": "x", "b": "", "c": "x"}, true).found == 1


def test_articles_without_label_are_left_out():
    assert b_cubed({"a": "x", "b": "x", "z": "x"}, {"a": "1", "b": "1"}).f1.value == near(1.0)


def test_all_pairs_of_an_example_by_hand():
    true = dict(zip("abcdefg", "1111122", strict=True))
    found = dict(zip("abcdefg", "xxxyyyz", strict=True))
    score = score_clusters(found, true)
    assert (score.units, score.positive, score.found) == (21, 11, 6)
    assert score.precision.value == near(4 / 6)
    assert score.recall.value == near(4 / 11)


clusterings = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("xyz"), max_size=8)


@given(clusterings)
def test_the_truth_itself_scores_one(true):
    if true:
        assert b_cubed(true, true).f1.value == near(1.0)


@given(clusterings, clusterings)
def test_cluster_scores_are_shares(found, true):
    for score in (b_cubed(found, true), score_clusters(found, true)):
        for share in (score.precision, score.recall, score.f1):
            assert 0 <= share.value <= 1 + 1e-12
            assert 0 <= share.low <= share.high <= 1 + 1e-12


@given(clusterings, clusterings)
def test_pairs_of_clusters_are_counted_as_pairs(found, true):
    articles = sorted(true)
    judged = [
        Judgement(
            true=true[a] == true[b], joined=bool(found.get(a)) and found.get(a) == found.get(b)
        )
        for n, a in enumerate(articles)
        for b in articles[n + 1 :]
    ]
    slow, fast = score_pairs(judged), score_clusters(found, true)
    assert (fast.units, fast.positive, fast.found) == (slow.units, slow.positive, slow.found)
    assert fast.precision.value == near(slow.precision.value)
    assert fast.recall.value == near(slow.recall.value)
