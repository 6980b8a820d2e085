"""The articles that take part: one slot each, in arrays, oldest first.

An article is named by its number `n` in the order of admission, for ever; its slot is
`n - base`. Slots of articles whose time is over stay readable until `compact` drops them.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from dedup.core.arrays import Growable, Log, Records, pack, total_bytes, unpack
from dedup.core.article import DAY, Micros
from dedup.core.days import day_of_month
from dedup.core.fingerprint import Fingerprint

ROW = np.dtype(
    [
        ("at", np.int64),
        ("until", np.int64),  # the watermark at which the article stops taking part
        ("moment", np.int64),  # when it was published, as well as is known: for events
        ("family", np.int64),  # key of the family
        ("event", np.int64),  # key of the event
        ("stems", np.int64),  # start in the pool
        ("sentences", np.int64),
        ("titles", np.int64),
        ("terms", np.int64),
        ("stem_count", np.int32),
        ("sentence_count", np.int32),
        ("title_count", np.int32),
        ("term_count", np.int32),  # 0: no event vector (a copy)
        ("days", np.uint64),  # bit d % 64 for each day the lead names
        ("month_days", np.uint32),  # bit d for each day of a month the lead names
        ("series_day", np.int32),  # target day of a recurring series, 0 for all others
        ("relation", np.int8),  # place in RELATIONS
        ("undated", np.bool_),
        ("day_precision", np.bool_),
        ("families", np.uint8),  # that it has founded
        ("events", np.uint8),
    ]
)


class Card(Struct, frozen=True, array_like=True, gc=False):
    """What is said about an article in updates, but never computed with."""

    id: str
    revision: str
    outlet: str
    agency: str
    version: str
    text: bytes  # zstd of the cleaned body


def _moment(fingerprint: Fingerprint, at: Micros) -> int:
    """Return the time of publication; within a day without a time, the nearest to `at`."""
    published = fingerprint.published
    if published is None or published > at:
        return at
    if fingerprint.published_day:
        return min(at, published + DAY - 1)
    return published


class Window:
    """The memory of articles; `rows` is the table, the pools hold what has no fixed length."""

    def __init__(self) -> None:
        self.base = 0  # number of the article in the first slot
        self._rows = Growable(ROW)
        self._alive = Growable(np.bool_)
        self._cards = Records(msgspec.msgpack.Decoder(list[Card]))
        self._outlets: dict[str, str] = {}  # one string each, however many articles name it
        self.stems = Growable(np.uint32, 1 << 16)
        self.flags = Growable(np.uint8, 1 << 16)
        self.sentences = Growable(np.int32, 1 << 14)
        self.zones = Growable(np.uint8, 1 << 14)
        self.titles = Growable(np.uint32, 1 << 14)
        self.terms = Growable(np.uint32, 1 << 16)
        self.weights = Growable(np.uint16, 1 << 18)  # four a term
        self._table: NDArray[np.void] = np.zeros(0, ROW)
        self.columns: dict[str, NDArray[Any]] = {}  # by name, then slot; longer than `count`
        self._view()

    @property
    def alive(self) -> NDArray[np.bool_]:
        """Which slots take part: longer than `count`, invalid after the next append."""
        return self._alive.room

    @property
    def rows(self) -> NDArray[np.void]:
        """The table, indexed by slot: a view, invalid after the next append."""
        return self._rows.data

    @property
    def count(self) -> int:
        """Slots in use."""
        return self._rows.size

    @property
    def next(self) -> int:
        """The number that the next article gets."""
        return self.base + self._rows.size

    @property
    def nbytes(self) -> int:
        """Bytes reserved by the arrays (cards apart)."""
        return total_bytes(
            (
                self._rows,
                self._alive,
                self.stems,
                self.flags,
                self.sentences,
                self.zones,
                self.titles,
                self.terms,
                self.weights,
            )
        )

    def row(self, n: int) -> np.void:
        """Return the row of article `n`."""
        row: np.void = self._rows.room[n - self.base]
        return row

    def get(self, name: str, n: int) -> int:
        """Return one number of article `n`."""
        value: int = self.columns[name].item(n - self.base)
        return value

    def put(self, name: str, n: int, value: int) -> None:
        """Set one number of article `n`."""
        self.columns[name][n - self.base] = value

    def found(self, what: Literal["families", "events"], n: int) -> int:
        """Return the key of a cluster founded by article `n`: n · 256 + those founded before."""
        count = self.get(what, n)
        self.put(what, n, min(count + 1, 255))
        return (n << 8) | count

    def is_alive(self, n: int) -> bool:
        """Say whether article `n` has a slot and takes part."""
        slot = n - self.base
        return 0 <= slot < self._rows.size and self._alive.room.item(slot)

    def end(self, n: int) -> None:
        """Let article `n` take part no more."""
        self._alive.room[n - self.base] = False

    def card(self, n: int) -> Card:
        """Return the card of article `n`."""
        return self._cards.items[n - self.base]

    def holds(self, n: int) -> bool:
        """Say whether article `n` still has a slot."""
        return self.base <= n < self.next

    def append(self, fingerprint: Fingerprint, *, at: Micros, until: int, series_day: int) -> int:
        """Give the article the next number; return it."""
        n = self.next
        stems = np.frombuffer(fingerprint.stems, np.uint32)
        offsets = np.frombuffer(fingerprint.sentences, np.int32)
        titles = np.frombuffer(fingerprint.title_stems, np.uint32)
        days = 0
        month_days = 0
        for day in np.frombuffer(fingerprint.days, np.int32).tolist():
            if day >= 0:
                days |= 1 << (day % 64)
                month_days |= 1 << day_of_month(day)
            else:
                month_days |= 1 << -day
        self._rows.append(
            (
                at,
                until,
                _moment(fingerprint, at),
                n,
                n,
                self.stems.size,
                self.sentences.size,
                self.titles.size,
                self.terms.size,
                stems.size,
                max(0, offsets.size - 1),
                titles.size,
                0,
                days,
                month_days,
                series_day,
                0,
                fingerprint.undated,
                fingerprint.published_day,
                0,
                0,
            )
        )
        self._alive.append(True)
        self._view()
        self.stems.extend(stems)
        self.flags.extend(np.frombuffer(fingerprint.quoted, np.uint8))
        self.sentences.extend(offsets)
        self.zones.extend(np.frombuffer(fingerprint.zones, np.uint8))
        if offsets.size:
            self.zones.append(0)  # one zone more, so that zones and offsets share their starts
        self.titles.extend(titles)
        named = fingerprint.credits
        self._cards.items.append(
            Card(
                fingerprint.id,
                fingerprint.revision,
                self._outlets.setdefault(fingerprint.outlet, fingerprint.outlet),
                named.agency,
                named.version,
                fingerprint.text,
            )
        )
        return n

    def set_terms(self, n: int, terms: NDArray[np.uint32], weights: NDArray[np.uint16]) -> None:
        """Keep the event vector of article `n`: terms by falling weight, four weights a term."""
        self.put("terms", n, self.terms.size)
        self.put("term_count", n, terms.size)
        self.terms.extend(terms)
        self.weights.extend(weights.reshape(-1))

    def compact(self, cut: int) -> None:
        """Forget the slots before `cut`. Terms are kept in the order in which they were set."""
        rows = self._rows.data
        kept = rows[cut:]
        first = {
            name: int(kept[name].min()) if kept.size else 0
            for name in ("stems", "sentences", "titles")
        }
        if not kept.size:
            first = {
                "stems": self.stems.size,
                "sentences": self.sentences.size,
                "titles": self.titles.size,
            }
        vectors = kept["terms"][kept["term_count"] > 0]
        first["terms"] = int(vectors.min()) if vectors.size else self.terms.size
        self._rows.drop(cut)
        self._alive.drop(cut)
        self._view()
        rows = self._rows.data
        for name in ("stems", "sentences", "titles", "terms"):
            rows[name] -= first[name]
        self._cards.drop(cut)
        for pool in (self.stems, self.flags):
            pool.drop(first["stems"])
        for pool in (self.sentences, self.zones):
            pool.drop(first["sentences"])
        self.titles.drop(first["titles"])
        self.terms.drop(first["terms"])
        self.weights.drop(first["terms"] * 4)
        self.base += cut

    def _view(self) -> None:
        """Look at the columns anew where the table has moved."""
        if self._rows.room is not self._table:
            self._table = self._rows.room
            self.columns = {name: self._table[name] for name in ROW.names or ()}

    def dump(self) -> Iterator[tuple[str, bytes]]:
        """Yield what changes as sections: the table."""
        yield "window.base", pack(self.base)
        yield "window.rows", self._rows.dump()
        yield "window.alive", self._alive.dump()

    def logs(self) -> Iterator[tuple[str, Log]]:
        """Yield what is only appended to."""
        yield "window.cards", self._cards
        yield "window.stems", self.stems
        yield "window.flags", self.flags
        yield "window.sentences", self.sentences
        yield "window.zones", self.zones
        yield "window.titles", self.titles
        yield "window.terms", self.terms
        yield "window.weights", self.weights

    def load(self, sections: Mapping[str, bytes]) -> None:
        """Replace the table by a dumped one; the logs are loaded after that."""
        self.base = unpack(sections["window.base"], int)
        self._rows.fill(sections["window.rows"])
        self._alive.fill(sections["window.alive"])
        self._view()
