"""An article → its fingerprint: all that detection keeps of it. Stateless, pure, parallel.

Arrays are little-endian bytes, so that a fingerprint is one flat record on the wire and on disk.
"""

import re
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import blake2b
from struct import pack

import zstandard
from msgspec import Struct

from dedup.core.article import HOUR, Article, Micros, Reason, Rejection
from dedup.core.clean import Text, clean_all
from dedup.core.credits import Credits
from dedup.core.days import calendar_day, days_of_month, named_days
from dedup.core.kernels.digest import Digest, digests
from dedup.core.language import SAMPLE, decide

# From the first release on these go up: when cleaning changes what is kept, and when signatures of
# old and new cannot be compared.
CLEAN_VERSION = 2
SIGNATURE_VERSION = 3

_AGES = 10**17  # µs: more than the years before 1970 have


class Fingerprint(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One article revision as detection sees it.

    `revision` is an ordering key in text: "n<20 digits>" for a given number, "u<20 digits>" for a
    given update time ("u-<20 digits>" before 1970), "h<32 hex>" for a hash of the content, which
    has no order. `at` is None where the record has no time of its own: then the detector takes the
    article before it.
    """

    id: str
    revision: str
    content: bytes  # 16-byte hash of title and cleaned body: the same content is the same article
    outlet: str = ""
    language: str = ""
    url: str = ""
    title: str = ""
    at: Micros | None = None
    undated: bool = False  # `at` is inherited: no evidence for or against an event
    clamped: bool = False  # a future date, moved back to the record's timestamp + tolerance
    published: Micros | None = None
    published_day: bool = False
    credits: Credits = Credits()
    retracted: bool = False
    text: bytes = b""  # zstd of the cleaned body, UTF-8; of a flash title and body
    characters: int = 0  # of this text
    shingles: int = 0  # distinct
    signature: bytes = b""  # uint32[128], equal to datasketch's
    sample: bytes = b""  # uint32[], ascending: FracMinHash, 1 shingle in 16
    title_stems: bytes = b""  # uint32[]
    stems: bytes = b""  # uint32[] in text order
    quoted: bytes = b""  # uint8[] beside `stems`: their flags, see `kernels.text`
    sentences: bytes = b""  # uint32[]: offsets into `stems`, one more than sentences
    zones: bytes = b""  # uint8[] per sentence: 0 lead, 1 main, 2 background
    days: bytes = b""  # int32[]: days the lead names since 1970-01-01; of a month, if negative
    clean_version: int = 1  # what a record without it is of, whatever version reads it
    signature_version: int = 1  # likewise


FUTURE_TOLERANCE = HOUR  # clocks of newsrooms differ by minutes, a wrong date by more
TEXT_LEVEL = 1  # zstd: half the size in 15 µs; level -1 saves 5 µs and takes a quarter more

# A body with fewer letters and digits than this, and than so many headlines, says little by itself.
# 40 and 80 do as well; with two headlines, a copy trimmed to two sentences is taken for a flash.
FLASH = 60
TITLES = 1.5
LONGEST_FLASH = 400  # characters, spaces and signs included: longer ones are not counted
_NO_WORD = re.compile(r"[\W_]+")

_Time = tuple[Micros | None, bool, bool]  # article time, undated, clamped


def prepare(
    article: Article,
    *,
    future_tolerance: int = FUTURE_TOLERANCE,
    compress: Callable[[bytes], bytes] | None = None,
) -> Fingerprint | Rejection:
    """Clean, sign and tokenize one article. Pure: the same article gives the same fingerprint.

    `compress` may be that of a ZstdCompressor of TEXT_LEVEL that no other thread uses: making one
    costs half as much as compressing an article.
    """
    return prepare_all([article], future_tolerance=future_tolerance, compress=compress)[0]


def prepare_all(
    articles: Sequence[Article],
    *,
    future_tolerance: int = FUTURE_TOLERANCE,
    compress: Callable[[bytes], bytes] | None = None,
) -> list[Fingerprint | Rejection]:
    """Prepare each article by itself, but all of them step by step.

    The code and the tables of a step then stay in the processor's caches.
    """
    shrink = compress or partial(zstandard.compress, level=TEXT_LEVEL)
    whole = [article for article in articles if not article.retracted]
    languages = [
        article.language or decide(f"{article.title}\n{article.body[:SAMPLE]}") for article in whole
    ]
    texts = clean_all(
        [
            (article.title, article.body, language)
            for article, language in zip(whole, languages, strict=True)
        ]
    )
    times = [_article_time(article, tolerance=future_tolerance) for article in whole]
    told = [_told(text) for text in texts]
    found = digests([(text.title, body) for text, body in zip(texts, told, strict=True)])
    prepared = map(
        partial(_fingerprint, shrink=shrink), whole, languages, texts, told, found, times
    )
    return [
        _withdrawal(article, tolerance=future_tolerance) if article.retracted else next(prepared)
        for article in articles
    ]


def _told(text: Text) -> str:
    """Return what stands for an article: its body, together with its title where that says more.

    The body of a flash is "More to follow." or a credit, the same under every headline.
    """
    title, body = text.title, text.body
    if len(body) > LONGEST_FLASH:
        return body
    headline, rest = _NO_WORD.sub("", title).lower(), _NO_WORD.sub("", body).lower()
    if len(rest) >= min(FLASH, TITLES * len(headline)) or headline in rest:
        return body
    return title if rest in headline else f"{title}\n{body}"


def _withdrawal(article: Article, *, tolerance: int) -> Fingerprint:
    at, undated, _ = _article_time(article, tolerance=tolerance)
    return Fingerprint(
        id=article.id,
        revision=_revision(article, content=b""),
        content=b"",
        outlet=article.outlet,
        at=at,
        undated=undated,
        retracted=True,
        clean_version=CLEAN_VERSION,
        signature_version=SIGNATURE_VERSION,
    )


def _fingerprint(
    article: Article,
    language: str,
    text: Text,
    told: str,
    found: Digest | None,
    time: _Time,
    *,
    shrink: Callable[[bytes], bytes],
) -> Fingerprint | Rejection:
    if found is None:
        return Rejection(Reason.NO_TEXT, "no letters or digits in title and body")
    content = blake2b(found.written, digest_size=16, person=b"dedup.content").digest()
    days = _days(article, found=found, text=told, time=time, language=language)
    at, undated, clamped = time
    return Fingerprint(
        id=article.id,
        revision=_revision(article, content=content),
        content=content,
        outlet=article.outlet,
        language=language,
        url=article.url,
        title=text.title,
        at=at,
        undated=undated,
        clamped=clamped,
        published=article.published,
        published_day=article.published_day,
        credits=text.credits,
        text=shrink(found.body),
        characters=len(told),
        shingles=found.shingles,
        signature=found.signature,
        sample=found.sample,
        title_stems=found.title_stems,
        stems=found.stems,
        quoted=found.quoted,
        sentences=found.sentences,
        zones=found.zones,
        days=pack(f"<{len(days)}i", *days),
        clean_version=CLEAN_VERSION,
        signature_version=SIGNATURE_VERSION,
    )


def _days(
    article: Article, *, found: Digest, text: str, time: _Time, language: str
) -> tuple[int, ...]:
    """Return the days that the lead names: numbers of days, or of days of the month if undated."""
    at, undated, _ = time
    if at is None or undated:
        return days_of_month(found.signs)
    moment = article.published if article.published is not None else at
    today = calendar_day(moment, language=language)
    return named_days(found.signs, text=text, published=today, language=language)


def _article_time(article: Article, *, tolerance: int) -> _Time:
    """Return (article time, undated, clamped) after the order of preference of the design."""
    own = article.received if article.received is not None else article.published
    if own is None:
        return article.stamp, article.inherited or article.stamp is None, False
    if article.stamp is not None and not article.inherited:
        limit = Micros(article.stamp + tolerance)
        if own > limit:
            return limit, False, True
    return own, False, False


def _revision(article: Article, *, content: bytes) -> str:
    """Return the ordering key of this revision: given number, else update time, else content."""
    if article.revision is not None:
        return f"n{article.revision:020d}"
    if article.updated is not None:
        updated = article.updated
        # keys are compared as text: the sign comes before every digit, and what is left goes up
        return f"u{updated:020d}" if updated >= 0 else f"u-{_AGES + updated:020d}"
    return f"h{content.hex()}"
