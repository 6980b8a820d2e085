"""The partitions of `articles` that a consumer group gives this worker → deliveries.

Order holds within a partition. Positions are committed behind the work, so a crash, a lost
partition or a `rewind` only repeats work. The worker is a static member: it keeps its partitions
while it restarts. While whoever reads is busy, nothing more is fetched than one answer a partition.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import (
    CommitFailedError,
    IllegalStateError,
    KafkaError,
    NoOffsetForPartitionError,
    OffsetOutOfRangeError,
)
from aiokafka.structs import ConsumerRecord, OffsetAndMetadata

from dedup.adapters.kafka.connection import Connection
from dedup.adapters.kafka.feed import Gathering, close, delivery, out_of_range, reading
from dedup.adapters.kafka.topics import Names, Topic, log_name
from dedup.errors import FencedError, TransportError
from dedup.ports import Delivery

POLL_MS = 200  # a stop is noticed within this time
# A worker that is silent for this long loses its partitions; one that restarts sooner keeps them.
SESSION_MS = 10_000
HEARTBEAT_MS = 3_000
# Heartbeats go on while prepare works; a worker that takes no batch for this long gives its
# partitions back. A batch of 500 articles of the largest size takes two minutes.
BUSY_MS = 600_000
DRAIN_SECONDS = 5.0  # for work in hand when the group moves a partition away
# Two workers of one name throw each other out at every heartbeat (the library does not send the
# name with it, so the broker cannot say so): this many new memberships in that time are no chance.
EXPULSIONS = 3
EXPULSION_SECONDS = 30.0

_LAST_COMMIT_SECONDS = 2.0  # of the ten that a stop may take

log = structlog.get_logger(__name__)


class GroupFeed(ConsumerRebalanceListener):  # type: ignore[misc]  # the library ships no types
    """One worker of the group. `start`, then `deliveries`, `settle` what is done, `commit`."""

    def __init__(
        self, connection: Connection, topic: Topic, names: Names, *, instance: str, batch: int
    ) -> None:
        """`instance` names this worker in the group; `batch` bounds the records handed on."""
        self._connection = connection
        self._topic = topic
        self._consumer: AIOKafkaConsumer = reading(
            connection,
            group_id=f"{names.application}.prepare",
            group_instance_id=instance,
            session_timeout_ms=SESSION_MS,
            heartbeat_interval_ms=HEARTBEAT_MS,
            max_poll_interval_ms=BUSY_MS,
        )
        self._gathering = Gathering(self._consumer, batch=batch)
        self._instance = instance
        self._handed = 0  # deliveries that are with the reader
        self._count = 0  # deliveries settled
        self._idle = asyncio.Event()
        self._idle.set()
        self._settled: dict[TopicPartition, int] = {}
        self._member = ""
        self._expulsions: deque[float] = deque(maxlen=EXPULSIONS)

    async def start(self) -> None:
        """Join the group; the error says why it cannot."""
        try:
            await self._consumer.start()
            self._consumer.subscribe([self._topic.name], listener=self)
        except KafkaError as error:
            raise await self._connection.explain(error) from error

    async def close(self) -> None:
        """Commit what is settled and leave, so that others take the partitions at once."""
        with contextlib.suppress(KafkaError, TransportError, TimeoutError):
            async with asyncio.timeout(_LAST_COMMIT_SECONDS):
                await self.commit()
        # The library has static members stay when they stop. We only want them to stay when they
        # crash: who is stopped by hand may not come back.
        self._consumer._coordinator._group_instance_id = None  # noqa: SLF001  # it has no other door
        await close(self._consumer)

    def lags(self) -> Mapping[str, int]:
        """Return, for each partition held, how many records it has that are not settled."""
        lags: dict[str, int] = {}
        for place in self._consumer.assignment():
            end = self._consumer.last_stable_offset(place)
            position = self._settled.get(place)
            if end is not None and position is not None:
                lags[f"{place.topic}-{place.partition}"] = max(0, end - position)
        return lags

    def settled(self) -> int:
        """Return how many deliveries were settled since the start."""
        return self._count

    async def deliveries(self) -> AsyncGenerator[Sequence[Delivery], None]:
        """Yield batches for ever, beginning after the committed positions; empty ones when idle."""
        try:
            while True:
                self._expect_one_of_the_name()
                records = await self._next()
                if records:
                    self._handed += len(records)
                    self._idle.clear()
                yield [self._delivery(record) for record in records]
        except KafkaError as error:
            raise await self._connection.explain(error) from error

    async def rewind(self) -> None:
        """Forget what is in hand and read again from the committed positions."""
        self._settled.clear()
        self._handed = 0
        self._idle.set()
        try:
            for place in self._consumer.assignment():
                committed = await self._consumer.committed(place)
                if committed is None:
                    committed = (await self._consumer.beginning_offsets([place]))[place]
                self._consumer.seek(place, committed)
        except KafkaError as error:
            raise await self._connection.explain(error) from error

    def settle(self, deliveries: Iterable[Delivery]) -> None:
        """Say that these, and all before them in their partitions, need not be read again."""
        for one in deliveries:
            self._handed -= 1
            self._count += 1
            self._settled[self._place(one)] = one.next
        if self._handed <= 0:
            self._idle.set()

    async def commit(self) -> None:
        """Commit what is settled; partitions that the group has moved away are another's now."""
        held = self._consumer.assignment()
        offsets = {
            place: OffsetAndMetadata(position, self._topic.id)
            for place, position in self._settled.items()
            if place in held
        }
        if not offsets:
            return
        try:
            await self._consumer.commit(offsets)
        except (CommitFailedError, IllegalStateError):
            log.info("partitions moved before their positions were committed", topic=self._topic)
        except KafkaError as error:
            raise await self._connection.explain(error) from error

    async def on_partitions_revoked(self, revoked: Sequence[TopicPartition]) -> None:
        """Finish what is in hand before the partitions go, so that nobody repeats it."""
        if not revoked:
            return
        try:
            async with asyncio.timeout(DRAIN_SECONDS):
                await self._idle.wait()
            await self.commit()
        except (TimeoutError, TransportError) as error:
            log.info("partitions go before their work is done", why=repr(error))
        finally:
            self._settled.clear()

    async def on_partitions_assigned(self, assigned: Sequence[TopicPartition]) -> None:
        """Say which partitions came; their positions are read from the group."""
        log.info("partitions assigned", partitions=sorted(one.partition for one in assigned))
        member = self._consumer._coordinator.member_id  # noqa: SLF001  # it has no other door
        if self._member and member != self._member:
            self._expulsions.append(asyncio.get_running_loop().time())
        self._member = member

    async def _next(self) -> Sequence[ConsumerRecord]:
        try:
            fetched = await self._gathering.get(timeout_ms=POLL_MS)
        except NoOffsetForPartitionError as error:
            place = error.args[0]
            first = (await self._consumer.beginning_offsets([place]))[place]
            self._consumer.seek(place, first)
            return ()
        except OffsetOutOfRangeError as error:
            raise await out_of_range(self._consumer, error) from error
        return [one for place in sorted(fetched) for one in fetched[place]]

    def _delivery(self, record: ConsumerRecord) -> Delivery:
        return delivery(record, log=log_name(self._topic, record.partition), form="json")

    def _place(self, one: Delivery) -> TopicPartition:
        assert one.found is not None
        return TopicPartition(self._topic.name, int(one.found[0].rpartition("-")[2]))

    def _expect_one_of_the_name(self) -> None:
        since = asyncio.get_running_loop().time() - EXPULSION_SECONDS
        if len(self._expulsions) == EXPULSIONS and self._expulsions[0] > since:
            raise FencedError(
                f"Another worker of the group calls itself {self._instance!r}; give each its own"
                " name with --instance."
            )
