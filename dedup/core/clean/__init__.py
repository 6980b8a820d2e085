"""Raw title and body → `Text`: the words without furniture, and what the furniture says, as data.

Pure, never raises, idempotent on its own body. Rules take out; nothing is added or reordered.
"""

import re
from collections.abc import Iterable, Sequence

from msgspec import structs

from dedup.core.clean.cut import Finds, cut, keeping_captions
from dedup.core.clean.en import ENGLISH
from dedup.core.clean.ko import KOREAN
from dedup.core.clean.part import PARTS
from dedup.core.clean.rule import Rule, Zone
from dedup.core.clean.text import Text
from dedup.core.clean.unicode import fold
from dedup.core.clean.universal import UNIVERSAL
from dedup.core.clean.version import Version, version_of
from dedup.core.credits import Credits

__all__ = ["Text", "clean"]

_PASSES = 24  # each but the last cuts something; of the articles read, 5 is the most
_HANGUL = re.compile("[가-힣]")
_WORD = re.compile(r"\w")
_NAMES = re.compile(r"[·,/| ]+")
_PEOPLE = re.compile(r", and |, | and ")
_PHOTO = ("photo", "lender", "giver", "pair", "mark", "bare", "glued", "holder")
_TITLE = 8  # characters; a shorter title can be the first words of its article
_NO_WORD = re.compile(r"[\W_]+")
_CREDIT_SLACK = 25  # characters that a credit glued to the second copy of a caption may have
_ByZone = tuple[tuple[Zone, tuple[Rule, ...]], ...]


def _by_zone(rules: Iterable[Rule]) -> _ByZone:
    """Group the rules, so that each part of a text is made once a pass."""
    return tuple(
        (zone, members)
        for zone in PARTS
        if (members := tuple(rule for rule in rules if rule.zone == zone))
    )


_RULES: dict[str, tuple[_ByZone, _ByZone]] = {
    language: (_by_zone(rules), _by_zone([keeping_captions(rule) for rule in rules]))
    for language, rules in (
        ("ko", KOREAN),
        ("en", ENGLISH),
        ("both", tuple(dict.fromkeys(ENGLISH + KOREAN))),
        ("*", UNIVERSAL),
    )
}


def clean(*, title: str, body: str, language: str) -> Text:
    """Return the article without furniture; what would leave nothing keeps what was there.

    `language` is a primary subtag. English rules apply to "en" and where it is "", and Korean
    rules go with them where there is Hangul. Other languages get the universal rules.
    """
    title, version = version_of(fold(title))
    folded = fold(body)
    rules, keeping = _RULES[_language(folded, language=language)]
    finds = Finds()
    text = _settle(folded, title=title, by_zone=rules, finds=finds)
    captions = tuple({_NO_WORD.sub("", caption): caption for caption in finds.captions}.values())
    if len(text) < sum(map(len, captions)):  # a photo article is its caption
        finds.captions.clear()
        text, before = folded, ""
        while text != before:
            before = text
            text = _settle(text, title=title, by_zone=keeping, finds=finds)
            text = "\n".join(dict.fromkeys(text.split("\n")))
        captions = tuple(finds.captions)
    if not _WORD.search(text):
        captions, text = (), folded
    return Text(
        title=title,
        body=text,
        captions=captions,
        credits=_credits(finds, version=version),
        cut=tuple(finds.rules),
    )


def _language(text: str, *, language: str) -> str:
    if language == "en" or not language:
        return "both" if _HANGUL.search(text) else "en"
    return language if language in _RULES else "*"


def _settle(text: str, *, title: str, by_zone: _ByZone, finds: Finds) -> str:
    """Apply the rules until none finds anything more."""
    quiet: dict[Zone, str] = {}  # what a zone held when no guard occurred in it
    for _ in range(_PASSES):
        before = text
        text = _without_title(text, title=title)
        for zone, members in by_zone:
            text = _cut_zone(text, zone=zone, rules=members, quiet=quiet, finds=finds)
        if finds.captions:
            text = _without_copies(text, captions=tuple(finds.captions))
        if text == before:
            break
    return text


def _cut_zone(
    text: str, *, zone: Zone, rules: Sequence[Rule], quiet: dict[Zone, str], finds: Finds
) -> str:
    parts = PARTS[zone](text)
    characters = "\n".join([part[1] for part in parts])
    if not parts or quiet.get(zone) == characters:
        return text
    tried = False
    for rule in rules:
        for guard in rule.guards:
            if guard in characters:
                tried = True
                after = cut(text, rule=rule, parts=parts, finds=finds)
                if after is not text:
                    text = after
                    parts = PARTS[zone](text)
                    characters = "\n".join([part[1] for part in parts])
                break
    if not tried:
        quiet[zone] = characters
    return text


def _without_title(text: str, *, title: str) -> str:
    """Drop the title where it stands once more before the text, on its own line or glued to it."""
    if len(title) < _TITLE or not text.startswith(title) or len(text) == len(title):
        return text
    follower = text[len(title)]
    return text[len(title) :].lstrip() if follower == "\n" or follower.isupper() else text


def _without_copies(text: str, *, captions: Sequence[str]) -> str:
    """Drop lines that are a caption once more, with or without its credit glued on."""
    keys = [_NO_WORD.sub("", caption) for caption in captions]
    kept: list[str] = []
    for line in text.split("\n"):
        key = _NO_WORD.sub("", line)
        if not any(
            key.startswith(caption) and len(key) - len(caption) <= _CREDIT_SLACK for caption in keys
        ):
            kept.append(line)
    return "\n".join(kept)


def _credits(finds: Finds, *, version: Version) -> Credits:
    if not finds.groups:  # most articles name nobody
        return Credits(
            version=version.tag, version_rank=version.rank, correction=version.correction
        )
    names = [
        name.strip()
        for written in (*finds.all("byline"), *finds.all("reporter"))
        for name in (_NAMES if _HANGUL.search(written) else _PEOPLE).split(written)
        if len(name.strip()) > 1
    ]
    if not version.rank and (tag := finds.first("version")):  # only the dek has one
        version = structs.replace(version_of(tag)[1], correction=version.correction)
    return Credits(
        agency=finds.first("agency") or finds.first("agency_alone"),
        place=finds.first("place") or finds.first("where"),
        bylines=tuple(dict.fromkeys(names)),
        photo=next((who for name in _PHOTO if (who := finds.first(name))), ""),
        version=version.tag,
        version_rank=version.rank,
        correction=version.correction or bool(finds.all("correction")),
    )
