"""One shard's detector and how far its log has come: prepared batches → steps, in memory only."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from dedup.core.arrays import Section
from dedup.core.article import Rejection
from dedup.core.detector import Detector, Outcome, Stats
from dedup.core.fingerprint import Fingerprint
from dedup.core.update import Update
from dedup.errors import OutputError, StateError
from dedup.formats import dead_letter
from dedup.formats import fingerprint as codec
from dedup.ports import START, Cursor, Meter, Row, Snapshot, Step, chained
from dedup.stages.prepare import Prepared

# In which what only grows is handed to the store between two snapshots: with all of it at once,
# nothing could be published for a quarter of a second at 30,000 articles in the window.
PORTIONS = 40

Encode = Callable[[Update], bytes]


class Shard:
    """The only memory of detection; every batch it is given comes out as one step."""

    def __init__(
        self, detector: Detector, *, encode: Encode, meter: Meter, snapshot_every: int | None
    ) -> None:
        """Begin with a detector without memory; a snapshot is due every so many fingerprints.

        None stands for a store that nothing is started from.
        """
        self.cursor = START  # after the last step made
        self.held = START  # the output has come this far already, and must be the same up to here
        self._detector = detector
        self._encode = encode
        self._meter = meter
        self._snapshot_every = snapshot_every
        self._since_snapshot = 0
        self._since_ahead = 0
        self._kept: Mapping[str, int] = {}  # how far the store has what only grows

    def stats(self) -> Stats:
        """Return the size of the detector's memory."""
        return self._detector.stats()

    def step(self, batch: Sequence[Prepared]) -> Step:
        """Detect a batch. Raises OutputError where it differs from what the output holds."""
        rows: list[Row] = []
        dead: list[Row] = []
        fingerprints: list[tuple[str, bytes]] = []
        updates: list[Update] = []
        positions: dict[str, int] = {}
        counts: Counter[tuple[Outcome, str]] = Counter()
        assert self.cursor.updates is not None
        assert self.cursor.dead is not None
        runaways, left = self._detector.runaways, self._detector.left.copy()
        seq, buried, chain = self.cursor.updates, self.cursor.dead, self.cursor.chain
        for prepared in batch:
            delivery, result = prepared.delivery, prepared.result
            positions[delivery.partition] = delivery.next
            fingerprint = result if isinstance(result, Rejection) else codec.decode(result)
            if isinstance(fingerprint, Rejection):
                counts[Outcome.REJECTED, fingerprint.reason.value] += 1
                buried += 1
                line = dead_letter.encode(buried, delivery, fingerprint)
                dead.append(Row("dead", buried, b"", line))
                continue
            assert isinstance(result, bytes)
            verdict = self._detector.admit(fingerprint)
            counts[verdict.outcome, ""] += 1
            fingerprints.append((fingerprint.id, result))
            for update in verdict.updates:
                line = self._encode(update)
                chain = chained(chain, line)
                seq = self._follow(update, seq, chain)
                rows.append(Row("updates", seq, update.cluster.encode(), line))
            updates.extend(verdict.updates)
        for (outcome, reason), count in counts.items():
            self._meter.count("deliveries", count, outcome=outcome.value, reason=reason)
        if self._detector.runaways > runaways:
            self._meter.count("runaway_families", self._detector.runaways - runaways)
        for why, count in (self._detector.left - left).items():
            self._meter.count("index_evictions", count, reason=why)
        self.cursor = Cursor(updates=seq, dead=buried, chain=chain)
        self._since_snapshot += len(fingerprints)
        self._since_ahead += len(fingerprints)
        sections = self._sections(self._snapshot_every)
        return Step(
            rows=rows + dead,
            fingerprints=fingerprints,
            updates=updates,
            positions=positions,
            cursor=self.cursor,
            ahead=self._ahead(),  # nothing where the sections, taken before, hold it all
            sections=sections,
        )

    def rest(self) -> Step:
        """Return what follows the last published step: nothing to fold and to send at a start."""
        return Step(
            positions={},
            cursor=self.cursor,
            published=self.cursor,
            sections=self._sections(None if self._snapshot_every is None else 1),
        )

    def _ahead(self) -> Sequence[Section]:
        """Return what has been appended to the detector's memory, now and then."""
        every = self._snapshot_every
        if every is None or self._since_ahead * PORTIONS < every:
            return ()
        return self._handed_over(self._detector.grown(self._kept))

    def _sections(self, every: int | None) -> Sequence[Section] | None:
        """Return what the store lacks of the detector's memory after so many fingerprints."""
        if every is None or self._since_snapshot < every:
            return None
        self._since_snapshot = 0
        return self._handed_over(self._detector.dump(self._kept))

    def _handed_over(self, sections: Iterator[Section]) -> Sequence[Section]:
        taken = tuple(sections)
        self._kept = self._detector.ends()
        self._since_ahead = 0
        return taken

    def _follow(self, update: Update, seq: int, chain: bytes) -> int:
        if update.seq != seq + 1:
            raise StateError(f"Update {update.seq} follows update {seq}; rebuild the state.")
        if update.seq == self.held.updates and chain != self.held.chain:
            raise OutputError(
                f"The output holds other updates up to number {update.seq} than this input gives "
                "under these settings; move it away or use the state and settings it came from."
            )
        return update.seq

    def restore(self, snapshot: Snapshot) -> None:
        """Load the sections and fold what was stored since; what comes out is already published.

        Raises StateError where that gives other updates than it gave before.
        """
        if snapshot.sections is not None:
            self._detector.load(snapshot.sections)
            self._kept = self._detector.ends()
        seq, chain, count = snapshot.since.updates, snapshot.since.chain, 0
        for record in snapshot.fingerprints:
            fingerprint = codec.decode(record)
            if not isinstance(fingerprint, Fingerprint):
                raise StateError(
                    f"A stored fingerprint cannot be used ({fingerprint.detail}); "
                    "`dedup state rebuild` cannot help here: replay the input into a new state."
                )
            for update in self._detector.admit(fingerprint).updates:
                seq, chain = update.seq, chained(chain, self._encode(update))
            count += 1
        if (seq, chain) != (snapshot.cursor.updates, snapshot.cursor.chain):
            raise StateError(
                "Folding the stored fingerprints gives other updates than were published from "
                "them, by another version of this program or on another platform; `dedup state "
                "rebuild` folds all of them again."
            )
        self._since_snapshot = count
        self.cursor = snapshot.cursor
