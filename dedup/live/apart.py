"""One shard's log and output ↔ the process that detects it: starts it, and answers it."""

import asyncio
import contextlib
import socket
from multiprocessing import get_context
from typing import TypeVar

import structlog

from dedup import errors
from dedup.children import deaf_to_ctrl_c
from dedup.errors import DedupError, first
from dedup.live import detecting
from dedup.live.line import (
    Batch,
    Ended,
    Failed,
    Line,
    Message,
    Metrics,
    OutputAt,
    Publish,
    Published,
    Resumed,
    Wanted,
    Warm,
    WhereIsTheOutput,
)
from dedup.ports import Meter, Positions, Step
from dedup.settings import Settings
from dedup.stages.pace import Pace

_END_SECONDS = 2.0  # for a process that has nothing left to do

log = structlog.get_logger(__name__)

Last = TypeVar("Last", Warm, Resumed, Ended)


class Apart:
    """Detection in a process of its own: `start`, then `resume`, then `run`, and `close`."""

    def __init__(self, settings: Settings, *, shard: int, pace: Pace, meter: Meter) -> None:
        self._shard = shard
        self._pace = pace
        self._meter = meter
        self._ours, self._theirs = socket.socketpair()
        # spawned, as a fork copies locks that other threads hold
        self._process = get_context("spawn").Process(
            target=detecting.main, args=(self._theirs, settings, shard), daemon=True
        )
        self._line: Line | None = None

    @property
    def pid(self) -> int | None:
        """Return the process, once it is started."""
        return self._process.pid

    async def start(self) -> None:
        """Start the process and wait for its kernels. Raises DedupError, as all that follow do."""
        await asyncio.to_thread(deaf_to_ctrl_c()(self._process.start))
        self._theirs.close()
        log.info("detecting", shard=self._shard, process=self.pid)
        self._line = await Line.over(self._ours)
        await self._until(Warm)

    async def resume(self) -> Positions:
        """Wait until state and output are together; return the positions to read on from."""
        return (await self._until(Resumed)).positions

    async def run(self) -> None:
        """Give it what it asks for; return when everything is committed and published."""
        await self._until(Ended)

    async def close(self) -> None:
        """End the process, whatever it does: every start converges."""
        self._theirs.close()
        if self._line is None:
            self._ours.close()
        else:
            await self._line.close()
        if self.pid is not None:
            await asyncio.to_thread(self._process.join, _END_SECONDS)
            self._process.kill()

    async def _until(self, last: type[Last]) -> Last:
        line = self._line
        assert line is not None, "start() comes first"
        try:
            return await self._served(line, last)
        except BaseExceptionGroup as group:
            raise first(group) from group

    async def _served(self, line: Line, last: type[Last]) -> Last:
        async with contextlib.aclosing(line.messages()) as messages, asyncio.TaskGroup() as tasks:
            async for message in messages:
                if isinstance(message, last):
                    return message
                if isinstance(message, Failed):
                    raise getattr(errors, message.kind)(message.text)
                if isinstance(message, Metrics):
                    self._count(message)
                else:
                    tasks.create_task(self._answer(line, message))
            await asyncio.to_thread(self._process.join, _END_SECONDS)
            raise DedupError(
                f"The process that detects shard {self._shard} ended by itself"
                f" ({self._process.exitcode}); the next start goes on where it stood."
            )

    async def _answer(self, line: Line, question: Message) -> None:
        answer: Message
        match question:
            case Wanted():
                answer = Batch(await self._pace.get())
            case Publish(rows, positions, cursor):
                await self._pace.publish(Step(rows=rows, positions=positions, cursor=cursor))
                answer = Published()
            case _:
                assert isinstance(question, WhereIsTheOutput), question
                answer = OutputAt(await self._pace.cursor())
        with contextlib.suppress(ConnectionError):  # it is gone: `messages` end
            await line.say(answer)

    def _count(self, metrics: Metrics) -> None:
        for counter, by, labels in metrics.counts:
            self._meter.count(counter, by, **labels)
        for histogram, value, labels in metrics.observations:
            self._meter.observe(histogram, value, **labels)
        for gauge, level, labels in metrics.levels:
            self._meter.level(gauge, level, **labels)
