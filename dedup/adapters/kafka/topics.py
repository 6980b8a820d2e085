"""The five topics: their names, how they are made, and whether those that exist will do.

In: a connection and the number of partitions and shards. Out: `Topic` values, whose id a recreated
topic does not share; or one sentence that says which topic is missing or wrong, and what to do.
"""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import TopicAlreadyExistsError, for_code
from aiokafka.protocol.admin import CreateTopicsRequest
from msgspec import Struct

from dedup.adapters.kafka.connection import Connection
from dedup.adapters.kafka.protocol import TopicIds
from dedup.errors import TransportError

Role = Literal["articles", "fingerprints", "clusters", "state", "dead"]

DAY_MS = 24 * 3_600_000
# The log of record outlives the 30 days that a live state keeps its rows.
FINGERPRINTS_RETENTION_MS = 35 * DAY_MS
# Room for a fingerprint of a long article, and for an article with the reasons for its refusal,
# whatever the broker allows on `articles` (1 MiB by default).
LARGE_BYTES = 8 * 1024 * 1024
DEAD_HEADROOM = 16 * 1024  # key and `dedup.error.*` headers beside the original record
MORE_PARTITIONS = "`kafka-topics.sh --alter --topic NAME --partitions N` adds some"
_CREATE_TIMEOUT_MS = 10_000
_VISIBLE_SECONDS = 10.0  # until every broker knows a topic that the controller has made
_NONE = 3  # error code: unknown topic or partition


class Names(Struct, frozen=True):
    """Topic names; a prefix keeps several installations on one cluster apart."""

    prefix: str = ""

    def of(self, role: Role) -> str:
        """Return the topic's name."""
        return self.prefix + _NAMES[role]

    @property
    def application(self) -> str:
        """Return what consumer groups and transactional ids begin with."""
        return f"{self.prefix}dedup"


_NAMES: Mapping[Role, str] = {
    "articles": "articles",
    "fingerprints": "fingerprints",
    "clusters": "clusters",
    "state": "clusters.state",
    "dead": "articles.dlq",
}


class Topic(Struct, frozen=True, kw_only=True):
    """A topic that exists."""

    name: str
    id: str  # hexadecimal; another one after the topic was deleted and made again
    partitions: int
    cleanup: frozenset[str]
    max_bytes: int  # of one batch of records


def log_name(topic: Topic, partition: int) -> str:
    """Return the name under which positions in this partition are kept.

    It holds the topic's id, so that positions in a topic that was deleted never fit its successor.
    """
    return f"{topic.name}-{partition}@{topic.id}"


async def create(
    connection: Connection, names: Names, *, partitions: int, shards: int
) -> dict[str, bool]:
    """Make the topics that are missing; return each name with whether it was made now.

    Waits for the broker. Existing topics are left as they are; `check` says whether they will do.
    Raises TransportError where one has fewer partitions than asked for.
    """
    wanted: dict[Role, tuple[int, dict[str, str]]] = {
        "articles": (partitions, {"cleanup.policy": "delete"}),
        "fingerprints": (
            shards,
            {
                "cleanup.policy": "delete",
                "retention.ms": str(FINGERPRINTS_RETENTION_MS),
                "max.message.bytes": str(LARGE_BYTES),
            },
        ),
        "clusters": (
            shards,
            {"cleanup.policy": "delete", "max.message.bytes": str(LARGE_BYTES)},
        ),
        "state": (shards, {"cleanup.policy": "compact"}),
        "dead": (1, {"cleanup.policy": "delete", "max.message.bytes": str(LARGE_BYTES)}),
    }
    await connection.reach()
    async with connection.admin() as admin:
        # -1: as many replicas as the broker makes by default
        requests: list[tuple[str, int, int, list[int], list[tuple[str, str]]]] = [
            (names.of(role), count, -1, [], list(config.items()))
            for role, (count, config) in wanted.items()
        ]
        response = await admin._send_to_controller(  # noqa: SLF001  # NewTopic allows no -1
            CreateTopicsRequest(
                create_topic_requests=requests, timeout=_CREATE_TIMEOUT_MS, validate_only=False
            )
        )
        made: dict[str, bool] = {}
        for name, code, text in response.topic_errors:
            error = for_code(code)
            if code and error is not TopicAlreadyExistsError:
                raise TransportError(f"Topic {name} cannot be made: {text or error.__name__}.")
            made[name] = not code
    async with asyncio.timeout(_VISIBLE_SECONDS):
        while True:
            found = await survey(connection, made)
            if None not in found.values():
                break
            await asyncio.sleep(0.1)
    asked = {names.of(role): count for role, (count, _) in wanted.items()}
    few = [
        f"{name} has {topic.partitions} of {asked[name]}"
        for name, topic in found.items()
        if topic is not None and topic.partitions < asked[name]
    ]
    if few:
        raise TransportError(
            f"Topics that are there have fewer partitions than asked for: {', '.join(few)};"
            f" {MORE_PARTITIONS}, or use a new prefix."
        )
    return made


