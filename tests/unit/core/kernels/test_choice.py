import numpy as np

from dedup.core.kernels.choice import fitting, promising, standing, strongest, together


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


def test_overlap_counts_less_the_further_away_it_is():
    overlaps = np.array([0, 1, 1, 1, 9], np.float32)
    moments = np.array([100, 100, 90, 90, 0])
    dated = np.zeros(5, np.bool_)
    decay = np.array([1.0, 0.5])
    chosen, values = promising(0, slots(1, 2, 3, 4), overlaps, moments, dated, 50, 10, decay, 1, 3)
    assert chosen.tolist() == [1, 3, 2]
    assert values.tolist() == [1.0, 0.5, 0.5]


def test_what_has_no_time_of_its_own_may_be_of_any():
    overlaps = np.array([0, 1, 1], np.float32)
    moments = np.array([0, 9_000, 9_000])
    undated = np.array([False, True, False])
    decay = np.array([1.0, 0.5])
    chosen, values = promising(0, slots(1, 2), overlaps, moments, undated, 50, 10, decay, 1, 3)
    assert chosen.tolist() == [1]
    assert values.tolist() == [0.5]


def test_groups_keep_those_that_are_held_alive_and_described():
    alive = np.array([True, True, False, True])
    lengths = np.array([5, 0, 5, 5], np.int32)
    kept, bounds = standing(
        np.array([0, 1, 2, 3, -1, 9]), np.array([0, 2, 4, 6]), 4, alive, lengths
    )
    assert kept.tolist() == [0, 3]
    assert bounds.tolist() == [0, 1, 2, 2]
