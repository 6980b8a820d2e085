"""Growing arrays that forget their beginning: the form in which the detector keeps its memory.

What may be relied on: `data` is contiguous, appending costs constant time on average, and two
arrays that saw the same calls have the same bytes.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec
import numpy as np
from numpy.typing import DTypeLike, NDArray

T = TypeVar("T")


class Growable:
    """A one-dimensional array with amortised append and drop from the front."""

    __slots__ = ("room", "size")

    def __init__(self, dtype: DTypeLike, room: int = 1024) -> None:
        self.room: NDArray[Any] = np.zeros(room, dtype)  # zeros behind `size`
        self.size = 0

    @property
    def data(self) -> NDArray[Any]:
        """The used part, as a view: invalid after the next append."""
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

    def drop(self, count: int) -> None:
        """Forget the first `count` values; the others move down."""
        kept = self.room[count : self.size].copy()
        self.room = np.zeros(max(1024, kept.size + kept.size // 2), self.room.dtype)
        self.room[: kept.size] = kept
        self.size = kept.size

    def _grow(self, least: int) -> None:
        room = np.zeros(max(least, self.room.size * 2), self.room.dtype)
        room[: self.size] = self.room[: self.size]
        self.room = room

    def dump(self) -> bytes:
        """Return the used part as bytes."""
        return self.data.tobytes()

    def load(self, raw: bytes) -> None:
        """Replace the content by what `dump` returned."""
        data = np.frombuffer(raw, self.room.dtype)
        self.room = np.zeros(max(1024, data.size), self.room.dtype)
        self.room[: data.size] = data
        self.size = data.size


def pack(value: object) -> bytes:
    """Plain containers → bytes; the same for equal values built in the same order."""
    return msgspec.msgpack.encode(value)


def unpack(raw: bytes, kind: type[T]) -> T:
    """Bytes of `pack` → a value of the given type."""
    return msgspec.msgpack.decode(raw, type=kind)


def total_bytes(arrays: Iterable[Growable]) -> int:
    """Bytes reserved by several arrays."""
    return sum(array.nbytes for array in arrays)
