"""What cannot be read is kept with the reason; where it cannot be kept, nothing goes on."""

import asyncio
import json
import os
import re
from collections.abc import Sequence

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy
from builders import article, news_day
from commands import dedup
from kafka.stage import Installation, dated, until

from dedup.adapters.kafka.records import CUT_BYTES

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]

FEED = dated(news_day(20, seed=24))


def test_every_record_that_cannot_be_read_is_kept_with_the_reason(
    installation: Installation,
) -> None:
    installation.topics()
    good = article("good", received="2024-03-03T09:00:00+09:00")
    poison = {
        b"not json": b"{not json",
        b"a list": b"[]",
        b"bytes": b'{"id": "\xff\xfe"}',
        b"no text": b'{"id": "empty", "title": "", "body": ""}',
        b"random": os.urandom(1_000),
        b"large": b'{"id": "large", "title": "t", "body": "' + b"x" * 900_000 + b'"}',
    }
    installation.produce(poison.items())
    installation.produce([(None, b"{}"), (b"gone", None)])
    asyncio.run(_nothing_at_all(installation))
    installation.articles([good])
    stage = installation.run(DEDUP_INPUT__MAX_RECORD_BYTES="500000")
    updates = installation.all_out(2, watched=[stage])
    assert all(b'"good"' in line for line in updates)
    dead = installation.records("articles.dlq")
    assert [record.value for record in dead] == [*poison.values(), b"{}", None]
    reasons = [dict(record.headers)["dedup.error.reason"].decode() for record in dead]
    assert reasons[:3] == ["malformed", "malformed", "encoding"]
    assert reasons[5:] == ["oversize", "no_text", "no_identity"]
    assert dict(dead[-1].headers)["trace"] == b"t"
    first = dead[0]
    assert first.key.decode() == f"{installation.topic('articles')}-0-0"
    assert dict(first.headers)["dedup.error.key"] == b"not json"
    assert dict(first.headers)["dedup.error.offset"] == b"0"
    status, text = stage.door("/metrics")
    assert status == 200
    assert b'dedup_deliveries_total{outcome="rejected",reason="oversize"} 1.0' in text
    assert b'dedup_dead_letters_total{stage="prepare"} 8.0' in text


def test_without_a_place_for_dead_letters_nothing_goes_on(installation: Installation) -> None:
    installation.topics()
    stage = installation.run("--stage", "prepare")
    until("partitions", lambda: "partitions assigned" in stage.said())
    installation.delete_topic("articles.dlq")
    installation.produce([(b"poison", b"{")])
    assert stage.end() == 2
    assert "articles.dlq" in stage.said()


async def _nothing_at_all(installation: Installation) -> None:
    """A record with neither key nor value, which only other clients write."""
    async with AIOKafkaProducer(bootstrap_servers=installation.bootstrap) as producer:
        batch = producer.create_batch()
        batch.append(timestamp=None, key=None, value=None, headers=[("trace", b"t")])
        await (await producer.send_batch(batch, installation.topic("articles"), partition=0))


def test_what_is_no_fingerprint_in_the_log_is_kept_once_beside_the_updates(
    installation: Installation,
) -> None:
    installation.topics()
    installation.articles(FEED[:10])
    stage = installation.run()
    begun = len(installation.all_out(18, watched=[stage]))
    installation.produce([(b"x", b"garbage"), (b"y", None)], topic="fingerprints")
    until("both are kept", lambda: len(installation.records("articles.dlq")) == 2)
    installation.articles(FEED[10:])
    expected = installation.expected(FEED)
    assert begun <= len(expected)
    assert installation.all_out(len(expected), watched=[stage]) == expected
    first, second = installation.records("articles.dlq")
    log = installation.topic("fingerprints")
    assert (first.key.decode(), first.value) == (f"{log}-0-10", b"garbage")
    assert (second.key.decode(), second.value) == (f"{log}-0-11", None)
    headers = dict(first.headers)
    assert headers["dedup.error.stage"] == b"detect"
    assert headers["dedup.error.reason"] == b"malformed"
    assert headers["dedup.error.key"] == b"x"
    assert stage.stop() == 0
    again = installation.run(log="again.log")
    again.started()
    assert again.stop() == 0
    assert len(installation.records("articles.dlq")) == 2


