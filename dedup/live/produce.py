"""Files of article JSON → the topic `articles`, at a steady rate."""

import asyncio
import math
from collections.abc import AsyncIterator, Callable, Sequence

from dedup import wiring
from dedup.adapters.files.feed import FileFeed
from dedup.adapters.files.paths import expand
from dedup.adapters.kafka import topics
from dedup.adapters.kafka.articles import play
from dedup.adapters.kafka.connection import quiet
from dedup.adapters.kafka.topics import Names
from dedup.errors import InputError, SettingsError
from dedup.live.running import connection
from dedup.ports import Delivery
from dedup.settings import Settings
from dedup.stages.prepare import reader


def produce(
    paths: Sequence[str], *, settings: Settings, rate: float, played: Callable[[int], None]
) -> int:
    """Play the paths into `articles`; return how many records are out. Raises DedupError."""
    if not math.isfinite(rate):
        raise SettingsError(f"Nothing can be played at a rate of {rate}; 0 is as fast as possible.")
    feed = FileFeed(
        expand(paths),
        order="given",
        batch=settings.work.batch,
        limit=settings.input.max_record_bytes,
        read=reader(wiring.decoder(settings.input)),
        folder=None,
    )
    return asyncio.run(_produce(feed, settings=settings, rate=rate, played=played))


async def _produce(
    feed: FileFeed, *, settings: Settings, rate: float, played: Callable[[int], None]
) -> int:
    quiet()
    link = connection(settings)
    await link.reach()
    there = await topics.check(link, Names(settings.kafka.prefix), roles=("articles",), shards=1)
    return await play(
        link, there["articles"], _records(feed.deliveries({})), rate=rate, played=played
    )


async def _records(
    batches: AsyncIterator[Sequence[Delivery]],
) -> AsyncIterator[Sequence[Delivery]]:
    async for batch in batches:
        for one in batch:
            if one.format != "json":
                raise InputError(f"{one.partition} is a page; only JSON lines go to Kafka.")
        yield batch
