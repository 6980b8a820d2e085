"""What comes in: one published item in one revision, or the reason why it is refused.

Values only. Times are microseconds since 1970-01-01T00:00:00Z (`Micros`), never the wall clock.
"""

from enum import StrEnum
from typing import NewType

from msgspec import Struct

Micros = NewType("Micros", int)

SECOND = 1_000_000
HOUR = 3_600 * SECOND
DAY = 24 * HOUR


class Reason(StrEnum):
    """Why a record is refused; the label of the metric and of the dead letter."""

    MALFORMED = "malformed"  # not JSON, or not an object
    ENCODING = "encoding"  # not UTF-8, or lone surrogates
    SHAPE = "shape"  # a field of the wrong type
    NO_IDENTITY = "no_identity"  # nothing to name the article by
    NO_TEXT = "no_text"  # neither title nor body, before or after cleaning
    TIME = "time"  # a time that cannot be read
    OVERSIZE = "oversize"  # a record, an id or another field above its limit
    STATUS = "status"  # a status that is neither usable nor a withdrawal
    INCOMPATIBLE = "incompatible"  # a fingerprint of another signature version


class Rejection(Struct, frozen=True):
    """A refused record: a result, not an exception."""

    reason: Reason
    detail: str


class Article(Struct, frozen=True, kw_only=True, gc=False):
    """One published item in one revision, as its outlet gave it.

    `outlet` is empty where unknown, and an empty outlet equals no other. `language` is a lower-case
    primary subtag, or "" where undecided. `stamp` is the record's own timestamp (Kafka, or the
    article before it for records that a merge has put in order: then `inherited` is set).
    A withdrawal (`retracted`) has an id and nothing else that counts.
    """

    id: str
    title: str = ""
    body: str = ""
    outlet: str = ""
    language: str = ""
    url: str = ""
    revision: int | None = None
    updated: Micros | None = None
    published: Micros | None = None
    published_day: bool = False  # day precision: never decides who was first
    received: Micros | None = None
    stamp: Micros | None = None
    inherited: bool = False
    retracted: bool = False
