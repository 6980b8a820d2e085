"""core.watermark: the n-th highest time seen."""

from hypothesis import given
from hypothesis import strategies as st

from dedup.core.watermark import RANK, Watermark

times = st.lists(st.integers(-(2**60), 2**60))


@given(times, st.integers(1, 40))
def test_the_watermark_is_the_nth_highest_time_and_never_falls(moments, rank):
    watermark, before = Watermark(rank=rank), None
    for count, moment in enumerate(moments, 1):
        watermark.advance(moment)
        highest = sorted(moments[:count], reverse=True)
        assert watermark.value == (highest[rank - 1] if count >= rank else None)
        if before is not None:
            assert watermark.value >= before
        before = watermark.value


def test_fewer_wrong_dates_than_the_rank_do_not_move_it():
    watermark = Watermark()
    for minute in range(100):
        watermark.advance(minute)
    for _ in range(RANK - 1):
        watermark.advance(2**60)
    assert watermark.value == 99


@given(times)
def test_a_dumped_watermark_goes_on_alike(moments):
    one, other = Watermark(rank=3), Watermark(rank=3)
    for moment in moments:
        one.advance(moment)
    other.load(dict(one.dump()))
    assert dict(other.dump()) == dict(one.dump())
    assert other.value == one.value
