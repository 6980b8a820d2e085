"""A run of letters written without spaces → its stems: pairs of characters, or runs of letters."""

from numba import njit

from dedup.core.kernels.runs import hashed
from dedup.core.kernels.words import contains, stem_hash

# Two kana or Han are a word; of an alphabet (Lao, Burmese, Khmer) two letters stand in every text,
# and four are about a syllable; of Thai, without its particles, three.
SYLLABLES, LETTERS, THAI_LETTERS = 2, 4, 3
LAST_THAI = 0x0E7F
LONGEST_STOP = 8  # letters of a word that parts a text without spaces
FIRST_SYLLABLE = 0x3040  # kana and Han: characters from here on
FIRST_HIRAGANA, LAST_HIRAGANA = 0x3041, 0x309F


@njit(cache=True, nogil=True, inline="always")
def _is_hiragana(code):
    return FIRST_HIRAGANA <= code <= LAST_HIRAGANA


@njit(cache=True, nogil=True, inline="always")
def pairs(text, begin, end, stopwords, compounds, quoted, stems, flags, count):
    """Write the stems of a run of kana and Han behind `count` others; return how many there are.

    They are its pairs of characters, but for those that have hiragana, which is endings and
    particles; that have a character with which Chinese joins words; that are half of a known word.
    What stands alone among hiragana is a stem by itself.
    """
    hiragana = 0
    for at in range(begin, end):
        hiragana += _is_hiragana(text[at])
    chinese, spoken = hiragana == 0, hiragana == end - begin
    known = False  # the pair before is a word
    coming = end - begin > 1 and contains(compounds, hashed(text, begin, begin + SYLLABLES))
    before = True  # no letter to pair with
    for at in range(begin, end):
        follow = at + 1
        after = follow == end or _is_hiragana(text[follow])
        ending = _is_hiragana(text[at])
        half = known  # of the word before, or of the one that comes
        known = coming and not half
        coming = follow + SYLLABLES <= end and contains(
            compounds, hashed(text, follow, follow + SYLLABLES)
        )
        half |= coming and not known
        size = SYLLABLES
        if spoken:
            empty = follow == end
        elif chinese:
            empty = half or follow == end or _joins(text, at, stopwords)
            empty = empty or _joins(text, follow, stopwords)
        else:
            size = 1 if before and after else SYLLABLES
            empty = ending or (size == SYLLABLES and (half or after))
        before = ending
        if not empty:
            stems[count] = stem_hash(hashed(text, at, at + size))
            flags[count] = quoted
            count += 1
    return count


@njit(cache=True, nogil=True, inline="always")
def _joins(text, at, stopwords):
    return contains(stopwords, hashed(text, at, at + 1))


@njit(cache=True, nogil=True, inline="always")
def letters(text, begin, end, stopwords, quoted, stems, flags, count):
    """Write the stems of a run of an alphabet without spaces behind others; return their number.

    Words that carry nothing part it; the pieces are told by all their runs of LETTERS.
    """
    piece = begin
    at = begin
    while at <= end:
        stop = 0
        for size in range(SYLLABLES, min(LONGEST_STOP, end - at) + 1):
            if contains(stopwords, hashed(text, at, at + size)):
                stop = size
        if stop == 0 and at < end:
            at += 1
            continue
        width = min(THAI_LETTERS if text[begin] <= LAST_THAI else LETTERS, at - piece)
        for first in range(piece, at - width + 1 if width >= SYLLABLES else piece):
            stems[count] = stem_hash(hashed(text, first, first + width))
            flags[count] = quoted
            count += 1
        at += max(1, stop)
        piece = at
    return count
