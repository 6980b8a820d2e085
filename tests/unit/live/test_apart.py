"""A process of its own detects as one in this process does, and never ends unnoticed."""

import asyncio
import os
import signal
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import orjson
import pytest
from builders import news_day

from dedup import embedded, wiring
from dedup.adapters.lock import locked
from dedup.adapters.tally import Tally
from dedup.core.fingerprint import Fingerprint
from dedup.errors import DedupError, StateError
from dedup.formats import fingerprint as codec
from dedup.formats import update_json
from dedup.live.apart import Apart
from dedup.ports import Cursor, Delivery, Positions, Row, Step
from dedup.settings import Run, Settings
from dedup.stages.pace import Pace

pytestmark = pytest.mark.timeout(120)


class Log:
    """A live feed of fingerprints; idle after them."""

    def __init__(self, values: Sequence[bytes]) -> None:
        self._values = values

    async def deliveries(self, after: Positions) -> AsyncGenerator[Sequence[Delivery], None]:
        for at in range(after.get("log", 0), len(self._values), 5):
            yield [
                Delivery(value=value, partition="log", position=n, next=n + 1, format="fingerprint")
                for n, value in enumerate(self._values[at : at + 5], start=at)
            ]
        while True:
            await asyncio.sleep(0)
            yield ()

    def begin(self) -> int | None:
        return 0

    def end(self) -> int | None:
        return len(self._values)


class Output:
    """A Sink in a list that sets `full` when it has enough."""

    def __init__(self, enough: int) -> None:
        self.rows: list[Row] = []
        self.full = asyncio.Event()
        self._enough = enough
        self._cursor: Cursor | None = None

    async def publish(self, step: Step) -> None:
        self.rows += step.rows
        self._cursor = step.cursor
        if len(self.rows) >= self._enough:
            self.full.set()

    async def cursor(self) -> Cursor | None:
        return self._cursor


ARTICLES = news_day(40)
VALUES = [
    codec.encode(one)
    for one in wiring.signer(Settings().input)(
        [wiring.decoder(Settings().input).decode(orjson.dumps(one)) for one in ARTICLES]  # type: ignore[misc]  # builders make no broken ones
    )
    if isinstance(one, Fingerprint)
]
EXPECTED = [
    update_json.encode(update, passages=Settings().output.passages)
    for update in embedded.replay(ARTICLES)
]


@asynccontextmanager
async def apart(
    folder: Path, output: Output, *, meter: Tally, values: Sequence[bytes] = VALUES
) -> AsyncGenerator[Apart, None]:
    pace = Pace(
        shard=0, feed=Log(values), sink=output, meter=meter, stop=output.full, wall=lambda: 0.0
    )
    pace.read({})
    made = Apart(Settings(run=Run(state=str(folder))), shard=0, pace=pace, meter=meter)
    try:
        yield made
    finally:
        await made.close()
        await pace.close()


async def test_it_gives_the_updates_of_a_replay_and_counts_them_here(tmp_path: Path) -> None:
    output, tally = Output(len(EXPECTED)), Tally()
    async with apart(tmp_path, output, meter=tally) as one:
        await one.start()
        assert await one.resume() == {}
        await one.run()
    assert [row.value for row in output.rows] == EXPECTED
    assert sum(tally.by_label("updates", "change").values()) == len(EXPECTED)
    assert tally.total("deliveries") == len(ARTICLES)

    again = Output(0)
    again._cursor = output._cursor
    async with apart(tmp_path, again, meter=Tally()) as one:
        await one.start()
        assert await one.resume() == {"log": len(ARTICLES)}


async def test_what_the_operator_can_act_on_is_raised_here(tmp_path: Path) -> None:
    with locked(tmp_path / "shard-0"):
        async with apart(tmp_path, Output(1), meter=Tally()) as one:
            await one.start()
            with pytest.raises(StateError, match="in use by another"):
                await one.resume()


async def test_one_that_is_killed_is_noticed_at_once(tmp_path: Path) -> None:
    async with apart(tmp_path, Output(10_000), meter=Tally()) as one:
        await one.start()
        await one.resume()
        running = asyncio.create_task(one.run())
        assert one.pid is not None
        os.kill(one.pid, signal.SIGKILL)
        with pytest.raises(DedupError, match=r"ended by itself \(-9\)"):
            await running


async def test_an_output_that_fails_ends_it(tmp_path: Path) -> None:
    class Broken(Output):
        async def publish(self, step: Step) -> None:
            raise StateError(f"No room for {len(step.rows)}.")

    async with apart(tmp_path, Broken(1), meter=Tally()) as one:
        await one.start()
        await one.resume()
        with pytest.raises(StateError, match="No room"):
            await one.run()
        pid = one.pid
    assert pid is not None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
