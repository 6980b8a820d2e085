"""The embedded path: files, any feed that ends, or Python values → families, events and outputs.

Here a state is a folder or nothing at all, and everything ends with the input.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import orjson
from msgspec import Struct

from dedup import wiring
from dedup.adapters.files.feed import FileFeed
from dedup.adapters.files.paths import expand
from dedup.adapters.files.pool import file_pools
from dedup.adapters.lines import LineFiles
from dedup.adapters.lock import locked
from dedup.adapters.state_memory import LedgerOnly
from dedup.adapters.state_sqlite.store import SqliteStore
from dedup.adapters.tally import Tally
from dedup.core.arrays import Pools
from dedup.core.article import Article, Reason, Rejection
from dedup.core.fingerprint import Fingerprint
from dedup.core.ledger import Ledger
from dedup.core.update import Update
from dedup.failpoint import failpoint
from dedup.formats.article_json import FIELDS
from dedup.formats.first_look import advice
from dedup.outputs import Outputs, check, check_apart, check_beside, write_tables
from dedup.ports import Archive, Delivery, Progress, Sink, StateStore
from dedup.settings import Settings
from dedup.stages.prepare import Batches, prepare, reader

LOOK = 0.2  # seconds between two looks at the progress
LOOKED_AT = 100  # records between two, where nothing else is done meanwhile
AHEAD = 2  # prepared batches that wait for detection: one to take, one in making


class Replayed(Struct, frozen=True, kw_only=True):
    """What a replay came to."""

    outcomes: dict[str, int]  # of the deliveries of this run
    reasons: dict[str, int]  # of the rejected ones
    runaways: int  # families that this run stopped
    ledger: Ledger  # of the whole state


Watch = Callable[[Progress, int], None]  # how far reading is; deliveries counted
Tell = Callable[[str], None]  # one sentence for a person


def replay(
    articles: Iterable[Article | Mapping[str, Any]],
    *,
    settings: Settings | None = None,
    on_rejection: Callable[[Article | Mapping[str, Any], Rejection], None] | None = None,
) -> Iterator[Update]:
    """Yield the updates of articles in their order; mappings are read as our flat article JSON.

    What is refused yields nothing and is handed to `on_rejection`. Raises TypeError for one article
    in the place of several.
    """
    if isinstance(articles, Mapping | str | bytes):
        raise TypeError(
            f"replay takes several articles, not one {type(articles).__name__}: give a list of "
            "mappings, or any other iterable of them."
        )
    return _updates(articles, settings=settings or Settings(), on_rejection=on_rejection)


def _updates(
    articles: Iterable[Article | Mapping[str, Any]],
    *,
    settings: Settings,
    on_rejection: Callable[[Article | Mapping[str, Any], Rejection], None] | None,
) -> Iterator[Update]:
    decode, sign = wiring.decoder(settings.input).decode, wiring.signer(settings.input)
    names = [settings.input.map.get(name, name) for name in FIELDS]
    detector = wiring.new_detector(settings.detect)
    for given in articles:
        article = given if isinstance(given, Article) else _read(given, names, decode)
        fingerprint = article if isinstance(article, Rejection) else sign([article])[0]
        if not isinstance(fingerprint, Rejection):
            yield from detector.admit(fingerprint).updates
        elif on_rejection is not None:
            on_rejection(given, fingerprint)


def _read(
    given: object, names: Sequence[str], decode: Callable[[bytes], Article | Rejection]
) -> Article | Rejection:
    """Read what is ours of a mapping: the rest is whatever its owner likes, and not for JSON."""
    if not isinstance(given, Mapping):
        return Rejection(Reason.MALFORMED, "not an object")
    try:
        return decode(orjson.dumps({name: given[name] for name in names if name in given}))
    except TypeError as error:  # a lone surrogate, or what JSON has no form for
        return Rejection(Reason.ENCODING, str(error))


def warm_up() -> None:
    """Compile the kernels, or load them where they are compiled already."""
    text = (
        "조선소 두 곳이 수주를 발표했다. Two yards announced their orders on Monday morning. " * 8
    )
    for _ in replay({"id": f"warm-{n}", "outlet": f"o{n}", "body": text} for n in range(2)):
        pass


def replay_files(
    paths: Sequence[str],
    *,
    settings: Settings,
    outputs: Outputs,
    state: Path | None = None,
    ready: Callable[[], None] = warm_up,
    watch: Watch | None = None,
    tell: Tell | None = None,
) -> Replayed:
    """Read paths into families and events, write the outputs, and return what it came to.

    With a state folder, what an earlier run read is not read again and outputs are gone on with.
    `ready` is called once everything is open and nothing has been read; `tell` hears what a person
    should know about how the records are read. Raises DedupError.
    """
    sources = expand(paths)
    check_apart(outputs, (source.path for source in sources))
    feed = FileFeed(
        sources,
        order=settings.input.order or ("given" if len(sources) == 1 else "time"),
        batch=settings.work.batch,
        limit=settings.input.max_record_bytes,
        read=reader(wiring.decoder(settings.input)),
        folder=state,
    )
    return replay_feed(
        feed, settings=settings, outputs=outputs, state=state, ready=ready, watch=watch, tell=tell
    )


def replay_feed(
    feed: Archive,
    *,
    settings: Settings,
    outputs: Outputs,
    state: Path | None = None,
    ready: Callable[[], None] = warm_up,
    watch: Watch | None = None,
    tell: Tell | None = None,
    shard: int = 0,
) -> Replayed:
    """Do what `replay_files` does with any feed that ends."""
    check(outputs)
    if state is not None:
        check_beside(outputs, state)
    tally = Tally()
    with ExitStack() as stack:
        store: StateStore
        if state is None:
            store = LedgerOnly()
            sink = LineFiles.fresh(updates=outputs.updates, dead=outputs.dead)
        else:
            stack.enter_context(locked(state))
            store = stack.enter_context(
                SqliteStore.open(state, settings=settings.digest(), shard=shard)
            )
            sink = LineFiles.continued(updates=outputs.updates, dead=outputs.dead)
        stack.callback(sink.close)
        cold = stack.enter_context(file_pools(state or Path(gettempdir())))
        ready()
        wiring.run(
            _replay(
                feed,
                store=store,
                sink=sink,
                meter=tally,
                settings=settings,
                watch=watch,
                tell=tell,
                shard=shard,
                cold=cold,
            )
        )
        snapshot = store.load() if state is not None else None
        feed.tidy(snapshot.positions if snapshot else {})
        ledger = store.ledger()
        failpoint("before-tables")
        write_tables(ledger, outputs)
    outcomes = tally.by_label("deliveries", "outcome")
    reasons = tally.by_label("deliveries", "reason")
    reasons.pop("", None)
    runaways = tally.total("runaway_families")
    return Replayed(outcomes=outcomes, reasons=reasons, runaways=runaways, ledger=ledger)


def read_files(
    paths: Sequence[str],
    *,
    settings: Settings,
    tell: Tell | None = None,
    watch: Watch | None = None,
) -> Iterator[Article | Rejection]:
    """Yield every record in the order given as an article, or why it is none.

    `tell` and `watch` as in `replay_files`.
    """
    read = reader(wiring.decoder(settings.input))
    feed = FileFeed(
        expand(paths),
        order="given",
        batch=settings.work.batch,
        limit=settings.input.max_record_bytes,
        read=read,
        folder=None,
    )
    deliveries = feed.records()
    if tell is not None:
        first = list(islice(deliveries, settings.work.batch))
        _look_at(first, mapping=settings.input.map, tell=tell)
        deliveries = chain(first, deliveries)
    for number, delivery in enumerate(deliveries, 1):
        if watch is not None and number % LOOKED_AT == 0:
            watch(feed.progress, number)
        yield delivery.refused or read(delivery)


def sign_files(
    paths: Sequence[str],
    *,
    settings: Settings,
    tell: Tell | None = None,
    watch: Watch | None = None,
) -> Iterator[Fingerprint | Rejection]:
    """Yield the fingerprint of every record in the order given, or why it has none."""
    sign = wiring.signer(settings.input)
    for article in read_files(paths, settings=settings, tell=tell, watch=watch):
        yield article if isinstance(article, Rejection) else sign([article])[0]


async def _replay(
    feed: Archive,
    *,
    store: StateStore,
    sink: Sink,
    meter: Tally,
    settings: Settings,
    watch: Watch | None,
    tell: Tell | None,
    shard: int,
    cold: Pools,
) -> None:
    with ThreadPoolExecutor(1, "detect") as detecting, ThreadPoolExecutor(1, "write") as writing:
        pool = wiring.new_pool(settings, preparing=detecting)
        detection = wiring.new_detection(
            settings,
            store=store,
            sink=sink,
            meter=meter,
            detecting=detecting,
            writing=writing,
            shard=shard,
            cold=cold,
        )
        try:
            after = await detection.resume()
            prepared: Batches = asyncio.Queue(AHEAD)
            deliveries = feed.deliveries(after)
            if tell is not None:
                deliveries = _looked_at(deliveries, mapping=settings.input.map, tell=tell)
            async with asyncio.TaskGroup() as tasks:
                looking = tasks.create_task(_look(feed, meter, watch))
                tasks.create_task(prepare(deliveries, pool=pool, out=prepared))
                await detection.run(prepared)
                looking.cancel()
            detection.check_end()
        finally:
            pool.close()


async def _looked_at(
    batches: AsyncIterator[Sequence[Delivery]], *, mapping: Mapping[str, str], tell: Tell
) -> AsyncIterator[Sequence[Delivery]]:
    """Yield the batches as they are; tell what the first one says of the names of fields."""
    first = True
    async for batch in batches:
        if first:
            _look_at(batch, mapping=mapping, tell=tell)
        first = False
        yield batch


def _look_at(batch: Sequence[Delivery], *, mapping: Mapping[str, str], tell: Tell) -> None:
    values = [each.value for each in batch if each.format == "json" and each.value]
    if sentence := advice(values, mapping=mapping):
        tell(sentence)


async def _look(feed: Archive, meter: Tally, watch: Watch | None) -> None:
    while watch is not None:
        watch(feed.progress, meter.total("deliveries"))
        await asyncio.sleep(LOOK)
