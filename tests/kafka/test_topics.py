"""The topics: made once the broker is there, and looked at before anything runs."""

import asyncio
import subprocess
import sys
from collections.abc import Callable, Mapping

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from commands import dedup, environment
from kafka.broker import PASSWORD, USER, Broker
from kafka.stage import Installation

from dedup.adapters.kafka.connection import Connection
from dedup.adapters.kafka.topics import Names, Topic, check, survey
from dedup.errors import TransportError

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]

ROLES = ("articles", "fingerprints", "clusters", "state", "dead")


async def there(installation: Installation, *, shards: int = 1) -> Mapping[str, Topic]:
    link = Connection(bootstrap=installation.bootstrap)
    return await check(link, Names(installation.prefix), roles=ROLES, shards=shards)


async def made_by_hand(
    installation: Installation, name: str, settings: Mapping[str, str], *, partitions: int
) -> None:
    """Replace a topic by one with other settings."""
    await asyncio.to_thread(installation.delete_topic, name)
    admin = AIOKafkaAdminClient(bootstrap_servers=installation.bootstrap)
    await admin.start()
    topic = NewTopic(installation.topic(name), partitions, 1, topic_configs=dict(settings))
    await admin.create_topics([topic])
    await admin.close()
    link = Connection(bootstrap=installation.bootstrap)
    async with asyncio.timeout(30):  # the controller has it before its brokers do
        while (await survey(link, [topic.name]))[topic.name] is None:
            pass


async def test_topics_have_one_partition_and_the_policies_that_their_use_asks_for(
    installation: Installation,
) -> None:
    make = ("topics", "create", "--bootstrap", installation.bootstrap)
    for said in ("made", "is there"):  # the second time nothing is left to do
        done = await asyncio.to_thread(dedup, *make, "--prefix", installation.prefix)
        assert done.returncode == 0, done.stderr.decode()
        assert done.stdout.decode().count(f": {said}\n") == 5
    found = await there(installation)
    assert {topic.partitions for topic in found.values()} == {1}
    compacted = [role for role, topic in found.items() if "compact" in topic.cleanup]
    assert compacted == ["state"]


def test_topics_with_fewer_partitions_than_asked_for_are_named_with_the_way_out(
    installation: Installation,
) -> None:
    make = ("topics", "create", "--bootstrap", installation.bootstrap)
    installation.topics()
    done = dedup(*make, "--prefix", installation.prefix, "--partitions", "3", "--shards", "2")
    assert done.returncode == 2
    said = done.stderr.decode()
    for name, count in (("articles", 3), ("fingerprints", 2), ("clusters", 2)):
        assert f"{installation.topic(name)} has 1 of {count}" in said
    assert "articles.dlq" not in said
    assert "kafka-topics.sh --alter" in said


@pytest.mark.parametrize(
    ("name", "settings", "partitions", "why"),
    [
        ("fingerprints", {"cleanup.policy": "compact"}, 2, "needs cleanup.policy=delete"),
        ("clusters", {"cleanup.policy": "compact,delete"}, 2, "needs cleanup.policy=delete"),
        ("clusters.state", {"cleanup.policy": "delete"}, 2, "needs cleanup.policy=compact"),
        ("clusters.state", {"cleanup.policy": "compact,delete"}, 2, "and no other"),
        ("articles.dlq", {}, 1, "set its max.message.bytes higher"),
        ("fingerprints", {}, 1, "has 1 partitions for 2 shards"),
    ],
)
async def test_a_topic_that_will_not_do_is_named(
    installation: Installation, name: str, settings: dict[str, str], partitions: int, why: str
) -> None:
    await asyncio.to_thread(installation.topics, shards=2)
    await there(installation, shards=2)
    await made_by_hand(installation, name, settings, partitions=partitions)
    with pytest.raises(TransportError, match=why) as caught:
        await there(installation, shards=2)
    assert installation.topic(name) in str(caught.value)


async def test_a_topic_that_is_missing_is_named(installation: Installation) -> None:
    await asyncio.to_thread(installation.topics)
    await asyncio.to_thread(installation.delete_topic, "clusters.state")
    with pytest.raises(TransportError) as caught:
        await there(installation)
    name, prefix = installation.topic("clusters.state"), installation.prefix
    assert str(caught.value) == (
        f"Topics are missing: {name}; make them with"
        f" `dedup topics create --bootstrap {installation.bootstrap} --prefix {prefix}`."
    )


def test_topics_are_made_as_soon_as_the_broker_is_there(
    own_broker: Callable[[int], Broker],
) -> None:
    broker = own_broker(1)
    broker.kill(0)
    with subprocess.Popen(
        [sys.executable, "-m", "dedup", "topics", "create", "--bootstrap", broker.bootstrap],
        env=environment(),
        stdout=subprocess.PIPE,
    ) as making:
        with pytest.raises(subprocess.TimeoutExpired):
            making.wait(timeout=4)
        broker.restart(0)
        said, _ = making.communicate(timeout=60)
    assert making.returncode == 0
    assert said.count(b": made\n") == 5


def test_whoever_has_no_rights_is_told_so_in_one_sentence(
    own_broker: Callable[..., Broker],
) -> None:
    broker = own_broker(
        1,
        "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users=User:ANONYMOUS",
    )
    made = dedup("topics", "create", "--bootstrap", broker.bootstrap)
    assert made.returncode == 0, made.stderr.decode()
    access = {
        "DEDUP_KAFKA__SECURITY": "SASL_PLAINTEXT",
        "DEDUP_KAFKA__USERNAME": USER,
        "DEDUP_KAFKA__PASSWORD": PASSWORD,
        "DEDUP_KAFKA__BOOTSTRAP": broker.sasl_bootstrap,
    }
    for command in (("topics", "create"), ("run", "--stage", "prepare", "--http-port", "0")):
        refused = dedup(*command, env=access)
        assert refused.returncode == 2
        told = refused.stderr.decode().splitlines()[-1]
        assert told.startswith("dedup: ")
        assert "uthoriz" in told
        assert "Traceback" not in refused.stderr.decode()
