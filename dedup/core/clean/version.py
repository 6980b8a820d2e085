"""A title, or the line below it → the same without its version tag, and the tag as data.

Newsrooms send one story several times: a flash, numbered reports, then round-ups of the day. The
tag says which one this is; its rank orders one chain and says nothing across chains.
"""

import re

from msgspec import Struct

# Ranks leave room between the kinds: a flash, numbered reports (1보 → 2, 9보 → 10), a detailed
# report, round-ups (종합 → 21, 종합2보 → 22). English leads and updates count like reports.
FLASH = 1
REPORT = 1
DETAILED = 15
ROUND_UP = 20

_KOREAN = re.compile(
    r"[\[(<【]\s?(?:(?P<flash>속보|긴급)|(?P<detailed>상보)|(?P<report>[1-9])보"
    r"|종합\s?(?:(?P<round>[1-9])보)?(?P<closed>)"
    r"|(?P<fix>정정|고침|정정보도|바로잡습니다|바로잡음|수정))\s?[\])>】]"
)
_ENGLISH = re.compile(
    r"^(?:UPDATE\s?(?P<report>\d{1,2})|(?P<flash>BREAKING|URGENT|FLASH|ALERT)"
    r"|(?P<fix>RECTIFIED|CORRECTED|CORRECTION|REFILE)(?:\s?\([^)]{1,30}\))?)\s?[-:]\s?"
    r"|,?\s?\(?\b(?P<lead>\d)(?:st|nd|rd|th)\s(?:[Ll][Dd]|L[Ee][Aa][Dd])(?:[- ][Ww]rite[Tt]hru)?\b\)?"
    r"|[\[(](?:(?P<urgent>URGENT)|(?P<first>LEAD)|(?P<fixed>RECTIFIED|CORRECTED|CORRECTION))[\])]"
)
_BRACKETS = re.compile(r"[\[(<【]")
# In every alternative of the above; begins as no Korean title does, which is soon seen.
_LATIN = re.compile(r"[A-Zl](?:(?<=[Ll])[Dd]\b|(?<=L)[Ee][Aa][Dd]|(?<=[A-Z])[A-Z]{4})")


class Version(Struct, frozen=True, kw_only=True):
    """A version tag: as written, its rank in a chain (0: none), whether it marks a correction."""

    tag: str = ""
    rank: int = 0
    correction: bool = False


def version_of(line: str) -> tuple[str, Version]:
    """Return the line without its version tags, and what they say: the highest rank counts.

    A line that is nothing but tags keeps its words.
    """
    found: list[re.Match[str]] = []
    rest = line
    for marks, pattern in ((_BRACKETS, _KOREAN), (_LATIN, _ENGLISH)):
        if not marks.search(rest):
            continue
        matches = list(pattern.finditer(rest))
        found += matches
        for match in reversed(matches):
            rest = f"{rest[: match.start()].rstrip()} {rest[match.end() :].lstrip()}".strip()
    if not found:
        return line, Version()
    ranks = [_rank(match.groupdict()) for match in found]
    best = max(range(len(found)), key=lambda nth: (ranks[nth], -nth))
    return rest or line, Version(
        tag=found[best].group().strip("[](){}<>【】-:, ") if ranks[best] else "",
        rank=ranks[best],
        correction=any(
            match.groupdict().get("fix") or match.groupdict().get("fixed") for match in found
        ),
    )


def _rank(groups: dict[str, str | None]) -> int:
    if groups.get("flash") or groups.get("urgent"):
        return FLASH
    if groups.get("detailed"):
        return DETAILED
    if number := groups.get("report") or groups.get("lead"):
        return min(REPORT + int(number), DETAILED - 1)
    if groups.get("first"):
        return REPORT + 1
    if groups.get("closed") is not None:
        return ROUND_UP + int(groups.get("round") or 1)
    return 0
