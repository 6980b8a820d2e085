"""What is said about an article in updates, but never computed with: packed, some sixty bytes."""

from collections import OrderedDict

import msgspec
import numpy as np
from msgspec import Struct

from dedup.core.arrays import Growable, pack
from dedup.core.fingerprint import Fingerprint
from dedup.core.revision import lengthen, shorten

KNOWN = 2048  # kept as objects, half a megabyte: an article is named several times when it comes


class Card(Struct, frozen=True, array_like=True, gc=False):
    """One article's card."""

    id: str
    revision: str
    outlet: str
    agency: str
    version: str


_Packed = tuple[str, bytes, str, str, str]  # a card with its revision in bytes
_unpack = msgspec.msgpack.Decoder(_Packed).decode


class Cards:
    """All cards, one after the other in `packed`; who asks for one says where it stands."""

    def __init__(self) -> None:
        self.packed = Growable(np.uint8, 1 << 16)
        self.known: OrderedDict[int, Card] = OrderedDict()  # the newest read, by number
        self._outlets: dict[str, str] = {}  # one string each, however many articles name it

    def add(self, n: int, fingerprint: Fingerprint) -> None:
        """Write the card of article `n` behind all others."""
        given, named = fingerprint, fingerprint.credits
        outlet = self._outlets.setdefault(given.outlet, given.outlet)
        self._know(n, Card(given.id, given.revision, outlet, named.agency, named.version))
        row = (given.id, shorten(given.revision), outlet, named.agency, named.version)
        self.packed.extend(np.frombuffer(pack(row), np.uint8))

    def read(self, n: int, begin: int, end: int) -> Card:
        """Return the card of article `n`, which stands there in `packed`."""
        name, revision, outlet, *more = _unpack(self.packed.room[begin:end].tobytes())
        outlet = self._outlets.setdefault(outlet, outlet)
        card = Card(name, lengthen(revision), outlet, *more)
        self._know(n, card)
        return card

    def forget(self) -> None:
        """Let go of the objects: other cards are loaded."""
        self.known.clear()

    def _know(self, n: int, card: Card) -> None:
        if len(self.known) == KNOWN:
            self.known.popitem(last=False)
        self.known[n] = card
