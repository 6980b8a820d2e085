"""A state folder looked after: what it holds, and all of it folded again under other settings."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from dedup.adapters.files.pool import file_pools
from dedup.adapters.lock import locked
from dedup.adapters.state_sqlite.store import Figures, SqliteStore
from dedup.adapters.tally import Tally
from dedup.core.detector import Detector
from dedup.embedded import Watch
from dedup.errors import StateError
from dedup.ports import START, Cursor, Delivery, Progress, Snapshot, Step
from dedup.settings import Settings
from dedup.stages.prepare import Prepared
from dedup.stages.shard import Shard
from dedup.wiring import encoder, new_detector

_SCRATCH = "rebuild-"


def figures(folder: Path) -> Figures:
    """Count what a state holds. Raises StateError."""
    with SqliteStore.existing(folder) as store:
        return store.figures()


def rebuild(folder: Path, *, settings: Settings, watch: Watch | None = None) -> int:
    """Fold all stored fingerprints again, under these settings; return how many.

    The old state is replaced when the new one is whole. All updates wait in its outbox for a new
    output; positions and dead letters stand as they stood. Raises StateError.
    """
    SqliteStore.existing(folder).close()  # the lock would make the folder
    with locked(folder), SqliteStore.existing(folder) as old:
        snapshot = old.load()
        if snapshot is None:
            raise StateError(f"The state {folder} is empty.")
        for left in folder.glob(f"{_SCRATCH}*"):  # by one that was killed
            shutil.rmtree(left)
        with TemporaryDirectory(dir=folder, prefix=_SCRATCH) as scratch:
            shard = old.versions().shard
            new = SqliteStore.open(Path(scratch), settings=settings.digest(), shard=shard)
            with new, file_pools(Path(scratch)) as cold:
                detector = new_detector(settings.detect, shard=shard, cold=cold)
                count = _fold_again(
                    old, new, detector, snapshot=snapshot, settings=settings, watch=watch
                )
                old.replace_by(new)
    return count


def _fold_again(
    old: SqliteStore,
    new: SqliteStore,
    detector: Detector,
    *,
    snapshot: Snapshot,
    settings: Settings,
    watch: Watch | None,
) -> int:
    shard = Shard(
        detector,
        encode=encoder(settings),
        meter=Tally(),
        snapshot_every=settings.state.snapshot_every,
    )
    shard.cursor = Cursor(updates=0, dead=snapshot.cursor.dead)
    dead = [row for row in snapshot.outbox if row.stream == "dead"]
    new.commit(Step(rows=dead, positions=snapshot.positions, cursor=shard.cursor))
    batch: list[Prepared] = []
    count = 0
    progress = Progress(total=old.figures().fingerprints, doing="folding")
    for _, record in old.records():
        # partition and position were committed above and stay as they are
        stored = Delivery(value=None, partition="", position=0, next=0, format="fingerprint")
        batch.append(Prepared(stored, record))
        if len(batch) == settings.work.batch:
            new.commit(replace(shard.step(batch), positions={}))
            count += len(batch)
            batch = []
            progress.done = count
            if watch is not None:
                watch(progress, count)
    if batch:
        new.commit(replace(shard.step(batch), positions={}))
    new.commit(replace(shard.rest(), published=START))  # nothing of it is out yet
    return count + len(batch)
