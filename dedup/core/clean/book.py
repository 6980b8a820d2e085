"""Rules → a book of them, which tells where in a text which rule is worth trying.

Most articles hold no furniture outside their first and last lines. One pass over the characters
looks for the guards of all rules at once, each in the part of the text that is its rule's zone.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from dedup.core.clean.rule import Rule, Zone
from dedup.core.kernels import places as kernel

_ZONES: tuple[Zone, ...] = get_args(Zone)  # their order is that of the numbers in the kernel
_OPENING = [ord(bracket) for bracket in "[(<【◀"]  # in the order of their classes

Places = dict[int, list[int]]  # by the number of the rule, its positions; both ascending

_POSITION = (1 << kernel.BITS) - 1
_CLASSES = 255  # characters that a book's guards may begin with, or have behind that
_RULE = (1 << kernel.RULE_BITS) - 1


class Book(Struct, frozen=True):
    """Rules in the order in which they are tried, and their guards as arrays."""

    rules: tuple[Rule, ...]
    guards: kernel.Guards


def bind(rules: Iterable[Rule]) -> Book:
    """Return the rules zone by zone; within a zone they keep their order."""
    ordered = tuple(sorted(rules, key=lambda rule: _ZONES.index(rule.zone)))
    members: dict[str, list[tuple[int, int, bool]]] = {}
    for nth, rule in enumerate(ordered):
        for literal in rule.guards:
            members.setdefault(literal, []).append((nth, _ZONES.index(rule.zone), False))
        for literal in rule.needs:
            members.setdefault(literal, []).append((nth, kernel.ANYWHERE, True))
    return Book(
        rules=ordered,
        guards=_arrays(members, needing=np.array([bool(rule.needs) for rule in ordered])),
    )


def _arrays(
    members: Mapping[str, Sequence[tuple[int, int, bool]]], *, needing: NDArray[np.bool_]
) -> kernel.Guards:
    """Lay out which literals belong to which rules; `members` are rows of (rule, zone, needed)."""
    begun_by = {ord(character) for literal in members for character in literal[:2]}
    codes = [*_OPENING, *sorted(begun_by.difference(_OPENING))]
    assert len(codes) <= _CLASSES, "a class is one byte"
    classes = np.zeros(65536, np.uint8)
    classes[codes] = range(1, len(codes) + 1)
    groups: dict[tuple[int, int], list[str]] = {}
    for literal in sorted(members):
        one, *others = classes[[ord(character) for character in literal[:2]]].tolist()
        for other in others or range(len(codes) + 1):  # what follows a lone character is open
            groups.setdefault((one, other), []).append(literal)
    pairs = np.zeros((len(codes) + 1, len(codes) + 1), np.uint16)
    starts, rows = [0, 0], []  # group 0 is empty
    letters: list[int] = []
    flat: list[tuple[int, int, bool]] = []
    for number, (pair, literals) in enumerate(sorted(groups.items()), 1):
        pairs[pair] = number
        for literal in literals:
            begun = len(letters), len(flat)
            letters += map(ord, literal)
            flat += members[literal]
            zones = sum(1 << zone for zone in {zone for _, zone, _ in members[literal]})
            rows.append((begun[0], len(letters), begun[1], len(flat), zones))
        starts.append(len(rows))
    begins = pairs.astype(np.bool_)
    begins[1 : kernel.OPENING + 1] = True
    return kernel.Guards(
        classes=classes,
        begun=begins,
        pairs=pairs,
        groups=np.array(starts, np.int32),
        rows=np.array(rows, np.int32),
        letters=np.array(letters, np.uint32),
        members=np.array(flat, np.int32),
        needing=needing,
    )


def places(texts: Sequence[str], *, book: Book) -> list[Places]:
    """Return for each text where rules of the book are worth trying.

    Texts are folded. What a position is depends on the zone (`dedup.core.kernels.places`).
    """
    points = np.frombuffer(
        "".join([f"{text}\n" for text in texts]).encode("utf-32-le", "replace"), np.uint32
    )
    sizes = np.array([len(text) + 1 for text in texts], np.int64)
    found: list[Places] = [{} for _ in texts]
    for place in kernel.places(points, sizes, *book.guards).tolist():
        text, rule = place >> kernel.BITS + kernel.RULE_BITS, place >> kernel.BITS & _RULE
        found[text].setdefault(rule, []).append(place & _POSITION)
    return found
