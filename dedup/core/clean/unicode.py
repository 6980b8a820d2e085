"""Text of any origin → one form: NFKC, plain quotes, single spaces, one paragraph a line.

Idempotent: `fold(fold(x)) == fold(x)`. Most articles pay for one pass with a table; only where a
character depends on its neighbours are Unicode's own tables walked.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dedup.core.kernels.forms import CHANGED, DROPPED, LONGER, LONGEST, NEIGHBOURS, SAME, formed

# Outlets of one country write figures in its own digits and in everybody's: of Arabic, Persian and
# Urdu, Hindi, Bengali, Thai.
_DIGITS = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯๐๑๒๓๔๕๖๗๘๙"
# What NFKC would turn into something else than what a newsroom means by it, and what it leaves
# in several forms: copyright signs, middle dots, degree signs, the Korean letter I as a bar.
_MEANT = {
    **{digit: str(unicodedata.digit(digit)) for digit in _DIGITS},
    "٫": ".",
    "٬": ",",
    "٪": "%",
    "ⓒ": "©",
    "Ⓒ": "©",
    "㈜": "(주)",
    "ㅣ": "|",
    "│": "|",
    "ㆍ": "·",
    "･": "·",
    "・": "·",
    "․": "·",
    "‧": "·",
    "∙": "·",
    "˚": "°",
    "º": "°",
    "∼": "~",
    "‐": "-",
    "‑": "-",
    "−": "-",
    "´": "'",
    "`": "'",
    "‘": "'",
    "’": "'",
    "‚": "'",
    "‛": "'",
    "′": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "‟": '"',
    "″": '"',
    "〝": '"',
    "〞": '"',
    "＂": '"',
    "＇": "'",
    "…": "...",  # as NFKC has it; here because one article in six has one and nothing else
    "\xa0": " ",  # likewise
}
_TABLE = str.maketrans(_MEANT)
_COMMON = (
    "“",
    "”",
    "‘",
    "’",
    "…",
    "\xa0",
)  # replaced one by one: in most articles only these occur
# Those of them that NFKC leaves as they are; the others are only looked for where a text is not
# in NFKC, together with the blocks of signs that NFKC changes one by one (superscripts, letter-like
# signs, enclosed and square forms, full width).
_STABLE = tuple(
    char for char in _MEANT if char not in _COMMON and unicodedata.is_normalized("NFKC", char)
)
_SIGNS = re.compile(
    "["
    + "".join(char for char in _MEANT if char not in _COMMON)
    + "\u00b2\u00b3\u00b9\u00bc-\u00be\u2000-\u200a\u2024\u2025\u202f\u2070-\u209f\u2100-\u218f"
    "\u2460-\u24ff\u3000\u3131-\u318e\u3200-\u33ff\uf900-\ufaff\uff01-\uffef]"
)
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Control and format characters, bidi marks, soft hyphens, joiners, variation selectors, tags.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_SPACES = re.compile(r"[^\S\n]+")


# Blocks whose characters stand for themselves, most of the basic plane; asking for each takes long.
_PLAIN = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xE000, 0xF8FF))
_JAMO = ((0x1100, 0x11FF), (0xA960, 0xA97F), (0xD7B0, 0xD7FF))  # which make up syllables


def fold(text: str) -> str:
    """Return the text in its one form; paragraphs are lines without empty lines between them."""
    return fold_all([text])[0]


def fold_all(texts: Sequence[str]) -> list[str]:
    """Return each text in its one form."""
    points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    sizes = np.array([len(text) for text in texts], np.int64)
    folded, ends, states = formed(points, sizes, *_forms())
    written = str(folded, "utf-32-le")
    whole: list[str] = []
    begin = 0
    for text, end, state in zip(texts, ends.tolist(), states.tolist(), strict=True):
        if state == CHANGED:
            whole.append(written[begin:end])
        else:
            whole.append(text if state == SAME else fold_by_neighbours(text))
        begin = end
    return whole


def fold_by_neighbours(text: str) -> str:
    """Return what `fold` returns, whatever characters the text has."""
    if not text.isascii() or "`" in text:
        text = _compose(text)
    if "\r" in text or not text.replace("\n", "").isprintable():
        text = _INVISIBLE.sub("", _BREAKS.sub("\n", text))
        text = _compose(text)  # what stood on both sides of an invisible character can combine
        text = _SPACES.sub(" ", text)
    elif "  " in text:
        text = _SPACES.sub(" ", text)
    if "\n" not in text:
        return text.strip()
    return "\n".join([line for raw in text.split("\n") if (line := raw.strip())])


@cache
def _forms() -> tuple[NDArray[np.uint16], NDArray[np.uint32]]:
    """Return the form of each character of the basic plane, and those of several; takes 15 ms."""
    forms = np.full(65536, NEIGHBOURS, np.uint16)
    longer: dict[str, int] = {}
    for first, last in _PLAIN:
        forms[first : last + 1] = range(first, last + 1)
    for code in np.flatnonzero(forms == NEIGHBOURS).tolist():
        char = chr(code)
        form = _form(char)
        if form is None:
            continue
        if len(form) > 1 or form > "\uffff":
            forms[code] = LONGER + longer.setdefault(form, len(longer))
        else:
            forms[code] = ord(form) if form else DROPPED
    table = np.zeros((len(longer), LONGEST), np.uint32)
    for form, row in longer.items():
        table[row, : len(form)] = [ord(char) for char in form]
    return forms, table


def _form(char: str) -> str | None:
    """Return the form of a character among any others, or None where those have a say."""
    if _BREAKS.match(char):
        return "\n"
    if _INVISIBLE.match(char):
        return None if char.isprintable() else ""  # the others only go where one of these does
    if char.isspace():
        return char if char == "\n" else " "
    form = _compose(char) if char in _MEANT or _SIGNS.match(char) else char
    if len(form) > LONGEST or " " in form or any(map(_joins, form)):
        return None
    return form if unicodedata.is_normalized("NFKC", form) else None


def _joins(char: str) -> bool:
    """Tell whether a character can combine with one before it, or is none yet."""
    return unicodedata.category(char)[0] in "MC" or any(
        first <= ord(char) <= last for first, last in _JAMO
    )


def _compose(text: str) -> str:
    for char in _COMMON:
        if char in text:
            text = text.replace(char, _MEANT[char])
    if not unicodedata.is_normalized("NFKC", text):
        text = _replace_signs(text)
        if not unicodedata.is_normalized("NFKC", text):
            # a form made of several characters can decompose into one of ours
            text = _replace_signs(unicodedata.normalize("NFKC", text))
    for char in _STABLE:
        if char in text:
            text = text.replace(char, _MEANT[char])
    return text


def _replace_signs(text: str) -> str:
    for char in sorted(set(_SIGNS.findall(text))):  # a few replacements beat one str.translate
        # translated before and after: a sign can decompose into one of ours
        plain = unicodedata.normalize("NFKC", char.translate(_TABLE)).translate(_TABLE)
        text = text.replace(char, plain)
    return text
