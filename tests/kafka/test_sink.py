"""What a Sink promises, checked on Kafka, and what only Kafka's can do: end a former owner."""

import asyncio

import pytest
from aiokafka import TopicPartition
from kafka.stage import Installation
from msgspec.structs import replace

from dedup.adapters.kafka.connection import Connection
from dedup.adapters.kafka.last import NEAR, last_value
from dedup.adapters.kafka.records import Record
from dedup.adapters.kafka.sending import producer, send
from dedup.adapters.kafka.sink import CURSOR, KafkaSink, Place
from dedup.adapters.kafka.topics import Names, check, log_name
from dedup.adapters.tally import Tally
from dedup.errors import FencedError, OutputError
from dedup.ports import Cursor, Row, Step

pytestmark = pytest.mark.kafka


async def opened(installation: Installation, *, versions: str = "1.a") -> KafkaSink:
    link = Connection(bootstrap=installation.bootstrap)
    names = Names(installation.prefix)
    topics = await check(link, names, roles=("fingerprints", "clusters", "state", "dead"), shards=1)
    place = Place(
        shard=0,
        application=names.application,
        source="test",
        fingerprints=topics["fingerprints"],
        clusters=topics["clusters"],
        state=topics["state"],
        dead=topics["dead"],
        versions=versions,
    )
    return KafkaSink(link, place, meter=Tally())


def step(sink: KafkaSink, *seqs: int, position: int = 1) -> Step:
    rows = [
        Row(
            "updates",
            seq,
            b"F-1",
            b'{"seq":%d,"shard":0,"at":"2024-01-01T00:00:00Z","cluster":"F-1","level":"family",'
            b'"revision":%d,"change":"joined"}' % (seq, seq),
        )
        for seq in seqs
    ]
    place = sink._place
    return Step(
        rows=rows,
        positions={log_name(place.fingerprints, 0): position},
        cursor=Cursor(updates=max(seqs, default=0), dead=0, chain=b"\x01" * 16),
    )


@pytest.fixture
def made(installation: Installation) -> Installation:
    installation.topics()
    return installation


async def test_a_new_output_has_no_cursor(made: Installation) -> None:
    sink = await opened(made)
    assert await sink.cursor() is None
    await sink.close()


async def test_the_cursor_says_what_was_published_also_by_an_empty_step(
    made: Installation,
) -> None:
    sink = await opened(made)
    await sink.cursor()
    await sink.publish(step(sink, 1, 2))
    await sink.close()
    again = await opened(made)
    assert await again.cursor() == Cursor(updates=2, dead=0, chain=b"\x01" * 16)
    await again.publish(step(again, 3))
    await again.publish(Step(positions=step(again).positions, cursor=step(again, 3).cursor))
    await again.close()
    last = await opened(made)
    cursor = await last.cursor()
    assert cursor is not None
    assert cursor.updates == 3
    await last.close()


async def committed(installation: Installation) -> bytes | None:
    place = TopicPartition(installation.topic("clusters.state"), 0)
    return await last_value(Connection(bootstrap=installation.bootstrap), place, CURSOR)


async def test_an_empty_step_commits_the_same_position_again(made: Installation) -> None:
    sink = await opened(made)
    await sink.cursor()
    first = step(sink, 1, 2, position=7)
    await sink.publish(first)
    before = await committed(made)
    assert before is not None
    assert b'"position":7' in before
    await sink.publish(Step(positions={}, cursor=first.cursor))
    assert await committed(made) == before
    await sink.close()


async def test_the_cursor_is_the_last_committed_one_however_far_back(made: Installation) -> None:
    link = Connection(bootstrap=made.bootstrap)
    place = TopicPartition(made.topic("clusters.state"), 0)
    assert await last_value(link, place, CURSOR) is None
    client = producer(link, transactional_id=made.topic("another"))
    await client.start()
    given_up = [Record(CURSOR, b"given up")]
    for records, kept in (
        ([Record(CURSOR, b"1"), Record(CURSOR, b"2")], True),
        ([Record(b"F-%d" % k, b"a head") for k in range(NEAR)], True),
        (given_up, False),
    ):
        await client.begin_transaction()
        await asyncio.gather(*await send(client, *place, records))
        await (client.commit_transaction() if kept else client.abort_transaction())
    assert await last_value(link, place, CURSOR) == b"2"
    await client.begin_transaction()
    await asyncio.gather(*await send(client, *place, given_up))  # and nobody has decided on it
    assert await last_value(link, place, CURSOR) == b"2"
    await client.stop()


async def test_updates_without_a_cursor_are_not_published_again(made: Installation) -> None:
    client = producer(Connection(bootstrap=made.bootstrap), transactional_id=made.topic("another"))
    await client.start()
    for kept in (False, True):
        await client.begin_transaction()
        await asyncio.gather(*await send(client, made.topic("clusters"), 0, [Record(b"F-1", b"1")]))
        await (client.commit_transaction() if kept else client.abort_transaction())
        sink = await opened(made)
        if kept:
            with pytest.raises(OutputError, match="does not say up to where"):
                await sink.cursor()
        else:  # as a first transaction leaves it that was cut short
            assert await sink.cursor() is None
        await sink.close()
    await client.stop()


async def test_what_is_already_out_is_not_written_again(made: Installation) -> None:
    sink = await opened(made)
    await sink.cursor()
    await sink.publish(step(sink, 1, 2, position=2))
    await sink.publish(step(sink, 1, position=1))
    cursor = await sink.cursor()
    assert cursor is not None
    assert cursor.updates == 2
    await sink.close()


async def test_a_log_that_gives_less_than_the_output_holds_is_not_gone_on_with(
    made: Installation,
) -> None:
    sink = await opened(made)
    await sink.cursor()
    await sink.publish(step(sink, 1, 2, 3, position=9))
    before = await committed(made)
    await sink.publish(step(sink, 1, position=3))  # a state folded again, on its way
    with pytest.raises(OutputError, match="gives fewer than the output holds"):
        await sink.publish(step(sink, 2, position=9))
    more_dead = replace(step(sink, 1, position=3), cursor=Cursor(updates=1, dead=1, chain=b"\x01"))
    with pytest.raises(OutputError, match="gives fewer than the output holds"):
        await sink.publish(more_dead)
    assert await committed(made) == before
    assert len(await asyncio.to_thread(made.updates)) == 3
    await sink.close()


async def test_whoever_asks_for_the_cursor_ends_the_former_owner(made: Installation) -> None:
    former, owner = await opened(made), await opened(made)
    await former.cursor()
    await former.publish(step(former, 1))
    await owner.cursor()
    with pytest.raises(FencedError, match="taken over shard 0"):
        await former.publish(step(former, 2))
    await owner.publish(step(owner, 2))
    await former.close()
    await owner.close()


async def test_an_output_of_other_settings_is_refused(made: Installation) -> None:
    sink = await opened(made)
    await sink.cursor()
    await sink.publish(step(sink, 1))
    await sink.close()
    other = await opened(made, versions="1.b")
    with pytest.raises(OutputError, match="other settings"):
        await other.cursor()
    await other.close()
