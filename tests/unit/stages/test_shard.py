"""What a step takes along of the detector's memory, and that a start from it is where it was."""

from collections.abc import Iterator, Sequence
from functools import partial

import orjson
import pytest
from builders import news_day
from memories import sections_of
from msgspec.structs import replace

from dedup import wiring
from dedup.adapters.state_memory import MemoryStore
from dedup.adapters.tally import Tally
from dedup.core.detector import Detector
from dedup.formats import update_json
from dedup.formats.article_json import Decoder
from dedup.ports import Delivery, Step
from dedup.settings import Settings
from dedup.stages.portions import PIECES, PORTIONS
from dedup.stages.prepare import Prepared, prepare_all, reader
from dedup.stages.shard import Shard

SIGN = wiring.signer(Settings().input)


class Run:
    """A shard with its detector."""

    def __init__(self, *, snapshot_every: int | None) -> None:
        self.detector = Detector(compact_from=16)
        self.shard = Shard(
            self.detector,
            encode=partial(update_json.encode, passages="offsets"),
            meter=Tally(),
            snapshot_every=snapshot_every,
        )


@pytest.fixture(scope="module")
def prepared() -> Sequence[Prepared]:
    """A feed that outlives the window."""
    deliveries = [
        Delivery(value=orjson.dumps(one), partition="day", position=n, next=n + 1)
        for n, one in enumerate(news_day(120))
    ]
    results = prepare_all(deliveries, read=reader(Decoder()), sign=SIGN)
    return [Prepared(*pair) for pair in zip(deliveries, results, strict=True)]


def steps_of(run: Run, prepared: Sequence[Prepared], *, batch: int) -> Iterator[Step]:
    """Fold the articles in batches."""
    for at in range(0, len(prepared), batch):
        yield run.shard.step(prepared[at : at + batch])


def restored(store: MemoryStore, snapshot_every: int) -> Run:
    """Start from what is stored."""
    run, snapshot = Run(snapshot_every=snapshot_every), store.load()
    assert snapshot is not None
    run.shard.restore(snapshot)
    return run


def held(detector: Detector) -> dict[str, bytes]:
    """Return the memory, whatever numbers it goes by; the detector is of no use after that."""
    return {name: section.data for name, section in sections_of(detector).items()}


def test_a_store_that_nothing_starts_from_gets_no_memory(prepared: Sequence[Prepared]) -> None:
    run = Run(snapshot_every=None)
    assert not any(step.sections or step.taken for step in steps_of(run, prepared, batch=9))
    assert not run.shard.rest().sections


def test_a_step_as_large_as_a_snapshot_takes_all_of_it(prepared: Sequence[Prepared]) -> None:
    step, *_ = steps_of(Run(snapshot_every=9), prepared[:9], batch=9)
    assert step.taken is not None
    assert set(step.taken.extents) == {section.name for section in step.sections}
    assert (step.taken.since, step.taken.folded) == (step.cursor, 9)


def test_a_memory_goes_out_in_pieces_and_counts_with_the_last(prepared: Sequence[Prepared]) -> None:
    steps = list(steps_of(Run(snapshot_every=PORTIONS), prepared, batch=1))
    taken = [at for at, step in enumerate(steps) if step.taken is not None]
    begun = PORTIONS - 1  # after the last of so many articles
    assert taken[0] in range(begun + PIECES // 2, begun + PIECES + 1)
    first = steps[taken[0]].taken
    assert first is not None
    assert (first.since, first.folded) == (steps[begun].cursor, PORTIONS)
    changing = ("window.rows", "frequency.df", "ends.hours")
    sizes = [
        sum(len(one.data) for one in step.sections if one.name in changing)
        for step in steps[begun : taken[0] + 1]
    ]
    assert max(sizes) < 5 * sum(sizes) / PIECES


def test_what_grows_goes_out_evenly(prepared: Sequence[Prepared]) -> None:
    every = 20 * PORTIONS  # a portion each 20 steps
    steps = list(steps_of(Run(snapshot_every=every), prepared, batch=1))
    ordinary = ("frequency.slots", 0)  # words that were known before the first article, at once
    for portion in (steps[19:39], steps[39:59], steps[59:79]):
        sizes = [
            sum(len(one.data) for one in step.sections if (one.name, one.start) != ordinary)
            for step in portion
        ]
        assert 0 < max(sizes) < sum(sizes) / 2


@pytest.mark.parametrize(
    ("snapshot_every", "batch"),
    [(40, 1), (40, 9), (17, 5), (1, 1), (1, 30), (200, 1), (700, 3), (10_000, 30)],
)
def test_a_start_from_any_commit_is_where_the_run_was(
    snapshot_every: int, batch: int, prepared: Sequence[Prepared]
) -> None:
    run, store = Run(snapshot_every=snapshot_every), MemoryStore()
    for number, step in enumerate(steps_of(run, prepared, batch=batch)):
        store.commit(replace(step, published=step.cursor))
        if number % 7 == 3:  # a start from here on, in the place of this run
            again, detector = restored(store, snapshot_every), run.detector
            assert again.shard.cursor == run.shard.cursor
            run.detector, run.shard = again.detector, again.shard
            assert held(restored(store, snapshot_every).detector) == held(detector)
    store.commit(run.shard.rest())
    snapshot = store.load()
    assert snapshot is not None
    assert not list(snapshot.fingerprints)
    assert held(restored(store, snapshot_every).detector) == held(run.detector)
