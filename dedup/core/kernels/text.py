"""Code points → stems, flags, sentences and zones: one pass over the words of the text.

What may be relied on: the result depends on the text and the tables in `words` only. A stem is the
32-bit hash of a word without its ending, so that articles can be compared without a vocabulary.
"""

import numpy as np
from numba import njit

from dedup.core.kernels.dense import FIRST_SYLLABLE, letters, pairs
from dedup.core.kernels.endings import (
    FIRST_ARABIC,
    FIRST_CYRILLIC,
    LAST_ARABIC,
    LAST_CYRILLIC,
    strip_arabic,
    strip_cyrillic,
    strip_korean,
    strip_latin,
)
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
def tokenize(text, classes, endings, stopwords, background, compounds):
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
            cut = strip_korean(classes, k, end, endings)
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
                    first, last = strip_arabic(text, k, end)
                    stems[count] = stem_hash(hashed(text, first, last))
                elif FIRST_CYRILLIC <= text[k] <= LAST_CYRILLIC:
                    stems[count] = stem_hash(hashes[strip_cyrillic(text, k, end) - 1])
                else:
                    stems[count] = stem_hash(hashes[strip_latin(text, k, end) - 1])
                flags[count] = quoted
                count += 1
            k = end
        elif kind == DENSE:
            fresh = False
            end = min(end, k + LONGEST_SENTENCE)
            if text[k] >= FIRST_SYLLABLE:
                count = pairs(text, k, end, stopwords, compounds, quoted, stems, flags, count)
            else:
                count = letters(text, k, end, stopwords, quoted, stems, flags, count)
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
