"""Brokers killed and started again while the stages run."""

from collections.abc import Callable

import pytest
from builders import news_day
from kafka.broker import Broker
from kafka.stage import Installation, dated

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(400)]

FEED = dated(news_day(240, seed=3))
Start = Callable[[int], Broker]


def test_a_lone_broker_killed_in_mid_stream_loses_and_doubles_nothing(
    own_broker: Start, tmp_path_factory: pytest.TempPathFactory
) -> None:
    broker = own_broker(1)
    installation = Installation(broker.bootstrap, tmp_path_factory.mktemp("run"))
    installation.topics()
    expected = installation.expected(FEED)
    stage = installation.run("--batch", 5)
    installation.articles(FEED[:120])
    installation.all_out(100, watched=[stage])
    broker.kill(0)
    broker.restart(0)
    installation.articles(FEED[120:])
    try:
        assert installation.all_out(len(expected), watched=[stage]) == expected
        assert stage.stop() == 0
    finally:
        installation.close()


@pytest.mark.soak
def test_three_brokers_killed_one_after_the_other_lose_and_double_nothing(
    own_broker: Start, tmp_path_factory: pytest.TempPathFactory
) -> None:
    broker = own_broker(3)
    installation = Installation(broker.bootstrap, tmp_path_factory.mktemp("run"))
    installation.topics()
    expected = installation.expected(FEED)
    stage = installation.run("--batch", 5)
    try:
        for number in range(3):  # one of them leads each partition
            installation.articles(FEED[60 * number : 60 * (number + 1)])
            installation.all_out(100 * (number + 1) - 50, watched=[stage])
            broker.kill(number)
            installation.articles(FEED[60 * (number + 1) : 60 * (number + 1) + 10])
            broker.restart(number)
        installation.articles(FEED[180:])
        assert installation.all_out(len(expected), watched=[stage]) == expected
        assert stage.stop() == 0
    finally:
        installation.close()
