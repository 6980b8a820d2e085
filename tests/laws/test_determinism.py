"""The same input gives the same bytes, however the work is cut and wherever hashes begin."""

from pathlib import Path

import pytest
from builders import broken_records, news_day, write_feed
from commands import contents, dedup, outputs


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A feed with refused records in between."""
    records = [*news_day(90, seed=3), *broken_records(), *news_day(10, seed=4)]
    return write_feed(tmp_path_factory.mktemp("feed") / "day.jsonl.gz", records)


@pytest.fixture(scope="module")
def expected(feed: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a run writes with everything left as it is."""
    folder = tmp_path_factory.mktemp("expected")
    done = dedup("replay", feed, *outputs(folder), env={"PYTHONHASHSEED": "1"})
    assert done.returncode == 0, done.stderr
    assert len(contents(folder)) == 4
    return contents(folder)


@pytest.mark.parametrize(
    ("arguments", "seed"),
    [
        (["--batch", "1"], "1"),
        (["--batch", "7"], "2"),
        (["--batch", "1000"], "3"),
        (["--workers", "2", "--batch", "10"], "4"),
        (["--order", "given"], "5"),
    ],
    ids=["batch 1", "batch 7", "batch 1000", "2 workers", "order given"],
)
def test_how_the_work_is_cut_changes_no_output(
    arguments: list[str], seed: str, feed: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    done = dedup("replay", feed, *outputs(tmp_path), *arguments, env={"PYTHONHASHSEED": seed})
    assert done.returncode == 0, done.stderr
    assert contents(tmp_path) == expected


def test_a_state_changes_no_output(feed: Path, expected: dict[str, bytes], tmp_path: Path) -> None:
    done = dedup("replay", feed, "--state", tmp_path / "state", *outputs(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert contents(tmp_path / "out") == expected


def test_a_file_an_outlet_is_as_good_as_one_file_a_day(tmp_path: Path) -> None:
    articles = [one for one in news_day(60) if "received" in one]
    articles = list({one["id"]: one for one in articles}.values())
    articles.sort(key=lambda one: (one["received"], one["outlet"], one["id"]))
    outlets = sorted({one["outlet"] for one in articles})
    (tmp_path / "outlets").mkdir()
    for number, outlet in enumerate(outlets):
        path = tmp_path / "outlets" / f"{number}.jsonl"
        write_feed(path, [one for one in articles if one["outlet"] == outlet])
    (tmp_path / "days").mkdir()
    write_feed(tmp_path / "days" / "1.jsonl", articles[:20])
    write_feed(tmp_path / "days" / "2.jsonl.gz", articles[20:])
    for name in ("outlets", "days"):
        done = dedup("replay", tmp_path / name, *outputs(tmp_path / f"out-{name}"))
        assert done.returncode == 0, done.stderr
    assert contents(tmp_path / "out-outlets") == contents(tmp_path / "out-days")
