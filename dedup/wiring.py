"""Settings → the parts, put together, and run.

This is where every choice between a thread and a process is made.
"""

import asyncio
from concurrent.futures import Executor
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct
from zstandard import ZstdCompressor

from dedup.adapters.state_memory import LedgerOnly
from dedup.core.arrays import Pools, in_memory
from dedup.core.article import HOUR
from dedup.core.detector import Detector
from dedup.core.fingerprint import TEXT_LEVEL
from dedup.core.fingerprint import prepare_all as sign_all
from dedup.core.weights import CopyWeights, EventWeights
from dedup.errors import DedupError
from dedup.formats import update_json
from dedup.formats.article_json import Decoder
from dedup.ports import Meter, Sink, StateStore
from dedup.settings import Detect, Input, Settings
from dedup.stages.detect import Detection
from dedup.stages.pool import Here, Prepare, Processes
from dedup.stages.prepare import Sign, prepare_all, reader
from dedup.stages.shard import Encode


class Recipe(Struct, frozen=True):
    """All that prepare needs to know; goes to worker processes."""

    settings: Input

    def build(self) -> Prepare:
        """Return what prepares deliveries."""
        read = reader(decoder(self.settings))
        return partial(prepare_all, read=read, sign=signer(self.settings))


def decoder(settings: Input) -> Decoder:
    """Return how records are read under these settings."""
    return Decoder(
        mapping=settings.map,
        zones={field: ZoneInfo(zone) for field, zone in settings.timezone.items()},
        max_record_bytes=settings.max_record_bytes,
    )


def signer(settings: Input) -> Sign:
    """Return how articles are prepared under these settings; for one thread."""
    return partial(
        sign_all,
        future_tolerance=round(settings.future_tolerance_hours * HOUR),
        compress=ZstdCompressor(level=TEXT_LEVEL).compress,
    )


def new_detector(settings: Detect, *, shard: int = 0, cold: Pools = in_memory) -> Detector:
    """Return a detector without memory; `cold` makes pools for what it reads rarely."""
    return Detector(
        shard=shard,
        window_days=settings.window_days,
        event_window_hours=settings.event_window_hours,
        level=settings.level,
        copy_weights=copy_weights(settings),
        event_weights=event_weights(settings),
        cold=cold,
    )


def encoder(settings: Settings) -> Encode:
    """Return how updates are written under these settings."""
    return partial(update_json.encode, passages=settings.output.passages)


def copy_weights(settings: Detect) -> CopyWeights:
    """Return when two articles carry the same text under these settings."""
    return CopyWeights(**settings.same_text.model_dump())


def event_weights(settings: Detect) -> EventWeights:
    """Return when two families report one happening under these settings."""
    return EventWeights(**settings.same_event.model_dump())


def new_pool(settings: Settings, *, preparing: Executor) -> Here | Processes:
    """Return where prepare runs: one worker is a thread of this process, `preparing`."""
    recipe = Recipe(settings.input)
    workers = settings.work.workers
    if workers == 1:
        return Here(recipe.build(), executor=preparing)
    return Processes(recipe.build, workers=workers)


def new_detection(
    settings: Settings,
    *,
    store: StateStore,
    sink: Sink,
    meter: Meter,
    detecting: Executor,
    writing: Executor,
    shard: int,
    cold: Pools,
) -> Detection:
    """Return the loop around one shard's detector under these settings."""
    return Detection(
        detector=new_detector(settings.detect, shard=shard, cold=cold),
        encode=encoder(settings),
        store=store,
        sink=sink,
        meter=meter,
        detecting=detecting,
        writing=writing,
        snapshot_every=None if isinstance(store, LedgerOnly) else settings.state.snapshot_every,
        most=settings.work.batch,
    )


def run(work: Any) -> None:
    """Run to the end. What the operator can act on is raised alone, not in a group of errors."""
    try:
        asyncio.run(work)
    except BaseExceptionGroup as group:
        told = _told(group)
        if told is None:
            raise
        raise told from group


def _told(group: BaseExceptionGroup[BaseException]) -> DedupError | None:
    """Return the first error of a group that the operator can act on, if all are of that kind."""
    first: DedupError | None = None
    for error in group.exceptions:
        found = _told(error) if isinstance(error, BaseExceptionGroup) else error
        if not isinstance(found, DedupError):
            return None
        first = first or found
    return first
