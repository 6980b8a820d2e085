"""What a Feed promises, checked on files in every form."""

import asyncio
import gzip
import random
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from builders import article, lines, write_feed

from dedup.adapters.files.feed import FileFeed, Order
from dedup.adapters.files.paths import expand
from dedup.formats.article_json import Decoder
from dedup.ports import Delivery, Positions
from dedup.stages.prepare import reader

Open = Callable[[], FileFeed]
COUNT = 23


@pytest.fixture(params=["plain", "gzip", "merged"])
def open_feed(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """Open the same archive again and again."""
    articles = [article(f"a{number:02}") for number in range(COUNT)]
    order: Order = "given"
    if request.param == "merged":
        order = "time"
        write_feed(tmp_path / "1.jsonl", articles[::2])
        write_feed(tmp_path / "2.jsonl", articles[1::2])
    else:
        write_feed(tmp_path / ("1.jsonl" if request.param == "plain" else "1.jsonl.gz"), articles)
    folder = tmp_path / "spools"
    folder.mkdir()

    def again() -> FileFeed:
        return FileFeed(
            expand([str(tmp_path / "*.jsonl*")]),
            order=order,
            batch=4,
            limit=10_000,
            read=reader(Decoder()),
            folder=folder,
        )

    return again


async def delivered(feed: FileFeed, after: Positions) -> list[Delivery]:
    return [one async for batch in feed.deliveries(after) for one in batch]


async def test_batches_are_of_the_size_asked_for(open_feed: Open) -> None:
    sizes = [len(batch) async for batch in open_feed().deliveries({})]
    assert sizes == [4, 4, 4, 4, 4, 3]


async def test_nothing_before_the_positions_is_delivered(open_feed: Open) -> None:
    everything = await delivered(open_feed(), {})
    assert len(everything) == COUNT
    for number in (0, 5, COUNT - 1):
        last = everything[number]
        rest = await delivered(open_feed(), {last.partition: last.next})
        assert rest == everything[number + 1 :]


async def test_what_was_delivered_to_its_end_stays_so(open_feed: Open) -> None:
    everything = await delivered(open_feed(), {})
    positions = {one.partition: one.next for one in everything}
    feed = open_feed()
    feed.tidy(positions)
    assert await delivered(feed, positions) == []


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress])
@pytest.mark.parametrize("order", ["given", "time"])
async def test_what_a_file_lacked_while_it_was_written_is_delivered_later(
    pack: Callable[[bytes], bytes], order: Order, tmp_path: Path
) -> None:
    # what chance has made can be cut in the middle, however it is packed
    noise = [random.Random(n).randbytes(30_000).hex() for n in range(6)]
    written = lines(article(f"a{n}", body=text) for n, text in enumerate(noise))
    packed = pack(written)
    path = tmp_path / "day"
    positions: dict[str, int] = {}
    values: list[bytes | None] = []
    for size in (len(packed) // 2 + 100, len(packed), len(packed)):
        path.write_bytes(packed[:size])
        feed = FileFeed(
            expand([str(path)]),
            order=order,
            batch=4,
            limit=100_000,
            read=reader(Decoder()),
            folder=tmp_path,
        )
        found = await delivered(feed, positions)
        positions |= {one.partition: one.next for one in found}
        values += [one.value for one in found]
    whole = written.splitlines()
    torn = [value for value in values if value not in whole]
    assert [value for value in values if value in whole] == whole
    assert len(torn) == 1  # told of while it was so


def test_every_delivery_says_where_its_bytes_are(open_feed: Open) -> None:
    for one in asyncio.run(delivered(open_feed(), {})):
        assert one.found is not None
        path, position = one.found
        if path.endswith(".jsonl"):
            assert Path(path).read_bytes()[position:].startswith(one.value or b"?")
