"""Rules as values: what to look for, where, and examples that are its tests.

A rule only takes out. What its named groups catch becomes data: `agency`, `place`, `byline`,
`photo` (whose picture), `version`, `correction` and `caption`. A `supplier` is an agency that a line
beside the text names (a copyright, a byline, who helped): less than the one of a dateline.
"""

import re
from typing import Literal

from msgspec import Struct

# In the order in which rules are tried; `dedup.core.kernels.places` says how far each reaches.
Zone = Literal["start", "bracket", "line", "end", "anywhere", "head", "tail", "last"]
Takes = Literal["match", "caption"]


class Rule(Struct, frozen=True, kw_only=True):
    """One kind of furniture.

    `guards` are literal strings, one of which must occur in the zone before the pattern is tried;
    zones are parts of a text that are small against it. Where guards are common and matches are
    not, `needs` are literals of which one stands somewhere in every text that has a match (behind
    the text stands a line break): they only save time. Patterns of zone `bracket` and `start`
    begin where a bracket opens or a line begins, those of `end` reach to the end of a line, those
    of `tail` and `last` to the end of the text. Where a rule takes a caption, the match is its
    credit, and the line before it goes along if it reads like a caption. `reach` is how far before
    its first guard a match that ends the text may begin. `examples` are (before, after); a pair of
    equals says what the rule must leave alone.
    """

    name: str
    guards: tuple[str, ...]
    needs: tuple[str, ...] = ()
    pattern: re.Pattern[str]
    zone: Zone
    takes: Takes = "match"
    reach: int = 60  # characters
    examples: tuple[tuple[str, str], ...]
