"""kernel_cache: compiled kernels live as long as what they were compiled from."""

from pathlib import Path

import pytest

from dedup.kernel_cache import STAMP, forget_others


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "kernels"
    folder.mkdir()
    (folder / "pair.py").write_text("A = 1\n")
    (folder / "subject.py").write_text("B = 2\n")
    return folder


@pytest.fixture
def compiled(tmp_path: Path) -> Path:
    folder = tmp_path / "cache"
    folder.mkdir()
    (folder / "pair.score_many-110.py311.nbi").touch()
    (folder / "pair.score_many-110.py311.1.nbc").touch()
    (folder / "pair.cpython-311.pyc").touch()
    return folder


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_kernels_of_unknown_sources_are_deleted_and_nothing_else(
    sources: Path, compiled: Path
) -> None:
    forget_others(compiled, sources=sources)
    assert names(compiled) == {"pair.cpython-311.pyc", STAMP}


def test_kernels_stay_until_any_source_changes(sources: Path, compiled: Path) -> None:
    forget_others(compiled, sources=sources)
    kernel = compiled / "pair.score_many-110.py311.nbi"
    kernel.touch()
    forget_others(compiled, sources=sources)
    assert kernel.exists()
    (sources / "subject.py").write_text("B = 3\n")  # of the same size
    forget_others(compiled, sources=sources)
    assert not kernel.exists()


def test_a_folder_that_is_not_there_yet_is_stamped(sources: Path, tmp_path: Path) -> None:
    forget_others(tmp_path / "later", sources=sources)
    assert names(tmp_path / "later") == {STAMP}


def test_a_folder_that_cannot_be_written_stops_nothing(sources: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    forget_others(tmp_path / "file" / "cache", sources=sources)
    assert names(tmp_path) == {"file", "kernels"}
