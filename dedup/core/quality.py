"""Clusters and labels → precision, recall and F1 with intervals. Pure: the same in, the same out.

Two ways to be judged: by labelled pairs (joined or not, as readers say) and by labelled clusters
(B³: Bagga & Baldwin 1998; and all pairs they contain). Intervals are 95 % percentile bootstraps
over the units that were drawn independently (stories, seeds, true clusters), within strata.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

RESAMPLES = 2_000  # Efron & Tibshirani 1993: at least 1,000 for percentile intervals
SEED = 20_160  # any fixed number: the interval is part of the output
LOW, HIGH = 2.5, 97.5  # percentiles of a 95 % interval

COPIES = frozenset("VCW")  # the same text: version, copy, near-copy
EVENTS = COPIES | frozenset("PE")  # the same happening: also partial reuse and own words
LABELS = "VCWPERDN"  # in this order of closeness


class Estimate(Struct, frozen=True):
    """A share with its 95 % interval."""

    value: float
    low: float
    high: float


class Score(Struct, frozen=True, kw_only=True):
    """How well something is found; a share of nothing is 0."""

    units: int  # what was judged: pairs, or articles for B³
    positive: int  # of the units, those that belong together
    found: int  # of the units, those that were put together
    precision: Estimate
    recall: Estimate
    f1: Estimate


class Judgement(Struct, frozen=True):
    """One pair: do they belong together, were they put together."""

    true: bool
    joined: bool
    weight: float = 1.0  # how many pairs of the whole this one stands for
    group: str = ""  # what was drawn: pairs of one group stand or fall together
    stratum: str = ""  # within which it was drawn


def side(labels: Iterable[str], positive: frozenset[str]) -> bool | None:
    """Return on which side of a class all readers are, or None where they are not on one."""
    sides = {label in positive for label in labels}
    return sides.pop() if len(sides) == 1 else None


def score_pairs(judgements: Sequence[Judgement]) -> Score:
    """Return weighted precision, recall and F1, with intervals over groups within strata."""
    units: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for judged in judgements:
        sums = units[judged.stratum, judged.group]
        sums[0] += judged.weight * (judged.true and judged.joined)
        sums[1] += judged.weight * judged.joined
        sums[2] += judged.weight * judged.true
    strata: dict[str, list[list[float]]] = defaultdict(list)
    for (stratum, _), sums in sorted(units.items()):
        strata[stratum].append(sums)
    drawn = _resampled([np.array(rows) for rows in strata.values()])
    return Score(
        units=len(judgements),
        positive=sum(judged.true for judged in judgements),
        found=sum(judged.joined for judged in judgements),
        **_shares(drawn[:, 0], drawn[:, 1], drawn[:, 0], drawn[:, 2]),
    )


def b_cubed(found: Mapping[str, str], true: Mapping[str, str]) -> Score:
    """Return B³ of the labelled articles: the mean share of each one's companions that is right.

    `found` and `true` say each article's cluster; one that `found` does not know, or knows in no
    cluster (""), is alone. What has no label is left out.
    """
    inside = {article: found.get(article) or f"\0{article}" for article in true}
    sizes, true_sizes = Counter(inside.values()), Counter(true.values())
    both = Counter((inside[article], true[article]) for article in true)
    units: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for (cluster, meant), shared in sorted(both.items()):
        sums = units[meant]
        sums[0] += shared * shared / sizes[cluster]
        sums[1] += shared * shared / true_sizes[meant]
        sums[2] += shared
    drawn = _resampled([np.array(list(units.values())).reshape(-1, 3)])
    return Score(
        units=len(true),
        positive=sum(true_sizes[meant] > 1 for meant in true.values()),
        found=sum(sizes[cluster] > 1 for cluster in inside.values()),
        **_shares(drawn[:, 0], drawn[:, 2], drawn[:, 1], drawn[:, 2]),
    )


def score_clusters(found: Mapping[str, str], true: Mapping[str, str]) -> Score:
    """Return precision, recall and F1 over all pairs of labelled articles, as in `b_cubed`."""
    inside = {article: found.get(article) or f"\0{article}" for article in true}
    sizes, true_sizes = Counter(inside.values()), Counter(true.values())
    both = Counter((inside[article], true[article]) for article in true)
    units: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for (cluster, meant), shared in sorted(both.items()):
        sums = units[meant]
        sums[0] += _pairs(shared)
        # A wrong pair lies between two true clusters: half of it is each one's.
        sums[1] += _pairs(shared) + shared * (sizes[cluster] - shared) / 2
    for meant, size in true_sizes.items():
        units[meant][2] = _pairs(size)
    drawn = _resampled([np.array(list(units.values())).reshape(-1, 3)])
    return Score(
        units=int(_pairs(len(true))),
        positive=int(sum(map(_pairs, true_sizes.values()))),
        found=int(sum(map(_pairs, sizes.values()))),
        **_shares(drawn[:, 0], drawn[:, 1], drawn[:, 0], drawn[:, 2]),
    )


def _pairs(count: int) -> float:
    return count * (count - 1) / 2


def _resampled(strata: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Sum the rows (units × sums) of all strata: first as they are, then of every resample."""
    generator = np.random.Generator(np.random.PCG64(SEED))
    total = np.zeros((1 + RESAMPLES, 3))
    for rows in strata:
        if len(rows):
            total[0] += rows.sum(axis=0)
            even = np.full(len(rows), 1 / len(rows))
            total[1:] += generator.multinomial(len(rows), even, size=RESAMPLES) @ rows
    return total


def _shares(
    right: NDArray[np.float64],
    found: NDArray[np.float64],
    recalled: NDArray[np.float64],
    true: NDArray[np.float64],
) -> dict[str, Estimate]:
    precision, recall = _divided(right, found), _divided(recalled, true)
    return {
        "precision": _estimate(precision),
        "recall": _estimate(recall),
        "f1": _estimate(_divided(2 * precision * recall, precision + recall)),
    }


def _divided(above: NDArray[np.float64], below: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)


def _estimate(drawn: NDArray[np.float64]) -> Estimate:
    """Take the first as the figure itself and the rest as resamples."""
    low, high = np.percentile(drawn[1:], [LOW, HIGH])
    return Estimate(float(drawn[0]), float(low), float(high))
