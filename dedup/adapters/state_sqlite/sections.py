"""Sections of a detector's memory ↔ one table of a state's database.

They are kept piece by piece, ahead of the word that a memory is whole with them. A state that is
taken up again goes on from the memory that was whole: pieces behind it are of a run that is over,
and give way to new ones.
"""

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import msgspec
import zstandard

from dedup.core.arrays import Section
from dedup.errors import StateError
from dedup.failpoint import failpoint
from dedup.ports import NOTHING, Extent, Taken

CHUNK = 64 * 2**20  # bytes of one piece in one row; SQLite's limit is 1 GB

SCHEMA = """
CREATE TABLE sections (
    name TEXT, start INTEGER, part INTEGER, "end" INTEGER, chunk BLOB,
    PRIMARY KEY (name, start, part)
);
"""


@contextlib.contextmanager
def reading(path: Path) -> Iterator[None]:
    """Raise StateError, with the reason, where a database cannot be read."""
    try:
        yield
    except (sqlite3.Error, msgspec.DecodeError, zstandard.ZstdError) as error:
        raise StateError(f"The state {path} cannot be read: {why(error)}.") from error


def why(error: Exception) -> str:
    """Return what the database says; of a damaged one, what may have damaged it."""
    if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CORRUPT:  # of whatever kind
        return f"{error}; the files beside it may be of another copy of the folder"
    return str(error)


class SectionTable:
    """The table, within the transactions of whoever owns the database."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        """Take the database and the file that it is in."""
        self._db = db
        self._path = path
        self._reader = ThreadPoolExecutor(1, "sections")
        self._over: dict[str, int] = {}  # by name, up to where pieces wait to be dropped
        self._folded: int | None = None

    def close(self) -> None:
        """Read no further; the database may be closed then."""
        self._reader.shutdown(cancel_futures=True)

    def keep(self, section: Section) -> None:
        """Put a section in the place of all that was kept from its start on."""
        self._db.execute(
            "DELETE FROM sections WHERE name = ? AND start >= ?", (section.name, section.start)
        )
        view = memoryview(section.data)
        for part, begin in enumerate(range(0, max(len(view), 1), CHUNK)):
            chunk = view[begin : begin + CHUNK]
            row = (section.name, section.start, part, section.end, chunk)
            self._db.execute("INSERT INTO sections VALUES (?, ?, ?, ?, ?)", row)
        failpoint("during-snapshot")

    def count(self, taken: Taken) -> None:
        """Let the sections of this memory be those that count."""
        self._db.execute(
            "INSERT OR REPLACE INTO meta VALUES ('taken', ?)", (msgspec.msgpack.encode(taken),)
        )

    def let_go(self, taken: Taken) -> None:
        """Note, once it is committed that it counts, what this memory has forgotten."""
        self._over = {name: extent.first for name, extent in taken.extents.items()}
        self._folded = taken.folded

    @property
    def folded(self) -> int:
        """Fingerprints that a start need not fold."""
        if self._folded is None:
            self._folded = self.taken().folded
        return self._folded

    def forget(self, *, most: int) -> None:
        """Drop so many rows, at most, of what the memory that counts has forgotten."""
        while self._over and most > 0:
            name, first = next(iter(self._over.items()))
            dropped = self._db.execute(
                "DELETE FROM sections WHERE rowid IN (SELECT rowid FROM sections"
                ' WHERE name = ? AND start <= ? AND "end" <= ? ORDER BY start, part LIMIT ?)',
                (name, first, first, most),
            ).rowcount
            if dropped < most:
                del self._over[name]
            most -= dropped

    def taken(self) -> Taken:
        """Return which memory counts."""
        found = self._db.execute("SELECT value FROM meta WHERE key = 'taken'").fetchone()
        return msgspec.msgpack.decode(found[0], type=Taken) if found else NOTHING

    def sizes(self) -> dict[str, int]:
        """Return the bytes of each section of the memory that counts, by name."""
        query = (
            'SELECT total(length(chunk)) FROM sections WHERE name = ? AND "end" > ? AND "end" <= ?'
        )
        return {
            name: int(self._db.execute(query, (name, extent.first, extent.end)).fetchone()[0])
            for name, extent in sorted(self.taken().extents.items())
        }

    def of(self, taken: Taken) -> Mapping[str, Section]:
        """Return the sections of the memory that counts, each put together when asked for."""
        return _Kept(self._db, self._path, taken.extents, self._reader)


class _Kept(Mapping[str, Section]):
    """A memory is read part by part: all at once would be held twice.

    While a part is put in its place, the one that follows it is read.
    """

    def __init__(
        self,
        db: sqlite3.Connection,
        path: Path,
        extents: Mapping[str, Extent],
        reader: ThreadPoolExecutor,
    ) -> None:
        self._db = db
        self._path = path
        self._extents = extents
        self._reader = reader
        self._following = dict(pairwise(extents))
        self._ahead: tuple[str, Future[Section]] | None = None

    def __getitem__(self, name: str) -> Section:
        ahead, self._ahead = self._ahead, None
        if ahead is None or ahead[0] != name:
            ahead = name, self._reader.submit(self._read, name)
        if (following := self._following.get(name)) is not None:
            self._ahead = following, self._reader.submit(self._read, following)
        return ahead[1].result()

    def _read(self, name: str) -> Section:
        extent = self._extents[name]
        start: int | None = None
        data = BytesIO()  # grows in place: thousands of pieces at once would be held twice
        query = (
            'SELECT start, chunk FROM sections WHERE name = ? AND "end" > ? AND "end" <= ?'
            " ORDER BY start, part"
        )
        with reading(self._path):
            for begin, chunk in self._db.execute(query, (name, extent.first, extent.end)):
                start = begin if start is None else start
                data.write(chunk)
        start = extent.first if start is None else start
        return Section(name, data.getvalue(), extent.first, start, extent.end)

    def __iter__(self) -> Iterator[str]:
        return iter(self._extents)

    def __len__(self) -> int:
        return len(self._extents)
