"""What a Sink promises, checked on Kafka, and what only Kafka's can do: end a former owner."""

import pytest
from kafka.stage import Installation

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


async def test_what_is_already_out_is_not_written_again(made: Installation) -> None:
    sink = await opened(made)
    await sink.cursor()
    await sink.publish(step(sink, 1, 2))
    await sink.publish(step(sink, 1))
    cursor = await sink.cursor()
    assert cursor is not None
    assert cursor.updates == 2
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
