"""Deliveries → their order."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dedup.adapters.files.feed import FileFeed
from dedup.adapters.files.order import RECORD_BYTES, in_order, read_spool, write_spool
from dedup.adapters.files.paths import expand
from dedup.errors import StateError
from dedup.formats.article_json import Decoder
from dedup.ports import Delivery
from dedup.stages.prepare import reader

HOURS = st.one_of(st.none(), st.integers(0, 23))


def deliveries(hours: list[int | None]) -> list[Delivery]:
    return [
        Delivery(
            value=json.dumps(
                {
                    "id": f"a{number}",
                    "title": "t",
                    "received": None if hour is None else f"2031-03-03T{hour:02}:00:00Z",
                }
            ).encode(),
            partition="day",
            position=number,
            next=number + 1,
        )
        for number, hour in enumerate(hours)
    ]


@given(hours=st.lists(HOURS, max_size=30), run_bytes=st.sampled_from([1, 200, 10**6]))
def test_what_has_no_time_follows_the_article_before_it(
    hours: list[int | None], run_bytes: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("runs")
    given = deliveries(hours)
    found = list(in_order(given, read=reader(Decoder()), folder=folder, run_bytes=run_bytes))
    times: list[int] = []
    for hour in hours:
        times.append(hour if hour is not None else times[-1] if times else -1)
    expected = sorted(range(len(hours)), key=lambda n: (times[n], f"a{n}", n))
    assert [one.position for one in found] == expected
    assert all(one.inherited == (hours[one.position] is None) for one in found)
    assert list(folder.iterdir()) == []


def test_short_records_are_not_held_without_end(tmp_path: Path) -> None:
    short = [replace(one, value=b"{}") for one in deliveries([None] * 100)]
    merged = in_order(short, read=reader(Decoder()), folder=tmp_path, run_bytes=50 * RECORD_BYTES)
    next(merged)
    assert len(list(tmp_path.iterdir())) == 2
    assert len(list(merged)) == 99


def test_a_spool_is_read_from_any_offset(tmp_path: Path) -> None:
    path = tmp_path / "order-1.spool"
    write_spool(deliveries([3, 1, 2]), path)
    everything = list(read_spool(path, partition="order-1", after=0))
    assert [one.value for one in everything] == [one.value for one in deliveries([3, 1, 2])]
    assert {one.partition for one in everything} == {"order-1"}
    assert list(read_spool(path, partition="order-1", after=everything[0].next)) == everything[1:]
    assert everything[-1].next == path.stat().st_size


def feed(paths: Path, folder: Path) -> FileFeed:
    return FileFeed(
        expand([str(paths)]),
        order="time",
        batch=2,
        limit=10**6,
        read=reader(Decoder()),
        folder=folder,
    )


async def test_a_spool_that_is_gone_is_one_sentence(tmp_path: Path) -> None:
    day = tmp_path / "day.jsonl"
    day.write_bytes(b"\n".join(one.value or b"" for one in deliveries([3, 1, 2])))
    async for batch in feed(day, tmp_path).deliveries({}):
        after = {batch[-1].partition: batch[-1].next}
        break
    spool = tmp_path / "order-1.spool"
    spool.unlink()
    with pytest.raises(StateError, match=f"{spool} cannot be read: No such file"):
        await anext(feed(day, tmp_path).deliveries(after))


async def test_a_folder_that_takes_no_order_is_one_sentence(tmp_path: Path) -> None:
    day = tmp_path / "day.jsonl"
    day.write_bytes(deliveries([1])[0].value or b"")
    with pytest.raises(StateError, match=f"{tmp_path / 'gone'} cannot be written: No such file"):
        await anext(feed(day, tmp_path / "gone").deliveries({}))


def told(path: Path, *records: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(one) + "\n" for one in records))
    return path


def in_time(paths: list[Path]) -> list[dict[str, object]]:
    merged = FileFeed(
        expand(map(str, paths)),
        order="time",
        batch=2,
        limit=10**6,
        read=reader(Decoder()),
        folder=None,
    )
    return [json.loads(one.value or b"") for one in merged.records()]


def test_a_withdrawal_comes_after_the_article_it_withdraws(tmp_path: Path) -> None:
    article = {"id": "x", "outlet": "o", "title": "t", "received": "2031-03-03T09:00:00Z"}
    withdrawal = {"id": "x", "status": "canceled"}  # without a time: it takes the article's
    day = told(tmp_path / "day.jsonl", article, withdrawal)
    assert in_time([day]) == [article, withdrawal]
    timed = withdrawal | {"received": article["received"]}
    first = told(tmp_path / "a.jsonl", timed)
    assert in_time([first, told(tmp_path / "b.jsonl", article)]) == [article, timed]


def test_what_one_id_says_at_one_time_does_not_depend_on_the_naming(tmp_path: Path) -> None:
    article = {"id": "x", "title": "t", "received": "2031-03-03T09:00:00Z"}
    second, first = article | {"revision": 2}, article | {"revision": 1}
    later, before = article | {"id": "y"}, article | {"id": "y", "title": "u"}
    one = told(tmp_path / "a.jsonl", second, later)
    two = told(tmp_path / "b.jsonl", first, before)
    assert in_time([one, two]) == in_time([two, one]) == [first, second, later, before]
