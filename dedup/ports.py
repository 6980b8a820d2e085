"""The outside world as the stages see it: five small protocols and the values that cross them.

Every docstring is a promise that `tests/contract` checks on the fake and on the real thing.
"""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Literal, Protocol

from msgspec import Struct

from dedup.core.arrays import Section
from dedup.core.article import Micros, Rejection
from dedup.core.ledger import Ledger
from dedup.core.update import Update

Positions = Mapping[str, int]  # partition (a file, a topic partition) → position after the last
Format = Literal["json", "page", "fingerprint"]
Stream = Literal["updates", "dead"]


class Delivery(Struct, frozen=True, kw_only=True, gc=False):
    """One raw record together with the position after it.

    `value` is None for a null Kafka value. `stamp` is the record's own timestamp, or, where
    `inherited`, the time of the article before it in the given order. `found` says where a person
    finds the record, if not at `position` of `partition`. `refused` is set where the feed could
    not read the record whole.
    """

    value: bytes | None
    partition: str
    position: int  # of the record itself: byte offset in a file, offset in a topic partition
    next: int
    format: Format = "json"
    name: str = ""  # of the file, without its ending: the id of a saved page
    key: bytes | None = None
    headers: tuple[tuple[str, bytes | None], ...] = ()
    stamp: Micros | None = None
    inherited: bool = False
    found: tuple[str, int] | None = None
    refused: Rejection | None = None


class Row(Struct, frozen=True, gc=False):
    """One outbox row. `seq` is gap-free within its stream; `value` is the line without newline."""

    stream: Stream
    seq: int
    key: bytes
    value: bytes


class Cursor(Struct, frozen=True, kw_only=True):
    """How far an output has come: the last `seq` of each stream and the hash over the updates.

    A stream is None where it has no memory of its own: a pipe, a device, or not written at all.
    """

    updates: int | None = 0
    dead: int | None = 0
    chain: bytes = b""


START = Cursor()


def chained(chain: bytes, line: bytes) -> bytes:
    """Return the hash over all updates up to and with this line, from the hash before it."""
    return blake2b(chain + line, digest_size=16).digest()


class Extent(Struct, frozen=True, array_like=True):
    """Of a section that counts: the first element that is not forgotten, and the end."""

    first: int
    end: int


class Taken(Struct, frozen=True, kw_only=True):
    """The detector's memory as it was after one of the steps: what of the store belongs to it."""

    extents: Mapping[str, Extent]  # of its sections, by name
    since: Cursor  # after that step
    folded: int  # fingerprints up to then, from the first there ever was


NOTHING = Taken(extents={}, since=START, folded=0)


class Step(Struct, frozen=True, kw_only=True):
    """What one batch came to: committed as a whole, published as a whole.

    `published` is how far the output was known to have come before this step; rows up to it may be
    forgotten. `sections` are parts of the detector's memory, handed over a few with each step; they
    count when `taken` says that a memory is whole with them.
    """

    rows: Sequence[Row] = ()
    fingerprints: Sequence[tuple[str, bytes]] = ()  # article id, record; in log order
    updates: Sequence[Update] = ()  # what the ledger is kept by
    positions: Positions
    cursor: Cursor  # after the step
    published: Cursor = START
    sections: Iterable[Section] = ()
    taken: Taken | None = None


class Snapshot(Struct, frozen=True, kw_only=True):
    """All that a start needs: the detector's sections, and what was stored since then."""

    sections: Mapping[str, Section]  # put together; each read when it is asked for
    taken: Taken  # what they are of
    fingerprints: Iterable[bytes]  # in log order, after the sections
    positions: Positions
    cursor: Cursor
    outbox: Sequence[Row]  # committed, not yet known to be published; updates before dead


STAMP = "dedup.stamp"  # header of a fingerprint's record: its article's timestamp, milliseconds


class Entry(Struct, frozen=True):
    """One fingerprint on its way into the log of record."""

    article: bytes  # id
    fingerprint: bytes
    stamp: Micros | None  # of the article's own record


class Progress(Struct):
    """How far reading has come, in bytes on disk or in records.

    `total` is None while it cannot be known.
    """

    done: int = 0
    total: int | None = None
    doing: Literal["reading", "sorting", "folding"] = "reading"


class Feed(Protocol):
    """Kafka partitions, files."""

    def deliveries(self, after: Positions) -> AsyncIterator[Sequence[Delivery]]:
        """Yield batches in order, beginning after these positions; nothing before is delivered."""
        ...


class Archive(Feed, Protocol):
    """A feed that ends."""

    progress: Progress

    def tidy(self, positions: Positions) -> None:
        """Delete what was only needed to get as far as these positions."""
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
    """Where refused records go when they do not go through the outbox."""

    async def bury(self, delivery: Delivery, rejection: Rejection) -> None:
        """Keep the original bytes with the reason; may repeat after a crash, never loses one."""
        ...


class StateStore(Protocol):
    """SQLite, memory."""

    def load(self) -> Snapshot | None:
        """Return the last committed state, or None for a new one. Raises StateError."""
        ...

    def commit(self, step: Step) -> None:
        """Append fingerprints, positions, outbox rows and ledger: all or nothing."""
        ...

    def ledger(self) -> Ledger:
        """Return the fold over every update ever committed. Raises StateError."""
        ...


CounterName = Literal[
    "deliveries",  # by outcome, and the reason where rejected
    "dead_letters",  # by stage
    "updates",  # by level and change
    "near_threshold_decisions",  # by side
    "runaway_families",
    "index_evictions",  # by reason
    "transactions_aborted",
    "producer_restarts",  # by stage
]
HistogramName = Literal[
    "stage_seconds",  # by stage
    "pipeline_seconds",  # from the record's timestamp to the commit of its updates
]
GaugeName = Literal[
    "lag_records",  # by stage and partition
    "window_articles",  # by shard, like all that follow
    "index_entries",
    "index_bytes",
    "families_open",
    "events_open",
    "watermark_seconds",
    "last_commit_seconds",
    "alive",  # of the process, like all that follow
    "ready",
    "build_info",
]


class Meter(Protocol):
    """Counts, observations and levels; names are closed."""

    def count(self, name: CounterName, by: int = 1, /, **labels: str) -> None:
        """Add to a counter."""
        ...

    def observe(self, name: HistogramName, value: float, /, **labels: str) -> None:
        """Add one observation to a histogram, in base units."""
        ...

    def level(self, name: GaugeName, value: float, /, **labels: str) -> None:
        """Say what a level is now."""
        ...
