"""One shard's detector and how far its log has come: prepared batches → steps, in memory only."""

from collections import Counter
from collections.abc import Callable, Sequence

from dedup.core.article import Rejection
from dedup.core.detector import Detector, Outcome, Stats
from dedup.core.fingerprint import Fingerprint
from dedup.core.update import Update
from dedup.errors import OutputError, StateError
from dedup.formats import dead_letter
from dedup.formats import fingerprint as codec
from dedup.ports import START, Cursor, Meter, Row, Snapshot, Step, chained
from dedup.stages.portions import Portions
from dedup.stages.prepare import Prepared

Encode = Callable[[Update], bytes]


class Shard:
    """The only memory of detection; every batch it is given comes out as one step."""

    def __init__(
        self, detector: Detector, *, encode: Encode, meter: Meter, snapshot_every: int | None
    ) -> None:
        """Begin with a detector without memory; for `snapshot_every` see `Portions`."""
        self.cursor = START  # after the last step made
        self.held = START  # the output has come this far already, and must be the same up to here
        self._detector = detector
        self._encode = encode
        self._meter = meter
        self._portions = Portions(detector, every=snapshot_every)

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
        portion = self._portions.after(len(fingerprints), cursor=self.cursor)
        return Step(
            rows=rows + dead,
            fingerprints=fingerprints,
            updates=updates,
            positions=positions,
            cursor=self.cursor,
            sections=portion.sections,
            taken=portion.taken,
        )

    def rest(self) -> Step:
        """Return what follows the last published step: nothing to fold and to send at a start."""
        portion = self._portions.rest(cursor=self.cursor)
        return Step(
            positions={},
            cursor=self.cursor,
            published=self.cursor,
            sections=portion.sections,
            taken=portion.taken,
        )

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
        if snapshot.sections:
            self._detector.load(snapshot.sections)
        since = snapshot.taken.since
        seq, chain, count = since.updates, since.chain, 0
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
        self._portions.resume(snapshot.taken, folded=count)
        self.cursor = snapshot.cursor
