"""Shapes of furniture that pages in all languages have, made from each language's words.

A line of furniture is told by being nothing else: one phrase, a label with what it labels, a date.
Words are given as within a sentence; they are also found with capitals, first or all.
"""

import re
from collections.abc import Iterable

from dedup.core.clean.rule import Rule
from dedup.core.clean.unicode import fold_by_neighbours
from dedup.core.clean.universal import OWNED

# Who wrote a text is named without a sentence: "记者:" and "Reporter:" also begin questions.
A_NAME = r"[^\n?!。]{0,60}"

Examples = tuple[tuple[str, str], ...]

_SIGNS = r"[^\w\n]{0,4}+"
NAME = r"[^\W\d_a-zß-öø-ÿа-яё][\w'.-]{1,20}"  # begins with a capital, or has none
NAMES = rf"{NAME}(?: (?:(?:de|da|do|dos|del|di|van|von|der|la|le|y|e|et|und|en) )?{NAME}){{1,4}}"


def forms(words: str) -> tuple[str, ...]:
    """Return phrases, separated by `|`, folded and in the cases in which pages have them.

    Longer ones stand first, so that none hides another that it begins.
    """
    found: dict[str, None] = {}
    for phrase in fold_by_neighbours(words.replace("\n", "|")).split("|"):
        if plain := phrase.strip():
            each = " ".join(word[0].upper() + word[1:] for word in plain.split())
            for form in (plain, plain[0].upper() + plain[1:], each, plain.upper()):
                found[fold_by_neighbours(form)] = None
    return tuple(sorted(found, key=len, reverse=True))


def either(phrases: Iterable[str]) -> str:
    """Return a regular expression that matches one of the phrases as they are."""
    return f"(?:{'|'.join(map(re.escape, phrases))})"


def alone(name: str, words: str, *, examples: Examples) -> Rule:
    """Lines that are one of these phrases, or several of them, and signs."""
    phrases = forms(words)
    return Rule(
        name=name,
        guards=phrases,
        zone="line",
        pattern=re.compile(
            rf"^{_SIGNS}(?>{either(phrases)}(?!\w){_SIGNS})+$",
            re.MULTILINE,
        ),
        examples=examples,
    )


def labelled(
    name: str, words: str, *, examples: Examples, sign: str = " ?[:|] ?", rest: str = "[^\n]{0,130}"
) -> Rule:
    """Lines that one of these words begins, with a sign behind it, and what is labelled so."""
    phrases = forms(words)
    return Rule(
        name=name,
        guards=phrases,
        zone="line",
        pattern=re.compile(rf"^[^\w\n]{{0,4}}?{either(phrases)}(?:{sign}){rest}$", re.MULTILINE),
        examples=examples,
    )


def from_home(words: str, *, examples: Examples) -> Rule:
    """Lines of the way from the first page, which is called by one of these words."""
    return labelled(
        "path from home", words, sign=" ?[/|>»›·] ?", rest=r"[^\n]{0,60}", examples=examples
    )


def dated(
    name: str, words: str, *, months: str, examples: Examples, centuries: tuple[str, ...] = ("20",)
) -> Rule:
    """Lines that say when an article was published or updated, and nothing else.

    `months` are written as in a date; `words` are all others that may stand beside it.
    """
    named = either(forms(months))
    token = rf"(?:{named}|{either(forms(words))}|\d{{1,4}})"
    date = rf"(?:\d[./-] ?\d{{1,2}}[./-]|\d[^\w\n]{{0,3}}(?:de |del )?{named}|{named}\W{{1,2}}\d|\d[年月])"
    return Rule(
        name=name,
        guards=centuries,
        zone="line",
        pattern=re.compile(
            rf"^(?=[^\n]{{0,60}}{either(centuries)}\d\d)(?=[^\n]{{0,150}}$)(?=[^\n]{{0,60}}{date}){_SIGNS}(?>{token}{_SIGNS}){{3,30}}$",
            re.MULTILINE,
        ),
        examples=examples,
    )


LINES = (
    Rule(
        name="copyright line",
        guards=("©", "(c)", "(C)", "opyright", "COPYRIGHT"),
        zone="line",
        pattern=re.compile(
            r"^[^\w\n©(]{0,4}(?:©|\([cC]\) ?(?=[A-ZÀ-Þ\d])|\(C\) ?(?=[一-鿿ァ-ヺ])|(?:Copyright|COPYRIGHT)\b(?= ?(?:©|\(|[12]\d{3}|by)))"
            + OWNED
            + r"[^\n]{0,150}$",
            re.MULTILINE,
        ),
        examples=(
            ("It ended.\n© Example Agency, ex:310303-99-1/2\nTags", "It ended.\nTags"),
            ("Copyright law was changed.",) * 2,
        ),
    ),
    Rule(
        name="path of the page",
        guards=(">", "»", "›"),
        zone="line",
        pattern=re.compile(
            r"^[^\n.!?:;,\"'«»>›=<]{2,40}(?: ?[>»›] ?[^\n.!?;\"'«»>›=<]{1,40}){1,5}$", re.MULTILINE
        ),
        examples=(
            ("Home > News > Local\nRain fell.", "Rain fell."),
            ("Es sei «nass» gewesen.",) * 2,
        ),
    ),
    Rule(
        name="initials of writer and editor",
        guards=("/",),
        zone="line",
        pattern=re.compile(
            r"^(?:\(?[a-z]{2,4}(?:[/-][a-z]{2,4}){1,4}\)?|[A-Z]{2,5}(?: ?\([A-Z/]{2,12}\))? // [A-Z]{2,5})$",
            re.MULTILINE,
        ),
        examples=(("It ended.\nabc/de/fgh", "It ended."), ("It ended.\nABC // DE", "It ended.")),
    ),
)
