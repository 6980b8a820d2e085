"""Fingerprint → candidates: MinHash bands, FracMinHash sample and rare-stem postings, with expiry.

MinHash only proposes. On labelled copies 32 x 4 bands alone find .33, a sample of 1 shingle in 16
with two shared hashes .98, rare stems .96, all three 1.00; half of the bands and of the sample
bring the same labelled copies into the same families. A key keeps its newest entries only, so that
fifty thousand copies of one text cost as much as sixty-four.
"""

from collections import deque
from collections.abc import Iterator
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from dedup.core.arrays import Log, Section
from dedup.core.fingerprint import Fingerprint
from dedup.core.kernels.meet import file, meet
from dedup.core.kernels.postings import (
    BASE,
    BEGUN,
    ENDED,
    FULLEST,
    LAST,
    PARTS,
    STATES,
    add,
    entries_of,
    gather,
    move,
    refill,
    sizes_of,
)
from dedup.core.kernels.rare import parts_of, words_of

BANDS = 16  # r=4: Jaccard .8 → all found, .42 → 40 %; 32 found the same labelled copies
ROWS = 4
NEWEST = 64  # entries read a key: a text copied more often is found by its newest copies
FILED_SAMPLE = np.uint32(1 << 31)  # hashes below are filed: half of a sample, 1 shingle in 32
SAMPLE_SHARED = 2  # hashes
SAMPLE_CANDIDATES = 24  # these three halved from 48, 24 and 32: the same F1 for a tenth less time
RARE_DF = 48.0  # stems in more families than this are no evidence by themselves
RARE_STEMS = 24  # rarest of them that an article is filed under
RARE_WEIGHT = 0.9  # sum of 1/sqrt(1 + df): one stem nobody else has, or two rare ones
RARE_CANDIDATES = 12
BAND_CANDIDATES = 16
_BITS = (1 << 31) - 1  # of a number that the kernels are given
LEAST = 256  # cells of a part
EMPTIED = 0.62  # after it has grown
RECENT = 1 << 18  # entries between two portions that a store is given: those of 12,000 articles


class Postings:
    """A multimap uint32 key → article numbers, of which a key keeps the newest.

    Those before `base`, which only rises, are over. Readers are given slots: how far a number is
    behind it. To a snapshot it is a log of its entries, which begins anew where too many have come
    since the one before.
    """

    __slots__ = ("_cells", "_first", "_marks", "_newest", "_recent", "_state", "_used", "table")

    def __init__(self, *, newest: int = NEWEST, recent: int = RECENT) -> None:
        self._newest = newest
        self._recent = np.zeros(recent, np.uint64)
        self._clear()

    def _clear(self) -> None:
        self._cells: NDArray[np.uint32] = np.zeros((PARTS * LEAST, 2), np.uint32)
        self._used = np.zeros(PARTS, np.int64)
        self._state = np.zeros(STATES, np.int64)
        self._state[LAST] = -1
        # what is filed in, see `insert`: the arrays are these for as long as nothing is loaded
        self.table = (self._cells, self._used, self._state, self._recent, self._newest)
        self._first = 0  # entry with which the log begins
        # ends that the log had, and the newest article in it: when that is over, all before are
        self._marks: deque[tuple[int, int]] = deque()

    @property
    def entries(self) -> int:
        """Entries held, with some that are over."""
        return int(self._used.sum())

    @property
    def nbytes(self) -> int:
        """Bytes reserved."""
        return self._cells.nbytes + self._recent.nbytes

    @property
    def arrays(self) -> tuple[Any, ...]:
        """What the kernels read: cells; how many entries a key."""
        return self._cells, self._newest

    def add(self, keys: NDArray[np.uint32], n: int, *, base: int) -> None:
        """File article `n` under every key; numbers before `base` are over."""
        while not add(self.table, base, keys, n):
            self.make_room(keys.size, base=base)

    def make_room(self, count: int, *, base: int) -> None:
        """Give each part so many cells that as many entries can be filed."""
        fullest = self._state.item(FULLEST)
        self._resize(int((fullest + count) / EMPTIED), base=base)

    def _resize(self, fresh: int, *, base: int) -> None:
        """Give each part so many cells; it may turn out that fewer would do."""
        room = len(self._cells) // PARTS
        # in place: a large table is given more pages, not copied
        self._cells.resize((PARTS * max(room, fresh), 2), refcheck=False)
        self._state[FULLEST] = move(self._cells, self._used, room, max(room, fresh), base)

    def weigh(
        self,
        keys: NDArray[np.uint32],
        weights: NDArray[np.float32],
        *,
        base: int,
        alive: NDArray[np.bool_],
        scores: NDArray[np.float32],
        touched: NDArray[np.int32],
    ) -> NDArray[np.int32]:
        """Sum in `scores` the weights of the keys a live slot shares; return the slots touched.

        One weight may stand for all; without any, a key weighs the more the rarer it is.
        """
        n = gather(self._cells, self._newest, keys, weights, base, alive, scores, touched)
        return touched[:n]

    @property
    def end(self) -> int:
        """The absolute number that the next entry gets."""
        return self._state.item(ENDED)

    def since(self, name: str, start: int) -> Section:
        """Return the entries from absolute number `start` on, as a section.

        Where they are not known any more, or nothing is kept, all that are held.
        """
        known = self._state.item(BEGUN)
        if start > 0 and known <= start and self.end - known <= self._recent.size:
            fresh = self._recent[start - known : self.end - known].copy()
            self._recent[: fresh.size] = fresh
            self._state[BEGUN] = start
            while self._marks and self._marks[0][1] < self._state.item(BASE):
                self._first = self._marks.popleft()[0]
        else:
            fresh = np.empty(self.entries, np.uint64)
            fresh = fresh[: entries_of(self._cells, self._state.item(BASE), fresh)]
            fresh.sort()
            if start:
                self._state[ENDED] += fresh.size
            self._state[BEGUN] = self._state[ENDED]
            start = self._first = self.end - fresh.size
            self._marks.clear()
        last = self._state.item(LAST)
        if last >= 0:  # else nothing was filed by this one
            self._marks.append((self.end, last))
        return Section(name, fresh.tobytes(), self._first, start, self.end)

    def load(self, section: Section) -> None:
        """File again what the sections of `since`, put together, hold."""
        entries = np.frombuffer(section.data, np.uint64)[section.first - section.start :]
        self._clear()
        if entries.size:
            # numbers are known by their last bits: half a billion lie on each side of the newest
            base = (int(entries[-1]) & _BITS) - (1 << 29)
            self._state[BASE] = base
            self._resize(int(sizes_of(entries).max() / EMPTIED), base=base)
            # in the order of their places: far sooner than in that in which they came
            entries = np.sort(entries)
            fullest = refill(self._cells, self._used, self._newest, base, entries)
            self._state[FULLEST] = fullest
        self._first = section.first
        self._state[[ENDED, BEGUN]] = section.end


