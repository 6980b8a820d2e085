"""core.ends: what ends, in order of time, whatever the order in which it was noted."""

from hypothesis import given
from hypothesis import strategies as st

from dedup.core.article import HOUR
from dedup.core.ends import Ends, What

untils = st.integers(0, 5 * HOUR)
steps = st.lists(st.one_of(untils, st.tuples(untils)), max_size=60)


@given(steps)
def test_what_ended_before_the_watermark_is_told_in_order_and_nothing_else(steps):
    ends, waiting, watermark = Ends(), [], 0
    for name, step in enumerate(steps):
        if isinstance(step, int):
            ends.add(step, What(name % 3), name)
            waiting.append((step, name % 3, name))
            continue
        watermark = max(watermark, step[0])
        over = sorted(end for end in waiting if end[0] < watermark)
        waiting = [end for end in waiting if end not in over]
        again = Ends()
        again.load(dict(ends.dump()))
        expected = [(until, What(what), name) for until, what, name in over]
        assert list(again.over(watermark)) == expected
        assert list(ends.over(watermark)) == expected
        assert dict(again.dump()) == dict(ends.dump())


def test_what_is_noted_while_ends_are_taken_is_taken_too():
    ends, told = Ends(), []
    ends.add(HOUR, What.ARTICLE, 1)
    for _, what, name in ends.over(3 * HOUR):
        told.append((what, name))
        if name == 1:
            ends.add(2 * HOUR, What.FAMILY, 2)
    assert told == [(What.ARTICLE, 1), (What.FAMILY, 2)]
