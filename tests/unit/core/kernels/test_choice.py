import numpy as np

from dedup.core.kernels.choice import fitting, strongest, together


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
