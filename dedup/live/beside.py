"""What goes on beside the stages: levels for operators, a short database log, a look at topics.

Each runs until it is cancelled; none of them changes what is published.
"""

import asyncio
import contextlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from dedup.adapters.kafka import topics as kafka_topics
from dedup.adapters.kafka.connection import Connection
from dedup.adapters.kafka.topics import Topic
from dedup.adapters.state_sqlite.store import SqliteStore
from dedup.errors import StateError, TransportError
from dedup.ports import Meter
from dedup.stages.detect import Detection
from dedup.stages.health import Health

TICK_SECONDS = 1.0  # between two looks at lag and progress
SIZE_SECONDS = 10.0  # between two looks at a detector's memory: it waits for the batch in work
# The log of a state's database is merged into it beside the commits, so that none waits for the
# disk: one in five seconds took .1 to .5 s. A log that grows faster than that (1 GB) is too long.
MERGE_SECONDS = 1.0
SURVEY_SECONDS = 10.0  # between two looks whether a topic was made again


async def measure(detection: Detection, *, meter: Meter, shard: int) -> None:
    """Keep the sizes of a shard's memory up to date."""
    name = str(shard)
    while True:
        stats = await detection.stats()
        meter.level("window_articles", stats.articles, shard=name)
        meter.level("index_entries", stats.postings, shard=name)
        meter.level("index_bytes", stats.array_bytes, shard=name)
        meter.level("families_open", stats.families, shard=name)
        meter.level("events_open", stats.events, shard=name)
        await asyncio.sleep(SIZE_SECONDS)


async def merge(store: SqliteStore, executor: ThreadPoolExecutor) -> None:
    """Keep the log of the database short, beside the commits, so that none waits for the disk."""
    while True:
        await asyncio.sleep(MERGE_SECONDS)
        with contextlib.suppress(StateError):  # what it means, the next commit says
            await asyncio.get_running_loop().run_in_executor(executor, store.merge)


async def tick(health: Health, *, meter: Meter) -> None:
    """Keep the levels and the watchdog up to date."""
    gone: dict[tuple[str, str], int] = {}  # partitions that moved to another worker: not our lag
    while True:
        lags = {
            (stage, partition): lag
            for stage, partitions in health.lags().items()
            for partition, lag in partitions.items()
        }
        for (stage, partition), lag in (gone | lags).items():
            meter.level("lag_records", lag, stage=stage, partition=partition)
        gone |= dict.fromkeys(lags, 0)
        meter.level("ready", health.ready() is None)
        meter.level("alive", health.alive() is None)
        await asyncio.sleep(TICK_SECONDS)


async def same_topics(connection: Connection, topics: Iterable[Topic]) -> None:
    """Stop everything when a topic was deleted and made again: its positions mean nothing now."""
    wanted = {topic.name: topic.id for topic in topics}
    while True:
        await asyncio.sleep(SURVEY_SECONDS)
        try:
            found = await kafka_topics.survey(connection, wanted)
        except TransportError:
            continue  # the stages say themselves that the broker is away
        for name, topic in found.items():
            if topic is None or topic.id != wanted[name]:
                raise TransportError(
                    f"Topic {name} was deleted{' and made again' if topic else ''} while it was"
                    " in use; nothing more is read or written."
                )
