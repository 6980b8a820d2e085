"""Ranges of a log replayed into files: what was asked for; what is missing is told; no trace."""

import asyncio
import json
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import quote

import pytest
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete
from builders import news_day
from commands import dedup
from kafka.stage import Installation, dated

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]

FEED = dated(news_day(60, seed=21))
BEGAN = int(time.time()) - 3_600  # of the first record; then one a second, none too old to keep


def write(installation: Installation, feed: Iterable[dict[str, Any]]) -> None:
    """Write articles whose records are a second apart."""

    async def go() -> None:
        async with AIOKafkaProducer(bootstrap_servers=installation.bootstrap) as producer:
            for number, one in enumerate(feed):
                await producer.send_and_wait(
                    installation.topic("articles"),
                    json.dumps(one, ensure_ascii=False).encode(),
                    timestamp_ms=1000 * (BEGAN + number),
                    partition=0,
                )

    asyncio.run(go())


def replayed(
    installation: Installation, query: str, *, topic: str = "articles", code: int = 0
) -> tuple[list[bytes], str]:
    """The updates of a range, and what was said on standard error."""
    out = installation.folder / "range.jsonl"
    done = dedup(
        "replay", f"kafka://{installation.bootstrap}/{installation.topic(topic)}{query}",
        "--out", out,
    )  # fmt: skip
    assert done.returncode == code, done.stderr.decode()
    return out.read_bytes().splitlines() if out.exists() else [], done.stderr.decode()


def delete_before(installation: Installation, offset: int) -> None:
    async def go() -> None:
        admin = AIOKafkaAdminClient(bootstrap_servers=installation.bootstrap)
        await admin.start()
        place = TopicPartition(installation.topic("articles"), 0)
        await admin.delete_records({place: RecordsToDelete(before_offset=offset)})
        await admin.close()

    asyncio.run(go())


def test_a_range_is_cut_by_offset_or_by_time_and_what_is_missing_is_told(
    installation: Installation,
) -> None:
    installation.topics()
    write(installation, FEED)
    whole = installation.expected(FEED)
    assert replayed(installation, "") == (whole, "")
    part = installation.expected(FEED[10:40])
    assert replayed(installation, "?from=10&to=40") == (part, "")
    begin = datetime.fromtimestamp(BEGAN + 10, UTC).isoformat()  # its + is a space in a query
    end = quote(datetime.fromtimestamp(BEGAN + 40, timezone(timedelta(hours=9))).isoformat())
    assert replayed(installation, f"?from={begin}&to={end}") == (part, "")
    assert replayed(installation, "?from=2090-01-01T00:00:00Z") == ([], "")
    assert replayed(installation, "?from=1960-01-01T00:00:00Z") == (whole, "")
    assert replayed(installation, "?to=2020-01-01T00:00:00Z") == ([], "")
    name = f"{installation.topic('articles')}-0"
    assert replayed(installation, "?to=61") == (whole, f"dedup: {name} ends at 60\n")
    assert replayed(installation, "?from=61") == ([], f"dedup: {name} ends at 60\n")
    delete_before(installation, 10)
    gone = f"dedup: {name} begins at 10: the records before are gone\n"
    assert replayed(installation, "?from=9&to=40") == (part, gone)
    assert replayed(installation, "?to=40") == (part, gone)
    assert replayed(installation, "?from=10&to=40") == (part, "")


def test_what_a_transaction_gave_up_is_no_part_of_a_range(installation: Installation) -> None:
    installation.topics()

    async def go(feed: Sequence[dict[str, Any]], *, kept: bool) -> None:
        producer = AIOKafkaProducer(
            bootstrap_servers=installation.bootstrap, transactional_id=installation.prefix
        )
        async with producer:
            await producer.begin_transaction()
            for one in feed:
                await producer.send_and_wait(
                    installation.topic("articles"), json.dumps(one).encode(), partition=0
                )
            await (producer.commit_transaction() if kept else producer.abort_transaction())

    asyncio.run(go(FEED[:20], kept=True))
    asyncio.run(go(FEED[20:30], kept=False))
    assert replayed(installation, "") == (installation.expected(FEED[:20]), "")


def test_several_partitions_are_merged_in_one_order_and_it_says_so(
    installation: Installation,
) -> None:
    installation.topics(partitions=3)
    installation.articles(FEED)
    first, said = replayed(installation, "")
    assert "has 3 partitions: their records are merged by timestamp" in said
    assert replayed(installation, "") == (first, said)
    named = {json.loads(line)["article"] for line in first} - {""}  # the end of a cluster has none
    assert named == {one["id"] for one in FEED}


def test_a_replay_leaves_no_trace_in_groups_and_topics(installation: Installation) -> None:
    installation.topics()
    installation.articles(FEED)
    stage = installation.run()
    expected = installation.expected(FEED)
    installation.all_out(len(expected), watched=[stage])
    assert stage.stop() == 0
    before = asyncio.run(_traces(installation))
    assert replayed(installation, "?shard=0", topic="fingerprints")[0] == expected
    assert replayed(installation, "?from=3&to=9")[0] == installation.expected(FEED[3:9])
    assert asyncio.run(_traces(installation)) == before
    again = installation.run(log="again.log")
    again.started()
    assert again.stop() == 0
    assert installation.updates() == expected


async def _traces(installation: Installation) -> dict[str, Any]:
    """Every group with its positions, and the end of every topic."""
    admin = AIOKafkaAdminClient(bootstrap_servers=installation.bootstrap)
    await admin.start()
    names = sorted(name for name, _ in await admin.list_consumer_groups())
    ours = [name for name in names if name.startswith(installation.prefix)]
    found: dict[str, Any] = {
        name: {str(place): said for place, said in offsets.items()}
        for name in ours
        for offsets in [await admin.list_consumer_group_offsets(name)]
    }
    await admin.close()
    assert list(found) == [f"{installation.prefix}dedup.prepare"]
    topics = ("articles", "fingerprints", "clusters", "clusters.state", "articles.dlq")
    for topic in topics:
        records = await asyncio.to_thread(installation.records, topic)
        found[topic] = [(one.partition, one.offset) for one in records]
    return found


@pytest.mark.parametrize(
    ("query", "topic", "why"),
    [
        ("?shard=1", "fingerprints", "has no shard 1"),
        ("", "other.articles", "There is no topic"),
    ],
)
def test_a_range_of_what_is_not_there_is_refused(
    installation: Installation, query: str, topic: str, why: str
) -> None:
    installation.topics()
    _, said = replayed(installation, query, topic=topic, code=2)
    assert why in said
    assert said.count("\n") == 1
