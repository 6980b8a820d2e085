"""Labelled evidence → weights, and how good they are on what they were not fitted on. Pure.

A logistic regression with a ridge, by Newton's method on standardised columns. It is judged by
cross-validation over groups (seeds, stories): pairs of one group stand or fall together.
"""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

RIDGE = 1.0  # on standardised columns; from .3 to 10 nothing changes
FOLDS = 5
DEALS = 5  # ways of dealing groups to folds, averaged
STEPS = 30  # of Newton's method; ten are enough
FLAT = 1e-2  # standard deviation; a column with less says nothing, at any sane weight


class Fitted(Struct, frozen=True):
    """A logistic over raw columns."""

    weights: NDArray[np.float64]
    bias: float

    def odds(self, columns: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the log-odds of rows."""
        result: NDArray[np.float64] = columns @ self.weights + self.bias
        return result


class Quality(Struct, frozen=True):
    """Precision, recall and F1 at one threshold."""

    threshold: float
    precision: float
    recall: float
    f1: float


def fit(columns: NDArray[np.float64], true: NDArray[np.bool_], *, ridge: float = RIDGE) -> Fitted:
    """Return the weights that fit best; rows count the same, and a flat column weighs nothing."""
    mean, spread = columns.mean(axis=0), columns.std(axis=0) + 1e-9
    spread[spread < FLAT] = np.inf  # or rounding errors would be blown up to evidence
    rows = np.column_stack([(columns - mean) / spread, np.ones(len(columns))])
    penalty = np.eye(rows.shape[1]) * ridge
    penalty[-1, -1] = 0.0
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        probability = _probability(rows @ weights)
        slope = rows.T @ (probability - true) + penalty @ weights
        bend = (rows * (probability * (1.0 - probability))[:, None]).T @ rows + penalty
        weights -= np.linalg.solve(bend + np.eye(len(bend)) * 1e-9, slope)
    raw = weights[:-1] / spread
    return Fitted(raw, float(weights[-1] - raw @ mean))


def unseen_odds(
    columns: NDArray[np.float64], true: NDArray[np.bool_], groups: Sequence[str]
) -> list[NDArray[np.float64]]:
    """Return, for each way of dealing, every row's log-odds by weights fitted without its fold."""
    dealt: list[NDArray[np.float64]] = []
    for deal in range(DEALS):
        folds = np.array([_fold(group, deal) for group in groups])
        odds = np.zeros(len(columns))
        for fold in range(FOLDS):
            out = folds == fold
            if out.any() and not out.all():
                odds[out] = fit(columns[~out], true[~out]).odds(columns[out])
        dealt.append(odds)
    return dealt


def quality(
    odds: Sequence[NDArray[np.float64]],
    true: NDArray[np.bool_],
    weights: NDArray[np.float64],
    *,
    threshold: float,
) -> Quality:
    """Return the mean quality over the deals where probabilities from `threshold` join."""
    limit = np.log(threshold / (1.0 - threshold))
    shares = np.zeros(3)
    for each in odds:
        joined = each >= limit
        right = float(weights[joined & true].sum())
        found, meant = float(weights[joined].sum()), float(weights[true].sum())
        shares += (
            right / max(found, 1e-9),
            right / max(meant, 1e-9),
            2.0 * right / max(found + meant, 1e-9),
        )
    precision, recall, f1 = (shares / max(1, len(odds))).tolist()
    return Quality(threshold, precision, recall, f1)


def _fold(group: str, deal: int) -> int:
    digest = blake2b(f"{deal}\0{group}".encode(), digest_size=8, person=b"dedup.fold").digest()
    return int.from_bytes(digest, "little") % FOLDS


def _probability(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    result: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.clip(odds, -40.0, 40.0)))
    return result
