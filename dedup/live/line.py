"""Messages ↔ bytes between a process and one that it has spawned: frames of MessagePack.

A frame is its length in four bytes and that many bytes. One side asks and the other answers; the
answer to a question is the next message of the one type that answers it.
"""

import asyncio
import contextlib
import socket
from collections.abc import AsyncGenerator, Sequence
from typing import TypeVar

import msgspec
from msgspec import Struct

from dedup.ports import CounterName, Cursor, GaugeName, HistogramName, Positions, Row
from dedup.stages.prepare import Prepared

_BUFFER = 1 << 20  # bytes: most frames whole


class Warm(Struct, frozen=True, tag=True):
    """Said once: the kernels are compiled and loaded."""


class Metrics(Struct, frozen=True, tag=True):
    """What was counted, observed and levelled since the last ones, with the labels."""

    counts: Sequence[tuple[CounterName, int, dict[str, str]]]
    observations: Sequence[tuple[HistogramName, float, dict[str, str]]]
    levels: Sequence[tuple[GaugeName, float, dict[str, str]]]


class WhereIsTheOutput(Struct, frozen=True, tag=True):
    """Asks how far the output has come; answered by `OutputAt`."""


class OutputAt(Struct, frozen=True, tag=True):
    """How far the output has come."""

    cursor: Cursor | None


class Resumed(Struct, frozen=True, tag=True):
    """Said once: the state is loaded, and the log is to be read on from here."""

    positions: Positions


class Wanted(Struct, frozen=True, tag=True):
    """Asks for the next batch; answered by `Batch`."""


class Batch(Struct, frozen=True, tag=True):
    """The next batch; None when there is no more."""

    prepared: Sequence[Prepared] | None


class Publish(Struct, frozen=True, tag=True):
    """Asks to publish what a step came to; answered by `Published`."""

    rows: Sequence[Row]
    positions: Positions
    cursor: Cursor


class Published(Struct, frozen=True, tag=True):
    """It is out."""


class Failed(Struct, frozen=True, tag=True):
    """Said at last: what the operator can act on."""

    kind: str  # name of the error's class
    text: str


class Ended(Struct, frozen=True, tag=True):
    """Said at last: everything is committed."""


Message = (
    Warm | Metrics | WhereIsTheOutput | OutputAt | Resumed | Wanted | Batch | Publish | Published
    | Failed | Ended
)  # fmt: skip
Answer = TypeVar("Answer", OutputAt, Batch, Published)


class Line:
    """One end of a socket pair. Whoever asks must let `messages` be iterated beside."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._encode = msgspec.msgpack.Encoder().encode
        self._decode = msgspec.msgpack.Decoder(Message).decode
        self._asked: dict[type[Struct], asyncio.Future[Struct]] = {}

    @classmethod
    async def over(cls, end: socket.socket) -> "Line":
        """Return the line over a connected socket, which it closes."""
        return cls(*await asyncio.open_connection(sock=end, limit=_BUFFER))

    async def say(self, message: Message) -> None:
        """Send a message; wait while the other side is slow to take them. ConnectionError."""
        frame = self._encode(message)
        self._writer.write(len(frame).to_bytes(4) + frame)
        await self._writer.drain()

    async def ask(self, question: Message, answer: type[Answer]) -> Answer:
        """Send a question and return its answer. One question of a kind at a time."""
        future: asyncio.Future[Struct] = asyncio.get_running_loop().create_future()
        self._asked[answer] = future
        await self.say(question)
        found = await future
        assert isinstance(found, answer)
        return found

    async def messages(self) -> AsyncGenerator[Message, None]:
        """Yield what the other side says and does not answer, until it is gone."""
        while True:
            try:
                length = int.from_bytes(await self._reader.readexactly(4))
                message: Message = self._decode(await self._reader.readexactly(length))
            except (asyncio.IncompleteReadError, ConnectionError):
                return
            asked = self._asked.pop(type(message), None)
            if asked is None:
                yield message
            elif not asked.done():
                asked.set_result(message)

    async def close(self) -> None:
        """Close this end when all that was said is on its way; the other side sees it."""
        self._writer.close()
        with contextlib.suppress(ConnectionError):
            await self._writer.wait_closed()