@pytest.mark.parametrize(("stage", "poisoned"), [("prepare", "articles"), ("both", "fingerprints")])
def test_a_record_that_is_small_only_compressed_is_kept_and_does_not_stop_the_stage(
    installation: Installation, stage: str, poisoned: str
) -> None:
    installation.topics()
    even = b"x" * 12_000_000
    # zstd sees that it is one megabyte, again and again; gzip does not look that far back
    far = os.urandom(900_000) * 12
    installation.produce([(b"even", even)], topic=poisoned, packed="gzip")
    installation.produce([(b"far", far)], topic=poisoned, packed="zstd")
    installation.produce([(b"last", b"[]")], topic=poisoned)
    running = installation.run("--stage", stage)
    until("all are kept", lambda: len(installation.records("articles.dlq")) == 3)
    whole, cut, last = installation.records("articles.dlq")
    assert (whole.value, last.value) == (even, b"[]")
    assert dict(whole.headers)["dedup.error.key"] == b"even"
    assert cut.value == far[:CUT_BYTES]
    assert dict(cut.headers)["dedup.error.truncated"] == b"%d" % len(far)
    assert running.stop() == 0


async def _small(installation: Installation) -> None:
    """Let the dead letters take hardly anything any more."""
    admin = AIOKafkaAdminClient(bootstrap_servers=installation.bootstrap)
    await admin.start()
    name = installation.topic("articles.dlq")
    setting = ConfigResource(ConfigResourceType.TOPIC, name, {"max.message.bytes": "200"})
    await admin.alter_configs([setting])
    await admin.close()


@pytest.mark.parametrize(("stage", "poisoned"), [("prepare", "articles"), ("both", "fingerprints")])
def test_dead_letters_that_are_refused_stop_the_stage(
    installation: Installation, stage: str, poisoned: str
) -> None:
    installation.topics()
    running = installation.run("--stage", stage)
    running.started()
    asyncio.run(_small(installation))
    installation.produce([(b"poison", b"{" + b"x" * 500)], topic=poisoned)
    assert running.end() == 2
    assert "MessageSizeTooLarge" in running.said().splitlines()[-1]
    refused = installation.run("--stage", stage, log="refused.log")
    assert refused.end() == 2
    assert "set its max.message.bytes higher" in refused.said()
    assert not installation.records("articles.dlq")


class Raw(str):
    """A header's name whose bytes are no UTF-8, as clients in other languages may write it."""

    __slots__ = ()

    def encode(self, *_: object) -> bytes:
        return b"\xff\xfe"


async def _torn(
    installation: Installation, at: int, *, batches: Sequence[range], topic: str = "articles"
) -> None:
    """The feed in these batches; one record has such a header."""
    async with AIOKafkaProducer(bootstrap_servers=installation.bootstrap) as producer:
        for numbers in batches:
            batch = producer.create_batch()
            batch._builder = _DefaultRecordBatchBuilderPy(2, 0, 0, -1, -1, -1, 1_000_000)
            for n in numbers:
                batch.append(
                    timestamp=None, key=None, value=json.dumps(FEED[n]).encode(),
                    headers=[(Raw("no"), b"")] if n == at else [],
                )  # fmt: skip
            name = installation.topic(topic)
            await (await producer.send_batch(batch, name, partition=0))


async def _skip(installation: Installation, group: str, position: int) -> None:
    """Do what the sentence says."""
    async with AIOKafkaConsumer(
        bootstrap_servers=installation.bootstrap, group_id=group, enable_auto_commit=False
    ) as consumer:
        place = TopicPartition(installation.topic("articles"), 0)
        consumer.assign([place])
        await consumer.commit({place: position})


def test_a_header_whose_name_is_not_utf_8_is_skipped_as_the_sentence_says(
    installation: Installation,
) -> None:
    installation.topics()
    asyncio.run(_torn(installation, 10, batches=[range(5), range(5, 13), range(13, 20)]))
    for log in ("first.log", "again.log"):
        stage = installation.run("--stage", "prepare", log=log)
        assert stage.end() == 2
        said = stage.said().splitlines()[-1]
        place = f"{installation.topic('articles')}-0"
        assert f"position 10 of {place} cannot be read" in said
        # what is before it is done, and only once
        assert len(installation.records("fingerprints")) == 10
    found = re.search(r"--group (\S+) .* --to-offset (\d+)", said)
    assert found, said
    asyncio.run(_skip(installation, found[1], int(found[2])))
    last = installation.run("--stage", "prepare", log="last.log")
    until("the rest", lambda: len(installation.records("fingerprints")) == 10 + 7)
    assert last.stop() == 0
    path = f"kafka://{installation.bootstrap}/{installation.topic('articles')}"
    done = dedup("replay", path, "--out", installation.folder / "out.jsonl")
    assert done.returncode == 2
    assert "to=10, or on with from=13" in done.stderr.decode()


def test_such_a_header_in_the_log_of_record_is_one_sentence(installation: Installation) -> None:
    installation.topics()
    asyncio.run(_torn(installation, 2, batches=[range(4)], topic="fingerprints"))
    stage = installation.run("--stage", "detect")
    assert stage.end() == 2
    said = stage.said().splitlines()[-1]
    assert f"position 2 of {installation.topic('fingerprints')}-0 cannot be read" in said
    assert "something else writes to this log" in said
