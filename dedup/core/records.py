"""Records of clusters by key, in the order in which they were made: those not asked for are packed.

As objects, a family and its event take 2.5 kB, packed a tenth of that; most are not asked for again
after some hours, until they are over.
"""

from collections.abc import Iterator, MutableMapping
from typing import Generic, Protocol, TypeVar

import msgspec
from msgspec import Raw, Struct

GENERATION = 4096  # articles; what was not asked for during a whole one is packed


class Keyed(Protocol):
    """What a record is known by."""

    key: int


class _Key(Struct, array_like=True):
    """The beginning of a packed record."""

    key: int


R = TypeVar("R", bound=Keyed)
_encode = msgspec.msgpack.Encoder().encode
_key_of = msgspec.msgpack.Decoder(_Key).decode


class Records(MutableMapping[int, R], Generic[R]):
    """A record that was given out may be changed until `rest`, and is asked for again after it."""

    def __init__(self, kind: type[R]) -> None:
        self._decode = msgspec.msgpack.Decoder(kind).decode
        self._held: dict[int, R | bytes] = {}
        self._asked: set[int] = set()  # in this generation
        self._before: set[int] = set()  # in the one before
        self._rests = 0

    def __getitem__(self, key: int) -> R:
        record = self._held[key]
        self._asked.add(key)
        if isinstance(record, bytes):
            record = self._held[key] = self._decode(record)
        return record

    def get(self, key: int, default: None = None) -> R | None:  # type: ignore[override]
        """Return a record, or None; quicker than it would be by its exception."""
        return self[key] if key in self._held else default

    def __setitem__(self, key: int, record: R) -> None:
        self._held[key] = record
        self._asked.add(key)

    def __delitem__(self, key: int) -> None:
        del self._held[key]

    def __contains__(self, key: object) -> bool:
        return key in self._held

    def __iter__(self) -> Iterator[int]:
        return iter(tuple(self._held))

    def __len__(self) -> int:
        return len(self._held)

    def rest(self) -> None:
        """Take note that an article has been dealt with: nobody holds a record any more."""
        self._rests += 1
        if self._rests < GENERATION:
            return
        self._rests = 0
        for key in self._before - self._asked:
            record = self._held.get(key)
            if record is not None and not isinstance(record, bytes):
                self._held[key] = _encode(record)
        self._before, self._asked = self._asked, set()

    def dump(self) -> bytes:
        """Return all records as bytes, packed or not."""
        return _encode([Raw(r) if isinstance(r, bytes) else r for r in self._held.values()])

    def load(self, data: bytes) -> None:
        """Replace the records by dumped ones."""
        packed = map(bytes, msgspec.msgpack.decode(data, type=list[Raw]))
        self._held = {_key_of(record).key: record for record in packed}
        self._asked, self._before, self._rests = set(), set(), 0
