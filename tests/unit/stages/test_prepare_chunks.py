"""stages.prepare: deliveries are prepared in chunks that are bounded, whatever their records."""

import orjson
import pytest

from dedup.core.article import Article
from dedup.formats.article_json import Decoder
from dedup.ports import Delivery
from dedup.stages.prepare import CHUNK, CHUNK_BYTES, prepare_all, reader


def delivery(number: int, *, size: int) -> Delivery:
    value = orjson.dumps({"id": str(number), "body": "a" * size})
    return Delivery(value=value, partition="p", position=number, next=number + 1)


@pytest.mark.parametrize(
    ("sizes", "chunks"),
    [
        ([], []),
        ([10] * (2 * CHUNK + 1), [CHUNK, CHUNK, 1]),
        ([CHUNK_BYTES * 2, 10, 10], [1, 2]),
        ([10, CHUNK_BYTES * 2, CHUNK_BYTES * 2, 10], [1, 1, 1, 1]),
        ([CHUNK_BYTES // 4] * 7, [3, 3, 1]),
    ],
)
def test_a_chunk_holds_no_more_articles_or_bytes_than_it_may(sizes, chunks):
    seen = []

    def sign(articles: list[Article]) -> list[Article]:
        seen.append(len(articles))
        return articles

    given = [delivery(number, size=size) for number, size in enumerate(sizes)]
    signed = prepare_all(given, read=reader(Decoder()), sign=sign)
    assert [one.id for one in signed] == [str(number) for number in range(len(sizes))]
    assert [size for size in seen if size] == chunks
