"""`dedup replay` at the edges: streams, Ctrl-C, and a state in use."""

import json
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from builders import START, article, lines, news_day, write_feed
from commands import dedup, environment

from dedup import embedded
from dedup.core.watermark import RANK
from dedup.errors import OutputError, SettingsError
from dedup.outputs import Outputs
from dedup.settings import Settings


def test_an_output_can_go_to_standard_output_and_the_table_does_not(tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "day.jsonl", [article("a")])
    done = dedup("replay", feed, "--out", "-")
    assert [json.loads(line)["seq"] for line in done.stdout.splitlines()] == [1, 2]
    assert b"deliveries" in done.stderr


def test_what_a_redirected_standard_output_held_stays(tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "day.jsonl", [article("a")])
    state = tmp_path / "state"
    for more in ([], ["--state", str(state)]):
        command = [sys.executable, "-m", "dedup", "replay", str(feed), "--out", "-", *more]
        path = tmp_path / "all.jsonl"
        for flags in (os.O_APPEND, 0):  # `>> all.jsonl` and `{ echo …; dedup …; } > all.jsonl`
            path.write_bytes(b"")
            number = os.open(path, os.O_WRONLY | flags)
            os.write(number, b"before\n")
            done = subprocess.run(command, env=environment(), stdout=number, check=False)
            os.close(number)
            assert done.returncode == 0
            first, *rest = path.read_bytes().splitlines()
            assert first == b"before"
            # a state has published its updates after the first of these runs
            assert [json.loads(line)["seq"] for line in rest] in ([1, 2], [] if more else [1, 2])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("words", [["version"], ["replay", "-"], ["signatures", "-"]])
def test_a_full_standard_output_is_said_in_one_sentence(words: list[str]) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123  # it is no file to make anew
        done = subprocess.run(
            [sys.executable, "-m", "dedup", *words],
            env=environment(),
            input=lines([article("a")]),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == b"dedup: No space left on device.\n"


@pytest.mark.parametrize("words", ["version", "replay - --json", "signatures -"])
def test_what_has_only_a_closed_standard_output_says_so(words: str) -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", sys.executable, "-m", "dedup", *words.split()],
        env=environment(),
        input=lines([article("a")]),
        stderr=subprocess.PIPE,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == b"dedup: Standard output cannot be written: it is closed.\n"


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "all.jsonl"])
@pytest.mark.parametrize("option", ["--out", "--assignments", "signatures"])
def test_every_name_of_standard_output_is_that(name: str, option: str, tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "day.jsonl", [article("a")])
    path = tmp_path / "all.jsonl"
    place = str(path) if name == path.name else name
    words = (
        ["signatures", str(feed), "--out"] if option == "signatures" else ["replay", feed, option]
    )
    with path.open("wb") as file:
        file.write(b"before\n")
        file.flush()
        command = [sys.executable, "-m", "dedup", *map(str, words), place]
        done = subprocess.run(command, env=environment(), stdout=file, check=False)
        file.write(b"after\n")
    assert done.returncode == 0
    first, *rest, last = path.read_bytes().splitlines()
    assert (first, last) == (b"before", b"after")
    assert len(rest) == (1 if option == "signatures" else 2)


