from collections.abc import Mapping

import pytest

from dedup.stages.health import Health


class Loop:
    """A stage with a lag and a progress that a test sets."""

    def __init__(self) -> None:
        self.behind: int | None = 0
        self.done = 0

    def lags(self) -> Mapping[str, int] | None:
        return None if self.behind is None else {"0": self.behind}

    def settled(self) -> int:
        return self.done


@pytest.fixture
def clock() -> list[float]:
    return [0.0]


@pytest.fixture
def health(clock: list[float]) -> Health:
    return Health(now=lambda: clock[0], ready_lag=10, alive_seconds=60, stages=1)


def test_it_is_not_started_before_every_stage_is(health: Health) -> None:
    assert health.startup() == "1 of 1 stages are loading"
    assert health.ready() is not None
    health.started("detect-0", Loop())
    assert health.startup() is None
    assert health.ready() is None


def test_it_is_not_ready_while_it_is_far_behind(health: Health) -> None:
    loop = Loop()
    health.started("detect-0", loop)
    loop.behind = 11
    assert health.ready() == "detect-0 is 11 records behind"
    loop.behind = 10
    assert health.ready() is None


def test_it_is_not_ready_before_it_knows_how_far_behind_it_is(
    health: Health, clock: list[float]
) -> None:
    loop = Loop()
    loop.behind = None
    health.started("detect-0", loop)
    assert health.ready() == "detect-0 does not know how far behind it is"
    assert health.lags() == {"detect-0": {}}
    clock[0] = 10_000
    assert health.alive() is None
    loop.behind = 0
    assert health.ready() is None


def test_standing_still_with_work_is_not_alive(health: Health, clock: list[float]) -> None:
    loop = Loop()
    health.started("detect-0", loop)
    loop.behind = 1
    clock[0] = 60
    assert health.alive() is None
    clock[0] = 61
    assert "no progress for 61 s" in str(health.alive())
    loop.done = 1
    assert health.alive() is None


def test_work_that_waits_while_nobody_knows_how_much_stands_still_too(
    health: Health, clock: list[float]
) -> None:
    loop = Loop()
    health.started("detect-0", loop)
    loop.behind = 3
    assert health.alive() is None
    loop.behind = None
    assert health.ready() is not None
    assert health.lags() == {"detect-0": {"0": 3}}
    clock[0] = 61
    assert "no progress for 61 s" in str(health.alive())


def test_standing_still_without_work_is_alive(health: Health, clock: list[float]) -> None:
    health.started("detect-0", Loop())
    clock[0] = 10_000
    assert health.alive() is None


def test_it_is_not_ready_while_it_stops_but_still_alive(health: Health) -> None:
    health.started("detect-0", Loop())
    health.stopping()
    assert health.ready() == "stopping"
    assert health.alive() is None
