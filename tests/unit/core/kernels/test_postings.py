"""core.index.Postings and its kernels, against a plain dict of lists."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.adapters.state_memory import MemoryStore
from dedup.core.index import Postings
from dedup.ports import Cursor, Step

CAP = 3
EACH = np.ones(1, np.float32)


class Plain:
    """What the postings promise, in the simplest way."""

    def __init__(self):
        self.entries = {}  # key → slots, in the order in which they were filed

    def add(self, keys, slot):
        for key in keys:
            self.entries.setdefault(key, []).append(slot)

    def count(self, keys, alive):
        found = {}
        for key in keys:
            for slot in self.entries.get(key, [])[-CAP:]:
                if alive[slot]:
                    found[slot] = found.get(slot, 0) + 1
        return found

    def renumber(self, cut, alive):
        for key, slots in self.entries.items():
            kept = [slot - cut for slot in slots if slot >= cut and alive[slot]]
            self.entries[key] = kept[-CAP:]


def counted(postings, keys, alive):
    counts, touched = np.zeros(64, np.float32), np.zeros(64, np.int32)
    slots = postings.weigh(
        np.array(keys, np.uint32), EACH, alive=alive, scores=counts, touched=touched
    )
    assert len(set(slots.tolist())) == slots.size
    return {int(slot): int(counts[slot]) for slot in slots}


keys = st.lists(st.sampled_from((0, 2, 5, 7, 2**32 - 1, 1 << 31)), unique=True, max_size=5)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), keys),
        st.tuples(st.just("die"), st.integers(0, 40)),
        st.tuples(st.just("cut"), st.integers(0, 6)),
    ),
    max_size=40,
)


@settings(deadline=None)
@given(steps, keys)
def test_postings_find_what_a_dict_of_lists_finds(chosen, wanted):
    postings, plain = Postings(newest=CAP), Plain()
    alive, used = np.ones(64, np.bool_), 0
    for what, value in chosen:
        if what == "add":
            postings.add(np.array(value, np.uint32), used, alive=alive)
            plain.add(value, used)
            used += 1
        elif what == "die":
            alive[value] = False
        else:
            cut = min(value, used)
            postings.renumber(cut, alive=alive)
            plain.renumber(cut, alive)
            alive = np.concatenate([alive[cut:], np.ones(cut, np.bool_)])
            used -= cut
        assert counted(postings, wanted, alive) == plain.count(wanted, alive)


@settings(deadline=None)
@given(steps, keys)
def test_postings_kept_piece_by_piece_are_taken_up_again(chosen, wanted):
    postings, alive, used = Postings(newest=CAP), np.ones(64, np.bool_), 0
    store, kept = MemoryStore(), 0
    for what, value in [*chosen, ("die", 0)]:
        if what == "add":
            postings.add(np.array(value, np.uint32), used, alive=alive)
            used += 1
        elif what == "cut":
            cut = min(value, used)
            postings.renumber(cut, alive=alive)
            used -= cut
        else:
            sections = [postings.since("p", kept)]
            store.commit(Step(positions={}, cursor=Cursor(), sections=sections))
            kept = postings.end
    again = Postings(newest=CAP)
    again.resize(postings.sizes())
    again.load(store.load().sections["p"])
    assert again.since("p", 0) == postings.since("p", 0)
    assert again.sizes() == postings.sizes()
    assert counted(again, wanted, alive) == counted(postings, wanted, alive)


def test_a_key_that_everything_has_costs_no_more_than_its_newest_entries():
    postings, alive = Postings(newest=CAP), np.ones(1 << 16, np.bool_)
    for slot in range(1 << 16):
        postings.add(np.array([7], np.uint32), slot, alive=alive)
    counts, touched = np.zeros(1 << 16, np.float32), np.zeros(1 << 16, np.int32)
    seven = np.array([7], np.uint32)
    found = postings.weigh(seven, EACH, alive=alive, scores=counts, touched=touched)
    assert sorted(found.tolist()) == [(1 << 16) - 3, (1 << 16) - 2, (1 << 16) - 1]
    assert postings.entries < 1 << 15


def test_a_rarer_key_weighs_more():
    postings, alive = Postings(), np.ones(64, np.bool_)
    for slot in range(10):
        postings.add(np.array([5], np.uint32), slot, alive=alive)
    postings.add(np.array([9], np.uint32), 10, alive=alive)
    scores, touched = np.zeros(64, np.float32), np.zeros(64, np.int32)
    none = np.empty(0, np.float32)
    for key, slot in ((5, 9), (9, 10)):
        wanted = np.array([key], np.uint32)
        postings.weigh(wanted, none, alive=alive, scores=scores, touched=touched)
        assert scores[slot] > 0
    assert scores[10] > 2 * scores[9]
