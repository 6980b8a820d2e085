"""One topic partition → deliveries in offset order: the log of a shard, live.

Begins exactly after the position it is given; without one, at the beginning. Never jumps: records
that retention has taken, or a topic that was deleted and made again, end it with one sentence.
"""

import asyncio
import contextlib
import traceback
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError, OffsetOutOfRangeError
from aiokafka.structs import ConsumerRecord

from dedup.adapters.kafka.connection import Connection
from dedup.adapters.kafka.topics import Topic, log_name
from dedup.core.article import Micros
from dedup.errors import TransportError, UnreadableError
from dedup.ports import Delivery, Format, Positions

# A fetch answers as soon as there is anything; without anything, after this long.
POLL_MS = 500
# Bytes of one partition in one fetch: about a thousand fingerprints.
FETCH_BYTES = 8 * 1024 * 1024
# Between two small fetches of a partition. Each costs prepare, detection and broker some 3 ms of
# work together, however few articles it holds, which is more than detecting them takes.
GATHER_SECONDS = 0.01
ASK_SECONDS = 3.0  # between two questions where partitions end
STALE_SECONDS = 15.0  # without an answer, nobody knows where they end
_STOP_SECONDS = 3.0


def delivery(record: ConsumerRecord, *, log: str, form: Format) -> Delivery:
    """Return the record with the position after it."""
    return Delivery(
        value=record.value,
        partition=log,
        position=record.offset,
        next=record.offset + 1,
        format=form,
        key=record.key,
        headers=tuple(record.headers),
        stamp=Micros(record.timestamp * 1000) if record.timestamp >= 0 else None,
        found=(f"{record.topic}-{record.partition}", record.offset),
    )


def reading(connection: Connection, **more: Any) -> AIOKafkaConsumer:
    """Return a consumer, not started, that commits and jumps only when told to."""
    return AIOKafkaConsumer(
        **connection.options(),
        auto_offset_reset="none",
        enable_auto_commit=False,
        isolation_level="read_committed",
        max_partition_fetch_bytes=FETCH_BYTES,
        fetch_max_wait_ms=POLL_MS,
        retry_backoff_ms=100,
        **more,
    )


async def close(consumer: AIOKafkaConsumer) -> None:
    """Stop a consumer, within a bounded time.

    In a task of its own: a consumer that was never assigned anything ends its stop as if it had
    been cancelled, which must not look like a cancellation of ours.
    """
    await asyncio.wait([asyncio.create_task(consumer.stop())], timeout=_STOP_SECONDS)


class Gathering:
    """A consumer whose small fetches are kept apart, so that there are fewer and larger ones.

    The library fetches ahead: as soon as something was taken, it asks for more, and the broker
    answers with the first record it gets. So partitions are paused after a small fetch. Nothing
    waits that comes alone, and nothing when there is much.
    """

    def __init__(self, consumer: AIOKafkaConsumer, *, batch: int) -> None:
        """`batch` is the largest number of records that are handed on together."""
        self._consumer = consumer
        self.batch = batch
        self._until = 0.0  # loop time at which the next fetch may be sent

    async def get(self, *, timeout_ms: int) -> Mapping[TopicPartition, Sequence[ConsumerRecord]]:
        """Return the next records; none when nothing came in time."""
        consumer, loop = self._consumer, asyncio.get_running_loop()
        if (early := self._until - loop.time()) > 0:
            await asyncio.sleep(early)
        consumer.resume(*(consumer.paused() & consumer.assignment()))
        fetched: Mapping[TopicPartition, Sequence[ConsumerRecord]] = await consumer.getmany(
            timeout_ms=timeout_ms, max_records=self.batch
        )
        if 0 < sum(map(len, fetched.values())) < self.batch:
            consumer.pause(*consumer.assignment())
            self._until = loop.time() + GATHER_SECONDS
        return fetched


class Ends:
    """Where partitions end by now, asked beside their reading. `start`, then `of`, then `close`.

    A fetch says it too, but whoever is busy fetches nothing, and a broker that stands still answers
    nothing: what was said last would be taken for what is.
    """

    def __init__(
        self, connection: Connection, places: Callable[[], Iterable[TopicPartition]]
    ) -> None:
        """`places` says which partitions they are at the moment."""
        self._connection = connection
        self._places = places
        self._ends: Mapping[TopicPartition, int] = {}
        self._heard = 0.0  # loop time of the last answer
        self._asking: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to ask."""
        self._heard = asyncio.get_running_loop().time()
        self._asking = asyncio.create_task(self._ask())

    async def close(self) -> None:
        """Ask no more."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.wait([self._asking])

    def of(self, place: TopicPartition, *, fetched: int | None) -> int | None:
        """Return where it ends, at least where a fetch has said; None where that may be old."""
        stale = asyncio.get_running_loop().time() - self._heard > STALE_SECONDS
        return None if fetched is None or stale else max(fetched, self._ends.get(place, 0))

    async def _ask(self) -> None:
        while True:
            with contextlib.suppress(KafkaError, TransportError, TimeoutError, OSError):
                # a consumer of its own: one that fetches has its answers wait for records
                await self._ask_with(reading(self._connection))
            await asyncio.sleep(ASK_SECONDS)

    async def _ask_with(self, consumer: AIOKafkaConsumer) -> None:
        # cancelled on its way the library leaves a connection open, so it gets there first
        start = asyncio.create_task(consumer.start())
        try:
            await asyncio.shield(start)
            while True:
                self._ends = await consumer.end_offsets(list(self._places()))
                self._heard = asyncio.get_running_loop().time()
                await asyncio.sleep(ASK_SECONDS)
        finally:
            await asyncio.wait([start], timeout=_STOP_SECONDS)
            await close(consumer)


