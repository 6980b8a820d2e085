"""When articles and clusters are over: in order of the watermark at which each one ends."""

from collections.abc import Iterator, Mapping
from enum import IntEnum
from heapq import heappop, heappush

import numpy as np

from dedup.core.arrays import Growable, pack, unpack
from dedup.core.article import HOUR

_ENTRY = np.dtype([("until", np.int64), ("what", np.int8), ("name", np.int64)])


class What(IntEnum):
    """What ends; at one moment articles end before families, and those before events."""

    ARTICLE = 0
    FAMILY = 1
    EVENT = 2


class Ends:
    """What ends when; one entry for each live article and each open cluster.

    What ends in a later hour than the watermark waits in a plain array of that hour, 17 bytes an
    entry; only the ends of this hour stand in a heap.
    """

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, int]] = []
        self._hours: dict[int, Growable] = {}
        self._hour = -(2**63)  # the last one that stands in the heap

    def add(self, until: int, what: What, name: int) -> None:
        """Note an end: `name` is an article's number or a cluster's key."""
        hour = until // HOUR
        if hour <= self._hour:
            heappush(self._heap, (until, what, name))
            return
        ends = self._hours.get(hour)
        if ends is None:
            ends = self._hours[hour] = Growable(_ENTRY, room=16)
        ends.append((until, what, name))

    def over(self, watermark: int) -> Iterator[tuple[int, What, int]]:
        """Take and yield what ended before the watermark, and when; more may be added meanwhile."""
        if watermark // HOUR > self._hour:
            self._hour = watermark // HOUR
            for hour in sorted(hour for hour in self._hours if hour <= self._hour):
                for until, what, name in self._hours.pop(hour).data.tolist():
                    heappush(self._heap, (until, what, name))
        while self._heap and self._heap[0][0] < watermark:
            until, what, name = heappop(self._heap)
            yield until, What(what), name

    def dump(self) -> Iterator[tuple[str, bytes]]:
        """Yield the ends as sections."""
        yield "ends.heap", pack((self._hour, self._heap))
        yield "ends.hours", pack([(hour, ends.dump()) for hour, ends in self._hours.items()])

    def load(self, sections: Mapping[str, bytes]) -> None:
        """Replace the ends by dumped ones."""
        self._hour, self._heap = unpack(
            sections["ends.heap"], tuple[int, list[tuple[int, int, int]]]
        )
        self._hours = {}
        for hour, ends in unpack(sections["ends.hours"], list[tuple[int, bytes]]):
            self._hours[hour] = Growable(_ENTRY, room=16)
            self._hours[hour].fill(ends)
