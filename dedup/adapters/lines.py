"""Steps → updates and dead letters as JSON lines in files: the embedded Sink.

A regular file is its own cursor: the number of its last whole line and the chain hash over its
lines; a line that a crash has torn is cut off at the start. Devices, pipes and standard output are
written directly and remember nothing. What has no path is not written.
"""

import asyncio
import contextlib
import os
import stat
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Self

import orjson
from msgspec import Struct

from dedup.children import deaf_to_ctrl_c, end_with_the_parent
from dedup.errors import OutputError
from dedup.failpoint import armed, failpoint
from dedup.ports import START, Cursor, Row, Step, Stream, chained

STDOUT = "-"
READ = 2**20  # bytes
# One interpreter does not hash an output while it loads a state, so another process hashes a file
# of this many bytes: that takes .7 s, about what starting the process does.
APART_FROM = 2**28
_to_disk = getattr(os, "fdatasync", os.fsync)  # macOS has no fdatasync


class LineFiles:
    """A Sink of two files, made by `continued` (they belong to a state) or `fresh`.

    What is gone on with is first asked for its `cursor`.
    """

    def __init__(self, files: dict[Stream, "LineFile"]) -> None:
        """Use `continued` or `fresh`."""
        self._files = files

    @classmethod
    def continued(
        cls, *, updates: str | None, dead: str | None, apart_from: int = APART_FROM
    ) -> Self:
        """Open the files to go on after their last whole line. Raises OutputError.

        Files of `apart_from` bytes are read in processes of their own, from now on.
        """
        return cls._of(partial(LineFile.continued, apart_from=apart_from), updates, dead)

    @classmethod
    def fresh(cls, *, updates: str | None, dead: str | None) -> Self:
        """Open the files empty, whatever they held. Raises OutputError."""
        return cls._of(LineFile.fresh, updates, dead)

    @classmethod
    def _of(
        cls, open_file: Callable[[str], "LineFile"], updates: str | None, dead: str | None
    ) -> Self:
        files: dict[Stream, LineFile] = {}
        if updates is not None:
            files["updates"] = open_file(updates)
        if dead is not None:
            files["dead"] = open_file(dead)
        return cls(files)

    async def publish(self, step: Step) -> None:
        """Write the rows in order; what reaches a regular file of a state is durable then."""
        await asyncio.to_thread(self._publish, step.rows)

    async def cursor(self) -> Cursor | None:
        """Return the numbers of the last whole lines; None for what remembers nothing.

        Raises OutputError for a file that no state could go on with.
        """
        try:
            return await asyncio.to_thread(self._cursor)
        except asyncio.CancelledError:
            for file in self._files.values():
                file.stop_looking()  # the thread cannot be cancelled, and is waited for
            raise

    def _cursor(self) -> Cursor:
        ends = {stream: file.resume() for stream, file in self._files.items()}
        updates, dead = ends.get("updates"), ends.get("dead")
        return Cursor(
            updates=updates.seq if updates else None,
            dead=dead.seq if dead else None,
            chain=updates.chain if updates else START.chain,
        )

    def close(self) -> None:
        """Close the files."""
        for file in self._files.values():
            file.close()

    def _publish(self, rows: Sequence[Row]) -> None:
        for stream, file in self._files.items():
            lines = [row.value for row in rows if row.stream == stream]
            if lines:
                file.append(lines)


class End(Struct, frozen=True):
    """Of the last whole line of a file."""

    seq: int  # 0 where there is none
    chain: bytes  # hash over all lines
    size: int  # bytes up to there; what follows was torn by a crash


class LineFile:
    """One output: a regular file that `resume` finds the end of, or what remembers nothing."""

    def __init__(
        self,
        path: str,
        number: int,
        *,
        end: Callable[[], End] | None,
        stop: Callable[[], None] | None = None,
    ) -> None:
        """Take an open file number; use `continued` or `fresh`."""
        self.path = path
        self._number = number
        self._end = end
        self._stop = stop

    @classmethod
    def continued(cls, path: str, *, apart_from: int) -> "LineFile":
        """Open to go on after the last whole line."""
        number = _opened(path, os.O_RDWR | os.O_CREAT)
        if not _ours(path, number):
            return cls(path, number, end=None)
        if os.fstat(number).st_size < apart_from:
            return cls(path, number, end=partial(_end_of, path))
        apart = _EndApart(path)
        return cls(path, number, end=apart.get, stop=apart.stop)

    @classmethod
    def fresh(cls, path: str) -> "LineFile":
        """Open empty."""
        number = _opened(path, os.O_WRONLY | os.O_CREAT)
        if _ours(path, number):
            os.ftruncate(number, 0)
        return cls(path, number, end=None)

    def resume(self) -> End | None:
        """Cut off what follows the last whole line and return it; None for a device."""
        if self._end is None:
            return None
        end = self._end()
        os.ftruncate(self._number, end.size)
        os.lseek(self._number, 0, os.SEEK_END)
        return end

    def stop_looking(self) -> None:
        """Let `resume` end soon where another process looks for the end."""
        if self._stop is not None:
            self._stop()

    def append(self, lines: Sequence[bytes]) -> None:
        """Write the lines, each with its newline. Raises OutputError."""
        block = memoryview(b"\n".join((*lines, b"")))
        if armed("mid-line"):
            block = block[: len(block) - len(lines[-1]) // 2 - 1]
        try:
            while block:
                block = block[os.write(self._number, block) :]
            failpoint("mid-line")
            if self._end is not None:
                _to_disk(self._number)
        except OSError as error:
            raise OutputError(f"{self.path} cannot be written: {error.strerror}.") from error

    def close(self) -> None:
        """Close the file; standard output stays open."""
        self.stop_looking()
        if self.path != STDOUT:
            os.close(self._number)


def standard(path: str) -> str:
    """Return `-` for any name of standard output: /dev/stdout, or the file it is redirected to.

    Opened by its name, that file would be emptied or replaced under whoever redirected it.
    """
    if sys.stdout is None:
        return path
    try:
        found = Path(path).stat()
        one = not stat.S_ISCHR(found.st_mode) and os.path.samestat(found, os.fstat(1))
    except OSError:
        return path
    return STDOUT if one else path  # a terminal or /dev/null may be opened as often as one likes


def _opened(path: str, flags: int) -> int:
    if path == STDOUT:
        _check_stdout()
        return 1
    try:
        if _is_stream(path):
            flags = os.O_WRONLY  # a pipe opened for reading too would never see its reader leave
        return os.open(path, flags | getattr(os, "O_BINARY", 0), 0o666)  # O_BINARY: Windows
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}.") from error


