"""The outside world as the stages see it: five small protocols and the values that cross them.

Every docstring is a promise that `tests/contract` checks on the fake and on the real thing.
"""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import Literal, Protocol

from msgspec import Struct

from dedup.core.article import Micros, Rejection

Positions = Mapping[str, int]  # partition (a file, a topic partition) → position after the last
Format = Literal["json", "page", "fingerprint"]


class Delivery(Struct, frozen=True, kw_only=True):
    """One raw record together with the position after it.

    `value` is None for a null Kafka value. `stamp` is the record's own timestamp, or, where
    `inherited`, the time of the article before it in the given order.
    """

    value: bytes | None
    partition: str
    position: int  # of the record itself: byte offset in a file, offset in a topic partition
    next: int
    format: Format = "json"
    name: str = ""  # of the file, without its ending: the id of a saved page
    key: bytes | None = None
    headers: tuple[tuple[str, bytes], ...] = ()
    stamp: Micros | None = None
    inherited: bool = False


class Row(Struct, frozen=True):
    """One outbox row. `seq` is gap-free within its stream; `value` is the line without newline."""

    stream: Literal["updates", "dead"]
    seq: int
    key: bytes
    value: bytes


class Cursor(Struct, frozen=True, kw_only=True):
    """How far an output has come: the last `seq` of each stream and the hash over the updates."""

    updates: int
    dead: int
    chain: bytes


class Step(Struct, frozen=True, kw_only=True):
    """What one batch came to: committed as a whole, published as a whole."""

    rows: Sequence[Row]
    fingerprints: Sequence[bytes]
    positions: Positions
    cursor: Cursor  # after the step


class Snapshot(Struct, frozen=True, kw_only=True):
    """All that a start needs: the detector's sections, and what was stored since they were taken."""

    sections: Mapping[str, bytes] | None
    fingerprints: Iterable[bytes]  # in log order, after the sections
    positions: Positions
    cursor: Cursor
    outbox: Sequence[Row]  # committed, not yet known to be published


class Feed(Protocol):
    """Kafka partitions, files."""

    def deliveries(self, after: Positions) -> AsyncIterator[Sequence[Delivery]]:
        """Yield batches in order, beginning after the given positions and reading nothing before."""
        ...


class Sink(Protocol):
    """Kafka topics, JSON lines."""

    async def publish(self, step: Step) -> None:
        """Write the rows in order with the positions; return when both are durable, or neither.

        An empty step still advances the cursor.
        """
        ...

    async def cursor(self) -> Cursor | None:
        """Return how far the last published step came, or None where there is no output yet."""
        ...


class DeadLetters(Protocol):
    """Where refused records go."""

    async def bury(self, delivery: Delivery, rejection: Rejection) -> None:
        """Keep the original bytes with the reason; may repeat after a crash, never loses one."""
        ...


class StateStore(Protocol):
    """SQLite, memory."""

    def load(self) -> Snapshot | None:
        """Return the last committed state, or None for a new one."""
        ...

    def commit(self, step: Step) -> None:
        """Append fingerprints, positions and outbox rows: all or nothing."""
        ...


CounterName = Literal["deliveries"]
HistogramName = Literal["stage_seconds"]


class Meter(Protocol):
    """Counts and observations; names are closed."""

    def count(self, name: CounterName, by: int = 1, /, **labels: str) -> None:
        """Add to a counter."""
        ...

    def observe(self, name: HistogramName, value: float, /) -> None:
        """Add one observation to a histogram, in base units."""
        ...
