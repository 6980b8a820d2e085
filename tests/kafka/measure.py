"""What the live path gives on this machine: a rate held and its latency, catch-up, restart.

python tests/kafka/measure.py rate FEED.jsonl.gz --rate 500 --seconds 300
python tests/kafka/measure.py backlog FEED.jsonl.gz --articles 50000
python tests/kafka/measure.py restart FEED.jsonl.gz --articles 200000

Each starts a broker (or takes `--bootstrap HOST:PORT`), makes topics with a new prefix, starts
`dedup run` and stops it again; `--settings FILE` goes along. Latency is from an article's record
timestamp until a read_committed consumer has its first update, both in this process, on one clock.
A feed that is too short is played again as other news (`load`). A rate is played for `--warm`
seconds first: a broker compiles what it does often. CPU is user and system time.
"""

import argparse
import asyncio
import contextlib
import gc
import itertools
import os
import re
import secrets
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import msgspec
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

sys.path.insert(0, str(Path(__file__).parent.parent))
from kafka.broker import Broker  # a script finds its neighbours only now
from kafka.load import articles  # likewise

TICK = 0.005  # seconds: what is due within one goes out together
PATIENCE = 60.0  # seconds without any update that end a measurement
STAGES = ("prepare", "append", "detect", "commit", "publish")


class Update(msgspec.Struct):
    """All of an update that is looked at."""

    article: str


