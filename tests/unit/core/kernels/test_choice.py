import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.core.kernels.choice import fitting, ranked, strongest, together


def slots(*values):
    return np.array(values, np.int32)


def test_the_strongest_are_chosen_and_ties_go_to_the_newer():
    strengths = np.array([2, 5, 2, 1, 5], np.int16)
    assert sorted(strongest(slots(0, 1, 2, 3, 4), strengths, 2, 3).tolist()) == [1, 2, 4]
    assert not strengths.any()


def test_fractions_are_compared_like_numbers():
    strengths = np.array([0.3, 1.75, 0.9], np.float32)
    assert strongest(slots(0, 1, 2), strengths, np.float32(0.9), 1).tolist() == [1]


def test_lists_are_put_together_ascending_and_without_repetition():
    assert together(slots(3, 1), slots(2, 3), slots()).tolist() == [1, 2, 3]
    assert together(slots(), slots(), slots()).tolist() == []


def test_only_what_is_near_in_time_and_of_no_other_day_fits():
    at = np.array([0, 10, 30, 5, 5])
    day = np.array([7, 0, 7, 8, 7], np.int32)
    assert fitting(0, slots(1, 2, 3, 4), at, day, 20).tolist() == [1, 4]


def test_places_are_ranked_by_falling_value_and_ties_stay_in_their_order():
    values = np.array([0.4, 0.9, 0.1, 0.4, 0.7])
    assert ranked(values, 0.4).tolist() == [1, 4, 0, 3]
    assert ranked(values, 2.0).tolist() == []


@given(st.lists(st.integers(0, 4), min_size=1, max_size=30), st.integers(1, 8))
def test_the_strongest_are_those_of_a_sort(strengths, most):
    chosen = strongest(
        np.arange(len(strengths), dtype=np.int32), np.array(strengths, np.float32), 1, most
    )
    order = sorted(range(len(strengths)), key=lambda k: (-strengths[k], -k))
    assert sorted(chosen.tolist()) == sorted(k for k in order[:most] if strengths[k] >= 1)
