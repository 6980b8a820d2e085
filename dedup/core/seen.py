"""Which revisions of which articles have been seen: what is new, what repeats, what revises.

Redelivery changes nothing, and an older revision never replaces a newer one. Ids are remembered
for thirty days of article time after their newest revision. An id takes some sixty bytes: each
revision is one packed record after the other, found by a hash of the id, and forgotten from the
beginning.
"""

from collections.abc import Iterator, Mapping
from enum import Enum
from hashlib import blake2b

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from dedup.core.arrays import Growable, Log, pack, unpack
from dedup.core.article import DAY, Micros
from dedup.core.fingerprint import Fingerprint
from dedup.core.index import Postings
from dedup.core.kernels.postings import newest
from dedup.core.revision import lengthen, shorten

REMEMBERED_DAYS = 30
CONTENTS = 64  # remembered of one id: a live blog is rewritten some dozens of times a day
CONTENT = 16  # bytes of the hash of one
NEVER = -(2**63)
# Records looked at with an article, which brings one: all of a day at once, when it is over, would
# hold everything up for some 20 µs an id.
SWEPT = 4
DROPPED = 4096  # forgotten records that are worth moving the others for


class Standing(Enum):
    """How a revision stands to what was seen before."""

    NEW = "new"
    REPEATED = "repeated"
    REVISION = "revision"


class Entry(Struct, array_like=True, frozen=True, gc=False):
    """What is remembered of one article id, when one of its revisions came."""

    article: str
    short: bytes  # the revision's key; nothing where it is the hash of the newest content
    contents: bytes  # hashes, the newest last
    n: int  # number of its current revision, -1 where withdrawn or never admitted
    day: int  # the watermark when its newest revision came
    withdrawn: int | None = None  # time of its newest withdrawal, NEVER where that has none

    @property
    def revision(self) -> str:
        """The key of the newest revision."""
        return lengthen(self.short) if self.short else f"h{self.contents[-CONTENT:].hex()}"

    def had(self, content: bytes) -> bool:
        """Say whether the article has had this content."""
        held = self.contents
        return any(content == held[at : at + CONTENT] for at in range(0, len(held), CONTENT))


_decode = msgspec.msgpack.Decoder(Entry).decode


