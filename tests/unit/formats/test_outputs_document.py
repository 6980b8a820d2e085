"""formats/OUTPUTS.md: the consumer and the recipes it gives do what it says of them."""

import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import orjson
import pytest
from builders import news_day, write_feed

import dedup.formats
from dedup import embedded
from dedup.core.update import Change
from dedup.formats.assignments import decode
from dedup.outputs import Outputs
from dedup.settings import Settings

DOCUMENT = (Path(dedup.formats.__file__).parent / "OUTPUTS.md").read_text("utf-8")
SHELL = re.findall(r"```sh\n(.*?)```", DOCUMENT, re.DOTALL)
(CONSUMER,) = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
DEMO = Path(dedup.formats.__file__).parents[1] / "demo" / "articles.jsonl"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a replay of the included day, and of one made up, wrote."""
    folder = tmp_path_factory.mktemp("outputs")
    made_up = write_feed(folder / "feed.jsonl", news_day(400))
    outputs = Outputs(
        updates=str(folder / "updates.jsonl"),
        clusters=str(folder / "clusters.jsonl"),
        assignments=str(folder / "assignments.tsv"),
        dead=str(folder / "dead.jsonl"),
    )
    settings = Settings.model_validate({"detect": {"window_days": 1, "event_window_hours": 12}})
    embedded.replay_files([str(DEMO), str(made_up)], settings=settings, outputs=outputs)
    return folder


def test_the_feed_has_every_change_to_follow(folder: Path) -> None:
    lines = (folder / "updates.jsonl").read_bytes().splitlines()
    assert {orjson.loads(line)["change"] for line in lines} == set(Change.__args__)


def test_the_consumer_ends_where_the_assignments_do_however_often_it_is_fed(folder: Path) -> None:
    updates = (folder / "updates.jsonl").read_bytes().splitlines(keepends=True)
    database = folder / "clusters.db"
    half = len(updates) // 2
    for part in (updates[:half], updates[half - 20 :], updates):
        subprocess.run([sys.executable, "-c", CONSUMER, database], input=b"".join(part), check=True)
    with sqlite3.connect(database) as db:
        placed = {
            (level, article): cluster
            for level, article, cluster in db.execute("SELECT level, article, cluster FROM place")
        }
    wanted = decode((folder / "assignments.tsv").read_bytes().splitlines(keepends=True))
    told = {
        place: cluster
        for one in wanted
        for place, cluster in (
            (("family", one.article), one.family),
            (("event", one.article), one.event),
        )
    }
    assert placed == told


def output(command: str, folder: Path) -> list[str]:
    if shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    done = subprocess.run(
        ["sh", "-e", "-c", command], cwd=folder, capture_output=True, check=True, text=True
    )
    assert done.stderr == ""
    path = folder / "drop.txt"
    return (path.read_text("utf-8") if "> drop.txt" in command else done.stdout).splitlines()


@pytest.mark.parametrize("command", SHELL)
def test_every_recipe_gives_something(command: str, folder: Path) -> None:
    assert output(command, folder)


def test_what_is_dropped_leaves_one_article_of_every_family(folder: Path) -> None:
    (recipe,) = (command for command in SHELL if "drop.txt" in command)
    drop = set(output(recipe, folder))
    lines = (folder / "assignments.tsv").read_bytes().splitlines(keepends=True)
    left = [one.family for one in decode(lines) if one.article not in drop]
    assert len(left) == len(set(left))
    assert set(left) == {one.family for one in decode(lines)}
