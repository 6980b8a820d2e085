"""What a step takes along of the detector's memory, and when."""

from functools import partial

from builders import article

from dedup import wiring
from dedup.adapters.tally import Tally
from dedup.core.detector import Detector
from dedup.formats import update_json
from dedup.formats.article_json import Decoder
from dedup.ports import Delivery, Step
from dedup.settings import Settings
from dedup.stages.prepare import Prepared, prepare_all, reader
from dedup.stages.shard import PORTIONS, Shard

SETTINGS = Settings()
SIGN = wiring.signer(SETTINGS.input)


def shard(snapshot_every: int | None) -> Shard:
    return Shard(
        Detector(),
        encode=partial(update_json.encode, passages="offsets"),
        meter=Tally(),
        snapshot_every=snapshot_every,
    )


def one_article(shard: Shard, position: int) -> Step:
    value = wiring.orjson.dumps(article(f"a{position}"))
    delivery = Delivery(value=value, partition="day", position=position, next=position + 1)
    signed = prepare_all([delivery], read=reader(Decoder()), sign=SIGN)[0]
    return shard.step([Prepared(delivery, signed)])


def test_a_step_with_the_whole_memory_takes_nothing_ahead_of_it() -> None:
    step = one_article(shard(snapshot_every=1), 0)
    assert step.sections is not None
    assert not step.ahead


def test_between_two_snapshots_what_has_grown_goes_ahead() -> None:
    under_test = shard(snapshot_every=2 * PORTIONS)
    steps = [one_article(under_test, position) for position in range(2)]
    assert [bool(step.ahead) for step in steps] == [False, True]
    assert [step.sections for step in steps] == [None, None]


def test_a_store_that_nothing_starts_from_gets_no_memory() -> None:
    step = one_article(shard(snapshot_every=None), 0)
    assert not step.ahead
    assert step.sections is None
