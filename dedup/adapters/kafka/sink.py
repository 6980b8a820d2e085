"""Steps → one Kafka transaction each: records, dead letters and the cursor, all or nothing.

The cursor of the last step stands in the compacted topic, where each transaction replaces it, so it
is never forgotten, and costs no request of its own. On any doubt whether a transaction was
committed the producer is given up, a new one is started, which ends whatever the old one left open,
and the cursor says what happened. Whoever finds the cursor somewhere else has lost the shard to
another process and must end.
"""

import asyncio
from collections.abc import Mapping
from typing import Any, Literal

import msgspec
import structlog
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.errors import (
    InvalidProducerEpoch,
    KafkaConnectionError,
    KafkaError,
    ProducerFenced,
)
from msgspec import Struct

from dedup.adapters.kafka.connection import Connection
from dedup.adapters.kafka.feed import alone
from dedup.adapters.kafka.last import holds_any, last_value
from dedup.adapters.kafka.records import Record, dead_row_record, update_records
from dedup.adapters.kafka.sending import START_SECONDS, abandon, producer, send
from dedup.adapters.kafka.topics import Topic, log_name
from dedup.errors import FencedError, LoginError, OutputError, TransportError
from dedup.failpoint import failpoint
from dedup.ports import START, Cursor, Meter, Step

# An open transaction of a process that died holds back every read_committed reader for this long
# at most; the next owner ends it at once.
TRANSACTION_TIMEOUT_MS = 15_000
PUBLISH_SECONDS = 10.0  # shorter than that, so that no transaction of ours ends by itself
# The markers of a transaction are written after its commit returns; a next one that begins before
# is told to come back 20 ms later. Measured: 27 ms back to back, 4 to 6 with this pause.
PAUSE_SECONDS = 0.005
# A refusal that no new producer cures shows itself again; what a restart of a broker stirs up
# is over after two.
REFUSALS = 5
_LONGEST_WAIT = 5.0
CURSOR = b"cursor"  # the key of its record: the others are ids of clusters

log = structlog.get_logger(__name__)


class Place(Struct, frozen=True, kw_only=True):
    """Which shard this sink speaks for, and the topics it writes."""

    shard: int
    application: str  # begins the transactional id
    source: str  # the CloudEvents source
    fingerprints: Topic
    clusters: Topic
    state: Topic
    dead: Topic
    versions: str  # of the program and the settings that shape the updates

    @property
    def transactional_id(self) -> str:
        """Return the name that only one living producer can have."""
        return f"{self.application}.detect-{self.shard}"

    @property
    def cursor(self) -> TopicPartition:
        """Return the partition that holds the cursor."""
        return TopicPartition(self.state.name, self.shard)

    @property
    def outputs(self) -> dict[str, str]:
        """Return the ids of the output topics: they hold what the cursor speaks of."""
        return {topic.name: topic.id for topic in (self.fingerprints, self.clusters)}


class _Said(Struct, frozen=True):
    """What stands under CURSOR: the heads beside it are those after update `seq`."""

    position: int | None  # in the log of fingerprints
    seq: int
    dead: int
    chain: str
    versions: str
    topics: dict[str, str]


