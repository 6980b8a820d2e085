"""A shard's log and its output → batches until the stop, and how far behind they are.

Stands on both sides of detection: it hands out what the log has, sees what was published, and
counts what operators ask for.
"""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from typing import Protocol

from dedup.core.article import Reason, Rejection
from dedup.ports import STAMP, Cursor, Delivery, Meter, Positions, Sink, Step
from dedup.stages.prepare import Prepared


class LiveFeed(Protocol):
    """A log without end."""

    def deliveries(self, after: Positions) -> AsyncGenerator[Sequence[Delivery], None]:
        """Yield batches after the positions; empty ones when idle."""
        ...

    def begin(self) -> int | None:
        """Return the position that reading began at, once it is known."""
        ...

    def end(self) -> int | None:
        """Return the position after the last record, where it is known."""
        ...


class Pace:
    """One shard's input and output. `read` once, after the positions are known."""

    def __init__(
        self,
        *,
        shard: int,
        feed: LiveFeed,
        sink: Sink,
        meter: Meter,
        stop: asyncio.Event,
        wall: Callable[[], float],
    ) -> None:
        """`wall` is Unix time in seconds, for metrics only."""
        self._shard = str(shard)
        self._feed = feed
        self._sink = sink
        self._meter = meter
        self._stop = stop
        self._wall = wall
        self._batches: AsyncGenerator[Sequence[Delivery], None] | None = None
        self._log = ""
        self._out = 0  # position after the last delivery published
        self._stamps: list[tuple[int, float]] = []  # (position, record timestamp) not yet out

    def read(self, after: Positions) -> None:
        """Begin after these positions."""
        self._batches = self._feed.deliveries(after)
        self._out = max(after.values(), default=0)

    async def close(self) -> None:
        """Stop reading."""
        if self._batches is not None:
            with contextlib.suppress(RuntimeError):  # it is being read: whoever reads will end it
                await self._batches.aclose()

    async def get(self) -> Sequence[Prepared] | None:
        """Return the next batch, or None when the stage is to stop."""
        assert self._batches is not None, "read() comes first"
        while not self._stop.is_set():
            if deliveries := await anext(self._batches):
                return self._hand_out(deliveries)
        return None

    def _hand_out(self, deliveries: Sequence[Delivery]) -> Sequence[Prepared]:
        for one in deliveries[-1:]:
            self._log = one.partition
        for one in deliveries:
            stamp = dict(one.headers).get(STAMP)
            if stamp is not None and stamp.isdigit():
                self._stamps.append((one.position, int(stamp) / 1000))
        return [
            Prepared(one, one.value or Rejection(Reason.MALFORMED, "an empty fingerprint"))
            for one in deliveries
        ]

    async def cursor(self) -> Cursor | None:
        """Return how far the output has come."""
        return await self._sink.cursor()

    async def publish(self, step: Step) -> None:
        """Publish, and note what is out."""
        await self._sink.publish(step)
        now = self._wall()
        self._out = step.positions.get(self._log, self._out)
        while self._stamps and self._stamps[0][0] < self._out:
            self._meter.observe("pipeline_seconds", max(0.0, now - self._stamps[0][1]))
            del self._stamps[0]
        dead = sum(row.stream == "dead" for row in step.rows)
        if dead:
            self._meter.count("dead_letters", dead, stage="detect")
        self._meter.level("last_commit_seconds", now, shard=self._shard)

    def lags(self) -> Mapping[str, int] | None:
        """Return the records of the log that are not out yet; None before the log was asked.

        Nobody waits for what is gone from the log before the first record of it was read.
        """
        begin, end = self._feed.begin(), self._feed.end()
        if begin is None or end is None:
            return None
        return {self._shard: max(0, end - max(begin, self._out))}

    def settled(self) -> int:
        """Return the position after the last record published."""
        return self._out
