"""The live stages put together, without a broker."""

import pytest

from dedup.live.running import undetected
from dedup.settings import Run, Settings


@pytest.mark.parametrize(
    ("shards", "chosen", "partitions", "idle"),
    [
        ({"*": 0}, (), 1, []),
        ({"*": 0}, (), 3, [1, 2]),
        ({"ko": 2, "*": 0}, (), 4, [1, 3]),
        ({"*": 0}, (0,), 3, []),  # others may detect the rest
    ],
)
def test_partitions_that_no_language_goes_to_are_named_where_all_shards_are_detected(
    shards: dict[str, int], chosen: tuple[int, ...], partitions: int, idle: list[int]
) -> None:
    assert undetected(Settings(shards=shards, run=Run(shard=chosen)), partitions) == idle
