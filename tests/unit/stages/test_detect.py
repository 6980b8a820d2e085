"""State and output brought together, whatever a crash has left of either."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import orjson
import pytest
from builders import START as START_OF_NEWS
from builders import article, text

from dedup import wiring
from dedup.adapters.state_memory import MemoryStore
from dedup.adapters.tally import Tally
from dedup.core.arrays import in_memory
from dedup.core.article import Micros
from dedup.core.update import Counts, Match, Times, Update
from dedup.errors import OutputError
from dedup.formats.article_json import Decoder
from dedup.ports import START, Cursor, Delivery, Row, Step, chained
from dedup.settings import Settings, Work
from dedup.stages.detect import Detection, count, outstanding
from dedup.stages.prepare import Prepared, prepare_all, reader

SETTINGS = Settings(work=Work(batch=3))  # as large as the batches: none are written together
SIGN = wiring.signer(SETTINGS.input)


class ListSink:
    """A Sink in a list: what is in it has been published."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.steps = 0

    async def publish(self, step: Step) -> None:
        self.rows += step.rows
        self.steps += 1

    async def cursor(self) -> Cursor | None:
        chain = b""
        seqs = {"updates": 0, "dead": 0}
        for row in self.rows:
            seqs[row.stream] = row.seq
            if row.stream == "updates":
                chain = chained(chain, row.value)
        return Cursor(updates=seqs["updates"], dead=seqs["dead"], chain=chain)


def prepared(position: int, value: bytes) -> Prepared:
    delivery = Delivery(value=value, partition="day", position=position, next=position + 1)
    return Prepared(delivery, prepare_all([delivery], read=reader(Decoder()), sign=SIGN)[0])


def day(count: int) -> list[Prepared]:
    """Articles, every fourth record broken."""
    encode = orjson.dumps
    values = [b"{" if n % 4 == 3 else encode(article(f"a{n}")) for n in range(count)]
    return [prepared(position, value) for position, value in enumerate(values)]


class Batches:
    """Batches from a list."""

    def __init__(self, records: Sequence[Prepared], size: int) -> None:
        self._left = [records[at : at + size] for at in range(0, len(records), size)]

    async def get(self) -> Sequence[Prepared] | None:
        return self._left.pop(0) if self._left else None


async def run(
    records: Sequence[Prepared], store: MemoryStore, sink: ListSink, *, size: int = 3
) -> Tally:
    """Resume, read on from the position of the state, and come to the end."""
    tally = Tally()
    with ThreadPoolExecutor(1) as detecting, ThreadPoolExecutor(1) as writing:
        detection: Detection = wiring.new_detection(
            SETTINGS,
            store=store,
            sink=sink,
            meter=tally,
            detecting=detecting,
            writing=writing,
            shard=0,
            cold=in_memory,
        )
        after = (await detection.resume()).get("day", 0)
        await detection.run(Batches(records[after:], size))
        detection.check_end()
    return tally


async def test_every_delivery_has_one_outcome() -> None:
    tally = await run(day(12), MemoryStore(), ListSink())
    assert tally.by_label("deliveries", "outcome") == {"admitted": 9, "rejected": 3}


async def test_updates_are_counted_when_they_are_out() -> None:
    sink = ListSink()
    tally = await run(day(12), MemoryStore(), sink)
    updates = [orjson.loads(row.value) for row in sink.rows if row.stream == "updates"]
    assert tally.by_label("updates", "change") == Counter(one["change"] for one in updates)


def test_decisions_close_to_the_threshold_are_counted_by_side() -> None:
    tally = Tally()
    count([update(seq, score) for seq, score in enumerate((0.45, 0.5, 0.55, 0.9), 1)], meter=tally)
    assert tally.by_label("updates", "change") == {"joined": 4}
    assert tally.by_label("near_threshold_decisions", "side") == {"above": 2, "below": 1}


def update(seq: int, score: float) -> Update:
    return Update(
        seq=seq, shard=0, at=Micros(0), cluster="F-1", level="family", revision=seq,
        change="joined", article="a1", match=Match(article="a0", score=score),
        counts=Counts(total=1, unique=1, reprints=0, versions=0, outlets=1),
        times=Times(first=None, last=None),
    )  # fmt: skip


