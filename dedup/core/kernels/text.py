"""Folded code points → stems, quotation flags, sentences and zones: one pass over the text.

What may be relied on: the result depends on the text and the tables below only. A stem is the
32-bit hash of a word without its ending, so that articles can be compared without a vocabulary.
"""

import unicodedata
from functools import cache
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

OTHER, HANGUL, DIGIT, LETTER, DENSE, NEWLINE, STOP, QUOTE, CLOSE, MARK = range(10)

QUOTED, FIRST, FIRST_IN_SENTENCE, EVER_QUOTED = 1, 2, 4, 8  # flags of one stem occurrence
LEAD, MAIN, BACKGROUND = 0, 1, 2

MAX_STEMS = 4096  # a text of 20,000 Korean characters; what is longer is compared by its beginning
MAX_SENTENCES = 512
LONGEST_SENTENCE = 48  # stems; a text without punctuation is cut into pieces of this size

# Particles and endings, longest match first, at most two rounds, two syllables always stay. Noun
# particles, the copula and the light verbs 하다, 되다, 있다, 받다, 시키다 in the forms of news prose.
_PARTICLES = """
으로부터 에서부터 으로써 으로서 이라고 이라는 이라며 에게서 에서는 에서도 으로는 으로도 까지는 까지도 부터는
에서의 로부터 이라도 이었다 이지만 입니다 습니다 에서 에게 한테 으로 까지 부터 처럼 보다 에는 에도 과의 와의
이나 이라 라는 라고 라며 이란 이며 이고 이다 인데 만큼 마다 조차 밖에 이자 은 는 이 가 을 를 의 에 도 로 와 과
만 며 고 서 인 들이 들은 들을 들의 들에게 들과 들도 들
"""
_ENDINGS = """
하겠다고 하겠다는 하겠다 했다고 했다는 했다며 했다면서 했다 한다고 한다는 한다며 한다면 한다 됐다고 됐다는 됐다며
됐다 된다고 된다는 된다며 된다 하고 하며 하는 하기 하게 하면 하지 하여 하자 하던 하려는 하려고 하도록 하면서
하거나 하기로 하기도 하기에 해서 해야 했고 했던 했으며 했으나 했지만 했는데 해왔다 되고 되며 되는 되기 되면 되지
되어 되던 되면서 되도록 됐고 됐던 됐으며 됐으나 됐지만 했습니다 됐습니다 합니다 됩니다 하겠습니다 였다 였습니다
이었습니다 있다고 있는 있고 있으며 있습니다 있다며 있다 한 된 할 될 함 됨 하 되 해 돼 했 됐 시켰다 시키고
시키는 시키며 시킨 시킬 받은 받는 받고 받았다 받아 적인 적으로 적
"""
# Words that carry nothing in any story; compared after the ending is cut.
_STOPWORDS = """
기자 뉴스 사진 제공 오늘 이날 지난해 지난 올해 내년 통해 위해 대해 관련 경우 때문 이번 최근 당시 현재 가운데 정도
이후 이상 이하 이유 모습 사람 우리 자신 내용 부분 생각 밝혔 말했 전했 밝혔다 말했다 전했다 이어 또한 특히 한편
아울러 다만 하지만 그러나 따르면 대한 위한 통한 그는 이를 이에 등을 등이 등의 각각 모두 함께 강조 설명 덧붙였다
예정 계획 방침
a an the of to in on at for from by with and or but as is are was were be been being it its this that these
those he she they his her their i we you our not no if than then there here said says say will would could
should may might can has have had do does did about into after before more who what when where which how s t
de la le les des du et en un une el los las y que der die das und den dem ein eine von zu mit im il lo di e che
"""
# A sentence that begins so tells what was before; at most a third of its words' weight counts.
_BACKGROUND = """
한편 앞서 그동안 그간 지난해 작년 당초 참고로 이와 그러면서도 meanwhile earlier previously background
"""
_UNITS = "만억조%"

_MULTIPLIER = np.uint64(1_000_003)


class Tables(NamedTuple):
    """What the kernel looks characters and words up in."""

    kinds: NDArray[np.uint8]  # [65536] class of a code point
    lower: NDArray[np.uint32]  # [65536] lower case, one to one
    suffixes: NDArray[np.uint64]  # open addressing, 0 = empty
    stopwords: NDArray[np.uint64]
    background: NDArray[np.uint64]


def _hash_word(word: str) -> int:
    value = 0
    for character in word:
        value = (value * 1_000_003 + ord(character)) & 0xFFFF_FFFF_FFFF_FFFF
    return value


def _table(words: str, size: int) -> NDArray[np.uint64]:
    table = np.zeros(size, np.uint64)
    for word in sorted(set(words.split())):
        value = _hash_word(word)
        at = value % size
        while table[at] not in {0, value}:
            at = (at + 1) % size
        table[at] = value
    return table


# Scripts written without spaces are compared by pairs of characters.
_DENSE_RANGES = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # kana
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
)


