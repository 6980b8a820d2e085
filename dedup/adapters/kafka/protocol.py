"""The metadata request in the version that names topic ids, which the client library lacks.

In: topic names. Out: for each its error code and its id, which a recreated topic does not share.
"""

from io import BytesIO

from aiokafka.protocol.abstract import AbstractType
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import (
    Boolean,
    CompactArray,
    CompactString,
    Int16,
    Int32,
    Schema,
    TaggedFields,
)

NO_ID = bytes(16)  # "by name", in the request
_METADATA = 3  # the API's number
_VERSION = 12  # Kafka 2.8 and later; the first that takes null ids


class _Uuid(AbstractType[bytes]):  # type: ignore[misc]  # the library ships no types
    """Sixteen raw bytes."""

    @classmethod
    def encode(cls, value: bytes) -> bytes:
        return value

    @classmethod
    def decode(cls, data: BytesIO) -> bytes:
        return data.read(16)

    @classmethod
    def repr(cls, value: bytes) -> str:
        return value.hex()


_Text = CompactString("utf-8")


class _TopicIdsResponse(Response):  # type: ignore[misc]  # likewise
    API_KEY = _METADATA
    API_VERSION = _VERSION
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        (
            "brokers",
            CompactArray(
                ("id", Int32),
                ("host", _Text),
                ("port", Int32),
                ("rack", _Text),
                ("tags", TaggedFields),
            ),
        ),
        ("cluster_id", _Text),
        ("controller_id", Int32),
        (
            "topics",
            CompactArray(
                ("error_code", Int16),
                ("name", _Text),
                ("topic_id", _Uuid),
                ("internal", Boolean),
                (
                    "partitions",
                    CompactArray(
                        ("error_code", Int16),
                        ("index", Int32),
                        ("leader", Int32),
                        ("leader_epoch", Int32),
                        ("replicas", CompactArray(Int32)),
                        ("in_sync", CompactArray(Int32)),
                        ("offline", CompactArray(Int32)),
                        ("tags", TaggedFields),
                    ),
                ),
                ("authorized_operations", Int32),
                ("tags", TaggedFields),
            ),
        ),
        ("tags", TaggedFields),
    )


class _TopicIdsRequest(RequestStruct):  # type: ignore[misc]  # likewise
    API_KEY = _METADATA
    API_VERSION = _VERSION
    FLEXIBLE_VERSION = True
    RESPONSE_TYPE = _TopicIdsResponse
    SCHEMA = Schema(
        (
            "topics",
            CompactArray(("topic_id", _Uuid), ("name", _Text), ("tags", TaggedFields)),
        ),
        ("allow_auto_topic_creation", Boolean),
        ("include_authorized_operations", Boolean),
        ("tags", TaggedFields),
    )


class TopicIds(Request[_TopicIdsRequest]):  # type: ignore[misc]  # likewise
    """Ask for topics by name; never creates one."""

    API_KEY = _METADATA

    def __init__(self, names: list[str]) -> None:
        self._names = names

    def build(self, request_struct_class: type[_TopicIdsRequest]) -> _TopicIdsRequest:
        """Return the request in the version agreed on."""
        topics: list[tuple[bytes, str, dict[int, bytes]]] = [
            (NO_ID, name, {}) for name in self._names
        ]
        return request_struct_class(topics, False, False, {})
