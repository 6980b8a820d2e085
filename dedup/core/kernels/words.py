"""Characters and words → the tables in which kernels look them up; built once a process.

Endings are a tree walked from a word's last syllable backwards; other words are 64-bit hashes in
open addressing.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from dedup.core.vocabulary import background, compounds, stopwords

# Classes of characters. Those from DIGIT on make up the folded text, the others vanish. A Hangul
# syllable is HANGUL plus its column in the tree of endings, 0 for a syllable that is in none.
OTHER, NEWLINE, STOP, QUOTE, CLOSE, DIGIT, LETTER, DENSE, MARK = range(9)
HANGUL = 128

ROOT = 1  # node of the tree of endings; node 0 leads nowhere

FIRST_HANGUL = 0xAC00
LAST_HANGUL = 0xD7A3
MULTIPLIER = np.uint64(1_000_003)

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


class Tables(NamedTuple):
    """What kernels look characters and words up in."""

    kinds: NDArray[np.uint8]  # [65536] class of a code point
    lower: NDArray[np.uint16]  # [65536] lower case, one to one
    endings: NDArray[np.int16]  # [node, column] next node · 2 + whether an ending begins there
    stopwords: NDArray[np.uint64]  # 0 is an empty slot
    background: NDArray[np.uint64]
    compounds: NDArray[np.uint64]  # words of two Han characters


def _hash_word(word: str) -> int:
    value = 0
    for character in word:
        value = (value * int(MULTIPLIER) + ord(character)) & 0xFFFF_FFFF_FFFF_FFFF
    return value


def _read(words: str, lower: NDArray[np.uint16]) -> str:
    """Return words as kernels read them."""
    points = np.frombuffer(unicodedata.normalize("NFKC", words).encode("utf-16-le"), np.uint16)
    return lower[points].astype("<u2").tobytes().decode("utf-16-le")


def word_table(words: str, size: int) -> NDArray[np.uint64]:
    """Return the table in which `contains` finds these words; `size` is a power of two."""
    table = np.zeros(size, np.uint64)
    for word in sorted(set(words.split())):
        value = _hash_word(word)
        at = value % size
        while table[at] not in {0, value}:
            at = (at + 1) % size
        table[at] = value
    return table


def _tree(words: str) -> tuple[dict[str, int], NDArray[np.int16]]:
    """Return the column of each syllable, and `endings` of the tables."""
    endings = sorted(set(words.split()))
    columns = {syllable: k for k, syllable in enumerate(sorted(set("".join(endings))), start=1)}
    parts = {ending[k:] for ending in endings for k in range(len(ending) + 1)}
    nodes = {part: k for k, part in enumerate(sorted(parts), start=ROOT)}
    tree = np.zeros((len(nodes) + ROOT, len(columns) + 1), np.int16)
    for part, node in nodes.items():
        if part:
            tree[nodes[part[1:]], columns[part[0]]] = 2 * node + (part in endings)
    return columns, tree


# Also of Arabic, Urdu, Hindi, Amharic, Armenian, Burmese and Khmer.
_STOPS = ".!?。！？…؟۔।॥።։။។"

# Folding makes most marks of quotation plain; those that are brackets elsewhere stay as they are.
_QUOTES = '"«»「」'

# Arabic letters that are written for each other: alef with and without hamza, final yeh, the Persian
# keyboard's yeh and kaf.
_ALIKE = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك"}

# Scripts written without spaces are compared by runs of two or four characters.
_DENSE_RANGES = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # kana
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
)


def _kind(code: int, columns: Mapping[str, int]) -> int:
    character = chr(code)
    if FIRST_HANGUL <= code <= LAST_HANGUL:
        return HANGUL + columns.get(character, 0)
    if "0" <= character <= "9":
        return DIGIT
    if any(low <= code <= high for low, high in _DENSE_RANGES):
        return DENSE if unicodedata.category(character)[0] in "LMN" else OTHER
    if character == "\n":
        return NEWLINE
    if character in _STOPS:
        return STOP
    if character in _QUOTES:
        return QUOTE
    if character in "')]}":
        return CLOSE
    category = unicodedata.category(character)
    if category[0] == "M":
        return MARK
    return LETTER if category[0] in "LN" else OTHER


@cache
def tables() -> Tables:
    """Return the lookup tables; built once a process, about a tenth of a second."""
    columns, endings = _tree(_PARTICLES + _ENDINGS)
    lower = np.arange(65536, dtype=np.uint16)
    kinds = np.zeros(65536, np.uint8)
    for code in range(65536):
        if 0xD800 <= code <= 0xDFFF:
            continue
        kinds[code] = _kind(code, columns)
        small = chr(code).lower()
        if len(small) == 1:
            lower[code] = ord(small)
    for letter, plain in _ALIKE.items():
        lower[ord(letter)] = ord(plain)
    return Tables(
        kinds=kinds,
        lower=lower,
        endings=endings,
        stopwords=word_table(_read(stopwords(), lower), 1 << 14),
        background=word_table(_read(background(), lower), 1 << 10),
        compounds=word_table(_read(compounds(), lower), 1 << 13),
    )


@njit(cache=True, nogil=True, inline="always")
def kind_of(code, kinds):
    """Class of any code point."""
    if code < 65536:
        return kinds[code]
    # Han beyond the basic plane; everything else up there is emoji and rare scripts
    return np.uint8(DENSE) if 0x20000 <= code <= 0x3FFFF else np.uint8(OTHER)


@njit(cache=True, nogil=True, inline="always")
def contains(table, word):
    """Say whether a table of words, whose size is a power of two, holds a word."""
    mask = np.uint64(table.size - 1)
    at = word & mask
    while table[at] != word:
        if table[at] == np.uint64(0):
            return False
        at = (at + np.uint64(1)) & mask
    return True


@njit(cache=True, nogil=True, inline="always")
def stem_hash(word):
    """32 bits of a word (MurmurHash3 fmix64), never 0: 0 marks an empty slot in kernels' tables."""
    word ^= word >> np.uint64(33)
    word *= np.uint64(0xFF51AFD7ED558CCD)
    word ^= word >> np.uint64(33)
    word *= np.uint64(0xC4CEB9FE1A85EC53)
    short = np.uint32((word ^ (word >> np.uint64(33))) >> np.uint64(32))
    return short if short != np.uint32(0) else np.uint32(1)
