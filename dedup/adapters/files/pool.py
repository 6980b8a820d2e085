"""Bytes that are read rarely → files without a name; only the newest stay in memory.

The system takes the files back when the process ends. To a snapshot they are a log like all others,
and a start writes them anew: nothing depends on what became of them.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import FileIO
from pathlib import Path
from tempfile import TemporaryFile

import numpy as np
from numpy.typing import NDArray

from dedup.core.arrays import Pools, Section
from dedup.errors import StateError

PIECE = 4 * 2**20  # bytes that are written at once, 3 ms: those of three thousand articles
FILE = 64 * PIECE  # bytes of a file, which is given back when all of them are forgotten


class FilePool:
    """A Pool whose bytes are in a folder; one writer, who reads as well."""

    def __init__(self, folder: Path, *, piece: int, file: int) -> None:
        """Use a folder that is there; `file` is a multiple of `piece`."""
        self._folder = folder
        self._piece = piece
        self._file = file
        self._files: deque[FileIO] = deque()  # all full but for the last
        self._newest = bytearray()
        self._begin(0)

    def _begin(self, base: int) -> None:
        self.close()
        self.base = base
        self._first = base  # with which the first file begins
        self._written = base  # those before are in files
        self._newest.clear()

    def close(self) -> None:
        """Give the files back."""
        while self._files:
            self._files.popleft().close()

    @property
    def end(self) -> int:
        """The absolute number that the next byte gets."""
        return self._written + len(self._newest)

    @property
    def size(self) -> int:
        """How many are held."""
        return self.end - self.base

    @property
    def nbytes(self) -> int:
        """Bytes in memory."""
        return len(self._newest)

    def extend(self, values: NDArray[np.uint8]) -> None:
        """Add bytes. Raises StateError where the folder takes no more."""
        self._newest += values.tobytes()
        while len(self._newest) >= self._piece:
            self._write(self._newest[: self._piece])
            del self._newest[: self._piece]

    def _write(self, piece: bytearray | memoryview) -> None:
        """Write one piece: where a file ends, a piece does."""
        try:
            if (self._written - self._first) % self._file == 0:
                file = TemporaryFile(buffering=0, dir=self._folder)  # noqa: SIM115 - until `close`
                self._files.append(file)
            file = self._files[-1]
            file.seek(0, 2)
            left = memoryview(piece)
            while left:
                left = left[file.write(left) :]
        except OSError as error:
            raise StateError(f"{self._folder} cannot be written: {error.strerror}.") from error
        self._written += len(piece)

    def read(self, begin: int, end: int) -> bytes:
        """Return the bytes at these places, counted from the first that is held."""
        at, end = self.base + begin, self.base + end
        found: list[bytes] = []
        while at < min(end, self._written):
            number, place = divmod(at - self._first, self._file)
            count = min(end, self._written) - at
            found.append(self._read(number, place, min(count, self._file - place)))
            at += len(found[-1])
        if at < end:
            found.append(bytes(self._newest[at - self._written : end - self._written]))
        return b"".join(found)

    def _read(self, number: int, place: int, count: int) -> bytes:
        file = self._files[number]
        try:
            file.seek(place)
            found = file.read(count)
        except OSError as error:
            raise StateError(f"{self._folder} cannot be read: {error.strerror}.") from error
        if not found:
            raise StateError(f"{self._folder} has lost what was written there.")
        return found

    def drop(self, count: int) -> None:
        """Forget the first `count` bytes."""
        self.base += count
        while self._files and self._first + self._file <= min(self.base, self._written):
            self._files.popleft().close()
            self._first += self._file

    def since(self, name: str, start: int) -> Section:
        """Return the bytes from absolute number `start` on, as a section."""
        start = max(start, self.base)
        data = self.read(start - self.base, self.size)
        return Section(name, data, self.base, start, self.end)

    def load(self, section: Section) -> None:
        """Replace the content by what the sections of `since`, put together, hold."""
        self._begin(section.first)
        left = memoryview(section.data)[section.first - section.start :]
        while len(left) >= self._piece:
            self._write(left[: self._piece])
            left = left[self._piece :]
        self._newest += left


@contextmanager
def file_pools(folder: Path, *, piece: int = PIECE, file: int = FILE) -> Iterator[Pools]:
    """Yield what makes pools in a folder that is there; their files are given back in the end.

    `file` is a multiple of `piece`.
    """
    with ExitStack() as made:

        def pool() -> FilePool:
            new = FilePool(folder, piece=piece, file=file)
            made.callback(new.close)
            return new

        yield pool
