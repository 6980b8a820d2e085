"""A stop takes ten seconds at most, whatever there is to do and whoever does not answer."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import news_day
from kafka.broker import Broker
from kafka.stage import Installation, Stage, dated, until

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]

FEED = dated(news_day(1_500, seed=12))


def test_a_stop_in_the_middle_of_a_backlog_leaves_the_rest_for_the_next_start(
    installation: Installation,
) -> None:
    installation.topics()
    installation.articles(FEED)
    expected = installation.expected(FEED)
    first = installation.run("--batch", 300)
    installation.all_out(1, watched=[first])
    assert first.stop() == 0
    second = installation.run("--batch", 300, log="second.log")
    assert installation.all_out(len(expected), watched=[second]) == expected


def test_a_broker_that_does_not_answer_does_not_hold_up_a_stop(
    own_broker: Callable[..., Broker], tmp_path_factory: pytest.TempPathFactory
) -> None:
    broker = own_broker(1)
    installation = Installation(broker.bootstrap, tmp_path_factory.mktemp("run"))
    installation.topics()
    stage = installation.run("--batch", 5)
    try:
        installation.articles(FEED)
        installation.all_out(10, watched=[stage])
        broker.freeze(0)
        begun = time.monotonic()
        assert stage.stop() == 2
        assert time.monotonic() - begun < 10
        assert "dedup: " in stage.said()
    finally:
        installation.close()


def test_a_stop_while_there_is_no_broker_yet_ends_at_once(tmp_path: Path) -> None:
    nobody = ["--bootstrap", "127.0.0.1:1", "--http-port", "0", "--state", str(tmp_path)]
    stage = Stage(nobody, tmp_path / "run.log", {})
    until("it waits", lambda: stage.door("/startupz")[0] == 503)
    begun = time.monotonic()
    assert stage.stop() == 0
    assert time.monotonic() - begun < 5
    assert stage.said().count("\n") == 3  # listening, stopping, stopped


@pytest.mark.parametrize("moment", ["listening", "stages are loading"])
def test_a_stop_while_it_loads_leaves_nothing_undone(
    installation: Installation, moment: str
) -> None:
    installation.topics()
    stage = installation.run()
    until(moment, lambda: moment in stage.said() + stage.door("/startupz")[1].decode())
    assert stage.stop() == 0
    assert "Traceback" not in stage.said()