class Run:
    """A broker, fresh topics and a `dedup run` with its state."""

    def __init__(self, arguments: argparse.Namespace, folder: Path) -> None:
        self.folder = folder
        self.prefix = f"m{secrets.token_hex(3)}."
        self.broker = None
        if arguments.bootstrap is None:
            self.broker = Broker(folder=folder / "broker", nodes=1)
        self.bootstrap = arguments.bootstrap or self.broker.bootstrap
        self._common = ["--bootstrap", self.bootstrap, "--prefix", self.prefix]
        if arguments.settings:
            self._common += ["--settings", str(arguments.settings)]
        subprocess.run(
            [sys.executable, "-m", "dedup", "topics", "create", *self._common],
            check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        self._more = arguments.run
        self._stages = ("prepare", "detect") if arguments.apart else ("both",)
        self.processes: list[subprocess.Popen[bytes]] = []
        self._ports: list[int] = []

    def start(self) -> float:
        """Start the stages; return the seconds until they are ready."""
        begun = time.monotonic()
        logs = [self.folder / f"{stage}.log" for stage in self._stages]
        self.processes, self._ports = [], []
        for stage, name in zip(self._stages, logs, strict=True):
            with name.open("wb") as log:
                self.processes.append(
                    subprocess.Popen(
                        [sys.executable, "-m", "dedup", "run", *self._common, *self._more,
                         "--stage", stage, "--state", str(self.folder / "state"),
                         "--http-port", "0"],
                        stderr=log, stdout=log,
                    )
                )  # fmt: skip
        for process, log in zip(self.processes, logs, strict=True):
            port = 0
            while True:
                assert process.poll() is None, log.read_text()[-3000:]
                found = re.search(r'"port": (\d+)', log.read_text())
                port = int(found[1]) if found else 0
                with contextlib.suppress(OSError):
                    if port and _get(port, "/startupz"):
                        break
                time.sleep(0.05)
            self._ports.append(port)
        return time.monotonic() - begun

    def stop(self) -> float:
        """Stop the stages by SIGTERM; return the seconds it took."""
        begun = time.monotonic()
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait()
        return time.monotonic() - begun

    def close(self) -> None:
        """End what was started."""
        for process in self.processes:
            if process.poll() is None:
                process.kill()
                process.wait()
        if self.broker is not None:
            self.broker.stop()

    def stages(self) -> dict[str, tuple[float, float]]:
        """Return, for each stage, how many batches it has taken and how many seconds."""
        found: dict[str, tuple[float, float]] = dict.fromkeys(STAGES, (0.0, 0.0))
        for port in self._ports:
            text = _get(port, "/metrics")
            number = {
                (kind, stage): float(value)
                for kind, stage, value in re.findall(
                    r'dedup_stage_seconds_(count|sum){stage="(\w+)"} (\S+)', text
                )
            }
            for one in STAGES:
                if number.get(("count", one)):
                    found[one] = (number["count", one], number["sum", one])
        return found

    def cpu(self) -> dict[str, float]:
        """Return the CPU seconds used so far by the processes, their workers and the broker."""
        children = {int(one) for process in self.processes for one in _children(process.pid)}
        detecting = self._detecting()
        used = {
            "Kafka": sum(_cpu(process.pid) for process in self.processes),
            "detect": sum(map(_cpu, detecting)),
            "prepare": sum(map(_cpu, children - detecting)),
        }
        if self.broker is not None:
            used["broker"] = _cpu(self.broker.nodes[0].process.pid)
        return used

    def memory(self) -> float:
        """Return the megabytes that detection and the process that started it hold now."""
        pids = {self.processes[-1].pid} | self._detecting()
        texts = [Path(f"/proc/{pid}/status").read_text() for pid in pids]
        return sum(int(re.search(r"VmRSS:\s+(\d+)", text)[1]) for text in texts) / 1024

    def _detecting(self) -> set[int]:
        logs = [(self.folder / f"{stage}.log").read_text() for stage in self._stages]
        return {int(one) for log in logs for one in re.findall(r'"process": (\d+)', log)}


def _get(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return answer.read().decode()


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Eyes:
    """A read_committed consumer that notes when it first sees an update of each article."""

    def __init__(self, run: Run) -> None:
        self.seen: dict[str, float] = {}
        self._place = TopicPartition(f"{run.prefix}clusters", 0)
        self._consumer = AIOKafkaConsumer(
            bootstrap_servers=run.bootstrap,
            isolation_level="read_committed",
            enable_auto_commit=False,
        )
        self._decode = msgspec.json.Decoder(Update).decode

    async def __aenter__(self) -> "Eyes":
        await self._consumer.start()
        self._consumer.assign([self._place])
        await self._consumer.seek_to_beginning(self._place)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._consumer.stop()

    async def until(self, count: int) -> None:
        """Return when so many articles were seen, or nothing comes any more."""
        last = time.monotonic()
        while len(self.seen) < count and time.monotonic() < last + PATIENCE:
            for batch in (await self._consumer.getmany(timeout_ms=1_000)).values():
                now = time.time()
                last = time.monotonic()
                for record in batch:
                    name = self._decode(record.value).article
                    if name:  # a cluster that ends need not name one
                        self.seen.setdefault(name, now)


async def play(run: Run, records: Iterator[tuple[str, bytes]], *, rate: float) -> dict[str, float]:
    """Send the records, `rate` a second or (0) as fast as possible; return their timestamps."""
    sent: dict[str, float] = {}
    topic = f"{run.prefix}articles"
    async with AIOKafkaProducer(
        bootstrap_servers=run.bootstrap, enable_idempotence=True, max_batch_size=512 * 1024
    ) as producer:
        begun = time.monotonic()
        for number, (name, value) in enumerate(records):
            due = begun + number / rate if rate else 0.0
            if due > time.monotonic() + TICK:
                await asyncio.sleep(due - time.monotonic())
            sent[name] = time.time()
            await producer.send(
                topic, value, key=name.encode(), partition=0, timestamp_ms=int(sent[name] * 1000)
            )
        await producer.flush()
    return sent


async def rate(run: Run, arguments: argparse.Namespace) -> None:
    """Play at a steady rate and say how long each article took."""
    count = int(arguments.rate * arguments.seconds)
    feed = articles(arguments.feed, again="after")
    # made before it is played: another text takes as long as another article takes the stage
    warm = list(itertools.islice(feed, int(arguments.warm * arguments.rate)))
    records = list(itertools.islice(feed, count))
    run.start()
    gc.collect()
    gc.freeze()  # looking through the records would hold up what is measured
    async with Eyes(run) as eyes:
        await asyncio.gather(play(run, iter(warm), rate=arguments.rate), eyes.until(len(warm)))
        stages, cpu, begun = run.stages(), run.cpu(), time.monotonic()
        sent, _ = await asyncio.gather(
            play(run, iter(records), rate=arguments.rate),
            eyes.until(len(warm) + count),
        )
        wall = time.monotonic() - begun
    took = sorted(eyes.seen[name] - at for name, at in sent.items() if name in eyes.seen)
    played = max(sent.values()) - min(sent.values())

    def at(share: float) -> str:
        return f"{took[min(len(took) - 1, int(share * len(took)))] * 1000:.1f}"

    say(
        f"{len(sent)} sent in {played:.1f} s ({len(sent) / played:.0f}/s), {len(took)} seen within"
        f" {wall:.1f} s; p50 {at(0.5)} ms, p90 {at(0.9)}, p99 {at(0.99)}, max {at(1)}"
    )
    say_work(run, stages=stages, cpu=cpu, wall=wall, count=count)


async def backlog(run: Run, arguments: argparse.Namespace, *, again: str = "after") -> None:
    """Fill `articles` first, then say how fast a new start works it off."""
    feed = itertools.islice(articles(arguments.feed, again=again), arguments.articles)
    names = await play(run, feed, rate=0)
    say(f"{len(names)} articles wait; ready in {run.start():.1f} s")
    stages, cpu, begun = run.stages(), run.cpu(), time.monotonic()
    async with Eyes(run) as eyes:
        await eyes.until(len(names))
    wall = time.monotonic() - begun
    say(f"{len(eyes.seen)} seen in {wall:.1f} s ({len(eyes.seen) / wall:.0f}/s)")
    say_work(run, stages=stages, cpu=cpu, wall=wall, count=len(names))


async def restart(run: Run, arguments: argparse.Namespace) -> None:
    """Fill the window, stop, start again, and say how long that takes and what it holds."""
    await backlog(run, arguments, again="beside")
    say(f"memory {run.memory():.0f} MB; stopped in {run.stop():.1f} s")
    say(f"ready again in {run.start():.1f} s; memory {run.memory():.0f} MB")
    used = run.cpu()
    say(f"CPU of it: detect {used['detect']:.1f} s, Kafka {used['Kafka']:.1f} s")


def say_work(
    run: Run,
    *,
    stages: dict[str, tuple[float, float]],
    cpu: dict[str, float],
    wall: float,
    count: int,
) -> None:
    """Say what each stage took of the time, per batch and per article."""
    for name, (batches, seconds) in run.stages().items():
        batches -= stages[name][0]
        seconds -= stages[name][1]
        say(
            f"  {name:8} {batches:6.0f} batches of {count / max(1, batches):5.1f},"
            f" {1000 * seconds / max(1, batches):6.1f} ms each, {100 * seconds / wall:5.1f} % of"
            f" the time, {1e6 * seconds / count:5.0f} µs an article"
        )
    for name, seconds in run.cpu().items():
        seconds -= cpu[name]
        say(f"  CPU {name}: {1e6 * seconds / count:.0f} µs an article")


def say(line: str) -> None:
    """Print at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    for what in (rate, backlog, restart):
        command = commands.add_parser(what.__name__, help=what.__doc__)
        command.add_argument("feed", type=Path)
        command.add_argument("--bootstrap", help="a broker that runs already")
        command.add_argument("--settings", type=Path, help="of `dedup run`")
        command.add_argument("--run", nargs="*", default=[], help="more options of `dedup run`")
        command.add_argument(
            "--apart", action="store_true", help="prepare and detect as two processes"
        )
        if what is rate:
            command.add_argument("--rate", type=float, default=500)
            command.add_argument("--seconds", type=float, default=60)
            command.add_argument("--warm", type=float, default=10)
        else:
            command.add_argument("--articles", type=int, default=50_000)
        command.set_defaults(what=what)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run = Run(arguments, Path(folder))
        try:
            asyncio.run(arguments.what(run, arguments))
        finally:
            run.close()


if __name__ == "__main__":
    main()
