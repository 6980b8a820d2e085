"""Members of a family → which one the others come from, with the evidence.

Strongest first: the outlet is the agency that the family's dateline names, also where its flash has
none; then who published first. A day without a time decides nothing. Where no agency is in
the family and three outlets or more publish within an hour, the text comes from somebody who is not
in the feed: the origin is unseen.
"""

from dedup.core.article import HOUR
from dedup.core.family import Family
from dedup.core.update import Origin
from dedup.core.window import Window

OUTLETS = 3  # as many outlets at once publish a release, they do not copy each other
WITHIN = HOUR


def consider(record: Family, n: int, *, window: Window) -> bool:
    """Take a member into account; say whether it is the origin now."""
    card = window.card(n)
    few = len(record.outlets) <= OUTLETS and len(record.early) < OUTLETS
    if few and record.outlets.get(card.outlet, 0) <= 1:
        record.early = sorted([*record.early, window.get("moment", n)])
    if card.agency and not record.agency:
        record.agency = card.agency
    if record.origin < 0 or not window.holds(record.origin):
        better = True
    else:
        better = _rank(n, record, window=window) < _rank(record.origin, record, window=window)
    if better:
        record.origin = n
    return better


def _is_agency(n: int, record: Family, *, window: Window) -> bool:
    """Say whether an article's outlet is the agency that its or the family's dateline names."""
    card = window.card(n)
    return any(_same_name(agency, card.outlet) for agency in (card.agency, record.agency) if agency)


def _same_name(agency: str, outlet: str) -> bool:
    return agency.casefold().replace(" ", "") == outlet.casefold().replace(" ", "")


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
    if len(early) >= OUTLETS and early[-1] - early[0] <= WITHIN:
        return Origin(
            article=None, outlet="", agency="",
            evidence=("unseen", f"{OUTLETS} outlets within an hour"),
        )  # fmt: skip
    return Origin(article=card.id, outlet=card.outlet, agency="", evidence=("earliest",))
