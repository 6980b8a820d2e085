from pathlib import Path

import pytest
from builders import article, write_feed
from commands import dedup

from dedup import upkeep, wiring
from dedup.errors import StateError
from dedup.settings import Settings, State
from dedup.wiring import Outputs


def test_stats_say_what_an_article_takes_on_disk_and_in_memory(tmp_path: Path) -> None:
    path = write_feed(tmp_path / "feed.jsonl", [article(name) for name in "abcd"])
    wiring.replay_files(
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
