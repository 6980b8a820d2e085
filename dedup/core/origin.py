"""Members of a family → which one the others come from, with the evidence.

Strongest first: the outlet is the agency that the family's dateline names, also where its flash has
none; then who published first. A day without a time decides nothing. Where no agency is in
the family and three outlets or more publish within an hour, the text comes from somebody who is not
in the feed: the origin is unseen.
"""

from collections.abc import Sequence

from dedup.core.agencies import same_agency
from dedup.core.article import HOUR
from dedup.core.family import Family
from dedup.core.tally import outlet_of
from dedup.core.update import Origin
from dedup.core.window import Window

OUTLETS = 3  # as many outlets at once publish a release, they do not copy each other
WITHIN = HOUR
CONSIDERED = 64  # members looked at for a new origin, in the order of admission


def consider(record: Family, n: int, *, window: Window) -> None:
    """Take a member into account."""
    card = window.card(n)
    _note(record, [(window.get("moment", n), outlet_of(n, window=window))])
    if card.agency and not record.agency:
        record.agency = card.agency
    if record.origin >= 0 and not window.holds(record.origin):  # it was over long ago
        record.origin = -1
        _ask_again(record, window=window)
    if record.origin < 0 or _rank(n, record, window=window) < _rank(
        record.origin, record, window=window
    ):
        record.origin = n


def consider_all(record: Family, other: Family, *, window: Window) -> None:
    """Take what is known of a family into account that is merged into this one."""
    _note(record, other.early)
    record.agency = record.agency or other.agency
    if other.origin >= 0 and window.holds(other.origin):
        consider(record, other.origin, window=window)


def forget(record: Family, n: int, *, window: Window) -> None:
    """Take a member that was withdrawn, replaced or moved out of account; it is none any more."""
    outlet = outlet_of(n, window=window)
    evidence = window.card(n).agency == record.agency != ""
    if record.origin == n or evidence or any(outlet == early for _, early in record.early):
        record.early = [one for one in record.early if one[1] != outlet]
        record.agency = "" if evidence else record.agency
        record.origin = -1 if record.origin == n else record.origin
        _ask_again(record, window=window)


def _ask_again(record: Family, *, window: Window) -> None:
    for member in record.members[:CONSIDERED]:
        consider(record, member, window=window)


def _note(record: Family, early: Sequence[tuple[int, str]]) -> None:
    """Keep the first three outlets, by the first that each has published."""
    firsts: dict[str, int] = {}
    for moment, outlet in sorted([*record.early, *early]):
        firsts.setdefault(outlet, moment)
    record.early = [(moment, outlet) for outlet, moment in list(firsts.items())[:OUTLETS]]


def _is_agency(n: int, record: Family, *, window: Window) -> bool:
    """Say whether an article's outlet is the agency that its or the family's dateline names."""
    card = window.card(n)
    return any(
        same_agency(agency, card.outlet) for agency in (card.agency, record.agency) if agency
    )


def _rank(n: int, record: Family, *, window: Window) -> tuple[bool, int, int]:
    """Order by: agency, then publication (days in whole days), then order of arrival."""
    return (not _is_agency(n, record, window=window), window.get("moment", n), n)


def origin_of(record: Family, *, window: Window) -> Origin | None:
    """Return who the members come from; `article` is None where it is unseen."""
    n = record.origin
    if n < 0 or not window.holds(n):
        return None
    card = window.card(n)
    if _is_agency(n, record, window=window):
        dateline = "dateline" if card.agency else "dateline of a version"
        return Origin(
            article=card.id, outlet=card.outlet, agency=card.agency or record.agency,
            evidence=("agency outlet", dateline),
        )  # fmt: skip
    if record.agency:
        return Origin(
            article=None, outlet="", agency=record.agency, evidence=("dateline of a copy",)
        )
    early = record.early
    if len(early) >= OUTLETS and early[-1][0] - early[0][0] <= WITHIN:
        return Origin(
            article=None, outlet="", agency="",
            evidence=("unseen", f"{OUTLETS} outlets within an hour"),
        )  # fmt: skip
    return Origin(article=card.id, outlet=card.outlet, agency="", evidence=("earliest",))
