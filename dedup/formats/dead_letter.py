"""A refused delivery → one JSON line, and back: where it stands, why it is refused, its bytes."""

from base64 import b64decode
from binascii import b2a_base64

import msgspec
import orjson
from msgspec import Struct

from dedup.core.article import Rejection
from dedup.ports import Delivery


class Line(Struct, frozen=True):
    """A line as it was written; `key`, `headers` and `value` are in base64."""

    partition: str
    position: int
    reason: str
    detail: str
    key: str | None = None
    headers: tuple[tuple[str, str | None], ...] = ()
    value: str | None = None


_line = msgspec.json.Decoder(Line)


def decode(line: bytes) -> Line:
    """Return what `encode` wrote."""
    return _line.decode(line)


def original(text: str | None) -> bytes | None:
    """Return the bytes of a key, a header or a value."""
    return None if text is None else b64decode(text)


def encode(seq: int, delivery: Delivery, rejection: Rejection) -> bytes:
    """Return the line, without a newline; `value` is base64, absent for a null Kafka value.

    So are `key` and `headers`, which only records of Kafka have.

    A large value is copied once: it is put beside the rest, not through the JSON encoder.
    """
    partition, position = delivery.found or (delivery.partition, delivery.position)
    head: dict[str, object] = {
        "seq": seq,
        "partition": partition.encode("utf-8", "backslashreplace").decode(),
        "position": position,
        "reason": rejection.reason.value,
        "detail": rejection.detail.encode("utf-8", "backslashreplace").decode(),
    }
    if delivery.key is not None:
        head["key"] = _text(delivery.key)
    if delivery.headers:
        head["headers"] = [(name, _text(value)) for name, value in delivery.headers]
    line = orjson.dumps(head)
    if delivery.value is None:
        return line
    return b"".join((line[:-1], b',"value":"', b2a_base64(delivery.value, newline=False), b'"}'))


def _text(value: bytes | None) -> str | None:
    """Return base64; a header of Kafka may have no value."""
    return None if value is None else b2a_base64(value, newline=False).decode()