class KafkaSink:
    """The output of one shard. `cursor` first, then `publish` step after step."""

    def __init__(self, connection: Connection, place: Place, *, meter: Meter) -> None:
        self._connection = connection
        self._place = place
        self._meter = meter
        self._producer: AIOKafkaProducer | None = None
        self._cursor: Cursor | None = None  # the last one committed
        self._position: int | None = None  # in the log, where the cursor stands
        self._ready_at = 0.0  # loop time before which no transaction begins

    async def close(self) -> None:
        """Let the producer go."""
        if self._producer is not None:
            await abandon(self._producer)
            self._producer = None

    async def cursor(self) -> Cursor | None:
        """Take the shard over, then return how far its last owner came; None for a new shard.

        From here on a former owner cannot commit. Raises OutputError where the output topics are
        not those the cursor speaks of, or were written under other settings; TransportError where
        the broker refuses for good.
        """
        await self._renew()
        return self._cursor

    async def publish(self, step: Step) -> None:
        """Write the step in one transaction; return when it is committed, whatever happens between.

        A step that is already covered by the cursor is not written again. Raises FencedError where
        another process has taken the shard over, TransportError where the broker refuses for good
        or the step is of another log than this shard's,
        OutputError where the log, folded again, does not come to what the output holds.
        """
        alone(self._place.fingerprints, self._place.shard, step.positions)
        if self._holds(step):
            return
        refusals = 0
        wait = 0.1
        before = self._cursor
        loop = asyncio.get_running_loop()
        while True:
            begun = loop.time()
            try:
                async with asyncio.timeout(PUBLISH_SECONDS):
                    await self._transact(step)
            except (ProducerFenced, InvalidProducerEpoch) as error:
                raise self._fenced() from error
            except (KafkaError, TimeoutError, OSError, AssertionError) as error:
                if loop.time() - begun > TRANSACTION_TIMEOUT_MS / 1000:
                    # Stopped for so long that another may own the shard: a new producer here
                    # would take it back from whoever works on it.
                    raise self._fenced() from error
                refusals += _for_good(error)
                if refusals >= REFUSALS:
                    raise await self._connection.explain(error) from error
                await self._doubt(error, wait)
                wait = min(2 * wait, _LONGEST_WAIT)
                await self._renew()
                if self._cursor != before:
                    if self._cursor != step.cursor:
                        raise self._fenced() from error
                    return
            else:
                self._cursor = step.cursor
                return

    async def _transact(self, step: Step) -> None:
        client = self._producer
        assert client is not None, "cursor() comes first"
        loop = asyncio.get_running_loop()
        await asyncio.sleep(max(0.0, self._ready_at - loop.time()))
        begun = loop.time()
        await client.begin_transaction()
        waiting: list[Any] = []
        for (topic, partition), records in self._records(step).items():
            dead = topic == self._place.dead.name
            waiting += await send(client, topic, partition, records, packed=dead)
        await asyncio.gather(*waiting)
        failpoint("in-transaction")
        await client.commit_transaction()
        self._ready_at = loop.time() + PAUSE_SECONDS
        self._meter.observe("stage_seconds", loop.time() - begun, stage="publish")

    def _holds(self, step: Step) -> bool:
        """Whether the output already holds more than this step would leave in it.

        That is so until the log was read to where the cursor stands, and in nothing else.
        """
        reached = self._cursor or START
        own = step.cursor.updates or 0, step.cursor.dead or 0
        there = reached.updates or 0, reached.dead or 0
        if own[0] >= there[0] and own[1] >= there[1]:
            return False
        log = log_name(self._place.fingerprints, self._place.shard)
        read, stands = step.positions.get(log, 0), self._position
        if (stands is not None and read >= stands) or own[0] > there[0] or own[1] > there[1]:
            raise OutputError(
                f"The log of shard {self._place.shard}, read to position {read}, gives fewer than"
                " the output holds, for records of it are gone; restore the state folder, or start"
                " with a new prefix."
            )
        return True

    def _records(self, step: Step) -> Mapping[tuple[str, int], list[Record]]:
        place = self._place
        clusters: list[Record] = []
        state: dict[bytes | None, Record] = {}  # compacted: the last of a key is all that counts
        dead: list[Record] = []
        for row in step.rows:
            if row.stream == "dead":
                dead.append(dead_row_record(row, stage="detect", most=place.dead.max_bytes))
                continue
            record, kept = update_records(row, source=place.source)
            clusters.append(record)
            state.update({one.key: one for one in kept})
        state[CURSOR] = self._said(step)  # last, so that a start finds it at the end
        target: dict[tuple[str, int], list[Record]] = {
            (place.clusters.name, place.shard): clusters,
            (place.state.name, place.shard): list(state.values()),
            (place.dead.name, 0): dead,
        }
        return {where: records for where, records in target.items() if records}

    def _said(self, step: Step) -> Record:
        log = log_name(self._place.fingerprints, self._place.shard)
        self._position = step.positions.get(log, self._position)
        assert step.cursor.updates is not None
        assert step.cursor.dead is not None
        said = _Said(
            position=self._position,
            seq=step.cursor.updates,
            dead=step.cursor.dead,
            chain=step.cursor.chain.hex(),
            versions=self._place.versions,
            topics=self._place.outputs,
        )
        return Record(CURSOR, msgspec.json.encode(said))

    async def _renew(self) -> None:
        """Start a new producer, which fences every other, and only then read the cursor.

        Waits for a broker that is not there, but not for one that refuses for good.
        """
        await self.close()
        refusals = 0
        wait = 0.1
        while self._producer is None:
            client = producer(
                self._connection,
                transactional_id=self._place.transactional_id,
                transaction_timeout_ms=TRANSACTION_TIMEOUT_MS,
            )
            try:
                async with asyncio.timeout(START_SECONDS):
                    await client.start()
                    self._cursor = await self._read_cursor()
            except (KafkaError, TimeoutError, OSError, TransportError) as error:
                await abandon(client)
                said = await self._connection.explain(error)
                refusals += _for_good(error)
                if isinstance(said, LoginError) or refusals >= REFUSALS:
                    raise said from error
                log.warning("waiting for the broker", shard=self._place.shard, why=str(said))
                await asyncio.sleep(wait)
                wait = min(2 * wait, _LONGEST_WAIT)
            except BaseException:
                await abandon(client)
                raise
            else:
                self._producer = client

    async def _read_cursor(self) -> Cursor | None:
        place = self._place
        found = await last_value(self._connection, place.cursor, CURSOR)
        if found is None:
            if await holds_any(self._connection, TopicPartition(place.clusters.name, place.shard)):
                raise OutputError(
                    f"{place.clusters.name}-{place.shard} holds updates, and {place.state.name}"
                    " does not say up to where; restore that topic, or use a new prefix."
                )
            return None
        try:
            said = msgspec.json.decode(found, type=_Said)
            chain = bytes.fromhex(said.chain)
        except (msgspec.DecodeError, ValueError) as error:
            raise OutputError(
                f"The cursor in {place.cursor.topic}-{place.cursor.partition} was written by"
                " another program; give this one a prefix of its own."
            ) from error
        self._position = said.position
        if other := [name for name, made in place.outputs.items() if said.topics.get(name) != made]:
            raise OutputError(
                f"Topic {other[0]} was deleted and made again since shard {place.shard} was"
                " published; start with a new state and a new prefix."
            )
        if said.versions != place.versions:
            raise OutputError(
                f"Shard {place.shard} was published by version {said.versions}, this one is"
                f" {place.versions}: other settings give other updates; use a new prefix."
            )
        return Cursor(updates=said.seq, dead=said.dead, chain=chain)

    async def _doubt(self, error: BaseException, wait: float) -> None:
        self._meter.count("transactions_aborted")
        self._meter.count("producer_restarts", stage="detect")
        log.warning(
            "a transaction is in doubt: new producer, and the cursor decides",
            shard=self._place.shard,
            why=repr(error),
        )
        await asyncio.sleep(wait)

    def _fenced(self) -> FencedError:
        return FencedError(
            f"Another process has taken over shard {self._place.shard}, or this one slept through"
            " its transaction; it must end."
        )


def _for_good(error: BaseException) -> Literal[0, 1]:
    """One for a refusal that waiting may not cure."""
    if isinstance(error, KafkaError) and not isinstance(error, KafkaConnectionError):
        return 0 if error.retriable else 1
    return 0
