"""Sections of a detector's memory ↔ one table of a state's database.

What only grows is kept piece by piece, much of it ahead of the sections that make it count. A state
that is taken up again goes on from those: pieces behind them are of a run that is over, and give
way to new ones.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO

import msgspec
from msgspec import Struct

from dedup.core.arrays import Section
from dedup.failpoint import failpoint

CHUNK = 64 * 2**20  # bytes of one piece in one row; SQLite's limit is 1 GB

SCHEMA = """
CREATE TABLE sections (
    name TEXT, start INTEGER, part INTEGER, "end" INTEGER, chunk BLOB,
    PRIMARY KEY (name, start, part)
);
"""


class Extent(Struct, frozen=True, array_like=True):
    """Of a section that counts: the first element that is not forgotten, and the end."""

    first: int
    end: int


class SectionTable:
    """The table, within the transactions of whoever owns the database."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

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

    def replace(self, sections: Iterable[Section]) -> None:
        """Keep the sections, and let these, up to where they end, be those that count."""
        whole: dict[str, Extent] = {}
        for section in sections:
            self._db.execute(
                'DELETE FROM sections WHERE name = ? AND "end" <= ?', (section.name, section.first)
            )
            self.keep(section)
            whole[section.name] = Extent(section.first, section.end)
            failpoint("during-snapshot")
        self._db.execute(
            "INSERT OR REPLACE INTO meta VALUES ('whole', ?)", (msgspec.msgpack.encode(whole),)
        )

    def kept(self) -> Mapping[str, Section]:
        """Return the sections that count, each put together when it is asked for."""
        found = self._db.execute("SELECT value FROM meta WHERE key = 'whole'").fetchone()
        whole = msgspec.msgpack.decode(found[0], type=dict[str, Extent]) if found else {}
        return _Kept(self._db, whole)


class _Kept(Mapping[str, Section]):
    """A memory is read part by part: all at once would be held twice."""

    def __init__(self, db: sqlite3.Connection, whole: Mapping[str, Extent]) -> None:
        self._db = db
        self._whole = whole

    def __getitem__(self, name: str) -> Section:
        extent = self._whole[name]
        start: int | None = None
        data = BytesIO()  # grows in place: thousands of pieces at once would be held twice
        for begin, chunk in self._db.execute(
            'SELECT start, chunk FROM sections WHERE name = ? AND "end" <= ? ORDER BY start, part',
            (name, extent.end),
        ):
            start = begin if start is None else start
            data.write(chunk)
        start = extent.first if start is None else start
        return Section(name, data.getvalue(), extent.first, start, extent.end)

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)
