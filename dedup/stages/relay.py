"""Articles of a group's partitions → fingerprints in the log of record, in the order of each.

A position is settled when its fingerprint, or its dead letter, is durable. On doubt whether the
log took a batch, the pipeline is emptied and everything begins again behind the last committed
position: detection drops what comes twice, but could never mend a gap.
"""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Collection, Iterable, Mapping, Sequence
from typing import Protocol

import msgspec
import structlog
from msgspec import Struct

from dedup.core.article import Reason, Rejection
from dedup.errors import FencedError, LoginError, TransportError, UnreadableError, first
from dedup.failpoint import failpoint
from dedup.ports import DeadLetters, Delivery, Entry, Meter
from dedup.stages.prepare import Pool

COMMIT_SECONDS = 0.25  # of work is repeated after a crash, at most
STUBBORN = 5  # refusals of the same position, one after the other, that no restart cures
_LONGEST_WAIT = 5.0

log = structlog.get_logger(__name__)


class Group(Protocol):
    """A worker's share of the input."""

    def deliveries(self) -> AsyncGenerator[Sequence[Delivery], None]:
        """Yield batches, in order within a partition; empty ones when idle."""
        ...

    async def rewind(self) -> None:
        """Read again from the committed positions."""
        ...

    def settle(self, deliveries: Iterable[Delivery]) -> None:
        """Note that these need not be read again."""
        ...

    async def commit(self) -> None:
        """Commit what is settled."""
        ...


class Log(DeadLetters, Protocol):
    """The log of record, and the dead letters beside it."""

    @property
    def largest(self) -> int:
        """Return how many bytes a fingerprint may have."""
        ...

    async def renew(self) -> None:
        """Begin with a new producer."""
        ...

    async def append(self, shards: Mapping[int, Sequence[Entry]]) -> None:
        """Append to each shard, in order; raise when in doubt."""
        ...


class _Key(Struct, frozen=True):
    """What routing reads of a fingerprint."""

    id: str
    language: str = ""
    retracted: bool = False


_key = msgspec.msgpack.Decoder(_Key)

# Batches with what they come to; at last None, or why no more can be read.
Work = asyncio.Queue[
    tuple[Sequence[Delivery], asyncio.Task[list[bytes | Rejection]]] | UnreadableError | None
]


class Relay:
    """The prepare stage of one worker."""

    def __init__(
        self, *, group: Group, pool: Pool, log: Log, shards: Mapping[str, int], meter: Meter
    ) -> None:
        """`shards` maps languages to their shards, and `*` is every other language."""
        self._group = group
        self._pool = pool
        self._log = log
        self._shards = shards
        self._every_shard = sorted(set(shards.values()))
        self._meter = meter
        self._refusals = 0  # one after the other, without any progress

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set; what is written by then is committed, the rest read again."""
        await self._begin_again(None)
        while True:
            try:
                await self._until(stop)
            except (FencedError, UnreadableError):
                raise
            except TransportError as error:
                self._refusals += 1
                if self._refusals >= STUBBORN:
                    raise
                await self._begin_again(error)
            else:
                return

    async def _begin_again(self, why: TransportError | None) -> None:
        """Start a new producer and go back to the committed positions, once the broker is there."""
        wait = 0.1
        while True:
            if why is not None:
                log.warning("in doubt: back to the committed position", why=str(why))
                self._meter.count("producer_restarts", stage="prepare")
                await asyncio.sleep(wait)
                wait = min(2 * wait, _LONGEST_WAIT)
            try:
                await self._log.renew()
                await self._group.rewind()
            except (FencedError, LoginError):
                raise
            except TransportError as error:
                why = error
            else:
                return

    async def _until(self, stop: asyncio.Event) -> None:
        work: Work = asyncio.Queue(self._pool.width)
        try:
            async with asyncio.TaskGroup() as tasks:
                reading = tasks.create_task(self._read(work, stop))
                committing = tasks.create_task(self._commit_now_and_then())
                while (item := await work.get()) is not None:
                    if isinstance(item, UnreadableError):
                        await self._group.commit()
                        raise item
                    deliveries, prepared = item
                    if stop.is_set():  # what waits may be many seconds of work
                        prepared.cancel()
                        break
                    await self._forward(deliveries, await prepared)
                await self._group.commit()
                committing.cancel()
                reading.cancel()
        except BaseExceptionGroup as group:
            raise first(group) from None
        finally:
            while not work.empty():
                if isinstance(left := work.get_nowait(), tuple):
                    left[1].cancel()

    async def _read(self, work: Work, stop: asyncio.Event) -> None:
        last: UnreadableError | None = None
        try:
            async with contextlib.aclosing(self._group.deliveries()) as batches:
                async for deliveries in batches:
                    if deliveries:
                        item = deliveries, asyncio.create_task(self._prepared(deliveries))
                        await work.put(item)
                    if stop.is_set():
                        break
        except UnreadableError as error:
            last = error  # what is before it is worked off first
        await work.put(last)

    async def _prepared(self, deliveries: Sequence[Delivery]) -> list[bytes | Rejection]:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        results = await self._pool.prepare(deliveries)
        self._meter.observe("stage_seconds", loop.time() - begun, stage="prepare")
        return results

    async def _commit_now_and_then(self) -> None:
        while True:
            await asyncio.sleep(COMMIT_SECONDS)
            await self._group.commit()

    def _shards_of(self, key: _Key) -> Collection[int]:
        # A withdrawal names no language, and nobody here knows which shard has its article: one
        # that has not finds nothing to withdraw.
        if key.retracted:
            return self._every_shard
        return (self._shards.get(key.language, self._shards["*"]),)

    async def _forward(
        self, deliveries: Sequence[Delivery], results: Sequence[bytes | Rejection]
    ) -> None:
        shards: dict[int, list[Entry]] = {}
        for delivery, result in zip(deliveries, results, strict=True):
            if isinstance(result, bytes) and len(result) > self._log.largest:
                result = Rejection(
                    Reason.OVERSIZE, f"a fingerprint of {len(result)} bytes is too large"
                )
            if isinstance(result, Rejection):
                await self._log.bury(delivery, result)
                self._meter.count("deliveries", outcome="rejected", reason=result.reason.value)
                self._meter.count("dead_letters", stage="prepare")
                continue
            key = _key.decode(result)
            entry = Entry(key.id.encode(), result, delivery.stamp)
            for shard in self._shards_of(key):
                shards.setdefault(shard, []).append(entry)
        if shards:
            loop = asyncio.get_running_loop()
            begun = loop.time()
            await self._log.append(shards)
            self._meter.observe("stage_seconds", loop.time() - begun, stage="append")
        failpoint("after-append")
        self._group.settle(deliveries)
        self._refusals = 0
