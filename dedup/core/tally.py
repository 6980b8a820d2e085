"""Members of a cluster, counted: the same for families and events."""

from typing import Protocol

from dedup.core.update import Counts, Relation
from dedup.core.window import Window

RELATIONS: tuple[Relation, ...] = (
    "single", "origin", "verbatim", "trimmed", "extended", "rewritten", "composite", "version",
)  # fmt: skip
_VERSION = RELATIONS.index("version")
FIRST_COPY = RELATIONS.index("verbatim")  # all from here on are made from another
REPRINTS = RELATIONS[FIRST_COPY:_VERSION]


class Tally(Protocol):
    """What families and events count."""

    total: int
    reprints: int
    versions: int
    outlets: dict[str, int]
    first: int
    last: int
    latest: int  # the watermark at which the last member stops taking part


def count_in(record: Tally, n: int, *, window: Window) -> None:
    """Count an article of the window into a cluster."""
    relation = window.get("relation", n)
    moment = window.get("moment", n)
    empty = record.total == 0
    record.total += 1
    record.versions += relation == _VERSION
    record.reprints += FIRST_COPY <= relation < _VERSION
    outlet = outlet_of(n, window=window)
    record.outlets[outlet] = record.outlets.get(outlet, 0) + 1
    record.first = moment if empty else min(record.first, moment)
    record.last = moment if empty else max(record.last, moment)
    record.latest = max(record.latest, window.get("until", n))


def count_out(record: Tally, n: int, *, window: Window) -> None:
    """Take an article out of a cluster's counts; first and last stay as they were seen."""
    relation = window.get("relation", n)
    record.total -= 1
    record.versions -= relation == _VERSION
    record.reprints -= FIRST_COPY <= relation < _VERSION
    outlet = outlet_of(n, window=window)
    left = record.outlets.get(outlet, 1) - 1
    if left:
        record.outlets[outlet] = left
    else:
        record.outlets.pop(outlet, None)


def absorb(record: Tally, other: Tally) -> None:
    """Add the counts of a cluster that is merged into this one."""
    record.total += other.total
    record.versions += other.versions
    record.reprints += other.reprints
    for outlet, count in other.outlets.items():
        record.outlets[outlet] = record.outlets.get(outlet, 0) + count
    record.first = min(record.first, other.first)
    record.last = max(record.last, other.last)
    record.latest = max(record.latest, other.latest)


def counts_of(record: Tally) -> Counts:
    """Return the counts as updates show them."""
    return Counts(
        total=record.total,
        unique=record.total - record.reprints - record.versions,
        reprints=record.reprints,
        versions=record.versions,
        outlets=len(record.outlets),
    )


def outlet_of(n: int, *, window: Window) -> str:
    """Return an article's outlet as it is counted: an unknown one equals no other."""
    return window.card(n).outlet or f"?{n}"
