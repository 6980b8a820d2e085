"""Rules as values: what to look for, where, and examples that are its tests.

A rule only takes out; what it takes out becomes data by the names of its groups: `agency`,
`place`, `byline`, `photo` (whose picture) and `caption` (a caption, kept apart from the body).
What a group `kept` caught stays where it is.
"""

import re
from typing import Literal

from msgspec import Struct, structs

HEAD_SPAN = 600  # characters; deks stand before the dateline, the longest seen take 480
TAIL_SPAN = 700  # characters; the longest tip lines and copyright notes seen take 560

Zone = Literal["head", "tail", "anywhere"]


class Rule(Struct, frozen=True, kw_only=True):
    """One kind of furniture.

    `guards` are literal strings without white space, one of which must occur before the pattern
    is tried. A head rule is tried on the first HEAD_SPAN characters, a tail rule (whose pattern
    ends the text) on the last TAIL_SPAN. `examples` are (before, after).
    """

    name: str
    guards: tuple[str, ...]
    pattern: re.Pattern[str]
    zone: Zone = "anywhere"
    examples: tuple[tuple[str, str], ...] = ()


class Finds:
    """What rules took out of one text, in the order in which they found it."""

    __slots__ = ("captions", "groups", "rules")

    def __init__(self) -> None:
        self.rules: dict[str, None] = {}
        self.groups: dict[str, dict[str, None]] = {}
        self.captions: dict[str, None] = {}

    def add(self, rule: Rule, match: re.Match[str]) -> None:
        """Keep the rule's name and the match's named groups."""
        self.rules[rule.name] = None
        for name, value in match.groupdict().items():
            if not value or not (value := value.strip()):
                continue
            if name == "caption":
                self.captions[value] = None
            else:
                self.groups.setdefault(name, {})[value] = None

    def all(self, name: str) -> tuple[str, ...]:
        """Return all that a group of this name caught; the first found stands first."""
        return tuple(self.groups.get(name, ()))

    def first(self, name: str) -> str:
        """Return the first that a group of this name caught, or ""."""
        return next(iter(self.groups.get(name, ())), "")


def apply(text: str, *, rule: Rule, finds: Finds) -> str:
    """Return the text without what the rule found; captions go to `finds`."""
    if rule.zone == "tail":
        return _apply_at_the_end(text, rule=rule, finds=finds)
    if rule.zone == "head":
        match = rule.pattern.search(text, 0, HEAD_SPAN) if _guarded(text[:HEAD_SPAN], rule) else None
        if match is None or match.end() == match.start():
            return text
        finds.add(rule, match)
        return _join([text[: match.start()], match.groupdict().get("kept") or "", text[match.end() :]])
    if not _guarded(text, rule):
        return text
    pieces: list[str] = []
    end = 0
    for match in rule.pattern.finditer(text):
        if match.end() == match.start():
            continue
        finds.add(rule, match)
        pieces += (text[end : match.start()], match.groupdict().get("kept") or "")
        end = match.end()
    if not pieces:
        return text
    pieces.append(text[end:])
    return _join(pieces)


def keeping_captions(rule: Rule) -> Rule:
    """Return the rule that takes out a caption's credit and leaves the caption in the body."""
    source = rule.pattern.pattern
    pattern = re.compile(source.replace("(?P<caption>", "(?P<kept>"), rule.pattern.flags)
    return structs.replace(rule, pattern=pattern)


def _join(pieces: list[str]) -> str:
    """Put pieces together: by a line break where one stood between them, else by a space."""
    whole: list[str] = []
    broken = False
    for piece in pieces:
        core = piece.strip()
        if not core:
            broken = broken or "\n" in piece
            continue
        start = piece.index(core[0])
        if whole:
            whole.append("\n" if broken or "\n" in piece[:start] else " ")
        whole.append(core)
        broken = "\n" in piece[start + len(core) :]
    return "".join(whole)


def _apply_at_the_end(text: str, *, rule: Rule, finds: Finds) -> str:
    start = max(0, len(text) - TAIL_SPAN)
    if not _guarded(text[start:], rule):
        return text
    match = rule.pattern.search(text, start)
    if match is None or match.end() == match.start():
        return text
    finds.add(rule, match)
    return text[: match.start()].rstrip()


def _guarded(part: str, rule: Rule) -> bool:
    return any(guard in part for guard in rule.guards)
