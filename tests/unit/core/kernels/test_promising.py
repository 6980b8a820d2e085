"""core.kernels.promising: whom a family is compared with."""

import numpy as np

from dedup.core.index import NEWEST, Postings
from dedup.core.kernels.promising import promising
from dedup.core.kernels.vector import ONE, SHARES

STEP, SPAN = 10, 50
DECAY = np.array([1.0, 0.5])  # at the same step; at all others


def events_of(
    *others, wanted=(1, 2, 3, 4), weights=(1.0, 1.0, 1.0, 1.0), moments=(), undated=(), events=(),
    most=24, room=8,
):  # fmt: skip
    """Events chosen for an article with the terms wanted; `others` are the terms of older ones.

    Their events are 10, 11, … and their times that of the article, where nothing else is given.
    """
    slot = len(others)
    moments = np.array([*(moments or [100] * slot), 100])
    undated = np.array([*(undated or [False] * slot), False])
    events = np.array([*(events or range(10, 10 + slot)), 99])
    alive = np.ones(slot + 1, np.bool_)
    postings = Postings()
    for other, terms in enumerate(others):
        postings.add(np.array(terms, np.uint32), other, base=0)
    pool = np.zeros(SHARES * len(wanted), np.uint16)
    pool[::SHARES] = np.array(weights) * ONE
    scores, out = np.zeros(slot + 1, np.float32), np.zeros(room, np.int64)
    count = promising(
        slot, most, 0, alive, scores, np.zeros(slot + 1, np.int32),
        np.array(wanted, np.uint32), pool, 0, len(wanted),
        moments, undated, events, SPAN, STEP, DECAY, out, *postings.arrays,
    )  # fmt: skip
    assert not scores.any()
    return out[:count].tolist()


def test_what_shares_more_goes_first():
    assert events_of((1,), (1, 2, 3), (7, 8), (1, 2)) == [11, 13, 10]


def test_terms_count_by_their_weight():
    assert events_of((1, 2), (3,), weights=(0.3, 0.3, 0.9, 0.3)) == [11, 10]


def test_what_is_shared_counts_less_the_further_away_it_is():
    others = [(1, 2), (1, 2), (1, 2, 3)]
    assert events_of(*others, moments=(100, 85, 85)) == [10, 12, 11]


def test_what_is_out_of_the_window_is_not_chosen_unless_it_may_be_of_any_time():
    others = [(1, 2), (1,), (1, 2, 3)]
    assert events_of(*others, moments=(100, 100, 0)) == [10, 11]
    assert events_of(*others, moments=(100, 100, 0), undated=(False, False, True)) == [10, 12, 11]


def test_the_articles_of_an_event_speak_for_it_together():
    assert events_of((1,), (1, 2), (2,), (3,), events=(7, 8, 7, 7)) == [7, 8]


def test_ties_go_to_the_older_event():
    assert events_of((1,), (2,), events=(8, 7)) == [7, 8]


def test_only_the_articles_that_share_most_are_heard_the_newer_of_equal_ones():
    assert events_of((1, 2), (1,), (3,), most=2) == [10, 12]


def test_no_more_events_are_chosen_than_there_is_room_for():
    assert events_of((1,), (1, 2), (1, 2, 3), room=2) == [12, 11]


def test_what_shares_next_to_nothing_is_not_chosen():
    assert events_of((1,), (2,), weights=(0.05, 0.5, 0.5, 0.5)) == [11]


def test_of_a_term_that_many_have_the_newest_are_heard():
    chosen = events_of(*[(1,)] * (NEWEST + 6), most=99, room=99)
    assert chosen == list(range(16, 16 + NEWEST))


def test_a_term_without_weight_finds_nobody():
    assert events_of((1,), (2, 1), weights=(0.0, 0.5, 0.5, 0.5)) == [11]
