"""HTML in a field of a feed → the text that a reader sees, a line for every block.

Most feeds carry plain text, so a cheap scan decides first. What only looks like a tag, as <사진=…>
or 3 < 5, stays; so does a <script> that has no end, of which plain text speaks.
"""

import re
from html import unescape
from html.parser import HTMLParser

_BLOCK_TAGS = """
    address article aside blockquote br center dd div dl dt figcaption figure footer form h1 h2 h3
    h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul
"""
_INLINE_TAGS = "a abbr b big cite code em font i img ins mark q s small span strong sub sup u"
_UNSEEN_TAGS = "script style noscript template iframe object video audio title"
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_TAGS = "|".join((_BLOCK_TAGS + _INLINE_TAGS + " " + _UNSEEN_TAGS).split())
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_UNSEEN = re.compile(rf"<({'|'.join(_UNSEEN_TAGS.split())})(?:\s[^<>]*)?>", re.IGNORECASE)
_ENDS = {tag: re.compile(rf"</{tag}\s*>", re.IGNORECASE) for tag in _UNSEEN_TAGS.split()}
_REFERENCE = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,7}|#\d{1,6}|#[xX][0-9a-fA-F]{1,5});")
_ESCAPED = re.compile(r"</(?:p|div|li)>|<br ?/?>", re.IGNORECASE)  # of markup that was escaped
_CDATA = "<![CDATA["
_SPACE = re.compile(r"[ \t\r\n\f]+")


def plain(text: str) -> str:
    """Return the text without markup; unchanged where there is none."""
    if _CDATA in text:  # the wrapping of an XML feed that was cut into pieces, not read
        text = text.replace(_CDATA, "").replace("]]>", "")
    if "<" in text and _TAG.search(text):
        seen = _Seen()
        seen.feed(_without_unseen(text))
        seen.close()
        return seen.text()
    if "&" in text and _REFERENCE.search(text):
        text = unescape(text)
        return plain(text) if _ESCAPED.search(text) else text
    return text


def _without_unseen(text: str) -> str:
    """Return HTML without the elements that nobody sees; a tag of one without end becomes text."""
    kept: list[str] = []
    at = 0
    endless: set[str] = set()  # of these nothing ends any more: looked for once
    for opening in _UNSEEN.finditer(text):
        if opening.start() < at:
            continue
        kept.append(text[at : opening.start()])
        at = opening.end()
        tag = opening[1].lower()
        if opening[0].endswith("/>"):
            continue
        end = None if tag in endless else _ENDS[tag].search(text, at)
        if end is None:
            endless.add(tag)
            kept.append(f"&lt;{opening[0][1:]}")
        else:
            at = end.end()
    kept.append(text[at:])
    return "".join(kept)


class _Seen(HTMLParser):
    """Collects what is seen. Lines are those of blocks where there are any, else of the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str | None] = []  # None where a block begins or ends

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _BLOCKS:
            self._pieces.append(None)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._pieces.append(None)

    def handle_data(self, data: str) -> None:
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
