"""A stop that comes before there is anything to drain."""

import asyncio

import pytest

from dedup.errors import TransportError
from dedup.live.stopping import unless_stopped


async def test_work_that_ends_before_the_stop_gives_what_it_gives() -> None:
    async def work() -> int:
        await asyncio.sleep(0)
        return 3

    async def refused() -> int:
        raise TransportError("no")

    assert await unless_stopped(asyncio.Event(), work()) == 3
    with pytest.raises(TransportError):
        await unless_stopped(asyncio.Event(), refused())


async def test_work_that_the_stop_overtakes_is_ended_and_cleans_up() -> None:
    stop, cleaned = asyncio.Event(), asyncio.Event()

    async def work() -> int:
        try:
            await asyncio.Event().wait()
        finally:
            cleaned.set()
        return 3

    waiting = asyncio.create_task(unless_stopped(stop, work()))
    await asyncio.sleep(0)
    stop.set()
    assert await waiting is None
    assert cleaned.is_set()


async def test_work_that_comes_after_the_stop_is_not_begun() -> None:
    stop, begun = asyncio.Event(), asyncio.Event()

    async def work() -> int:
        begun.set()
        return 3

    stop.set()
    assert await unless_stopped(stop, work()) is None
    assert not begun.is_set()