def _kind(code: int) -> int:
    character = chr(code)
    if 0xAC00 <= code <= 0xD7A3:
        return HANGUL
    if "0" <= character <= "9":
        return DIGIT
    if any(low <= code <= high for low, high in _DENSE_RANGES):
        return DENSE if unicodedata.category(character)[0] in "LMN" else OTHER
    if character == "\n":
        return NEWLINE
    if character in ".!?。！？…":
        return STOP
    if character == '"':
        return QUOTE
    if character in "')]}":
        return CLOSE
    category = unicodedata.category(character)
    if category[0] == "M":
        return MARK
    return LETTER if category[0] in "LN" else OTHER


@cache
def tables() -> Tables:
    """Return the lookup tables; built once a process, about 60 ms."""
    lower = np.arange(65536, dtype=np.uint32)
    kinds = np.zeros(65536, np.uint8)
    for code in range(65536):
        if 0xD800 <= code <= 0xDFFF:
            continue
        kinds[code] = _kind(code)
        small = chr(code).lower()
        if len(small) == 1:
            lower[code] = ord(small)
    return Tables(
        kinds=kinds,
        lower=lower,
        suffixes=_table(_PARTICLES + _ENDINGS, 1024),
        stopwords=_table(_STOPWORDS, 1024),
        background=_table(_BACKGROUND, 64),
    )


@njit(cache=True, nogil=True, inline="always")
def _mix(value):
    """Finish a 64-bit hash (MurmurHash3 fmix64)."""
    value ^= value >> np.uint64(33)
    value *= np.uint64(0xFF51AFD7ED558CCD)
    value ^= value >> np.uint64(33)
    value *= np.uint64(0xC4CEB9FE1A85EC53)
    return value ^ (value >> np.uint64(33))


@njit(cache=True, nogil=True, inline="always")
def _stem_hash(word):
    """32 bits of a word's hash, never 0: 0 marks an empty slot in the tables of the pair kernel."""
    short = np.uint32(_mix(word) >> np.uint64(32))
    return short if short != np.uint32(0) else np.uint32(1)


@njit(cache=True, nogil=True)
def _contains(table, value):
    at = value % np.uint64(table.size)
    while True:
        entry = table[at]
        if entry == value:
            return True
        if entry == np.uint64(0):
            return False
        at += np.uint64(1)
        if at == np.uint64(table.size):
            at = np.uint64(0)


@njit(cache=True, nogil=True)
def _word(text, start, end):
    value = np.uint64(0)
    for k in range(start, end):
        value = value * _MULTIPLIER + np.uint64(text[k])
    return value


@njit(cache=True, nogil=True)
def _strip_korean(text, start, end, suffixes):
    """End of the word without particles and endings."""
    for _ in range(2):
        length = end - start
        cut = 0
        for size in range(min(5, length - 2), 0, -1):
            if _contains(suffixes, _word(text, end - size, end)):
                cut = size
                break
        if cut == 0:
            break
        end -= cut
    return end


@njit(cache=True, nogil=True)
def _strip_latin(text, start, end):
    """End of a lower-case word without ing, edly, ed, es, s; four letters always stay."""
    length = end - start
    last = text[end - 1]
    if length > 6 and last == 103 and text[end - 2] == 110 and text[end - 3] == 105:  # ing
        return end - 3
    if length > 5 and last == 100 and text[end - 2] == 101:  # ed
        return end - 2
    if length > 5 and last == 115 and text[end - 2] == 101:  # es
        return end - 2
    if length > 4 and last == 115 and text[end - 2] != 115:  # s, not ss
        return end - 1
    return end


@njit(cache=True, nogil=True)
def _kind_of(code, kinds):
    if code < 65536:
        return kinds[code]
    # Han beyond the basic plane; everything else up there is emoji and rare scripts
    return np.uint8(4) if 0x20000 <= code <= 0x3FFFF else np.uint8(0)


