"""One file → its records with their byte offsets in the decompressed stream, from a given offset.

Compression is recognised by its first bytes. What cannot be read (a broken archive, a record above
the limit) comes out as a record that says why, and reading goes on where it can.
"""

import zlib
from collections.abc import Callable, Iterator
from io import FileIO
from typing import Protocol

import orjson
import zstandard
from msgspec import Struct

from dedup.adapters.files.paths import STDIN, Source
from dedup.core.article import Reason, Rejection
from dedup.errors import InputError

READ = 256 * 1024  # bytes: large enough that reading costs nothing beside parsing
SNIFF = 512  # bytes: a tar archive says in its first block what it is
HEADER = 64  # bytes of a compressed stream that name it: its header and the first of its content
PIECE = 1024  # bytes of zstd at a time: one may stand for 32 MB, as its blocks expand 32,768 times
ROOM = 1024 * 1024  # bytes of one inflate call
KEPT = 64 * 2**20  # bytes of a refused record that are kept; the rest is dropped unread
WINDOW = 2**31  # bytes: the largest zstd window (--long=31) of published archives
GZIP, ZSTD, BOM = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\xef\xbb\xbf"

# Offset, magic number and name of what is no text, and nothing that we expand.
FOREIGN = (
    (0, b"\xfd7zXZ\0", "an xz"),
    (0, b"PK\3\4", "a zip"),
    (4, b"1AY&SY", "a bzip2"),
    (257, b"ustar\0", "a tar"),
    (257, b"ustar  \0", "a tar"),  # as GNU writes it
)


class Record(Struct, frozen=True):
    """One record: its offset, the offset after it, its bytes, and why it could not be read.

    A `torn` one may be whole when the file is: a file may be read while it is written.
    """

    position: int
    next: int
    value: bytes
    refused: Rejection | None = None
    torn: bool = False


