"""core.fit: weights from labelled rows, and figures on rows that were not fitted on."""

import numpy as np
import pytest

from dedup.core.fit import fit, quality, unseen_odds

DICE = np.random.default_rng(7)
COLUMNS = DICE.normal(size=(600, 3)) * (1.0, 5.0, 0.2)
TRUE = COLUMNS[:, 0] * 2 - COLUMNS[:, 1] * 0.4 + DICE.logistic(size=600) > 0.5
ONES = np.ones(600)


def test_the_weights_that_made_the_labels_are_found_again():
    found = fit(COLUMNS, TRUE)
    assert found.weights[:2] == pytest.approx([2, -0.4], abs=0.4)
    assert found.bias == pytest.approx(-0.5, abs=0.3)


def test_a_column_that_says_nothing_changes_no_decision():
    odds = fit(np.column_stack([COLUMNS, np.ones(600)]), TRUE).odds(
        np.column_stack([COLUMNS, np.ones(600)])
    )
    assert odds == pytest.approx(fit(COLUMNS, TRUE).odds(COLUMNS), abs=1e-6)


def test_a_column_that_differs_by_rounding_only_weighs_nothing():
    rounded = np.where(TRUE, 1.0, 1.0 - 4e-5)  # as quantised shares do, it gives the labels away
    found = fit(np.column_stack([COLUMNS, rounded]), TRUE)
    assert found.weights[-1] == 0
    assert found.bias == pytest.approx(fit(COLUMNS, TRUE).bias, abs=1e-6)


def test_labels_that_separate_cleanly_still_give_finite_weights():
    found = fit(COLUMNS, COLUMNS[:, 0] > 0)
    assert np.isfinite(found.weights).all()
    assert found.weights[0] > 0


def test_rows_of_one_group_are_never_judged_by_weights_fitted_on_them():
    # within a group a column gives the label away; across groups it says nothing
    groups = [f"g{k // 20}" for k in range(600)]
    truth = np.repeat(DICE.random(30) < 0.5, 20)
    secret = np.repeat(np.eye(30), 20, axis=0)
    dealt = unseen_odds(secret, truth, groups)
    assert fit(secret, truth).odds(secret)[truth].min() > 0
    assert quality(dealt, truth, ONES, threshold=0.5).f1 < 0.9


def test_a_higher_threshold_trades_recall_for_precision_and_weights_count():
    dealt = unseen_odds(COLUMNS, TRUE, [str(k) for k in range(600)])
    low, high = (quality(dealt, TRUE, ONES, threshold=each) for each in (0.3, 0.7))
    assert low.recall > high.recall
    assert low.precision < high.precision
    only_right = np.where((dealt[0] > 0) == TRUE, 1.0, 0.0)
    assert quality(dealt[:1], TRUE, only_right, threshold=0.5).f1 == pytest.approx(1)
