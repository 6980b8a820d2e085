"""The brokers of the Kafka tests: one for all of them, and private ones for those that kill it."""

import os
from collections.abc import Callable, Iterator, Sequence

import pytest
from kafka.broker import Broker, NoBrokerError
from kafka.stage import Installation

RUNNING = "DEDUP_TEST_KAFKA"


def _start(folder: pytest.TempPathFactory, nodes: int, more: Sequence[str] = ()) -> Broker:
    try:
        return Broker(folder=folder.mktemp("kafka"), nodes=nodes, more=more)
    except NoBrokerError as error:
        if os.environ.get("CI"):
            pytest.fail(f"CI must test on a real broker: {error}")
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def bootstrap(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a broker that every test may use and none may kill."""
    if running := os.environ.get(RUNNING):
        yield running
        return
    broker = _start(tmp_path_factory, 1)
    yield broker.bootstrap
    broker.stop()


@pytest.fixture
def own_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Broker]]:
    """Starts a cluster that this test alone uses: it may kill its nodes and add settings."""
    started: list[Broker] = []

    def start(nodes: int, *more: str) -> Broker:
        started.append(_start(tmp_path_factory, nodes, more))
        return started[-1]

    yield start
    for broker in started:
        broker.stop()


@pytest.fixture
def installation(
    bootstrap: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Installation]:
    """Topics of this test's own on the shared broker, and the stages that run on them."""
    made = Installation(bootstrap, tmp_path_factory.mktemp("run"), name=request.node.name)
    yield made
    made.close()
