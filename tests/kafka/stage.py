"""The stages as an operator runs them, in processes of their own, and a reader of their topics."""

import asyncio
import json
import os
import re
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.structs import ConsumerRecord
from commands import dedup, environment

BACK = timedelta(days=2_600)  # the builders' news is of the future
PATIENCE = 90.0  # seconds for anything on a loaded machine; nothing waits this long when it works


def until(what: str, holds: Callable[[], Any], *, seconds: float = PATIENCE) -> Any:
    """Wait until something holds, and return it; fail by name when it never does."""
    end = time.monotonic() + seconds
    while True:
        if found := holds():
            return found
        assert time.monotonic() < end, f"{what}: not within {seconds} s"
        time.sleep(0.05)


class Stage:
    """One `dedup run`."""

    def __init__(self, arguments: Sequence[str], log: Path, env: dict[str, str]) -> None:
        self.log = log
        self._from = log.stat().st_size if log.exists() else 0
        with log.open("ab") as stderr:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "dedup", "run", *arguments],
                env=environment(env | {"PYTHONFAULTHANDLER": "1"}),
                stderr=stderr,
                stdout=stderr,
                start_new_session=True,
            )

    def said(self) -> str:
        """What this process has logged so far."""
        return self.log.read_bytes()[self._from :].decode("utf-8", "replace")

    def resumed(self) -> None:
        """Return when it reads; fail when it ended instead."""
        until("resumed", lambda: "resumed" in self.said() or self._ended())

    def started(self) -> None:
        """Return when every stage of it has started."""
        until("started", lambda: self.door("/startupz")[0] == 200 or self._ended())

    def _ended(self) -> bool:
        assert self.process.poll() is None, self.said()[-2000:]
        return False

    def door(self, path: str) -> tuple[int, bytes]:
        """Status and body of one of its HTTP paths; 0 while it does not listen."""
        found = re.search(r'"port": (\d+)', self.said())
        if not found:
            return 0, b""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{found[1]}{path}", timeout=5) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()
        except OSError:
            return 0, b""

    def detecting(self) -> int:
        """The process that detects its only shard."""
        found = re.search(r'"process": (\d+)', self.said())
        assert found, self.said()
        return int(found[1])

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to this process alone; SIGCONT to what it spawned as well."""
        if number == signal.SIGCONT:
            os.killpg(self.process.pid, number)
        else:
            self.process.send_signal(number)

    def kill(self) -> None:
        """Kill -9 it and what it spawned."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self, *, within: float = PATIENCE) -> int:
        """Its exit code, once it has ended by itself."""
        return self.process.wait(timeout=within)

    def stop(self) -> int:
        """Stop it by SIGTERM, which takes ten seconds at most; its exit code."""
        self.signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout=12)
        except subprocess.TimeoutExpired:
            self.signal(signal.SIGABRT)  # it writes down where every thread stands
            self.process.wait()
            raise AssertionError(self.said()[-6000:]) from None


