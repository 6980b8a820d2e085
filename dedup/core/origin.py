"""Members of a family → which one the others come from, with the evidence.

Strongest first: the outlet is the agency that the family's dateline names, also where its flash has
none, unless others who do not name it had the text an hour or a day before; then who published
first. A day without a time decides nothing. Where no agency is in
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
    card, after_others = window.card(n), _others_were_first(record)
    _note(record, [(window.get("moment", n), outlet_of(n, window=window))])
    if card.agency and not record.agency:
        record.agency = card.agency
    _note_agency(record, n, window=window)
    over = record.origin >= 0 and not window.holds(record.origin)
    if over or after_others != _others_were_first(record):  # or others have another rank now
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
    if record.agency == other.agency:
        record.credited |= other.credited
        since = [one.agency_since for one in (record, other) if one.agency_since]
        record.agency_since = min(since, default=0)
    if other.origin >= 0 and window.holds(other.origin):
        consider(record, other.origin, window=window)


def forget(record: Family, n: int, *, window: Window) -> None:
    """Take a member that was withdrawn, replaced or moved out of account; it is none any more."""
    outlet = outlet_of(n, window=window)
    evidence = window.card(n).agency == record.agency != ""
    if record.origin == n or evidence or any(outlet == early for _, early in record.early):
        record.early = [one for one in record.early if one[1] != outlet]
        if evidence:
            record.agency, record.credited, record.agency_since = "", False, 0
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


def _note_agency(record: Family, n: int, *, window: Window) -> None:
    """Keep since when the agency's own article is out, and whether a copy names the agency."""
    card = window.card(n)
    if not record.agency:
        return
    if not same_agency(record.agency, card.outlet):
        record.credited |= same_agency(record.agency, card.agency)
    elif earliest := window.get("earliest", n):
        slack = 0 if window.get("day_precision", n) else WITHIN
        since = earliest - slack
        record.agency_since = min(since, record.agency_since) if record.agency_since else since


def _others_were_first(record: Family) -> bool:
    """Say whether others had the text before the agency, and none of them names it."""
    return not record.credited and any(
        moment < record.agency_since and not same_agency(record.agency, outlet)
        for moment, outlet in record.early
    )


def _is_agency(n: int, record: Family, *, window: Window) -> bool:
    """Say whether an article's outlet is the agency that its or the family's dateline names."""
    card = window.card(n)
    return any(
        same_agency(agency, card.outlet) for agency in (card.agency, record.agency) if agency
    )


def _rank(n: int, record: Family, *, window: Window) -> tuple[bool, int, int]:
    """Order by: agency, then publication (days in whole days), then order of arrival."""
    agency = _is_agency(n, record, window=window) and not _others_were_first(record)
    return (not agency, window.get("moment", n), n)


def origin_of(record: Family, *, window: Window) -> Origin | None:
    """Return who the members come from; `article` is None where it is unseen."""
    n = record.origin
    if n < 0 or not window.holds(n):
        return None
    card = window.card(n)
    after_others = _others_were_first(record)
    if _is_agency(n, record, window=window) and not after_others:
        dateline = "dateline" if card.agency else "dateline of a version"
        return Origin(
            article=card.id, outlet=card.outlet, agency=card.agency or record.agency,
            evidence=("agency outlet", dateline),
        )  # fmt: skip
    if record.agency and not after_others:
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
