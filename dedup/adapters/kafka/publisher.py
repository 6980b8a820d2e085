"""Fingerprints → the log of record, and refused records → the dead letters, of one worker.

Everything is durable, in order, when `append` or `bury` returns. When either raises, nobody knows
what the broker has: `renew`, then go back to the committed position, never on past a gap.
"""

import asyncio
from collections.abc import Mapping, Sequence

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from dedup.adapters.kafka.connection import Connection
from dedup.adapters.kafka.records import Record, dead_record
from dedup.adapters.kafka.sending import START_SECONDS, abandon, producer, send
from dedup.adapters.kafka.topics import Topic
from dedup.core.article import Rejection
from dedup.errors import TransportError
from dedup.ports import STAMP, Delivery, Entry

# A leader election takes seconds; after this the producer is in doubt.
DURABLE_SECONDS = 10.0


class KafkaPublisher:
    """The output of one prepare worker; also its DeadLetters."""

    def __init__(self, connection: Connection, *, fingerprints: Topic, dead: Topic) -> None:
        self._connection = connection
        self._fingerprints = fingerprints
        self._dead = dead
        self._producer: AIOKafkaProducer | None = None

    async def renew(self) -> None:
        """Give the producer up, if there is one, and start a new one. Raises TransportError."""
        await self.close()
        client = producer(self._connection)
        try:
            async with asyncio.timeout(START_SECONDS):
                await client.start()
        except (KafkaError, TimeoutError, OSError) as error:
            await abandon(client)
            raise await self._connection.explain(error) from error
        self._producer = client

    async def close(self) -> None:
        """Let the producer go."""
        if self._producer is not None:
            client, self._producer = self._producer, None
            await abandon(client)

    @property
    def largest(self) -> int:
        """Return how many bytes a fingerprint may have."""
        return self._fingerprints.max_bytes - _BATCH_HEADROOM

    async def append(self, shards: Mapping[int, Sequence[Entry]]) -> None:
        """Append to the partition of each shard, in order."""
        await self._send(
            self._fingerprints.name,
            {shard: [_record(entry) for entry in entries] for shard, entries in shards.items()},
        )

    async def bury(self, delivery: Delivery, rejection: Rejection) -> None:
        """Keep the original record with the reason; may repeat after a crash, never loses one."""
        record = dead_record(delivery, rejection, stage="prepare", most=self._dead.max_bytes)
        await self._send(self._dead.name, {0: [record]}, packed=True)

    async def _send(
        self, topic: str, partitions: Mapping[int, Sequence[Record]], *, packed: bool = False
    ) -> None:
        client = self._producer
        assert client is not None, "renew() comes first"
        try:
            async with asyncio.timeout(DURABLE_SECONDS):
                waiting = [
                    future
                    for partition, records in sorted(partitions.items())
                    for future in await send(client, topic, partition, records, packed=packed)
                ]
                await asyncio.gather(*waiting)
        except (KafkaError, TimeoutError, OSError, AssertionError) as error:
            said = await self._connection.explain(error)
            raise TransportError(f"Topic {topic} did not take a record: {said}") from error


def _record(entry: Entry) -> Record:
    # The record gets a timestamp of its own: retention of the log must not depend on the article's.
    stamp = () if entry.stamp is None else ((STAMP, str(entry.stamp // 1000).encode()),)
    return Record(entry.article, entry.fingerprint, stamp)


_BATCH_HEADROOM = 4_096  # of a batch: its head, the record's head, an article id of 1 KB
