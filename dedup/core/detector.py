"""Fingerprints in the order of one log → updates: the stateful half, a pure fold."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from dedup.core.fingerprint import Fingerprint
from dedup.core.update import Update


class Outcome(StrEnum):
    """What became of a delivery; every delivery has exactly one."""

    ADMITTED = "admitted"
    REPEATED = "repeated"
    REVISED = "revised"
    LATE = "late"
    RETRACTED = "retracted"
    REJECTED = "rejected"


class Verdict(Struct, frozen=True):
    """What admitting one fingerprint came to."""

    outcome: Outcome
    updates: tuple[Update, ...]


class Detector:
    """Fold fingerprints into updates. All memory of one shard is in here; one writer."""

    def __init__(self, *, shard: int = 0) -> None:
        self._shard = shard

    def admit(self, fingerprint: Fingerprint) -> Verdict:
        """Take the next fingerprint of the log; return its outcome and the updates, in order."""
        raise NotImplementedError

    def dump(self) -> Iterator[tuple[str, bytes]]:
        """Yield the whole memory as named sections, in a fixed order, byte for byte the same."""
        raise NotImplementedError

    def load(self, sections: Mapping[str, bytes]) -> None:
        """Replace the memory by what `dump` yielded under the same parameters."""
        raise NotImplementedError
