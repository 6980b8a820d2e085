"""Raw records → the topic `articles`, at a steady rate: how a demo or a test feeds the stages."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence

import orjson
from aiokafka.errors import KafkaError

from dedup.adapters.kafka.connection import Connection
from dedup.adapters.kafka.records import Record
from dedup.adapters.kafka.sending import abandon, producer, send
from dedup.adapters.kafka.topics import Topic
from dedup.errors import TransportError
from dedup.ports import Delivery

TICK_SECONDS = 0.01  # records that are due within one tick go out together


async def play(
    connection: Connection,
    topic: Topic,
    batches: AsyncIterator[Sequence[Delivery]],
    *,
    rate: float,
    played: Callable[[int], None],
) -> int:
    """Send everything in order, `rate` records a second (0: as fast as the broker takes them).

    Records without an id go to partition 0, others to one that their id decides. `played` hears
    how many are out. Returns their number.
    """
    client = producer(connection)
    loop = asyncio.get_running_loop()
    count = 0
    try:
        await client.start()
        begun = loop.time()
        async for batch in batches:
            for chunk in _chunks(batch, rate):
                if rate:
                    await asyncio.sleep(begun + count / rate - loop.time())
                partitions: dict[int, list[Record]] = {}
                for one in chunk:
                    key = _key(one)
                    place = sum(key or b"") % topic.partitions
                    partitions.setdefault(place, []).append(Record(key, one.value, one.headers))
                waiting = [
                    future
                    for place, records in partitions.items()
                    for future in await send(client, topic.name, place, records)
                ]
                await asyncio.gather(*waiting)
                count += len(chunk)
                played(count)
    except KafkaError as error:
        said = await connection.explain(error)
        raise TransportError(f"Topic {topic.name} did not take a record: {said}") from error
    finally:
        await abandon(client)
    return count


def _chunks(batch: Sequence[Delivery], rate: float) -> list[Sequence[Delivery]]:
    size = max(1, round(rate * TICK_SECONDS)) if rate else len(batch)
    return [batch[start : start + size] for start in range(0, len(batch), size)]


def _key(delivery: Delivery) -> bytes | None:
    if delivery.key is not None:
        return delivery.key
    try:
        record = orjson.loads(delivery.value or b"")
    except orjson.JSONDecodeError:
        return None
    name = record.get("id") if isinstance(record, dict) else None
    return name.encode("utf-8", "replace") if isinstance(name, str) and name else None
