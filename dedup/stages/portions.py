"""A detector's memory → what goes to the store with each step, a little at a time.

What only grows is copied in portions as it grows. What changes is copied at one moment, every so
many fingerprints, and owed in small pieces with the portions that follow. Both go out evenly with
the steps until the next portion, and the memory of a moment counts once all of it is out: with a
snapshot in one step nothing was published for 135 to 254 ms at 500 articles a second (a minute's
timeline, a window of 20,000), and with a portion in one step 42 commits in 100 s took over 12 ms,
four of them over 50 (spread: 17 and none, on a slower machine).
"""

from collections import deque
from collections.abc import Iterable, Sequence

from msgspec import Struct

from dedup.core.arrays import Section, pieces
from dedup.core.detector import Detector
from dedup.ports import Cursor, Extent, Taken

PORTIONS = 40  # from one snapshot to the next
PIECES = 20  # portions with which one snapshot goes out: well before the next is due


class Portion(Struct, frozen=True):
    """What one step takes along."""

    sections: Sequence[Section] = ()
    taken: Taken | None = None


NOTHING_YET = Portion()


class Portions:
    """What the store has of one detector's memory, what it lacks, and when it gets it."""

    def __init__(self, detector: Detector, *, every: int | None) -> None:
        """Begin with a detector and a store without memory; `every` counts fingerprints.

        None stands for a store that nothing is started from.
        """
        self._detector = detector
        self._every = every
        self._folded = 0  # fingerprints, ever
        self._taken_at = 0  # of them, when the newest snapshot was taken
        self._handed_at = 0  # of them, at the last portion
        self._kept: dict[str, int] = {}  # where each section ends that was handed over or is owed
        self._owed: deque[Section | Taken] = deque()  # goes out with the next steps, in this order
        self._size_owed = 0  # bytes of it at the last portion
        self._changing: deque[Section] = deque()  # what is left of the newest snapshot after that
        self._size = 0  # bytes of a piece of it
        self._taken: Taken | None = None  # it, until all of it is owed

    def resume(self, taken: Taken, *, folded: int) -> None:
        """Go on from a memory in the store, after which so many fingerprints were folded."""
        self._folded = taken.folded + folded
        self._taken_at = self._handed_at = taken.folded
        self._kept = {name: extent.end for name, extent in taken.extents.items()}

    def after(self, count: int, *, cursor: Cursor) -> Portion:
        """Return what goes along with a step of so many fingerprints, after which is `cursor`."""
        self._folded += count
        if self._every is None:
            return NOTHING_YET
        due = (self._folded - self._handed_at) * PORTIONS // self._every
        if due:
            grown = self._owe_what_has_grown()
            if self._folded - self._taken_at >= self._every and not self._changing:
                self._take(grown, cursor=cursor)
            self._owe(due * self._size)
            self._size_owed = self._owes()
        return self._handed(self._size_owed * count * PORTIONS // self._every)

    def rest(self, *, cursor: Cursor) -> Portion:
        """Return all that the store lacks at the end."""
        if self._every is None:
            return NOTHING_YET
        if self._folded > self._taken_at:
            self._take(self._owe_what_has_grown(), cursor=cursor)
        self._owe(len(self._changing) * self._size)
        return self._handed(self._owes())

    def _owe_what_has_grown(self) -> Sequence[Section]:
        grown = self._noted(self._detector.grown(self._kept))
        self._owed.extend(grown)
        return grown

    def _take(self, grown: Sequence[Section], *, cursor: Cursor) -> None:
        changing = deque(self._noted(self._detector.changing(self._kept)))
        self._taken_at = self._folded
        self._taken = Taken(
            # in the order in which a start reads them, so that it can be read ahead of
            extents={one.name: Extent(one.first, one.end) for one in (*changing, *grown)},
            since=cursor,
            folded=self._folded,
        )
        self._size = 1 + sum(len(section.data) for section in changing) // PIECES
        self._changing.clear()
        while changing:  # let go one by one, for cutting copies: they are large
            self._changing.extend(pieces(changing.popleft(), self._size))

    def _noted(self, sections: Iterable[Section]) -> Sequence[Section]:
        noted = tuple(sections)
        self._kept.update((section.name, section.end) for section in noted)
        self._handed_at = self._folded
        return noted

    def _owe(self, size: int) -> None:
        """Owe so many bytes more of the newest snapshot, which counts with the last of them."""
        while self._changing and size > 0:
            piece = self._changing.popleft()
            self._owed.append(piece)
            size -= len(piece.data)
        if self._taken is not None and not self._changing:
            self._owed.append(self._taken)
            self._taken = None

    def _owes(self) -> int:
        return sum(len(one.data) for one in self._owed if isinstance(one, Section))

    def _handed(self, size: int) -> Portion:
        """Hand over so many bytes of what is owed, or up to a section more."""
        sections: list[Section] = []
        taken: Taken | None = None
        while self._owed and (size >= 0 or isinstance(self._owed[0], Taken)):
            one = self._owed.popleft()
            if isinstance(one, Taken):
                taken = one
            else:
                sections.append(one)
                size -= len(one.data)
        return Portion(sections, taken)
