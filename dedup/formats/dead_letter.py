"""A refused delivery → one JSON line: where it stands, why it is refused, its original bytes."""

from binascii import b2a_base64

import orjson

from dedup.core.article import Rejection
from dedup.ports import Delivery


def encode(seq: int, delivery: Delivery, rejection: Rejection) -> bytes:
    """Return the line, without a newline; `value` is base64, absent for a null Kafka value.

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
    line = orjson.dumps(head)
    if delivery.value is None:
        return line
    return b"".join((line[:-1], b',"value":"', b2a_base64(delivery.value, newline=False), b'"}'))
