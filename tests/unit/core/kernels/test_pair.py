"""core.kernels.pair and verify: what two articles share, and the score that follows."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import sentences

from dedup.core.article import Article, Micros
from dedup.core.copy_weights import THRESHOLD, WEIGHTS
from dedup.core.fingerprint import prepare
from dedup.core.frequency import Frequencies
from dedup.core.kernels.laid import FLAGS
from dedup.core.kernels.pair import F_LONG, F_SHORT, F_UNUSUAL
from dedup.core.verify import LEAST_SHARED, NAMES, Verifier
from dedup.core.window import Window

FREQUENCIES = Frequencies()
WEIGHING = [NAMES.index(name) for name in WEIGHTS]
WORDS = [chr(0xAC00 + 11 * k) + chr(0xB098 + 7 * k) for k in range(600)]  # more than fit at first
SHARES = [k for k in WEIGHING if k != F_UNUSUAL]


def scored(*bodies, least=LEAST_SHARED):
    """Scores and features of the last text against the others."""
    window = Window()
    verifier = Verifier(window=window, frequencies=FREQUENCIES)
    for number, body in enumerate(bodies):
        append(window, verifier, number, body)
    return verifier.score(len(bodies) - 1, np.arange(len(bodies) - 1, dtype=np.int32), least=least)


def append(window, verifier, number, body):
    article = Article(id=f"a{number}", body=body, language="ko", received=Micros(0))
    verifier.weigh(window.append(prepare(article), at=Micros(0), until=1, series_day=0))


def text(story, count=9):
    return "\n\n".join(sentences(story, count))


def test_a_copy_scores_high_and_another_story_low():
    found = scored(text(1), text(4), text(1)).scores
    assert found[0] > 0.9
    assert found[1] < THRESHOLD


def test_a_trimmed_copy_is_recognised_from_either_side():
    whole, part = text(1, 11), text(1, 6)
    assert scored(whole, part).scores[0] >= THRESHOLD
    assert scored(part, whole).scores[0] >= THRESHOLD


def test_two_captions_that_share_half_of_their_words_are_not_the_same():
    one, other = (sentences(story, 1)[0].split() for story in (1, 4))
    both = one[: len(one) // 2] + other[len(other) // 2 :]
    assert scored(" ".join(one), " ".join(both)).scores[0] < THRESHOLD


def test_a_short_text_that_stands_in_a_longer_one_is_a_copy():
    told = sentences(1, 9)
    assert scored("\n\n".join(told), told[0]).scores[0] >= THRESHOLD


def test_what_shares_too_little_is_not_weighed():
    found = scored(text(3), text(4))
    assert found.scores[0] == 0
    assert not found.features.any()
    assert scored(text(3), text(4), least=0.0).features.any()


stories = st.lists(st.integers(0, 9), min_size=1, max_size=3)


@settings(deadline=None, max_examples=40)
@given(stories, stories, st.integers(1, 12))
def test_features_are_bounded_and_do_not_depend_on_who_comes_first(one, other, count):
    a = "\n\n".join(text(story, count) for story in one)
    b = "\n\n".join(text(story, count) for story in other)
    there = scored(a, b, least=0.0)
    back = scored(b, a, least=0.0)
    for found in (there, back):
        shares = found.features[0][SHARES]
        assert (shares >= 0).all()
        assert (shares <= 1 + 1e-6).all()
        assert 0 <= found.scores[0] <= 1 or found.apart[0]
        assert found.features[0][F_SHORT] >= found.features[0][F_LONG] - 1e-6
    if there.features[0][F_SHORT] - there.features[0][F_LONG] > 1e-3:  # the lighter one is told
        assert there.features[0][WEIGHING] == pytest.approx(back.features[0][WEIGHING], abs=1e-5)


def test_contributions_add_up_to_the_score():
    found = scored(text(1), text(1, 6))
    explained = Verifier(window=Window(), frequencies=FREQUENCIES).explain(found.features[0])
    odds = sum(feature.contribution for feature in explained)
    assert found.scores[0] == pytest.approx(1 / (1 + np.exp(-odds)))
    assert {feature.name for feature in explained} <= {"bias", *NAMES}


def test_a_pair_is_compared_by_the_frequencies_of_the_moment_at_which_the_newer_comes():
    def features(*, meanwhile, after):
        window, frequencies = Window(), Frequencies()
        verifier = Verifier(window=window, frequencies=frequencies)
        append(window, verifier, 0, text(1))
        stems = window.stems.data[:30].copy()
        flags = (stems & FLAGS).astype(np.uint8)
        for _ in range(meanwhile):
            frequencies.count(stems, flags)
        append(window, verifier, 1, text(1, 6))
        for _ in range(after):
            frequencies.count(stems, flags)
        return verifier.score(1, np.zeros(1, np.int32)).features.tolist()

    assert features(meanwhile=0, after=0) == features(meanwhile=0, after=9)
    assert features(meanwhile=0, after=0) != features(meanwhile=9, after=0)


def test_a_long_article_is_compared_with_itself_whole():
    body = "\n\n".join(f"{word}가 제{k}항을 낭독했다." for k, word in enumerate(WORDS))
    found = scored(body, body)
    assert found.features[0][F_SHORT] == pytest.approx(1.0)
    assert found.scores[0] > 0.9
