"""Languages → the words of news prose that tell little about one story.

All languages count for every text: neighbours share many words, and what a text is written in is
not always known. So a word that is news in another language is left out ("war" of German, "ai" of
French), or is ordinary and keeps some weight ("ces", a fair, of French). A list that changes raises
`SIGNATURE_VERSION`: what is filed under other stems, or weighs otherwise, is not compared.
"""

from collections.abc import Mapping

from dedup.core.vocabulary import (
    ar,
    cs,
    da,
    de,
    el,
    en,
    es,
    fa,
    fi,
    fr,
    he,
    hi,
    hu,
    it,
    ja,
    ko,
    nl,
    no,
    pl,
    pt,
    ro,
    ru,
    sv,
    th,
    tr,
    uk,
    vi,
    zh,
    zh_hant,
)
from dedup.core.vocabulary import id as indonesian
from dedup.core.vocabulary.words import Words

LANGUAGES: Mapping[str, Words] = {
    "ar": ar.WORDS,
    "cs": cs.WORDS,
    "da": da.WORDS,
    "de": de.WORDS,
    "el": el.WORDS,
    "en": en.WORDS,
    "es": es.WORDS,
    "fa": fa.WORDS,
    "fi": fi.WORDS,
    "fr": fr.WORDS,
    "he": he.WORDS,
    "hi": hi.WORDS,
    "hu": hu.WORDS,
    "id": indonesian.WORDS,
    "it": it.WORDS,
    "ja": ja.WORDS,
    "ko": ko.WORDS,
    "nl": nl.WORDS,
    "no": no.WORDS,
    "pl": pl.WORDS,
    "pt": pt.WORDS,
    "ro": ro.WORDS,
    "ru": ru.WORDS,
    "sv": sv.WORDS,
    "th": th.WORDS,
    "tr": tr.WORDS,
    "uk": uk.WORDS,
    "vi": vi.WORDS,
    "zh": zh.WORDS,
    "zh-hant": zh_hant.WORDS,
}


def stopwords() -> str:
    """Return the words that carry nothing in any story."""
    return " ".join([words.stop for words in LANGUAGES.values()])


def background() -> str:
    """Return the words with which a sentence begins that tells what was before."""
    return " ".join([words.background for words in LANGUAGES.values()])


def compounds() -> str:
    """Return the words of two Han characters."""
    found = " ".join([" ".join(words.ordinary.values()) for words in LANGUAGES.values()]).split()
    return " ".join([word for word in found if len(word) == 2 and all(map(_is_han, word))])


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"
