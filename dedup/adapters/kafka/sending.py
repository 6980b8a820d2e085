"""Records → batches of one producer; and how a producer is given up without waiting for it."""

import asyncio
import contextlib
from collections.abc import Iterable, Sequence
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.record.default_records import DefaultRecordBatch

from dedup.adapters.kafka.connection import Connection
from dedup.adapters.kafka.records import Record

# Bytes of one batch: below the 1 MiB that a topic takes by default. A single larger record goes
# out alone, whatever its size: the topic's own limit decides.
BATCH_BYTES = 512 * 1024
# How long the library sleeps before it asks again. 20: now and then the first write of a
# transaction is refused while the leader checks it with the coordinator; waiting 100 ms (the
# default) made p99 of a transaction 114 ms, 20 makes it 27, 5 makes it 11 but asks a broker that
# is down 200 times a second (one node, 300 transactions each).
RETRY_BACKOFF_MS = 20
START_SECONDS = 20.0  # to find the coordinator and to end an open transaction of a former owner
_STOP_SECONDS = 2.0  # nobody waits for a producer that is in doubt


def producer(connection: Connection, **more: Any) -> AIOKafkaProducer:
    """Return a producer, not started, that loses and doubles nothing while it lives."""
    return AIOKafkaProducer(
        **connection.options(),
        enable_idempotence=True,
        max_batch_size=BATCH_BYTES,
        retry_backoff_ms=RETRY_BACKOFF_MS,
        **more,
    )


async def send(
    client: AIOKafkaProducer,
    topic: str,
    partition: int,
    records: Iterable[Record],
    *,
    packed: bool = False,
) -> Sequence[asyncio.Future[Any]]:
    """Hand the records over in order; the futures are done when the broker has them all.

    `packed` compresses them: what came compressed may be too large for any topic as it is.
    """
    futures: list[asyncio.Future[Any]] = []
    batch = _batch(client, packed=packed)
    for record in records:
        if _added(batch, record):
            continue
        futures.append(await _sent(client, batch, topic, partition))
        batch = _batch(client, packed=packed)
        _added(batch, record)  # the first record of a batch always fits
    if batch.record_count():
        futures.append(await _sent(client, batch, topic, partition))
    return futures


def _batch(client: AIOKafkaProducer, *, packed: bool) -> Any:
    """Return an empty batch; the library itself compresses all batches of a producer, or none."""
    if not packed:
        return client.create_batch()
    return BatchBuilder(
        BATCH_BYTES,
        DefaultRecordBatch.CODEC_GZIP,
        is_transactional=client._txn_manager.transactional_id is not None,  # noqa: SLF001  # it has no other door
    )


async def _sent(
    client: AIOKafkaProducer, batch: Any, topic: str, partition: int
) -> asyncio.Future[Any]:
    future: asyncio.Future[Any] = await client.send_batch(batch, topic, partition=partition)
    # When one of several fails, nobody asks the others; they need not complain.
    future.add_done_callback(lambda done: done.cancelled() or done.exception())
    return future


def _added(batch: Any, record: Record) -> bool:
    return (
        batch.append(
            timestamp=None, key=record.key, value=record.value, headers=list(record.headers)
        )
        is not None
    )


async def abandon(client: AIOKafkaProducer) -> None:
    """Stop a producer; what it still has to send is dropped after a short while."""
    with contextlib.suppress(KafkaError, TimeoutError, OSError, AssertionError):
        async with asyncio.timeout(_STOP_SECONDS):
            await client.stop()
    with contextlib.suppress(KafkaError, OSError):
        await client.client.close()
