"""In how many families a stem occurs: document frequencies with decay, in two flat tables.

A stem's slot is the top 22 bits of its hash. Counting families, not articles, keeps a much-copied
story from making its own words ordinary. Half of what was counted is forgotten in fourteen days
of article time, so that a stream of a year weighs words like a stream of a month.
"""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from dedup.core.arrays import Growable, Log
from dedup.core.article import DAY, Micros
from dedup.core.common_stems import PRIOR_ARTICLES, prior
from dedup.core.kernels.laid import TABLE_BITS
from dedup.core.kernels.vector import count_stems

DECAY = 0.5 ** (1 / 14)  # a day
_NEVER = np.log(np.zeros(1, np.float32) + np.float32(0.5))[0]  # of a stem never counted


class Frequencies:
    """df, ln(df + .5) and the number of families counted. Starts from a prior of ordinary words."""

    __slots__ = ("_day", "_fresh", "_slots", "changes", "df", "log_df", "total")

    def __init__(self) -> None:
        self.df: NDArray[np.float32] = np.zeros(1 << TABLE_BITS, np.float32)
        self.log_df: NDArray[np.float32] = np.full(1 << TABLE_BITS, _NEVER)
        slots, df = prior()
        self.df[slots] = df
        self.log_df[slots] = np.log(df + np.float32(0.5))
        self._slots = Growable(np.uint32, 1 << 16)  # in use, in the order of their first stems
        self._slots.extend(slots.astype(np.uint32))
        self._fresh = np.zeros(1024, np.uint32)
        self.total = float(PRIOR_ARTICLES)
        self.changes = 0  # told by to whoever keeps what follows from the tables
        self._day: int | None = None

    @property
    def nbytes(self) -> int:
        """Bytes of the tables."""
        return self.df.nbytes + self.log_df.nbytes + self._slots.nbytes

    def count(self, stems: NDArray[np.uint32], flags: NDArray[np.uint8]) -> None:
        """Count the distinct stems of one family's founding article."""
        if stems.size > self._fresh.size:
            self._fresh = np.zeros(2 * stems.size, np.uint32)
        found = count_stems(stems, flags, self.df, self.log_df, self._fresh)
        self._slots.extend(self._fresh[:found])
        self.total += 1.0
        self.changes += 1

    def advance(self, watermark: Micros) -> None:
        """Decay by the days that the watermark has moved since the last call."""
        day = watermark // DAY
        if self._day is None:
            self._day = day
        days = min(day - self._day, 365)
        if days <= 0:
            return
        factor = np.float32(DECAY**days)
        used = self._slots.data
        df = self.df[used] * factor
        self.df[used] = df
        self.log_df[used] = np.log(df + np.float32(0.5))
        self.total = max(1.0, self.total * float(factor))
        self.changes += 1
        self._day = day

    def dump(self) -> Iterator[tuple[str, bytes]]:
        """Yield what changes as sections: of the tables only the slots in use."""
        used = self._slots.data
        yield "frequency.df", self.df[used].tobytes()
        # not computed again: two implementations of ln may differ in the last bit
        yield "frequency.log_df", self.log_df[used].tobytes()
        state = np.array([self.total, -1.0 if self._day is None else float(self._day)])
        yield "frequency.state", state.tobytes()

    def logs(self) -> Iterator[tuple[str, Log]]:
        """Yield the slots in use: they are only appended."""
        yield "frequency.slots", self._slots

    def load(self, sections: Mapping[str, bytes]) -> None:
        """Replace the tables by dumped ones."""
        used = np.frombuffer(sections["frequency.slots"], np.uint32)
        self.df[:] = 0
        self.df[used] = np.frombuffer(sections["frequency.df"], np.float32)
        self.log_df[:] = _NEVER
        self.log_df[used] = np.frombuffer(sections["frequency.log_df"], np.float32)
        total, day = np.frombuffer(sections["frequency.state"], np.float64)
        self.total = float(total)
        self.changes += 1
        self._day = None if day < 0 else int(day)
