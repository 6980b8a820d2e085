"""A state goes on: finished files are skipped, new paths are read, nothing is read twice."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from builders import article, news_day, write_feed
from commands import contents, dedup, outputs


def summary(*arguments: object, stdin: bytes | None = None) -> dict[str, int]:
    """The outcomes that `replay --json` reports; they must sum to the deliveries."""
    done = dedup("replay", *arguments, "--json", stdin=stdin)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert sum(told["outcomes"].values()) == told["deliveries"]
    found: dict[str, int] = told["outcomes"]
    return found


@pytest.mark.parametrize("name", ["day.jsonl", "day.jsonl.gz"])
def test_a_finished_file_is_not_read_again(name: str, tmp_path: Path) -> None:
    feed = write_feed(tmp_path / name, [article("a"), article("b")])
    state = ["--state", tmp_path / "state", *outputs(tmp_path / "out")]
    assert summary(feed, *state) == {"admitted": 2}
    before = contents(tmp_path / "out")
    assert summary(feed, *state) == {}
    assert contents(tmp_path / "out") == before


def test_new_paths_continue_a_state_as_if_they_had_come_at_once(tmp_path: Path) -> None:
    articles = news_day(40)
    first = write_feed(tmp_path / "1.jsonl", articles[:25])
    second = write_feed(tmp_path / "2.jsonl", articles[25:])
    given = ["--order", "given"]
    dedup("replay", first, second, *given, *outputs(tmp_path / "at-once"))
    state = ["--state", tmp_path / "state", *given, *outputs(tmp_path / "out")]
    summary(first, *state)
    summary(first, second, *state)
    assert contents(tmp_path / "out") == contents(tmp_path / "at-once")


def test_a_file_that_has_grown_is_read_from_where_it_ended(tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "day.jsonl", [article("a"), article("b")])
    state = ["--state", tmp_path / "state"]
    summary(feed, *state)
    write_feed(feed, [article("a"), article("b"), article("c")])
    assert summary(feed, *state) == {"admitted": 1}


def test_a_merged_order_goes_on_with_files_that_came_later(tmp_path: Path) -> None:
    for number in range(2):
        write_feed(tmp_path / f"{number}.jsonl", [article(f"a{number}")])
    state = ["--state", tmp_path / "state", tmp_path / "*.jsonl"]
    assert summary(*state) == {"admitted": 2}
    assert summary(*state) == {}
    write_feed(tmp_path / "2.jsonl", [article("a2")])
    assert summary(*state) == {"admitted": 1}
    assert not list((tmp_path / "state").glob("*.spool"))


def test_a_stream_is_known_by_its_beginning(tmp_path: Path) -> None:
    state = ["--state", tmp_path / "state"]
    monday = write_feed(tmp_path / "m", [article("a"), article("b")]).read_bytes()
    tuesday = write_feed(tmp_path / "t", [article("c")]).read_bytes()
    assert summary("-", *state, stdin=monday) == {"admitted": 2}
    assert summary("-", *state, stdin=monday) == {}
    assert summary("-", *state, stdin=tuesday) == {"admitted": 1}


def test_a_state_of_other_settings_is_refused_and_can_be_rebuilt(tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "day.jsonl", news_day(30))
    state = ["--state", tmp_path / "state"]
    summary(feed, *state)
    settings = tmp_path / "dedup.toml"
    settings.write_text("[detect]\nwindow_days = 3\n")
    refused = dedup("replay", feed, *state, "--settings", settings)
    assert refused.returncode == 2
    assert b"dedup state rebuild" in refused.stderr
    rebuilt = dedup("state", "rebuild", *state, "--settings", settings)
    assert rebuilt.returncode == 0, rebuilt.stderr
    again = ["--settings", settings, *outputs(tmp_path / "again")]
    assert summary(feed, *state, *again) == {}
    dedup("replay", feed, "--settings", settings, *outputs(tmp_path / "fresh"))
    assert contents(tmp_path / "again") == contents(tmp_path / "fresh")


def test_a_state_is_rebuilt_whole_while_another_reads_the_old_one(tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "day.jsonl", news_day(30))
    state = ["--state", tmp_path / "state"]
    summary(feed, *state)
    database = tmp_path / "state" / "state.sqlite"
    (tmp_path / "state" / "rebuild-of-a-killed-one").mkdir()
    settings = tmp_path / "dedup.toml"
    settings.write_text("[detect]\nwindow_days = 3\n")
    with closing(sqlite3.connect(database)) as reader:
        reader.execute("BEGIN")
        before = reader.execute("SELECT count(*) FROM ledger").fetchone()
        with closing(sqlite3.connect(database)) as writer:  # as one that was killed left its log
            writer.execute("UPDATE articles SET article = article")
            writer.commit()
        rebuilt = dedup("state", "rebuild", *state, "--settings", settings)
        assert rebuilt.returncode == 0, rebuilt.stderr
        assert reader.execute("SELECT count(*) FROM ledger").fetchone() == before
    with closing(sqlite3.connect(database)) as after:
        assert after.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert sorted(path.name for path in (tmp_path / "state").glob("rebuild-*")) == []
    assert summary(feed, *state, "--settings", settings, *outputs(tmp_path / "again")) == {}
    dedup("replay", feed, "--settings", settings, *outputs(tmp_path / "fresh"))
    assert contents(tmp_path / "again") == contents(tmp_path / "fresh")


def test_a_state_in_use_is_refused(tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "day.jsonl", [article("a")])
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "state.sqlite").write_bytes(b"no database at all" * 100)
    done = dedup("replay", feed, "--state", tmp_path / "state")
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"cannot be read" in done.stderr


@pytest.mark.parametrize("command", [("replay", "FEED"), ("state", "stats"), ("show", "a0001")])
def test_damaged_pages_are_one_sentence(command: tuple[str, ...], tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "day.jsonl", news_day(30))
    state = tmp_path / "state"
    summary(feed, "--state", state)
    database = state / "state.sqlite"
    damaged = bytearray(database.read_bytes())
    damaged[2 * 16_384 :] = b"\xff" * (len(damaged) - 2 * 16_384)  # all but the schema
    database.write_bytes(damaged)
    given = (feed if word == "FEED" else word for word in command)
    done = dedup(*given, "--state", state)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"cannot be read" in done.stderr
    assert b"may be of another copy of the folder" in done.stderr
