"""Event vectors that were made or needed last, side by side where the kernels read them.

All vectors are in a pool, which need not be in memory; these are copies of some. Which ones changes
nothing but the time it takes: it is no part of a snapshot.
"""

import numpy as np
from numpy.typing import NDArray

from dedup.core.arrays import Growable
from dedup.core.kernels.vector import SHARES

ROOM = 1 << 21  # terms, a power of two: 20 MB, some 27,000 vectors


class Hand:
    """Two rings, of terms and of weights. `places` says by slot where a vector was put.

    A place is a number that only rises; the ring holds it at its last bits. No vector goes round
    the end of the ring.
    """

    def __init__(self, *, room: int = ROOM) -> None:
        self.terms = np.zeros(room, np.uint32)
        self.weights = np.zeros(SHARES * room, np.uint16)
        self.places = Growable(np.int64)  # 0: never there
        self._end = room

    @property
    def nbytes(self) -> int:
        """Bytes reserved."""
        return self.terms.nbytes + self.weights.nbytes + self.places.nbytes

    @property
    def least(self) -> int:
        """The least place that is safe while a quarter of the ring is put in."""
        return self._end - self.terms.size * 3 // 4

    def put(self, slot: int, terms: NDArray[np.uint32], weights: NDArray[np.uint16]) -> None:
        """Put a vector in the place of the oldest."""
        room, count = self.terms.size, terms.size
        at = self._end % room
        if at + count > room:
            self._end += room - at
            at = 0
        self.terms[at : at + count] = terms
        self.weights[SHARES * at : SHARES * (at + count)] = weights
        self.places.room[slot] = self._end
        self._end += count

    def start(self, slot: int) -> int:
        """Return where in `terms` the vector of a slot begins, that was put there."""
        place: int = self.places.room.item(slot)
        return place % self.terms.size
