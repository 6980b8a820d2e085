"""core.event: which families are one event, at once and when looking back."""

import numpy as np
import pytest
from happenings import article
from strategies import START

from dedup.core.article import HOUR, Micros
from dedup.core.event import SAMPLE, Events
from dedup.core.fingerprint import prepare
from dedup.core.frequency import Frequencies
from dedup.core.weights import EVENT, EventWeights
from dedup.core.window import Window

# nothing joins at once, and what is nearly the same text merges when looking back
LATER = EventWeights(bias=EVENT.bias, features=EVENT.features, join=99.0, merge=0.0)


class Feed:
    """Families of one article each, founded one after the other."""

    def __init__(self, weights=EVENT):
        self.window = Window()
        self.events = Events(
            window=self.window, frequencies=Frequencies(), window_hours=96, weights=weights
        )

    def tell(self, story, **fields):
        """Found a family; return its number and the choice."""
        at = Micros(START + self.window.next * HOUR // 60)
        fingerprint = prepare(article(story, **fields))
        n = self.window.append(fingerprint, at=at, until=1, series_day=fields.get("series_day", 0))
        self.events.describe(n)
        choice = self.events.choose(n, alive=self.window.alive)
        self.window.put("family", n, n << 8)
        self.window.put("event", n, choice.key)
        if choice.joined:
            self.events.add(choice.key, n << 8, n)
        self.events.file(n)
        return n, choice


def test_a_family_joins_the_event_that_is_most_alike_and_says_with_whom():
    feed = Feed()
    feed.tell(4)
    first, founded = feed.tell(1)
    _, joined = feed.tell(1, count=7)
    assert not founded.joined
    assert joined.joined
    assert (joined.key, joined.best) == (founded.key, first)
    odds = sum(feature.contribution for feature in joined.features)
    assert joined.score == pytest.approx(1 / (1 + np.exp(-odds)))


def test_what_is_dead_is_not_joined():
    feed = Feed()
    first, _ = feed.tell(1)
    feed.window.end(first)
    _, choice = feed.tell(1)
    assert not choice.joined


def test_an_event_is_stood_for_by_its_first_families_and_its_newest():
    feed = Feed()
    for _ in range(SAMPLE + 3):
        _, choice = feed.tell(1)
    record = feed.events.records[choice.key]
    assert len(record.families) == SAMPLE + 3
    assert len(record.sample) == SAMPLE
    assert record.sample[: SAMPLE // 2] == list(range(SAMPLE // 2))
    assert SAMPLE + 2 in record.sample
    assert feed.events.representative(choice.key) == 0
    feed.window.end(0)
    assert feed.events.representative(choice.key) == 1


def test_a_family_that_is_added_again_counts_once():
    feed = Feed()
    feed.tell(1)
    n, choice = feed.tell(1)
    feed.events.add(choice.key, n << 8, n)
    record = feed.events.records[choice.key]
    assert list(record.families) == [0, n << 8]
    feed.events.remove(choice.key, n << 8, (n,))
    assert list(record.families) == [0]
    assert record.sample == [0]


def test_looking_back_finds_events_that_are_one():
    feed = Feed(LATER)
    one, other, third = feed.tell(1)[1], feed.tell(1, count=7)[1], feed.tell(4)[1]
    assert len({one.key, other.key, third.key}) == 3
    assert feed.events.reconcile() == [(one.key, other.key)]


def test_what_has_not_changed_is_not_compared_again():
    feed = Feed(LATER)
    one, other = feed.tell(1)[1], feed.tell(1, count=7)[1]
    assert feed.events.reconcile() == [(one.key, other.key)]
    assert feed.events.reconcile() == []
    feed.events.record(other.key)
    assert feed.events.reconcile() == [(one.key, other.key)]


def test_what_changed_after_the_last_look_back_is_compared_in_the_next_also_after_a_restart():
    feed = Feed(LATER)
    one, other = feed.tell(1)[1], feed.tell(1, count=7)[1]
    feed.events.reconcile()
    newest = feed.tell(1, count=6)[1]
    again = Events(window=feed.window, frequencies=Frequencies(), window_hours=96, weights=LATER)
    again.load(dict(feed.events.dump()))
    expected = {(one.key, newest.key), (other.key, newest.key)}
    assert set(feed.events.reconcile()) == set(again.reconcile()) == expected


def test_merged_events_hold_the_families_of_both_and_a_sample_of_all():
    feed = Feed(LATER)
    numbers = [feed.tell(1)[0] for _ in range(12)]
    for at in (0, 6):
        for n in numbers[at + 1 : at + 6]:
            feed.events.add(at << 8, n << 8, n)
    feed.events.merge(0, 6 << 8)
    record = feed.events.records[0]
    assert sorted(record.families) == [n << 8 for n in numbers]
    assert len(record.sample) == SAMPLE
    assert {record.sample[0], record.sample[-1]} == {0, 11}
    assert 6 << 8 not in feed.events.records
