"""The process that detects one shard: it holds the state, and asks its parent for all the rest.

The parent has the event loop that talks to the broker. In one process both took turns in one
interpreter, and waited for each other: at 500 articles a second the 99th percentile was 194 ms
instead of 109 (measured in turn, 40 s each, broker and all on two cores).
"""

import asyncio
import contextlib
import gc
import os
import signal
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from dedup import embedded, wiring
from dedup.adapters.files.pool import file_pools
from dedup.adapters.lock import locked
from dedup.adapters.state_sqlite.store import SqliteStore
from dedup.children import end_with_the_parent
from dedup.core.article import DAY
from dedup.errors import DedupError, first
from dedup.live.beside import measure, merge
from dedup.live.line import (
    Batch,
    Ended,
    Failed,
    Line,
    Metrics,
    OutputAt,
    Publish,
    Published,
    Resumed,
    Wanted,
    Warm,
    WhereIsTheOutput,
)
from dedup.ports import CounterName, Cursor, GaugeName, HistogramName, Step
from dedup.settings import Settings
from dedup.stages.prepare import Prepared

# A log of a state's database that is longer than this (1 GB) is merged by a commit, which waits;
# a shorter one beside them.
WAL_PAGES = 65_536
TELL_SECONDS = 0.2  # between two messages of what was counted

Entry = TypeVar("Entry")


def main(end: socket.socket, settings: Settings, shard: int) -> None:
    """Detect until there is no more, or the parent is gone."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # the parent decides when to stop
    end_with_the_parent()
    asyncio.run(_main(end, settings, shard))


async def _main(end: socket.socket, settings: Settings, shard: int) -> None:
    line = await Line.over(end)
    listening = asyncio.create_task(_listen(line))
    try:
        await _detect(line, settings, shard)
    except (DedupError, BaseExceptionGroup) as error:
        told = first(error) if isinstance(error, BaseExceptionGroup) else error
        if not isinstance(told, DedupError):
            raise
        await line.say(Failed(type(told).__name__, str(told)))
    else:
        await line.say(Ended())
    finally:
        listening.cancel()
        await line.close()


async def _listen(line: Line) -> None:
    async for message in line.messages():
        raise AssertionError(message)  # all that comes are answers
    os._exit(1)  # the parent has hung up, and wants nothing more


async def _detect(line: Line, settings: Settings, shard: int) -> None:
    await asyncio.to_thread(embedded.warm_up)
    await line.say(Warm())
    meter = FarMeter()
    with contextlib.ExitStack() as stack:
        folder = Path(settings.run.state) / f"shard-{shard}"
        stack.enter_context(locked(folder))
        store = stack.enter_context(
            SqliteStore.open(
                folder,
                settings=settings.digest(),
                shard=shard,
                retention=round(settings.state.retention_days * DAY),
                wal_pages=WAL_PAGES,
            )
        )
        parent = Parent(line)
        detection = wiring.new_detection(
            settings,
            store=store,
            sink=parent,
            meter=meter,
            detecting=AtOnce(),
            writing=AtOnce(),
            shard=shard,
            cold=stack.enter_context(file_pools(folder)),
        )
        positions = await detection.resume()
        # What is there now stays. Looking through it (150,000 objects of the compiler alone) held
        # everything up for 140 ms each time; detection itself makes hardly any that can be cyclic.
        gc.collect()
        gc.freeze()
        await line.say(Resumed(positions))
        merging = stack.enter_context(ThreadPoolExecutor(1, f"merge-{shard}"))
        beside = [
            asyncio.create_task(measure(detection, meter=meter, shard=shard)),
            asyncio.create_task(merge(store, merging)),
            asyncio.create_task(_tell(line, meter)),
        ]
        try:
            await detection.run(parent)
        finally:
            for task in beside:
                task.cancel()
            await asyncio.wait(beside)  # before their threads are gone
        await line.say(meter.taken())


async def _tell(line: Line, meter: "FarMeter") -> None:
    while True:
        await asyncio.sleep(TELL_SECONDS)
        await line.say(meter.taken())


class AtOnce(Executor):
    """Computes in the thread of the event loop, which has nothing else to do here.

    Handing a step to a thread and back, and sharing the interpreter with it, took .7 of 5.3 ms and
    7 % of this process's work (steps of seven articles, 400 a second).
    """

    def submit(self, do: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Return a future that is done."""
        done: Future[Any] = Future()
        try:
            done.set_result(do(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  # whoever asked gets it
            done.set_exception(error)
        return done


class Parent:
    """The other side as detection sees it: where batches come from and where updates go."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def get(self) -> Sequence[Prepared] | None:
        """Return the next batch, or None when there is no more."""
        return (await self._line.ask(Wanted(), Batch)).prepared

    async def cursor(self) -> Cursor | None:
        """Return how far the output has come."""
        return (await self._line.ask(WhereIsTheOutput(), OutputAt)).cursor

    async def publish(self, step: Step) -> None:
        """Return when the step's rows are out with its positions."""
        await self._line.ask(Publish(step.rows, step.positions, step.cursor), Published)


class FarMeter:
    """A Meter whose counts are taken to another process; safe from several threads."""

    def __init__(self) -> None:
        self._counts: list[tuple[CounterName, int, dict[str, str]]] = []
        self._observations: list[tuple[HistogramName, float, dict[str, str]]] = []
        self._levels: list[tuple[GaugeName, float, dict[str, str]]] = []

    def taken(self) -> Metrics:
        """Return what came since the last call."""
        return Metrics(_drained(self._counts), _drained(self._observations), _drained(self._levels))

    def count(self, name: CounterName, by: int = 1, /, **labels: str) -> None:
        """Add to a counter."""
        self._counts.append((name, by, labels))

    def observe(self, name: HistogramName, value: float, /, **labels: str) -> None:
        """Add one observation to a histogram, in base units."""
        self._observations.append((name, value, labels))

    def level(self, name: GaugeName, value: float, /, **labels: str) -> None:
        """Say what a level is now."""
        self._levels.append((name, value, labels))


def _drained(entries: list[Entry]) -> list[Entry]:
    count = len(entries)  # another thread may add to them meanwhile
    taken = entries[:count]
    del entries[:count]
    return taken
