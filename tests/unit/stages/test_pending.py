"""Steps that wait for the writer go out as one; none is lost, and none overtakes another."""

import asyncio

from msgspec.structs import replace

from dedup.core.arrays import Section
from dedup.ports import Cursor, Extent, Row, Step, Taken
from dedup.stages.pending import Pending, joined


def step(number: int) -> Step:
    return Step(
        rows=[Row("updates", number, b"k", b"v%d" % number)],
        fingerprints=[(f"a{number}", b"f")],
        positions={"log": number, f"log-{number}": number},
        cursor=Cursor(updates=number),
    )


def seqs(taken: Step | None) -> list[int]:
    return [row.seq for row in taken.rows] if taken is not None else []


async def test_steps_that_wait_are_taken_as_one() -> None:
    pending = Pending(most=10)
    for number in (1, 2, 3):
        await pending.put(step(number), size=3)
    assert seqs(await pending.take()) == [1, 2, 3]


async def test_no_more_is_put_together_than_was_said() -> None:
    pending = Pending(most=5)
    await pending.put(step(1), size=3)
    second = asyncio.create_task(pending.put(step(2), size=3))
    assert seqs(await pending.take()) == [1]
    await second
    assert seqs(await pending.take()) == [2]


async def test_a_step_larger_than_that_goes_alone() -> None:
    pending = Pending(most=5)
    await pending.put(step(1), size=50)
    assert seqs(await pending.take()) == [1]


async def test_what_waits_is_taken_before_the_end() -> None:
    pending = Pending(most=5)
    await pending.put(step(1), size=1)
    await pending.end()
    assert seqs(await pending.take()) == [1]
    assert await pending.take() is None


def test_joined_steps_leave_what_the_last_one_leaves() -> None:
    last = Step(positions={"log": 9}, cursor=Cursor(updates=2))
    pieces = [Section("log", b"a", 0, 0, 1), Section("log", b"b", 0, 1, 2)]
    first, second = (replace(step(n), sections=[pieces[n - 1]]) for n in (1, 2))
    taken = Taken(extents={"log": Extent(0, 2)}, since=first.cursor, folded=1)
    one = joined([first, replace(second, taken=taken), last])
    assert [row.seq for row in one.rows] == [1, 2]
    assert [name for name, _ in one.fingerprints] == ["a1", "a2"]
    assert one.positions == {"log": 9, "log-1": 1, "log-2": 2}
    assert one.cursor == Cursor(updates=2)
    assert one.sections == pieces
    assert one.taken == taken