async def test_what_stops_taking_part_is_counted_by_reason() -> None:
    later = (START_OF_NEWS + timedelta(days=9)).isoformat()
    told = [
        article("revised"),
        article("revised", revision=2, body=text("another")),
        article("withdrawn"),
        article("withdrawn", revision=2, status="canceled"),
        *(article(f"later-{n}", received=later) for n in range(40)),  # they move the watermark
    ]
    records = [prepared(at, orjson.dumps(one)) for at, one in enumerate(told)]
    tally = await run(records, MemoryStore(), ListSink())
    assert tally.by_label("index_evictions", "reason") == {
        "expired": 1,
        "retracted": 1,
        "revised": 1,
    }


async def test_numbers_have_no_gaps_in_either_stream() -> None:
    sink = ListSink()
    await run(day(12), MemoryStore(), sink)
    for stream in ("updates", "dead"):
        seqs = [row.seq for row in sink.rows if row.stream == stream]
        assert seqs == list(range(1, len(seqs) + 1))


async def test_an_output_ahead_of_its_state_is_not_written_twice() -> None:
    sink = ListSink()
    await run(day(12), MemoryStore(), sink)
    before = list(sink.rows)
    await run(day(12), MemoryStore(), sink, size=5)
    assert sink.rows == before


async def test_an_output_that_lost_its_last_rows_gets_them_again() -> None:
    class Forgetting(ListSink):
        async def publish(self, step: Step) -> None:
            if self.steps == 2:
                raise OutputError("the disk is full")
            await super().publish(step)

    store, sink = MemoryStore(), Forgetting()
    with pytest.raises(ExceptionGroup):
        await run(day(12), store, sink)
    whole = ListSink()
    await run(day(12), MemoryStore(), whole)
    assert sink.rows != whole.rows
    sink.steps = 3
    await run(day(12), store, sink)
    assert sink.rows == whole.rows


async def test_a_state_at_rest_has_nothing_to_fold_and_nothing_to_send() -> None:
    store, sink = MemoryStore(), ListSink()
    await run(day(12), store, sink)
    snapshot = store.load()
    assert snapshot is not None
    assert list(snapshot.fingerprints) == []
    assert list(snapshot.outbox) == []
    whole = ListSink()
    await run(day(24), MemoryStore(), whole)
    await run(day(24), store, sink)
    assert sink.rows == whole.rows


async def test_an_output_of_other_updates_stops_loudly() -> None:
    sink = ListSink()
    await run(day(12), MemoryStore(), sink)
    sink.rows[2] = Row("updates", sink.rows[2].seq, b"", b"something else")
    with pytest.raises(ExceptionGroup) as caught:
        await run(day(12), MemoryStore(), sink)
    assert caught.group_contains(OutputError, match="holds other updates")


async def test_an_output_that_holds_more_than_its_feed_gives_is_an_error() -> None:
    whole = ListSink()
    await run(day(12), MemoryStore(), whole)
    for stream, name in (("updates", "updates"), ("dead", "dead letters")):
        longer = ListSink()
        longer.rows = [row for row in whole.rows if row.stream == stream]
        with pytest.raises(OutputError, match=f"for {name} ends at number .*, and this input"):
            await run(day(3) if stream == "updates" else day(4), MemoryStore(), longer)


def test_rows_that_are_nowhere_any_more_are_an_error() -> None:
    outbox = [Row("updates", 3, b"", b"three")]
    with pytest.raises(OutputError, match="forgotten"):
        outstanding(outbox, Cursor(updates=1), Cursor(updates=3))


def test_dead_letters_come_again_with_a_new_state_only() -> None:
    with pytest.raises(OutputError, match="forgotten") as caught:
        outstanding([], Cursor(updates=3, dead=0), Cursor(updates=3, dead=2))
    assert "rebuild" not in str(caught.value)
    with pytest.raises(OutputError, match="`dedup state rebuild` make it again"):
        outstanding([], Cursor(updates=0, dead=2), Cursor(updates=3, dead=2))


def test_a_stream_without_memory_gets_what_may_not_have_been_published() -> None:
    outbox = [Row("updates", 3, b"", b"three"), Row("dead", 1, b"", b"one")]
    state = Cursor(updates=3, dead=1, chain=b"c")
    assert outstanding(outbox, Cursor(updates=None, dead=None), state) == outbox


def test_a_new_state_lacks_nothing() -> None:
    assert outstanding([], None, START) == []
    assert asyncio.run(ListSink().cursor()) == START
