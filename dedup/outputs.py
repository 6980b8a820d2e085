"""Where results go: checked before the work, written after it."""

import os
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from dedup.adapters.files.paths import COMPRESSED
from dedup.adapters.lines import STDOUT, check_writable, write_table
from dedup.adapters.lock import NAME as LOCK
from dedup.adapters.state_sqlite.store import FILES
from dedup.core.ledger import Ledger
from dedup.errors import SettingsError
from dedup.formats import assignments, clusters_json


class Outputs(Struct, frozen=True, kw_only=True):
    """Where results go; None is not written, `-` is standard output."""

    updates: str | None = None
    clusters: str | None = None
    assignments: str | None = None
    dead: str | None = None


def check(outputs: Outputs) -> None:
    """Raise DedupError where these cannot all be written."""
    _check_names(_paths(outputs))
    for table in (outputs.clusters, outputs.assignments):
        if table is not None:
            check_writable(table)


def check_apart(outputs: Outputs, read: Iterable[str]) -> None:
    """Raise SettingsError where an output would go to a file that is read."""
    _check_read(_paths(outputs), read)


def check_beside(outputs: Outputs, state: Path) -> None:
    """Raise SettingsError where an output would go to a file of the state."""
    check_apart(outputs, (str(state / name) for name in (*FILES, LOCK)))


def check_tables(written: Iterable[Path | None], read: Iterable[str | Path | None]) -> None:
    """Raise DedupError where these cannot all be written, or one of them is read; None is none."""
    paths = [str(path) for path in written if path is not None]
    _check_names(paths)
    _check_read(paths, (str(path) for path in read if path is not None))
    for path in paths:
        check_writable(path)


def _check_names(paths: Sequence[str]) -> None:
    places = _places(paths)
    if len(places) != len(set(places)):
        raise SettingsError("Two outputs cannot go to the same place.")
    for path in paths:
        if path.endswith(COMPRESSED):
            raise SettingsError(
                f"{path} would not be compressed; outputs are plain: give another name, or `-` and "
                "a pipe to what compresses."
            )


def _check_read(paths: Iterable[str], read: Iterable[str]) -> None:
    places = _places(paths)
    for path in read:
        if _place(path, stream=0) in places:
            raise SettingsError(f"{path} is read, so no output can go there.")


def _places(paths: Iterable[str]) -> list[object]:
    return [_place(path, stream=1) for path in paths]


def _paths(outputs: Outputs) -> list[str]:
    given = (getattr(outputs, name) for name in Outputs.__struct_fields__)
    return [path for path in given if path]


def _place(path: str, *, stream: int) -> object:
    """Return what all names of a regular file have in common; `-` may be one of them."""
    try:
        found = os.fstat(stream) if path == STDOUT else Path(path).stat()
    except OSError:
        return os.path.realpath(path)  # is made by us
    if not stat.S_ISREG(found.st_mode):
        return stream, path  # a terminal may well be both read and written
    return found.st_dev, found.st_ino


def write_tables(ledger: Ledger, outputs: Outputs) -> None:
    """Write the final tables that are wanted. Raises OutputError."""
    if outputs.clusters is not None:
        lines = (clusters_json.encode(cluster) + b"\n" for cluster in ledger.clusters())
        write_table(outputs.clusters, lines)
    if outputs.assignments is not None:
        rows = (assignments.encode(assignment) for assignment in ledger.assignments())
        write_table(outputs.assignments, (assignments.HEADER, *rows))