class Installation:
    """Topics with a prefix of their own, state folders, and the stages that run on them."""

    def __init__(self, bootstrap: str, folder: Path, *, name: str = "") -> None:
        self.bootstrap = bootstrap
        self.folder = folder
        self.prefix = f"t{secrets.token_hex(4)}."
        self.name = name
        self._stages: list[Stage] = []

    def topic(self, name: str) -> str:
        """The full name of a topic."""
        return self.prefix + name

    def topics(self, *, partitions: int = 1, shards: int = 1) -> None:
        """Create the topics by the command."""
        done = dedup(
            "topics", "create", "--bootstrap", self.bootstrap, "--prefix", self.prefix,
            "--partitions", partitions, "--shards", shards,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()

    def run(
        self, *arguments: object, state: str = "state", log: str = "run.log", **env: str
    ) -> Stage:
        """Start a `dedup run` of this installation."""
        stage = Stage(
            [
                "--bootstrap", self.bootstrap, "--prefix", self.prefix, "--http-port", "0",
                "--state", str(self.folder / state), *map(str, arguments),
            ],
            self.folder / log,
            env,
        )  # fmt: skip
        self._stages.append(stage)
        return stage

    def close(self) -> None:
        """End every stage that is left."""
        for stage in self._stages:
            if stage.process.poll() is None:
                stage.signal(signal.SIGCONT)
            stage.kill()

    def produce(
        self,
        records: Iterable[tuple[bytes | None, bytes | None]],
        *,
        topic: str = "articles",
        packed: str | None = None,
    ) -> None:
        """Write (key, value) records, the key deciding the partition, as they are or compressed."""
        asyncio.run(_produce(self.bootstrap, self.topic(topic), list(records), packed))

    def articles(self, articles: Iterable[dict[str, Any]]) -> None:
        """Write articles in their order."""
        self.produce(
            (one["id"].encode(), json.dumps(one, ensure_ascii=False).encode()) for one in articles
        )

    def records(self, topic: str) -> list[ConsumerRecord]:
        """What a read_committed consumer sees in a topic at this moment."""
        return asyncio.run(_records(self.bootstrap, self.topic(topic)))

    def updates(self) -> list[bytes]:
        """The values in `clusters`, in the order of the log."""
        return [record.value for record in self.records("clusters")]

    def expected(self, records: Iterable[dict[str, Any]]) -> list[bytes]:
        """The updates of an embedded replay of the same articles."""
        feed, out = self.folder / "feed.jsonl", self.folder / "expected.jsonl"
        feed.write_text(
            "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), "utf-8"
        )
        done = dedup("replay", feed, "--out", out)
        assert done.returncode == 0, done.stderr.decode()
        return out.read_bytes().splitlines()

    def log_replay(self, *, shard: int = 0, out: str = "log.jsonl") -> list[bytes]:
        """The updates of a replay of the log of record."""
        path = self.folder / out
        done = dedup(
            "replay",
            f"kafka://{self.bootstrap}/{self.topic('fingerprints')}?shard={shard}",
            "--out",
            path,
        )
        assert done.returncode == 0, done.stderr.decode()
        return path.read_bytes().splitlines()

    def all_out(self, count: int, *, watched: Sequence[Stage] = ()) -> list[bytes]:
        """Wait for this many updates; returns all there are then."""

        def there() -> list[bytes]:
            for stage in watched:
                assert stage.process.poll() is None, stage.said()[-2000:]
            found = self.updates()
            return found if len(found) >= count else []

        found: list[bytes] = until(f"{count} updates", there)
        return found

    def delete_topic(self, name: str) -> None:
        """Delete a topic for good."""
        asyncio.run(_delete(self.bootstrap, self.topic(name)))


def dated(articles: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Articles that all say when they were received, in the past: live and replay are equal."""
    found: list[dict[str, Any]] = []
    last = "2024-03-03T09:00:00+00:00"
    for one in articles:
        moved = {
            name: (datetime.fromisoformat(one[name]) - BACK).isoformat()
            for name in ("received", "published")
            if name in one
        }
        last = moved.get("received", last)
        found.append(one | {"received": last} | moved)
    return found


async def _produce(
    bootstrap: str,
    topic: str,
    records: list[tuple[bytes | None, bytes | None]],
    packed: str | None,
) -> None:
    async with AIOKafkaProducer(
        bootstrap_servers=bootstrap,
        enable_idempotence=True,
        max_request_size=16_000_000,
        compression_type=packed,
    ) as producer:
        sent = [await producer.send(topic, value=value, key=key) for key, value in records]
        await asyncio.gather(*sent)


async def _records(bootstrap: str, topic: str) -> list[ConsumerRecord]:
    async with AIOKafkaConsumer(
        bootstrap_servers=bootstrap,
        isolation_level="read_committed",
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    ) as consumer:
        await consumer._client._wait_on_metadata(topic)
        places = [TopicPartition(topic, one) for one in consumer.partitions_for_topic(topic)]
        ends = await consumer.end_offsets(places)
        consumer.assign(places)
        found: list[ConsumerRecord] = []
        for place in places:
            while await consumer.position(place) < ends[place]:
                batches = await consumer.getmany(place, timeout_ms=500)
                found.extend(record for batch in batches.values() for record in batch)
    return found


async def _delete(bootstrap: str, topic: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.delete_topics([topic])
        while True:
            if topic not in await admin.list_topics():
                return
            await asyncio.sleep(0.1)
    finally:
        await admin.close()
