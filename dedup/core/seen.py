"""Which revisions of which articles have been seen: what is new, what repeats, what revises.

Redelivery changes nothing, and an older revision never replaces a newer one. Ids are remembered
for thirty days of article time after their newest revision.
"""

from collections.abc import Iterator, Mapping
from enum import Enum

import msgspec
from msgspec import Struct

from dedup.core.arrays import pack
from dedup.core.article import DAY, Micros
from dedup.core.fingerprint import Fingerprint

REMEMBERED_DAYS = 30
CONTENTS = 64  # remembered of one id: a live blog is rewritten some dozens of times a day
NEVER = -(2**63)


class Standing(Enum):
    """How a revision stands to what was seen before."""

    NEW = "new"
    REPEATED = "repeated"
    REVISION = "revision"


class Entry(Struct, array_like=True, gc=False):
    """What is remembered of one article id."""

    revision: str
    contents: tuple[bytes, ...]
    n: int  # number of its current revision, -1 where withdrawn or never admitted
    day: int  # the watermark when its newest revision came
    withdrawn: int = NEVER  # time of its newest withdrawal


class Seen:
    """The memory of ids; one writer."""

    def __init__(self, *, days: int = REMEMBERED_DAYS) -> None:
        self._days = days
        self._entries: dict[str, Entry] = {}
        self._swept = 0

    def __len__(self) -> int:
        return len(self._entries)

    def number(self, article: str) -> int:
        """Return the number of an article's current revision, -1 where there is none."""
        entry = self._entries.get(article)
        return -1 if entry is None else entry.n

    def judge(self, fingerprint: Fingerprint) -> tuple[Standing, int]:
        """Return how this revision stands, and the number of the one it replaces (or -1)."""
        entry = self._entries.get(fingerprint.id)
        if entry is None:
            return Standing.NEW, -1
        if fingerprint.retracted and entry.n < 0:
            return Standing.REPEATED, -1
        old, new = entry.revision, fingerprint.revision
        if old[:1] == new[:1] and new[:1] in "nu":
            fresh = new > old
        elif fingerprint.retracted:
            fresh = _time(fingerprint) > entry.withdrawn or fingerprint.at is None
        else:
            fresh = fingerprint.content not in entry.contents
        if not fresh:
            return Standing.REPEATED, entry.n
        return (Standing.REVISION if entry.n >= 0 else Standing.NEW), entry.n

    def note(self, fingerprint: Fingerprint, *, n: int, now: Micros) -> None:
        """Remember this revision; `n` is -1 for a withdrawal, `now` the watermark."""
        entry = self._entries.get(fingerprint.id)
        day = now // DAY
        if entry is None:
            entry = self._entries[fingerprint.id] = Entry(fingerprint.revision, (), n, day)
        if fingerprint.retracted:
            entry.withdrawn = max(entry.withdrawn, _time(fingerprint))
        if not (fingerprint.retracted and fingerprint.revision[:1] == "h"):
            entry.revision = fingerprint.revision
        if fingerprint.content and fingerprint.content not in entry.contents:
            entry.contents = (*entry.contents[1 - CONTENTS :], fingerprint.content)
        entry.n = n
        entry.day = max(entry.day, day)

    def sweep(self, watermark: Micros) -> None:
        """Forget ids not seen for long; once a day of article time."""
        day = watermark // DAY
        if day <= self._swept:
            return
        self._swept = day
        limit = day - self._days
        stale = [key for key, entry in self._entries.items() if entry.day < limit]
        for key in stale:
            del self._entries[key]

    def dump(self) -> Iterator[tuple[str, bytes]]:
        """Yield the entries as a section."""
        yield "seen.entries", pack((self._swept, self._entries))

    def load(self, sections: Mapping[str, bytes]) -> None:
        """Replace the entries by dumped ones."""
        self._swept, self._entries = msgspec.msgpack.decode(
            sections["seen.entries"], type=tuple[int, dict[str, Entry]]
        )


def _time(fingerprint: Fingerprint) -> int:
    """Return when a withdrawal was sent: without a revision, that tells one from its redelivery."""
    return NEVER if fingerprint.at is None else fingerprint.at
