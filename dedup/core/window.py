"""The articles that take part: one slot each, in arrays, oldest first.

An article is named by its number `n` in the order of admission, for ever; its slot is
`n - base`. Slots of articles whose time is over stay readable until `compact` drops them.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from dedup.core.arrays import Growable, Log, Pool, Pools, in_memory, pack, total_bytes, unpack
from dedup.core.article import DAY, Micros
from dedup.core.cards import Card, Cards
from dedup.core.days import day_of_month
from dedup.core.fingerprint import Fingerprint
from dedup.core.hand import Hand
from dedup.core.kernels.laid import STEM, mark
from dedup.core.kernels.vector import SHARES

ROW = np.dtype(
    [
        ("at", np.int64),
        ("until", np.int64),  # the watermark at which the article stops taking part
        ("moment", np.int64),  # when it was published, as well as is known: for events
        ("earliest", np.int64),  # before this it was not published; 0 where nobody says
        ("family", np.int64),  # key of the family
        ("event", np.int64),  # key of the event
        ("stems", np.int64),  # start in the pool
        ("sentences", np.int64),
        ("titles", np.int64),
        ("vector", np.int64),
        ("card", np.int64),
        ("text", np.int64),
        ("links", np.int64),
        ("stem_count", np.int32),
        ("sentence_count", np.int32),
        ("title_count", np.int32),
        ("term_count", np.int32),  # 0: no event vector (a copy)
        ("link_count", np.uint8),
        ("mass", np.int32),  # of its stems, as they weigh when it comes
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
VECTOR_BYTES = 4 + 2 * SHARES  # a term


def moment_of(fingerprint: Fingerprint, at: Micros) -> int:
    """Return the time of publication; within a day without a time, the nearest to `at`."""
    published = fingerprint.published
    if published is None or published > at:
        return at
    if fingerprint.published_day:
        return min(at, published + DAY - 1)
    return published


class Window:
    """The memory of articles; `rows` is the table, the pools hold what has no fixed length."""

    def __init__(self, *, cold: Pools = in_memory) -> None:
        """Begin empty; `cold` makes a pool for what is read rarely."""
        self.base = 0  # number of the article in the first slot
        self.longest = 0  # stems of the longest article there was
        self._rows = Growable(ROW)
        self._alive = Growable(np.bool_)
        self._cards = Cards()
        self._texts = cold()
        self._vectors = cold()  # of each its terms, then SHARES weights a term
        self.hand = Hand()
        self.stems = Growable(np.uint32, 1 << 16)  # with flags in their last bits, see `laid`
        self.idf = Growable(np.uint8, 1 << 16)  # what stems weigh, see `Verifier.weigh`
        self.sentences = Growable(np.int32, 1 << 14)
        self.zones = Growable(np.uint8, 1 << 14)
        self.titles = Growable(np.uint32, 1 << 14)
        self._links = Growable(np.uint32, 1 << 12)
        self._viewed = 0  # rows in `columns`
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
        """Bytes reserved by the arrays."""
        return (
            total_bytes(
                (
                    self._rows,
                    self._alive,
                    self._cards.packed,
                    self._texts,
                    self._vectors,
                    self.stems,
                    self.idf,
                    self.sentences,
                    self.zones,
                    self.titles,
                    self._links,
                )
            )
            + self.hand.nbytes
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
        card = self._cards.known.get(n)
        if card is None:
            card = self._cards.read(n, *self._extent("card", self._cards.packed, n))
        return card

    def text(self, n: int) -> bytes:
        """Return the cleaned body of article `n`: zstd, or nothing where it is empty."""
        return self._texts.read(*self._extent("text", self._texts, n))

    def _extent(self, name: str, pool: Growable | Pool, n: int) -> tuple[int, int]:
        """Return where an article's part of a pool stands in which they follow in their order."""
        end = self.get(name, n + 1) if n + 1 < self.next else pool.size
        return self.get(name, n), end

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
            if fingerprint.undated:  # then it is the day of a month, negative
                month_days |= 1 << (-day & 31)
            else:
                days |= 1 << (day % 64)
                month_days |= 1 << day_of_month(day)
        self._rows.append(
            (
                at, until, moment_of(fingerprint, at), fingerprint.published or 0, n, n,
                self.stems.size, self.sentences.size,
                self.titles.size, 0, self._cards.packed.size, self._texts.size, 0,
                stems.size, max(0, offsets.size - 1), titles.size, 0, 0, 0, days, month_days,
                series_day, 0, fingerprint.undated, fingerprint.published_day, 0, 0,
            )
        )  # fmt: skip
        self.longest = max(self.longest, stems.size)
        self._alive.append(True)
        self.hand.places.append(0)
        self._view()
        begin = self.stems.size
        self.stems.skip(stems.size)
        flags = np.frombuffer(fingerprint.quoted, np.uint8)
        mark(stems, flags, self.stems.room[begin : begin + stems.size])
        self.idf.skip(stems.size)
        self.sentences.extend(offsets)
        self.zones.extend(np.frombuffer(fingerprint.zones, np.uint8))
        if offsets.size:
            self.zones.append(0)  # one zone more, so that zones and offsets share their starts
        self.titles.extend(titles & STEM)
        self._cards.add(n, fingerprint)
        self._texts.extend(np.frombuffer(fingerprint.text, np.uint8))
        return n

    def set_terms(self, n: int, terms: NDArray[np.uint32], weights: NDArray[np.uint16]) -> None:
        """Keep the event vector of article `n`: terms by falling weight, SHARES weights a term."""
        self.put("vector", n, self._vectors.size)
        self.put("term_count", n, terms.size)
        self._vectors.extend(terms.view(np.uint8))
        self._vectors.extend(weights.reshape(-1).view(np.uint8))
        self.hand.put(n - self.base, terms, weights.reshape(-1))

    def take_in_hand(self, n: int) -> None:
        """Have the event vector of article `n`, if it has one, where the kernels read it."""
        slot, count = n - self.base, self.get("term_count", n)
        if count == 0 or self.hand.places.room.item(slot) >= self.hand.least:
            return
        start = self.get("vector", n)
        kept = self._vectors.read(start, start + VECTOR_BYTES * count)
        terms = np.frombuffer(kept, np.uint32, count)
        self.hand.put(slot, terms, np.frombuffer(kept, np.uint16, offset=terms.nbytes))

    def set_links(self, n: int, others: Sequence[int]) -> None:
        """Keep which articles before article `n` it is a copy of."""
        self.put("links", n, self._links.size)
        self.put("link_count", n, len(others))
        self._links.extend(n - np.array(others))

    def links(self, n: int) -> list[int]:
        """Return what `set_links` was given, nothing where it was not called."""
        start = self.get("links", n)
        distances = self._links.room[start : start + self.get("link_count", n)].tolist()
        return [n - distance for distance in distances]

    def compact(self, cut: int) -> None:
        """Forget the slots before `cut`. What is set later is kept in the order of that."""
        rows = self._rows.data
        kept = rows[cut:]
        pools: dict[str, Growable | Pool] = {
            "stems": self.stems,
            "sentences": self.sentences,
            "titles": self.titles,
            "card": self._cards.packed,
            "text": self._texts,
        }
        first = {
            name: int(kept[name][0]) if kept.size else pool.size for name, pool in pools.items()
        }
        for name, count, later in (
            ("vector", "term_count", self._vectors),
            ("links", "link_count", self._links),
        ):
            set_later = kept[name][kept[count] > 0]
            first[name] = int(set_later.min()) if set_later.size else later.size
        self._rows.drop(cut)
        self._alive.drop(cut)
        self.hand.places.drop(cut)
        self._view()
        rows = self._rows.data
        for name, dropped in first.items():
            rows[name] -= dropped
        for name, whole in pools.items():
            whole.drop(first[name])
        self.idf.drop(first["stems"])
        self.zones.drop(first["sentences"])
        self._vectors.drop(first["vector"])
        self._links.drop(first["links"])
        self.base += cut

    def _view(self) -> None:
        """Look at the columns anew where the table has moved."""
        table = self._rows.room
        if table.size != self._viewed:
            self._viewed = table.size
            self.columns = {name: table[name] for name in ROW.names or ()}

    def dump(self) -> Iterator[tuple[str, bytes]]:
        """Yield what changes as sections: the table."""
        yield "window.base", pack(self.base)
        yield "window.rows", self._rows.dump()
        yield "window.alive", self._alive.dump()

    def logs(self) -> Iterator[tuple[str, Log]]:
        """Yield what is only appended to."""
        yield "window.cards", self._cards.packed
        yield "window.texts", self._texts
        yield "window.stems", self.stems
        yield "window.idf", self.idf
        yield "window.sentences", self.sentences
        yield "window.zones", self.zones
        yield "window.titles", self.titles
        yield "window.vectors", self._vectors
        yield "window.links", self._links

    def load(self, sections: Mapping[str, bytes]) -> None:
        """Replace the table by a dumped one; the logs are loaded after that."""
        self.base = unpack(sections["window.base"], int)
        self._rows.fill(sections["window.rows"])
        self._alive.fill(sections["window.alive"])
        self._cards.forget()
        self.hand = Hand()
        self.hand.places.skip(self._rows.size)
        self._viewed = 0
        self.longest = int(self._rows.data["stem_count"].max(initial=0))
        self._view()
