"""Fingerprint → candidates: MinHash bands, FracMinHash sample and rare-stem postings, with expiry.

MinHash only proposes. On labelled copies 32 x 4 bands alone find .33, the FracMinHash sample with
two shared hashes .98, rare stems .96, all three 1.00. A key keeps its newest entries only, so that
fifty thousand copies of one text cost as much as sixty-four.
"""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from dedup.core.fingerprint import Fingerprint
from dedup.core.kernels.choice import strongest, together
from dedup.core.kernels.postings import add_weights, count_shared, insert, rebuild
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
_SALT = np.uint32(0x51ED270B)  # keyed hashing of buckets, so that none can be aimed at from outside


class Postings:
    """A multimap uint32 key → article slots, newest first; rebuilt when full or when slots go."""

    __slots__ = ("_heads", "_keys", "_newest", "_previous", "_slots", "_state")

    def __init__(self, *, newest: int = NEWEST) -> None:
        self._newest = newest
        self._state = np.zeros(2, np.int64)
        self._reserve(entries=1 << 14, table=1 << 15)

    def _reserve(self, *, entries: int, table: int) -> None:
        self._keys = np.zeros(table, np.uint32)
        self._heads = np.full(table, -1, np.int32)
        self._slots = np.zeros(entries, np.int32)
        self._previous = np.zeros(entries, np.int32)

    @property
    def entries(self) -> int:
        """Entries held, dead ones included."""
        return int(self._state[0])

    @property
    def nbytes(self) -> int:
        """Bytes reserved."""
        return sum(a.nbytes for a in (self._keys, self._heads, self._slots, self._previous))

    def add(self, keys: NDArray[np.uint32], slot: int, *, alive: NDArray[np.bool_]) -> None:
        """File a slot under every key; slots come in ascending order."""
        full = self._state[0] + keys.size > self._slots.size
        crowded = (self._state[1] + keys.size) * 5 > self._keys.size * 3
        if full or crowded:
            self.renumber(0, alive=alive, room=keys.size)
        insert(self._keys, self._heads, self._slots, self._previous, self._state, keys, slot, _SALT)

    def count(
        self,
        keys: NDArray[np.uint32],
        *,
        alive: NDArray[np.bool_],
        counts: NDArray[np.int16],
        touched: NDArray[np.int32],
    ) -> NDArray[np.int32]:
        """Count in `counts` how many keys each live slot shares; return the slots touched."""
        n = count_shared(
            self._keys, self._heads, self._slots, self._previous,
            keys, self._newest, alive, counts, touched, _SALT,
        )  # fmt: skip
        return touched[:n]

    def weigh(
        self,
        keys: NDArray[np.uint32],
        weights: NDArray[np.float32],
        *,
        alive: NDArray[np.bool_],
        scores: NDArray[np.float32],
        touched: NDArray[np.int32],
    ) -> NDArray[np.int32]:
        """Sum in `scores` the weights of the keys a live slot shares; return the slots touched."""
        n = add_weights(
            self._keys, self._heads, self._slots, self._previous,
            keys, weights, self._newest, alive, scores, touched, _SALT,
        )  # fmt: skip
        return touched[:n]

    def renumber(self, cut: int, *, alive: NDArray[np.bool_], room: int = 0) -> None:
        """Drop slots before `cut` and dead ones; the others become slot - cut."""
        old = (self._keys, self._heads, self._slots, self._previous)
        entries = int(self._state[0])
        # room for half as much again: a rebuild then costs a constant share of the inserts
        self._reserve(
            entries=max(1 << 14, entries + entries // 2 + room),
            table=_power_of_two(max(1 << 15, 2 * (int(self._state[1]) + room))),
        )
        made, used = rebuild(
            *old, entries, cut, alive, self._newest,
            self._keys, self._heads, self._slots, self._previous, _SALT,
        )  # fmt: skip
        self._state[0] = made
        self._state[1] = used
        spare = max(1 << 14, made + made // 2 + room)
        if spare < self._slots.size:
            self._slots = self._slots[:spare].copy()
            self._previous = self._previous[:spare].copy()

    def dump(self, name: str) -> Iterator[tuple[str, bytes]]:
        """Yield the arrays as sections."""
        entries = int(self._state[0])
        yield (
            f"{name}.sizes",
            np.array(
                [entries, self._state[1], self._keys.size, self._slots.size], np.int64
            ).tobytes(),
        )
        yield f"{name}.keys", self._keys.tobytes()
        yield f"{name}.heads", self._heads.tobytes()
        yield f"{name}.slots", self._slots[:entries].tobytes()
        yield f"{name}.previous", self._previous[:entries].tobytes()

    def load(self, name: str, sections: Mapping[str, bytes]) -> None:
        """Replace the arrays by dumped ones."""
        entries, used, table, room = np.frombuffer(sections[f"{name}.sizes"], np.int64).tolist()
        self._reserve(entries=room, table=table)
        self._keys[:] = np.frombuffer(sections[f"{name}.keys"], np.uint32)
        self._heads[:] = np.frombuffer(sections[f"{name}.heads"], np.int32)
        self._slots[:entries] = np.frombuffer(sections[f"{name}.slots"], np.int32)
        self._previous[:entries] = np.frombuffer(sections[f"{name}.previous"], np.int32)
        self._state[:] = (entries, used)


def _power_of_two(least: int) -> int:
    return 1 << (least - 1).bit_length()


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
        self._counts = np.zeros(1024, np.int16)
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
        if alive.size > self._counts.size:
            room = alive.size * 2
            self._counts = np.zeros(room, np.int16)
            self._scores = np.zeros(room, np.float32)
            self._touched = np.zeros(room, np.int32)
        counts, scores, touched = self._counts, self._scores, self._touched
        slots = self._bands.count(keys.bands, alive=alive, counts=counts, touched=touched)
        bands = strongest(slots, counts, 1, BAND_CANDIDATES)
        slots = self._sample.count(keys.sample, alive=alive, counts=counts, touched=touched)
        sample = strongest(slots, counts, SAMPLE_SHARED, SAMPLE_CANDIDATES)
        slots = self._rare.weigh(
            keys.wanted, _NO_WEIGHTS, alive=alive, scores=scores, touched=touched
        )
        rare = strongest(slots, scores, _RARE_WEIGHT, RARE_CANDIDATES)
        found: NDArray[np.int32] = together(bands, sample, rare)
        return found

    def renumber(self, cut: int, *, alive: NDArray[np.bool_]) -> None:
        """Follow the window's compaction; `alive` is by the old slots."""
        for postings in (self._bands, self._sample, self._rare):
            postings.renumber(cut, alive=alive)

    def dump(self) -> Iterator[tuple[str, bytes]]:
        """Yield the postings as sections."""
        yield from self._bands.dump("index.bands")
        yield from self._sample.dump("index.sample")
        yield from self._rare.dump("index.rare")

    def load(self, sections: Mapping[str, bytes]) -> None:
        """Replace the postings by dumped ones."""
        self._bands.load("index.bands", sections)
        self._sample.load("index.sample", sections)
        self._rare.load("index.rare", sections)


_NO_WEIGHTS = np.empty(0, np.float32)
_RARE_WEIGHT = np.float32(RARE_WEIGHT)
