"""What a StateStore promises, checked on every one of them."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from memories import taking
from msgspec.structs import replace

from dedup.adapters.state_memory import MemoryStore
from dedup.adapters.state_sqlite.store import SqliteStore
from dedup.core.arrays import Section
from dedup.core.article import Micros
from dedup.core.update import Counts, Times, Update
from dedup.errors import StateError
from dedup.ports import NOTHING, START, Cursor, Extent, Row, Snapshot, StateStore, Step, Taken

Reopen = Callable[[], StateStore]


@pytest.fixture(params=["memory", "sqlite"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Reopen]:
    """Open the same store again and again, as a process does that was stopped."""
    memory = MemoryStore()
    opened: list[SqliteStore] = []

    def again() -> StateStore:
        if request.param == "memory":
            return memory
        for store in opened:
            store.close()
        opened[:] = [SqliteStore.open(tmp_path, settings="s")]
        return opened[0]

    yield again
    for store in opened:
        store.close()


def update(seq: int) -> Update:
    return Update(
        seq=seq,
        shard=0,
        at=Micros(seq),
        cluster="f1",
        level="family",
        revision=seq,
        change="opened" if seq == 1 else "joined",
        article=f"a{seq}",
        counts=Counts(total=seq, unique=1, reprints=0, versions=0, outlets=1),
        times=Times(first=None, last=None),
    )


def step(seq: int, *, published: Cursor = START, dead: int = 0) -> Step:
    """One update, one fingerprint, and as many dead letters in all as said."""
    rows = [Row("updates", seq, b"f1", b"line %d" % seq)]
    rows += [Row("dead", dead, b"", b"dead %d" % dead)] if dead else []
    return Step(
        rows=rows,
        fingerprints=[(f"a{seq}", b"print %d" % seq)],
        updates=[update(seq)],
        positions={"day": seq * 10},
        cursor=Cursor(updates=seq, dead=dead, chain=b"chain %d" % seq),
        published=published,
    )


def test_a_new_store_has_nothing_to_load(reopen: Reopen) -> None:
    assert reopen().load() is None


def test_what_was_committed_is_loaded(reopen: Reopen) -> None:
    store = reopen()
    store.commit(step(1))
    store.commit(step(2, dead=1))
    snapshot = reopen().load()
    assert snapshot is not None
    assert not snapshot.sections
    assert snapshot.taken == NOTHING
    assert list(snapshot.fingerprints) == [b"print 1", b"print 2"]
    assert snapshot.positions == {"day": 20}
    assert snapshot.cursor == Cursor(updates=2, dead=1, chain=b"chain 2")
    assert [(row.stream, row.seq) for row in snapshot.outbox] == [
        ("updates", 1),
        ("updates", 2),
        ("dead", 1),
    ]


def test_rows_are_forgotten_once_they_are_known_to_be_published(reopen: Reopen) -> None:
    store = reopen()
    store.commit(step(1, dead=1))
    store.commit(step(2, dead=2, published=Cursor(updates=1, dead=1)))
    snapshot = reopen().load()
    assert snapshot is not None
    assert [(row.stream, row.seq) for row in snapshot.outbox] == [("updates", 2), ("dead", 2)]


def test_positions_of_other_partitions_stay(reopen: Reopen) -> None:
    store = reopen()
    store.commit(step(1))
    store.commit(Step(positions={"night": 7}, cursor=Cursor(updates=1, chain=b"chain 1")))
    snapshot = reopen().load()
    assert snapshot is not None
    assert snapshot.positions == {"day": 10, "night": 7}


def test_sections_replace_the_fingerprints_before_them(reopen: Reopen) -> None:
    store = reopen()
    store.commit(step(1))
    second = step(2)
    window, empty = Section("window", b"w" * 10, 0, 0, 10), Section("empty", b"", 0, 0, 0)
    store.commit(taking(second, [window, empty], folded=2))
    store.commit(step(3))
    snapshot = reopen().load()
    assert snapshot is not None
    assert dict(snapshot.sections) == {"window": window, "empty": empty}
    asked = [snapshot.sections[name] for name in ("empty", "window", "window", "empty")]
    assert asked == [empty, window, window, empty]  # in any order, and again
    assert snapshot.taken.since == second.cursor
    assert list(snapshot.fingerprints) == [b"print 3"]


def test_a_section_that_grows_is_put_together_and_forgets_its_beginning(reopen: Reopen) -> None:
    store = reopen()
    for seq, section in enumerate(
        (
            Section("log", b"aabb", first=0, start=0, end=2),
            Section("log", b"cc", first=1, start=2, end=3),
            Section("log", b"dd", first=2, start=3, end=4),
        ),
        start=1,
    ):
        store.commit(taking(step(seq), [section], folded=seq))
    snapshot = reopen().load()
    assert snapshot is not None
    assert snapshot.sections["log"] == Section("log", b"ccdd", first=2, start=2, end=4)
    other = Section("log", b"xx", first=2, start=3, end=4)
    reopen().commit(taking(step(4), [other], folded=4))
    snapshot = reopen().load()
    assert snapshot is not None
    assert snapshot.sections["log"].data == b"ccxx"


def test_what_was_written_ahead_counts_when_a_memory_is_whole(reopen: Reopen) -> None:
    def log(data: bytes, start: int, end: int, first: int = 0) -> list[Section]:
        return [Section("log", data, first=first, start=start, end=end)]

    def kept_after(change: Step) -> Section | None:
        reopen().commit(change)
        snapshot = reopen().load()
        assert snapshot is not None
        return snapshot.sections["log"] if snapshot.sections else None

    whole = Section("log", b"ab", first=0, start=0, end=2)
    assert kept_after(replace(step(1), sections=log(b"a", 0, 1))) is None
    assert kept_after(taking(step(2), [*log(b"b", 1, 2), *log(b"", 2, 2)], folded=2)) == whole
    assert kept_after(replace(step(3), sections=log(b"lost", 2, 6))) == whole
    # from here on another run goes on from that memory, with other steps
    assert kept_after(replace(step(4), sections=log(b"c", 2, 3))) == whole
    last = kept_after(taking(step(5), log(b"d", 3, 4, first=2), folded=5))
    assert last == Section("log", b"cd", first=2, start=2, end=4)
    empty = Section("log", b"", first=4, start=4, end=4)
    assert kept_after(taking(step(6), log(b"", 4, 4, first=4), folded=6)) == empty
    assert kept_after(replace(step(7), sections=log(b"lost", 4, 8, first=4))) == empty


def test_a_memory_handed_over_with_later_steps_is_that_of_its_own_step(reopen: Reopen) -> None:
    def loaded() -> Snapshot:
        snapshot = reopen().load()
        assert snapshot is not None
        return snapshot

    old = Section("table", b"old", 0, 0, 3)
    reopen().commit(taking(step(1), [old], folded=1))
    # a run that is killed before it has handed over all of the next one
    reopen().commit(replace(step(2), sections=[Section("table", b"tor", 3, 3, 6)]))
    reopen().commit(replace(step(3), sections=[Section("table", b"n away", 3, 6, 12)]))
    assert dict(loaded().sections) == {"table": old}
    assert list(loaded().fingerprints) == [b"print 2", b"print 3"]
    # the run after it takes one of its own, after step 4
    grown = [Section("log", b"ab", 0, 0, 2), Section("log", b"later", 0, 2, 7)]
    reopen().commit(replace(step(4), sections=[grown[0], Section("table", b"ne", 3, 3, 5)]))
    assert dict(loaded().sections) == {"table": old}
    extents = {"table": Extent(3, 6), "log": Extent(0, 2)}
    taken = Taken(extents=extents, since=step(4).cursor, folded=4)
    last = [grown[1], Section("table", b"w", 3, 5, 6)]
    reopen().commit(replace(step(5), sections=last, taken=taken))
    assert loaded().taken == taken
    assert dict(loaded().sections) == {
        "table": Section("table", b"new", 3, 3, 6),
        "log": Section("log", b"ab", 0, 0, 2),
    }
    assert list(loaded().fingerprints) == [b"print 5"]


def test_a_commit_that_fails_leaves_nothing_behind(reopen: Reopen) -> None:
    def torn() -> Iterator[Section]:
        yield Section("window", b"w", 0, 0, 1)
        raise StateError("no room")

    store = reopen()
    store.commit(step(1))
    failing = step(2)
    with pytest.raises(StateError):
        store.commit(replace(failing, sections=torn()))
    snapshot = reopen().load()
    assert snapshot is not None
    assert snapshot.cursor.updates == 1
    assert not snapshot.sections
    assert list(snapshot.fingerprints) == [b"print 1"]


def test_the_ledger_is_the_fold_over_all_updates(reopen: Reopen) -> None:
    store = reopen()
    for seq in (1, 2, 3):
        store.commit(step(seq, published=Cursor(updates=seq - 1)))
    assert [row.article for row in reopen().ledger().assignments()] == ["a1", "a2", "a3"]


def test_what_is_older_than_the_retention_goes_but_for_what_a_start_folds(tmp_path: Path) -> None:
    with SqliteStore.open(tmp_path, settings="s", retention=10) as store:
        for seq in range(1, 30):
            store.commit(step(seq))
        assert len(store.numbers()) == 29  # nothing counts yet: a start folds them all
        store.commit(replace(step(30), taken=Taken(extents={}, since=step(3).cursor, folded=3)))
        for seq in range(31, 40):
            store.commit(step(seq))
        snapshot = store.load()
        assert snapshot is not None
        assert list(snapshot.fingerprints) == [b"print %d" % seq for seq in range(4, 40)]
        assert next(iter(store.numbers())) == "a4"
        store.commit(replace(step(40), taken=Taken(extents={}, since=step(39).cursor, folded=39)))
        left = len(store.numbers())
        for seq in range(41, 80):
            store.commit(step(seq))
            assert left - 4 <= (left := len(store.numbers()))  # never much at once
        # of the 39 folded; the newest update is from 79
        assert list(store.numbers()) == [f"a{seq}" for seq in range(40, 80)]
        assert [row.article for row in store.ledger().assignments()][:2] == ["a40", "a41"]


def test_an_article_from_the_future_does_not_end_the_past(tmp_path: Path) -> None:
    with SqliteStore.open(tmp_path, settings="s", retention=10) as store:
        for seq in range(1, 9):
            store.commit(step(seq))
        store.commit(replace(step(9), taken=Taken(extents={}, since=step(8).cursor, folded=8)))
        from_the_future = replace(update(10), at=Micros(1_000))
        store.commit(replace(step(10), updates=[from_the_future]))
        store.commit(step(11))
        assert {"a7", "a8"} <= set(store.numbers())


def test_forgotten_pieces_are_never_read(reopen: Reopen) -> None:
    store = reopen()
    for seq in range(1, 41):
        store.commit(replace(step(seq), sections=[Section("log", b"%02d" % seq, 0, seq - 1, seq)]))
    taken = Taken(extents={"log": Extent(38, 40)}, since=step(40).cursor, folded=40)
    store.commit(replace(step(41), taken=taken))
    snapshot = store.load()
    assert snapshot is not None
    assert snapshot.sections["log"] == Section("log", b"3940", first=38, start=38, end=40)


def test_forgotten_pieces_leave_the_database(tmp_path: Path) -> None:
    piece = bytes(100_000)
    with SqliteStore.open(tmp_path, settings="s") as store:
        for seq in range(1, 200):
            section = Section("log", piece, first=max(0, seq - 5), start=seq - 1, end=seq)
            store.commit(taking(step(seq), [section], folded=seq))
        assert store.figures().section_bytes == {"log": 5 * len(piece)}
        store.commit(step(200))
    assert (tmp_path / "state.sqlite").stat().st_size < 20 * len(piece)


def test_a_state_is_of_one_shard(tmp_path: Path) -> None:
    SqliteStore.open(tmp_path, settings="s", shard=2).close()
    with pytest.raises(StateError, match="is of shard 2, not of 0"):
        SqliteStore.open(tmp_path, settings="s")
    with SqliteStore.existing(tmp_path) as store:
        assert store.versions().shard == 2


def test_a_log_is_merged_while_commits_go_on(tmp_path: Path) -> None:
    with SqliteStore.open(tmp_path, settings="s", wal_pages=1_000_000) as store:
        merging = threading.Thread(target=lambda: [store.merge() for _ in range(20)])
        merging.start()
        for seq in range(1, 200):
            store.commit(step(seq))
        merging.join()
        store.merge()
        log = (tmp_path / "state.sqlite-wal").stat().st_size
        store.commit(step(200))  # it begins the log again, which had come in whole
        assert (tmp_path / "state.sqlite-wal").stat().st_size == log
    with SqliteStore.open(tmp_path, settings="s") as again:
        snapshot = again.load()
        assert snapshot is not None
        assert snapshot.cursor.updates == 200
        assert len(list(snapshot.fingerprints)) == 200
