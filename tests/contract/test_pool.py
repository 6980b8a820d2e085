"""What a Pool promises, checked on that of memory and on that of files."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.adapters.files.pool import file_pools
from dedup.core.arrays import Growable, Pool
from dedup.errors import StateError

Make = Callable[[], Pool]


@pytest.fixture(params=["memory", "files"], scope="module")
def make(request: pytest.FixtureRequest) -> Iterator[Make]:
    """Make pools; those of files write after every few bytes."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))

        def pool() -> Pool:
            if request.param == "memory":
                return Growable(np.uint8)
            return pools()

        pools = stack.enter_context(file_pools(folder, piece=3, file=6))
        yield pool


changes = st.lists(
    st.one_of(
        st.tuples(st.just("extend"), st.binary(max_size=20)),
        st.tuples(st.just("drop"), st.integers(0, 30)),
    )
)


@given(changes, st.integers(0, 40))
def test_a_pool_holds_what_was_added_and_not_forgotten(make, chosen, start):
    pool, plain, base = make(), b"", 0
    for what, value in chosen:
        if what == "extend":
            pool.extend(np.frombuffer(value, np.uint8))
            plain += value
        else:
            count = min(value, pool.size)
            pool.drop(count)
            base += count
        held = plain[base:]
        assert (pool.size, pool.end) == (len(held), len(plain))
        assert pool.read(0, pool.size) == held
        assert pool.read(len(held) // 3, len(held) // 2) == held[len(held) // 3 : len(held) // 2]
    section = pool.since("a", start)
    assert section.data == plain[max(start, base) :]
    assert (section.first, section.end) == (base, len(plain))


@given(st.binary(max_size=40), st.integers(0, 40), st.binary(max_size=9))
def test_a_pool_goes_on_from_its_sections(make, data, dropped, more):
    pool, again = make(), make()
    again.extend(np.frombuffer(b"something else", np.uint8))
    pool.extend(np.frombuffer(data, np.uint8))
    pool.drop(min(dropped, len(data)))
    again.load(pool.since("a", 0))
    for one in (pool, again):
        one.extend(np.frombuffer(more, np.uint8))
    assert again.since("a", 0) == pool.since("a", 0)
    assert again.read(0, again.size) == pool.read(0, pool.size)


def test_what_is_forgotten_gives_its_files_back(tmp_path):
    with file_pools(tmp_path, piece=4, file=8) as pools:
        pool = pools()
        pool.extend(np.zeros(50, np.uint8))
        held = [pool.nbytes]
        pool.drop(49)
        pool.extend(np.ones(3, np.uint8))
        held.append(pool.nbytes)
        assert pool.read(0, 4) == b"\0\1\1\1"
    assert max(held) < 4


def test_a_folder_that_takes_no_more_is_said(tmp_path):
    with file_pools(tmp_path / "gone", piece=4) as pools, pytest.raises(StateError, match="gone"):
        pools().extend(np.zeros(50, np.uint8))
