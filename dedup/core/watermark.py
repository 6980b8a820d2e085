"""Article times → the watermark: the 32nd-highest time seen, so that wrong dates cannot move it."""

from collections.abc import Iterator, Mapping
from heapq import heappush, heapreplace

from dedup.core.arrays import pack, unpack
from dedup.core.article import Micros

RANK = 32  # fewer wrong dates than this change nothing; a feed of 32 articles has no lateness yet


class Watermark:
    """The highest times seen, as a heap; no watermark until `rank` articles have been seen."""

    __slots__ = ("_highest", "_rank")

    def __init__(self, *, rank: int = RANK) -> None:
        self._rank = rank
        self._highest: list[int] = []

    @property
    def value(self) -> Micros | None:
        """The watermark, or None before there is one."""
        return Micros(self._highest[0]) if len(self._highest) == self._rank else None

    def advance(self, at: Micros) -> None:
        """Take one article time."""
        if len(self._highest) < self._rank:
            heappush(self._highest, at)
        elif at > self._highest[0]:
            heapreplace(self._highest, at)

    def dump(self) -> Iterator[tuple[str, bytes]]:
        """Yield the heap as a section."""
        yield "watermark", pack(self._highest)

    def load(self, sections: Mapping[str, bytes]) -> None:
        """Replace the heap by a dumped one."""
        self._highest = unpack(sections["watermark"], list[int])
