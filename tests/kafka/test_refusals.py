"""What the stages refuse, and the one sentence that says why."""

import asyncio
import os
import resource
import shutil
import sqlite3
from collections.abc import Callable

import pytest
from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic, RecordsToDelete
from builders import article, news_day
from commands import dedup
from kafka.broker import PASSWORD, USER, Broker
from kafka.stage import Installation, dated, until

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]

FEED = dated(news_day(120, seed=4))


def test_without_topics_it_says_how_to_make_them(installation: Installation) -> None:
    stage = installation.run()
    assert stage.end() == 2
    assert "Topics are missing" in stage.said()
    assert "dedup topics create" in stage.said()


async def _compacted(installation: Installation) -> None:
    installation_topic = installation.topic("fingerprints")
    admin = AIOKafkaAdminClient(bootstrap_servers=installation.bootstrap)
    await admin.start()
    await admin.create_topics(
        [NewTopic(installation_topic, 1, 1, topic_configs={"cleanup.policy": "compact"})]
    )
    await admin.close()


def test_a_compacted_log_is_refused(installation: Installation) -> None:
    installation.topics()
    installation.delete_topic("fingerprints")
    asyncio.run(_compacted(installation))
    stage = installation.run("--stage", "detect")
    assert stage.end() == 2
    assert "needs cleanup.policy=delete" in stage.said()


def test_making_topics_twice_changes_nothing(installation: Installation) -> None:
    installation.topics()
    again = dedup(
        "topics", "create", "--bootstrap", installation.bootstrap, "--prefix", installation.prefix
    )
    assert again.returncode == 0
    assert again.stdout.count(b"is there") == 5


def test_a_wrong_password_is_named_at_once(
    own_broker: Callable[[int], Broker], tmp_path_factory: pytest.TempPathFactory
) -> None:
    broker = own_broker(1)
    access = {
        "DEDUP_KAFKA__SECURITY": "SASL_PLAINTEXT",
        "DEDUP_KAFKA__USERNAME": USER,
        "DEDUP_KAFKA__MECHANISM": "SCRAM-SHA-512",
    }
    right = access | {"DEDUP_KAFKA__PASSWORD": PASSWORD}
    wrong = access | {"DEDUP_KAFKA__PASSWORD": "guess"}
    arguments = ("topics", "create", "--bootstrap", broker.sasl_bootstrap)
    assert dedup(*arguments, env=right).returncode == 0
    refused = dedup(*arguments, env=wrong)
    assert refused.returncode == 2
    assert b"refuses the login of user 'dedup'" in refused.stderr
    assert b"guess" not in refused.stderr
    installation = Installation(broker.sasl_bootstrap, tmp_path_factory.mktemp("run"))
    installation.prefix = ""
    stage = installation.run(**wrong)
    assert stage.end(within=20) == 2
    assert "refuses the login of user 'dedup'" in stage.said()
    allowed = installation.run(log="allowed.log", **right)
    allowed.resumed()
    assert allowed.stop() == 0


def test_a_log_made_again_stops_the_stage_before_and_while_it_runs(
    installation: Installation,
) -> None:
    installation.topics()
    installation.articles(FEED)
    stage = installation.run()
    installation.all_out(100, watched=[stage])
    installation.delete_topic("fingerprints")
    installation.topics()
    assert stage.end() == 2
    assert "deleted" in stage.said()
    again = installation.run("--stage", "detect", log="again.log")
    assert again.end() == 2
    assert "was deleted and made again" in again.said()


async def _truncate(installation: Installation, before: int) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=installation.bootstrap)
    await admin.start()
    place = TopicPartition(installation.topic("fingerprints"), 0)
    await admin.delete_records({place: RecordsToDelete(before_offset=before)})
    await admin.close()


