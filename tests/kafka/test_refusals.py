"""What the stages refuse, and the one sentence that says why."""

import asyncio
import resource
import shutil
import sqlite3
from collections.abc import Callable

import pytest
from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete
from builders import news_day
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


def test_a_broker_that_allows_no_transaction_as_long_as_ours_is_not_waited_for(
    own_broker: Callable[..., Broker], tmp_path_factory: pytest.TempPathFactory
) -> None:
    broker = own_broker(1, "transaction.max.timeout.ms=10000")
    installation = Installation(broker.bootstrap, tmp_path_factory.mktemp("run"))
    installation.topics()
    stage = installation.run("--stage", "detect")
    try:
        assert stage.end(within=60) == 2
    finally:
        installation.close()
    last = stage.said().splitlines()[-1]
    assert last.startswith(f"dedup: Kafka at {broker.bootstrap} cannot be used")
    assert "InvalidTransactionTimeout" in last


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


def test_the_state_of_another_prefix_is_refused_before_anything_is_published(
    installation: Installation,
) -> None:
    installation.topics()
    installation.articles(FEED)
    stage = installation.run()
    installation.all_out(100, watched=[stage])
    assert stage.stop() == 0
    folder = installation.folder / "state" / "shard-0"
    assert dedup("state", "rebuild", "--state", folder).returncode == 0  # all of it to be published
    installation.prefix = f"{installation.prefix}other-"
    installation.topics()
    again = installation.run(log="again.log")
    assert again.end() == 2
    assert "give it a state folder of its own" in again.said()
    assert installation.updates() == []


def test_outputs_made_again_are_not_gone_on_with(installation: Installation) -> None:
    installation.topics()
    installation.articles(FEED[:20])
    stage = installation.run()
    installation.all_out(30, watched=[stage])
    assert stage.stop() == 0
    installation.delete_topic("clusters")
    installation.topics()
    again = installation.run(log="again.log")
    assert again.end() == 2
    last = again.said().splitlines()[-1]  # nothing is said after the sentence
    assert last.startswith(f"dedup: Topic {installation.topic('clusters')} was deleted and made")
    assert installation.updates() == []


def test_articles_made_again_stop_the_stage_and_are_read_from_their_beginning(
    installation: Installation,
) -> None:
    installation.topics()
    expected = installation.expected(FEED)
    installation.articles(FEED[:60])
    stage = installation.run()
    installation.all_out(100, watched=[stage])
    until("worked off", lambda: stage.door("/readyz")[0] == 200)
    installation.delete_topic("articles")
    installation.topics()
    assert stage.end() == 2
    assert "deleted" in stage.said()
    installation.articles(FEED[60:])
    again = installation.run(log="again.log")
    assert installation.all_out(len(expected), watched=[again]) == expected
    assert again.stop() == 0


async def _truncate(
    installation: Installation, before: int, *, topic: str = "fingerprints"
) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=installation.bootstrap)
    await admin.start()
    place = TopicPartition(installation.topic(topic), 0)
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


def test_articles_that_retention_took_unread_are_not_skipped(installation: Installation) -> None:
    installation.topics()
    installation.articles(FEED[:20])
    first = installation.run("--stage", "prepare", log="first.log")
    until("fingerprints", lambda: len(installation.records("fingerprints")) == 20)
    assert first.stop() == 0
    installation.articles(FEED[20:60])
    asyncio.run(_truncate(installation, 40, topic="articles"))
    second = installation.run("--stage", "prepare", log="second.log")
    assert second.end() == 2
    assert "is out of range, it holds 40 to 60" in second.said()
    assert len(installation.records("fingerprints")) == 20


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


def test_a_lost_state_whose_log_lost_its_beginning_too_is_said_at_once(
    installation: Installation,
) -> None:
    installation.topics()
    installation.articles(FEED)
    first = installation.run()
    installation.all_out(200, watched=[first])
    until("worked off", lambda: first.door("/readyz")[0] == 200)
    assert first.stop() == 0
    published = installation.updates()
    shutil.rmtree(installation.folder / "state")
    asyncio.run(_truncate(installation, 40))
    second = installation.run("--stage", "detect", log="second.log")
    assert second.end() == 2
    assert "gives fewer than the output holds" in second.said()
    assert installation.updates() == published


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
    resource.prlimit(first.detecting(), resource.RLIMIT_FSIZE, (written // 4, written // 4))
    installation.articles(FEED[30:])
    assert first.end() == 2
    assert "dedup: " in first.said()
    assert "Traceback" not in first.said()
    second = installation.run(log="second.log")
    assert installation.all_out(len(expected), watched=[second]) == expected
    assert second.stop() == 0
    with sqlite3.connect(installation.folder / "state" / "shard-0" / "state.sqlite") as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
