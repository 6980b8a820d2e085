"""A detector's memory → what goes to the store with each step, a portion now and then.

What only grows is handed over as it grows. What changes is copied at one moment, every so many
fingerprints, and handed over in small pieces with the steps that follow; the memory of that moment
counts from the last piece on. With all of it in one step, nothing was published for 135 to 254 ms
at 500 articles a second (a minute's timeline, a window of 20,000).
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
        self._owed: deque[Section] = deque()  # what is left of the newest snapshot
        self._size = 0  # bytes of a piece of it
        self._taken: Taken | None = None  # it, until the store has it

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
        if not due:
            return NOTHING_YET
        grown = self._noted(self._detector.grown(self._kept))
        if self._folded - self._taken_at >= self._every and not self._owed:
            self._take(grown, cursor=cursor)
        return self._with(grown, owed=due * self._size)

    def rest(self, *, cursor: Cursor) -> Portion:
        """Return all that the store lacks at the end."""
        if self._every is None:
            return NOTHING_YET
        grown: Sequence[Section] = ()
        if self._folded > self._taken_at:
            grown = self._noted(self._detector.grown(self._kept))
            self._take(grown, cursor=cursor)
        return self._with(grown, owed=len(self._owed) * self._size)

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
        self._owed.clear()
        while changing:  # let go one by one, for cutting copies: they are large
            self._owed.extend(pieces(changing.popleft(), self._size))

    def _noted(self, sections: Iterable[Section]) -> Sequence[Section]:
        noted = tuple(sections)
        self._kept.update((section.name, section.end) for section in noted)
        self._handed_at = self._folded
        return noted

    def _with(self, grown: Sequence[Section], *, owed: int) -> Portion:
        """Add so many bytes of what is owed, and say when that was the last."""
        sections = list(grown)
        while self._owed and owed > 0:
            sections.append(self._owed.popleft())
            owed -= len(sections[-1].data)
        if self._owed:
            return Portion(sections)
        taken, self._taken = self._taken, None
        return Portion(sections, taken)
