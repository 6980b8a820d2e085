"""What one process says, the other hears: whole, in order, and as the answer to its question."""

import asyncio
import socket
from contextlib import aclosing

import pytest

from dedup.core.article import Reason, Rejection
from dedup.live.line import (
    Batch,
    Ended,
    Failed,
    Line,
    Message,
    Metrics,
    OutputAt,
    Publish,
    Published,
    Resumed,
    Wanted,
    Warm,
    WhereIsTheOutput,
)
from dedup.ports import Cursor, Delivery, Row
from dedup.stages.prepare import Prepared

CURSOR = Cursor(updates=3, dead=None, chain=b"\x00\xff")
DELIVERY = Delivery(
    value=b"\xff", partition="log-0", position=7, next=8, key=None,
    headers=(("dedup.stamp", b"5"), ("none", None)), stamp=4, found=("file", 2),
    refused=Rejection(Reason.OVERSIZE, "too large"),
)  # fmt: skip
MESSAGES: tuple[Message, ...] = (
    Warm(),
    Metrics(
        [("updates", 2, {"level": "family", "change": "joined"})],
        [("stage_seconds", 0.25, {"stage": "detect"})],
        [("families_open", 3.0, {"shard": "0"})],
    ),
    WhereIsTheOutput(),
    OutputAt(None),
    OutputAt(CURSOR),
    Resumed({"log-0": 8}),
    Wanted(),
    Batch(None),
    Batch([Prepared(DELIVERY, b"bytes"), Prepared(DELIVERY, Rejection(Reason.TIME, "when"))]),
    Publish([Row("updates", 1, b"key", b"x" * 3_000_000)], {"log-0": 8}, CURSOR),
    Published(),
    Failed("StateError", "It is in use."),
    Ended(),
)


async def lines() -> tuple[Line, Line]:
    one, other = socket.socketpair()
    return await Line.over(one), await Line.over(other)


async def test_every_message_arrives_whole_and_in_order() -> None:
    here, there = await lines()

    async def say() -> None:
        for message in MESSAGES:
            await here.say(message)
        await here.close()

    saying = asyncio.create_task(say())
    assert [message async for message in there.messages()] == list(MESSAGES)
    await saying
    await there.close()


async def test_two_questions_at_once_get_the_answers_that_belong_to_them() -> None:
    here, there = await lines()

    async def answer() -> None:
        async with aclosing(there.messages()) as questions:
            assert {type(await anext(questions)) for _ in range(2)} == {Wanted, WhereIsTheOutput}
        await there.say(OutputAt(CURSOR))
        await there.say(Warm())
        await there.say(Batch(None))

    async def hear() -> list[Message]:
        return [message async for message in here.messages()]

    answering, hearing = asyncio.create_task(answer()), asyncio.create_task(hear())
    found = await asyncio.gather(here.ask(Wanted(), Batch), here.ask(WhereIsTheOutput(), OutputAt))
    assert found == [Batch(None), OutputAt(CURSOR)]
    await answering
    await there.close()
    assert await hearing == [Warm()]
    await here.close()


@pytest.mark.parametrize("cut", [0, 2, 6])
async def test_a_side_that_is_gone_in_the_middle_of_a_message_has_said_what_was_whole(
    cut: int,
) -> None:
    one, other = socket.socketpair()
    here = await Line.over(one)
    frame = b"\x81\xa4type\xa4Warm"
    other.sendall(len(frame).to_bytes(4) + frame + (len(frame).to_bytes(4) + frame)[:cut])
    other.close()
    assert [message async for message in here.messages()] == [Warm()]
    await here.close()