async def survey(connection: Connection, names: Iterable[str]) -> dict[str, Topic | None]:
    """Return what is there under each name."""
    wanted = list(names)
    async with connection.admin() as admin:
        client = admin._client  # noqa: SLF001  # the library names no topic ids
        node = client.get_random_node()
        response = await client.send(node, TopicIds(wanted))
        found = {
            name: (topic_id.hex(), len(partitions))
            for code, name, topic_id, _, partitions, *_ in response.topics
            if _there(code, name)
        }
        configs = await _configs(admin, sorted(found))
    return {
        name: Topic(
            name=name,
            id=found[name][0],
            partitions=found[name][1],
            cleanup=frozenset(configs[name]["cleanup.policy"].split(",")),
            max_bytes=int(configs[name]["max.message.bytes"]),
        )
        if name in configs
        else None
        for name in wanted
    }


def _there(code: int, name: str) -> bool:
    """Whether the broker knows the topic; raises what else it answered."""
    if code not in {0, _NONE}:
        error = for_code(code)
        raise error(f"{error.__name__} for topic {name}")
    return code != _NONE


async def _configs(admin: Any, names: list[str]) -> dict[str, dict[str, str]]:
    if not names:
        return {}
    keys = ["cleanup.policy", "max.message.bytes"]
    answers = await admin.describe_configs(
        [ConfigResource(ConfigResourceType.TOPIC, name, dict.fromkeys(keys)) for name in names]
    )
    return {
        name: {entry[0]: entry[1] for entry in entries}
        for answer in answers
        for code, _, _, name, entries in answer.resources
        if _there(code, name)  # it may have gone a moment ago
    }


async def check(
    connection: Connection, names: Names, *, roles: Iterable[Role], shards: int
) -> dict[Role, Topic]:
    """Return the topics of these roles; raise TransportError with one sentence if they will not do.

    `shards` is one more than the highest shard in use.
    """
    wanted = list(roles)
    there = await survey(connection, [names.of(role) for role in wanted])
    missing = [name for name, topic in there.items() if topic is None]
    if missing:
        prefix = f" --prefix {names.prefix}" if names.prefix else ""
        raise TransportError(
            f"Topics are missing: {', '.join(missing)}; make them with"
            f" `dedup topics create --bootstrap {connection.bootstrap}{prefix}`."
        )
    topics = {role: topic for role in wanted if (topic := there[names.of(role)]) is not None}
    wrong = [complaint for role in wanted if (complaint := _complaint(role, topics, shards))]
    if wrong:
        raise TransportError(f"Topics will not do: {'; '.join(wrong)}.")
    return topics


def _complaint(role: Role, topics: Mapping[Role, Topic], shards: int) -> str | None:
    topic = topics[role]
    if role in {"fingerprints", "clusters", "state"} and topic.partitions < shards:
        return (
            f"{topic.name} has {topic.partitions} partitions for {shards} shards; {MORE_PARTITIONS}"
        )
    if role == "state" and topic.cleanup != {"compact"}:
        return f"{topic.name} needs cleanup.policy=compact and no other, for it holds cursors"
    if role in {"fingerprints", "clusters", "dead"} and "compact" in topic.cleanup:
        return f"{topic.name} needs cleanup.policy=delete, for compaction would drop records"
    articles = topics.get("articles")
    if role == "dead" and articles and topic.max_bytes < articles.max_bytes + DEAD_HEADROOM:
        return (
            f"{topic.name} takes records of {topic.max_bytes} bytes, but {articles.name}"
            f" brings up to {articles.max_bytes}; set its max.message.bytes higher"
        )
    return None
