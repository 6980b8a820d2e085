"""Settings → the live stages, put together: Kafka in, Kafka out, until a signal says stop.

One process runs prepare, one detection a shard, and the doors for health and metrics. Whatever
fails for good ends the whole process: a supervisor starts it again, and every start converges.
"""

import asyncio
import contextlib
import gc
import os
import platform
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version as installed
from pathlib import Path

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
from dedup.adapters.lock import locked
from dedup.adapters.prometheus import PrometheusMeter
from dedup.adapters.state_sqlite import SqliteStore
from dedup.core.article import DAY
from dedup.core.fingerprint import SIGNATURE_VERSION
from dedup.errors import StateError, TransportError, first
from dedup.ports import Delivery
from dedup.settings import Settings
from dedup.stages.detect import Detection
from dedup.stages.health import Health
from dedup.stages.pace import Pace
from dedup.stages.pool import Processes
from dedup.stages.relay import Relay

# How long a thread that computes keeps the interpreter from one that waits for it. A transaction is
# a dozen short turns of the event loop, and each waited up to 5 ms (the default) for detection: at
# 400 articles a second the 99th percentile was 338 ms with 1 ms and 195 ms with a fifth of that.
SWITCH_SECONDS = 0.0002
TICK_SECONDS = 1.0  # between two looks at lag and progress
SIZE_SECONDS = 10.0  # between two looks at a detector's memory: it waits for the batch in work
# The log of a state's database is merged into it beside the commits, so that none waits for the
# disk: one in five seconds took .1 to .5 s. A log that grows faster than that (1 GB) is too long.
MERGE_SECONDS = 1.0
WAL_PAGES = 65_536
SURVEY_SECONDS = 10.0  # between two looks whether a topic was made again
DRAIN_SECONDS = 6.0  # for the work in hand after a stop; then clients and threads are stopped
END_SECONDS = 9.0  # after a stop, whatever still hangs: a supervisor kills after ten
PREPARE_ROLES: tuple[Role, ...] = ("articles", "fingerprints", "dead")
DETECT_ROLES: tuple[Role, ...] = ("fingerprints", "clusters", "state", "dead")

log = structlog.get_logger(__name__)

# Any article: the first one of a worker process loads the kernels, which takes seconds.
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
    sys.setswitchinterval(SWITCH_SECONDS)
    wiring.run(_run(settings))


async def _run(settings: Settings) -> None:
    quiet()
    stop = asyncio.Event()
    names = Names(settings.kafka.prefix)
    stage = settings.run.stage
    chosen = chosen_shards(settings) if stage != "prepare" else ()
    health = Health(
        now=time.monotonic,
        ready_lag=settings.run.ready_lag,
        alive_seconds=settings.run.alive_seconds,
        stages=(stage != "detect") + len(chosen),
    )
    meter = PrometheusMeter()
    async with _doors(health, meter).open(
        host=settings.run.http_host, port=settings.run.http_port
    ) as port:
        log.info("listening", host=settings.run.http_host, port=port)
        wanted = dict.fromkeys(
            (*(PREPARE_ROLES if stage != "detect" else ()), *(DETECT_ROLES if chosen else ()))
        )
        link = connection(settings)
        await link.reach()
        await asyncio.to_thread(wiring.warm_up)
        topics = await kafka_topics.check(
            link, names, roles=wanted, shards=max((*settings.shards.values(), *chosen)) + 1
        )
        live = Live(
            settings=settings,
            connection=link,
            names=names,
            topics=topics,
            meter=meter,
            health=health,
            stop=stop,
        )
        with _signals(live):
            await _all(live, chosen)
    log.info("stopped")


async def _all(live: Live, chosen: tuple[int, ...]) -> None:
    """Run every stage until the stop, and what looks after them; the first error ends all."""
    try:
        async with asyncio.TaskGroup() as tasks:
            beside = [tasks.create_task(_tick(live)), tasks.create_task(_same_topics(live))]
            stages = [tasks.create_task(_detect(live, shard)) for shard in chosen]
            if live.settings.run.stage != "detect":
                stages.append(tasks.create_task(_prepare(live)))
            overdue = tasks.create_task(_overdue(live))
            await asyncio.wait(stages, return_when=asyncio.ALL_COMPLETED)
            for task in (*beside, overdue):
                task.cancel()
    except BaseExceptionGroup as group:
        raise first(group) from group


async def _prepare(live: Live) -> None:
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
    # Processes of their own, even one: what Python computes would hold back detection here.
    pool = Processes(wiring.Recipe(settings.input).build, workers=settings.work.workers)
    try:
        await pool.prepare([WARM] * settings.work.workers)  # processes start and load kernels
        await group.start()
        live.health.started("prepare", group)
        relay = Relay(
            group=group,
            pool=pool,
            log=publisher,
            shard_of=_router(settings.shards),
            meter=live.meter,
        )
        await relay.run(live.stop)
    finally:
        await publisher.close()
        await group.close()
        pool.close()


