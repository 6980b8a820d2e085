"""core.kernels.terms: how alike two happenings are."""

import numpy as np
import pytest
from happenings import article, empty_hand, vectors_of
from strategies import START

from dedup.core.article import DAY, Article, Micros
from dedup.core.kernels.terms import NEVER
from dedup.core.vectors import NAMES, PAIRS, probability, time_kernel


def test_one_happening_in_the_same_words_is_surely_one():
    vectors, _ = vectors_of(article(1), article(1, count=5))
    score, features = vectors.compare(1, 0)
    assert score > 0.9
    assert [feature.name for feature in features] == ["bias", *NAMES]


def test_another_story_is_not_the_same_happening():
    vectors, _ = vectors_of(article(1), article(4))
    assert vectors.compare(1, 0)[0] < 0.5


def test_nearness_in_time_counts_and_an_unknown_time_counts_half():
    near = vectors_of(article(1), article(1))[0].compare(1, 0)[0]
    far = vectors_of(article(1), article(1, hours=90))[0].compare(1, 0)[0]
    undated = article(1)
    undated = Article(
        id="u", title=undated.title, body=undated.body, stamp=Micros(START), inherited=True
    )
    between = vectors_of(article(1), undated)[0].compare(1, 0)[0]
    assert near > between > far


def test_the_order_of_the_two_changes_nothing():
    vectors, _ = vectors_of(article(1), article(2))
    there, back = vectors.compare(1, 0), vectors.compare(0, 1)
    assert there[0] == pytest.approx(back[0])


def test_contributions_add_up_to_the_probability():
    vectors, _ = vectors_of(article(1), article(1, count=5))
    score, features = vectors.compare(1, 0)
    odds = sum(feature.contribution for feature in features)
    assert score == pytest.approx(1 / (1 + np.exp(-odds)))


def test_log_odds_of_any_size_have_a_probability():
    assert [probability(odds) for odds in (-10_211.8, 0.0, 10_211.8)] == pytest.approx([0, 0.5, 1])


def test_the_time_kernel_falls_to_a_floor():
    kernel = time_kernel(window_hours=96)
    assert kernel[0] == pytest.approx(0)
    assert kernel[48] == pytest.approx(np.log(0.6))  # one half-life of twelve hours
    assert (np.diff(kernel) < 0).all()
    assert kernel[-1] > np.log(0.2)


def test_a_group_is_as_alike_as_the_better_half_of_its_articles():
    vectors, _ = vectors_of(article(1), article(4), article(1, count=5), article(1))
    same, mixed, worse = vectors.score(3, [(0,), (0, 1), (0, 1, 2, 1)]).odds
    assert mixed == same
    two = vectors.score(3, [(0, 2)]).odds[0]
    assert worse < mixed
    assert worse == pytest.approx(np.mean([same, vectors.score(3, [(2,)]).odds[0]]), abs=0.1)
    assert two == same


def test_of_a_group_only_those_count_that_are_held_alive_and_described():
    vectors, window = vectors_of(
        article(1), article(1), article(1, body="", title="가"), article(1)
    )
    window.end(0)
    scored = vectors.score(3, [(0, 1), (0,), (-7, 99), (), (1, 0)])
    assert scored.firsts == [1, -1, -1, -1, 1]
    assert scored.odds[1:4] == [NEVER] * 3
    assert scored.odds[0] == scored.odds[4] > 0


def test_vectors_say_the_same_whether_they_are_in_hand_or_not():
    vectors, window = vectors_of(article(1), article(1, count=5), article(4), article(1))
    for n in range(3):
        vectors.file(n)
    groups, pairs = [(0, 2), (1,)], [(0,), (3,), (0, 2), (3, 1)] * PAIRS
    said = []
    for again in (False, True):
        for ask in (
            lambda: vectors.score(3, groups).odds,
            lambda: vectors.score_pairs(pairs),
            lambda: vectors.compare(3, 1),
            lambda: vectors.promising(3, alive=window.alive),
        ):
            if again:
                empty_hand(window)
            said.append(ask())
    assert said[:4] == said[4:]
    assert len(said[1]) == 2 * PAIRS
    assert said[3]


def test_two_groups_are_as_alike_as_the_better_half_of_their_pairs():
    vectors, _ = vectors_of(article(1), article(1, count=5), article(4), article(1))
    one, crossed, other = vectors.score_pairs([(0,), (3,), (0, 2), (3, 2), (0,), (2,)])
    assert one > other
    assert crossed > other
    assert vectors.score_pairs([(3, 2), (0, 2)]) == [pytest.approx(crossed)]


def test_groups_of_which_no_two_articles_are_near_are_never_one():
    undated = Article(
        id="u", title=article(1).title, body=article(1).body, stamp=Micros(START + 9 * DAY),
        inherited=True,
    )  # fmt: skip
    vectors, _ = vectors_of(article(1), article(1, hours=97), article(1, hours=90), undated)
    far, near, any_time, nobody = vectors.score_pairs(
        [(0,), (1,), (0,), (1, 2), (0,), (1, 3), (0,), ()]
    )
    assert far == nobody == NEVER
    assert near > 0
    assert any_time > 0
