"""Settings → the live stages, put together: Kafka in, Kafka out, until a signal says stop.

This process talks to the broker, has the doors for health and metrics, and prepares in a thread, or
in several processes; every shard's detection computes in a process of its own. Whatever fails for
good ends all of them: a supervisor starts again, and every start converges.
"""

import asyncio
import contextlib
import gc
import platform
import sys
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version as installed
from typing import Literal

import structlog
from msgspec import Struct

from dedup import wiring
from dedup.adapters.http import Doors
from dedup.adapters.kafka import topics as kafka_topics
from dedup.adapters.kafka.connection import Connection, quiet
from dedup.adapters.kafka.feed import ShardFeed
from dedup.adapters.kafka.group import GroupFeed
from dedup.adapters.kafka.publisher import KafkaPublisher
from dedup.adapters.kafka.sink import KafkaSink, Place
from dedup.adapters.kafka.topics import Names, Role, Topic
from dedup.adapters.prometheus import PrometheusMeter
from dedup.core.fingerprint import SIGNATURE_VERSION
from dedup.errors import first
from dedup.live.apart import Apart
from dedup.live.beside import same_topics, tick
from dedup.live.stopping import overdue, signals, unless_stopped
from dedup.ports import Delivery
from dedup.settings import Settings
from dedup.stages.health import Health
from dedup.stages.pace import Pace
from dedup.stages.prepare import Pool
from dedup.stages.relay import Relay

# How long prepare keeps the interpreter from the event loop, which only hands things on: each turn
# would wait for a whole batch (5 ms by default).
SWITCH_SECONDS = 0.0002

PREPARE_ROLES: tuple[Role, ...] = ("articles", "fingerprints", "dead")
DETECT_ROLES: tuple[Role, ...] = ("fingerprints", "clusters", "state", "dead")

log = structlog.get_logger(__name__)

# Any article: the first one loads the kernels, which takes seconds.
WARM = Delivery(
    value=b'{"id":"warm","title":"Two yards announced their orders on Monday morning."}',
    partition="warm",
    position=0,
    next=1,
)

Topics = Mapping[Role, Topic]


class Live(Struct, frozen=True, kw_only=True):
    """What every stage of this process is given."""

    settings: Settings
    connection: Connection
    names: Names
    topics: Topics
    meter: PrometheusMeter
    health: Health
    stop: asyncio.Event


def connection(settings: Settings) -> Connection:
    """Return how the brokers are reached under these settings."""
    kafka = settings.kafka
    return Connection(
        bootstrap=kafka.bootstrap,
        security=kafka.security,
        mechanism=kafka.mechanism,
        username=kafka.username,
        password=kafka.password.get_secret_value(),
        ca_file=kafka.ca,
        certificate_file=kafka.certificate,
        key_file=kafka.key,
    )


def chosen_shards(settings: Settings) -> tuple[int, ...]:
    """Return the shards that this process detects: those asked for, else all there are."""
    return settings.run.shard or tuple(sorted(set(settings.shards.values())))


def undetected(settings: Settings, partitions: int) -> list[int]:
    """Return which partitions of the log no language goes to, where all shards are detected here.

    Who has changed `[shards]` on the same prefix may have articles in them.
    """
    if settings.run.shard:
        return []
    return sorted(set(range(partitions)) - set(settings.shards.values()))


def create_topics(settings: Settings, *, shards: int | None = None) -> dict[str, bool]:
    """Make the topics that are missing; return each name with whether it was made now.

    Without a number of shards, there are as many as the settings map languages to.
    """
    return asyncio.run(
        kafka_topics.create(
            connection(settings),
            Names(settings.kafka.prefix),
            partitions=settings.kafka.partitions,
            shards=shards or max(settings.shards.values()) + 1,
        )
    )


def run(settings: Settings) -> None:
    """Run the stages that the settings name until SIGTERM or SIGINT. Raises DedupError."""
    wiring.run(_run(settings))


async def _run(settings: Settings) -> None:
    quiet()
    stop = asyncio.Event()
    stage = settings.run.stage
    chosen = chosen_shards(settings) if stage != "prepare" else ()
    health = Health(
        now=time.monotonic,
        ready_lag=settings.run.ready_lag,
        alive_seconds=settings.run.alive_seconds,
        stages=(stage != "detect") + len(chosen),
    )
    meter = PrometheusMeter()
    meter.level(
        "build_info", 1, version=installed("news-dedup"), signature_version=str(SIGNATURE_VERSION)
    )
    with signals(health, stop):
        async with _doors(health, meter).open(
            host=settings.run.http_host, port=settings.run.http_port
        ) as port:
            log.info("listening", host=settings.run.http_host, port=port)
            link = connection(settings)
            topics = await unless_stopped(stop, _topics(settings, link, chosen))
            if topics is not None:
                if chosen and (idle := undetected(settings, topics["fingerprints"].partitions)):
                    log.warning(
                        "nobody detects these partitions: [shards] names none of them",
                        topic=topics["fingerprints"].name,
                        partitions=idle,
                    )
                live = Live(
                    settings=settings,
                    connection=link,
                    names=Names(settings.kafka.prefix),
                    topics=topics,
                    meter=meter,
                    health=health,
                    stop=stop,
                )
                await _all(live, chosen)
    log.info("stopped")