def test_records_that_retention_took_unread_are_not_skipped(
    installation: Installation,
) -> None:
    installation.topics()
    installation.run("--stage", "prepare")
    installation.articles(FEED[:40])
    first = installation.run("--stage", "detect", log="first.log")
    until("updates", lambda: len(installation.updates()) > 60)
    assert first.stop() == 0
    installation.articles(FEED[40:80])
    until("fingerprints", lambda: len(installation.records("fingerprints")) == 80)
    asyncio.run(_truncate(installation, 60))
    second = installation.run("--stage", "detect", log="second.log")
    assert second.end() == 2
    assert "is out of range" in second.said()


def test_a_lost_state_is_folded_again_from_the_log_and_publishes_nothing_twice(
    installation: Installation,
) -> None:
    installation.topics()
    expected = installation.expected(FEED)
    installation.articles(FEED[:60])
    first = installation.run()
    installation.all_out(100, watched=[first])
    assert first.stop() == 0
    shutil.rmtree(installation.folder / "state")
    installation.articles(FEED[60:])
    second = installation.run(log="second.log")
    assert installation.all_out(len(expected), watched=[second]) == expected
    assert second.stop() == 0


def test_an_older_copy_of_the_state_catches_up_and_publishes_nothing_twice(
    installation: Installation,
) -> None:
    installation.topics()
    expected = installation.expected(FEED)
    state, copy = installation.folder / "state", installation.folder / "copy"
    installation.articles(FEED[:40])
    first = installation.run("--batch", 10)
    installation.all_out(70, watched=[first])
    assert first.stop() == 0
    shutil.copytree(state, copy)
    installation.articles(FEED[40:80])
    second = installation.run("--batch", 10, log="second.log")
    installation.all_out(150, watched=[second])
    assert second.stop() == 0
    shutil.rmtree(state)
    copy.rename(state)
    third = installation.run("--batch", 10, log="third.log")
    installation.articles(FEED[80:])
    assert installation.all_out(len(expected), watched=[third]) == expected
    assert third.stop() == 0


def test_a_full_disk_stops_the_stage_and_space_lets_it_go_on(installation: Installation) -> None:
    installation.topics()
    expected = installation.expected(FEED)
    installation.articles(FEED[:30])
    first = installation.run("--batch", 5)
    installation.all_out(40, watched=[first])
    written = sum(one.stat().st_size for one in (installation.folder / "state").rglob("*"))
    # As a full disk does: no file may grow any more.
    resource.prlimit(first.process.pid, resource.RLIMIT_FSIZE, (written // 4, written // 4))
    installation.articles(FEED[30:])
    assert first.end() == 2
    assert "dedup: " in first.said()
    assert "Traceback" not in first.said()
    second = installation.run(log="second.log")
    assert installation.all_out(len(expected), watched=[second]) == expected
    assert second.stop() == 0
    with sqlite3.connect(installation.folder / "state" / "shard-0" / "state.sqlite") as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


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
    installation.articles([good])
    stage = installation.run(DEDUP_INPUT__MAX_RECORD_BYTES="500000")
    updates = installation.all_out(2, watched=[stage])
    assert all(b'"good"' in line for line in updates)
    dead = installation.records("articles.dlq")
    assert [record.value for record in dead] == [*poison.values(), b"{}"]
    reasons = [dict(record.headers)["dedup.error.reason"].decode() for record in dead]
    assert reasons[:3] == ["malformed", "malformed", "encoding"]
    assert reasons[5] == "oversize"
    first = dead[0]
    assert first.key.decode() == f"{installation.topic('articles')}-0-0"
    assert dict(first.headers)["dedup.error.key"] == b"not json"
    assert dict(first.headers)["dedup.error.offset"] == b"0"
    status, text = stage.door("/metrics")
    assert status == 200
    assert b'dedup_deliveries_total{outcome="rejected",reason="oversize"} 1.0' in text
    assert b'dedup_dead_letters_total{stage="prepare"} 7.0' in text


def test_without_a_place_for_dead_letters_nothing_goes_on(installation: Installation) -> None:
    installation.topics()
    stage = installation.run("--stage", "prepare")
    until("partitions", lambda: "partitions assigned" in stage.said())
    installation.delete_topic("articles.dlq")
    installation.produce([(b"poison", b"{")])
    assert stage.end() == 2
    assert "articles.dlq" in stage.said()
