"""Small feeds with the updates they give, byte for byte; why.md beside each says what is right.

A change of detection shows here as a difference to read. When it is meant, write the files anew:

    GOLDEN=write pytest tests/golden
"""

import os
from pathlib import Path

import pytest

from dedup import embedded
from dedup.outputs import Outputs
from dedup.settings import Settings

FEEDS = sorted(path.parent for path in Path(__file__).parent.glob("*/articles.jsonl"))
WRITE = os.environ.get("GOLDEN") == "write"


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.name)
def test_a_feed_gives_the_updates_it_gave(feed: Path, tmp_path: Path) -> None:
    assert (feed / "why.md").is_file()
    found = tmp_path / "updates.jsonl"
    embedded.replay_files(
        [str(feed / "articles.jsonl")], settings=Settings(), outputs=Outputs(updates=str(found))
    )
    golden = feed / "updates.jsonl"
    if WRITE:
        golden.write_bytes(found.read_bytes())
    assert golden.is_file(), "not written yet: GOLDEN=write pytest tests/golden"
    assert found.read_text("utf-8").splitlines() == golden.read_text("utf-8").splitlines()
    assert found.read_bytes() == golden.read_bytes()
