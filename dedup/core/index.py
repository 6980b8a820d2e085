"""Fingerprint → candidates: MinHash bands, FracMinHash sample and rare-stem postings, with expiry.

MinHash only proposes. On labelled copies 32 x 4 bands alone find .33, the FracMinHash sample with
two shared hashes .98, rare stems .96, all three 1.00. A key keeps its newest entries only, so that
fifty thousand copies of one text cost as much as sixty-four.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.core.arrays import Log, Section, pack, unpack
from dedup.core.fingerprint import Fingerprint
from dedup.core.kernels.meet import meet
from dedup.core.kernels.postings import NONE, PREVIOUS, gather, insert, rebuild, refill
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


class Postings:
    """A multimap uint32 key → article slots, newest first; rebuilt when full or when slots go.

    To a snapshot it is a log of its entries, which a rebuild begins anew.
    """

    __slots__ = ("_base", "_entries", "_heads", "_newest", "_state")

    def __init__(self, *, newest: int = NEWEST) -> None:
        self._newest = newest
        self._base = 0  # entries of earlier rebuilds
        self._reserve(entries=LEAST, table=LEAST)

    def _reserve(self, *, entries: int, table: int) -> None:
        self._state = np.zeros(2, np.int64)  # entries, keys
        self._heads = np.full(table, NONE, np.uint32)
        self._entries = np.zeros((entries, 3), np.uint32)

    @property
    def entries(self) -> int:
        """Entries held, dead ones included."""
        return int(self._state[0])

    @property
    def nbytes(self) -> int:
        """Bytes reserved."""
        return self._heads.nbytes + self._entries.nbytes

    @property
    def arrays(self) -> tuple[Any, ...]:
        """What the kernels read: heads, entries; how many entries a key."""
        return self._heads, self._entries, self._newest

    def add(self, keys: NDArray[np.uint32], slot: int, *, alive: NDArray[np.bool_]) -> None:
        """File a slot under every key; slots come in ascending order."""
        entries, used = self._state.tolist()
        crowded = (used + keys.size) * 4 > self._heads.size * 3
        if crowded or entries + keys.size > len(self._entries):
            self.renumber(0, alive=alive, room=keys.size)
        insert(self._heads, self._entries, self._state, keys, slot)

    def weigh(
        self,
        keys: NDArray[np.uint32],
        weights: NDArray[np.float32],
        *,
        alive: NDArray[np.bool_],
        scores: NDArray[np.float32],
        touched: NDArray[np.int32],
    ) -> NDArray[np.int32]:
        """Sum in `scores` the weights of the keys a live slot shares; return the slots touched.

        One weight may stand for all; without any, a key weighs the more the rarer it is.
        """
        n = gather(self._heads, self._entries, keys, weights, self._newest, alive, scores, touched)
        return touched[:n]

    def renumber(self, cut: int, *, alive: NDArray[np.bool_], room: int = 0) -> None:
        """Drop slots before `cut` and dead ones; the others become slot - cut."""
        heads, entries = self._heads, self._entries
        count, used = self._state.tolist()
        # room for half as much again: a rebuild then costs a constant share of the inserts
        self._reserve(
            entries=max(LEAST, count + count // 2 + room), table=max(LEAST, 2 * (used + room))
        )
        self._base += count
        self._state[:] = rebuild(
            heads, entries, count, cut, alive, self._newest, self._heads, self._entries
        )
        made = self.entries
        spare = max(LEAST, made + made // 2 + room)
        if spare < len(self._entries):
            self._entries = self._entries[:spare].copy()

    def sizes(self) -> bytes:
        """Return what is reserved: when the next rebuild comes is a part of the memory."""
        return pack((len(self._entries), self._heads.size))

    def resize(self, sizes: bytes) -> None:
        """Reserve what `sizes` says, and forget all entries."""
        entries, table = unpack(sizes, tuple[int, int])
        self._reserve(entries=entries, table=table)

    @property
    def end(self) -> int:
        """The absolute number that the next entry gets."""
        return self._base + self.entries

    def since(self, name: str, start: int) -> Section:
        """Return the entries from absolute number `start` on, as a section: keys and slots."""
        start = max(start, self._base)
        filed = self._entries[start - self._base : self.entries, :PREVIOUS]
        return Section(name, filed.tobytes(), self._base, start, self.end)

    def load(self, section: Section) -> None:
        """File again what the sections of `since`, put together, hold; `resize` comes first."""
        filed = np.frombuffer(section.data, np.uint32).reshape(-1, 2)
        self._base = section.first
        refill(self._heads, self._entries, self._state, filed[section.first - section.start :])


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

    def add(self, keys: Keys, slot: int, *, alive: NDArray[np.bool_]) -> None:
        """File a slot; slots come in ascending order."""
        self._bands.add(keys.bands, slot, alive=alive)
        self._sample.add(keys.sample, slot, alive=alive)
        self._rare.add(keys.rare, slot, alive=alive)

    def candidates(self, keys: Keys, *, alive: NDArray[np.bool_]) -> NDArray[np.int32]:
        """Return slots worth comparing, ascending. More shared goes first, then newer."""
        if alive.size > self._scores.size:
            self._scores = np.zeros(alive.size * 2, np.float32)
            self._touched = np.zeros(alive.size * 2, np.int32)
        tables = (*self._bands.arrays, *self._sample.arrays, *self._rare.arrays)
        found: NDArray[np.int32] = meet(
            keys.bands, keys.sample, keys.wanted, alive, self._scores, self._touched, _LIMITS,
            *tables,
        )  # fmt: skip
        return found

    def renumber(self, cut: int, *, alive: NDArray[np.bool_]) -> None:
        """Follow the window's compaction; `alive` is by the old slots."""
        for postings in (self._bands, self._sample, self._rare):
            postings.renumber(cut, alive=alive)

    def dump(self) -> Iterator[tuple[str, bytes]]:
        """Yield the sizes of the postings as sections."""
        yield "index.bands.sizes", self._bands.sizes()
        yield "index.sample.sizes", self._sample.sizes()
        yield "index.rare.sizes", self._rare.sizes()

    def logs(self) -> Iterator[tuple[str, Log]]:
        """Yield the postings: their entries are only appended."""
        yield "index.bands", self._bands
        yield "index.sample", self._sample
        yield "index.rare", self._rare

    def load(self, sections: Mapping[str, bytes]) -> None:
        """Make the postings as large as they were; the logs are loaded after that."""
        self._bands.resize(sections["index.bands.sizes"])
        self._sample.resize(sections["index.sample.sizes"])
        self._rare.resize(sections["index.rare.sizes"])


# of bands, sample and rare stems: least strength, candidates at most
_LIMITS = (
    (1.0, BAND_CANDIDATES),
    (float(SAMPLE_SHARED), SAMPLE_CANDIDATES),
    (RARE_WEIGHT, RARE_CANDIDATES),
)