async def _topics(settings: Settings, link: Connection, chosen: tuple[int, ...]) -> Topics:
    """Wait for the broker; return the topics, if they will do."""
    roles = dict.fromkeys(
        (
            *(PREPARE_ROLES if settings.run.stage != "detect" else ()),
            *(DETECT_ROLES if chosen else ()),
        )
    )
    await link.reach()
    return await kafka_topics.check(
        link,
        Names(settings.kafka.prefix),
        roles=roles,
        shards=max((*settings.shards.values(), *chosen)) + 1,
    )


async def _all(live: Live, chosen: tuple[int, ...]) -> None:
    """Run every stage until the stop, and what looks after them; the first error ends all."""
    try:
        async with asyncio.TaskGroup() as tasks:
            beside = [
                tasks.create_task(tick(live.health, meter=live.meter)),
                tasks.create_task(same_topics(live.connection, live.topics.values())),
                tasks.create_task(overdue(live.stop)),
            ]
            # kernels are compiled once: by the first process, while the others wait
            warm = {shard: asyncio.Event() for shard in chosen}
            stages = [
                tasks.create_task(
                    _detect(live, shard, warm[shard], after=warm[chosen[0]] if n else None)
                )
                for n, shard in enumerate(chosen)
            ]
            if live.settings.run.stage != "detect":
                stages.append(tasks.create_task(_prepare(live, warm.values())))
            await asyncio.wait(stages, return_when=asyncio.ALL_COMPLETED)
            for task in beside:
                task.cancel()
    except BaseExceptionGroup as group:
        raise first(group) from group


async def _prepare(live: Live, detection_warm: Iterable[asyncio.Event]) -> None:
    settings = live.settings
    group = GroupFeed(
        live.connection,
        live.topics["articles"],
        live.names,
        instance=settings.kafka.instance or platform.node() or "dedup",
        batch=settings.work.batch,
    )
    publisher = KafkaPublisher(
        live.connection, fingerprints=live.topics["fingerprints"], dead=live.topics["dead"]
    )
    sys.setswitchinterval(SWITCH_SECONDS)
    preparing = ThreadPoolExecutor(1, "prepare")
    pool = wiring.new_pool(settings, preparing=preparing)
    try:
        warm = _warm(pool, after=detection_warm)
        if await unless_stopped(live.stop, warm) is None:
            return
        await group.start()
        live.health.started("prepare", group)
        relay = Relay(
            group=group,
            pool=pool,
            log=publisher,
            shards=settings.shards,
            meter=live.meter,
        )
        await relay.run(live.stop)
    finally:
        await publisher.close()
        await group.close()
        pool.close()
        preparing.shutdown()


async def _warm(pool: Pool, *, after: Iterable[asyncio.Event]) -> Literal[True]:
    """Load prepare's kernels, or compile them; of several processes, the first one's."""
    for event in after:
        await event.wait()
    await pool.prepare([WARM])
    # What is there now stays: looking through all of the compiler would hold everything up.
    gc.collect()
    gc.freeze()
    return True


async def _detect(
    live: Live, shard: int, warm: asyncio.Event, *, after: asyncio.Event | None
) -> None:
    settings = live.settings
    if after is not None:
        await after.wait()
    async with contextlib.AsyncExitStack() as stack:
        place = Place(
            shard=shard,
            application=live.names.application,
            source=settings.kafka.source,
            fingerprints=live.topics["fingerprints"],
            clusters=live.topics["clusters"],
            state=live.topics["state"],
            dead=live.topics["dead"],
            versions=f"{SIGNATURE_VERSION}.{settings.digest()[:16]}",
        )
        sink = KafkaSink(live.connection, place, meter=live.meter)
        stack.push_async_callback(sink.close)
        pace = Pace(
            shard=shard,
            feed=ShardFeed(live.connection, place.fingerprints, shard, batch=settings.work.batch),
            sink=sink,
            meter=live.meter,
            stop=live.stop,
            wall=time.time,
        )
        stack.push_async_callback(pace.close)
        apart = Apart(settings, shard=shard, pace=pace, meter=live.meter)
        stack.push_async_callback(apart.close)
        begun = time.monotonic()
        await unless_stopped(live.stop, apart.start())
        warm.set()
        positions = await unless_stopped(live.stop, apart.resume())
        if positions is None:
            return
        pace.read(positions)
        live.health.started(f"detect-{shard}", pace)
        log.info(
            "resumed",
            shard=shard,
            positions=dict(positions),
            seconds=round(time.monotonic() - begun, 3),
        )
        await apart.run()


def _doors(health: Health, meter: PrometheusMeter) -> Doors:
    return Doors(
        metrics=meter.text,
        metrics_type=meter.content_type,
        probes={
            "/livez": health.alive,
            "/readyz": health.ready,
            "/startupz": health.startup,
        },
        version={"version": installed("news-dedup"), "signatures": str(SIGNATURE_VERSION)},
    )
