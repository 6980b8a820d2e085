"""What operators see beside the stages."""

import asyncio
from collections.abc import Mapping

import pytest

from dedup.adapters.prometheus import PrometheusMeter
from dedup.live import beside
from dedup.stages.health import Health


class Worker:
    """A stage whose partitions come and go."""

    def __init__(self) -> None:
        self.waiting: dict[str, int] | None = None

    def lags(self) -> Mapping[str, int] | None:
        return self.waiting

    def settled(self) -> int:
        return 0


async def test_a_partition_that_went_to_another_worker_waits_no_longer_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(beside, "TICK_SECONDS", 0)
    clock = [0.0]
    health = Health(now=lambda: clock[0], ready_lag=10, alive_seconds=60, stages=1)
    worker, meter = Worker(), PrometheusMeter()
    health.started("prepare", worker)
    ticking = asyncio.create_task(beside.tick(health, meter=meter))

    async def shown() -> list[str]:
        for _ in range(3):
            await asyncio.sleep(0)
        names = ("dedup_lag_records{", "dedup_ready ", "dedup_alive ")
        return [line for line in meter.text().decode().splitlines() if line.startswith(names)]

    def lag(partition: str, waiting: float) -> str:
        return f'dedup_lag_records{{partition="{partition}",stage="prepare"}} {waiting}'

    assert await shown() == ["dedup_alive 1.0", "dedup_ready 0.0"]
    worker.waiting = {"articles-0": 7, "articles-1": 3}
    begun = [lag("articles-0", 7.0), lag("articles-1", 3.0)]
    assert await shown() == [*begun, "dedup_alive 1.0", "dedup_ready 1.0"]
    worker.waiting = {"articles-1": 2}
    moved = [lag("articles-0", 0.0), lag("articles-1", 2.0)]
    assert await shown() == [*moved, "dedup_alive 1.0", "dedup_ready 1.0"]
    clock[0] = 61
    assert await shown() == [*moved, "dedup_alive 0.0", "dedup_ready 1.0"]
    ticking.cancel()
