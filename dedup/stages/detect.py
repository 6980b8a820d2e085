"""Prepared batches → committed state and published updates: the loop around the only memory.

Every batch is one step: detect, commit, publish, and the rows it published are forgotten by the
next commit. While one step is written, the next are detected, and go out together. A step is
committed only when the one before it is published, so the output trails the state by one step at
most. Stopped anywhere and started again, the output is the same: rows the output does not hold are
published again, rows it holds already are held back, and a chain hash that differs stops the run
loudly.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Executor
from typing import Protocol

from msgspec.structs import replace

from dedup.core.article import SECOND
from dedup.core.detector import Detector, Stats
from dedup.core.update import Update
from dedup.errors import OutputError
from dedup.failpoint import failpoint
from dedup.ports import START, Cursor, Meter, Positions, Row, Sink, StateStore, Step, chained
from dedup.stages.pending import Pending
from dedup.stages.prepare import Prepared
from dedup.stages.shard import Encode, Shard

# Calibrated scores this close to one half are decisions that a reader might make otherwise.
_NEAR = 0.1


class Source(Protocol):
    """Where batches come from: a queue, or a log that is cut to the pace of the output."""

    async def get(self) -> Sequence[Prepared] | None:
        """Return the next batch, or None when there is no more."""
        ...


class Detection:
    """One shard: its detector, its state, its output. One writer; `resume` once, then `run`."""

    def __init__(
        self,
        *,
        detector: Detector,
        encode: Encode,
        store: StateStore,
        sink: Sink,
        meter: Meter,
        detecting: Executor,
        writing: Executor,
        snapshot_every: int | None,
        most: int,
    ) -> None:
        """Take the parts; `detecting` and `writing` are one thread each, beside the event loop.

        `most` bounds the articles of small batches that are written together.
        """
        self._shard = Shard(detector, encode=encode, meter=meter, snapshot_every=snapshot_every)
        self._store = store
        self._sink = sink
        self._detecting = detecting
        self._writing = writing
        self._meter = meter
        self._most = most
        self._published = START  # after the last step published

    async def resume(self) -> Positions:
        """Bring state and output together; return the positions to read on from.

        Raises StateError where folding the stored fingerprints gives other updates than it did, and
        OutputError where the output does not belong to the state or lacks what it has forgotten.
        """
        loop = asyncio.get_running_loop()
        snapshot = await loop.run_in_executor(self._writing, self._store.load)
        if snapshot is not None:
            await loop.run_in_executor(self._detecting, self._shard.restore, snapshot)
        said = await self._sink.cursor()
        state = self._shard.cursor
        self._shard.held = self._published = said or START
        unsent = outstanding(snapshot.outbox if snapshot else (), said, state)
        positions = snapshot.positions if snapshot else {}
        if snapshot is not None:
            await self._sink.publish(Step(rows=unsent, positions=positions, cursor=state))
            self._published = state
        return positions

    async def stats(self) -> Stats:
        """Return the size of the detector's memory, between two batches."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._detecting, self._shard.stats)

    async def run(self, batches: Source) -> None:
        """Take batches until None; every one is committed and published when this returns."""
        loop = asyncio.get_running_loop()
        steps = Pending(most=self._most)
        before = self._shard.cursor
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._write(steps))
            while (batch := await batches.get()) is not None:
                begun = loop.time()
                step = await loop.run_in_executor(self._detecting, self._shard.step, batch)
                self._meter.observe("stage_seconds", loop.time() - begun, stage="detect")
                await steps.put(step, size=len(batch))
            await steps.end()
        if self._shard.cursor != before:
            last = await loop.run_in_executor(self._detecting, self._shard.rest)
            await loop.run_in_executor(self._writing, self._store.commit, last)

    def check_end(self) -> None:
        """Raise OutputError where the output holds more than came out; asked when a feed has ended.

        Its chain is compared where its last line comes, and here that is never. A live stage that
        is stopped may well be behind its output, and does not ask.
        """
        held, state = self._shard.held, self._shard.cursor
        for stream, has, made in (
            ("updates", held.updates, state.updates),
            ("dead", held.dead, state.dead),
        ):
            if (has or 0) > (made or 0):
                raise OutputError(
                    f"The output for {_NAMES[stream]} ends at number {has}, and this input gives "
                    f"{made} under these settings; move it away or use the state, the input and "
                    "the settings it came from."
                )

    async def _write(self, steps: Pending) -> None:
        loop = asyncio.get_running_loop()
        while (step := await steps.take()) is not None:
            failpoint("before-commit")
            step = replace(step, published=self._published)
            begun = loop.time()
            await loop.run_in_executor(self._writing, self._store.commit, step)
            self._meter.observe("stage_seconds", loop.time() - begun, stage="commit")
            failpoint("after-commit-before-publish")
            await self._sink.publish(replace(step, rows=self._after_held(step.rows)))
            self._published = step.cursor
            count(step.updates, meter=self._meter)
            failpoint("after-publish")

    def _after_held(self, rows: Sequence[Row]) -> Sequence[Row]:
        held = self._shard.held
        after = {"updates": held.updates or 0, "dead": held.dead or 0}
        return [row for row in rows if row.seq > after[row.stream]]


def count(updates: Sequence[Update], *, meter: Meter) -> None:
    """Count updates that are out, and which of their decisions were close."""
    for (level, change), by in Counter((one.level, one.change) for one in updates).items():
        meter.count("updates", by, level=level, change=change)
    scores = [update.match.score for update in updates if update.match]
    for side, near in (
        ("below", sum(0.5 - _NEAR < score < 0.5 for score in scores)),
        ("above", sum(0.5 <= score < 0.5 + _NEAR for score in scores)),
    ):
        if near:
            meter.count("near_threshold_decisions", near, side=side)
    for last in updates[-1:]:
        meter.level("watermark_seconds", last.at / SECOND, shard=str(last.shard))


def outstanding(outbox: Sequence[Row], said: Cursor | None, state: Cursor) -> Sequence[Row]:
    """Return the outbox rows that an output at `said` lacks; OutputError where some are gone."""
    at = said or START
    unsent: list[Row] = []
    for stream, has, wants in (
        ("updates", at.updates, state.updates),
        ("dead", at.dead, state.dead),
    ):
        rows = [row for row in outbox if row.stream == stream]
        if has is None:
            unsent += rows
            continue
        assert wants is not None
        rows = [row for row in rows if row.seq > has]
        if has + len(rows) < wants:
            raise OutputError(
                f"The output for {_NAMES[stream]} ends at number {has}, and the state has "
                f"forgotten what follows up to {wants - len(rows)}; restore the output, "
                f"{_AGAIN[stream]}or start with a new state."
            )
        unsent += rows
    if at.updates is not None and state.updates is not None and at.updates <= state.updates:
        chain = at.chain
        for row in unsent:
            if row.stream == "updates":
                chain = chained(chain, row.value)
        if chain != state.chain:
            raise OutputError(
                "The output holds other updates than this state has published; it belongs to "
                "another state, or has been changed."
            )
    return unsent


_NAMES = {"updates": "updates", "dead": "dead letters"}
# Refused records are kept nowhere but in their output.
_AGAIN = {"updates": "have `dedup state rebuild` make it again, ", "dead": ""}
