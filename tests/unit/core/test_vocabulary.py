"""core.vocabulary: words that tell little, of every language for every text."""

from collections import Counter

import pytest
from reading import read

from dedup.core.frequency import Frequencies
from dedup.core.kernels.laid import slot_of
from dedup.core.vocabulary import LANGUAGES, compounds, stopwords

NEWS = "harbour ferry bridge orchestra 조선소 유람선 порт мост дирижёр"


def words(language):
    known = LANGUAGES[language]
    return known.stop.split() + " ".join(known.ordinary.values()).split()


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_word_is_told_once_and_as_it_is_compared(language):
    counts = Counter(words(language))
    assert [word for word, count in counts.items() if count > 1] == []
    assert [word for word in counts if word != word.lower()] == []
    assert set(LANGUAGES[language].ordinary) <= set(range(1, 7))


@pytest.mark.parametrize("language", sorted(LANGUAGES.keys() - {"en"}))
def test_no_language_silences_ordinary_english_words(language):
    assert not set(LANGUAGES[language].stop.split()) & set(words("en")) - set(
        LANGUAGES["en"].stop.split()
    )


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_ordinary_word_is_known_from_the_beginning(language):
    df = Frequencies().df
    for share, known in LANGUAGES[language].ordinary.items():
        stems = read(known).stems
        assert len(stems) > 0
        assert df[slot_of(stems)].min() >= 3000 * 2.0**-share


def test_ordinary_words_weigh_less_than_others_from_the_first_article():
    df = Frequencies().df
    for text in ("президент правительство", "regierung präsident", "政府 公司", "cảnh thành"):
        ordinary = df[slot_of(read(text).stems)]
        assert ordinary.min() > 40, text
    assert df[slot_of(read(NEWS).stems)].max() < 40


def test_compounds_are_words_of_two_han():
    assert {"政府", "公司", "発表"} <= set(compounds().split())
    assert {len(word) for word in compounds().split()} == {2}
    assert "的" in stopwords().split()
