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
from dedup.adapters.kafka.feed import (
    Ends,
    Gathering,
    close,
    delivery,
    out_of_range,
    reading,
    torn,
)
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
        self._name = f"{names.application}.prepare"
        self._consumer: AIOKafkaConsumer = reading(
            connection,
            group_id=self._name,
            group_instance_id=instance,
            session_timeout_ms=SESSION_MS,
            heartbeat_interval_ms=HEARTBEAT_MS,
            max_poll_interval_ms=BUSY_MS,
        )
        self._batch = batch
        self._gathering = Gathering(self._consumer, batch=batch)
        self._ends = Ends(connection, self._consumer.assignment)
        self._instance = instance
        self._handed = 0  # deliveries that are with the reader
        self._count = 0  # deliveries settled
        self._idle = asyncio.Event()
        self._idle.set()
        self._moving = False  # partitions, from one worker to another
        self._came: Iterable[TopicPartition] = ()  # and nobody has looked at their positions yet
        self._settled: dict[TopicPartition, int] = {}
        self._committed: dict[TopicPartition, int] = {}
        self._member = ""
        self._expulsions: deque[float] = deque(maxlen=EXPULSIONS)

    async def start(self) -> None:
        """Join the group; the error says why it cannot."""
        try:
            await self._consumer.start()
            self._consumer.subscribe([self._topic.name], listener=self)
            self._ends.start()
        except KafkaError as error:
            raise await self._connection.explain(error) from error

    async def close(self) -> None:
        """Commit what is settled and leave, so that others take the partitions at once."""
        with contextlib.suppress(KafkaError, TransportError, TimeoutError):
            async with asyncio.timeout(_LAST_COMMIT_SECONDS):
                await self.commit()
        # The library has static members stay when they stop. We only want them to stay when they
        # crash: who is stopped by hand may not come back.
        if (coordinator := self._consumer._coordinator) is not None:  # noqa: SLF001  # it has no other door
            coordinator._group_instance_id = None  # noqa: SLF001  # likewise
        await asyncio.gather(self._ends.close(), close(self._consumer))

    def lags(self) -> Mapping[str, int] | None:
        """Return how many records of each partition held are not settled; None where nobody knows.

        A worker of a group that has more workers than partitions holds none.
        """
        if not self._member:
            return None
        lags: dict[str, int] = {}
        for place in self._consumer.assignment():
            end = self._ends.of(place, fetched=self._consumer.last_stable_offset(place))
            position = self._settled.get(place)
            if end is None or position is None:
                return None
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
                if self._came:
                    moved = await self._begin()
                    records = [one for one in records if (one.topic, one.partition) not in moved]
                if records:
                    self._handed += len(records)
                    self._idle.clear()
                await self._pass_over(records)
                yield [self._delivery(record) for record in records]
        except KafkaError as error:
            raise await self._connection.explain(error) from error

    async def rewind(self) -> None:
        """Forget what is in hand and read again from the committed positions."""
        self._settled.clear()
        self._committed.clear()
        self._handed = 0
        self._idle.set()
        self._came = ()
        try:
            held = self._consumer.assignment()
            former = await self._former(held)
            for place in held:
                committed = await self._consumer.committed(place)
                if committed is None or place in former:
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
        positions = {place: at for place, at in self._settled.items() if place in held}
        if positions == self._committed:
            return
        offsets = {place: OffsetAndMetadata(at, self._topic.id) for place, at in positions.items()}
        try:
            await self._consumer.commit(offsets)
            self._committed = positions
        except (CommitFailedError, IllegalStateError):
            log.info(
                "partitions moved before their positions were committed", topic=self._topic.name
            )
        except KafkaError as error:
            raise await self._connection.explain(error) from error

    async def on_partitions_revoked(self, revoked: Sequence[TopicPartition]) -> None:
        """Finish what is in hand before the partitions go, so that nobody repeats it."""
        if not revoked:
            return
        self._moving = True  # until they have come: what is handed out now would have to be drained
        try:
            async with asyncio.timeout(DRAIN_SECONDS):
                await self._idle.wait()
            await self.commit()
        except (TimeoutError, TransportError) as error:
            log.info("partitions go before their work is done", why=repr(error))
        finally:
            self._settled.clear()
            self._committed.clear()

    async def on_partitions_assigned(self, assigned: Sequence[TopicPartition]) -> None:
        """Say which partitions came; their positions are read from the group."""
        self._moving = False
        self._gathering.batch = self._batch
        self._came = assigned
        log.info("partitions assigned", partitions=sorted(one.partition for one in assigned))
        member = self._consumer._coordinator.member_id  # noqa: SLF001  # it has no other door
        if self._member and member != self._member:
            self._expulsions.append(asyncio.get_running_loop().time())
        self._member = member

    async def _next(self) -> Sequence[ConsumerRecord]:
        if self._moving:
            await asyncio.sleep(POLL_MS / 1_000)
            return ()
        try:
            fetched = await self._gathering.get(timeout_ms=POLL_MS)
        except NoOffsetForPartitionError as error:
            place = error.args[0]
            first = (await self._consumer.beginning_offsets([place]))[place]
            self._consumer.seek(place, first)
            return ()
        except OffsetOutOfRangeError as error:
            raise await out_of_range(self._consumer, error) from error
        except UnicodeDecodeError as error:
            raise self._unreadable(error) from error
        return [one for place in sorted(fetched) for one in fetched[place]]

    def _unreadable(self, error: UnicodeDecodeError) -> TransportError:
        """Return what to do about a record that cannot be read.

        With it the library drops what it took in the same turn. So whoever reads goes back first,
        and takes the records one by one: then it is the only one that is left.
        """
        found = torn(error)
        name = f"{found.place.topic}:{found.place.partition}"
        if self._gathering.batch > 1:
            self._gathering.batch = 1
            return TransportError(
                f"The record at position {found.offset} of {name} cannot be read; those before it"
                " are read one by one."
            )
        return found.sentence(
            f"skip it, and what follows in its batch ({found.after - found.offset - 1}), with"
            f" `kafka-consumer-groups --bootstrap-server {self._connection.bootstrap} --group"
            f" {self._name} --topic {name} --reset-offsets --to-offset {found.after} --execute`,"
            " and send those again"
        )

    async def _begin(self) -> set[TopicPartition]:
        """Send what came to its beginning where its position is of a former topic; return which.

        The library looks for positions by itself, and would stand still for ever if it was sent
        elsewhere meanwhile: so it is waited for.
        """
        came, self._came = self._came, ()
        former = await self._former(came)
        for place in former:
            await self._consumer.position(place)
            self._consumer.seek(place, (await self._consumer.beginning_offsets([place]))[place])
        return former

    async def _former(self, places: Iterable[TopicPartition]) -> set[TopicPartition]:
        """Return those whose committed position is of a topic that was deleted and made again."""
        coordinator = self._consumer._coordinator  # noqa: SLF001  # `committed` hides the metadata
        committed = await coordinator.fetch_committed_offsets(list(places))
        ours = "", self._topic.id  # none where somebody has set the position by hand
        return {place for place, found in committed.items() if found.metadata not in ours}

    async def _pass_over(self, records: Sequence[ConsumerRecord]) -> None:
        """Settle what is before the first records handed out, and what holds none at the end.

        A transaction leaves a marker behind its records, and those that it gave up. Nobody settles
        them, and a worker with nothing to do would be behind for ever.
        """
        for one in records:
            self._settled.setdefault(TopicPartition(one.topic, one.partition), one.offset)
        for place in self._consumer.assignment():
            if self._consumer.last_stable_offset(place) is None:  # it was not read yet
                continue
            # Of a partition with nothing settled nothing is in hand either: its records would be.
            if self._handed <= 0 or place not in self._settled:
                self._settled[place] = await self._consumer.position(place)

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
