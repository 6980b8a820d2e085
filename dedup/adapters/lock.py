"""One process at a time in a state folder: a lock that the system drops when the process ends."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dedup.errors import StateError

NAME = "lock"

if sys.platform == "win32":
    import msvcrt

    def _lock(number: int) -> None:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder, made where it is missing; StateError where another process holds it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / NAME).open("ab")
    except OSError as error:
        raise StateError(f"The state folder {folder} cannot be used: {error.strerror}.") from error
    with file:
        try:
            _lock(file.fileno())
        except OSError as error:
            raise StateError(f"The state folder {folder} is in use by another process.") from error
        yield