def fitting(topic: Topic, partition: int, positions: Positions) -> int | None:
    """Return the position in this partition; TransportError where it is of a former topic."""
    log = log_name(topic, partition)
    former, _, _ = log.partition("@")
    for name in positions:
        if name != log and name.startswith(f"{former}@"):
            raise TransportError(
                f"Topic {topic.name} was deleted and made again: what the state knows of it no"
                " longer holds; start with a new state, new output topics and a new prefix."
            )
    return positions.get(log)


def alone(topic: Topic, partition: int, positions: Positions) -> int | None:
    """Return what `fitting` does for a state that reads nothing but this partition.

    Raises TransportError where it has read anything else: it is the state of another stage.
    """
    position, log = fitting(topic, partition, positions), log_name(topic, partition)
    for name in positions:
        if name != log:
            raise TransportError(
                f"The state has read {name.partition('@')[0]}, and this stage reads"
                f" {log.partition('@')[0]}; give it a state folder of its own."
            )
    return position


async def out_of_range(consumer: AIOKafkaConsumer, error: OffsetOutOfRangeError) -> TransportError:
    """Return the sentence for a position that its partition does not hold."""
    (offsets,) = error.args
    ((place, offset),) = offsets.items()
    first = (await consumer.beginning_offsets([place]))[place]
    last = (await consumer.end_offsets([place]))[place]
    return TransportError(
        f"Position {offset} of {place.topic}-{place.partition} is out of range, it holds {first} to"
        f" {last}: records were deleted before they were read, or the topic was changed; nothing"
        " is skipped without being asked."
    )


class Torn(NamedTuple):
    """A record that the library cannot take apart."""

    place: TopicPartition
    offset: int
    after: int  # where the next batch begins: read from within, a batch is taken apart as a whole

    def sentence(self, advice: str) -> UnreadableError:
        """Return the error that says which it is."""
        return UnreadableError(
            f"The record at position {self.offset} of {self.place.topic}-{self.place.partition}"
            f" cannot be read, as the name of one of its headers is not UTF-8; {advice}."
        )


def torn(error: UnicodeDecodeError) -> Torn:
    """Return which record it was.

    The library decodes the names of headers, which may be any bytes, and does not say of which
    record: where it stood is all there is.
    """
    inside = next(
        frame.f_locals
        for frame, _ in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_name == "_unpack_records"
    )
    return Torn(inside["tp"], inside["self"].next_fetch_offset, inside["next_batch"].next_offset)


class ShardFeed:
    """The live log of one shard."""

    def __init__(self, connection: Connection, topic: Topic, partition: int, *, batch: int) -> None:
        """`batch` is the largest number of records that are handed on together."""
        self._connection = connection
        self._topic = topic
        self._place = TopicPartition(topic.name, partition)
        self._log = log_name(topic, partition)
        self._batch = batch
        self._consumer: AIOKafkaConsumer | None = None
        self._ends = Ends(connection, lambda: (self._place,))
        self._begin: int | None = None

    def begin(self) -> int | None:
        """Return the position that reading began at, once it is known."""
        return self._begin

    def end(self) -> int | None:
        """Return the position after the last record of the log; None where the broker is silent."""
        if self._consumer is None or not self._consumer.assignment():
            return None
        return self._ends.of(self._place, fetched=self._consumer.last_stable_offset(self._place))

    async def deliveries(self, after: Positions) -> AsyncGenerator[Sequence[Delivery], None]:
        """Yield batches for ever, after the given position, in offset order; empty when idle."""
        position = alone(self._topic, self._place.partition, after)
        consumer = reading(self._connection)
        try:
            await consumer.start()
            if position is None:
                position = (await consumer.beginning_offsets([self._place]))[self._place]
            self._begin = position
            consumer.assign([self._place])
            consumer.seek(self._place, position)  # at once: nobody looks for a position meanwhile
            self._consumer = consumer
            self._ends.start()
            gathering = Gathering(consumer, batch=self._batch)
            while True:
                records = await self._next(consumer, gathering)
                yield [delivery(one, log=self._log, form="fingerprint") for one in records]
        except KafkaError as error:
            raise await self._connection.explain(error) from error
        finally:
            self._consumer = None
            await asyncio.gather(self._ends.close(), close(consumer))

    async def _next(
        self, consumer: AIOKafkaConsumer, gathering: Gathering
    ) -> Sequence[ConsumerRecord]:
        try:
            fetched = await gathering.get(timeout_ms=POLL_MS)
        except OffsetOutOfRangeError as error:
            raise await out_of_range(consumer, error) from error
        except UnicodeDecodeError as error:
            raise torn(error).sentence(
                "something else writes to this log: start with a new prefix and a new state"
                " folder, and play the articles again"
            ) from error
        return fetched.get(self._place, ())
