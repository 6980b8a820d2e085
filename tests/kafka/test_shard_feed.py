"""The live log of a shard: every record once, in order, however they trickle in."""

import asyncio
from contextlib import aclosing

import pytest
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete
from kafka.stage import Installation

from dedup.adapters.kafka.connection import Connection
from dedup.adapters.kafka.feed import ShardFeed
from dedup.adapters.kafka.topics import Names, check

pytestmark = pytest.mark.kafka


async def test_records_that_trickle_in_come_once_and_in_order(installation: Installation) -> None:
    installation.topics()
    link = Connection(bootstrap=installation.bootstrap)
    topics = await check(link, Names(installation.prefix), roles=("fingerprints",), shards=1)
    topic = topics["fingerprints"]

    async def trickle() -> None:
        async with AIOKafkaProducer(bootstrap_servers=installation.bootstrap) as producer:
            for number in range(200):
                await producer.send_and_wait(topic.name, b"%d" % number, partition=0)

    sending = asyncio.create_task(trickle())
    found: list[tuple[int, bytes | None]] = []
    sizes: list[int] = []
    feed = ShardFeed(link, topic, 0, batch=7)
    async with asyncio.timeout(60), aclosing(feed.deliveries({})) as batches:
        async for batch in batches:
            found += [(one.position, one.value) for one in batch]
            sizes.append(len(batch))
            if len(found) >= 200:
                break
    await sending
    assert found == [(number, b"%d" % number) for number in range(200)]
    assert max(sizes) <= 7


async def test_a_log_that_was_emptied_begins_where_it_ends(installation: Installation) -> None:
    await asyncio.to_thread(installation.topics)
    await asyncio.to_thread(installation.produce, [(None, b"f")] * 9, topic="fingerprints")
    link = Connection(bootstrap=installation.bootstrap)
    topics = await check(link, Names(installation.prefix), roles=("fingerprints",), shards=1)
    admin = AIOKafkaAdminClient(bootstrap_servers=installation.bootstrap)
    await admin.start()
    place = TopicPartition(topics["fingerprints"].name, 0)
    await admin.delete_records({place: RecordsToDelete(before_offset=9)})
    await admin.close()
    feed = ShardFeed(link, topics["fingerprints"], 0, batch=7)
    assert (feed.begin(), feed.end()) == (None, None)
    async with asyncio.timeout(60), aclosing(feed.deliveries({})) as batches:
        while feed.end() is None:
            assert not await anext(batches)
        assert (feed.begin(), feed.end()) == (9, 9)
