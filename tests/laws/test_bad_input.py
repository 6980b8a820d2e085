"""Every record ends in exactly one outcome, and nothing a record holds can stop a run."""

import base64
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from builders import article, broken_records, lines, write_feed
from commands import dedup


def run(*arguments: object) -> tuple[dict[str, Any], bytes]:
    """Return the summary and what was said on standard error."""
    done = dedup("replay", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    assert sum(told["outcomes"].values()) == told["deliveries"]
    assert b"Traceback" not in done.stderr
    return told, done.stderr


def dead(path: Path) -> list[dict[str, Any]]:
    """The dead letters in a file."""
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_refused_records_keep_their_bytes_and_their_place(tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "day.jsonl", [article("a"), *broken_records(), article("b")])
    told, _ = run(feed, "--dead-letters", tmp_path / "dead.jsonl")
    assert told["outcomes"] == {"admitted": 2, "rejected": len(broken_records())}
    letters = dead(tmp_path / "dead.jsonl")
    assert [letter["seq"] for letter in letters] == list(range(1, len(letters) + 1))
    content = feed.read_bytes()
    for letter, record in zip(letters, broken_records(), strict=True):
        assert base64.b64decode(letter["value"]) == record
        assert letter["partition"] == str(feed)
        assert content[letter["position"] :].startswith(record + b"\n")
    assert [letter["reason"] for letter in letters] == [
        *("malformed", "malformed", "encoding", "encoding", "shape"),
        *("no_text", "oversize", "time", "status"),
    ]


def test_records_that_only_look_odd_are_admitted(tmp_path: Path) -> None:
    odd = [
        article("emoji", body="😀" * 5_000, title="이모지 소식"),
        article("rtl", title="خبر عاجل", body="هذا نص الخبر الطويل " * 20, language="ar"),
        article("marks", body="a\u0301\u0302\u0303 combining text " * 40),
        article("nul", body="앞\0뒤 " * 50),
        article("far", received="9999-12-31T23:59:59Z"),
        article("x" * 1_024),
    ]
    told, _ = run(write_feed(tmp_path / "day.jsonl", odd))
    assert set(told["outcomes"]) <= {"admitted", "late"}
    assert told["deliveries"] == len(odd)


def test_a_line_of_fifty_megabytes_is_one_refused_record(tmp_path: Path) -> None:
    huge = b'{"id": "huge", "body": "' + b"x" * 50_000_000 + b'"}'
    feed = write_feed(tmp_path / "day.jsonl", [article("a"), huge, article("b")])
    told, _ = run(feed, "--dead-letters", tmp_path / "dead.jsonl")
    assert told["outcomes"] == {"admitted": 2, "rejected": 1}
    (letter,) = dead(tmp_path / "dead.jsonl")
    assert letter["reason"] == "oversize"
    assert base64.b64decode(letter["value"]) == huge
    assert told["peak_memory_mb"] < 1_000


@pytest.mark.parametrize("cut", [100, 1])
def test_a_truncated_archive_gives_what_can_be_read(cut: int, tmp_path: Path) -> None:
    path = tmp_path / "day.jsonl.gz"
    whole = gzip.compress(lines(article(f"a{number}") for number in range(50)))
    path.write_bytes(whole[:-cut])
    told, _ = run(path, "--dead-letters", tmp_path / "dead.jsonl")
    assert told["outcomes"]["rejected"] == 1
    assert told["outcomes"]["admitted"] >= 40
    (letter,) = dead(tmp_path / "dead.jsonl")
    assert "ends before its end" in letter["detail"]


def test_more_refused_records_than_allowed_is_exit_3(tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "day.jsonl", [article("a"), b"{", b"{"])
    assert dedup("replay", feed, "--max-rejected", 2).returncode == 0
    assert dedup("replay", feed, "--max-rejected", 1).returncode == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["absent.jsonl"], "There is no absent.jsonl"),
        (["nothing-*.jsonl"], "Nothing matches"),
        (["day.jsonl", "--map", "boddy=text"], "none of our fields"),
        (["day.jsonl", "--map", "body"], "NAME=VALUE"),
        (["day.jsonl", "--timezone", "published=Mars/Base"], "no time zone"),
        (["day.jsonl", "--settings", "absent.toml"], "no settings file"),
        (["day.jsonl", "--settings", "unknown.toml"], "no setting detect.widow_days"),
        (["day.jsonl", "--out", "absent/folder/out.jsonl"], "cannot be written"),
        (["day.jsonl", "--clusters", "absent/folder/c.jsonl"], "cannot be written"),
        (["day.jsonl", "--out", "o", "--clusters", "o"], "same place"),
    ],
)
def test_what_the_operator_can_mend_is_one_sentence_and_exit_2(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_feed(tmp_path / "day.jsonl", [article("a")])
    (tmp_path / "unknown.toml").write_text("[detect]\nwidow_days = 3\n")
    done = dedup("replay", *arguments)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


def test_an_unknown_environment_variable_of_ours_is_an_error(tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "day.jsonl", [article("a")])
    done = dedup("replay", feed, env={"DEDUP_DETECT__WIDOW_DAYS": "3"})
    assert done.returncode == 2
    assert b"DEDUP_DETECT__WIDOW_DAYS is no setting" in done.stderr
