"""A file of JSON lines → what the whole way to a file of updates costs, each run in a new process.

Seconds are those of the processor, so that a run is what one core does; starting the process and
loading the kernels are measured apart.
"""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Literal

import orjson
from msgspec import Struct

from dedup.bench.peers import Datasketch, Rensa
from dedup.embedded import replay_files, warm_up
from dedup.outputs import Outputs
from dedup.peak_memory import peak_bytes
from dedup.ports import Progress
from dedup.settings import Detect, Settings

Levels = Literal["family", "both"]
TAIL = 0.2  # share of the articles, at the end, by which the cost with a full window is told


class Run(Struct, frozen=True, kw_only=True):
    """What one run came to."""

    articles: int
    seconds: float  # of the processor
    wall_seconds: float
    tail_seconds: float  # of the processor, an article, over the last TAIL of them
    warm_up_seconds: float
    resume_seconds: float  # of the clock, from the warm process until it reads on; 0 for a peer
    updates: int
    peak_bytes: int  # resident, this process alone; 0 where the platform does not say

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.articles / max(1e-9, self.seconds)


def apart(function: Callable[..., Run], *arguments: Any) -> Run:
    """Run in a process of its own, so that memory and warm-up are its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def replay_run(path: str, out: str, level: Levels, state: str | None) -> Run:
    """Run our pipeline: cleaning on, updates written, `state` a folder or None."""
    began = perf_counter()
    warm_up()
    warm = perf_counter() - began
    marks: list[tuple[int, float]] = []
    reading: list[float] = []  # when it was; first as soon as the state is taken up again

    def watch(progress: Progress, count: int) -> None:
        del progress
        marks.append((count, process_time()))
        reading.append(perf_counter())

    start, begun = process_time(), perf_counter()
    found = replay_files(
        [path],
        settings=Settings(detect=Detect(level=level)),
        outputs=Outputs(updates=out),
        state=None if state is None else Path(state),
        watch=watch,
    )
    seconds, wall = process_time() - start, perf_counter() - begun
    peak = peak_bytes() or 0  # before what is only looked at
    articles = sum(found.outcomes.values())
    marks.append((articles, process_time()))
    return Run(
        articles=articles,
        seconds=seconds,
        wall_seconds=wall,
        tail_seconds=_tail(marks, articles),
        warm_up_seconds=warm,
        resume_seconds=reading[0] - begun,
        updates=_lines(Path(out)),
        peak_bytes=peak,
    )


def peer_run(path: str, out: str, name: str) -> Run:
    """Run a peer's pipeline: JSON, signature, index, one flag a line; no cleaning, no proof."""
    peer = Rensa() if name == "rensa" else Datasketch()
    peer.sign("warm up")
    marks: list[tuple[int, float]] = []
    start, wall = process_time(), perf_counter()
    with Path(path).open("rb") as lines, Path(out).open("wb") as flags:
        number = 0
        for number, line in enumerate(lines, start=1):
            article = orjson.loads(line)
            known = peer.find_and_file(number, peer.sign(article["body"]))
            flags.write(orjson.dumps({"id": article["id"], "known": known}) + b"\n")
            if number % 500 == 0:
                marks.append((number, process_time()))
    marks.append((number, process_time()))
    return Run(
        articles=number,
        seconds=process_time() - start,
        wall_seconds=perf_counter() - wall,
        tail_seconds=_tail(marks, number),
        warm_up_seconds=0.0,
        resume_seconds=0.0,
        updates=number,
        peak_bytes=peak_bytes() or 0,
    )


def _tail(marks: list[tuple[int, float]], articles: int) -> float:
    """Processor seconds an article over the last articles."""
    last, end = marks[-1]
    count, begin = next(
        (mark for mark in marks if mark[0] >= (1 - TAIL) * articles and mark[0] < last), marks[0]
    )
    return (end - begin) / max(1, last - count)


def _lines(path: Path) -> int:
    with path.open("rb") as lines:
        return sum(1 for _ in lines)
