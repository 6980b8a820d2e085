"""A text and a rule → the text without what the rule finds; what was found is added to `Finds`.

The text must be folded. What remains is a part of it, in order; pieces around a cut are put
together by one space, or by a line break where one stood there, so nothing new can combine.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import structs

from dedup.core.clean.rule import Rule
from dedup.core.kernels.places import HEAD_SIZE, LAST_SIZE, TAIL_SIZE

CAPTION = 350  # characters; of the captions read, one in a hundred is longer

_SENTENCE_END = re.compile(r"[.!?][\"')\]]{0,2}(?=[\s가-힣A-Z\"'])|[。।؟۔](?=[^\n])")
_PICTURED = re.compile(  # how captions end and reports seldom do: no verb, or one of showing
    r"(?:있다|모습|장면|전경|현장|사진|화면|포스터|이미지|조감도|로고|외관|내부)\.?$"
    r"|[가-힣)](?<![다요죠까])\.?$|[^다요.!?\"']$"
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


def cut(text: str, *, rule: Rule, places: Sequence[int], finds: Finds) -> str:
    """Return the text without what the rule finds; the same object where it finds nothing.

    `places` are where the book says that the rule is worth trying.
    """
    pieces: list[str] = []
    done = 0
    for match in _matches(text, rule=rule, places=places):
        if match.start() < done:  # within the one before
            continue
        finds.add(rule, match)
        before = text[done : match.start()]
        done = match.end()
        if rule.takes == "caption":
            before = _without_caption(before, after=text[done : done + 1], finds=finds)
        pieces.append(before)
    return _join([*pieces, text[done:]]) if pieces else text


def keeping_captions(rule: Rule) -> Rule:
    """Return the rule that takes out a picture's credit alone."""
    return structs.replace(rule, takes="match")


def _matches(text: str, *, rule: Rule, places: Sequence[int]) -> Iterator[re.Match[str]]:
    pattern, zone = rule.pattern, rule.zone
    if zone in {"line", "anywhere"}:  # a match may begin in one line and end in another
        yield from pattern.finditer(text)
        return
    for at in places:
        if zone in {"bracket", "start"}:
            match = pattern.match(text, at)
        elif zone == "end":
            end = text.find("\n", at)
            match = pattern.search(text, at, end if end >= 0 else len(text))
        elif zone == "head":
            match = pattern.search(text, 0, HEAD_SIZE)
        else:
            begin = len(text) - (TAIL_SIZE if zone == "tail" else LAST_SIZE)
            match = pattern.search(text, max(0, begin, at - rule.reach))
        if match is not None:
            yield match


def _without_caption(before: str, *, after: str, finds: Finds) -> str:
    """Return what stands before a credit, without the caption that it closes."""
    start = before.rfind("\n") + 1
    line = before[start:]
    if not _is_caption(line, after=after):
        return before
    finds.captions[line.strip()] = None
    return before[:start] or "\n"


def _is_caption(line: str, *, after: str) -> bool:
    """Tell a caption from a paragraph that a picture's credit follows.

    Where the line goes on behind the credit, or the text ends there, only its wording can tell. A
    capital glued to the credit begins a line whose break was lost.
    """
    line = line.strip()
    if not 4 <= len(line) <= CAPTION or len(_SENTENCE_END.findall(line)) > 1:
        return False
    return after == "\n" or after.isupper() or _PICTURED.search(line) is not None


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