@njit(cache=True, nogil=True)
def tokenize(points, kinds, lower, suffixes, stopwords, background):
    """Code points (uint32) → (stems, flags, sentence offsets, zones).

    Numbers lose their thousands separators and 6천596 becomes 6596; a unit 만, 억, 조 or % stays
    with its number. Quotations are not cut into sentences.
    """
    size = points.size
    text = np.empty(size + 1, np.uint32)
    for k in range(size):
        code = points[k]
        text[k] = lower[code] if code < 65536 else code
    text[size] = 10
    stems = np.empty(MAX_STEMS, np.uint32)
    flags = np.zeros(MAX_STEMS, np.uint8)
    offsets = np.zeros(MAX_SENTENCES + 1, np.int32)
    zones = np.zeros(MAX_SENTENCES, np.uint8)
    count = 0
    sentences = 0
    leads = 0
    quoted = False
    quote_start = 0
    begin = 0  # of the sentence, in characters
    fresh = True  # no word of this sentence seen yet
    is_background = False
    k = 0
    while k <= size and count < MAX_STEMS - 64 and sentences < MAX_SENTENCES - 1:
        code = text[k]
        kind = _kind_of(code, kinds)
        if k == size:
            kind = np.uint8(NEWLINE)
        ends = False
        if kind == HANGUL:
            end = k + 1
            while end < size and _kind_of(text[end], kinds) == HANGUL:
                end += 1
            if fresh:
                fresh = False
                is_background = _contains(background, _word(text, k, end))
            cut = _strip_korean(text, k, end, suffixes)
            if cut - k >= 2:
                word = _word(text, k, cut)
                if not _contains(stopwords, word):
                    stems[count] = _stem_hash(word)
                    flags[count] = QUOTED if quoted else 0
                    count += 1
            k = end
        elif kind == DIGIT:
            fresh = False
            word = np.uint64(0)
            digits = 0
            end = k
            while end < size:
                c = text[end]
                if 48 <= c <= 57:
                    word = word * _MULTIPLIER + np.uint64(c)
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
                    word = word * _MULTIPLIER + np.uint64(c)
                    end += 1
                elif c == 0xCC9C and digits <= 3 and end + 1 < size and 48 <= text[end + 1] <= 57:
                    # 6천596: pad what follows to three digits
                    run = end + 1
                    while run < size and 48 <= text[run] <= 57:
                        run += 1
                    if run - end - 1 > 3:
                        break
                    for _ in range(3 - (run - end - 1)):
                        word = word * _MULTIPLIER + np.uint64(48)
                        digits += 1
                    end += 1
                else:
                    break
            if end < size and (
                text[end] == 0xB9CC or text[end] == 0xC5B5 or text[end] == 0xC870 or text[end] == 37
            ):
                word = word * _MULTIPLIER + np.uint64(text[end])
                digits += 1
                end += 1
            if digits >= 2:
                stems[count] = _stem_hash(word)
                flags[count] = QUOTED if quoted else 0
                count += 1
            k = max(end, k + 1)
        elif kind == LETTER or kind == MARK:
            end = k + 1
            while end < size:
                follow = _kind_of(text[end], kinds)
                if follow != LETTER and follow != MARK:
                    break
                end += 1
            if fresh:
                fresh = False
                is_background = _contains(background, _word(text, k, end))
            word = _word(text, k, end)
            if end - k >= 2 and not _contains(stopwords, word):
                cut = _strip_latin(text, k, end)
                stems[count] = _stem_hash(_word(text, k, cut))
                flags[count] = QUOTED if quoted else 0
                count += 1
            k = end
        elif kind == DENSE:
            fresh = False
            end = k + 1
            while end < size and _kind_of(text[end], kinds) == DENSE and end - k < 48:
                end += 1
            for at in range(k, end - 1):
                stems[count] = _stem_hash(_word(text, at, at + 2))
                flags[count] = QUOTED if quoted else 0
                count += 1
            k = end
        else:
            if kind == QUOTE:
                quoted = not quoted
                quote_start = k
            elif kind == NEWLINE:
                ends = True
                quoted = False
            elif kind == STOP and not quoted:
                follow = text[k + 1]
                before = _kind_of(text[k - 1], kinds) if k > 0 else np.uint8(OTHER)
                if code > 255 and code != 0x2026:
                    ends = True
                elif before == HANGUL or before == CLOSE or before == QUOTE:
                    ends = not (48 <= follow <= 57) and follow != 34
                elif before == LETTER or before == DIGIT:
                    # a space follows, and the word before is no initial
                    long_word = k > 1 and _kind_of(text[k - 2], kinds) == before
                    ends = long_word and (follow == 32 or follow == 10)
            if quoted and k - quote_start > 600:
                quoted = False  # a mark was lost: 600 characters are longer than quotations are
            k += 1
        if count - offsets[sentences] >= LONGEST_SENTENCE:
            ends = True
        if ends:
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
    return (
        stems[:count].copy(),
        flags[:count].copy(),
        offsets[: sentences + 1].copy(),
        zones[:sentences].copy(),
    )


@njit(cache=True, nogil=True)
def _mark_first(stems, flags, offsets, sentences, count):
    """Flag first occurrences in the article and in the sentence, and stems that are ever quoted."""
    capacity = 64
    while capacity < 2 * count:
        capacity *= 2
    slot_stem = np.zeros(capacity, np.uint32)
    slot_sentence = np.full(capacity, -1, np.int32)
    slot_quoted = np.zeros(capacity, np.uint8)
    mask = np.uint32(capacity - 1)
    for s in range(sentences):
        for k in range(offsets[s], offsets[s + 1]):
            stem = stems[k]
            at = stem & mask
            while slot_stem[at] != 0 and slot_stem[at] != stem:
                at = (at + np.uint32(1)) & mask
            if slot_stem[at] == 0:
                slot_stem[at] = stem
                flags[k] |= FIRST
            if slot_sentence[at] != s:
                slot_sentence[at] = s
                flags[k] |= FIRST_IN_SENTENCE
            if flags[k] & QUOTED:
                slot_quoted[at] = 1
    for k in range(count):
        stem = stems[k]
        at = stem & mask
        while slot_stem[at] != stem:
            at = (at + np.uint32(1)) & mask
        if slot_quoted[at]:
            flags[k] |= EVER_QUOTED
