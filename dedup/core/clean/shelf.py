"""Language → the book of its rules, made when the first article in it comes.

All of them at once would take half a second of every start.
"""

import re
from functools import cache
from importlib import import_module

from dedup.core.clean.book import Book, bind
from dedup.core.clean.cut import keeping_captions
from dedup.core.clean.rule import Rule
from dedup.core.clean.universal import UNIVERSAL

# Each is a module of this package. Languages of one book are neighbours, and pages in one of them
# borrow from the others.
_LANGUAGES = {
    "ko": "ko",
    "en": "en",
    "latin": (
        "af az bs ca cs da de es et eu fi fil fr ga gl hr hu id is it jv lt lv ms mt nb nl nn no pl pt"
        " ro sk sl sq su sv sw tl tr uz vi"
    ),
    "cyrillic": "ba be bg kk ky mk mn ru sr tg tt uk",
    "arabic": "ar fa ps ug ur",
    "devanagari": "hi mr ne",
    "ja": "ja",
    "zh": "zh",
    "thai": "lo th",
}
BOOKS = (*_LANGUAGES, "*")
_BOOK_OF = {
    language: name for name, languages in _LANGUAGES.items() for language in languages.split()
}
_BOTH = ("en", "ko")
HANGUL = re.compile("[가-힣]")


def books_of(text: str, *, language: str) -> tuple[str, ...]:
    """Return the names of the books whose rules a text needs; `language` is a primary subtag.

    English rules apply to "en" and where it is "", and Korean rules go with them where there is
    Hangul. Other languages have the rules of their script, and where there are none, the universal.
    """
    if language in {"", "en"}:
        return _BOTH if HANGUL.search(text) else ("en",)
    return (_BOOK_OF.get(language, "*"),)


@cache
def book(names: tuple[str, ...], *, keeping: bool = False) -> Book:
    """Return the rules of these books as one; `keeping` leaves captions in the text."""
    found = dict.fromkeys(rule for name in names for rule in rules(name))
    return bind(map(keeping_captions, found) if keeping else found)


def rules(name: str) -> tuple[Rule, ...]:
    """Return the rules of one book."""
    if name == "*":
        return UNIVERSAL
    found: tuple[Rule, ...] = import_module(f"{__package__}.{name}").RULES
    return found