class Seen:
    """The memory of ids; one writer."""

    def __init__(self, *, days: int = REMEMBERED_DAYS) -> None:
        self._days = days
        self._records = Growable(np.uint8)
        self._starts = Growable(np.int64)  # of each record, by absolute number
        self._index = Postings(newest=CONTENTS)
        self._ids = 0
        self._day = -(2**31)  # of the newest record
        self._gone = 0  # records at the beginning that are forgotten
        self._eldest: Entry | None = None  # the first that is not, once it was looked at
        self._found = np.zeros((1, CONTENTS + 1), np.int32), np.zeros(1, np.int64)
        self._judged: tuple[str, NDArray[np.uint32], int, Entry | None] = ("", _key(""), -1, None)

    def __len__(self) -> int:
        return self._ids

    @property
    def nbytes(self) -> int:
        """Bytes reserved."""
        return self._records.nbytes + self._starts.nbytes + self._index.nbytes

    def number(self, article: str) -> int:
        """Return the number of an article's current revision, -1 where there is none."""
        _, entry = self._find(article, _key(article))
        return -1 if entry is None else entry.n

    def _find(self, article: str, key: NDArray[np.uint32]) -> tuple[int, Entry | None]:
        """Return an article's newest record and its place, or (-1, None)."""
        slots, lengths = self._found
        cells, _ = self._index.arrays
        newest(cells, key, self._starts.base, slots, lengths)
        for slot in sorted(slots[0, : lengths.item(0)].tolist(), reverse=True):
            if slot < self._gone:
                break
            entry = self._entry(slot)
            if entry.article == article:
                return slot, entry
        return -1, None

    def _entry(self, slot: int) -> Entry:
        starts, records = self._starts, self._records
        begin = starts.room.item(slot) - records.base
        last = slot + 1 == starts.size
        end = records.size if last else starts.room.item(slot + 1) - records.base
        return _decode(records.room[begin:end].tobytes())

    def judge(self, fingerprint: Fingerprint) -> tuple[Standing, int]:
        """Return how this revision stands, and the number of the one it replaces (or -1)."""
        key = _key(fingerprint.id)
        slot, entry = self._find(fingerprint.id, key)
        self._judged = fingerprint.id, key, slot + self._starts.base, entry
        if entry is None:
            return Standing.NEW, -1
        if fingerprint.retracted and entry.n < 0:
            return Standing.REPEATED, -1
        old, new = entry.revision, fingerprint.revision
        if old[:1] == new[:1] and new[:1] in "nu":
            fresh = new > old
        elif fingerprint.retracted:
            before = NEVER if entry.withdrawn is None else entry.withdrawn
            fresh = _time(fingerprint) > before or fingerprint.at is None
        else:
            fresh = not entry.had(fingerprint.content)
        if not fresh:
            return Standing.REPEATED, entry.n
        return (Standing.REVISION if entry.n >= 0 else Standing.NEW), entry.n

    def note(self, fingerprint: Fingerprint, *, n: int, now: Micros) -> None:
        """Remember this revision, just judged; `n` is -1 for a withdrawal, `now` the watermark."""
        article, key, number, entry = self._judged
        assert article == fingerprint.id
        revision, contents, withdrawn = fingerprint.revision, b"", None
        if entry is not None:
            contents, withdrawn = entry.contents, entry.withdrawn
            if fingerprint.retracted and revision[:1] == "h":
                revision = entry.revision
        if fingerprint.retracted:
            withdrawn = max(NEVER if withdrawn is None else withdrawn, _time(fingerprint))
        content = fingerprint.content
        if content and not (entry is not None and entry.had(content)):
            contents = contents[CONTENT * (1 - CONTENTS) :] + content
        self._ids += entry is None or number < self._starts.base + self._gone
        self._day = max(self._day, now // DAY)
        plain = contents and revision == f"h{contents[-CONTENT:].hex()}"
        short = b"" if plain else shorten(revision)
        record = pack(Entry(fingerprint.id, short, contents, n, self._day, withdrawn))
        self._index.add(key, self._starts.end, base=self._starts.base)
        self._starts.append(self._records.end)
        self._records.extend(np.frombuffer(record, np.uint8))

    def sweep(self, watermark: Micros) -> None:
        """Forget ids not seen for long, a few at a time; called with every article."""
        oldest = watermark // DAY - self._days
        for _ in range(SWEPT):
            if self._gone == self._starts.size:
                break
            if self._eldest is None:
                self._eldest = self._entry(self._gone)
            if self._eldest.day >= oldest:
                break
            article = self._eldest.article
            self._ids -= self._find(article, _key(article))[0] == self._gone
            self._gone += 1
            self._eldest = None
        if self._gone >= max(DROPPED, self._starts.size // 4):
            self._drop()

    def _drop(self) -> None:
        """Give back the room of what is forgotten."""
        left = self._gone < self._starts.size
        end = self._starts.room.item(self._gone) if left else self._records.end
        self._starts.drop(self._gone)
        self._records.drop(end - self._records.base)
        self._gone = 0

    def dump(self) -> Iterator[tuple[str, bytes]]:
        """Yield what changes as a section."""
        yield "seen", pack((self._gone, self._day, self._ids))

    def logs(self) -> Iterator[tuple[str, Log]]:
        """Yield the records: they are only appended."""
        yield "seen.records", self._records
        yield "seen.starts", self._starts
        yield "seen.index", self._index

    def load(self, sections: Mapping[str, bytes]) -> None:
        """Replace what changes by a dumped section; the logs are loaded after that."""
        self._gone, self._day, self._ids = unpack(sections["seen"], tuple[int, int, int])
        self._eldest = None


def _key(article: str) -> NDArray[np.uint32]:
    return np.frombuffer(blake2b(article.encode(), digest_size=4).digest(), np.uint32)


def _time(fingerprint: Fingerprint) -> int:
    """Return when a withdrawal was sent: without a revision, that tells one from its redelivery."""
    return NEVER if fingerprint.at is None else fingerprint.at
