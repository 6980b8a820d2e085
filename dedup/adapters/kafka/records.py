"""One outbox row → the records that say it in Kafka: pure, the same row is always the same records.

An update goes to `clusters` byte for byte as it stands, with CloudEvents attributes as headers, and
its head to `clusters.state`. A dead letter goes out as its original bytes, the reason in headers;
what the topic would not take even compressed is cut, and `dedup.error.truncated` says how many
bytes it had.
"""

import zlib
from typing import Any

import msgspec
import orjson
from msgspec import Struct

from dedup.core.article import Rejection
from dedup.formats import dead_letter
from dedup.ports import Delivery, Row

Headers = tuple[tuple[str, bytes | None], ...]

_DETAIL_BYTES = 1_000  # of a reason: enough for a person, never a second copy of the article
# What is left of a value that is cut: enough to know it by, and no topic refuses it.
CUT_BYTES = 16_384
# The heads of a batch, and the reasons with names of topics.
_HEADROOM = 4_096


class Record(Struct, frozen=True):
    """What a topic takes."""

    key: bytes | None
    value: bytes | None
    headers: Headers = ()


class _Head(Struct, frozen=True):
    """The part of an update that the headers and the compacted topic repeat."""

    seq: int
    shard: int
    at: str
    cluster: str
    level: str
    revision: int
    change: str
    previous: str | None = None
    counts: msgspec.Raw = msgspec.Raw(b"null")
    representative: str | None = None
    origin: msgspec.Raw = msgspec.Raw(b"null")
    times: msgspec.Raw = msgspec.Raw(b"null")


_head = msgspec.json.Decoder(_Head)


def _update_record(row: Row, head: _Head, source: str) -> Record:
    return Record(
        row.key,
        row.value,
        (
            ("ce_specversion", b"1.0"),
            ("ce_id", f"{head.shard}-{head.seq}".encode()),
            ("ce_type", f"dedup.{head.level}.{head.change}".encode()),
            ("ce_source", source.encode()),
            ("ce_time", head.at.encode()),
            ("ce_subject", head.cluster.encode()),
            ("content-type", b"application/json"),
        ),
    )


def update_records(row: Row, *, source: str) -> tuple[Record, list[Record]]:
    """Return the record for `clusters` and those for `clusters.state`.

    A closed cluster leaves the compacted topic; one that was merged away says into which.
    """
    head = _head.decode(row.value)
    kept = [Record(row.key, None if head.change == "closed" else _state(head))]
    if head.change == "merged" and head.previous and head.previous != head.cluster:
        kept.append(
            Record(
                head.previous.encode(),
                orjson.dumps(
                    {
                        "cluster": head.previous,
                        "level": head.level,
                        "change": head.change,
                        "merged_into": head.cluster,
                        "seq": head.seq,
                        "at": head.at,
                    }
                ),
            )
        )
    return _update_record(row, head, source), kept


def _state(head: _Head) -> bytes:
    said: dict[str, Any] = {
        "cluster": head.cluster,
        "level": head.level,
        "revision": head.revision,
        "change": head.change,
        "seq": head.seq,
        "at": head.at,
    }
    if head.representative is not None:
        said["representative"] = head.representative
    for name in ("counts", "origin", "times"):
        raw = bytes(getattr(head, name))
        if raw != b"null":
            said[name] = orjson.Fragment(raw)
    return orjson.dumps(said)


def dead_record(delivery: Delivery, rejection: Rejection, *, stage: str, most: int) -> Record:
    """Return the record for the dead letters: original bytes and headers, and why.

    `most` is how many bytes the topic takes, of what is sent compressed.
    """
    name, position = delivery.found or (delivery.partition, delivery.position)
    return _dead(
        place=name,
        position=position,
        value=delivery.value,
        headers=delivery.headers,
        key=delivery.key,
        reason=rejection.reason.value,
        detail=rejection.detail,
        stage=stage,
        most=most,
    )


def dead_row_record(row: Row, *, stage: str, most: int) -> Record:
    """Return the record for a dead letter that came through the outbox; `most` as above."""
    line = dead_letter.decode(row.value)
    return _dead(
        place=line.partition,
        position=line.position,
        value=dead_letter.original(line.value),
        headers=tuple((name, dead_letter.original(value)) for name, value in line.headers),
        key=dead_letter.original(line.key),
        reason=line.reason,
        detail=line.detail,
        stage=stage,
        most=most,
    )


def _dead(
    *,
    place: str,
    position: int,
    value: bytes | None,
    headers: Headers,
    key: bytes | None,
    reason: str,
    detail: str,
    stage: str,
    most: int,
) -> Record:
    topic, _, partition = place.rpartition("-")
    why: list[tuple[str, bytes | None]] = [
        ("dedup.error.topic", topic.encode()),
        ("dedup.error.partition", partition.encode()),
        ("dedup.error.offset", str(position).encode()),
        ("dedup.error.stage", stage.encode()),
        ("dedup.error.reason", reason.encode()),
        ("dedup.error.detail", detail.encode("utf-8", "backslashreplace")[:_DETAIL_BYTES]),
    ]
    if not _fits(most - _HEADROOM, value, key, headers):
        why.append(("dedup.error.truncated", str(len(value or b"")).encode()))
        return Record(f"{place}-{position}".encode(), value and value[:CUT_BYTES], tuple(why))
    if key is not None:
        why.append(("dedup.error.key", key))
    return Record(f"{place}-{position}".encode(), value, (*headers, *why))


def _fits(most: int, value: bytes | None, key: bytes | None, headers: Headers) -> bool:
    parts = [value, key, *(part for name, given in headers for part in (name.encode(), given))]
    whole = b"".join(part for part in parts if part)
    return len(whole) <= most or len(zlib.compress(whole)) <= most
