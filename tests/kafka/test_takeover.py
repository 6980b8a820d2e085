"""Two processes on one installation: whoever lost its share cannot write any more."""

import signal
import time

import pytest
from builders import news_day
from kafka.stage import Installation, Stage, dated, until

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]

FEED = dated(news_day(200, seed=2))
TRANSACTION_TIMEOUT = 15.0  # seconds; the broker ends an open transaction by itself then
SESSION = 10.0  # after which the group takes the partitions of a worker that died
STAND_STILL = TRANSACTION_TIMEOUT + 2


@pytest.mark.parametrize(
    "place",
    ["in-transaction", pytest.param("after-commit-before-publish", marks=pytest.mark.soak)],
)
def test_a_detector_that_slept_through_a_takeover_ends_without_a_trace(
    installation: Installation, place: str
) -> None:
    installation.topics()
    installation.articles(FEED)
    expected = installation.expected(FEED)
    first = installation.run("--batch", 20, state="one", DEDUP_FAILPOINT=f"{place}:3:stop")
    until("standing still", lambda: f"failpoint {place} reached" in first.said())
    stopped = time.monotonic()
    # A machine of its own: nothing but the log of record to start from.
    second = installation.run("--stage", "detect", state="two", log="second.log")
    installation.all_out(40, watched=[second])  # what the first had published
    third = installation.run("--stage", "prepare", "--instance", "other", log="third.log")
    assert installation.all_out(len(expected), watched=[second, third]) == expected
    until("past the timeout", lambda: time.monotonic() > stopped + STAND_STILL)
    first.signal(signal.SIGCONT)
    assert first.end() == 2
    assert "taken over" in first.said().splitlines()[-1]
    assert installation.updates() == expected
    assert second.stop() == 0


def test_a_worker_that_is_stopped_leaves_its_partitions_at_once(
    installation: Installation,
) -> None:
    installation.topics(partitions=2)
    first = installation.run("--stage", "prepare", "--instance", "first")
    until("partitions", lambda: '"partitions": [0, 1]' in first.said())
    second = installation.run("--stage", "prepare", "--instance", "second", log="second.log")
    until("one each", lambda: '"partitions": [0]' in first.said() + second.said())
    left = time.monotonic()
    assert first.stop() == 0
    until("all of them", lambda: '"partitions": [0, 1]' in second.said())
    assert time.monotonic() - left < SESSION
    assert second.stop() == 0


@pytest.mark.soak
def test_workers_that_join_and_leave_keep_the_order_of_every_partition(
    installation: Installation,
) -> None:
    installation.topics(partitions=4)
    halves = FEED[:100], FEED[100:]
    installation.articles(halves[0])
    first = installation.run("--instance", "first", "--batch", 10)
    installation.all_out(60, watched=[first])
    second = installation.run("--stage", "prepare", "--instance", "second", log="second.log")
    second.started()
    installation.articles(halves[1])
    until("the second works", lambda: '"partitions": [' in second.said())
    assert second.stop() == 0
    installation.articles(FEED[:20])  # a repetition, to see that everything before is through
    ids = {one["id"] for one in FEED}

    def settled() -> bool:
        seen = {record.key.decode() for record in installation.records("fingerprints")}
        return ids <= seen

    until("every article is in the log", settled)
    seen = -1

    def quiet() -> bool:
        nonlocal seen
        before, seen = seen, len(installation.updates())
        time.sleep(1)
        return seen == before and first.door("/readyz")[0] == 200

    until("everything is out", quiet)
    assert first.stop() == 0
    assert installation.updates() == installation.log_replay()


def test_two_workers_of_one_name_do_not_both_go_on(installation: Installation) -> None:
    installation.topics()
    first = installation.run("--stage", "prepare", "--instance", "same")
    until("partitions", lambda: "partitions assigned" in first.said())
    second = installation.run("--stage", "prepare", "--instance", "same", log="second.log")
    workers = first, second

    def ended() -> list[Stage]:
        return [one for one in workers if one.process.poll() is not None]

    loser = until("one of them ends", ended)[0]
    assert loser.end() == 2
    assert "calls itself 'same'" in loser.said()
