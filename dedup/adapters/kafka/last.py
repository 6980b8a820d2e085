"""A partition → what is committed in it: the last record of a key, or whether there is any."""

from aiokafka import AIOKafkaConsumer, TopicPartition

from dedup.adapters.kafka.connection import Connection
from dedup.adapters.kafka.feed import POLL_MS, close, reading

# Offsets looked through at the end of the partition; eight times as many further back each time.
NEAR = 256


async def last_value(connection: Connection, place: TopicPartition, key: bytes) -> bytes | None:
    """Return the value that was committed last under a key, None where there is none.

    Reads to the last stable offset. Raises KafkaError.
    """
    consumer = reading(connection)
    try:
        await consumer.start()
        first = (await consumer.beginning_offsets([place]))[place]
        end = (await consumer.end_offsets([place]))[place]
        consumer.assign([place])
        size = NEAR
        while end > first:
            begin = max(first, end - size)
            found = await _last_within(consumer, place, key, begin, end)
            if found is not None:
                return found
            end, size = begin, 8 * size
        return None
    finally:
        await close(consumer)


async def holds_any(connection: Connection, place: TopicPartition) -> bool:
    """Say whether the partition holds a committed record. Raises KafkaError."""
    consumer = reading(connection)
    try:
        await consumer.start()
        end = (await consumer.end_offsets([place]))[place]
        consumer.assign([place])
        consumer.seek(place, (await consumer.beginning_offsets([place]))[place])
        while await consumer.position(place) < end:  # which markers move on too
            if await consumer.getmany(place, timeout_ms=POLL_MS, max_records=1):
                return True
        return False
    finally:
        await close(consumer)


async def _last_within(
    consumer: AIOKafkaConsumer, place: TopicPartition, key: bytes, begin: int, end: int
) -> bytes | None:
    found: bytes | None = None
    consumer.seek(place, begin)
    # what is not a record moves the position too: markers, what was given up, what is compacted
    while await consumer.position(place) < end:
        fetched = await consumer.getmany(place, timeout_ms=POLL_MS)
        for record in fetched.get(place, ()):
            if record.key == key and record.offset < end:
                found = record.value
    return found
