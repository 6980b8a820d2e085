"""A feed of some articles → a feed of many, or a storm of near-copies; always the same bytes.

The feed is told again and again, each time with other names for what its words stand for: in one
telling a word is always replaced by the same other word, so copies stay copies and events stay
events, and two tellings have no more in common than the news of two days. Common words, endings
and particles stay as they are.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from random import Random

import orjson
from msgspec.structs import replace

from dedup.core.article import Article

START = datetime(2025, 3, 1, tzinfo=UTC)
COMMON = 0.04  # share of articles from which on a word belongs to every day's news
FEW = 5  # articles; a small feed has no common words
WORDS = 40_000  # that replacements are drawn from; a week of national news has as many stems
STORM_WORDS = 12  # replaced in each near-copy of a storm

_WORD = re.compile(r"[가-힣]{2}|[A-Za-z]{4,}|\d{2,}")  # two syllables: endings stay
_SYLLABLES = (
    "가강건경고공관광구국군금기김나남노단대도동두라로마만명모무문미민박반방배백법보부"
    "북사산상서선성세소송수승시신아안양연영오용우운원위유은의이인일임자장재전정제조종"
    "주준지진차창천철청최추태통파평포하한해현호홍화황효"
)


def grow(feed: Sequence[Article], *, count: int, hours: float) -> Iterator[bytes]:
    """Yield `count` JSON lines, spread evenly over the hours in the order of the feed."""
    common = _common_words(feed)
    step = timedelta(hours=hours) / max(1, count)
    for number in range(count):
        telling, place = divmod(number, len(feed))
        if place == 0:
            words: dict[str, str] = {}
        article = feed[place]
        yield _line(
            article,
            id=f"{article.id}~{telling}",
            title=_told(article.title, telling, words, common),
            body=_told(article.body, telling, words, common),
            moment=START + step * number,
        )


def storm(article: Article, *, count: int, hours: float) -> Iterator[bytes]:
    """Yield `count` near-copies of one article by as many outlets, a few words replaced in each."""
    step = timedelta(hours=hours) / max(1, count)
    body = article.body
    for number in range(count):
        random = Random(number)  # noqa: S311  # a benchmark hides nothing
        places = list(_WORD.finditer(body))
        chosen = sorted(random.sample(range(len(places)), min(STORM_WORDS, len(places))))
        pieces: list[str] = []
        end = 0
        for place in chosen:
            found = places[place]
            pieces += (body[end : found.start()], _other(found[0], random.getrandbits(30)))
            end = found.end()
        yield _line(
            replace(article, outlet=f"outlet {number % 500}"),
            id=f"storm-{number}",
            title=article.title,
            body="".join((*pieces, body[end:])),
            moment=START + step * number,
        )


def _line(article: Article, *, id: str, title: str, body: str, moment: datetime) -> bytes:  # noqa: A002  # the field's name
    return orjson.dumps(
        {
            "id": id,
            "outlet": article.outlet,
            "language": article.language,
            "title": title,
            "body": body,
            "published": moment.isoformat(),
            "received": moment.isoformat(),
        }
    )


def _common_words(feed: Sequence[Article]) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for article in feed:
        counts.update(set(_WORD.findall(article.body)))
    return frozenset(word for word, count in counts.items() if count > max(FEW, COMMON * len(feed)))


def _told(text: str, telling: int, words: dict[str, str], common: frozenset[str]) -> str:
    """Replace the words that are not common; `words` holds those of this telling."""

    def other(found: re.Match[str]) -> str:
        word = found[0]
        if word in common or telling == 0:
            return word
        if word not in words:
            digest = blake2b(f"{telling} {word}".encode(), digest_size=8).digest()
            words[word] = _other(word, int.from_bytes(digest, "little"))
        return words[word]

    return _WORD.sub(other, text)


def _other(word: str, number: int) -> str:
    """Return another word of the same kind and length, out of WORDS."""
    number %= WORDS
    if word[0] >= "가":
        first, second = divmod(number, len(_SYLLABLES))
        return _SYLLABLES[first % len(_SYLLABLES)] + _SYLLABLES[second]
    if word[0].isdigit():
        return str(number + 10 ** (len(word) - 1))[: len(word)]
    letters = [chr(97 + (number // 26**k) % 26) for k in range(4)]
    return ("".join(letters) + word[4:]) if word.islower() else "".join(letters).title() + word[4:]
