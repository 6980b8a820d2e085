"""core.kernels.vector: what an article is about, by weight."""

import numpy as np
import pytest
from happenings import article, vector_of, vectors_of

from dedup.core.kernels.vector import ONE, TERMS, TITLE_SHARE, by_falling


def test_a_vector_has_unit_length_and_falling_weights():
    _, window = vectors_of(article(1))
    weights = vector_of(window, 0)[1] / ONE
    assert 0 < len(weights) <= TERMS
    assert (np.diff(weights[:, 0]) <= 0).all()
    assert (weights[:, 0] ** 2).sum() == pytest.approx(1, abs=0.01)
    assert weights[:, TITLE_SHARE].sum() == pytest.approx(1, abs=0.01)


def test_a_long_text_keeps_its_heaviest_terms():
    body = "\n".join(f"낱말{n}호 사건{n}번" for n in range(400))
    _, window = vectors_of(article(1, body=body))
    assert window.row(0)["term_count"] == TERMS


def test_without_a_title_the_lead_stands_for_it():
    _, window = vectors_of(article(1, title=""))
    weights = vector_of(window, 0)[1]
    assert weights[:, TITLE_SHARE].sum() / ONE == pytest.approx(1, abs=0.01)


def test_a_word_told_often_weighs_more_than_one_told_once():
    once, often = "가람버들 ", "나루솔빛 "
    _, window = vectors_of(article(1, title="", body=once + often * 5))
    weights = vector_of(window, 0)[1][:, 0]
    assert weights[0] > 1.2 * weights[-1]


def test_numbers_are_ordered_by_falling_size_and_equal_ones_as_they_stand():
    values = np.array([0.5, 3.0, 0.0, 1e-9, 3.0, 70.25, 0.5], np.float32)
    assert by_falling(values).tolist() == [5, 1, 4, 0, 6, 3, 2]
    many = (np.random.default_rng(1).integers(0, 90, 999) / 7).astype(np.float32)
    assert (by_falling(many) == np.argsort(-many, kind="stable")).all()
