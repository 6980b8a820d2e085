"""Steps → one SQLite database (WAL) in the state folder, and back: the state of one shard.

A commit is one transaction; kill -9 loses none that returned. After a power cut the last ones may
be missing (synchronous=NORMAL), never parts of one. The outbox and the ledger take one row a step,
so a commit costs a few statements however many updates it holds.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from msgspec import Struct

from dedup.adapters.state_sqlite.sections import SCHEMA, SectionTable, reading, why
from dedup.core.fingerprint import SIGNATURE_VERSION
from dedup.core.ledger import Ledger
from dedup.errors import StateError
from dedup.failpoint import failpoint
from dedup.formats import ledger_block
from dedup.ports import START, Cursor, Row, Snapshot, Step, Stream

NAME = "state.sqlite"
FILES = (NAME, f"{NAME}-wal", f"{NAME}-shm")  # of a state, two of them while it is open
FORMAT = 13  # goes up when the tables or what is in the sections change
PAGE = 16_384  # bytes: a fingerprint of 4.5 KB stays on one page
WAL_PAGES = 4_096  # a checkpoint every 64 MB: the file is written twice as rarely as by default
BUSY = 5.0  # seconds a reader's lock is waited for
# What is over is dropped a little with each commit, twice as fast as new comes. All of it with a
# snapshot held up commits for 64 to 426 ms, each 10,000 articles (500 a second, two minutes).
FORGOTTEN = 2

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE positions (partition TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE fingerprints (n INTEGER PRIMARY KEY, record BLOB NOT NULL);
CREATE TABLE articles (n INTEGER PRIMARY KEY, article TEXT NOT NULL);
CREATE TABLE outbox (stream TEXT, last INTEGER, rows BLOB, PRIMARY KEY (stream, last));
CREATE TABLE ledger (last INTEGER PRIMARY KEY, n INTEGER, at INTEGER, block BLOB NOT NULL);
"""


class Versions(Struct, frozen=True):
    """What a state was built by; states of other versions or settings cannot be gone on with."""

    format: int
    signature: int
    settings: str  # digest of all settings that shape the updates
    shard: int = 0  # whose number stands in every update


class Figures(Struct, frozen=True, kw_only=True):
    """How much a state holds."""

    fingerprints: int
    fingerprint_bytes: int
    since_snapshot: int  # fingerprints to fold at the next start
    section_bytes: dict[str, int]
    outbox: int  # steps with rows that may not be published yet
    updates: int
    dead: int
    file_bytes: int


