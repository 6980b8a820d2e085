"""Fingerprint → candidates: MinHash bands, FracMinHash sample and rare-stem postings, with expiry.

MinHash only proposes. On labelled copies 32 x 4 bands alone find .33, the FracMinHash sample with
two shared hashes .98, rare stems .96, all three 1.00. A key keeps its newest entries only, so that
fifty thousand copies of one text cost as much as sixty-four.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.core.arrays import Log, Section
from dedup.core.fingerprint import Fingerprint
from dedup.core.kernels.meet import meet
from dedup.core.kernels.postings import (
    BACK,
    BEGIN,
    FIRST,
    KEYS,
    NONE,
    SIZE,
    expire,
    gather,
    insert,
    move,
    refill,
)
from dedup.core.kernels.rare import band_keys, rare_stems

BANDS = 32  # r=4: Jaccard .42 → 63 % found
ROWS = 4
NEWEST = 64  # entries read a key: a text copied more often is found by its newest copies
SAMPLE_SHARED = 2  # two shared hashes of a 1/16 sample: candidate recall .9997
SAMPLE_CANDIDATES = 24  # these three halved from 48, 24 and 32: the same F1 for a tenth less time
RARE_DF = 48.0  # stems in more families than this are no evidence by themselves
RARE_STEMS = 24  # rarest of them that an article is filed under
RARE_WEIGHT = 0.9  # sum of 1/sqrt(1 + df): one stem nobody else has, or two rare ones
RARE_CANDIDATES = 12
BAND_CANDIDATES = 16
LEAST = 1 << 14  # entries and table places reserved
GONE = 4  # entries forgotten at most for each that is filed: what ends at once goes by and by


class Postings:
    """A multimap uint32 key → articles, newest first, that forgets the oldest that are over.

    To a snapshot it is a log of its entries.
    """

    __slots__ = ("_entries", "_heads", "_newest", "_state")

    def __init__(self, *, newest: int = NEWEST) -> None:
        self._newest = newest
        self._clear(0)

    def _clear(self, first: int, *, entries: int = LEAST) -> None:
        self._state = np.zeros(4, np.int64)
        self._state[FIRST] = first
        self._entries = np.empty((max(LEAST, entries), 3), np.uint32)
        self._entries[0] = 0  # looked at where a key has no entry
        self._heads = np.full(LEAST, NONE, np.uint32)

    @property
    def entries(self) -> int:
        """Entries held."""
        return self._state.item(SIZE)

    @property
    def nbytes(self) -> int:
        """Bytes reserved."""
        return self._heads.nbytes + self._entries.nbytes

    @property
    def arrays(self) -> tuple[Any, ...]:
        """What the kernels read: heads, entries, their state; how many entries a key."""
        return self._heads, self._entries, self._state, self._newest

    def add(
        self, keys: NDArray[np.uint32], n: int, *, base: int = 0, alive: NDArray[np.bool_]
    ) -> None:
        """File article `n` under every key; forget some of the oldest that do not take part.

        `base` is the number of the article in the first slot of `alive`.
        """
        expire(self._heads, self._entries, self._state, GONE * keys.size, base, alive)
        if not insert(self._heads, self._entries, self._state, keys, n):
            self._make_room(keys.size)
            insert(self._heads, self._entries, self._state, keys, n)

    def weigh(
        self,
        keys: NDArray[np.uint32],
        weights: NDArray[np.float32],
        *,
        base: int = 0,
        alive: NDArray[np.bool_],
        scores: NDArray[np.float32],
        touched: NDArray[np.int32],
    ) -> NDArray[np.int32]:
        """Sum in `scores` the weights of the keys a live slot shares; return the slots touched.

        One weight may stand for all; without any, a key weighs the more the rarer it is.
        """
        n = gather(
            self._heads, self._entries, self._state, keys, weights, self._newest,
            base, alive, scores, touched,
        )  # fmt: skip
        return touched[:n]

    def _make_room(self, more: int) -> None:
        """Grow what is too small for so many entries and keys more."""
        size, used = self.entries, self._state.item(KEYS)
        heads, entries, begin = self._heads, self._entries, self._state.item(BEGIN)
        room = size + more if size + more > len(entries) else 0
        self._entries = np.empty((max(len(entries), room + room // 2), 3), np.uint32)
        first = min(size, len(entries) - begin)
        self._entries[:first] = entries[begin : begin + first]
        self._entries[first:size] = entries[: size - first]
        full = (used + more) * 4 > heads.size * 3
        self._heads = np.full(2 * (used + more) if full else heads.size, NONE, np.uint32)
        move(heads, entries, begin, self._heads, self._entries)
        self._state[BEGIN] = 0

    @property
    def end(self) -> int:
        """The absolute number that the next entry gets."""
        return self._state.item(FIRST) + self.entries

    def since(self, name: str, start: int) -> Section:
        """Return the entries from absolute number `start` on, as a section: keys and numbers."""
        first, end = self._state.item(FIRST), self.end
        start = max(start, first)
        entries = self._entries
        ring = np.arange(start - first, end - first) + self._state[BEGIN]
        filed = entries[ring % len(entries), :BACK]
        return Section(name, filed.tobytes(), first, start, end)

    def load(self, section: Section) -> None:
        """File again what the sections of `since`, put together, hold."""
        filed = np.frombuffer(section.data, np.uint32).reshape(-1, 2)
        filed = filed[section.first - section.start :]
        self._clear(section.first, entries=len(filed) + len(filed) // 2)
        while len(filed):
            filed = filed[refill(self._heads, self._entries, self._state, filed) :]
            if len(filed):
                self._make_room(1)


class Keys:
    """What one article is filed under, and the rare stems by which others are looked up."""

    __slots__ = ("bands", "rare", "sample", "wanted")

    def __init__(
        self,
        *,
        signature: NDArray[np.uint32],
        sample: NDArray[np.uint32],
        stems: NDArray[np.uint32],
        flags: NDArray[np.uint8],
        df: NDArray[np.float32],
    ) -> None:
        self.bands = band_keys(signature, BANDS, ROWS)
        self.sample = sample
        self.rare, self.wanted = rare_stems(stems, flags, df, RARE_DF, RARE_STEMS)


def keys_of(fingerprint: Fingerprint, *, df: NDArray[np.float32]) -> Keys:
    """Return what an article is filed under while its stems are as frequent as `df` says."""
    return Keys(
        signature=np.frombuffer(fingerprint.signature, np.uint32),
        sample=np.frombuffer(fingerprint.sample, np.uint32),
        stems=np.frombuffer(fingerprint.stems, np.uint32),
        flags=np.frombuffer(fingerprint.quoted, np.uint8),
        df=df,
    )


class Index:
    """Candidates for copies. Slots are the window's; `alive` says which still take part."""

    def __init__(self) -> None:
        self._bands = Postings()
        self._sample = Postings()
        self._rare = Postings(newest=48)
        self._scores = np.zeros(1024, np.float32)
        self._touched = np.zeros(1024, np.int32)

    @property
    def nbytes(self) -> int:
        """Bytes reserved."""
        return self._bands.nbytes + self._sample.nbytes + self._rare.nbytes

    @property
    def entries(self) -> int:
        """Postings held."""
        return self._bands.entries + self._sample.entries + self._rare.entries

    def add(self, keys: Keys, n: int, *, base: int = 0, alive: NDArray[np.bool_]) -> None:
        """File article `n`; `base` is the number of the article in the first slot."""
        self._bands.add(keys.bands, n, base=base, alive=alive)
        self._sample.add(keys.sample, n, base=base, alive=alive)
        self._rare.add(keys.rare, n, base=base, alive=alive)

    def candidates(
        self, keys: Keys, *, base: int = 0, alive: NDArray[np.bool_]
    ) -> NDArray[np.int32]:
        """Return slots worth comparing, ascending. More shared goes first, then newer."""
        if alive.size > self._scores.size:
            self._scores = np.zeros(alive.size * 2, np.float32)
            self._touched = np.zeros(alive.size * 2, np.int32)
        tables = (*self._bands.arrays, *self._sample.arrays, *self._rare.arrays)
        found: NDArray[np.int32] = meet(
            keys.bands, keys.sample, keys.wanted, base, alive,
            self._scores, self._touched, _LIMITS, *tables,
        )  # fmt: skip
        return found

    def logs(self) -> Iterator[tuple[str, Log]]:
        """Yield the postings: their entries are only appended."""
        yield "index.bands", self._bands
        yield "index.sample", self._sample
        yield "index.rare", self._rare


# of bands, sample and rare stems: least strength, candidates at most
_LIMITS = (
    (1.0, BAND_CANDIDATES),
    (float(SAMPLE_SHARED), SAMPLE_CANDIDATES),
    (RARE_WEIGHT, RARE_CANDIDATES),
)
