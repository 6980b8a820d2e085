"""A text and a rule → the text without what the rule finds; what was found is added to `Finds`.

The text must be folded. What remains is a part of it, in order; pieces around a cut are put
together by one space, or by a line break where one stood there, so nothing new can combine.
"""

import re

from msgspec import structs

from dedup.core.clean.rule import Rule

HEAD_SPAN = 600  # characters; deks stand before the dateline, the longest seen take 480
TAIL_SPAN = 700  # characters; the longest tip lines and copyright notes seen take 560
CAPTION = 350  # characters; of the captions read, one in a hundred is longer

_SENTENCE_END = re.compile(r"[.!?][\"')\]]{0,2}(?=[\s가-힣A-Z\"'])")
_PICTURED = re.compile(  # how captions end and reports seldom do
    r"(?:있다|모습|장면|전경|현장|사진|화면|포스터|이미지|조감도|로고|외관|내부|[^다요.!?\"'])\s?\.?\s?$"
)


class Finds:
    """What rules took out of one text, each in the order in which it was found."""

    __slots__ = ("captions", "groups", "rules")

    def __init__(self) -> None:
        self.rules: dict[str, None] = {}
        self.groups: dict[str, dict[str, None]] = {}
        self.captions: dict[str, None] = {}

    def add(self, rule: Rule, match: re.Match[str]) -> None:
        """Keep the rule's name and what the groups caught."""
        self.rules[rule.name] = None
        for name, value in match.groupdict().items():
            if not value or not (value := value.strip(" .")):
                continue
            if name == "caption":
                self.captions[value] = None
            else:
                self.groups.setdefault(name, {})[value] = None

    def all(self, name: str) -> tuple[str, ...]:
        """Return all that groups of this name caught; the first found stands first."""
        return tuple(self.groups.get(name, ()))

    def first(self, name: str) -> str:
        """Return the first that a group of this name caught, or ""."""
        return next(iter(self.groups.get(name, ())), "")


def cut(text: str, *, rule: Rule, finds: Finds) -> str:
    """Return the text without what the rule finds."""
    match rule.zone:
        case "head":
            return _cut_head(text, rule=rule, finds=finds)
        case "tail":
            return _cut_tail(text, rule=rule, finds=finds)
        case "caption":
            return _cut_captions(text, rule=rule, finds=finds)
    if not any(guard in text for guard in rule.guards):
        return text
    pieces: list[str] = []
    end = 0
    for match in rule.pattern.finditer(text):
        finds.add(rule, match)
        pieces.append(text[end : match.start()])
        end = match.end()
    return _join([*pieces, text[end:]]) if pieces else text


def keeping_captions(rule: Rule) -> Rule:
    """Return the rule that takes out a picture's credit alone."""
    return structs.replace(rule, zone="anywhere") if rule.zone == "caption" else rule


def _cut_head(text: str, *, rule: Rule, finds: Finds) -> str:
    head = text[:HEAD_SPAN]
    if not any(guard in head for guard in rule.guards):
        return text
    match = rule.pattern.search(text, 0, HEAD_SPAN)
    if match is None:
        return text
    finds.add(rule, match)
    return _join([text[: match.start()], text[match.end() :]])


def _cut_tail(text: str, *, rule: Rule, finds: Finds) -> str:
    start = max(0, len(text) - TAIL_SPAN)
    tail = text[start:]
    if not any(guard in tail for guard in rule.guards):
        return text
    match = rule.pattern.search(text, start)
    if match is None:
        return text
    finds.add(rule, match)
    return text[: match.start()].rstrip()


def _cut_captions(text: str, *, rule: Rule, finds: Finds) -> str:
    if not any(guard in text for guard in rule.guards):
        return text
    pieces: list[str] = []
    end = 0
    for match in rule.pattern.finditer(text):
        finds.add(rule, match)
        start = max(text.rfind("\n", 0, match.start()) + 1, end)
        line = text[start : match.start()]
        if _is_caption(line, after=text[match.end() : match.end() + 2]):
            finds.captions[line.strip()] = None
            pieces += (text[end:start], "\n")
        else:
            pieces.append(text[end : match.start()])
        end = match.end()
    return _join([*pieces, text[end:]]) if pieces else text


def _is_caption(line: str, *, after: str) -> bool:
    """Tell a caption from a paragraph that a picture's credit follows.

    Where the line goes on behind the credit, or the text ends there, only its wording can tell.
    """
    if not 4 <= len(line) <= CAPTION or len(_SENTENCE_END.findall(line)) > 1:
        return False
    return after.startswith("\n") or _PICTURED.search(line) is not None


def _join(pieces: list[str]) -> str:
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
