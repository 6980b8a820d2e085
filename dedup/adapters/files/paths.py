"""Paths as given (files, folders, globs, `-`) → the files to read, in order, each once."""

import glob
import os
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

from msgspec import Struct

from dedup.errors import InputError

STDIN = "-"
PAGE = ".txt"  # a saved page; everything else is JSON lines
COMPRESSED = (".gz", ".zst")
# What a folder is searched for; a file that is given itself may have any name.
ENDINGS = (".jsonl", ".ndjson", ".json", PAGE)


class Source(Struct, frozen=True, kw_only=True):
    """One file to read.

    `path` opens it; `given` is the same for people and `real` (absolute, links resolved) for
    positions, both as text that UTF-8 can hold.
    """

    path: str
    given: str
    real: str
    page: bool
    size: int | None  # bytes on disk; None for a stream (stdin, a pipe), which cannot seek

    @property
    def name(self) -> str:
        """Return the file's name without its ending: the id of a saved page."""
        name = Path(self.given).name
        for ending in COMPRESSED:
            name = name.removesuffix(ending)
        return name.removesuffix(PAGE)


def expand(paths: Iterable[str]) -> list[Source]:
    """Return the files in the order given, folders and globs sorted by path, repeats left out.

    Raises InputError for a path that does not exist, a glob that matches nothing and a folder
    without a readable file.
    """
    sources: dict[str, Source] = {}
    for path in paths:
        for file in _files(path):
            source = _source(file)
            sources.setdefault(source.real, source)
    return list(sources.values())


def _files(path: str) -> Sequence[str]:
    if path == STDIN:
        return [path]
    if not path:  # it would be the current folder: a variable of a script that is not set
        raise InputError("An empty path names no file; the current folder is `.`.")
    there = _looked_up(path)
    if there is not None and stat.S_ISDIR(there.st_mode):
        found = [
            str(Path(folder) / name)
            for folder, _, names in os.walk(path, onerror=_refuse)
            for name in names
            if _bare(name).endswith(ENDINGS) and not name.startswith(".")
        ]
        if not found:
            raise InputError(
                f"The folder {path} holds no {', '.join(ENDINGS)} file; what is read is JSON "
                "lines, whose body may be HTML, and pages saved as text."
            )
        return sorted(found)
    if there is not None:
        return [path]
    if not glob.has_magic(path):
        raise InputError(f"There is no {path}.")
    matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207  # absolute patterns too
    if not matches:
        raise InputError(f"Nothing matches {path}.")
    return [file for match in matches for file in _files(match)]


def _looked_up(path: str) -> os.stat_result | None:
    """Return what is known of a file or folder, None where there is none: it may be a glob."""
    try:
        return Path(path).stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error


def _refuse(error: OSError) -> NoReturn:
    """Say which folder is closed to us: left out in silence, its articles would be missed."""
    raise InputError(f"{error.filename} cannot be read: {error.strerror}.") from error


def _bare(name: str) -> str:
    for ending in COMPRESSED:
        name = name.removesuffix(ending)
    return name


def _source(path: str) -> Source:
    if path == STDIN:
        return Source(path=STDIN, given=STDIN, real=STDIN, page=False, size=None)
    try:
        found = Path(path).stat()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    return Source(
        path=path,
        given=_writable(path),
        real=_writable(os.path.realpath(path)),
        page=_bare(path).endswith(PAGE),
        size=found.st_size if stat.S_ISREG(found.st_mode) else None,
    )


def _writable(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "backslashreplace")  # a file name may be any bytes
