"""A placed article → what kind of copy it is, and what else it took from other families."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from dedup.core.clusters import Clusters
from dedup.core.family import Family
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


class Reuse(Struct, frozen=True):
    """A link and what it covers of the article."""

    link: Link
    marks: NDArray[np.bool_]


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
