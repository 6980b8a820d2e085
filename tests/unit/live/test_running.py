"""The live stages put together, without a broker."""

import asyncio
import time

import pytest

from dedup.adapters.kafka.connection import Connection
from dedup.adapters.kafka.topics import Names, Role, Topic
from dedup.adapters.prometheus import PrometheusMeter
from dedup.live import running
from dedup.live.running import Live, undetected
from dedup.ports import Positions
from dedup.settings import Run, Settings
from dedup.stages.health import Health


@pytest.mark.parametrize(
    ("shards", "chosen", "partitions", "idle"),
    [
        ({"*": 0}, (), 1, []),
        ({"*": 0}, (), 3, [1, 2]),
        ({"ko": 2, "*": 0}, (), 4, [1, 3]),
        ({"*": 0}, (0,), 3, []),  # others may detect the rest
    ],
)
def test_partitions_that_no_language_goes_to_are_named_where_all_shards_are_detected(
    shards: dict[str, int], chosen: tuple[int, ...], partitions: int, idle: list[int]
) -> None:
    assert undetected(Settings(shards=shards, run=Run(shard=chosen)), partitions) == idle


class Process:
    """A detection process that notes what was begun and what was warm."""

    noted: list[str]

    def __init__(self, *_: object, shard: int, **__: object) -> None:
        self._shard = shard

    async def start(self) -> None:
        self.noted.append(f"{self._shard} begins")
        for _ in range(5):
            await asyncio.sleep(0)
        self.noted.append(f"{self._shard} is warm")

    async def resume(self) -> Positions:
        return {}

    async def run(self) -> None:
        """Everything is read."""

    async def close(self) -> None:
        """Nothing is held."""


async def test_kernels_are_compiled_by_the_first_process_and_loaded_by_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Process.noted = []
    monkeypatch.setattr(running, "Apart", Process)
    roles: tuple[Role, ...] = running.DETECT_ROLES
    live = Live(
        settings=Settings(run=Run(stage="detect")),
        connection=Connection(bootstrap="nowhere:1"),
        names=Names(""),
        topics={
            role: Topic(name=role, id="1", partitions=3, cleanup=frozenset(), max_bytes=1)
            for role in roles
        },
        meter=PrometheusMeter(),
        health=Health(now=time.monotonic, ready_lag=0, alive_seconds=1, stages=3),
        stop=asyncio.Event(),
    )
    async with asyncio.timeout(30):
        await running._all(live, (0, 1, 2))
    assert Process.noted == [
        "0 begins", "0 is warm", "1 begins", "2 begins", "1 is warm", "2 is warm",
    ]  # fmt: skip
