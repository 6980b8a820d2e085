"""Growing arrays that forget their beginning: the form in which the detector keeps its memory.

What may be relied on: `data` is contiguous, appending costs constant time on average, and two
arrays that saw the same calls have the same bytes. What was appended never changes its absolute
number, so that what is kept on disk only grows at its end and is forgotten from its beginning.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol, TypeVar

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import DTypeLike, NDArray

T = TypeVar("T")
LEAST = 1024  # elements reserved
SPARE = 32  # a large array grows by a thirty-second: that much of it, at most, is held in vain
SMALL, SPARE_OF_SMALL = 4 << 20, 8  # bytes: to grow, such an array is copied


class Section(Struct, frozen=True):
    """A part of the memory as bytes: the whole of it, or the new end of one that only grows.

    Elements are numbered for ever. `data` holds those from `start` to before `end`, in the place
    of all that was kept from `start` on; those before `first` are forgotten. What changes is told
    whole each time: its bytes are numbered on, and all before them are forgotten.
    """

    name: str
    data: bytes
    first: int
    start: int
    end: int


def whole(name: str, data: bytes, kept: Mapping[str, int]) -> Section:
    """Return what changes as a section, after what is kept of it up to the number that it gives."""
    first = kept.get(name, 0)
    return Section(name, data, first, first, first + len(data))


def pieces(section: Section, size: int) -> Iterator[Section]:
    """Cut a section that was told whole into some of at most so many bytes."""
    for at in range(0, max(len(section.data), 1), size):
        data = section.data[at : at + size]
        start = section.start + at
        yield Section(section.name, data, section.first, start, start + len(data))


class Log(Protocol):
    """A part of the memory that is only appended to, and forgets its beginning."""

    @property
    def end(self) -> int:
        """The absolute number that the next element gets."""
        ...

    def since(self, name: str, start: int) -> Section:
        """Return what was appended from absolute number `start` on, as a section."""
        ...

    def load(self, section: Section) -> None:
        """Replace the content by what the sections of `since`, put together, hold."""
        ...


class Pool(Log, Protocol):
    """A log of bytes; they need not be in memory."""

    @property
    def size(self) -> int:
        """How many are held."""
        ...

    @property
    def nbytes(self) -> int:
        """Bytes reserved in memory."""
        ...

    def extend(self, values: NDArray[Any]) -> None:
        """Add bytes."""
        ...

    def read(self, begin: int, end: int) -> bytes:
        """Return the bytes at these places, counted from the first that is held."""
        ...

    def drop(self, count: int) -> None:
        """Forget the first `count` bytes."""
        ...


class Growable:
    """A one-dimensional array with amortised append and drop from the front."""

    __slots__ = ("base", "room", "size")

    def __init__(self, dtype: DTypeLike, room: int = LEAST) -> None:
        self.room: NDArray[Any] = np.zeros(room, dtype)  # zeros behind `size`
        self.size = 0
        self.base = 0  # elements dropped so far

    @property
    def end(self) -> int:
        """The absolute number that the next value gets."""
        return self.base + self.size

    @property
    def data(self) -> NDArray[Any]:
        """The used part, as a view: not to be looked at after the next append."""
        return self.room[: self.size]

    @property
    def nbytes(self) -> int:
        """Bytes reserved."""
        return self.room.nbytes

    def append(self, value: Any) -> None:  # whatever the dtype holds
        """Add one value."""
        if self.size == self.room.size:
            self._grow(self.size + 1)
        self.room[self.size] = value
        self.size += 1

    def extend(self, values: NDArray[Any]) -> None:
        """Add an array of values."""
        end = self.size + values.size
        if end > self.room.size:
            self._grow(end)
        self.room[self.size : end] = values
        self.size = end

    def read(self, begin: int, end: int) -> bytes:
        """Return the values at these places, as bytes."""
        values: bytes = self.room[begin:end].tobytes()
        return values

    def skip(self, count: int) -> None:
        """Add zeros: somebody sets them before they are read."""
        end = self.size + count
        if end > self.room.size:
            self._grow(end)
        self.size = end

    def drop(self, count: int) -> None:
        """Forget the first `count` values; the others move down."""
        for at in range(count, self.size, count or 1):  # in pieces that do not overlap
            end = min(at + count, self.size)
            self.room[at - count : end - count] = self.room[at:end]
        self.size -= count
        self.base += count
        self._resize(max(LEAST, self.size + self.size // SPARE))
        self.room[self.size :] = 0

    def _grow(self, least: int) -> None:
        spare = SPARE if self.room.nbytes > SMALL else SPARE_OF_SMALL
        self._resize(max(least, self.room.size + self.room.size // spare))

    def _resize(self, room: int) -> None:
        # in place: a large array is given other pages, not copied, and is never held twice
        self.room.resize(room, refcheck=False)

    def dump(self) -> bytes:
        """Return the used part as bytes."""
        return self.data.tobytes()

    def since(self, name: str, start: int) -> Section:
        """Return the values from absolute number `start` on, as a section."""
        start = max(start, self.base)
        return Section(name, self.data[start - self.base :].tobytes(), self.base, start, self.end)

    def load(self, section: Section) -> None:
        """Replace the content by what the sections of `since`, put together, hold."""
        self._fill(np.frombuffer(section.data, self.room.dtype)[section.first - section.start :])
        self.base = section.first

    def fill(self, raw: bytes) -> None:
        """Replace the content by what `dump` returned."""
        self._fill(np.frombuffer(raw, self.room.dtype))

    def _fill(self, data: NDArray[Any]) -> None:
        self.room = np.zeros(max(LEAST, data.size), self.room.dtype)
        self.room[: data.size] = data
        self.size = data.size


Pools = Callable[[], Pool]  # makes them


def in_memory() -> Pool:
    """Return a pool in memory."""
    return Growable(np.uint8, 1 << 16)


def pack(value: object) -> bytes:
    """Plain containers → bytes; the same for equal values built in the same order."""
    return msgspec.msgpack.encode(value)


def unpack(raw: bytes, kind: type[T]) -> T:
    """Bytes of `pack` → a value of the given type."""
    return msgspec.msgpack.decode(raw, type=kind)


def total_bytes(arrays: Iterable[Growable | Pool]) -> int:
    """Bytes reserved by several arrays."""
    return sum(array.nbytes for array in arrays)
