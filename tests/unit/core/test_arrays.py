"""core.arrays: arrays that grow at the end and forget their beginning."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from memories import taking

from dedup.adapters.state_memory import MemoryStore
from dedup.core.arrays import Growable, pack, unpack
from dedup.ports import Cursor, Step

steps = st.lists(
    st.one_of(
        st.tuples(st.just("append"), st.integers(0, 99)),
        st.tuples(st.just("extend"), st.lists(st.integers(0, 99), max_size=9)),
        st.tuples(st.just("drop"), st.integers(0, 12)),
    )
)


@given(steps)
def test_a_growable_holds_what_a_list_holds(chosen):
    array, plain = Growable(np.int32, room=2), []
    for what, value in chosen:
        if what == "append":
            array.append(value)
            plain.append(value)
        elif what == "extend":
            array.extend(np.array(value, np.int32))
            plain += value
        else:
            count = min(value, len(plain))
            array.drop(count)
            del plain[:count]
        assert array.data.tolist() == plain
    again = Growable(np.int32)
    again.load(array.since("a", 0))
    assert again.data.tolist() == plain
    assert again.end == array.end


@given(st.lists(st.tuples(st.sampled_from(["add", "drop", "keep"]), st.integers(0, 9))))
def test_pieces_kept_now_and_then_are_the_whole(chosen):
    array, store, end = Growable(np.int32), MemoryStore(), 0

    def keep():
        sections = [array.since("array", end)]
        store.commit(taking(Step(positions={}, cursor=Cursor()), sections, folded=0))
        return array.end

    for what, value in chosen:
        if what == "add":
            array.extend(np.arange(value, dtype=np.int32))
        elif what == "drop":
            array.drop(min(value, array.size))
        else:
            end = keep()
    keep()
    again = Growable(np.int32)
    again.load(store.load().sections["array"])
    assert (again.base, again.data.tolist()) == (array.base, array.data.tolist())


def test_room_is_given_back_when_the_beginning_is_dropped():
    array = Growable(np.int64)
    array.extend(np.zeros(1 << 20, np.int64))
    array.drop((1 << 20) - 1)
    assert array.nbytes == 1024 * 8


def test_packed_containers_come_back():
    assert unpack(pack({"가": [1, 2]}), dict[str, list[int]]) == {"가": [1, 2]}
