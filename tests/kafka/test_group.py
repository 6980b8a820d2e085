"""A worker's share of `articles`: what is settled, how much waits, and how partitions move."""

import asyncio
import gc
import json
import signal
import time
from collections import deque
from collections.abc import Callable, Sequence

import pytest
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.conn import AIOKafkaConnection
from builders import news_day
from kafka.broker import Broker
from kafka.stage import Installation, dated, until

from dedup.adapters.kafka.connection import Connection
from dedup.adapters.kafka.feed import Ends
from dedup.adapters.kafka.group import DRAIN_SECONDS, GroupFeed
from dedup.adapters.kafka.topics import Names, check
from dedup.ports import Delivery

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]

FEED = dated(news_day(30, seed=22))


async def member(installation: Installation, name: str, *, batch: int) -> GroupFeed:
    link = Connection(bootstrap=installation.bootstrap)
    names = Names(installation.prefix)
    topics = await check(link, names, roles=("articles",), shards=1)
    return GroupFeed(link, topics["articles"], names, instance=name, batch=batch)


async def filled(installation: Installation, count: int) -> None:
    async with AIOKafkaProducer(bootstrap_servers=installation.bootstrap) as producer:
        topic = installation.topic("articles")
        sent = [await producer.send(topic, b"%d" % n, partition=n % 2) for n in range(count)]
        await asyncio.gather(*sent)


class Worker:
    """Reads ahead of what it settles, as prepare does."""

    def __init__(self, feed: GroupFeed) -> None:
        self.feed = feed
        self.done: list[tuple[str, int]] = []

    async def work(self) -> None:
        await self.feed.start()
        ahead: deque[Sequence[Delivery]] = deque()
        async for batch in self.feed.deliveries():
            await asyncio.sleep(
                0.02
            )  # a thousand a second: no partition ends before the other came
            ahead.append(batch)
            if len(ahead) > 3 or not batch:
                for one in list(ahead) if not batch else [ahead[0]]:
                    ahead.popleft()
                    self.done += [(each.partition, each.position) for each in one]
                    self.feed.settle(one)


async def holds(condition: Callable[[], object]) -> None:
    while not condition():  # noqa: ASYNC110  # what is asked for has no event
        await asyncio.sleep(0.01)


async def test_partitions_move_in_the_middle_of_a_backlog_and_nothing_is_repeated(
    installation: Installation,
) -> None:
    await asyncio.to_thread(installation.topics, partitions=2)
    await filled(installation, 16_000)
    first, second = [Worker(await member(installation, name, batch=20)) for name in ("1", "2")]
    working = [asyncio.create_task(first.work())]
    try:
        async with asyncio.timeout(60):
            await holds(lambda: len(first.done) >= 200)
            begun = time.monotonic()
            working.append(asyncio.create_task(second.work()))
            await holds(lambda: second.done)
            assert time.monotonic() - begun < DRAIN_SECONDS
            assert len(first.done) < 16_000
            await holds(lambda: len(first.done) + len(second.done) >= 16_000)
    finally:
        for task in working:
            task.cancel()
        await asyncio.wait(working)
        for worker in (first, second):
            await worker.feed.close()
    done = first.done + second.done
    assert len(set(done)) == len(done) == 16_000


def test_what_a_transaction_leaves_in_a_partition_is_no_work_that_waits(
    installation: Installation,
) -> None:
    installation.topics()
    stage = installation.run("--stage", "prepare", DEDUP_RUN__ALIVE_SECONDS="2")
    stage.started()

    async def write(*, kept: bool) -> None:
        async with AIOKafkaProducer(
            bootstrap_servers=installation.bootstrap, transactional_id=installation.prefix
        ) as producer:
            await producer.begin_transaction()
            for one in FEED:
                await producer.send_and_wait(
                    installation.topic("articles"), json.dumps(one).encode(), partition=0
                )
            await (producer.commit_transaction() if kept else producer.abort_transaction())

    lag = f'dedup_lag_records{{partition="{installation.topic("articles")}-0",stage="prepare"}}'

    def worked_off() -> bool:
        return f"{lag} 0.0" in stage.door("/metrics")[1].decode()

    for kept, end in ((True, 31), (False, 62)):  # the records and the marker behind them
        asyncio.run(write(kept=kept))
        until("committed to the end", lambda end=end: _committed(installation) == end)
        until("nothing waits", worked_off)
    assert len(installation.records("fingerprints")) == len(FEED)
    assert stage.door("/livez")[0] == 200
    assert stage.stop() == 0


def _committed(installation: Installation) -> int | None:
    async def ask() -> int | None:
        async with Connection(bootstrap=installation.bootstrap).admin() as admin:
            found = await admin.list_consumer_group_offsets(f"{installation.prefix}dedup.prepare")
        said = found.get(TopicPartition(installation.topic("articles"), 0))
        return None if said is None else int(said.offset)

    return asyncio.run(ask())


