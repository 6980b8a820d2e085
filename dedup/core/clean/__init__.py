"""Raw title and body → `Text`: the words without furniture, and what the furniture says, as data.

Pure, never raises, idempotent on its own body. Rules take out; nothing is added or reordered.
"""

import re
from collections.abc import Generator, Sequence
from typing import TypeVar

from msgspec import structs

from dedup.core.agencies import is_agency
from dedup.core.clean.book import Places, places
from dedup.core.clean.cut import Finds, cut
from dedup.core.clean.shelf import HANGUL, book, books_of
from dedup.core.clean.text import Text
from dedup.core.clean.together import together
from dedup.core.clean.unicode import fold_all
from dedup.core.clean.version import Version, version_of
from dedup.core.credits import Credits

__all__ = ["Text", "clean", "clean_all"]

T = TypeVar("T")

_PASSES = 24  # each but the last cuts something; of the articles read, 5 is the most
_WORD = re.compile(r"\w")
_NAMES = re.compile(r"[·,/| ]+")
_PEOPLE = re.compile(r", and |, | and ")
_REPORTED_IN = re.compile(r" in(?: [^a-z].*)?$")
_AGENCY = ("agency", "agency_alone", "supplier")
_PHOTO = ("photo", "lender", "giver", "pair", "mark", "bare", "glued", "holder")
_TITLE = 8  # characters; a shorter title can be the first words of its article
_NO_WORD = re.compile(r"[\W_]+")
_A_WORD = re.compile(r"[^\W_]")
_CREDIT_SLACK = 25  # characters that a credit glued to the second copy of a caption may have

_Wanted = tuple[tuple[str, ...], bool]  # books, and whether captions are kept
_Asking = Generator[tuple[str, _Wanted], Places, T]  # texts and books; where to try which rule


def clean(*, title: str, body: str, language: str) -> Text:
    """Return the article without furniture; what would leave no word keeps what was there.

    `language` is a primary subtag; which rules apply, `books_of` says.
    """
    return clean_all([(title, body, language)])[0]


def clean_all(articles: Sequence[tuple[str, str, str]]) -> list[Text]:
    """Clean each (title, body, language) by itself, but look for guards in all texts at once."""
    folded = fold_all([text for title, body, _ in articles for text in (title, body)])
    return together(
        [
            _cleaned(title=title, folded=body, language=language)
            for title, body, (_, _, language) in zip(
                folded[::2], folded[1::2], articles, strict=True
            )
        ],
        _found,
    )


def _found(texts: Sequence[tuple[str, _Wanted]]) -> list[Places]:
    """Return where in each text rules of the books are worth trying that are beside it."""
    found: list[Places] = [{}] * len(texts)
    for names, keeping in dict.fromkeys(wanted for _, wanted in texts):
        chosen = [nth for nth, (_, wanted) in enumerate(texts) if wanted == (names, keeping)]
        answers = places([texts[nth][0] for nth in chosen], book=book(names, keeping=keeping))
        for nth, answer in zip(chosen, answers, strict=True):
            found[nth] = answer
    return found


def _cleaned(*, title: str, folded: str, language: str) -> _Asking[Text]:
    """Return the article without furniture."""
    title, version = version_of(title)
    names = books_of(folded, language=language)
    finds = Finds()
    text = yield from _settled(folded, title=title, wanted=(names, False), finds=finds)
    captions = tuple({_NO_WORD.sub("", caption): caption for caption in finds.captions}.values())
    if len(text) < sum(map(len, captions)):  # a photo article is its caption
        finds.captions.clear()
        text, before = folded, ""
        while text != before:
            before = text
            text = yield from _settled(text, title=title, wanted=(names, True), finds=finds)
            text = "\n".join(dict.fromkeys(text.split("\n")))
        captions = tuple(finds.captions)
    if not _WORD.search(text):  # then the title says it all, if there is one
        captions, text = (), "" if _WORD.search(title) else folded
    return Text(
        title=title,
        body=text,
        captions=captions,
        credits=_credits(finds, version=version),
        cut=tuple(finds.rules),
    )


def _settled(text: str, *, title: str, wanted: _Wanted, finds: Finds) -> _Asking[str]:
    """Apply the rules until none finds anything more."""
    names, keeping = wanted
    rules = book(names, keeping=keeping).rules
    everything = len(rules)
    found: Places | None = None  # of the text as it is
    for _ in range(_PASSES):
        before = text
        text = _without_title(text, title=title)
        if found is None or text is not before:
            found, untried = (yield text, wanted), everything
        nth = last = -1  # the rule that is tried, and the last that cut
        while (nth := next((rule for rule in found if rule > nth), everything)) < untried:
            after = cut(text, rule=rules[nth], places=found[nth], finds=finds)
            if after is not text:
                text, last, untried = after, nth, everything
                found = yield text, wanted
        untried = last + 1  # those behind it have been tried on the text as it is
        if finds.captions:
            kept = _without_copies(text, captions=tuple(finds.captions))
            if kept != text:
                text, found = kept, None
        if text == before:
            break
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
    begin = "".join(key[:1] for key in keys)
    kept: list[str] = []
    for line in text.split("\n"):
        word = _A_WORD.search(line)
        if all(keys) and (word is None or word[0] not in begin):
            kept.append(line)
            continue
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
        _REPORTED_IN.sub("", name.strip())
        for written in (*finds.all("byline"), *finds.all("reporter"))
        for name in (_NAMES if HANGUL.search(written) else _PEOPLE).split(written)
        if len(name.strip()) > 1
    ]
    agencies = [name for name in names if is_agency(name)]
    if not version.rank and (tag := finds.first("version")):  # only the dek has one
        version = structs.replace(version_of(tag)[1], correction=version.correction)
    return Credits(
        agency=next(
            (who for name in _AGENCY if (who := finds.first(name))), next(iter(agencies), "")
        ),
        place=finds.first("place") or finds.first("where"),
        bylines=tuple(dict.fromkeys(name for name in names if name not in agencies)),
        photo=next((who for name in _PHOTO if (who := finds.first(name))), ""),
        version=version.tag,
        version_rank=version.rank,
        correction=version.correction or bool(finds.all("correction")),
    )
