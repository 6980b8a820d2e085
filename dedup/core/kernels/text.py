"""Code points → stems, flags, sentences and zones: one pass over the words of the text.

What may be relied on: the result depends on the text and the tables in `words` only. A stem is the
32-bit hash of a word without its ending, so that articles can be compared without a vocabulary.
"""

import numpy as np
from numba import njit

from dedup.core.kernels.runs import hashed, runs
from dedup.core.kernels.words import (
    CLOSE,
    DENSE,
    DIGIT,
    HANGUL,
    LETTER,
    MARK,
    MULTIPLIER,
    NEWLINE,
    OTHER,
    QUOTE,
    ROOT,
    STOP,
    contains,
    kind_of,
    stem_hash,
)

QUOTED, FIRST, FIRST_IN_SENTENCE, EVER_QUOTED = 1, 2, 4, 8  # flags of one stem occurrence
NUMBER = 32  # likewise; 16 is an article's own, see `laid`
LEAD, MAIN, BACKGROUND = 0, 1, 2

MAX_STEMS = 4096  # a text of 20,000 Korean characters; what is longer is compared by its beginning
MAX_SENTENCES = 512
# Scripts without spaces: two kana or Han are a word; of an alphabet (Thai, Lao, Burmese, Khmer) two
# letters stand in every text, and four are about a syllable.
SYLLABLES, LETTERS = 2, 4
FIRST_SYLLABLE = 0x3040
# Letters of a word that count. The labelled Korean news in Latin letters, particles and all: pairs
# of star events .75 with whole words, .90 with eight letters, .92 with seven, .94 with six (and
# .94 in Hangul, particles stripped); six would make one word of many English ones.
STEM = 7
FIRST_ARABIC, LAST_ARABIC = 0x0620, 0x06D3
ALEF, LAM, WAW, YEH = 0x627, 0x644, 0x648, 0x64A
# Among kanji and katakana two of these letters are an ending or a particle of Japanese.
FIRST_HIRAGANA, LAST_HIRAGANA = 0x3041, 0x309F
LONGEST_SENTENCE = 48  # stems; a text without punctuation is cut into pieces of this size
LOST_QUOTE = 600  # characters; quotations are shorter: a mark was lost


@njit(cache=True, nogil=True)
def lower_case(points, kinds, lower):
    """Code points → (lower case, classes), each with a line break at the end that stops scans."""
    size = points.size
    text = np.empty(size + 1, np.uint32)
    classes = np.empty(size + 1, np.uint8)
    for k in range(size):
        code = points[k]
        classes[k] = kind_of(code, kinds)
        text[k] = lower[code] if code < 65536 else code
    text[size] = 10
    classes[size] = NEWLINE
    return text, classes


