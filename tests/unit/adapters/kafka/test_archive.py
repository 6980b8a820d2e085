from datetime import UTC, datetime

import pytest

from dedup.adapters.kafka.archive import Range, parse
from dedup.errors import InputError


def test_a_log_is_named_by_topic_and_shard() -> None:
    assert parse("kafka://a:1,b:2/x.fingerprints?shard=3") == Range(
        bootstrap="a:1,b:2", topic="x.fingerprints", role="fingerprints", shard=3
    )


def test_bounds_are_offsets_or_times_with_their_zone() -> None:
    found = parse("kafka://a:1/articles?from=10&to=2024-01-01T09:00:00+09:00")
    assert found.begin == 10
    assert found.end == datetime(2024, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "address",
    [
        "kafka://a:1/clusters",
        "kafka:///articles",
        "kafka://a:1/fingerprints?shard=x",
        "kafka://a:1/articles?shard=1",
        "kafka://a:1/articles?since=1",
        "kafka://[::1/articles",
        "kafka://a:1/articles?from=yesterday",
        "kafka://a:1/articles?from=2024-01-01T00:00:00",
        "kafka://a:1/articles?from=5&to=4",
        "kafka://a:1/articles?from=2024-01-02T00:00:00Z&to=2024-01-01T00:00:00Z",
    ],
)
def test_what_names_nothing_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="kafka://"):
        parse(address)
