"""Text of any origin → one form: NFKC, plain quotes, single spaces, one paragraph a line.

Idempotent: `fold(fold(x)) == fold(x)`. Most articles are already in form and pay only for the
scans; the character tables are walked only where a scan says that they can matter.
"""

import re
import unicodedata

# What NFKC would turn into something else than what a newsroom means by it, and what it leaves
# in several forms: copyright signs, middle dots, degree signs, the Korean letter I as a bar.
_MEANT = {
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


def fold(text: str) -> str:
    """Return the text in its one form; paragraphs are lines without empty lines between them."""
    if not text.isascii():
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
