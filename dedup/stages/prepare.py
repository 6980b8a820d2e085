"""Deliveries → fingerprints, in the same order: the stateless half of the path.

A batch that comes out holds what came in, each with its encoded fingerprint or the reason why it
has none. Memory is bounded: at most `pool.width` batches are being prepared, and `out` is bounded
by whoever made it.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from dedup.core.article import Article, Reason, Rejection
from dedup.core.fingerprint import Fingerprint
from dedup.formats import fingerprint as codec
from dedup.formats.article_json import Decoder
from dedup.formats.page_text import decode_page
from dedup.ports import Delivery

Read = Callable[[Delivery], Article | Rejection]
Sign = Callable[[Sequence[Article]], list[Fingerprint | Rejection]]

CHUNK = 64  # articles whose texts and arrays stay in a processor's cache from step to step
CHUNK_BYTES = 2**20  # of records; a chunk's arrays take thirty times as much


class Prepared(Struct, frozen=True, gc=False):
    """A delivery and its encoded fingerprint, or why it has none."""

    delivery: Delivery
    result: bytes | Rejection


class Pool(Protocol):
    """Where prepare runs: a thread here, processes elsewhere."""

    width: int  # batches that are prepared at the same time

    async def prepare(self, deliveries: Sequence[Delivery]) -> list[bytes | Rejection]:
        """Return the results in the order of the deliveries."""
        ...


Batches = asyncio.Queue[Sequence[Prepared] | None]  # None: the input has ended


def reader(decoder: Decoder) -> Read:
    """Return what decodes a delivery of JSON or of a saved page, its timestamp included."""

    def read(delivery: Delivery) -> Article | Rejection:
        stamp, inherited = delivery.stamp, delivery.inherited
        if delivery.format == "json":
            return decoder.decode(
                delivery.value, key=delivery.key, stamp=stamp, inherited=inherited
            )
        article = decode_page(delivery.value or b"", name=delivery.name)
        if stamp is None or isinstance(article, Rejection):
            return article
        return replace(article, stamp=stamp, inherited=inherited)

    return read


def prepare_all(
    deliveries: Sequence[Delivery], *, read: Read, sign: Sign
) -> list[bytes | Rejection]:
    """Return the encoded fingerprint of each delivery, or why it has none, in their order."""
    results: list[bytes | Rejection] = []
    for part in _chunks(deliveries):
        chunk = [_taken(delivery, read=read) for delivery in part]
        signed = iter(sign([one for one in chunk if isinstance(one, Article)]))
        done = [next(signed) if isinstance(one, Article) else one for one in chunk]
        results += [codec.encode(one) if isinstance(one, Fingerprint) else one for one in done]
    return results


def _chunks(deliveries: Sequence[Delivery]) -> Iterator[Sequence[Delivery]]:
    """Yield pieces of CHUNK deliveries, or fewer that have CHUNK_BYTES; a longer one goes alone."""
    begin = size = 0
    for nth, delivery in enumerate(deliveries):
        more = len(delivery.value or b"")
        if nth - begin == CHUNK or (nth > begin and size + more > CHUNK_BYTES):
            yield deliveries[begin:nth]
            begin, size = nth, 0
        size += more
    yield deliveries[begin:]


def _taken(delivery: Delivery, *, read: Read) -> Article | bytes | Rejection:
    """Return the article of a delivery, its fingerprint where it is one, or why it is neither."""
    if delivery.refused is not None:
        return delivery.refused
    if delivery.format == "fingerprint":
        return delivery.value or Rejection(Reason.MALFORMED, "an empty fingerprint")
    return read(delivery)


async def prepare(batches: AsyncIterator[Sequence[Delivery]], *, pool: Pool, out: Batches) -> None:
    """Prepare batch after batch into `out`, in order, and end it with None."""
    ahead: deque[tuple[Sequence[Delivery], asyncio.Task[list[bytes | Rejection]]]] = deque()

    async def hand_on() -> None:
        deliveries, task = ahead.popleft()
        await out.put([Prepared(*pair) for pair in zip(deliveries, await task, strict=True)])

    try:
        async for deliveries in batches:
            ahead.append((deliveries, asyncio.create_task(pool.prepare(deliveries))))
            if len(ahead) > pool.width:
                await hand_on()
        while ahead:
            await hand_on()
    finally:
        for _, task in ahead:
            task.cancel()
    await out.put(None)
