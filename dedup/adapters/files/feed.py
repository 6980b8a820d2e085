"""Files → batches of deliveries, one file after the other or merged by time: the embedded Feed.

Positions are byte offsets in the decompressed stream of each file. What has been read whole is
skipped by a later run. Files that are merged are put in order first, in a spool file whose offsets
are the positions; a folder that outlives the process keeps the spool until it is delivered.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Literal

import msgspec
from msgspec import Struct

from dedup.adapters.files.order import Read, in_order, read_spool, write_spool
from dedup.adapters.files.paths import Source
from dedup.adapters.files.records import Reading, Record
from dedup.errors import StateError
from dedup.ports import Delivery, Format, Positions, Progress

Order = Literal["given", "time"]

FINISHED = 2**62  # position of a file that is not read again: a page, a compressed file
BATCH_BYTES = 32 * 2**20  # a batch of long records ends earlier than by its number


class Manifest(Struct, frozen=True):
    """What a spool was made from: the positions its files are at once it is delivered."""

    size: int  # bytes of the spool
    positions: dict[str, int]


class FileFeed:
    """A Feed over files; `folder` holds spools, and is the state folder where there is one."""

    def __init__(
        self,
        sources: Sequence[Source],
        *,
        order: Order,
        batch: int,
        limit: int,
        read: Read,
        folder: Path | None,
    ) -> None:
        """Read `sources`; records above `limit` bytes are refused; `read` decodes one for its time.

        Without a folder that outlives the process there is no spool, and nothing to go on from.
        """
        self.progress = Progress()
        self._sources = sources
        self._order = order
        self._batch = batch
        self._limit = limit
        self._read = read
        self._folder = folder
        self._ended: dict[str, int] = {}  # positions after what has been read to its end

    async def deliveries(self, after: Positions) -> AsyncIterator[Sequence[Delivery]]:
        """Yield batches in order, beginning after these positions; nothing before is delivered.

        Raises InputError for a file that cannot be read, or is shorter than it was.
        """
        stream = self._batches(self._all(after))
        while batch := await asyncio.to_thread(next, stream, None):
            yield batch

    def records(self) -> Iterator[Delivery]:
        """Yield every record in the order of the feed, from the beginning. Raises InputError."""
        return self._all({})

    def tidy(self, positions: Positions) -> None:
        """Delete spools that are delivered up to their end."""
        for path, manifest in self._spools():
            if positions.get(path.stem, 0) >= manifest.size:
                path.unlink(missing_ok=True)

    def _all(self, after: Positions) -> Iterator[Delivery]:
        self.tidy(after)
        known = dict(after)
        for path, manifest in self._spools():
            yield from self._spooled(path, manifest, after.get(path.stem, 0))
            known |= manifest.positions
        self._expect(known)
        if self._order == "given":
            yield from self._given(known)
        elif self._folder is None:
            self.progress.doing = "sorting"
            with _told(gettempdir(), "written"), TemporaryDirectory(prefix="dedup-") as folder:
                yield from in_order(self._given(known), read=self._read, folder=Path(folder))
        else:
            self.progress.doing = "sorting"
            path = self._folder / f"order-{len(self._spools()) + 1}.spool"
            yield from self._spooled(path, self._put_in_order(known, path), 0)

    def _put_in_order(self, known: Positions, path: Path) -> Manifest:
        """Write the spool of what is new; its manifest comes last, and makes it what is delivered.

        Raises StateError where the folder takes no more.
        """
        with _told(path.parent, "written"):
            write_spool(in_order(self._given(known), read=self._read, folder=path.parent), path)
            manifest = Manifest(path.stat().st_size, self._ended)
            draft = path.with_suffix(".draft")
            draft.write_bytes(msgspec.json.encode(manifest))
            draft.replace(path.with_suffix(".json"))
        return manifest

    def _spooled(self, path: Path, manifest: Manifest, after: int) -> Iterator[Delivery]:
        """Yield a spool from `after`; its name is the partition, as no file's real path is.

        Raises StateError where it is gone.
        """
        if after >= manifest.size:
            return
        self.progress = Progress(done=after, total=manifest.size)
        with _told(path, "read"):
            for delivery in read_spool(path, partition=path.stem, after=after):
                self.progress.done = delivery.next
                yield delivery

    def _spools(self) -> list[tuple[Path, Manifest]]:
        found = self._folder.glob("order-*.json") if self._folder else ()
        return [
            (path.with_suffix(".spool"), msgspec.json.decode(path.read_bytes(), type=Manifest))
            for path in sorted(found, key=lambda path: (len(path.name), path))
        ]

    def _given(self, known: Positions) -> Iterator[Delivery]:
        for source in self._sources:
            if known.get(source.real) != FINISHED:
                yield from self._file(source, known)

    def _file(self, source: Source, known: Positions) -> Iterator[Delivery]:
        reading = Reading(source, limit=self._limit)
        before = self.progress.done
        try:
            partition = source.real
            if source.size is None:  # a stream is known by what it begins with
                partition = f"stream {blake2b(reading.beginning, digest_size=16).hexdigest()}"
            after = known.get(partition, 0)
            if after == FINISHED:
                return
            records = reading.page() if source.page else reading.lines(after)
            whole = source.page or (reading.compressed and source.size is not None)
            for record, last in _with_last(records):
                self.progress.done = before + reading.consumed
                end = FINISHED if whole and last else record.next
                if record.torn:  # refused now, and read again by the next run: it may be whole then
                    end = record.position
                self._ended[partition] = end
                yield self._delivery(source, record, partition=partition, end=end)
        finally:
            reading.close()

    def _delivery(self, source: Source, record: Record, *, partition: str, end: int) -> Delivery:
        kind: Format = "page" if source.page else "json"
        return Delivery(
            value=record.value,
            partition=partition,
            position=record.position,
            next=end,
            format=kind,
            name=source.name if source.page else "",
            found=(source.given, record.position),
            refused=record.refused,
        )

    def _expect(self, known: Positions) -> None:
        sizes = [source.size for source in self._sources if known.get(source.real) != FINISHED]
        total = None if None in sizes else sum(size or 0 for size in sizes)
        self.progress = Progress(total=total)

    def _batches(self, stream: Iterator[Delivery]) -> Iterator[Sequence[Delivery]]:
        batch: list[Delivery] = []
        size = 0
        for delivery in stream:
            batch.append(delivery)
            size += len(delivery.value or b"")
            if len(batch) >= self._batch or size >= BATCH_BYTES:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch


def _with_last(records: Iterator[Record]) -> Iterator[tuple[Record, bool]]:
    """Yield each record and whether it is the last one."""
    before = next(records, None)
    while before is not None:
        after = next(records, None)
        yield before, after is None
        before = after


@contextmanager
def _told(place: Path | str, done: str) -> Iterator[None]:
    """Say in one sentence where what is put in order cannot be read or written."""
    try:
        yield
    except OSError as error:
        raise StateError(f"{place} cannot be {done}: {error.strerror}.") from error
