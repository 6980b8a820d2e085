"""The state of a process that keeps none on disk: all of it, or no more than its tables need."""

from collections.abc import Sequence

from dedup.core.arrays import Section
from dedup.core.ledger import Ledger
from dedup.formats import ledger_block
from dedup.ports import NOTHING, Cursor, Extent, Row, Snapshot, Step


class MemoryStore:
    """A StateStore in lists; a second detector can be started from it, in this process."""

    def __init__(self) -> None:
        self._ledger = Ledger()
        self._fingerprints: list[bytes] = []  # since the memory that counts
        self._positions: dict[str, int] = {}
        self._outbox: list[Row] = []
        self._sections: dict[str, list[Section]] = {}
        self._taken = NOTHING
        self._cursor: Cursor | None = None

    def load(self) -> Snapshot | None:
        """Return the last committed state, or None for a new one."""
        if self._cursor is None:
            return None
        return Snapshot(
            sections={
                name: _joined(name, self._sections[name], extent)
                for name, extent in self._taken.extents.items()
            },
            taken=self._taken,
            fingerprints=tuple(self._fingerprints),
            positions=dict(self._positions),
            cursor=self._cursor,
            outbox=in_order(self._outbox),
        )

    def commit(self, step: Step) -> None:
        """Append fingerprints, positions, outbox rows and ledger: all or nothing."""
        sections = tuple(step.sections)
        for update in step.updates:
            self._ledger.apply(update)
        self._fingerprints += [record for _, record in step.fingerprints]
        self._positions.update(step.positions)
        sent = {"updates": step.published.updates or 0, "dead": step.published.dead or 0}
        self._outbox = [row for row in self._outbox if row.seq > sent[row.stream]]
        self._outbox += step.rows
        self._cursor = step.cursor
        for section in sections:
            kept = self._sections.setdefault(section.name, [])
            kept[:] = [old for old in kept if old.start < section.start]
            kept.append(section)
        if step.taken is not None:
            for name, extent in step.taken.extents.items():
                kept = self._sections[name]
                kept[:] = [old for old in kept if old.end > extent.first]
            del self._fingerprints[: step.taken.folded - self._taken.folded]
            self._taken = step.taken

    def ledger(self) -> Ledger:
        """Return the fold over every update ever committed."""
        return self._ledger


class LedgerOnly:
    """A StateStore that nothing can be started from: a process that resumes nothing pays for none.

    Its `load` returns None before and after every commit. Updates are kept packed, in a sixth of
    what their fold takes, until it is asked for.
    """

    def __init__(self) -> None:
        self._blocks: list[bytes] = []

    def load(self) -> Snapshot | None:
        """Return None: there is never anything to go on from."""
        return None

    def commit(self, step: Step) -> None:
        """Keep what the ledger needs of the updates."""
        if step.updates:
            self._blocks.append(ledger_block.encode(step.updates))

    def ledger(self) -> Ledger:
        """Return the fold over every update ever committed."""
        ledger = Ledger()
        for update in ledger_block.decode(self._blocks):
            ledger.apply(update)
        return ledger


def _joined(name: str, kept: Sequence[Section], extent: Extent) -> Section:
    counting = [section for section in kept if section.end <= extent.end]
    data = b"".join(section.data for section in counting)
    start = counting[0].start if counting else extent.first
    return Section(name, data, extent.first, start, extent.end)


def in_order(rows: Sequence[Row]) -> list[Row]:
    """Return the updates and then the dead letters, each by number."""
    return sorted(rows, key=lambda row: (row.stream != "updates", row.seq))
