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

    __slots__ = ("_room", "size")

    def __init__(self, dtype: DTypeLike, room: int = 1024) -> None:
        self._room: NDArray[Any] = np.zeros(room, dtype)
        self.size = 0

    @property
    def data(self) -> NDArray[Any]:
        """The used part, as a view: invalid after the next append."""
        return self._room[: self.size]

    @property
    def nbytes(self) -> int:
        """Bytes reserved."""
        return self._room.nbytes

    def append(self, value: Any) -> None:  # whatever the dtype holds
        """Add one value."""
        if self.size == self._room.size:
            self._grow(self.size + 1)
        self._room[self.size] = value
        self.size += 1

    def extend(self, values: NDArray[Any]) -> None:
        """Add an array of values."""
        end = self.size + values.size
        if end > self._room.size:
            self._grow(end)
        self._room[self.size : end] = values
        self.size = end

    def drop(self, count: int) -> None:
        """Forget the first `count` values; the others move down."""
        kept = self._room[count : self.size].copy()
        self._room = np.zeros(max(1024, kept.size + kept.size // 2), self._room.dtype)
        self._room[: kept.size] = kept
        self.size = kept.size

    def _grow(self, least: int) -> None:
        room = np.zeros(max(least, self._room.size * 2), self._room.dtype)
        room[: self.size] = self._room[: self.size]
        self._room = room

    def dump(self) -> bytes:
        """Return the used part as bytes."""
        return self.data.tobytes()

    def load(self, raw: bytes) -> None:
        """Replace the content by what `dump` returned."""
        data = np.frombuffer(raw, self._room.dtype)
        self._room = np.zeros(max(1024, data.size), self._room.dtype)
        self._room[: data.size] = data
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
