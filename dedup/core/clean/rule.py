"""Rules as values: what to look for, where, and examples that are its tests.

A rule only takes out. What its named groups catch becomes data: `agency`, `place`, `byline` and
`photo` (whose picture). How a zone is searched is `dedup.core.clean.cut`.
"""

import re
from typing import Literal

from msgspec import Struct

Zone = Literal["head", "tail", "anywhere", "caption"]


class Rule(Struct, frozen=True, kw_only=True):
    """One kind of furniture.

    `guards` are literal strings without white space, one of which must occur in the zone before
    the pattern is tried. Zones: `head` is the beginning of the text and `tail` its end (the
    pattern then reaches to the end of the text); `anywhere`; `caption` is a picture's credit
    anywhere, and the line before it is a caption where it reads like one. `examples` are (before,
    after); a pair of equals says what the rule must leave alone.
    """

    name: str
    guards: tuple[str, ...]
    pattern: re.Pattern[str]
    zone: Zone = "anywhere"
    examples: tuple[tuple[str, str], ...]
