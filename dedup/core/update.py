"""What goes out: one message to downstream about one cluster. Values only.

Every admitted, late or revised article yields exactly one family update and one event update that
names it; lifecycle changes (merged, split, closed, …) are further updates. Reading them in `seq`
order is enough to know every article's clusters at any moment (see `ledger`).
"""

from typing import Literal

from msgspec import Struct

from dedup.core.article import Micros

SCHEMA = "dedup.update/1"

Level = Literal["family", "event"]
Change = Literal["opened", "joined", "merged", "split", "revised", "retracted", "closed"]
Relation = Literal[
    "origin", "verbatim", "trimmed", "extended", "rewritten", "composite", "version", "single"
]


class Passage(Struct, frozen=True, kw_only=True, gc=False):
    """Text that two articles share: character offsets [start, end) into both cleaned texts."""

    start: int
    end: int
    other_start: int
    other_end: int
    text: str | None = None


class Feature(Struct, frozen=True, gc=False):
    """One explained signal of a decision. Contributions add up, with the bias, to the log-odds."""

    name: str
    value: float
    contribution: float


class Match(Struct, frozen=True, kw_only=True, gc=False):
    """Why: compared with whom, and how much of either text the other holds."""

    article: str
    score: float  # 0 to 1, calibrated: the share of such pairs that readers call the same
    coverage: float | None = None  # share of this article's characters found in the other
    coverage_other: float | None = None  # share of the other's characters found in this one
    features: tuple[Feature, ...] = ()
    passages: tuple[Passage, ...] = ()


class Counts(Struct, frozen=True, kw_only=True, gc=False):
    """Members of the cluster after this update."""

    total: int
    unique: int  # neither reprint nor version
    reprints: int
    versions: int
    outlets: int


class Origin(Struct, frozen=True, kw_only=True, gc=False):
    """Who the others come from, with the evidence; `article` is None where it is `unseen`."""

    article: str | None
    outlet: str
    agency: str
    evidence: tuple[str, ...]


class Times(Struct, frozen=True, kw_only=True, gc=False):
    """First and last publication in the cluster, and the article's lag behind the origin (s)."""

    first: Micros | None
    last: Micros | None
    lag: float | None = None


class Link(Struct, frozen=True, kw_only=True, gc=False):
    """Partial reuse: text shared with an article of another family; never membership."""

    article: str
    cluster: str
    coverage: float
    coverage_other: float


class Update(Struct, frozen=True, kw_only=True, gc=False):
    """One message to downstream.

    `change` says what happened to `cluster`: opened (by `article`), joined (by `article`), merged
    (all of `previous` now belongs to `cluster`), split (`article` moved from `previous` to
    `cluster`), revised (`article` has a new revision; `previous` is set where it also moved),
    retracted (`article` was withdrawn while it took part), closed (no article can join any more; a
    cluster that never had a second article ends unsaid, one window after its own).
    """

    seq: int
    shard: int
    at: Micros
    cluster: str
    level: Level
    revision: int
    change: Change
    previous: str | None = None
    article: str
    outlet: str = ""
    relation: Relation | None = None
    late: bool = False
    match: Match | None = None
    links: tuple[Link, ...] = ()
    counts: Counts
    representative: str | None = None
    origin: Origin | None = None
    times: Times
    credited: str = ""  # the agency the article names as its source; "" where none
    version: str = ""  # the newsroom's version tag (속보, 1보, 종합, Update 2 …)
