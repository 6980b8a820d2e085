"""Killed anywhere and run again, the outputs are byte for byte those of an undisturbed run."""

import random
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from builders import broken_records, news_day, write_feed
from commands import contents, dedup, environment, outputs

ARTICLES = 150
SETTINGS = "[state]\nsnapshot_every = 40\n[work]\nbatch = 9\n"

PLACES = [
    ("before-commit", 1),
    ("before-commit", 7),
    ("during-commit", 1),
    ("during-commit", 9),
    ("during-snapshot", 1),
    ("during-snapshot", 2),
    ("during-snapshot", 240),  # one counts, the next is half out
    ("after-commit-before-publish", 11),  # likewise
    ("after-commit-before-publish", 1),
    ("after-commit-before-publish", 6),
    ("mid-line", 1),
    ("mid-line", 8),
    ("after-publish", 1),
    ("after-publish", 10),
    ("before-tables", 1),
    ("mid-table", 1),
    ("mid-table", 2),
]


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """One file, with records that are refused in between; and the settings for small steps."""
    folder = tmp_path_factory.mktemp("feed")
    records: list[object] = list(news_day(ARTICLES))
    for number, broken in enumerate(broken_records()):
        records.insert(15 * number + 4, broken)
    path = write_feed(folder / "day.jsonl", records)  # type: ignore[arg-type]
    settings = folder / "dedup.toml"
    settings.write_text(SETTINGS)
    return [str(path), "--settings", str(settings)]


@pytest.fixture(scope="module")
def uninterrupted(feed: list[str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a run writes that nothing disturbs."""
    folder = tmp_path_factory.mktemp("whole")
    done = dedup("replay", *feed, "--state", folder / "state", *outputs(folder / "out"))
    assert done.returncode == 0, done.stderr
    written = contents(folder / "out")
    assert written["updates.jsonl"].count(b"\n") >= ARTICLES
    assert written["dead.jsonl"].count(b"\n") == len(broken_records())
    return written


@pytest.mark.parametrize(("place", "count"), PLACES)
def test_a_kill_at_a_named_place_changes_no_output(
    place: str, count: int, feed: list[str], uninterrupted: dict[str, bytes], tmp_path: Path
) -> None:
    arguments = ["replay", *feed, "--state", tmp_path / "state", *outputs(tmp_path / "out")]
    killed = dedup(*arguments, env={"DEDUP_FAILPOINT": f"{place}:{count}"})
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    resumed = dedup(*arguments)
    assert resumed.returncode == 0, resumed.stderr
    assert contents(tmp_path / "out") == uninterrupted


@pytest.mark.parametrize(
    ("kills", "seed"),
    [(5, 5), pytest.param(20, 20, marks=(pytest.mark.soak, pytest.mark.timeout(1_800)))],
)
def test_kills_at_random_moments_change_no_output(
    kills: int, seed: int, feed: list[str], uninterrupted: dict[str, bytes], tmp_path: Path
) -> None:
    dice = random.Random(seed)
    killed = number = 0
    while killed < kills:
        number += 1
        folder = tmp_path / str(number)
        arguments = ["replay", *feed, "--state", str(folder / "state"), *outputs(folder / "out")]
        ended = False
        while not ended:
            with subprocess.Popen(
                [sys.executable, "-m", "dedup", *arguments],
                env=environment(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            ) as running:
                _wait_for_lines(folder / "out" / "updates.jsonl", running, dice.randrange(1, 200))
                ended = running.poll() is not None
                running.kill()
                killed += not ended
        resumed = dedup(*arguments)
        assert resumed.returncode == 0, resumed.stderr
        assert contents(folder / "out") == uninterrupted


def _wait_for_lines(path: Path, running: subprocess.Popen[bytes], more: int) -> None:
    """Return when the output has grown by so many lines, or the process has ended."""
    before = path.read_bytes().count(b"\n") if path.exists() else 0
    while not (path.exists() and path.read_bytes().count(b"\n") >= before + more):
        with suppress(subprocess.TimeoutExpired):
            running.wait(timeout=0.002)  # a look every so often leaves the processor to the other
            return


def test_a_kill_while_paths_are_put_in_order_changes_no_output(tmp_path: Path) -> None:
    articles = news_day(60)
    for outlet in range(3):
        write_feed(tmp_path / f"outlet-{outlet}.jsonl.gz", articles[outlet::3])
    paths = [str(tmp_path / "outlet-*.jsonl.gz"), "--batch", "7"]
    whole = dedup("replay", *paths, "--state", tmp_path / "s", *outputs(tmp_path / "whole"))
    assert whole.returncode == 0, whole.stderr
    for place in ("during-order:1", "after-publish:3", "before-commit:5"):
        folder = tmp_path / place
        arguments = ["replay", *paths, "--state", folder / "state", *outputs(folder / "out")]
        assert dedup(*arguments, env={"DEDUP_FAILPOINT": place}).returncode == -signal.SIGKILL
        resumed = dedup(*arguments)
        assert resumed.returncode == 0, resumed.stderr
        assert contents(folder / "out") == contents(tmp_path / "whole")


def test_a_state_restored_from_an_older_copy_catches_up_with_its_output(
    feed: list[str], uninterrupted: dict[str, bytes], tmp_path: Path
) -> None:
    arguments = ["replay", *feed, "--state", tmp_path / "state", *outputs(tmp_path / "out")]
    dedup(*arguments, env={"DEDUP_FAILPOINT": "after-publish:6"})
    older = {
        path.name: path.read_bytes() for path in (tmp_path / "state").iterdir() if path.is_file()
    }
    dedup(*arguments, env={"DEDUP_FAILPOINT": "after-publish:5"})
    for path in (tmp_path / "state").iterdir():
        path.unlink()
    for name, content in older.items():
        (tmp_path / "state" / name).write_bytes(content)
    resumed = dedup(*arguments)
    assert resumed.returncode == 0, resumed.stderr
    assert contents(tmp_path / "out") == uninterrupted


def test_a_lost_state_catches_up_with_its_output(
    feed: list[str], uninterrupted: dict[str, bytes], tmp_path: Path
) -> None:
    arguments = ["replay", *feed, *outputs(tmp_path / "out"), "--state"]
    dedup(*arguments, tmp_path / "lost", env={"DEDUP_FAILPOINT": "mid-line:6"})
    again = dedup(*arguments, tmp_path / "new")
    assert again.returncode == 0, again.stderr
    assert contents(tmp_path / "out") == uninterrupted


def test_an_output_of_another_feed_stops_loudly(feed: list[str], tmp_path: Path) -> None:
    other = write_feed(tmp_path / "other.jsonl", news_day(20, seed=2))
    written = outputs(tmp_path / "out")
    assert dedup("replay", other, "--state", tmp_path / "a", *written).returncode == 0
    done = dedup("replay", *feed, "--state", tmp_path / "b", *written)
    assert done.returncode == 2
    assert b"holds other updates" in done.stderr


@pytest.mark.parametrize("option", ["--out", "--dead-letters"])
def test_an_output_that_lacks_what_the_state_has_forgotten_is_refused(
    option: str, feed: list[str], tmp_path: Path
) -> None:
    state = ["replay", *feed, "--state", tmp_path / "state"]
    assert dedup(*state).returncode == 0
    done = dedup(*state, option, tmp_path / "late.jsonl")
    assert done.returncode == 2
    assert b"forgotten" in done.stderr
