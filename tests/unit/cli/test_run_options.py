"""Every option of the live commands is a setting, a variable of the environment, and a flag."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from typer.testing import CliRunner

from dedup.cli.app import app
from dedup.live import running
from dedup.settings import Settings

OPTIONS = [
    ("--bootstrap", "kafka.bootstrap", "broker:1", "broker:1"),
    ("--prefix", "kafka.prefix", "my.", "my."),
    ("--instance", "kafka.instance", "two", "two"),
    ("--state", "run.state", "folder", "folder"),
    ("--stage", "run.stage", "detect", "detect"),
    ("--shard", "run.shard", "3", (3,)),
    ("--http-host", "run.http_host", "0.0.0.0", "0.0.0.0"),
    ("--http-port", "run.http_port", "0", 0),
    ("--workers", "work.workers", "2", 2),
    ("--batch", "work.batch", "7", 7),
]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Settings]]:
    """The settings that stages would have been started with, where nothing is started."""
    seen: list[Settings] = []
    monkeypatch.setattr(running, "run", seen.append)
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield seen
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def of(settings: Settings, name: str) -> Any:
    section, _, field = name.partition(".")
    return getattr(getattr(settings, section), field)


@pytest.mark.parametrize(("flag", "name", "given", "meant"), OPTIONS)
def test_an_option_is_a_flag_a_variable_and_a_line_of_the_file(
    flag: str, name: str, given: str, meant: object, started: list[Settings], tmp_path: Path
) -> None:
    variable = "DEDUP_" + name.replace(".", "__").upper()
    section, _, field = name.partition(".")
    file = tmp_path / "dedup.toml"
    number = isinstance(meant, int | tuple)
    file.write_text(f"[{section}]\n{field} = {given if number else repr(given)}\n")
    needed = [] if flag == "--state" else ["--state", "there"]
    run = CliRunner()
    for arguments, environment in (
        ([flag, given], {}),
        ([], {variable: given}),
        (["--settings", str(file)], {}),
    ):
        done = run.invoke(app, ["run", *needed, *arguments], env=environment)
        assert done.exit_code == 0, done.output
        assert of(started[-1], name) == meant
    assert of(Settings(), name) != meant


def test_every_option_of_run_is_in_the_table() -> None:
    said = CliRunner().invoke(app, ["run", "--help"], env={"COLUMNS": "200"}).output
    flags = {word for word in said.replace("│", " ").split() if word.startswith("--")}
    assert flags - {"--help", "--settings"} == {flag for flag, *_ in OPTIONS}


def test_detection_without_a_state_folder_is_refused(started: list[Settings]) -> None:
    done = CliRunner().invoke(app, ["run"])
    assert done.exit_code == 2
    assert not started


@pytest.mark.parametrize(
    "arguments", [["--partitions", "0"], ["--shards", "0"], ["--bootstrap", "nowhere:x"]]
)
def test_topics_that_cannot_be_are_refused_at_once(arguments: list[str]) -> None:
    done = CliRunner().invoke(app, ["topics", "create", *arguments])
    assert done.exit_code == 2


@pytest.mark.parametrize("words", [["run"], ["replay", "-"]])
def test_an_empty_state_is_not_the_current_folder(
    words: list[str], started: list[Settings], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, [*words, "--state", ""])
    assert done.exit_code == 2
    assert "--state is empty; name a folder" in done.output
    assert started == list(tmp_path.iterdir()) == []
