import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.core.kernels.smallest import common, smallest

numbers = st.lists(st.integers(0, 40), max_size=60)


def as_set(values):
    return np.unique(np.array(values, np.uint32))


@settings(deadline=None)  # the first call compiles
@given(numbers, st.integers(1, 20))
def test_the_smallest_distinct_values_are_kept_ascending(values, most):
    array = np.array(values, np.uint32)
    assert smallest(array, most).tolist() == sorted(set(values))[:most]


@settings(deadline=None)  # the first call compiles
@given(numbers, numbers, st.integers(1, 20))
def test_common_counts_within_the_smallest_of_the_union(a, b, most):
    union = sorted({*a, *b})[:most] if a and b else []
    both = [value for value in union if value in a and value in b]
    assert common(as_set(a), as_set(b), most) == (len(both), len(union))
