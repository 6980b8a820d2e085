"""A stop takes ten seconds at most, whatever there is to do and whoever does not answer."""

import time
from collections.abc import Callable

import pytest
from builders import news_day
from kafka.broker import Broker
from kafka.stage import Installation, dated

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
