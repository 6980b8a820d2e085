"""HTML in a field of a feed → the text that a reader sees, a line for every block.

Most feeds carry plain text, so a cheap scan decides first. What only looks like a tag, as <사진=…>
or 3 < 5, stays.
"""

import re
from html import unescape
from html.parser import HTMLParser

_BLOCK_TAGS = """
    address article aside blockquote br center dd div dl dt figcaption figure footer form h1 h2 h3
    h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul
"""
_INLINE_TAGS = "a abbr b big cite code em font i img ins mark q s small span strong sub sup u"
_UNSEEN_TAGS = "script style noscript template iframe object video audio"
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_UNSEEN = frozenset(_UNSEEN_TAGS.split())
_TAGS = "|".join((_BLOCK_TAGS + _INLINE_TAGS + " " + _UNSEEN_TAGS).split())
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,7}|#\d{1,6}|#[xX][0-9a-fA-F]{1,5});")
_SPACE = re.compile(r"[ \t\r\n\f]+")


def plain(text: str) -> str:
    """Return the text without markup; unchanged where there is none."""
    if "<" in text and _TAG.search(text):
        seen = _Seen()
        seen.feed(text)
        seen.close()
        return seen.text()
    if "&" in text and _REFERENCE.search(text):
        return unescape(text)
    return text


class _Seen(HTMLParser):
    """Collects what is seen. Lines are those of blocks where there are any, else of the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str | None] = []  # None where a block begins or ends
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _BLOCKS:
            self._pieces.append(None)
        elif tag in _UNSEEN:
            self._unseen += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._pieces.append(None)
        elif tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._pieces.append(data)

    def text(self) -> str:
        """Return what was collected."""
        if None not in self._pieces:
            return "".join(piece for piece in self._pieces if piece)
        blocks = [""]
        for piece in self._pieces:
            if piece is None:
                blocks.append("")
            else:
                blocks[-1] += _SPACE.sub(" ", piece)
        return "\n".join(line for block in blocks if (line := block.strip()))