class Reading:
    """One open file; `consumed` is how many bytes of it on disk have been read, for progress."""

    def __init__(self, source: Source, *, limit: int) -> None:
        """Open the source; records above `limit` bytes are refused. Raises InputError."""
        self.consumed = 0
        self._source = source
        self._limit = limit
        self._damage = ""
        try:
            self._file: FileIO = (
                FileIO(0, closefd=False) if source.path == STDIN else FileIO(source.path)
            )
            self._head = self._read(SNIFF) if source.size is not None else self._stream_head()
        except OSError as error:
            raise InputError(f"{source.given} cannot be read: {error.strerror}.") from error

    @property
    def compressed(self) -> bool:
        """Whether offsets are those of a decompressed stream, so that seeking is of no use."""
        return self._head.startswith((GZIP, ZSTD))

    @property
    def beginning(self) -> bytes:
        """Return the first line of a stream, or of a compressed one its first bytes."""
        return self._head[:HEADER] if self.compressed else self._head.split(b"\n", 1)[0]

    def close(self) -> None:
        """Close the file; standard input stays open."""
        self._file.close()

    def page(self) -> Iterator[Record]:
        """Yield the whole file as one record. Raises InputError for an archive of another kind."""
        self._check_text(self._head)
        taken, size = self._gather(self._blocks())
        yield Record(0, size, taken, self._refusal(size), torn=bool(self._damage))

    def lines(self, after: int, *, blank: bool = False) -> Iterator[Record]:
        """Yield the lines that begin at `after` or later, without newline; `blank` ones if asked.

        Raises InputError where the file is shorter than `after`, or an archive of another kind.
        """
        self._check_text(self._head)
        start, blocks = self._from(after)
        rest = b""
        for block in blocks:
            block = rest + block if rest else block
            while True:
                end = block.rfind(b"\n") + 1
                for line in block[:end].split(b"\n")[:-1] if end else ():
                    yield from self._line(start, line, 1, blank=blank)
                    start += len(line) + 1
                rest = block[end:]
                if len(rest) <= self._limit:
                    break
                record, block = self._oversize(start, rest, blocks)
                yield record
                start = record.next
        if self._damage:
            refused = Rejection(Reason.MALFORMED, self._damage)
            yield Record(start, start + len(rest), rest, refused, torn=True)
        elif rest:
            yield from self._line(start, rest, 0, blank=blank)

    def _line(self, start: int, line: bytes, newline: int, *, blank: bool) -> Iterator[Record]:
        stop = start + len(line) + newline
        if start == 0 and line.startswith(BOM):
            line = line[len(BOM) :]
        if not blank and (not line or line.isspace()):
            return
        torn = not newline and not self.compressed and not _is_json(line)
        yield Record(start, stop, line, self._refusal(len(line)), torn=torn)

    def _refusal(self, size: int) -> Rejection | None:
        if self._damage:
            return Rejection(Reason.MALFORMED, self._damage)
        if size > self._limit:
            return Rejection(Reason.OVERSIZE, f"{size} bytes; the limit is {self._limit}")
        return None

    def _oversize(self, start: int, rest: bytes, blocks: Iterator[bytes]) -> tuple[Record, bytes]:
        """Read on to the next newline; return the record and what follows the newline."""
        kept, size = bytearray(rest), len(rest)
        for block in blocks:
            end = block.find(b"\n")
            part = block if end < 0 else block[:end]
            kept += part[: max(0, KEPT - len(kept))]
            size += len(part)
            if end >= 0:
                record = Record(start, start + size + 1, bytes(kept), self._refusal(size))
                return record, block[end + 1 :]
        torn = bool(self._damage)
        record = Record(start, start + size, bytes(kept), self._refusal(size), torn=torn)
        self._damage = ""
        return record, b""

    def _gather(self, blocks: Iterator[bytes]) -> tuple[bytes, int]:
        kept, size = bytearray(), 0
        for block in blocks:
            kept += block[: max(0, KEPT - len(kept))]
            size += len(block)
        return bytes(kept), size

    def _from(self, after: int) -> tuple[int, Iterator[bytes]]:
        """Return the offset reading begins at and the blocks from there."""
        if self._source.size is not None and not self.compressed:
            if after > self._source.size:
                raise self._shorter(after)
            self._file.seek(after)
            self.consumed = after
            self._head = b""
            return after, self._plain()
        return after, self._skipped(after)

    def _skipped(self, after: int) -> Iterator[bytes]:
        passed = 0
        for block in self._blocks():
            if passed + len(block) > after:
                yield block[max(0, after - passed) :]
            passed += len(block)
        if passed < after:
            raise self._shorter(after)

    def _shorter(self, after: int) -> InputError:
        return InputError(
            f"{self._source.given} is shorter than the {after} bytes of it that were read before."
        )

    def _blocks(self) -> Iterator[bytes]:
        if self._head.startswith(GZIP):
            return self._text(self._expanded(_Gzip, READ, "gzip"))
        if self._head.startswith(ZSTD):
            return self._text(self._expanded(_zstd, PIECE, "zstd"))
        return self._plain()

    def _text(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        """Yield the blocks; the first tells whether there is another archive in this one."""
        first = next(blocks, b"")
        self._check_text(first)
        yield first
        yield from blocks

    def _check_text(self, beginning: bytes) -> None:
        for at, magic, name in FOREIGN:
            if beginning.startswith(magic, at):
                raise InputError(
                    f"{self._source.given} is {name} archive; what can be read is JSON lines and "
                    ".txt pages, plain, gzip or zstd."
                )

    def _plain(self) -> Iterator[bytes]:
        block = self._head or self._read(READ)
        while block:
            yield block
            block = self._read(READ)

    def _expanded(self, begin: Callable[[], "_Frame"], size: int, name: str) -> Iterator[bytes]:
        """Yield what can be expanded; what stops it is kept as the damage of what follows."""
        frame = begin()
        fresh = True
        try:
            for block in self._plain():
                for at in range(0, len(block), size):
                    piece = block[at : at + size]
                    if fresh:
                        piece = piece.lstrip(b"\0")  # padding between members goes on
                    while piece:
                        expanded = frame.decompress(piece)
                        fresh = False
                        if expanded:
                            yield expanded
                        piece = frame.unconsumed_tail
                        if frame.eof:
                            piece = frame.unused_data.lstrip(b"\0")  # padding between members
                            frame, fresh = begin(), True
        except (zlib.error, zstandard.ZstdError, OSError) as error:
            self._damage = f"the {name} archive is broken here: {error}"
            return
        if not fresh:
            self._damage = f"the {name} archive ends before its end"

    def _stream_head(self) -> bytes:
        """Read a first line, or as much of it as one read can hold; a stream gives what it has."""
        head = b""
        while len(head) < READ and not (b"\n" in head and len(head) >= HEADER):
            block = self._read(READ - len(head))
            if not block:
                break
            head += block
        return head

    def _read(self, size: int) -> bytes:
        block = self._file.read(size) or b""
        self.consumed += len(block)
        return block


def _is_json(line: bytes) -> bool:
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return True


class _Frame(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    @property
    def unconsumed_tail(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


class _Gzip:
    """One gzip member, expanded a bounded room at a time."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(wbits=31)  # 31: gzip header and checksum

    @property
    def eof(self) -> bool:
        return self._member.eof

    @property
    def unused_data(self) -> bytes:
        return self._member.unused_data

    @property
    def unconsumed_tail(self) -> bytes:
        return self._member.unconsumed_tail

    def decompress(self, data: bytes, /) -> bytes:
        return self._member.decompress(data, ROOM)


def _zstd() -> _Frame:
    return zstandard.ZstdDecompressor(max_window_size=WINDOW).decompressobj()
