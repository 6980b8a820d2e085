"""Paths → files."""

import os
from errno import EACCES
from pathlib import Path

import pytest

from dedup.adapters.files.paths import expand
from dedup.errors import InputError


def made(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"{}\n")


def test_a_folder_is_searched_for_what_can_be_read_in_sorted_order(tmp_path: Path) -> None:
    made(tmp_path, "b/2.jsonl.gz", "a/1.jsonl", "c.txt", "README.md", ".hidden.jsonl")
    found = [Path(source.given).relative_to(tmp_path) for source in expand([str(tmp_path)])]
    assert found == [Path("a/1.jsonl"), Path("b/2.jsonl.gz"), Path("c.txt")]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    made(tmp_path, "1.jsonl", "2.jsonl")
    found = expand([str(tmp_path / "2.jsonl"), str(tmp_path / "*.jsonl")])
    assert [Path(source.given).name for source in found] == ["2.jsonl", "1.jsonl"]


def test_a_page_is_named_by_its_file_without_the_ending(tmp_path: Path) -> None:
    made(tmp_path, "story.one.txt")
    (source,) = expand([str(tmp_path / "story.one.txt")])
    assert source.page
    assert source.name == "story.one"


@pytest.mark.parametrize("path", ["absent.jsonl", "absent-*.jsonl"])
def test_what_is_not_there_is_an_error(path: str, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        expand([str(tmp_path / path)])


def test_a_folder_without_a_feed_is_an_error(tmp_path: Path) -> None:
    made(tmp_path, "README.md")
    with pytest.raises(InputError, match="holds no"):
        expand([str(tmp_path)])


def test_a_closed_folder_is_no_empty_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path, "1.jsonl", "closed/2.jsonl")
    opened = os.scandir

    def scandir(path: str) -> object:  # root may read everything
        if str(path).endswith("closed"):
            raise PermissionError(EACCES, "Permission denied", str(path))
        return opened(path)

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(InputError, match=r"closed cannot be read: Permission denied."):
        expand([str(tmp_path)])


def test_what_lies_in_a_closed_folder_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(path: Path, **_: object) -> object:
        raise PermissionError(EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "stat", closed)
    with pytest.raises(InputError, match=r"1.jsonl cannot be read: Permission denied."):
        expand([str(tmp_path / "1.jsonl")])


def test_an_empty_path_is_not_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, "1.jsonl")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="An empty path names no file"):
        expand([""])
