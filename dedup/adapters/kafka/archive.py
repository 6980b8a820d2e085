"""A bounded range of a topic, by offset or by time → deliveries: Kafka as an archive.

Reads with `assign`, commits nothing and joins no group, so a live run never notices. One partition
comes as it stands. Several are merged by record timestamp, then partition, then offset: always the
same order, but not the one in which a live run took them.
"""

import contextlib
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError, OffsetOutOfRangeError
from aiokafka.structs import ConsumerRecord
from msgspec import Struct
from msgspec.structs import replace

from dedup.adapters.kafka.connection import Connection
from dedup.adapters.kafka.feed import (
    POLL_MS,
    close,
    delivery,
    fitting,
    out_of_range,
    reading,
    torn,
)
from dedup.adapters.kafka.topics import Topic, log_name, survey
from dedup.errors import InputError
from dedup.ports import Delivery, Positions, Progress

SCHEME = "kafka://"
# Records of one partition that wait for slower ones before it is paused.
_AHEAD = 2_000

Bound = int | datetime | None


class Range(Struct, frozen=True, kw_only=True):
    """What a `kafka://` address names. `begin` is inclusive, `end` exclusive."""

    bootstrap: str
    topic: str
    role: Literal["articles", "fingerprints"]
    shard: int = 0
    begin: Bound = None
    end: Bound = None


def parse(address: str) -> Range:
    """Return what `kafka://HOST:PORT/TOPIC?shard=…&from=…&to=…` names; InputError where nothing.

    The topic is `articles` or `fingerprints`, with the installation's prefix; the bounds are
    offsets, or times in RFC 3339. Only a log of fingerprints has shards. Bounds outside of what a
    partition holds are cut to it, which is told.
    """
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise InputError(f"{address} is no address: {error}.") from error
    topic = parts.path.strip("/")
    role: Literal["articles", "fingerprints"]
    if topic.endswith("fingerprints"):
        role = "fingerprints"
    elif topic.endswith("articles"):
        role = "articles"
    else:
        raise InputError(f"{address} names neither `articles` nor `fingerprints`.")
    given = parse_qs(parts.query, keep_blank_values=True)
    known = {"from", "to"} | ({"shard"} if role == "fingerprints" else set())
    if unknown := sorted(set(given) - known):
        raise InputError(f"{address}: {unknown[0]} means nothing for {role}.")
    value = {name: values[-1] for name, values in given.items()}
    shard = value.get("shard", "0")
    if not parts.netloc or not shard.isdecimal():
        raise InputError(f"{address} is not kafka://HOST:PORT/TOPIC?shard=NUMBER.")
    begin, end = (_bound(value.get(name), address) for name in ("from", "to"))
    if (isinstance(begin, int) and isinstance(end, int) and begin > end) or (
        isinstance(begin, datetime) and isinstance(end, datetime) and begin > end
    ):
        raise InputError(f"{address} ends before it begins.")
    return Range(
        bootstrap=parts.netloc, topic=topic, role=role, shard=int(shard), begin=begin, end=end
    )


def _bound(text: str | None, address: str) -> Bound:
    if text is None:
        return None
    if text.isdecimal():
        return int(text)
    with contextlib.suppress(ValueError):
        moment = datetime.fromisoformat(text.replace(" ", "+"))  # a URL makes + a space
        if moment.tzinfo is not None:
            return moment
    raise InputError(f"{address}: {text} is neither an offset nor a time with its zone.")


