"""`dedup replay`: an archive of news in, families and events out."""

import gc
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Annotated, Literal

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from dedup import embedded
from dedup.adapters.lines import STDOUT, say, standard
from dedup.cli import closing
from dedup.cli.options import Maps, SettingsFile, Timezones, folder, reading
from dedup.embedded import Watch
from dedup.errors import SettingsError
from dedup.live import replay as kafka
from dedup.outputs import Outputs, check_apart
from dedup.ports import Progress as Reading
from dedup.settings import Settings

TOO_MANY = 3
PATIENCE = 5.0  # seconds; loading compiled kernels takes 1, on a busy machine 3


def replay(
    paths: Annotated[
        list[str],
        typer.Argument(
            help="Files, folders, globs or - : JSON lines (.gz, .zst), saved .txt pages;"
            " or kafka://HOST:PORT/TOPIC?from=…&to=…"
        ),
    ],
    *,
    maps: Maps = None,
    timezones: Timezones = None,
    out: Annotated[str | None, typer.Option(help="All updates, in order, as JSON lines.")] = None,
    clusters: Annotated[str | None, typer.Option(help="The final clusters as JSON lines.")] = None,
    assignments: Annotated[
        str | None, typer.Option(help="A table: article, family, event, relation.")
    ] = None,
    dead_letters: Annotated[
        str | None, typer.Option(help="Refused records with the reason, as JSON lines.")
    ] = None,
    state: Annotated[str | None, typer.Option(help="A folder to stop and go on with.")] = None,
    settings: SettingsFile = None,
    order: Annotated[
        Literal["given", "time"] | None,
        typer.Option(help="As given (the default of one path), or by article time (of several)."),
    ] = None,
    workers: Annotated[int | None, typer.Option(help="Processes that prepare.")] = None,
    batch: Annotated[int | None, typer.Option(help="Articles a step.")] = None,
    level: Annotated[
        Literal["family", "both"] | None, typer.Option(help="Families only, or events too.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON summary.")] = False,
    max_rejected: Annotated[
        int | None, typer.Option(help="Exit with 3 where more records are refused.")
    ] = None,
) -> None:
    """Read an archived feed and write its families and events."""
    chosen = Settings.load(
        file=settings,
        flags={
            "input": {**reading(maps, timezones), "order": order},
            "detect": {"level": level},
            "work": {"workers": workers, "batch": batch},
        },
    )
    out, clusters, assignments, dead_letters = places = [
        path and standard(path) for path in (out, clusters, assignments, dead_letters)
    ]
    outputs = Outputs(updates=out, clusters=clusters, assignments=assignments, dead=dead_letters)
    if settings is not None:
        check_apart(outputs, [str(settings)])
    taken = STDOUT in places
    if taken and json:
        raise SettingsError("--json and an output cannot both go to standard output.")
    found = closed_replay(paths, settings=chosen, outputs=outputs, state=folder(state))
    if json:
        say(msgspec.json.encode(found).decode() + "\n")
    else:
        closing.show(found, Console(stderr=taken, emoji=False))
    if found.outcomes.get("rejected") and dead_letters is None:
        again = "" if state is None else " with a new state"  # this one has forgotten them
        tell(f"some records were refused; --dead-letters FILE{again} says which, and why.")
    if 2 * found.outcomes.get("late", 0) > found.deliveries:
        tell("most articles came after newer ones; --order time puts a feed in order first.")
    if max_rejected is not None and found.outcomes.get("rejected", 0) > max_rejected:
        raise typer.Exit(TOO_MANY)


def closed_replay(
    paths: list[str], *, settings: Settings, outputs: Outputs, state: Path | None = None
) -> closing.Summary:
    """Replay with a progress bar where there is somebody to see it; return the closing figures."""
    began = time.monotonic()

    def ready() -> None:
        nonlocal began
        compile_aloud()
        # What is there now stays; looking through it (130,000 objects) took 60 ms each time.
        gc.freeze()
        began = time.monotonic()  # compiling is of the machine, not of the feed

    with watched() as watch:
        where = kafka.address(paths)
        replayed = (
            embedded.replay_files(
                paths,
                settings=settings,
                outputs=outputs,
                state=state,
                ready=ready,
                watch=watch,
                tell=tell,
            )
            if where is None
            else kafka.replay_range(
                where,
                settings=settings,
                outputs=outputs,
                state=state,
                ready=ready,
                watch=watch,
                tell=tell,
            )
        )
    return closing.summary(replayed, seconds=time.monotonic() - began)


def tell(text: str) -> None:
    """Say something that is neither a result nor an error."""
    sys.stderr.write(f"dedup: {text}\n")


def compile_aloud() -> None:
    """Make the kernels ready, and say so where it takes long: only the first run compiles."""
    said = Timer(PATIENCE, sys.stderr.write, ("dedup: compiling kernels, once\n",))
    said.start()
    try:
        embedded.warm_up()
    finally:
        said.cancel()


@contextmanager
def watched() -> Iterator[Watch | None]:
    """Show a progress bar on a terminal; give None where standard error is none."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=None, rate="")
        began = time.monotonic()

        def watch(reading: Reading, deliveries: int) -> None:
            rate = deliveries / max(time.monotonic() - began, 0.001)
            bar.update(
                task,
                description=reading.doing,
                completed=reading.done,
                total=reading.total,
                rate=f"{deliveries:,} articles, {rate:,.0f}/s",
            )

        yield watch
