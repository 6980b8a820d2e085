"""Labels and assignments → a report: how well, label by label, and which pairs are wrong. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice
from typing import Literal

from msgspec import Struct

from dedup.core.ledger import LEVELS
from dedup.core.quality import (
    COPIES,
    EVENTS,
    LABELS,
    Judgement,
    Score,
    b_cubed,
    score_clusters,
    score_pairs,
    side,
)
from dedup.core.update import Level
from dedup.formats import assignments as table
from dedup.formats import labels as files
from dedup.formats.labels import ClusterLabels, Pair, PairLabels

Measure = Literal["pairs", "weighted", "B³", "all pairs"]
CLASSES: dict[Level, frozenset[str]] = {"family": COPIES, "event": EVENTS}

Placed = Mapping[Level, Mapping[str, str]]  # where each article stands, by assigned level


class Figure(Struct, frozen=True):
    """One line of the report.

    Pairs are labelled ones, each as it is or weighted by what it stands for; clusters are measured
    by B³ and by all pairs of their articles.
    """

    level: Level
    measure: Measure
    score: Score


class LabelRow(Struct, frozen=True):
    """What became of the pairs that readers gave one label, or two (`C/E`)."""

    label: str
    pairs: int
    families: int  # of them in one family
    events: int  # of them in one event


class Wrong(Struct, frozen=True, kw_only=True):
    """A pair that was put together and is apart, or the other way round."""

    level: Level
    was: Literal["joined", "apart"]
    a: str
    b: str
    labels: tuple[str, ...]
    weight: float


class Report(Struct, frozen=True, kw_only=True):
    """What one file of labels says about the assignments."""

    figures: tuple[Figure, ...]
    labels: tuple[LabelRow, ...]
    wrong: tuple[Wrong, ...]
    absent: int  # labelled articles without assignment; they count as apart
    unassigned: tuple[Level, ...]  # levels that the assignments leave out; nothing is said of them


def evaluate_lines(
    labels: Iterable[bytes], assignments: Iterable[bytes], *, errors: int = 0
) -> Report:
    """Return the report of one file of labels, with up to `errors` wrong pairs of each kind.

    Raises InputError where one of the two cannot be read.
    """
    return report(files.decode(labels), placed(assignments), errors=errors)


def placed(assignments: Iterable[bytes]) -> Placed:
    """Return where the articles of a table stand, on the levels that it assigns them to."""
    found: dict[Level, dict[str, str]] = {level: {} for level in LEVELS}
    for assignment in table.decode(assignments):
        if assignment.family:
            found["family"][assignment.article] = assignment.family
        if assignment.event:
            found["event"][assignment.article] = assignment.event
    assigned: Placed = {level: told for level, told in found.items() if told}
    return assigned or found  # nobody is assigned: all are apart


def report(labels: PairLabels | ClusterLabels, found: Placed, *, errors: int) -> Report:
    """Return how well `found` fits the labels; wrong pairs of most weight come first."""
    wrong: Iterable[Wrong] = ()
    if isinstance(labels, PairLabels):
        articles = {article for pair in labels.pairs for article in (pair.a, pair.b)}
        figures, wrong = _by_pairs(labels.pairs, found)
    else:
        articles = {article for told in labels.clusters.values() for article in told}
        figures = list(_by_clusters(labels.clusters, found))
        if errors:
            wrong = _wrong_clusters(labels.clusters, found)
    return Report(
        figures=tuple(figures),
        labels=tuple(_label_rows(labels.pairs, found)) if isinstance(labels, PairLabels) else (),
        wrong=tuple(_first(wrong, errors)),
        absent=len(articles.difference(*found.values())),
        unassigned=tuple(level for level in LEVELS if level not in found),
    )


def _by_pairs(pairs: Sequence[Pair], found: Placed) -> tuple[list[Figure], list[Wrong]]:
    figures: list[Figure] = []
    wrong: list[Wrong] = []
    weighted = any(pair.weight != 1 for pair in pairs)
    for level, clusters in found.items():
        judged: list[Judgement] = []
        for pair in pairs:
            true = side(pair.labels, CLASSES[level])
            joined = _together(pair.a, pair.b, clusters)
            if true is None:
                continue
            judged.append(Judgement(true, joined, pair.weight, pair.group, pair.stratum))
            if true is not joined:
                wrong.append(_wrong(level, joined, pair))
        if weighted:
            figures.append(Figure(level, "weighted", score_pairs(judged)))
            judged = [Judgement(j.true, j.joined, 1, j.group, j.stratum) for j in judged]
        figures.append(Figure(level, "pairs", score_pairs(judged)))
    return figures, wrong


def _by_clusters(true: Mapping[Level, Mapping[str, str]], found: Placed) -> Iterator[Figure]:
    for level, told in true.items():
        if level in found:
            yield Figure(level, "B³", b_cubed(found[level], told))
            yield Figure(level, "all pairs", score_clusters(found[level], told))


def _wrong_clusters(true: Mapping[Level, Mapping[str, str]], found: Placed) -> Iterator[Wrong]:
    for level, told in true.items():
        if level not in found:
            continue
        here = {article: found[level].get(article) or f"\0{article}" for article in told}
        yield from _examples(level, "joined", here, told)
        yield from _examples(level, "apart", told, here)


def _examples(
    level: Level,
    was: Literal["joined", "apart"],
    within: Mapping[str, str],
    across: Mapping[str, str],
) -> Iterator[Wrong]:
    """Yield one pair for every two clusters of `across` that meet in one of `within`.

    Its weight is the number of such pairs; the articles are the first of either side.
    """
    parts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for article in sorted(within):
        parts[within[article]][across[article]].append(article)
    for part in parts.values():
        for one, other in combinations(part.values(), 2):
            weight = len(one) * len(other)
            yield Wrong(level=level, was=was, a=one[0], b=other[0], labels=(), weight=float(weight))


def _label_rows(pairs: Sequence[Pair], found: Placed) -> Iterator[LabelRow]:
    """Yield a row for every label in the order of closeness, then one for every disagreement."""
    rows: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for pair in pairs:
        row = rows["/".join(sorted(set(pair.labels), key=LABELS.index))]
        row[0] += 1
        row[1] += _together(pair.a, pair.b, found.get("family", {}))
        row[2] += _together(pair.a, pair.b, found.get("event", {}))
    for label in sorted(rows, key=lambda label: (len(label), [LABELS.find(c) for c in label])):
        yield LabelRow(label, *rows[label])


def _together(a: str, b: str, clusters: Mapping[str, str]) -> bool:
    cluster = clusters.get(a)
    return bool(cluster) and cluster == clusters.get(b)


def _wrong(level: Level, joined: bool, pair: Pair) -> Wrong:  # noqa: FBT001  # what it was
    return Wrong(
        level=level,
        was="joined" if joined else "apart",
        a=pair.a,
        b=pair.b,
        labels=pair.labels,
        weight=pair.weight,
    )


def _first(wrong: Iterable[Wrong], errors: int) -> Iterator[Wrong]:
    """Yield the heaviest of each kind; ties in the order of the labels."""
    kinds: dict[tuple[Level, str], list[Wrong]] = {
        (level, was): [] for level in LEVELS for was in ("joined", "apart")
    }
    for pair in wrong:
        kinds[pair.level, pair.was].append(pair)
    for found in kinds.values():
        yield from islice(sorted(found, key=lambda pair: -pair.weight), errors)
