"""When articles and clusters are over: a heap by the watermark at which each one ends."""

from collections.abc import Iterator, Mapping
from enum import IntEnum
from heapq import heappop, heappush

from dedup.core.arrays import pack, unpack


class What(IntEnum):
    """What ends; at one moment articles end before families, and those before events."""

    ARTICLE = 0
    FAMILY = 1
    EVENT = 2


class Ends:
    """What ends when; one entry for each live article and each open cluster."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, int]] = []

    def add(self, until: int, what: What, name: int) -> None:
        """Note an end: `name` is an article's number or a cluster's key."""
        heappush(self._heap, (until, what, name))

    def over(self, watermark: int) -> Iterator[tuple[What, int]]:
        """Take and yield what ended before the watermark; ends may be added meanwhile."""
        while self._heap and self._heap[0][0] < watermark:
            _, what, name = heappop(self._heap)
            yield What(what), name

    def dump(self) -> Iterator[tuple[str, bytes]]:
        """Yield the heap as a section."""
        yield "ends", pack(self._heap)

    def load(self, sections: Mapping[str, bytes]) -> None:
        """Replace the heap by a dumped one."""
        self._heap = unpack(sections["ends"], list[tuple[int, int, int]])
