"""How long an article takes from its record in `articles` to its updates in `clusters`.

python tests/kafka/measure.py FEED.jsonl.gz --bootstrap HOST:PORT --prefix P --rate 500
Plays the feed and reads the updates read_committed, in one process with one clock, while a
`dedup run` with the same prefix works. Prints p50, p99 and the longest time.
"""

import argparse
import asyncio
import gzip
import json
import sys
import time
from pathlib import Path

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

TICK = 0.01


async def _measure(arguments: argparse.Namespace) -> None:
    opened = gzip.open if arguments.feed.suffix == ".gz" else open
    with opened(arguments.feed, "rt", encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file]
    lines = lines[arguments.skip :][: int(arguments.rate * arguments.seconds)]
    records = [(json.loads(line)["id"], line.encode()) for line in lines]
    sent: dict[str, float] = {}
    took: dict[str, float] = {}
    place = TopicPartition(f"{arguments.prefix}clusters", 0)
    consumer = AIOKafkaConsumer(
        bootstrap_servers=arguments.bootstrap,
        isolation_level="read_committed",
        auto_offset_reset="latest",
        enable_auto_commit=False,
    )
    producer = AIOKafkaProducer(bootstrap_servers=arguments.bootstrap, enable_idempotence=True)
    await consumer.start()
    await producer.start()
    end = (await consumer.end_offsets([place]))[place]
    consumer.assign([place])
    consumer.seek(place, end)

    async def read() -> None:
        last = time.monotonic()
        while len(took) < len(records) and time.monotonic() < last + 30:
            for batch in (await consumer.getmany(timeout_ms=1_000)).values():
                now = time.time()
                last = time.monotonic()
                for record in batch:
                    name = json.loads(record.value)["article"]
                    if name in sent and name not in took:
                        took[name] = now - sent[name]

    reading = asyncio.create_task(read())
    begun = time.monotonic()
    for number, (name, value) in enumerate(records):
        due = begun + number / arguments.rate
        if due > time.monotonic() + TICK / 2:
            await asyncio.sleep(due - time.monotonic())
        sent[name] = time.time()
        await producer.send(
            f"{arguments.prefix}articles", value, key=name.encode(), partition=0,
            timestamp_ms=int(sent[name] * 1000),
        )  # fmt: skip
    played = time.monotonic() - begun
    await reading
    await producer.stop()
    await consumer.stop()
    ordered = sorted(took.values())

    def at(share: float) -> float:
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000

    sys.stdout.write(
        f"{len(records)} sent in {played:.1f} s ({len(records) / played:.0f}/s),"
        f" {len(took)} seen in {time.monotonic() - begun:.1f} s;"
        f" p50 {at(0.5):.1f} ms, p90 {at(0.9):.1f}, p99 {at(0.99):.1f}, max {at(1.0):.1f}\n"
    )


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("feed", type=Path)
    parser.add_argument("--bootstrap", required=True)
    parser.add_argument("--prefix", default="")
    parser.add_argument("--rate", type=float, default=500)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--skip", type=int, default=0)
    asyncio.run(_measure(parser.parse_args()))


if __name__ == "__main__":
    main()
