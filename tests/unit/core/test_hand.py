"""core.hand: vectors put aside give way to newer ones, and come again from the pool."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.core.hand import Hand
from dedup.core.kernels.vector import SHARES


@given(st.lists(st.integers(1, 16), max_size=60))
def test_what_is_safe_holds_what_was_put_there(counts):
    hand = Hand(room=64)
    for slot, count in enumerate(counts):
        hand.places.append(0)
        terms = np.full(count, slot, np.uint32)
        hand.put(slot, terms, np.full(SHARES * count, slot, np.uint16))
        newest = [s for s in range(slot + 1) if hand.places.room.item(s) >= hand.least]
        assert newest == list(range(newest[0], slot + 1))
        for held in newest:
            start, width = hand.start(held), counts[held]
            assert (hand.terms[start : start + width] == held).all()
            assert (hand.weights[SHARES * start : SHARES * (start + width)] == held).all()


def test_what_was_never_put_there_is_not_safe():
    hand = Hand(room=64)
    hand.places.append(0)
    assert hand.places.room.item(0) < hand.least


def test_a_quarter_of_the_room_more_leaves_what_was_safe():
    hand = Hand(room=64)
    hand.places.skip(40)
    for slot in range(20):
        hand.put(slot, np.full(8, slot, np.uint32), np.zeros(8 * SHARES, np.uint16))
    safe = [slot for slot in range(20) if hand.places.room.item(slot) >= hand.least]
    for slot in (20, 21):
        hand.put(slot, np.full(8, slot, np.uint32), np.zeros(8 * SHARES, np.uint16))
    assert len(safe) >= 2
    assert all(hand.terms[hand.start(slot)] == slot for slot in safe)
