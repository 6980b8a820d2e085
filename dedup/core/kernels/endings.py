"""A word → where it begins and ends without what grammar adds, by its script."""

from numba import njit

from dedup.core.kernels.words import HANGUL, ROOT

# Letters of a word that count. The labelled Korean news in Latin letters, particles and all: pairs
# of star events .75 with whole words, .90 with eight letters, .92 with seven, .94 with six (and
# .94 in Hangul, particles stripped); English loses nothing by six. Cyrillic has lost its endings.
STEM, CYRILLIC_STEM = 6, 7
FIRST_ARABIC, LAST_ARABIC = 0x0620, 0x06D3
FIRST_CYRILLIC, LAST_CYRILLIC = 0x0430, 0x04FF
ALEF, LAM, WAW, YEH = 0x627, 0x644, 0x648, 0x64A


@njit(cache=True, nogil=True, inline="always")
def strip_korean(classes, begin, end, endings):
    """End of the word without particles and endings: the longest, twice; two syllables stay.

    Most endings are of three syllables at most, which are looked up without asking whether it is
    worth while: where no ending goes on so, the tree leads to its empty node.
    """
    for _ in range(2):
        node = ROOT
        cut = 0
        for size in range(1, 4):
            step = int(endings[node, max(HANGUL, classes[end - size]) - HANGUL])
            node = step >> 1
            cut = size if (step & 1) & (size < end - begin - 1) else cut
        size = 4
        while node != 0 and size < end - begin - 1:
            step = int(endings[node, classes[end - size] - HANGUL])
            node = step >> 1
            cut = size if step & 1 else cut
            size += 1
        end -= cut
    return end


@njit(cache=True, nogil=True, inline="always")
def strip_latin(text, start, end):
    """End of a lower-case word without ing, ed, es, s, and without what follows STEM letters.

    At least four letters stay. Of an alphabet any language may be written in, of which no endings
    are known, most endings stand behind the sixth letter.
    """
    length = end - start
    last = text[end - 1]
    if length > 6 and last == 103 and text[end - 2] == 110 and text[end - 3] == 105:  # ing
        end -= 3
    elif length > 5 and (last == 100 or last == 115) and text[end - 2] == 101:  # ed, es
        end -= 2
    elif length > 4 and last == 115 and text[end - 2] != 115:  # s, not ss
        end -= 1
    return min(end, start + STEM)


@njit(cache=True, nogil=True, inline="always")
def strip_arabic(text, begin, end):
    """Beginning and end of an Arabic word without what is written with it.

    Taken off are and (waw), the article with what may stand before it, and one ending; a stem of
    three letters stays, or of two behind an article.
    """
    if end - begin > 3 and text[begin] == WAW:
        begin += 1
    if end - begin > 4 and text[begin + 1] == ALEF and text[begin + 2] == LAM:
        if text[begin] == 0x628 or text[begin] == 0x643 or text[begin] == 0x641:  # beh, kaf, feh
            begin += 3
    elif end - begin > 3 and text[begin] == LAM and text[begin + 1] == LAM:
        begin += 2
    if end - begin > 3 and text[begin] == ALEF and text[begin + 1] == LAM:
        begin += 2
    last, before = text[end - 1], text[end - 2]
    pair = (
        (last == 0x627 and before == 0x647)  # ha
        or (last == 0x646 and (before == 0x627 or before == WAW or before == YEH))  # an, un, in
        or (last == 0x62A and before == 0x627)  # at
        or (last == 0x629 and before == YEH)  # iya
        or (last == 0x647 and before == YEH)  # ih
    )
    if pair and end - begin > 4:
        end -= 2
    elif end - begin > 3 and (last == 0x629 or last == 0x647 or last == YEH):  # a, h, i
        end -= 1
    return begin, min(end, begin + STEM)


@njit(cache=True, nogil=True, inline="always")
def _is_soft(code):
    """Say whether a Cyrillic letter is a vowel, й or ь: what endings are made of."""
    return (
        code == 0x430 or code == 0x435 or code == 0x438 or code == 0x439 or code == 0x43E
        or code == 0x443 or code == 0x44B or code == 0x44C or code == 0x44D or code == 0x44E
        or code == 0x44F or code == 0x451 or code == 0x456 or code == 0x457 or code == 0x454
    )  # fmt: skip


@njit(cache=True, nogil=True, inline="always")
def strip_cyrillic(text, start, end):
    """End of a lower-case Cyrillic word without its ending of case or number; three letters stay.

    An ending is two soft letters at most, and в, м or х behind them (городов, городам, городах).
    """
    end = min(end, start + CYRILLIC_STEM)
    last = text[end - 1]
    hard = last == 0x432 or last == 0x43C or last == 0x445  # в, м, х
    if hard and end - start > 4 and _is_soft(text[end - 2]):
        end -= 1
    cut = 0
    while cut < 2 and end - start > 3 and _is_soft(text[end - 1]):
        end -= 1
        cut += 1
    return end
