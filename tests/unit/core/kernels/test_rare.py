"""core.kernels.rare: the rare stems of an article, against a plain sort."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.core.kernels.laid import TABLE_BITS, slot_of
from dedup.core.kernels.rare import band_keys, parts_of, rare_stems, words_of
from dedup.core.kernels.text import FIRST

LIMIT, MOST = 3.0, 4
DF = np.zeros(1 << TABLE_BITS, np.float32)
STEMS = [(k << (32 - TABLE_BITS)) + 7 * k + 1 for k in range(12)]
for number, each in enumerate(STEMS):
    DF[each >> (32 - TABLE_BITS)] = number % 5


@given(st.permutations(STEMS), st.integers(0, len(STEMS)))
def test_the_rarest_are_chosen_and_those_that_somebody_had_are_looked_up(stems, count):
    chosen = stems[:count]
    often = {stem: float(DF[slot_of(np.uint32(stem))]) for stem in chosen}
    rare = [stem for stem in chosen if often[stem] <= LIMIT]
    filed, wanted = rare_stems(
        np.array(chosen, np.uint32), np.full(count, FIRST, np.uint8), DF, LIMIT, MOST
    )
    assert filed.tolist() == sorted(rare, key=lambda stem: (often[stem], stem))[:MOST]
    last = sorted(rare, key=lambda stem: (often[stem] == 0, often[stem], stem))
    assert wanted.tolist() == last[:MOST]


def test_a_stem_that_stands_again_is_chosen_once():
    stems = np.array([STEMS[1], STEMS[1]], np.uint32)
    filed, wanted = rare_stems(stems, np.array([FIRST, 0], np.uint8), DF, LIMIT, MOST)
    assert filed.tolist() == wanted.tolist() == [STEMS[1]]


def test_all_that_an_article_is_filed_under_comes_in_one_array_and_apart_again():
    signature = np.arange(128, dtype=np.uint32)
    sample = np.array([1, 5, 9, 20], np.uint32)
    stems, flags = np.array(STEMS, np.uint32), np.full(len(STEMS), FIRST, np.uint8)
    limits = 16, 4, np.uint32(9), LIMIT, MOST
    bands, filed, wanted, sampled = parts_of(*words_of(signature, sample, stems, flags, DF, limits))
    rare = rare_stems(stems, flags, DF, LIMIT, MOST)
    assert bands.tolist() == band_keys(signature, 16, 4).tolist()
    assert [filed.tolist(), wanted.tolist()] == [stems.tolist() for stems in rare]
    assert sampled.tolist() == [1, 5]