@pytest.mark.parametrize("packed", ["gzip", "snappy", "lz4", "zstd"])
async def test_records_are_taken_however_they_are_compressed(
    installation: Installation, packed: str
) -> None:
    await asyncio.to_thread(installation.topics)
    values = [json.dumps(one).encode() for one in FEED]
    async with AIOKafkaProducer(
        bootstrap_servers=installation.bootstrap, compression_type=packed, linger_ms=20
    ) as producer:
        topic = installation.topic("articles")
        sent = [await producer.send(topic, value, partition=0) for value in values]
        await asyncio.gather(*sent)
    feed = await member(installation, "1", batch=100)
    await feed.start()
    deliveries, taken = feed.deliveries(), 0
    async with asyncio.timeout(60):
        while taken < len(values):
            batch = await anext(deliveries)
            assert [one.value for one in batch] == values[taken : taken + len(batch)]
            taken += len(batch)
            feed.settle(batch)
    await deliveries.aclose()
    await feed.close()


async def before_fifty(installation: Installation, *, partitions: int) -> GroupFeed:
    """A member that has just been started; fifty records are in the first partition."""
    await asyncio.to_thread(installation.topics, partitions=partitions)
    async with AIOKafkaProducer(bootstrap_servers=installation.bootstrap) as producer:
        for number in range(50):
            await producer.send(installation.topic("articles"), b"%d" % number, partition=0)
    feed = await member(installation, "1", batch=20)
    await feed.start()
    return feed


async def test_how_far_behind_it_is_is_known_with_the_first_records_and_not_before(
    installation: Installation,
) -> None:
    feed = await before_fifty(installation, partitions=1)
    assert feed.lags() is None
    place = f"{installation.topic('articles')}-0"
    deliveries = feed.deliveries()
    async with asyncio.timeout(60):
        while not (batch := await anext(deliveries)):
            assert feed.lags() in (None, {place: 50})
        assert feed.lags() == {place: 50}
        feed.settle(batch)
        assert feed.lags() == {place: 30}
    await deliveries.aclose()
    await feed.close()


async def test_a_partition_without_records_is_known_while_another_is_worked_off(
    installation: Installation,
) -> None:
    feed = await before_fifty(installation, partitions=2)
    topic = installation.topic("articles")
    deliveries = feed.deliveries()
    async with asyncio.timeout(60):
        while not await anext(deliveries):
            pass
        while feed.lags() is None:  # the reader still has all that it was given
            await anext(deliveries)
        assert feed.lags() == {f"{topic}-0": 50, f"{topic}-1": 0}
    await deliveries.aclose()
    await feed.close()


async def test_how_far_behind_it_is_is_known_also_while_nothing_is_taken(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dedup.adapters.kafka.feed.ASK_SECONDS", 0.2)
    await asyncio.to_thread(installation.topics)
    place = f"{installation.topic('articles')}-0"

    async def write() -> None:
        records: list[tuple[bytes | None, bytes | None]] = [(None, b"x")] * 50
        await asyncio.to_thread(installation.produce, records)

    await write()
    group = await member(installation, "1", batch=20)
    await group.start()
    deliveries = group.deliveries()
    async with asyncio.timeout(60):
        while not await anext(deliveries):
            pass
        assert group.lags() == {place: 50}
        await write()
        await holds(lambda: group.lags() == {place: 100})
    await deliveries.aclose()
    await group.close()


async def test_who_stops_asking_at_any_moment_leaves_no_connection_open(bootstrap: str) -> None:
    for turns in range(0, 400, 4):
        ends = Ends(Connection(bootstrap=bootstrap), tuple)
        ends.start()
        for _ in range(turns):
            await asyncio.sleep(0)
        await ends.close()
    found = [one for one in gc.get_objects() if isinstance(one, AIOKafkaConnection)]
    assert not any(one.connected() for one in found)


async def test_how_far_behind_it_is_is_not_known_while_the_broker_stands_still(
    own_broker: Callable[..., Broker],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("dedup.adapters.kafka.feed.ASK_SECONDS", 0.2)
    monkeypatch.setattr("dedup.adapters.kafka.feed.STALE_SECONDS", 2.0)
    broker = await asyncio.to_thread(own_broker, 1)
    installation = Installation(broker.bootstrap, tmp_path_factory.mktemp("run"))
    await asyncio.to_thread(installation.topics)
    await asyncio.to_thread(installation.produce, [(None, b"x")])
    group = await member(installation, "1", batch=20)
    await group.start()
    deliveries = group.deliveries()
    async with asyncio.timeout(60):
        while not (batch := await anext(deliveries)):
            pass
        group.settle(batch)
        await holds(lambda: list((group.lags() or {}).values()) == [0])
        broker.freeze(0)
        await holds(lambda: group.lags() is None)
        broker.nodes[0].signal(signal.SIGCONT)
        await holds(lambda: group.lags() is not None)
    await deliveries.aclose()
    await group.close()
