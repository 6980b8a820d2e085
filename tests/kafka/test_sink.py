"""What a Sink promises, checked on Kafka, and what only Kafka's can do: end a former owner."""

import asyncio
from collections.abc import Callable

import pytest
from aiokafka import TopicPartition
from kafka.broker import Broker
from kafka.stage import Installation
from msgspec.structs import replace

from dedup.adapters.kafka.connection import Connection
from dedup.adapters.kafka.sink import KafkaSink, Place
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


async def committed(installation: Installation) -> tuple[int, str]:
    names = Names(installation.prefix)
    place = TopicPartition(installation.topic("fingerprints"), 0)
    async with asyncio.timeout(30), Connection(bootstrap=installation.bootstrap).admin() as admin:
        found = {}
        while place not in found:  # the marker of a transaction comes behind its commit
            found = await admin.list_consumer_group_offsets(f"{names.application}.detect")
    return found[place].offset, found[place].metadata


async def test_an_empty_step_commits_the_same_position_again(made: Installation) -> None:
    sink = await opened(made)
    await sink.cursor()
    first = step(sink, 1, 2, position=7)
    await sink.publish(first)
    before = await committed(made)
    assert before[0] == 7
    await sink.publish(Step(positions={}, cursor=first.cursor))
    assert await committed(made) == before
    await sink.close()


@pytest.mark.soak
async def test_a_cursor_that_is_said_again_outlives_the_retention_of_offsets(
    own_broker: Callable[..., Broker], tmp_path_factory: pytest.TempPathFactory
) -> None:
    broker = own_broker(
        1, "offsets.retention.minutes=1", "offsets.retention.check.interval.ms=1000"
    )
    made = [Installation(broker.bootstrap, tmp_path_factory.mktemp("run")) for _ in range(2)]
    for one in made:
        await asyncio.to_thread(one.topics)
    kept, left = [await opened(one) for one in made]
    for sink in (kept, left):
        await sink.cursor()
        await sink.publish(step(sink, 1))
    for _ in range(5):
        await asyncio.sleep(20)
        await kept.publish(Step(positions={}, cursor=step(kept, 1).cursor))
    assert await left.cursor() is None
    assert await kept.cursor() == step(kept, 1).cursor
    await kept.close()
    await left.close()


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
