"""One JSON record → Article, or the reason why it is refused. Never raises, whatever the bytes.

Fields that are not asked for are ignored; null, "", blank text and languages that nobody knows are
missing values. Names of fields may be mapped to those of a foreign record, and times without offset
be given a zone.
"""

from collections.abc import Mapping
from datetime import tzinfo

import msgspec
import orjson

from dedup.core.article import Article, Micros, Reason, Rejection
from dedup.core.language import known
from dedup.formats import times
from dedup.formats.identity import MAX_ID_BYTES, substitute_id
from dedup.formats.markup import plain

WITHDRAWN = frozenset({"canceled", "cancelled", "withheld"})  # ninjs: usable, withheld, canceled
USABLE = frozenset({"", "usable"})

MAX_RECORD_BYTES = 10_000_000  # the longest saved pages are 1 MB, as is what brokers take unasked
MAX_URL_BYTES = 8_192  # what servers and proxies still take
MAX_TITLE_BYTES = 65_536  # an abstract that stands in the title's place is a tenth of it
MAX_REVISION = 10**18  # fits int64 and twenty digits

_BOM = b"\xef\xbb\xbf"


class _Record(msgspec.Struct):
    """The shape of a record under our names. Ids may be numbers: their digits are the name."""

    id: str | int | None = None
    revision: int | float | str | None = None
    outlet: str | int | None = None
    language: str | None = None
    title: str | None = None
    body: str | None = None
    url: str | None = None
    published: str | int | float | None = None
    received: str | int | float | None = None
    updated: str | int | float | None = None
    status: str | None = None


FIELDS = _Record.__struct_fields__
TIMES = ("published", "received", "updated")
_TEXT = {str, type(None)}  # every field may be text or missing

_Moment = tuple[Micros | None, bool]  # a time, and whether only its day is known
_NEVER: _Moment = (None, False)


class Decoder(msgspec.Struct, frozen=True, kw_only=True):
    """How one feed writes its records.

    `mapping` says for our field names which names the records use (the others keep ours); `zones`,
    for our names of times, which zone a time without offset is in (else UTC).
    """

    mapping: Mapping[str, str] = {}
    zones: Mapping[str, tzinfo] = {}
    max_record_bytes: int = MAX_RECORD_BYTES

    def decode(
        self,
        value: bytes | None,
        *,
        key: bytes | None = None,
        stamp: Micros | None = None,
        inherited: bool = False,
    ) -> Article | Rejection:
        """Return the article of one record; no value (a tombstone) withdraws the id in `key`.

        `stamp` is the record's own timestamp, `inherited` whether it is that of another article.
        """
        if value is None:
            return _tombstone(key, stamp=stamp, inherited=inherited)
        if len(value) > self.max_record_bytes:
            return Rejection(Reason.OVERSIZE, f"a record of {len(value):,} bytes")
        try:
            foreign = orjson.loads(value[3:] if value[:3] == _BOM else value)
        except orjson.JSONDecodeError as error:
            return _unreadable(value, error)
        if type(foreign) is not dict:
            return Rejection(Reason.MALFORMED, "not an object")
        theirs = self.mapping.get
        values = [foreign.get(theirs(name, name)) for name in FIELDS]
        if _TEXT.issuperset(map(type, values)):
            record = _Record(*values)
        else:
            try:
                record = msgspec.convert(dict(zip(FIELDS, values, strict=True)), _Record)
            except msgspec.ValidationError as error:
                return Rejection(Reason.SHAPE, str(error))
        return self._article(record, stamp=stamp, inherited=inherited)

    def _article(
        self, record: _Record, *, stamp: Micros | None, inherited: bool
    ) -> Article | Rejection:
        status = _text(record.status).strip().lower()
        retracted = status in WITHDRAWN
        if not retracted and status not in USABLE:
            return Rejection(Reason.STATUS, f"status {_shown(status)}")
        moments = [self._moment(field, getattr(record, field)) for field in TIMES]
        revision = _revision(record.revision)
        for given in (*moments, revision):
            if isinstance(given, Rejection) and not retracted:
                return given  # a withdrawal must not fail for a date
        (published, published_day), (received, _), (updated, _) = (
            _NEVER if isinstance(moment, Rejection) else moment for moment in moments
        )
        name, outlet = _name(record.id), _name(record.outlet).strip()
        title, body = _text(plain(record.title or "")), _text(plain(record.body or ""))
        url = _text(record.url).strip()
        if not (title or body or retracted):
            return Rejection(Reason.NO_TEXT, "neither title nor body")
        if oversize := _oversize(name, outlet=outlet, url=url, title=title):
            return oversize
        name = name or substitute_id(
            url,
            outlet=outlet,
            title=title,
            body=body,
            moment=next((m for m in (published, received, updated) if m is not None), None),
        )
        if not name:
            return Rejection(Reason.NO_IDENTITY, "no id, no url, and no outlet, title and time")
        return Article(
            id=name,
            title=title,
            body=body,
            outlet=outlet,
            language=known(_text(record.language)),
            url=url,
            revision=None if isinstance(revision, Rejection) else revision,
            updated=updated,
            published=published,
            published_day=published_day,
            received=received,
            stamp=stamp,
            inherited=inherited,
            retracted=retracted,
        )

    def _moment(self, field: str, written: str | float | None) -> _Moment | Rejection:
        if isinstance(written, str):
            written = _text(written).strip() or None
        if written is None:
            return _NEVER
        moment = times.read(written, zone=self.zones.get(field))
        return moment or Rejection(Reason.TIME, f"{field} {_shown(written)} cannot be read")


