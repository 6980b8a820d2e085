"""core.kernels.sketch: signatures equal to datasketch's, and a FracMinHash sample."""

import numpy as np
import pytest
from datasketch import MinHash
from hypothesis import assume, given
from hypothesis import strategies as st
from reading import folded, hashes, read

from dedup.core.kernels.sketch import (
    PERMUTATIONS,
    SAMPLE_RATE,
    SHINGLE,
    sample,
)

LONG = "조선소 두 곳이 화물선 열두 척을 수주했다고 3일 공시했다. Two yards won 12 ships. " * 40


@pytest.mark.parametrize(
    "text",
    [
        "가",
        "a",
        "七",
        "두글",
        "네글자다",
        "다섯글자임",
        "여섯 글자예요",
        LONG,
        "東京都知事選",
        "السلام عليكم ورحمة",
        "ก็",
        "𠀀𠀁",
        "ㅋ" * 500,
    ],
)
def test_every_slot_of_a_signature_equals_datasketch(text):
    theirs = MinHash(num_perm=PERMUTATIONS, seed=1, scheme="affine32", hashfunc=int)
    theirs.update_batch(hashes(text).tolist())
    assert read(text).signature.tolist() == theirs.hashvalues.tolist()


@given(st.text(min_size=1, max_size=80))
def test_signatures_of_any_text_equal_datasketch(text):
    assume(hashes(text).size)
    theirs = MinHash(num_perm=PERMUTATIONS, seed=1, scheme="affine32", hashfunc=int)
    theirs.update_batch(hashes(text).tolist())
    assert read(text).signature.tolist() == theirs.hashvalues.tolist()


def test_spaces_punctuation_and_case_do_not_count():
    assert hashes("The Ferry-Terminal 12").tolist() == hashes("theferry terminal, 12!").tolist()


def test_a_short_text_is_one_shingle_and_none_is_none():
    assert hashes("세글자").size == 1
    assert hashes("다섯글자임").size == 1
    assert hashes("…").size == 0
    assert hashes(LONG).size == folded(LONG).size - SHINGLE + 1


def test_the_sample_is_one_hash_in_sixteen_distinct_and_ascending():
    many = np.unique(np.random.Generator(np.random.PCG64(1)).integers(0, 2**32, 160_000, np.uint32))
    kept = sample(many)
    assert abs(kept.size * SAMPLE_RATE / many.size - 1) < 0.05
    assert (np.diff(kept.astype(np.int64)) > 0).all()


@given(st.lists(st.integers(0, 2**32 - 1)), st.lists(st.integers(0, 2**32 - 1)))
def test_samples_of_two_texts_meet_exactly_in_what_both_hold(one, other):
    a, b = sample(np.array(one, np.uint32)), sample(np.array(other, np.uint32))
    both = sample(np.array(sorted(set(one) & set(other)), np.uint32))
    assert np.intersect1d(a, b).tolist() == both.tolist()