@njit(cache=True, nogil=True, inline="always")
def _strip_korean(classes, begin, end, endings):
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
def _strip_latin(text, start, end):
    """End of a lower-case word without ing, ed, es, s, and without what follows STEM letters.

    At least four letters stay. Of an alphabet any language may be written in, of which no endings
    are known, most endings stand behind the seventh letter.
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
def _strip_arabic(text, begin, end):
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
def _is_hiragana(code):
    return FIRST_HIRAGANA <= code <= LAST_HIRAGANA


@njit(cache=True, nogil=True, inline="always")
def _number(text, k, size):
    """Hash, digits and end of the number that begins at `k`."""
    word = np.uint64(0)
    digits = 0
    end = k
    while end < size:
        c = text[end]
        if 48 <= c <= 57:
            word = word * MULTIPLIER + np.uint64(c)
            digits += 1
            end += 1
        elif (
            c == 44
            and end + 3 < size
            and (  # 1,234
                48 <= text[end + 1] <= 57
                and 48 <= text[end + 2] <= 57
                and 48 <= text[end + 3] <= 57
            )
        ):
            end += 1
        elif c == 46 and end + 1 < size and 48 <= text[end + 1] <= 57:  # 1.5
            word = word * MULTIPLIER + np.uint64(c)
            end += 1
        elif c == 0xCC9C and digits <= 3 and end + 1 < size and 48 <= text[end + 1] <= 57:
            # 6천596: pad what follows to three digits
            run = end + 1
            while run < size and 48 <= text[run] <= 57:
                run += 1
            if run - end - 1 > 3:
                break
            for _ in range(3 - (run - end - 1)):
                word = word * MULTIPLIER + np.uint64(48)
                digits += 1
            end += 1
        else:
            break
    if end < size and (
        text[end] == 0xB9CC or text[end] == 0xC5B5 or text[end] == 0xC870 or text[end] == 37
    ):  # 만, 억, 조, %
        word = word * MULTIPLIER + np.uint64(text[end])
        digits += 1
        end += 1
    return word, digits, max(end, k + 1)


@njit(cache=True, nogil=True, inline="always")
def _stops(text, classes, k):
    """Tell whether the stop at `k` ends a sentence."""
    code, follow = text[k], text[k + 1]
    before = classes[k - 1] if k > 0 else np.uint8(OTHER)
    if code > 255 and code != 0x2026:
        return True
    if before >= HANGUL or before == CLOSE or before == QUOTE:
        return not (48 <= follow <= 57) and follow != 34
    if before != LETTER and before != DIGIT:
        return False
    # a space follows, and the word before is no initial
    return k > 1 and classes[k - 2] == before and (follow == 32 or follow == 10)


@njit(cache=True, nogil=True)
def tokenize(text, classes, endings, stopwords, background):
    """Lower-case text and classes → (stems, flags, sentence offsets, zones).

    Numbers lose their thousands separators and 6천596 becomes 6596; a unit 만, 억, 조 or % stays
    with its number. Quotations are not cut into sentences.
    """
    size = text.size - 1
    hashes, begins, ends = runs(text, classes)
    stems = np.empty(MAX_STEMS, np.uint32)
    flags = np.empty(MAX_STEMS, np.uint8)
    offsets = np.zeros(MAX_SENTENCES + 1, np.int32)
    zones = np.empty(MAX_SENTENCES, np.uint8)
    count = 0
    sentences = 0
    leads = 0
    nth = 0  # run
    quoted = np.uint8(0)
    quote_start = 0
    begin = 0  # of the sentence, in characters
    fresh = True  # no word of this sentence seen yet
    is_background = False
    k = 0  # where reading has come to
    while nth < begins.size and count < MAX_STEMS - 64 and sentences < MAX_SENTENCES - 1:
        end = ends[nth]
        if end <= k:  # a number has taken it
            nth += 1
            continue
        if quoted and begins[nth] > k and begins[nth] - 1 - quote_start > LOST_QUOTE:
            quoted = np.uint8(0)
        whole = begins[nth] >= k  # nothing of it has been taken
        k = max(k, begins[nth])
        kind = classes[k]
        closes = False  # the sentence
        if kind >= HANGUL:
            word = hashes[end - 1] if whole else hashed(text, k, end)
            if fresh:
                fresh = False
                is_background = contains(background, word)
            cut = _strip_korean(classes, k, end, endings)
            word = hashes[cut - 1] if whole else hashed(text, k, cut)
            stems[count] = stem_hash(word)
            flags[count] = quoted
            count += (cut - k >= 2) & (not contains(stopwords, word))
            k = end
        elif kind == DIGIT:
            fresh = False
            word, digits, k = _number(text, k, size)
            stems[count] = stem_hash(word)
            flags[count] = quoted | np.uint8(NUMBER)
            count += digits >= 2
        elif kind == LETTER or kind == MARK:
            word = hashes[end - 1]
            if fresh:
                fresh = False
                is_background = contains(background, word)
            if end - k >= 2 and not contains(stopwords, word):
                if FIRST_ARABIC <= text[k] <= LAST_ARABIC:
                    first, last = _strip_arabic(text, k, end)
                    stems[count] = stem_hash(hashed(text, first, last))
                else:
                    stems[count] = stem_hash(hashes[_strip_latin(text, k, end) - 1])
                flags[count] = quoted
                count += 1
            k = end
        elif kind == DENSE:
            fresh = False
            end = min(end, k + LONGEST_SENTENCE)
            width = min(LETTERS, max(SYLLABLES, end - k))
            if text[k] >= FIRST_SYLLABLE:
                width = SYLLABLES
            mixed = False
            for at in range(k, end):
                mixed |= not _is_hiragana(text[at])
            for at in range(k, end - width + 1):
                stems[count] = stem_hash(hashed(text, at, at + width))
                flags[count] = quoted
                ending = _is_hiragana(text[at]) and _is_hiragana(text[at + width - 1])
                count += not (ending and mixed)
            k = end
        else:
            if kind == QUOTE:
                quoted ^= np.uint8(QUOTED)
                quote_start = k
            elif kind == NEWLINE:
                closes = True
                quoted = np.uint8(0)
            elif kind == STOP and quoted == 0:
                closes = _stops(text, classes, k)
            if quoted and k - quote_start > LOST_QUOTE:
                quoted = np.uint8(0)
            k += 1
        if closes or count - offsets[sentences] >= LONGEST_SENTENCE:
            if count > offsets[sentences]:
                if leads < 3 and sentences < 8:
                    zones[sentences] = LEAD
                    if k - begin > 15:
                        leads += 1
                else:
                    zones[sentences] = BACKGROUND if is_background else MAIN
                sentences += 1
                offsets[sentences] = count
            begin = k
            fresh = True
            is_background = False
    if count > offsets[sentences]:
        zones[sentences] = LEAD if leads < 3 and sentences < 8 else MAIN
        sentences += 1
        offsets[sentences] = count
    _mark_first(stems, flags, offsets, sentences, count)
    return stems[:count], flags[:count], offsets[: sentences + 1], zones[:sentences]


@njit(cache=True, nogil=True)
def _mark_first(stems, flags, offsets, sentences, count):
    """Flag first occurrences in the article and in the sentence, and stems that are ever quoted."""
    capacity = 64
    while capacity < 2 * count:
        capacity *= 2
    slot_stem = np.zeros(capacity, np.uint32)
    slot_sentence = np.zeros(capacity, np.int32)  # counted from 1
    slot_quoted = np.zeros(capacity, np.uint8)
    place = np.empty(count, np.uint32)
    mask = np.uint32(capacity - 1)
    for s in range(sentences):
        for k in range(offsets[s], offsets[s + 1]):
            stem, flag = stems[k], flags[k]
            at = stem & mask
            while slot_stem[at] != stem and slot_stem[at] != 0:
                at = (at + np.uint32(1)) & mask
            # without branches: whether a stem is new is what no processor foresees
            new = (slot_stem[at] == 0) * np.uint8(FIRST)
            new |= (slot_sentence[at] != s + 1) * np.uint8(FIRST_IN_SENTENCE)
            flags[k] = flag | new
            slot_stem[at] = stem
            slot_sentence[at] = s + 1
            slot_quoted[at] |= flag & QUOTED
            place[k] = at
    for k in range(count):
        flags[k] |= slot_quoted[place[k]] * np.uint8(EVER_QUOTED)
