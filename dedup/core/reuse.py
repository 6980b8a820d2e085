"""A placed article → which member it was made from, what kind of copy, what else it took."""

from collections.abc import Sequence
from itertools import islice

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from dedup.core.clusters import Clusters
from dedup.core.family import Family, Near
from dedup.core.origin import origin_of
from dedup.core.update import Link, Relation
from dedup.core.verify import Alignment, Verifier
from dedup.core.window import Window

VERBATIM = 0.9  # coverage both ways
MOST = 0.8  # of a text that was trimmed, or of the one that was extended
LINKED = 0.2  # share of one text found in the other that makes a partial reuse
LINKED_OTHER = 0.3
LINKS = 3
# A composite has at least two parents that share no text with each other (rules and figures from
# made-up merges of two agency texts: recall .99).
COMPOSITE_PART = 0.2
COMPOSITE_TOP = 0.75
COMPOSITE_UNION = 0.6
VERSIONS = 3  # of one outlet's text that an article is held against
LACKING = 0.05  # of the article: what one may lack that another member has of it


class Reuse(Struct, frozen=True):
    """A link and what it covers of the article."""

    link: Link
    marks: NDArray[np.bool_]


class Made(Struct, frozen=True):
    """The member that an article was made from."""

    near: Near
    alignment: Alignment


def made_from(
    n: int, near: Sequence[Near], *, family: Family, window: Window, verifier: Verifier
) -> Made:
    """Return which of the members that an article reaches, best first, it was made from.

    An outlet's own article from its own versions, any other from those of the outlet that the
    family comes from, unless a fellow copy alone has its text; of the versions that hold it
    the one nearest both ways. Ties go to the latest published before the article.
    """
    best = Made(near[0], verifier.align(n, near[0].n))
    moment, own = window.get("moment", n), window.card(n).outlet
    outlet = own if own and family.outlets.get(own) else _origin_outlet(family, window=window)
    of_outlet = (member for member in near if outlet and window.card(member.n).outlet == outlet)
    versions = list(islice(of_outlet, VERSIONS))
    if not versions or (len(versions) == 1 and versions[0] is best.near):
        return best
    tried = [best if m is best.near else Made(m, verifier.align(n, m.n)) for m in versions]
    least = max(made.alignment.coverage for made in (best, *tried)) - LACKING
    tried = [made for made in tried if made.alignment.coverage >= least]

    def order(made: Made) -> tuple[float, bool, int, int]:
        both = made.alignment.coverage + made.alignment.coverage_other
        published = window.get("moment", made.near.n)
        return round(both, 2), published <= moment, published, made.near.n

    return max(tried, key=order, default=best)


def _origin_outlet(family: Family, *, window: Window) -> str:
    origin = origin_of(family, window=window)
    return "" if origin is None else origin.outlet


def links_of(
    n: int,
    others: Sequence[int],
    *,
    window: Window,
    verifier: Verifier,
    clusters: Clusters,
) -> tuple[Reuse, ...]:
    """Return partial reuse of members of other families, largest first."""
    found: list[Reuse] = []
    own = window.get("family", n)
    families: set[int] = {own}
    for m in others:
        family = window.get("family", m)
        if family in families:
            continue
        alignment = verifier.align(n, m)
        if alignment.coverage >= LINKED or alignment.coverage_other >= LINKED_OTHER:
            families.add(family)
            link = Link(
                article=window.card(m).id,
                cluster=clusters.id_of("family", family),
                coverage=alignment.coverage,
                coverage_other=alignment.coverage_other,
            )
            found.append(Reuse(link, alignment.marks))
    found.sort(key=lambda reuse: (-reuse.link.coverage, reuse.link.article))
    return tuple(found[:LINKS])


def relation_of(
    alignment: Alignment, links: Sequence[Reuse], *, own_outlet: str, family: Family
) -> Relation:
    """Return the copy type of an article by what it shares with its best match in the family."""
    if own_outlet and family.outlets.get(own_outlet):
        return "version"
    if alignment.coverage < COMPOSITE_TOP:
        for reuse in links:
            added = reuse.marks & ~alignment.marks
            share = float(added.sum()) / max(1, added.size)
            if share >= COMPOSITE_PART and alignment.coverage + share >= COMPOSITE_UNION:
                return "composite"
    mine, theirs = alignment.coverage, alignment.coverage_other
    if mine >= VERBATIM and theirs >= VERBATIM:
        return "verbatim"
    if mine >= MOST > theirs or mine >= VERBATIM > theirs:
        return "trimmed"
    if theirs >= MOST > mine or theirs >= VERBATIM > mine:
        return "extended"
    return "rewritten"