def _is_stream(path: str) -> bool:
    return Path(path).exists() and not stat.S_ISREG(Path(path).stat().st_mode)


def say(text: str) -> None:
    """Write text to standard output. Raises OutputError where that is closed."""
    _check_stdout()
    sys.stdout.write(text)


def _check_stdout() -> None:
    if sys.stdout is None:  # number 1 may be any other file that was opened since
        raise OutputError("Standard output cannot be written: it is closed.")


def _ours(path: str, number: int) -> bool:
    """Say whether this is a file to empty and to cut; standard output is of who redirected it."""
    return path != STDOUT and stat.S_ISREG(os.fstat(number).st_mode)


class _EndApart:
    """The end of a long file, looked for in a process of its own from now on."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._stopped = False
        context = get_context("spawn")  # a fork copies locks that other threads hold
        self._answer, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_answer, args=(path, theirs), daemon=True)
        with deaf_to_ctrl_c():
            self._process.start()
        theirs.close()

    def get(self) -> End:
        """Wait for it. Raises OutputError."""
        with self._answer as answer:
            try:
                found: End | OutputError = answer.recv()
            except EOFError:  # something has ended the process
                if self._stopped:
                    raise OutputError(f"{self._path} was not read to its end.") from None
                return _end_of(self._path)
        if isinstance(found, OutputError):
            raise found
        return found

    def stop(self) -> None:
        """End the process; who waits for it waits no longer."""
        self._stopped = True
        self._process.kill()  # it only reads


def _answer(path: str, answer: Connection) -> None:
    end_with_the_parent()
    found: End | OutputError
    try:
        found = _end_of(path)
    except OutputError as error:
        found = error
    with contextlib.suppress(BrokenPipeError):  # nobody wants to know any more
        answer.send(found)


def _end_of(path: str) -> End:
    """Read the whole file. Raises OutputError."""
    size = seq = 0
    chain, line = START.chain, b""
    with Path(path).open("rb", buffering=READ) as file:
        for line_or_rest in file:
            if not line_or_rest.endswith(b"\n"):
                break
            line = line_or_rest[:-1]
            chain = chained(chain, line)
            size += len(line_or_rest)
            seq += 1
    if not line:
        return End(0, START.chain, size)
    try:
        said = orjson.loads(line)["seq"]
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise OutputError(f"{path} is no output of this program; move it away.") from error
    if said != seq:
        raise OutputError(
            f"{path} holds {seq} lines and ends with number {said}; lines are missing, so it "
            "cannot be gone on with."
        )
    return End(seq, chain, size)


def check_writable(path: str) -> None:
    """Raise OutputError where a table could not be written to `path` at the end of a long run."""
    path = standard(path)
    place = Path(os.path.realpath(path))
    if path == STDOUT:
        _check_stdout()
        return
    if _is_stream(path):
        return
    folder = place.parent
    if place.is_dir() or not folder.is_dir() or not os.access(folder, os.W_OK):
        raise OutputError(f"{path} cannot be written: no such folder, or no right to.")


def write_table(path: str, lines: Iterable[bytes]) -> None:
    """Replace the file at `path` by these lines, whole or not at all. Raises OutputError.

    Every line brings its newline. Devices and pipes are written directly.
    """
    path = standard(path)
    place = os.path.realpath(path)  # a link stays a link
    draft = None if path == STDOUT or _is_stream(path) else f"{place}.draft"
    try:
        number = _opened(draft or path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        with os.fdopen(number, "wb", buffering=READ, closefd=path != STDOUT) as file:
            for line in lines:
                file.write(line)
            if draft:
                file.flush()
                os.fsync(number)
        failpoint("mid-table")
        if draft:
            Path(draft).replace(place)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}.") from error