class Keys(Struct, frozen=True, gc=False):
    """What one article is filed under, and the rare stems by which others are looked up."""

    words: NDArray[np.uint32]  # one part after the other
    sampled: int  # hashes of the sample
    rarest: int  # rare stems

    @property
    def parts(self) -> tuple[NDArray[np.uint32], ...]:
        """Bands, rare stems to be filed under, rare stems to look up, sample."""
        return tuple(parts_of(self.words, self.sampled, self.rarest))


def keys_of(fingerprint: Fingerprint, *, df: NDArray[np.float32]) -> Keys:
    """Return what an article is filed under while its stems are as frequent as `df` says."""
    words, sampled, rarest = words_of(
        np.frombuffer(fingerprint.signature, np.uint32),
        np.frombuffer(fingerprint.sample, np.uint32),
        np.frombuffer(fingerprint.stems, np.uint32),
        np.frombuffer(fingerprint.quoted, np.uint8),
        df,
        _WORDS,
    )
    return Keys(words, sampled, rarest)


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

    def add(self, keys: Keys, n: int, *, base: int) -> None:
        """File article `n`; those before `base` are over."""
        postings = self._bands, self._sample, self._rare
        tables = tuple([one.table for one in postings])
        while (full := file(keys.words, keys.sampled, keys.rarest, base, n, tables)) < len(tables):
            postings[full].make_room(keys.words.size, base=base)

    def candidates(self, keys: Keys, *, base: int, alive: NDArray[np.bool_]) -> NDArray[np.int32]:
        """Return slots worth comparing, ascending. More shared goes first, then newer."""
        if alive.size > self._scores.size:
            self._scores = np.zeros(alive.size * 2, np.float32)
            self._touched = np.zeros(alive.size * 2, np.int32)
        found: NDArray[np.int32] = meet(
            keys.words, keys.sampled, keys.rarest, base, alive,
            self._scores, self._touched, _LIMITS,
            (self._bands.arrays, self._sample.arrays, self._rare.arrays),
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
_WORDS = BANDS, ROWS, FILED_SAMPLE, RARE_DF, RARE_STEMS
