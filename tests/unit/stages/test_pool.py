"""Where prepare runs."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from builders import article, lines

from dedup.core.article import Reason, Rejection
from dedup.ports import Delivery
from dedup.settings import Settings
from dedup.stages.pool import Here, Processes
from dedup.stages.prepare import Batches, prepare
from dedup.wiring import Recipe

RECIPE = Recipe(Settings().input)


def deliveries() -> list[Delivery]:
    values = [*lines(article(f"a{n}") for n in range(6)).splitlines(), b"{"]
    made = [
        Delivery(value=value, partition="day", position=n, next=n + 1)
        for n, value in enumerate(values)
    ]
    refused = Rejection(Reason.OVERSIZE, "too long")
    made.append(Delivery(value=b"x", partition="day", position=7, next=8, refused=refused))
    return made


async def test_processes_give_the_same_bytes_in_the_same_order() -> None:
    with ThreadPoolExecutor(1) as executor:
        here = await Here(RECIPE.build(), executor=executor).prepare(deliveries())
    processes = Processes(RECIPE.build, workers=2)
    try:
        there = await asyncio.gather(*(processes.prepare([one]) for one in deliveries()))
    finally:
        processes.close()
    assert [one for batch in there for one in batch] == here
    assert [type(one) for one in here] == [bytes] * 6 + [Rejection] * 2


async def test_ctrl_c_on_a_terminal_is_none_of_the_processes() -> None:
    before = multiprocessing.active_children()
    processes = Processes(RECIPE.build, workers=1)
    try:
        results = asyncio.create_task(processes.prepare(deliveries()))
        await asyncio.sleep(0)
        (worker,) = (one for one in multiprocessing.active_children() if one not in before)
        assert worker.pid is not None
        for _ in range(20):  # while it begins and imports
            os.kill(worker.pid, signal.SIGINT)
            await asyncio.sleep(0.02)
        assert len(await results) == len(deliveries())
    finally:
        processes.close()


async def test_no_more_batches_are_read_ahead_than_the_pool_is_wide() -> None:
    read = 0

    async def batches() -> AsyncIterator[Sequence[Delivery]]:
        nonlocal read
        for one in deliveries():
            read += 1
            yield [one]

    with ThreadPoolExecutor(1) as executor:
        pool = Here(RECIPE.build(), executor=executor)
        out: Batches = asyncio.Queue(1)
        task = asyncio.create_task(prepare(batches(), pool=pool, out=out))
        taken = [await out.get()]
        assert read <= 1 + pool.width + out.maxsize + 1
        while taken[-1] is not None:
            taken.append(await out.get())
        await task
    positions = [batch[0].delivery.position for batch in taken if batch]
    assert positions == list(range(8))


def test_many_deliveries_come_out_as_each_does_alone() -> None:
    prepare_all = RECIPE.build()
    many = deliveries() * 20  # more than one chunk
    assert prepare_all(many) == [one for delivery in many for one in prepare_all([delivery])]
