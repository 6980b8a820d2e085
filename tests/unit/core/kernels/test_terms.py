"""core.kernels.terms: event vectors, and how alike two happenings are."""

import numpy as np
import pytest
from strategies import START, sentences

from dedup.core.article import HOUR, Article, Micros
from dedup.core.event import NAMES, Events, time_kernel
from dedup.core.fingerprint import prepare
from dedup.core.frequency import Frequencies
from dedup.core.kernels.terms import ONE, TERMS
from dedup.core.window import Window

FREQUENCIES = Frequencies()


def events_of(*articles):
    """Events over a window that holds these articles, each with its vector."""
    window = Window()
    events = Events(window=window, frequencies=FREQUENCIES, window_hours=96)
    for article in articles:
        at = article.received or Micros(0)
        events.describe(window.append(prepare(article), at=at, until=1, series_day=0))
    return events, window


def article(story, *, hours=0, count=8, **fields):
    body = "\n\n".join(sentences(story, count))
    given = {"title": sentences(story, 1)[0][:30], "body": body, "language": "ko"} | fields
    return Article(id=f"s{story}", received=Micros(START + hours * HOUR), **given)


def test_a_vector_has_unit_length_and_falling_weights():
    _, window = events_of(article(1))
    row = window.row(0)
    weights = window.weights.data.reshape(-1, 4)[: int(row["term_count"])] / ONE
    assert 0 < len(weights) <= TERMS
    assert (np.diff(weights[:, 0]) <= 0).all()
    assert (weights[:, 0] ** 2).sum() == pytest.approx(1, abs=0.01)
    assert weights[:, 2].sum() == pytest.approx(1, abs=0.01)  # the title's shares


def test_a_long_text_keeps_its_heaviest_terms():
    body = "\n".join(f"낱말{n}호 사건{n}번" for n in range(400))
    _, window = events_of(article(1, body=body))
    assert window.row(0)["term_count"] == TERMS


def test_one_happening_in_the_same_words_is_surely_one():
    events, _ = events_of(article(1), article(1, count=5))
    probability, features = events.compare(1, 0)
    assert probability > 0.9
    assert [feature.name for feature in features] == ["bias", *NAMES]


def test_another_story_is_not_the_same_happening():
    events, _ = events_of(article(1), article(4))
    assert events.compare(1, 0)[0] < 0.5


def test_nearness_in_time_counts_and_an_unknown_time_counts_half():
    near = events_of(article(1), article(1))[0].compare(1, 0)[0]
    far = events_of(article(1), article(1, hours=90))[0].compare(1, 0)[0]
    undated = article(1)
    undated = Article(
        id="u", title=undated.title, body=undated.body, stamp=Micros(START), inherited=True
    )
    between = events_of(article(1), undated)[0].compare(1, 0)[0]
    assert near > between > far


def test_the_order_of_the_two_changes_nothing():
    events, _ = events_of(article(1), article(2))
    there, back = events.compare(1, 0), events.compare(0, 1)
    assert there[0] == pytest.approx(back[0])


def test_contributions_add_up_to_the_probability():
    events, _ = events_of(article(1), article(1, count=5))
    probability, features = events.compare(1, 0)
    odds = sum(feature.contribution for feature in features)
    assert probability == pytest.approx(1 / (1 + np.exp(-odds)))


def test_the_time_kernel_falls_to_a_floor():
    kernel = time_kernel(window_hours=96)
    assert kernel[0] == pytest.approx(0)
    assert kernel[48] == pytest.approx(np.log(0.6))  # one half-life of twelve hours
    assert (np.diff(kernel) < 0).all()
    assert kernel[-1] > np.log(0.2)