@pytest.mark.parametrize("option", ["--out", "--clusters"])
def test_a_closed_standard_output_is_said_in_one_sentence(option: str, tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "day.jsonl", [article("a")])
    done = subprocess.run(
        [
            *("sh", "-c", 'exec "$@" >&-', "sh"),
            *(sys.executable, "-m", "dedup", "replay", str(feed), option, "-"),
        ],
        env=environment(),
        stderr=subprocess.PIPE,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == b"dedup: Standard output cannot be written: it is closed.\n"


def test_no_output_goes_over_an_input_or_another_output_by_any_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    feed = write_feed(tmp_path / "day.jsonl", [article("a")])
    before = feed.read_bytes()
    (tmp_path / "soft").symlink_to(feed)
    (tmp_path / "hard").hardlink_to(feed)
    for name in ("day.jsonl", "./day.jsonl", "soft", "hard"):
        for given in (Outputs(updates=name), Outputs(clusters=name)):
            with pytest.raises(SettingsError, match="is read, so no output"):
                embedded.replay_files([str(feed)], settings=Settings(), outputs=given)
    with pytest.raises(SettingsError, match="same place"):
        embedded.replay_files(
            [str(feed)], settings=Settings(), outputs=Outputs(updates="x", clusters="./x")
        )
    assert feed.read_bytes() == before
    assert not (tmp_path / "x").exists()


def test_no_output_goes_over_the_settings_or_the_state(tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "day.jsonl", [article("a")])
    mine, state = tmp_path / "mine.toml", tmp_path / "state"
    mine.write_text("[work]\nbatch = 7\n")
    state.mkdir()
    done = dedup("replay", feed, "--settings", mine, "--clusters", mine)
    assert (done.returncode, mine.read_text()) == (2, "[work]\nbatch = 7\n")
    assert b"mine.toml is read, so no output can go there." in done.stderr
    for name in ("state.sqlite", "state.sqlite-wal", "lock"):
        with pytest.raises(SettingsError, match=f"{name} is read, so no output"):
            embedded.replay_files(
                [str(feed)],
                settings=Settings(),
                outputs=Outputs(clusters=str(state / name)),
                state=state,
            )


def test_an_output_of_another_longer_feed_is_refused_at_the_end(tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "day.jsonl", [article("a")])
    other = write_feed(tmp_path / "other.jsonl", [article("b"), article("c")])
    outputs = Outputs(updates=str(tmp_path / "updates.jsonl"))
    given = {"settings": Settings(), "outputs": outputs}
    embedded.replay_files([str(other)], **given, state=tmp_path / "other")
    with pytest.raises(OutputError, match="updates ends at number 4, and this input gives 2 under"):
        embedded.replay_files([str(feed)], **given, state=tmp_path / "state")


def test_pipes_may_be_read_and_written_by_the_same_name() -> None:
    done = dedup("replay", "-", "--out", "-", stdin=lines([article("a")]))
    assert [json.loads(line)["seq"] for line in done.stdout.splitlines()] == [1, 2]


def test_standard_input_is_read_and_standard_output_may_be_a_device() -> None:
    done = dedup(
        *("replay", "-", "--assignments", "/dev/stdout"), stdin=lines([article("a"), article("b")])
    )
    assert done.stdout.startswith(b"article\tfamily\tevent\trelation\na\t")


def test_a_page_is_an_article_named_by_its_file(tmp_path: Path) -> None:
    body = "\n\n".join(str(article("x")["body"]).split("\n\n"))
    (tmp_path / "page-7.txt").write_text(f"항구 도시의 새 노선 개통 소식\n\n{body}\n")
    done = dedup("replay", tmp_path / "page-7.txt", "--assignments", "-")
    assert b"\npage-7\t" in done.stdout


def test_nothing_is_written_without_its_option(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_feed(tmp_path / "day.jsonl", [article("a")])
    monkeypatch.chdir(tmp_path)
    assert dedup("replay", "day.jsonl").returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["day.jsonl"]


def test_a_second_process_on_a_state_is_refused_and_ctrl_c_stops_the_first(tmp_path: Path) -> None:
    state = ["--state", str(tmp_path / "state")]
    command = [sys.executable, "-m", "dedup", "replay", "-", *state, "--out", "-", "--batch", "1"]
    with subprocess.Popen(
        command,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as first:
        assert first.stdin is not None
        assert first.stdout is not None
        first.stdin.write(lines(news_day(4)))
        first.stdin.flush()
        assert json.loads(first.stdout.readline())["seq"] == 1  # it runs
        second = dedup("replay", "-", *state)
        assert second.returncode == 2
        assert b"in use by another process" in second.stderr
        first.send_signal(signal.SIGINT)
        first.stdin.close()
        first.stdout.read()
        assert first.wait(timeout=30) == 130


def test_a_terminal_that_lacks_a_letter_ends_no_replay(tmp_path: Path) -> None:
    body = article("a")["body"]
    feed = [article("a", outlet="나루일보"), article("b", body=body, outlet="o")]
    path = write_feed(tmp_path / "day.jsonl", feed)
    for more in ([], ["--out", "-"]):  # the closing table goes to either stream
        done = dedup("replay", path, *more, env={"PYTHONIOENCODING": "latin-1"})
        assert done.returncode == 0
        assert b"most copied" in (done.stderr if more else done.stdout)


def test_the_versions_are_told() -> None:
    done = dedup("version")
    assert done.returncode == 0
    assert b"dedup.update/1" in done.stdout


def test_a_feed_read_under_wrong_names_says_so_once_and_is_read_all_the_same(
    tmp_path: Path,
) -> None:
    feed = write_feed(tmp_path / "day.jsonl", [article("a"), article("b")])
    done = dedup("replay", feed, "--map", "body=text", "--batch", "1", "--json")
    assert json.loads(done.stdout)["outcomes"] == {"admitted": 2}
    assert done.stderr.decode().count("has a field text; they have body, id,") == 1
    assert b"has a field" not in dedup("replay", feed).stderr


@pytest.mark.parametrize("name", ["updates.jsonl.gz", "updates.jsonl.zst"])
def test_an_output_that_would_not_be_what_its_name_says_is_refused(
    tmp_path: Path, name: str
) -> None:
    feed = write_feed(tmp_path / "day.jsonl", [article("a")])
    with pytest.raises(SettingsError, match=f"{name} would not be compressed"):
        embedded.replay_files(
            [str(feed)], settings=Settings(), outputs=Outputs(updates=str(tmp_path / name))
        )
    assert not (tmp_path / name).exists()


def test_where_records_are_refused_it_is_said_how_to_know_which(tmp_path: Path) -> None:
    feed = tmp_path / "day.jsonl"
    feed.write_bytes(lines([article("a")]) + b"no json\n")
    assert b"--dead-letters FILE" in dedup("replay", feed).stderr
    stated = dedup("replay", feed, "--state", tmp_path / "state").stderr
    assert b"--dead-letters FILE with a new state says" in stated
    kept = dedup("replay", feed, "--dead-letters", tmp_path / "dead.jsonl")
    assert b"--dead-letters FILE" not in kept.stderr
    assert b"not JSON" in (tmp_path / "dead.jsonl").read_bytes()


def test_where_most_articles_are_late_it_is_said_how_to_put_them_in_order(tmp_path: Path) -> None:
    times = [START + timedelta(hours=12 * number) for number in range(4 * RANK)]
    newest_first = [article(f"a{at}", received=at.isoformat()) for at in reversed(times)]
    feed = write_feed(tmp_path / "feed.jsonl", newest_first)
    assert b"--order time" in dedup("replay", feed).stderr
    done = dedup("replay", feed, "--order", "time", "--json")
    assert b"--order time" not in done.stderr
    assert json.loads(done.stdout)["outcomes"] == {"admitted": len(times)}
