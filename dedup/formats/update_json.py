"""Update → one JSON line (`dedup.update/1`), and back. The same update is always the same bytes.

Fields stand in one order, snake_case; a value that is missing is left out; times are RFC 3339 UTC;
scores, coverages and seconds have four decimals. `update.schema.json` beside this file says the
same to other programs (see `update_schema`).
"""

from typing import Any, Literal

import msgspec
import orjson

from dedup.core.article import Micros
from dedup.core.update import SCHEMA, Counts, Link, Match, Origin, Passage, Times, Update
from dedup.errors import InputError
from dedup.formats import times

Passages = Literal["text", "offsets", "none"]

DECIMALS = 10_000.0  # four: what is published does not depend on the last bits of a platform


def encode(update: Update, *, passages: Passages = "offsets") -> bytes:
    """Return the line, without a newline; `passages` says how much of shared text goes along.

    Strings must be free of lone surrogates and scores finite, as everything admitted is.
    """
    line: dict[str, Any] = {
        "schema": SCHEMA,
        "seq": update.seq,
        "shard": update.shard,
        "at": times.text(update.at),
        "cluster": update.cluster,
        "level": update.level,
        "revision": update.revision,
        "change": update.change,
    }
    if update.previous is not None:
        line["previous"] = update.previous
    line["article"] = update.article
    if update.outlet:
        line["outlet"] = update.outlet
    if update.relation is not None:
        line["relation"] = update.relation
    line["late"] = update.late
    if update.match is not None:
        line["match"] = _match(update.match, passages)
    if update.links:
        line["links"] = [_link(link) for link in update.links]
    line["counts"] = counts_fields(update.counts)
    if update.representative is not None:
        line["representative"] = update.representative
    if update.origin is not None:
        line["origin"] = origin_fields(update.origin)
    line["times"] = times_fields(update.times)
    if update.credited:
        line["credited"] = update.credited
    if update.version:
        line["version"] = update.version
    return orjson.dumps(line)


def decode(line: bytes) -> Update:
    """Return the update that `encode` wrote; unknown fields are ignored.

    Raises InputError where the line is not one of ours, or of another schema version.
    """
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise InputError(f"A line of updates is not JSON: {error}.") from error
    if not isinstance(value, dict) or value.get("schema") != SCHEMA:
        raise InputError(f"A line of updates does not say that it is {SCHEMA}.")
    try:
        value["at"] = _moment(value.get("at"))
        span = value.get("times")
        if isinstance(span, dict):
            value["times"] = span | {
                "first": _moment(span.get("first")),
                "last": _moment(span.get("last")),
            }
        origin = value.get("origin")
        if isinstance(origin, dict):
            value["origin"] = {"article": None, "outlet": "", "agency": "", **origin}
        return msgspec.convert(value, Update)
    except (msgspec.ValidationError, ValueError, OverflowError) as error:
        raise InputError(f"A line of updates cannot be read: {error}.") from error


def _match(match: Match, passages: Passages) -> dict[str, Any]:
    said: dict[str, Any] = {"article": match.article, "score": _rounded(match.score)}
    if match.coverage is not None:
        said["coverage"] = _rounded(match.coverage)
    if match.coverage_other is not None:
        said["coverage_other"] = _rounded(match.coverage_other)
    if match.features:
        said["features"] = [
            {
                "name": feature.name,  # rounded here: most of what an update says are features
                "value": round(feature.value * DECIMALS) / DECIMALS,
                "contribution": round(feature.contribution * DECIMALS) / DECIMALS,
            }
            for feature in match.features
        ]
    if match.passages and passages != "none":
        said["passages"] = [_passage(passage, passages) for passage in match.passages]
    return said


def _passage(passage: Passage, passages: Passages) -> dict[str, Any]:
    said: dict[str, Any] = {
        "start": passage.start,
        "end": passage.end,
        "other_start": passage.other_start,
        "other_end": passage.other_end,
    }
    if passages == "text" and passage.text is not None:
        said["text"] = passage.text
    return said


def _link(link: Link) -> dict[str, Any]:
    return {
        "article": link.article,
        "cluster": link.cluster,
        "coverage": _rounded(link.coverage),
        "coverage_other": _rounded(link.coverage_other),
    }


def counts_fields(counts: Counts) -> dict[str, int]:
    """Return counts as they stand in a line."""
    return {
        "total": counts.total,
        "unique": counts.unique,
        "reprints": counts.reprints,
        "versions": counts.versions,
        "outlets": counts.outlets,
    }


def origin_fields(origin: Origin) -> dict[str, Any]:
    """Return an origin as it stands in a line; what is unknown is left out."""
    said: dict[str, Any] = {}
    if origin.article is not None:
        said["article"] = origin.article
    if origin.outlet:
        said["outlet"] = origin.outlet
    if origin.agency:
        said["agency"] = origin.agency
    said["evidence"] = origin.evidence
    return said


def times_fields(span: Times) -> dict[str, Any]:
    """Return times as they stand in a line; what is unknown is left out."""
    said: dict[str, Any] = {}
    if span.first is not None:
        said["first"] = times.text(span.first)
    if span.last is not None:
        said["last"] = times.text(span.last)
    if span.lag is not None:
        said["lag"] = _rounded(span.lag)
    return said


def _rounded(number: float) -> float:
    return round(number * DECIMALS) / DECIMALS


def _moment(written: object) -> Micros | None:
    if written is None:
        return None
    moment = times.read(written, zone=None)
    if moment is None:
        raise ValueError(f"{written!r} is not a time")
    return moment[0]
