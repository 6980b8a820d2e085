"""Prepared batches → committed state and published updates: the loop around the only memory.

Every batch is one step: detect, commit, publish, and the rows it published are forgotten by the
next commit. While one step is written, the next is detected; a step is committed only when the
one before it is published, so the output trails the state by one step at most. Stopped anywhere
and started again, the output is the same: rows the output does not hold are published again, rows
it holds already are held back, and a chain hash that differs stops the run loudly.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Protocol

from msgspec.structs import replace

from dedup.core.article import Rejection
from dedup.core.detector import Detector, Outcome
from dedup.core.fingerprint import Fingerprint
from dedup.core.update import Update
from dedup.errors import OutputError, StateError
from dedup.failpoint import failpoint
from dedup.formats import dead_letter
from dedup.formats import fingerprint as codec
from dedup.ports import (
    START,
    Cursor,
    Meter,
    Positions,
    Row,
    Sink,
    Snapshot,
    StateStore,
    Step,
    chained,
)
from dedup.stages.prepare import Prepared

Encode = Callable[[Update], bytes]


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
        snapshot_every: int,
    ) -> None:
        """Take the parts; `detecting` and `writing` are one thread each, beside the event loop."""
        self._detector = detector
        self._encode = encode
        self._store = store
        self._sink = sink
        self._meter = meter
        self._detecting = detecting
        self._writing = writing
        self._snapshot_every = snapshot_every
        self._since_snapshot = 0
        self._cursor = START  # after the last step detected
        self._published = START  # after the last step published
        self._held = START  # the output was here at the start: nothing up to it is written again

    async def resume(self) -> Positions:
        """Bring state and output together; return the positions to read on from.

        Raises StateError where folding the stored fingerprints gives other updates than it did, and
        OutputError where the output does not belong to the state or lacks what it has forgotten.
        """
        loop = asyncio.get_running_loop()
        snapshot = await loop.run_in_executor(self._writing, self._store.load)
        if snapshot is not None:
            await loop.run_in_executor(self._detecting, self._fold, snapshot)
            self._cursor = snapshot.cursor
        said = await self._sink.cursor()
        self._held = self._published = said or START
        unsent = outstanding(snapshot.outbox if snapshot else (), said, self._cursor)
        positions = snapshot.positions if snapshot else {}
        if snapshot is not None:
            await self._sink.publish(Step(rows=unsent, positions=positions, cursor=self._cursor))
            self._published = self._cursor
        return positions

    async def run(self, batches: Source) -> None:
        """Take batches until None; every one is committed and published when this returns."""
        loop = asyncio.get_running_loop()
        steps: asyncio.Queue[Step | None] = asyncio.Queue(1)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._write(steps))
            while (batch := await batches.get()) is not None:
                step = await loop.run_in_executor(self._detecting, self._detect, batch)
                await steps.put(step)
                if step.sections is not None:
                    await steps.join()  # the commit reads the detector's memory
            await steps.put(None)

    async def _write(self, steps: asyncio.Queue[Step | None]) -> None:
        loop = asyncio.get_running_loop()
        last: Step | None = None
        while (step := await steps.get()) is not None:
            failpoint("before-commit")
            step = replace(step, published=self._published)
            await loop.run_in_executor(self._writing, self._store.commit, step)
            failpoint("after-commit-before-publish")
            await self._sink.publish(replace(step, rows=self._after_held(step.rows)))
            self._published = step.cursor
            failpoint("after-publish")
            steps.task_done()
            last = Step(positions={}, cursor=step.cursor, published=step.cursor)
        if last is not None:  # so that a state at rest keeps nothing it has sent
            await loop.run_in_executor(self._writing, self._store.commit, last)

    def _detect(self, batch: Sequence[Prepared]) -> Step:
        rows: list[Row] = []
        dead: list[Row] = []
        fingerprints: list[tuple[str, bytes]] = []
        updates: list[Update] = []
        positions: dict[str, int] = {}
        counts: Counter[tuple[Outcome, str]] = Counter()
        assert self._cursor.updates is not None
        assert self._cursor.dead is not None
        seq, buried, chain = self._cursor.updates, self._cursor.dead, self._cursor.chain
        for prepared in batch:
            delivery, result = prepared.delivery, prepared.result
            positions[delivery.partition] = delivery.next
            fingerprint = result if isinstance(result, Rejection) else codec.decode(result)
            if isinstance(fingerprint, Rejection):
                counts[Outcome.REJECTED, fingerprint.reason.value] += 1
                buried += 1
                line = dead_letter.encode(buried, delivery, fingerprint)
                dead.append(Row("dead", buried, b"", line))
                continue
            assert isinstance(result, bytes)
            verdict = self._detector.admit(fingerprint)
            counts[verdict.outcome, ""] += 1
            fingerprints.append((fingerprint.id, result))
            for update in verdict.updates:
                line = self._encode(update)
                chain = chained(chain, line)
                seq = self._follow(update, seq, chain)
                rows.append(Row("updates", seq, update.cluster.encode(), line))
            updates.extend(verdict.updates)
        for (outcome, reason), count in counts.items():
            self._meter.count("deliveries", count, outcome=outcome.value, reason=reason)
        self._cursor = Cursor(updates=seq, dead=buried, chain=chain)
        self._since_snapshot += len(fingerprints)
        due = self._since_snapshot >= self._snapshot_every
        if due:
            self._since_snapshot = 0
        return Step(
            rows=rows + dead,
            fingerprints=fingerprints,
            updates=updates,
            positions=positions,
            cursor=self._cursor,
            sections=self._detector.dump() if due else None,
        )

    def _follow(self, update: Update, seq: int, chain: bytes) -> int:
        if update.seq != seq + 1:
            raise StateError(f"Update {update.seq} follows update {seq}; rebuild the state.")
        if update.seq == self._held.updates and chain != self._held.chain:
            raise OutputError(
                f"The output holds other updates up to number {update.seq} than this input gives "
                "under these settings; move it away or use the state and settings it came from."
            )
        return update.seq

    def _after_held(self, rows: Sequence[Row]) -> Sequence[Row]:
        held = {"updates": self._held.updates or 0, "dead": self._held.dead or 0}
        return [row for row in rows if row.seq > held[row.stream]]

    def _fold(self, snapshot: Snapshot) -> None:
        """Load the sections and fold what was stored since; what comes out is already published."""
        if snapshot.sections is not None:
            self._detector.load(snapshot.sections)
        seq, chain, count = snapshot.since.updates, snapshot.since.chain, 0
        for record in snapshot.fingerprints:
            fingerprint = codec.decode(record)
            if not isinstance(fingerprint, Fingerprint):
                raise StateError(
                    f"A stored fingerprint cannot be used ({fingerprint.detail}); "
                    "`dedup state rebuild` cannot help here: replay the input into a new state."
                )
            for update in self._detector.admit(fingerprint).updates:
                seq, chain = update.seq, chained(chain, self._encode(update))
            count += 1
        if (seq, chain) != (snapshot.cursor.updates, snapshot.cursor.chain):
            raise StateError(
                "Folding the stored fingerprints gives other updates than were published from "
                "them, by another version of this program or on another platform; `dedup state "
                "rebuild` folds all of them again."
            )
        self._since_snapshot = count


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
                f"forgotten what follows up to {wants - len(rows)}; restore the output, or start "
                "with a new state."
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