def _oversize(name: str, *, outlet: str, url: str, title: str) -> Rejection | None:
    for field, text, limit in (
        ("id", name, MAX_ID_BYTES),
        ("outlet", outlet, MAX_ID_BYTES),
        ("url", url, MAX_URL_BYTES),
        ("title", title, MAX_TITLE_BYTES),
    ):
        # no character takes more than four bytes: short text needs no counting
        if len(text) * 4 > limit and len(text.encode()) > limit:
            return Rejection(Reason.OVERSIZE, f"{field} above {limit:,} bytes")
    return None


def _text(value: str | None) -> str:
    """Return text without NULs, or "" where it is missing or blank."""
    if value is None:
        return ""
    if "\0" in value:
        value = value.replace("\0", "")
    return "" if value.isspace() else value


def _name(value: str | int | None) -> str:
    return _text(str(value) if isinstance(value, int) else value)


def _revision(value: float | str | None) -> int | Rejection | None:
    if isinstance(value, str):
        value = _text(value).strip() or None
        # 19 digits: more do not pass MAX_REVISION
        if value is not None and value.isascii() and value.isdecimal() and len(value) <= 19:
            value = int(value)
    elif isinstance(value, float) and value.is_integer():
        value = int(value)  # 2.0 is a whole number in JSON
    if value is None or (isinstance(value, int) and 0 <= value <= MAX_REVISION):
        return value
    return Rejection(Reason.SHAPE, f"revision {_shown(value)} is not a whole number from 0")


def _tombstone(key: bytes | None, *, stamp: Micros | None, inherited: bool) -> Article | Rejection:
    if not key:
        return Rejection(Reason.NO_IDENTITY, "a null value without a key")
    if len(key) > MAX_ID_BYTES:
        return Rejection(Reason.OVERSIZE, f"key above {MAX_ID_BYTES:,} bytes")
    try:
        name = _text(key.decode())
    except UnicodeDecodeError:
        return Rejection(Reason.ENCODING, "the key is not UTF-8")
    if not name:
        return Rejection(Reason.NO_IDENTITY, "a null value with a blank key")
    return Article(id=name, stamp=stamp, inherited=inherited, retracted=True)


def _unreadable(value: bytes, error: orjson.JSONDecodeError) -> Rejection:
    """Tell bytes and escapes that are no text from text that is no JSON."""
    try:
        value.decode()
    except UnicodeDecodeError as wrong:
        return Rejection(Reason.ENCODING, f"not UTF-8 at byte {wrong.start:,}")
    if "surrogate" in error.msg:  # orjson's words; a test holds them
        return Rejection(Reason.ENCODING, "half of a surrogate pair")
    return Rejection(Reason.MALFORMED, f"not JSON: {error.msg}")


def _shown(value: object) -> str:
    """Quote a foreign value, cut: a detail goes into logs and dead letters."""
    return repr(value[:40] if isinstance(value, str) else value)[:60]
