"""A folded text → the small parts of it where furniture stands.

Most articles hold no furniture outside their first and last lines, so looking for the guards of
forty rules in these parts costs a tenth of looking for them in the whole text.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from dedup.core.clean.rule import Zone

HEAD = 600  # characters; deks stand before the dateline, the longest seen take 480
TAIL = 700  # characters; the longest tip lines and copyright notes seen take 560
LAST = 200  # characters; addresses, bylines, the names of a television crew
SHORT_LINE = 160  # characters; buttons, bylines, headlines; what is longer is a paragraph
LINE_START = 16  # characters; labels before captions
LINE_END = 100  # characters; credits after captions, with the photographer and an address
BRACKET = 120  # characters; a credit naming three lenders takes 90

_OPENING = ("[", "(", "<", "【", "◀")
_INSIDE = re.compile(  # a bracket may hold one more, as in (사진=우리회사(주) 제공)
    rf"[^\[\]()<>【】◀▶\n]{{1,{BRACKET}}}(?:\([^()\n]{{1,20}}\)[^\[\]()<>【】◀▶\n]{{0,60}})?"
)

_TOLD = ("다.", '다."', "다.'")

Part = tuple[int, str]  # where it begins in the text, and its characters


def _head(text: str) -> Sequence[Part]:
    return ((0, text[:HEAD]),)


def _tail(text: str) -> Sequence[Part]:
    if _ends_as_told(text):
        return ()
    start = max(0, len(text) - TAIL)
    return ((start, text[start:]),)


def _last(text: str) -> Sequence[Part]:
    if _ends_as_told(text):
        return ()
    start = max(0, len(text) - LAST)
    return ((start, text[start:]),)


def _ends_as_told(text: str) -> bool:
    """Tell whether the text ends in a sentence of newspaper Korean: then nothing stands behind it.

    Of the feed's articles 55 in 100 do. Furniture is addresses, names and headlines, or is in
    the polite form, as broadcasters' whole texts are.
    """
    return text.endswith(_TOLD) and text[-3:-2] != "니"


def _everything(text: str) -> Sequence[Part]:
    return ((0, text),)


@lru_cache(maxsize=1)  # three zones in a row ask for the lines of the same text
def _lines(text: str) -> Sequence[Part]:
    parts: list[Part] = []
    at = 0
    for line in text.split("\n"):
        parts.append((at, line))
        at += len(line) + 1
    return parts


def _short_lines(text: str) -> Sequence[Part]:
    return [part for part in _lines(text) if len(part[1]) <= SHORT_LINE]


def _line_starts(text: str) -> Sequence[Part]:
    return [(at, line[:LINE_START]) for at, line in _lines(text)]


def _line_ends(text: str) -> Sequence[Part]:
    return [(at + max(0, len(line) - LINE_END), line[-LINE_END:]) for at, line in _lines(text)]


def _brackets(text: str) -> Sequence[Part]:
    """Find where brackets open; the characters are those inside."""
    parts: list[Part] = []
    for opening in _OPENING:
        at = text.find(opening)
        while at >= 0:
            if inside := _INSIDE.match(text, at + 1):
                parts.append((at, inside.group()))
            at = text.find(opening, at + 1)
    parts.sort()
    return parts


PARTS: Mapping[Zone, Callable[[str], Sequence[Part]]] = {  # in the order in which rules are tried
    "start": _line_starts,
    "bracket": _brackets,
    "line": _short_lines,
    "end": _line_ends,
    "anywhere": _everything,
    "head": _head,
    "tail": _tail,
    "last": _last,
}