async def _detect(live: Live, shard: int) -> None:
    settings = live.settings
    digest = settings.digest()
    async with contextlib.AsyncExitStack() as stack:
        folder = Path(settings.run.state) / f"shard-{shard}"
        stack.enter_context(locked(folder))
        detecting = stack.enter_context(ThreadPoolExecutor(1, f"detect-{shard}"))
        writing = stack.enter_context(ThreadPoolExecutor(1, f"write-{shard}"))
        store = stack.enter_context(
            SqliteStore.open(
                folder,
                settings=digest,
                retention=round(settings.state.retention_days * DAY),
                wal_pages=WAL_PAGES,
            )
        )
        place = Place(
            shard=shard,
            application=live.names.application,
            source=settings.kafka.source,
            fingerprints=live.topics["fingerprints"],
            clusters=live.topics["clusters"],
            state=live.topics["state"],
            dead=live.topics["dead"],
            versions=f"{SIGNATURE_VERSION}.{digest[:16]}",
        )
        sink = KafkaSink(live.connection, place, meter=live.meter)
        stack.push_async_callback(sink.close)
        feed = ShardFeed(live.connection, place.fingerprints, shard, batch=settings.work.batch)
        pace = Pace(
            shard=shard,
            feed=feed,
            sink=sink,
            meter=live.meter,
            stop=live.stop,
            wall=time.time,
        )
        stack.push_async_callback(pace.close)
        detection = wiring.new_detection(
            settings,
            store=store,
            sink=pace,
            meter=live.meter,
            detecting=detecting,
            writing=writing,
            shard=shard,
        )
        begun = time.monotonic()
        positions = await detection.resume()
        pace.read(positions)
        # What is there now stays. Looking through it (150,000 objects of the compiler alone) held
        # everything up for 140 ms each time; detection itself makes hardly any that can be cyclic.
        gc.collect()
        gc.freeze()
        live.health.started(f"detect-{shard}", pace)
        log.info(
            "resumed",
            shard=shard,
            positions=dict(positions),
            seconds=round(time.monotonic() - begun, 3),
        )
        merging = stack.enter_context(ThreadPoolExecutor(1, f"merge-{shard}"))
        beside = [
            asyncio.create_task(_measure(live, detection, shard)),
            asyncio.create_task(_merge(store, merging)),
        ]
        try:
            await detection.run(pace)
        finally:
            for task in beside:
                task.cancel()
            await asyncio.wait(beside)  # before their threads are gone


async def _measure(live: Live, detection: Detection, shard: int) -> None:
    """Keep the sizes of a shard's memory up to date."""
    name = str(shard)
    while True:
        stats = await detection.stats()
        live.meter.level("window_articles", stats.articles, shard=name)
        live.meter.level("index_entries", stats.postings, shard=name)
        live.meter.level("index_bytes", stats.array_bytes, shard=name)
        live.meter.level("families_open", stats.families, shard=name)
        live.meter.level("events_open", stats.events, shard=name)
        await asyncio.sleep(SIZE_SECONDS)


async def _merge(store: SqliteStore, executor: ThreadPoolExecutor) -> None:
    """Keep the log of the database short, beside the commits, so that none waits for the disk."""
    while True:
        await asyncio.sleep(MERGE_SECONDS)
        with contextlib.suppress(StateError):  # what it means, the next commit says
            await asyncio.get_running_loop().run_in_executor(executor, store.merge)


async def _tick(live: Live) -> None:
    """Keep the levels and the watchdog up to date."""
    live.meter.level(
        "build_info", 1, version=installed("news-dedup"), signature_version=str(SIGNATURE_VERSION)
    )
    while True:
        for stage, lags in live.health.lags().items():
            for partition, lag in lags.items():
                live.meter.level("lag_records", lag, stage=stage, partition=partition)
        live.meter.level("ready", live.health.ready() is None)
        live.health.alive()
        await asyncio.sleep(TICK_SECONDS)


async def _same_topics(live: Live) -> None:
    """Stop everything when a topic was deleted and made again: its positions mean nothing now."""
    wanted = {topic.name: topic.id for topic in live.topics.values()}
    while True:
        await asyncio.sleep(SURVEY_SECONDS)
        try:
            found = await kafka_topics.survey(live.connection, wanted)
        except TransportError:
            continue  # the stages say themselves that the broker is away
        for name, topic in found.items():
            if topic is None or topic.id != wanted[name]:
                raise TransportError(
                    f"Topic {name} was deleted{' and made again' if topic else ''} while it was"
                    " in use; nothing more is read or written."
                )


async def _overdue(live: Live) -> None:
    await live.stop.wait()
    await asyncio.sleep(DRAIN_SECONDS)
    raise TransportError("The work in hand did not end in time; the next start repeats it.")


@contextlib.contextmanager
def _signals(live: Live) -> Iterator[None]:
    loop = asyncio.get_running_loop()

    def stop() -> None:
        if live.stop.is_set():
            return
        log.info("stopping: draining the work in hand")
        live.health.stopping()
        live.stop.set()
        last = threading.Timer(END_SECONDS, _end)
        last.daemon = True  # it outlives nothing
        last.start()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    try:
        yield
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)


def _end() -> None:
    """End the process as it stands: every start converges, and nothing may hold up a stop."""
    sys.stderr.write("dedup: The stop took too long; the next start repeats the work in hand.\n")
    sys.stderr.flush()
    os._exit(2)  # as every other end that is not the ordinary one


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


def _router(shards_of: Mapping[str, int]) -> Callable[[str], int]:
    rest = shards_of["*"]
    return lambda language: shards_of.get(language, rest)