class RangeFeed:
    """A Feed over a range."""

    def __init__(
        self, connection: Connection, bounds: Range, *, batch: int, tell: Callable[[str], None]
    ) -> None:
        """`tell` hears what a person should know about the order."""
        self.progress = Progress()
        self._connection = replace(connection, bootstrap=bounds.bootstrap)
        self._bounds = bounds
        self._batch = batch
        self._tell = tell

    async def deliveries(self, after: Positions) -> AsyncIterator[Sequence[Delivery]]:
        """Yield batches to the end of the range as it stands now, after these positions."""
        await self._connection.reach()
        topic = (await survey(self._connection, [self._bounds.topic]))[self._bounds.topic]
        if topic is None:
            raise InputError(f"There is no topic {self._bounds.topic}.")
        consumer = reading(self._connection)
        try:
            await consumer.start()
            places = self._places(topic)
            spans = await self._spans(consumer, topic, places, after)
            self.progress.total = sum(end - begin for begin, end in spans.values())
            if not spans:
                return
            consumer.assign(list(spans))
            for place, (begin, _) in spans.items():
                consumer.seek(place, begin)
            merging = _Merging({place: end for place, (_, end) in spans.items()})
            while not merging.done:
                fetched = await self._fetched(consumer)
                merging.take(fetched)
                await _slow_down(consumer, merging)
                while records := merging.some(self._batch):
                    self.progress.done += len(records)
                    yield [self._delivery(record, topic) for record in records]
        except KafkaError as error:
            raise await self._connection.explain(error) from error
        finally:
            await close(consumer)

    def tidy(self, positions: Positions) -> None:
        """Nothing: a range leaves nothing behind."""

    def _places(self, topic: Topic) -> list[TopicPartition]:
        if self._bounds.role == "fingerprints":
            if self._bounds.shard >= topic.partitions:
                raise InputError(f"{topic.name} has no shard {self._bounds.shard}.")
            return [TopicPartition(topic.name, self._bounds.shard)]
        if topic.partitions > 1:
            self._tell(
                f"{topic.name} has {topic.partitions} partitions: their records are merged by"
                " timestamp, which need not be the order of a live run"
            )
        return [TopicPartition(topic.name, number) for number in range(topic.partitions)]

    async def _spans(
        self,
        consumer: AIOKafkaConsumer,
        topic: Topic,
        places: Sequence[TopicPartition],
        after: Positions,
    ) -> dict[TopicPartition, tuple[int, int]]:
        """Return first and end position of each partition that has anything to read."""
        firsts = await consumer.beginning_offsets(places)
        lasts = await consumer.end_offsets(places)
        spans: dict[TopicPartition, tuple[int, int]] = {}
        for place in places:
            last = lasts[place]
            begin = await _offset(consumer, place, self._bounds.begin, firsts[place], last)
            end = await _offset(consumer, place, self._bounds.end, last, last)
            known = fitting(topic, place.partition, after)
            if known is None:
                self._tell_of_gaps(place, firsts[place], last)
                known = firsts[place]
            begin = max(begin, known)
            if begin < end:
                spans[place] = begin, end
        return spans

    def _tell_of_gaps(self, place: TopicPartition, first: int, last: int) -> None:
        name = f"{place.topic}-{place.partition}"
        begin, end = self._bounds.begin, self._bounds.end
        if first > (begin if isinstance(begin, int) else 0) and not isinstance(begin, datetime):
            self._tell(f"{name} begins at {first}: the records before are gone")
        if any(isinstance(bound, int) and bound > last for bound in (begin, end)):
            self._tell(f"{name} ends at {last}")

    async def _fetched(
        self, consumer: AIOKafkaConsumer
    ) -> Mapping[TopicPartition, Sequence[ConsumerRecord]]:
        try:
            fetched: Mapping[TopicPartition, Sequence[ConsumerRecord]] = await consumer.getmany(
                timeout_ms=POLL_MS, max_records=self._batch
            )
        except OffsetOutOfRangeError as error:
            raise await out_of_range(consumer, error) from error
        except UnicodeDecodeError as error:
            found = torn(error)
            raise found.sentence(
                f"read up to it with to={found.offset}, or on with from={found.after}"
            ) from error
        return fetched

    def _delivery(self, record: ConsumerRecord, topic: Topic) -> Delivery:
        form: Literal["json", "fingerprint"] = (
            "json" if self._bounds.role == "articles" else "fingerprint"
        )
        return delivery(record, log=log_name(topic, record.partition), form=form)


class _Merging:
    """Records of several partitions, each in order → one order; ties go to the lower partition."""

    def __init__(self, ends: dict[TopicPartition, int]) -> None:
        self.ends = ends
        self.waiting: dict[TopicPartition, deque[ConsumerRecord]] = {one: deque() for one in ends}
        self.reading = set(ends)  # partitions that have not come to their end

    @property
    def done(self) -> bool:
        """Whether everything has been handed out."""
        return not self.reading and not any(self.waiting.values())

    def take(self, fetched: Mapping[TopicPartition, Sequence[ConsumerRecord]]) -> None:
        """Add what came."""
        for place, records in fetched.items():
            end = self.ends[place]
            self.waiting[place].extend(one for one in records if one.offset < end)

    def some(self, most: int) -> list[ConsumerRecord]:
        """Return the next records, as long as no partition that is still read may come before."""
        out: list[ConsumerRecord] = []
        while len(out) < most and all(self.waiting[one] for one in self.reading):
            heads = [queue for queue in self.waiting.values() if queue]
            if not heads:
                break
            out.append(min(heads, key=lambda queue: _rank(queue[0])).popleft())
        return out


async def _slow_down(consumer: AIOKafkaConsumer, merging: _Merging) -> None:
    """Read on where records are needed, and nowhere else."""
    for place in list(merging.reading):
        if await consumer.position(place) >= merging.ends[place]:
            merging.reading.discard(place)
            consumer.pause(place)
        elif len(merging.waiting[place]) > _AHEAD:
            consumer.pause(place)
        else:
            consumer.resume(place)


def _rank(record: ConsumerRecord) -> tuple[int, int, int]:
    return record.timestamp, record.partition, record.offset


async def _offset(
    consumer: AIOKafkaConsumer, place: TopicPartition, bound: Bound, default: int, last: int
) -> int:
    if bound is None:
        return default
    if isinstance(bound, int):
        return min(bound, last)
    moment = max(0, round(bound.timestamp() * 1000))  # no record is older than 1970
    found = (await consumer.offsets_for_times({place: moment}))[place]
    return last if found is None else int(found.offset)
