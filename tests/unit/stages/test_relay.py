"""Prepare's loop: order within a partition, nothing settled before it is durable, no gap ever."""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence

import msgspec
import pytest

from dedup.adapters.tally import Tally
from dedup.core.article import Micros, Reason, Rejection
from dedup.errors import FencedError, TransportError, UnreadableError
from dedup.ports import Delivery, Entry
from dedup.stages.relay import STUBBORN, Relay

LARGEST = 100


class Pool:
    """Prepares at once; what a delivery says it comes to, it comes to."""

    width = 2

    async def prepare(self, deliveries: Sequence[Delivery]) -> list[bytes | Rejection]:
        await asyncio.sleep(0)
        return [
            Rejection(Reason.MALFORMED, "no") if one.value == b"bad" else one.value or b""
            for one in deliveries
        ]


class Group:
    """A partition whose reader can be sent back."""

    def __init__(self, deliveries: Sequence[Delivery], *, size: int) -> None:
        self.records = deliveries
        self.size = size
        self.at = 0  # position of reading
        self.settled = 0
        self.committed = 0
        self.read_ahead = 0  # batches, at most
        self.idle = asyncio.Event()

    async def deliveries(self) -> AsyncGenerator[Sequence[Delivery], None]:
        while True:
            batch = self.records[self.at : self.at + self.size]
            self.at += len(batch)
            self.read_ahead = max(self.read_ahead, (self.at - self.settled) // self.size)
            if not batch and self.settled == len(self.records):
                self.idle.set()
            yield batch
            await asyncio.sleep(0)

    async def rewind(self) -> None:
        self.at = self.settled = self.committed

    def settle(self, deliveries: Iterable[Delivery]) -> None:
        for one in deliveries:
            assert one.position == self.settled, "settled past a gap"
            self.settled = one.next

    async def commit(self) -> None:
        self.committed = self.settled


class Log:
    """Shards in lists; takes, loses or doubts what it is told to."""

    largest = LARGEST

    def __init__(self, *, doubts: Sequence[int] = ()) -> None:
        self.shards: dict[int, list[bytes]] = {}
        self.dead: list[tuple[int, Reason]] = []
        self.stamps: list[Micros | None] = []
        self.renewed = 0
        self.appends = 0
        self._doubts = doubts  # the appends that fail, half of them written

    async def renew(self) -> None:
        self.renewed += 1

    async def append(self, shards: Mapping[int, Sequence[Entry]]) -> None:
        self.appends += 1
        doubt = self.appends in self._doubts
        for shard, entries in shards.items():
            kept = entries[: len(entries) // 2] if doubt else entries
            self.shards.setdefault(shard, []).extend(entry.article for entry in kept)
            self.stamps += [entry.stamp for entry in kept]
        if doubt:
            raise TransportError("who knows")

    async def bury(self, delivery: Delivery, rejection: Rejection) -> None:
        self.dead.append((delivery.position, rejection.reason))


def delivery(position: int, *, language: str = "ko", value: bytes | None = None) -> Delivery:
    made = msgspec.msgpack.encode({"id": f"a{position}", "language": language})
    return Delivery(
        value=value or made, partition="p", position=position, next=position + 1,
        stamp=Micros(position),
    )  # fmt: skip


def relay(group: Group, log: Log, tally: Tally) -> Relay:
    return Relay(group=group, pool=Pool(), log=log, shards={"ko": 0, "en": 1, "*": 3}, meter=tally)


async def worked_off(group: Group, log: Log) -> Tally:
    tally, stop = Tally(), asyncio.Event()
    working = asyncio.create_task(relay(group, log, tally).run(stop))
    idle = asyncio.create_task(group.idle.wait())
    async with asyncio.timeout(30):
        await asyncio.wait((working, idle), return_when=asyncio.FIRST_COMPLETED)
        stop.set()
        idle.cancel()
        await working
    return tally


def ids(*numbers: int) -> list[bytes]:
    return [f"a{number}".encode() for number in numbers]


async def test_each_language_goes_to_its_shard_in_order_with_its_timestamp() -> None:
    records = [delivery(n, language="en" if n % 3 == 0 else "ko") for n in range(12)]
    group, log = Group(records, size=4), Log()
    await worked_off(group, log)
    assert log.shards == {0: ids(1, 2, 4, 5, 7, 8, 10, 11), 1: ids(0, 3, 6, 9)}
    assert sorted(stamp or 0 for stamp in log.stamps) == list(range(12))
    assert group.committed == 12


async def test_a_withdrawal_goes_to_every_shard_as_it_does_not_say_where_its_article_is() -> None:
    gone = msgspec.msgpack.encode({"id": "a1", "retracted": True})
    records = [
        delivery(0, language="en"),
        delivery(1),
        delivery(2, value=gone),
        delivery(3, language="fr"),
    ]
    group, log = Group(records, size=4), Log()
    await worked_off(group, log)
    assert log.shards == {0: ids(1, 1), 1: ids(0, 1), 3: ids(1, 3)}


async def test_what_is_refused_is_buried_and_counted_and_the_rest_goes_on() -> None:
    large = msgspec.msgpack.encode({"id": "a2", "language": "ko", "text": "x" * LARGEST})
    records = [
        delivery(0), delivery(1, value=b"bad"), delivery(2, value=large), delivery(3),
    ]  # fmt: skip
    group, log = Group(records, size=4), Log()
    tally = await worked_off(group, log)
    assert log.dead == [(1, Reason.MALFORMED), (2, Reason.OVERSIZE)]
    assert log.shards == {0: ids(0, 3)}
    assert tally.by_label("deliveries", "reason") == {"malformed": 1, "oversize": 1}
    assert tally.total("dead_letters") == 2
    assert group.committed == 4


async def test_in_doubt_it_begins_again_behind_the_last_commit_and_leaves_no_gap() -> None:
    group, log = Group([delivery(n) for n in range(20)], size=3), Log(doubts=(3, 4))
    tally = await worked_off(group, log)
    first_times = list(dict.fromkeys(log.shards[0]))
    assert first_times == ids(*range(20))
    assert len(log.shards[0]) > 20
    assert log.renewed == 3
    assert tally.by_label("producer_restarts", "stage") == {"prepare": 2}
    assert group.committed == 20


async def test_what_no_new_beginning_cures_ends_the_stage() -> None:
    group, log = Group([delivery(n) for n in range(9)], size=3), Log(doubts=range(100))
    with pytest.raises(TransportError, match="who knows"):
        await worked_off(group, log)
    assert log.appends == STUBBORN
    assert group.committed == 0


async def test_a_worker_that_lost_its_name_to_another_ends_at_once() -> None:
    class Lost(Log):
        async def append(self, shards: Mapping[int, Sequence[Entry]]) -> None:
            raise FencedError(f"another calls itself the same, and writes to {list(shards)}")

    log = Lost()
    with pytest.raises(FencedError):
        await worked_off(Group([delivery(0)], size=1), log)
    assert log.renewed == 1


async def test_what_is_before_an_unreadable_record_is_committed_and_then_the_stage_ends() -> None:
    class Torn(Group):
        async def deliveries(self) -> AsyncGenerator[Sequence[Delivery], None]:
            async for batch in super().deliveries():
                if not batch:
                    raise UnreadableError("position 7")
                yield batch

    group, log = Torn([delivery(n) for n in range(7)], size=3), Log()
    with pytest.raises(UnreadableError, match="position 7"):
        await worked_off(group, log)
    assert log.shards == {0: ids(*range(7))}
    assert log.renewed == 1
    assert group.committed == 7


async def test_while_the_log_is_slow_only_a_few_batches_are_read_ahead() -> None:
    class Slow(Log):
        async def append(self, shards: Mapping[int, Sequence[Entry]]) -> None:
            for _ in range(20):
                await asyncio.sleep(0)
            await super().append(shards)

    group = Group([delivery(n) for n in range(300)], size=3)
    await worked_off(group, Slow())
    assert group.read_ahead <= Pool.width + 3  # one in the log's hands, one read, one waiting


async def test_after_the_stop_what_is_written_is_committed_and_no_more_is_begun() -> None:
    group, log, stop = Group([delivery(n) for n in range(3_000)], size=3), Log(), asyncio.Event()
    working = asyncio.create_task(relay(group, log, Tally()).run(stop))
    while log.appends < 5:  # noqa: ASYNC110  # it has no event
        await asyncio.sleep(0)
    stop.set()
    async with asyncio.timeout(30):
        await working
    assert log.appends <= 7
    assert group.committed == len(log.shards[0])
