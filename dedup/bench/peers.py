"""Other libraries on the same texts: datasketch, which is always there, and rensa where installed.

Each is used as its documentation advises for speed: shingles are sets of five characters, 128
permutations, 32 bands of 4.
"""

from collections.abc import Iterable, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol
from zlib import crc32

from dedup.core.index import ROWS
from dedup.core.kernels.sketch import PERMUTATIONS, SHINGLE

BANDS = 32  # of ROWS slots: all of a signature


class Peer(Protocol):
    """A library that signs texts and finds those with a band in common."""

    name: str

    def sign(self, text: str) -> Any:
        """Return the signature of a text."""
        ...

    def estimate(self, a: Any, b: Any) -> float:
        """Return the Jaccard coefficient as two signatures tell it."""
        ...

    def find_and_file(self, number: int, signature: Any) -> bool:
        """Say whether anything filed has a band in common, then file the signature."""
        ...

    def remove(self, number: int, signature: Any) -> None:
        """Forget a signature."""
        ...


class Datasketch:
    """datasketch, with the hash of the standard library that is fastest."""

    name = "datasketch"

    def __init__(self) -> None:
        self._datasketch = import_module("datasketch")  # only here: it brings scipy
        self._index = self._datasketch.MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))

    def sign(self, text: str) -> Any:
        """Return a MinHash."""
        signature = self._datasketch.MinHash(num_perm=PERMUTATIONS, hashfunc=crc32)
        signature.update_batch([shingle.encode() for shingle in shingles(text)])
        return signature

    def estimate(self, a: Any, b: Any) -> float:
        """Return the share of equal slots."""
        return float(a.jaccard(b))

    def find_and_file(self, number: int, signature: Any) -> bool:
        """Query, then insert."""
        found = bool(self._index.query(signature))
        self._index.insert(number, signature, check_duplication=False)
        return found

    def remove(self, number: int, signature: Any) -> None:
        """Remove by key."""
        del signature
        self._index.remove(number)


class Rensa:
    """rensa: RMinHash and its LSH."""

    name = "rensa"

    def __init__(self) -> None:
        self._rensa = import_module("rensa")
        self._index = self._rensa.RMinHashLSH(threshold=0.5, num_perm=PERMUTATIONS, num_bands=BANDS)

    def sign(self, text: str) -> Any:
        """Return an RMinHash."""
        signature = self._rensa.RMinHash(num_perm=PERMUTATIONS, seed=1)
        signature.update(list(shingles(text)))
        return signature

    def estimate(self, a: Any, b: Any) -> float:
        """Return what it calls jaccard."""
        return float(a.jaccard(b))

    def find_and_file(self, number: int, signature: Any) -> bool:
        """Query, then insert."""
        found = bool(self._index.query(signature))
        self._index.insert(number, signature)
        return found

    def remove(self, number: int, signature: Any) -> None:
        """Remove by key."""
        del signature
        self._index.remove(number)


def installed() -> Sequence[type[Datasketch | Rensa]]:
    """Return the peers that can be measured here."""
    return (Datasketch, Rensa) if find_spec("rensa") else (Datasketch,)


def shingles(text: str) -> set[str]:
    """Return the five-character shingles of the lower-case letters and digits."""
    plain = "".join(filter(str.isalnum, text.lower()))
    return {plain[k : k + SHINGLE] for k in range(max(1, len(plain) - SHINGLE + 1))}


def jaccard(a: Iterable[str], b: Iterable[str]) -> float:
    """Return the exact coefficient."""
    first, second = set(a), set(b)
    return len(first & second) / max(1, len(first | second))
