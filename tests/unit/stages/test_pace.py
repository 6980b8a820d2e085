"""A shard's log is handed out as it comes; an idle one now and then says where it stands."""

import asyncio
from collections.abc import AsyncGenerator, Sequence

from dedup.adapters.tally import Tally
from dedup.ports import STAMP, Cursor, Delivery, Positions, Step
from dedup.stages.pace import Pace


class Log:
    """A live feed of given batches, idle after them."""

    def __init__(self, *batches: Sequence[Delivery], begin: int = 0) -> None:
        self._batches = batches
        self._begin = begin

    async def deliveries(self, after: Positions) -> AsyncGenerator[Sequence[Delivery], None]:
        del after
        for batch in self._batches:
            yield batch
        while True:
            await asyncio.sleep(0)
            yield ()

    def begin(self) -> int | None:
        return self._begin

    def end(self) -> int | None:
        return self._begin + sum(map(len, self._batches)) or None


class Published:
    """A Sink that remembers."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    async def publish(self, step: Step) -> None:
        self.steps.append(step)

    async def cursor(self) -> Cursor | None:
        return None


def delivery(position: int) -> Delivery:
    return Delivery(
        value=b"f", partition="log", position=position, next=position + 1,
        headers=((STAMP, b"1000"),),
    )  # fmt: skip


def pace(log: Log, stop: asyncio.Event, *, tally: Tally) -> Pace:
    return Pace(shard=0, feed=log, sink=Published(), meter=tally, stop=stop, wall=lambda: 3.0)


async def test_the_log_is_handed_out_until_the_stop() -> None:
    stop = asyncio.Event()
    made = pace(Log([delivery(0), delivery(1)], [delivery(2)]), stop, tally=Tally())
    made.read({})
    assert [len(await made.get() or ()) for _ in range(2)] == [2, 1]
    stop.set()
    assert await made.get() is None
    await made.close()


async def test_what_is_published_is_no_longer_behind() -> None:
    tally = Tally()
    made = pace(Log([delivery(0), delivery(1)]), asyncio.Event(), tally=tally)
    made.read({})
    await made.get()
    assert made.lags() == {"0": 2}
    await made.publish(Step(positions={"log": 2}, cursor=Cursor()))
    assert made.lags() == {"0": 0}
    assert made.settled() == 2
    await made.close()


async def test_before_the_log_was_asked_nobody_knows_how_far_behind_it_is() -> None:
    assert pace(Log(), asyncio.Event(), tally=Tally()).lags() is None


async def test_a_log_that_begins_late_is_behind_by_what_it_holds() -> None:
    emptied = pace(Log(begin=209), asyncio.Event(), tally=Tally())
    emptied.read({})
    assert emptied.lags() == {"0": 0}
    shortened = pace(Log([delivery(209)], begin=209), asyncio.Event(), tally=Tally())
    shortened.read({})
    assert shortened.lags() == {"0": 1}