class SqliteStore:
    """A StateStore in `folder`; one process at a time, which the caller sees to."""

    def __init__(self, db: sqlite3.Connection, path: Path, *, retention: int | None) -> None:
        """Use `open` or `existing`."""
        self._db = db
        self._sections = SectionTable(db, path)
        self.path = path
        self._retention = retention

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        settings: str,
        shard: int = 0,
        retention: int | None = None,
        wal_pages: int = WAL_PAGES,
    ) -> Self:
        """Open or make the state in a folder; StateError where it is another's or cannot be read.

        `settings` is a digest; `retention` (µs) drops what is older, by the time of the updates
        that come, a little with each commit. A commit that finds a log of `wal_pages` merges it.
        """
        store = cls(_connect(folder / NAME), folder / NAME, retention=retention)
        try:
            store._make(Versions(FORMAT, SIGNATURE_VERSION, settings, shard))
            store._check_format()
            store._check_settings(settings)
            store._check_shard(shard)
            store._db.execute(f"PRAGMA wal_autocheckpoint={wal_pages}")
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def existing(cls, folder: Path, *, settings: str | None = None) -> Self:
        """Open the state in a folder, by default whatever its settings; StateError for none."""
        if not (folder / NAME).is_file():
            within = sorted(str(path.parent) for path in folder.glob(f"*/{NAME}"))
            where = f": a live one keeps its shards in {', '.join(within)}" if within else ""
            raise StateError(f"There is no state in {folder}{where}.")
        store = cls(_connect(folder / NAME), folder / NAME, retention=None)
        try:
            store._check_format()
            if settings is not None:
                store._check_settings(settings)
        except BaseException:
            store.close()
            raise
        return store

    def hold(self) -> None:
        """See the state as it is now until `close`, whatever another process commits meanwhile."""
        with reading(self.path):
            self._db.execute("BEGIN")

    def versions(self) -> Versions:
        """Return what the state was built by. Raises StateError."""
        with reading(self.path):
            found = self._db.execute("SELECT value FROM meta WHERE key = 'versions'").fetchone()
            if found is not None:
                return msgspec.msgpack.decode(found[0], type=Versions)
        raise StateError(f"{self.path} is not a state of this program.")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; its log is merged into it."""
        self._sections.close()
        self._db.close()

    def replace_by(self, other: "SqliteStore") -> None:
        """Put all of the other's database in the place of what is here, or nothing. StateError.

        Within this database: a file in its place would take over the log beside it, which stays
        for as long as anybody reads.
        """
        try:
            other._db.backup(self._db)  # noqa: SLF001  # of the same class
        except sqlite3.Error as error:
            raise StateError(f"The state {self.path} cannot be written: {why(error)}.") from error

    def load(self) -> Snapshot | None:
        """Return the last committed state, or None for a new one. Raises StateError."""
        with reading(self.path):
            cursor = self._cursor("cursor")
            if cursor is None:
                return None
            taken = self._sections.taken()
            return Snapshot(
                sections=self._sections.of(taken),
                taken=taken,
                fingerprints=self._records(taken.folded),
                positions=dict(self._db.execute("SELECT partition, next FROM positions")),
                cursor=cursor,
                outbox=self._outbox(),
            )

    def commit(self, step: Step) -> None:
        """Append fingerprints, positions, outbox rows and ledger: all or nothing."""
        db = self._db
        try:
            db.execute("BEGIN IMMEDIATE")
            try:
                self._append(step)
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise StateError(f"The state {self.path} cannot be written: {why(error)}.") from error
        if step.taken is not None:
            self._sections.let_go(step.taken)

    def merge(self) -> None:
        """Merge the log into the database, as far as it goes, while another thread may commit."""
        try:
            with contextlib.closing(sqlite3.connect(self.path, timeout=BUSY)) as beside:
                beside.execute("PRAGMA wal_checkpoint(PASSIVE)")
        except sqlite3.Error as error:
            raise StateError(f"The state {self.path} cannot be written: {why(error)}.") from error

    def ledger(self) -> Ledger:
        """Return the fold over every update ever committed. Raises StateError."""
        ledger = Ledger()
        with reading(self.path):
            rows = self._db.execute("SELECT block FROM ledger ORDER BY last")
            for update in ledger_block.decode(block for (block,) in rows):
                ledger.apply(update)
        return ledger

    def numbers(self) -> dict[str, int]:
        """Return the number of an article's newest stored fingerprint, by its id. StateError."""
        with reading(self.path):
            return {a: n for n, a in self._db.execute("SELECT n, article FROM articles ORDER BY n")}

    def record(self, n: int) -> bytes:
        """Return the stored fingerprint of a number, encoded. Raises StateError."""
        with reading(self.path):
            query = "SELECT record FROM fingerprints WHERE n = ?"
            record: bytes = self._db.execute(query, (n,)).fetchone()[0]
            return record

    def records(self) -> Iterator[tuple[str, bytes]]:
        """Yield every stored fingerprint with its article id, in log order. Raises StateError."""
        with reading(self.path):
            yield from self._db.execute(
                "SELECT article, record FROM fingerprints JOIN articles USING (n) ORDER BY n"
            )

    def figures(self) -> Figures:
        """Count what the state holds. Raises StateError."""
        with reading(self.path):
            return self._figures()

    def _figures(self) -> Figures:
        one = self._db.execute
        count, size = one("SELECT count(*), total(length(record)) FROM fingerprints").fetchone()
        since = one(
            "SELECT count(*) FROM fingerprints WHERE n > ?", (self._sections.taken().folded,)
        ).fetchone()[0]
        cursor = self._cursor("cursor") or START
        return Figures(
            fingerprints=count,
            fingerprint_bytes=int(size),
            since_snapshot=since,
            section_bytes=self._sections.sizes(),
            outbox=one("SELECT count(*) FROM outbox").fetchone()[0],
            updates=cursor.updates or 0,
            dead=cursor.dead or 0,
            file_bytes=self.path.stat().st_size,
        )

    def _make(self, versions: Versions) -> None:
        try:
            if self._db.execute("SELECT 1 FROM sqlite_master").fetchone():
                return
            self._db.executescript(f"BEGIN; {_SCHEMA} {SCHEMA}")
            self._put("versions", msgspec.msgpack.encode(versions))
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise StateError(f"The state {self.path} cannot be read: {why(error)}.") from error

    def _check_format(self) -> None:
        found = self.versions()
        if found.format != FORMAT or found.signature != SIGNATURE_VERSION:
            raise StateError(
                f"The state {self.path.parent} was made by another version of this program; "
                "replay the input into a new state."
            )

    def _check_settings(self, settings: str) -> None:
        if self.versions().settings != settings:
            folder = self.path.parent
            raise StateError(
                f"The state {folder} was made with other detection settings; use those, or "
                f"`dedup state rebuild --state {folder}` to fold its fingerprints again. A live "
                "state, whose updates are out, gives way to a new prefix and a new folder instead."
            )

    def _check_shard(self, shard: int) -> None:
        own = self.versions().shard
        if own != shard:
            raise StateError(
                f"The state {self.path.parent} is of shard {own}, not of {shard}; each shard has a "
                "state folder of its own."
            )

    def _append(self, step: Step) -> None:
        db = self._db
        if step.fingerprints:
            (n,) = db.execute("SELECT coalesce(max(n), 0) FROM fingerprints").fetchone()
            # ids apart, in the order of arrival: an index of them would write a page an article
            db.executemany(
                "INSERT INTO fingerprints VALUES (?, ?)",
                ((n + k, record) for k, (_, record) in enumerate(step.fingerprints, start=1)),
            )
            db.executemany(
                "INSERT INTO articles VALUES (?, ?)",
                ((n + k, article) for k, (article, _) in enumerate(step.fingerprints, start=1)),
            )
        db.executemany("INSERT OR REPLACE INTO positions VALUES (?, ?)", step.positions.items())
        stream: Stream
        for stream, sent in (("updates", step.published.updates), ("dead", step.published.dead)):
            if sent:
                db.execute("DELETE FROM outbox WHERE stream = ? AND last <= ?", (stream, sent))
            rows = [row for row in step.rows if row.stream == stream]
            if rows:
                packed = msgspec.msgpack.encode([(row.seq, row.key, row.value) for row in rows])
                db.execute("INSERT INTO outbox VALUES (?, ?, ?)", (stream, rows[-1].seq, packed))
        if step.updates:
            last = step.updates[-1]
            db.execute(
                "INSERT INTO ledger SELECT ?, (SELECT max(n) FROM fingerprints), ?, ?",
                (last.seq, last.at, ledger_block.encode(step.updates)),
            )
        self._put("cursor", msgspec.msgpack.encode(step.cursor))
        failpoint("during-commit")
        kept = 0
        for section in step.sections:
            self._sections.keep(section)
            kept += 1
        if step.taken is not None:
            self._sections.count(step.taken)
        self._sections.forget(most=FORGOTTEN * (1 + kept))
        if self._retention is not None and step.updates:
            before = step.updates[-1].at - self._retention
            self._forget(before, most=FORGOTTEN * (1 + len(step.fingerprints)))

    def _forget(self, before: int, *, most: int) -> None:
        """Drop the oldest steps, of so many articles, whose updates are from before this time.

        What came after the memory that counts is folded by the next start, however old an article
        from the future makes it look.
        """
        db = self._db
        over: tuple[int, int] | None = None
        first = 0
        for last, n, at in db.execute(
            "SELECT last, n, at FROM ledger ORDER BY last LIMIT ?", (most,)
        ):
            first = first or n
            if at >= before or n > self._sections.folded or (over and n - first > most):
                break
            over = last, n
        if over is not None:
            last, n = over
            db.execute("DELETE FROM fingerprints WHERE n <= ?", (n,))
            db.execute("DELETE FROM articles WHERE n <= ?", (n,))
            db.execute("DELETE FROM ledger WHERE last <= ?", (last,))

    def _outbox(self) -> list[Row]:
        rows: list[Row] = []
        stream: Stream
        for stream in ("updates", "dead"):
            for (packed,) in self._db.execute(
                "SELECT rows FROM outbox WHERE stream = ? ORDER BY last", (stream,)
            ):
                rows += [
                    Row(stream, *row)
                    for row in msgspec.msgpack.decode(packed, type=list[tuple[int, bytes, bytes]])
                ]
        return rows

    def _records(self, after: int) -> Iterator[bytes]:
        with reading(self.path):
            for (record,) in self._db.execute(
                "SELECT record FROM fingerprints WHERE n > ? ORDER BY n", (after,)
            ):
                yield record

    def _put(self, key: str, value: bytes) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def _cursor(self, key: str) -> Cursor | None:
        found = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return msgspec.msgpack.decode(found[0], type=Cursor) if found else None


def _connect(path: Path) -> sqlite3.Connection:
    try:
        db = sqlite3.connect(path, timeout=BUSY, isolation_level=None, check_same_thread=False)
        try:
            db.execute(f"PRAGMA page_size={PAGE}")
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=NORMAL")
        except BaseException:
            db.close()
            raise
    except sqlite3.Error as error:
        raise StateError(f"The state {path} cannot be read: {why(error)}.") from error
    return db
