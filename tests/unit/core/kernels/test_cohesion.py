"""core.kernels.cohesion: how much the members of families agree."""

import numpy as np
import pytest
from strategies import sentences

from dedup.core.article import Article, Micros
from dedup.core.family import spread
from dedup.core.fingerprint import prepare
from dedup.core.frequency import Frequencies
from dedup.core.kernels import cohesion
from dedup.core.kernels.pair import APART
from dedup.core.verify import ROOM, Verifier
from dedup.core.window import Window

MOST = 4


def told(bodies):
    """A verifier of a window that holds these texts, and the scores of all pairs."""
    window = Window()
    verifier = Verifier(window=window, frequencies=Frequencies())
    scores = {}
    for number, body in enumerate(bodies):
        article = Article(id=f"a{number}", body=body, language="ko", received=Micros(0))
        verifier.weigh(window.append(prepare(article), at=Micros(0), until=1, series_day=0))
        found = verifier.score(number, np.arange(number, dtype=np.int32)).scores
        for other in range(number):
            scores[number, other] = scores[other, number] = found[other]
    return verifier, scores


def better_half(scores):
    best = sorted(scores, reverse=True)[: (len(scores) + 1) // 2]
    return sum(best) / len(best)


def bodies(count):
    """Copies of one text, cut to different lengths, and in the middle another text."""
    return [
        "\n\n".join(sentences(4 if number == count // 2 else 1, 5 + number % 4))
        for number in range(count)
    ]


@pytest.mark.parametrize("count", [2, 3, 5, 6, 9])
def test_every_member_is_compared_with_some_others_spread_evenly(count):
    verifier, scores = told(bodies(count))
    means, halves = verifier.agreement(range(count), MOST)
    for n in range(count):
        others = spread([m for m in range(count) if m != n], MOST)
        held = [scores[n, m] for m in others]
        assert means[n] == pytest.approx(sum(held) / len(held))
        assert halves[n] == pytest.approx(better_half(held))


def test_two_groups_are_compared_crosswise_whoever_came_first():
    verifier, scores = told(bodies(7))
    mine, theirs = [1, 3, 6], [0, 2, 5]
    expected = better_half([scores[n, m] for n in mine for m in theirs])
    assert verifier.agreement_across(mine, theirs) == pytest.approx(expected)
    assert verifier.agreement_across(theirs, mine) == pytest.approx(expected)


def test_nobody_agrees_with_nobody():
    verifier, _ = told(bodies(2))
    assert verifier.agreement_across([1], []) == 0.0
    assert verifier.agreement([0], MOST) == ([0.0], [0.0])


def test_members_longer_than_the_room_at_first_get_more():
    words = [chr(0xAC00 + 11 * k) + chr(0xB098 + 7 * k) for k in range(ROOM)]
    body = "\n\n".join(f"{word}가 제{k}항을 낭독했다." for k, word in enumerate(words))
    window = Window()
    verifier = Verifier(window=window, frequencies=Frequencies())
    for number in range(2):
        article = Article(id=f"a{number}", body=body, language="ko", received=Micros(0))
        verifier.weigh(window.append(prepare(article), at=Micros(0), until=1, series_day=0))
    again = Verifier(window=window, frequencies=Frequencies())
    assert again.agreement([0, 1], MOST)[0] == pytest.approx([1.0, 1.0], abs=0.05)


def test_half_of_the_voices_against_are_enough():
    assert cohesion.better_half(np.array([APART, 0.99])) == 0.0
    assert cohesion.better_half(np.array([0.9, APART, 0.9])) == pytest.approx(0.9)
