from pathlib import Path

import pytest
from builders import article, write_feed
from commands import dedup

from dedup import embedded, upkeep
from dedup.errors import StateError
from dedup.outputs import Outputs
from dedup.settings import Settings, State


def test_stats_say_what_an_article_takes_on_disk_and_in_memory(tmp_path: Path) -> None:
    path = write_feed(tmp_path / "feed.jsonl", [article(name) for name in "abcd"])
    embedded.replay_files(
        [str(path)],
        settings=Settings(state=State(snapshot_every=2)),
        outputs=Outputs(),
        state=tmp_path / "state",
    )
    said = dedup("state", "stats", "--state", tmp_path / "state").stdout.decode()
    assert "bytes an article, on disk" in said
    assert "bytes an article, in memory" in said


def test_a_folder_without_a_state_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(StateError, match="no state"):
        upkeep.rebuild(tmp_path / "typo", settings=Settings())
    assert list(tmp_path.iterdir()) == []


def test_folding_again_tells_how_far_it_is(tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "feed.jsonl", [article(name) for name in "abc"])
    settings = Settings.model_validate({"work": {"batch": 1}})
    state = tmp_path / "state"
    embedded.replay_files([str(feed)], settings=settings, outputs=Outputs(), state=state)
    told: list[tuple[str, int, int | None]] = []
    count = upkeep.rebuild(
        state,
        settings=settings,
        watch=lambda progress, done: told.append((progress.doing, done, progress.total)),
    )
    assert count == 3
    assert told == [("folding", done, 3) for done in (1, 2, 3)]
