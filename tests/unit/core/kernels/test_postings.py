"""core.index.Postings and its kernels, against a plain dict of lists."""

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st
from memories import taking

from dedup.adapters.state_memory import MemoryStore
from dedup.core.index import Postings
from dedup.ports import Cursor, Step

CAP = 3
EACH = np.ones(1, np.float32)


class Plain:
    """What the postings promise, in the simplest way."""

    def __init__(self):
        self.entries = {}  # key → articles, in the order in which they were filed

    def add(self, keys, n):
        for key in keys:
            self.entries.setdefault(key, []).append(n)

    def count(self, keys, base, alive):
        found = {}
        for key in keys:
            for n in self.entries.get(key, [])[-CAP:]:
                if n >= base and alive[n - base]:
                    found[n] = found.get(n, 0) + 1
        return found


def counted(postings, keys, base, alive):
    counts, touched = np.zeros(64, np.float32), np.zeros(64, np.int32)
    slots = postings.weigh(
        np.array(keys, np.uint32), EACH, base=base, alive=alive, scores=counts, touched=touched
    )
    assert len(set(slots.tolist())) == slots.size
    return {base + int(slot): int(counts[slot]) for slot in slots}


class Feed:
    """Articles that are filed, end, and lose their slots; numbers begin just before they wrap."""

    def __init__(self):
        self.base = self.next = FIRST
        self.alive = np.ones(64, np.bool_)

    def end(self, value):
        self.alive[value] = False

    def cut(self, value):
        cut = min(value, self.next - self.base)
        self.alive = np.concatenate([self.alive[cut:], np.ones(cut, np.bool_)])
        self.base += cut

    def file(self, postings, keys):
        postings.add(np.array(keys, np.uint32), self.next, base=self.base)
        self.next += 1


FIRST = 2**32 - 8
keys = st.lists(st.sampled_from((0, 2, 5, 7, 2**32 - 1, 1 << 31)), unique=True, max_size=5)
step = st.one_of(
    st.tuples(st.just("add"), keys),
    st.tuples(st.just("die"), st.integers(0, 40)),
    st.tuples(st.just("cut"), st.integers(0, 6)),
)
steps = st.lists(step, max_size=40)


@settings(deadline=None)
@given(steps, keys)
def test_postings_find_what_a_dict_of_lists_finds(chosen, wanted):
    postings, plain, feed = Postings(newest=CAP), Plain(), Feed()
    for what, value in chosen:
        if what == "add":
            plain.add(value, feed.next)
            feed.file(postings, value)
        elif what == "die":
            feed.end(value)
        else:
            feed.cut(value)
        found = counted(postings, wanted, feed.base, feed.alive)
        assert found == plain.count(wanted, feed.base, feed.alive)


@settings(deadline=None)
@given(
    st.lists(st.one_of(step, st.tuples(st.just("restart"), st.none())), max_size=40),
    keys,
    st.sampled_from((0, 3, 1000)),
)
@example([("add", [2, 5]), ("restart", None), ("die", 0)], [2, 5], 1000)  # nothing filed since
def test_postings_kept_piece_by_piece_are_taken_up_again(chosen, wanted, recent):
    postings, feed = Postings(newest=CAP, recent=recent), Feed()
    store, kept = MemoryStore(), 0
    for what, value in [*chosen, ("die", 0)]:
        if what == "add":
            feed.file(postings, value)
        elif what == "cut":
            feed.cut(value)
        else:
            sections = [postings.since("p", kept)]
            store.commit(taking(Step(positions={}, cursor=Cursor()), sections, folded=0))
            kept = postings.end
            if what == "restart":
                postings = Postings(newest=CAP, recent=recent)
                postings.load(store.load().sections["p"])
    again = Postings(newest=CAP)
    again.load(store.load().sections["p"])
    assert again.end == postings.end
    assert counted(again, wanted, feed.base, feed.alive) == counted(
        postings, wanted, feed.base, feed.alive
    )


def test_what_is_over_is_forgotten_as_others_come_however_long_it_goes_on():
    postings, random = Postings(newest=CAP), np.random.default_rng(5)
    filed = random.integers(0, 3000, (40_000, 30)).astype(np.uint32)
    held, alive = 1_000, np.ones(40_000, np.bool_)
    least = postings.nbytes
    for n, many in enumerate(filed):
        base = max(0, n - held)
        postings.add(np.unique(many), n, base=base)
    assert postings.entries <= 1.3 * 30 * held
    assert postings.nbytes < least + 2**19
    scores, touched = np.zeros(40_000, np.float32), np.zeros(40_000, np.int32)
    for key in range(0, 3000, 7):
        wanted = np.array([key], np.uint32)
        found = postings.weigh(wanted, EACH, base=base, alive=alive, scores=scores, touched=touched)
        scores[found] = 0
        having = np.flatnonzero((filed == key).any(axis=1))[-CAP:]
        assert sorted((base + found).tolist()) == [n for n in having.tolist() if n >= base]


def test_of_a_key_that_everything_has_the_newest_are_found():
    postings, alive = Postings(newest=CAP), np.ones(1 << 16, np.bool_)
    for n in range(1 << 16):
        postings.add(np.array([7], np.uint32), n, base=0)
    counts, touched = np.zeros(1 << 16, np.float32), np.zeros(1 << 16, np.int32)
    seven = np.array([7], np.uint32)
    found = postings.weigh(seven, EACH, base=0, alive=alive, scores=counts, touched=touched)
    assert sorted(found.tolist()) == [(1 << 16) - 3, (1 << 16) - 2, (1 << 16) - 1]


def test_a_rarer_key_weighs_more():
    postings, alive = Postings(), np.ones(64, np.bool_)
    for slot in range(10):
        postings.add(np.array([5], np.uint32), slot, base=0)
    postings.add(np.array([9], np.uint32), 10, base=0)
    scores, touched = np.zeros(64, np.float32), np.zeros(64, np.int32)
    none = np.empty(0, np.float32)
    for key, slot in ((5, 9), (9, 10)):
        wanted = np.array([key], np.uint32)
        postings.weigh(wanted, none, base=0, alive=alive, scores=scores, touched=touched)
        assert scores[slot] > 0
    assert scores[10] > 2 * scores[9]


def test_articles_may_be_filed_in_any_order_and_twice():
    postings, alive = Postings(newest=CAP), np.ones(64, np.bool_)
    for n in (5, 1, 9, 5, 3, 9, 7):
        postings.add(np.array([8], np.uint32), n, base=0)
    assert counted(postings, [8], 0, alive) == {5: 1, 7: 1, 9: 1}
