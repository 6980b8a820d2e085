"""core.event: which articles stand for an event."""

import numpy as np
from msgspec.structs import replace
from strategies import START, sentences

from dedup.core.article import HOUR, Article, Micros, Rejection
from dedup.core.event import SAMPLE, Events
from dedup.core.fingerprint import prepare
from dedup.core.frequency import Frequencies
from dedup.core.window import Window


def told(*bodies):
    """Events over a window of articles, each of which founds an event of its own."""
    window, frequencies = Window(), Frequencies()
    events = Events(window=window, frequencies=frequencies, window_hours=96)
    for k, body in enumerate(bodies):
        at = Micros(START + k * HOUR // 4)
        article = Article(
            id=f"{k}", title="", body="\n\n".join(body), language="ko", received=at, published=at
        )
        fingerprint = prepare(article)
        assert not isinstance(fingerprint, Rejection)
        n = window.append(replace(fingerprint, at=at), at=at, until=at + HOUR, series_day=0)
        window.put("family", n, n << 8)
        window.put("event", n, n << 8)
        events.describe(n)
        frequencies.count(
            np.frombuffer(fingerprint.stems, np.uint32), np.frombuffer(fingerprint.quoted, np.uint8)
        )
    return window, events


FIRE, VOTE = sentences(1, 8), sentences(4, 8)


def test_a_version_that_has_moved_on_brings_its_event_nearer_to_what_it_tells_of():
    _, events = told(FIRE, FIRE[:5] + VOTE[:5], VOTE)
    before = events.mutual(0, 2 << 8)
    events.hear(0, 1)
    assert events.mutual(0, 2 << 8) > before + 1


def test_an_article_that_does_not_belong_by_its_own_words_is_not_heard():
    _, events = told(FIRE, FIRE[:5] + VOTE[:5], VOTE)
    before = events.mutual(0, 2 << 8)
    events.hear(0, 2)
    assert events.mutual(0, 2 << 8) == before


def test_of_one_family_two_are_heard():
    window, events = told(*(FIRE[: 5 + k % 3] + VOTE[: k % 3] for k in range(SAMPLE + 4)))
    for n in range(SAMPLE + 4):
        window.put("family", n, 0)
        events.hear(0, n)
    assert events.record(0).sample == [0, SAMPLE + 3]
