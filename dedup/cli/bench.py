"""`dedup bench`: what detection costs on this machine, beside other libraries on the same texts."""

import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import as_file, files
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import orjson
import typer
from msgspec.structs import asdict
from rich.console import Console
from rich.table import Table

from dedup.adapters.lines import check_writable, write_table
from dedup.bench import growth, whole
from dedup.bench.chart import Point, draw
from dedup.bench.parts import (
    OURS,
    Figure,
    measure_index,
    measure_latency,
    measure_signing,
    with_ratios,
)
from dedup.bench.peers import installed
from dedup.cli.demo import read
from dedup.core.article import Article
from dedup.core.quality import score_clusters
from dedup.embedded import read_files, replay_files, warm_up
from dedup.errors import InputError, SettingsError
from dedup.outputs import Outputs, check_tables
from dedup.settings import Settings

TEXTS = 1000  # signed by each
SHORTEST = 100  # characters of an article worth varying
LATENCY = 5000  # articles timed one by one
HOURS = 160.0  # over which a grown feed is spread: just within the window of seven days
BOTH_UP_TO = 1_000_000  # articles; more at the level of families alone
PEERS_UP_TO = 20_000  # articles; their pipelines take minutes for more


def bench(
    *,
    articles: Annotated[
        Path | None, typer.Option(help="A feed to grow; by default the included news day.")
    ] = None,
    window: Annotated[
        str,
        typer.Option(
            help="Articles in the window, with commas between: 100000,1000000. Above a million,"
            " copies alone are looked for."
        ),
    ] = "2000,10000",
    storm: Annotated[int, typer.Option(min=1, help="Near-copies of one text.")] = 5000,
    json: Annotated[Path | None, typer.Option("--json", help="Write the figures here.")] = None,
    chart: Annotated[Path | None, typer.Option(help="Write an SVG chart here.")] = None,
    settings: Annotated[
        Path | None, typer.Option(help="A TOML file of settings: how the feed is read.")
    ] = None,
    scratch: Annotated[Path | None, typer.Option(help="Folder for grown feeds.")] = None,
) -> None:
    """Measure signatures, index, both levels, latency, memory and restart; print a table."""
    sizes = _sizes(window)
    check_tables([json, chart], [articles, settings])
    if scratch is not None:
        check_writable(str(scratch / "grown.jsonl"))
    console = Console()
    warm_up()
    chosen = Settings.load(file=settings)
    feed = read_feed(articles, settings=chosen)
    peers = installed()
    found: list[Figure] = []
    texts = [article.body for article in _repeated(feed, TEXTS)]
    found += measure_signing(texts, peers)
    with TemporaryDirectory(dir=scratch) as name:
        folder = Path(name)
        grown = [orjson.loads(line)["body"] for line in growth.grow(feed, count=8000, hours=HOURS)]
        found += measure_index(grown, peers, window=6000)
        lines = list(growth.grow(feed, count=LATENCY, hours=HOURS))
        found += measure_latency(lines, settings=Settings())
        if articles is None:
            found += _quality(folder)
        curves: dict[str, list[Point]] = {}
        for size in sizes:
            found += _size(folder, feed, size, curves, console)
        found += held(found, [size for size in sizes if size <= BOTH_UP_TO])
        if normal := curves.get("both levels"):
            found += _storm(folder, feed, storm, normal=1e6 / normal[0][1])
    show(found, console)
    if json is not None:
        machine = {"cpu": _cpu(), "cores": os.cpu_count(), "python": platform.python_version()}
        said = {"machine": machine, "figures": [asdict(figure) for figure in found]}
        write_table(str(json), [orjson.dumps(said, option=orjson.OPT_INDENT_2) + b"\n"])
    if chart is not None:
        drawn = draw(curves, title="articles a second on one core")
        write_table(str(chart), [drawn.encode()])


def _size(
    folder: Path,
    feed: Sequence[Article],
    size: int,
    curves: dict[str, list[Point]],
    console: Console,
) -> list[Figure]:
    """Measure every pipeline with so many articles in the window."""
    path, out = str(folder / "grown.jsonl"), str(folder / "updates.jsonl")
    _write(Path(path), growth.grow(feed, count=size, hours=HOURS))
    group = f"{size:,} articles in the window"
    rates: list[Figure] = []
    more: list[Figure] = []

    def add(what: str, run: whole.Run) -> None:
        console.print(f"{group}: {what} {run.rate:,.0f} articles/s", highlight=False)
        curves.setdefault(what, []).append((size, 1 / max(1e-9, run.tail_seconds)))
        rates.append(
            Figure(group=group, name="end to end", who=what, value=run.rate, unit="articles/s")
        )
        for name, value, unit in (
            ("cost with the window full", run.tail_seconds * 1e6, "µs an article"),
            ("resident", run.peak_bytes / 1e6, "MB"),
            ("warm-up", run.warm_up_seconds, "s"),
        ):
            if value:
                more.append(Figure(group=group, name=name, who=what, value=value, unit=unit))

    if size <= PEERS_UP_TO:
        for peer in installed():
            add(peer.name, whole.apart(whole.peer_run, path, out, peer.name))
    add("family level", whole.apart(whole.replay_run, path, out, "family", None))
    if size > BOTH_UP_TO:
        return [*with_ratios(rates), *more]
    add("both levels", whole.apart(whole.replay_run, path, out, "both", None))
    state = folder / f"state-{size}"
    kept = str(folder / f"kept-{size}.jsonl")
    add("both, with state", whole.apart(whole.replay_run, path, kept, "both", str(state)))
    again = whole.apart(whole.replay_run, path, kept, "both", str(state))
    restart = again.warm_up_seconds + again.resume_seconds
    more.append(
        Figure(
            group=group, name="restart until it reads on", who="both, with state", value=restart,
            unit="s",
        )
    )  # fmt: skip
    return [*with_ratios(rates), *more]


def held(found: Sequence[Figure], sizes: Sequence[int]) -> list[Figure]:
    """Return what an article more in the window takes, by the memory that was resident."""
    peaks = [f.value for f in found if f.name == "resident" and f.who == "both levels"]
    pairs = list(pairwise(sorted(zip(sizes, peaks, strict=False))))
    return [
        Figure(
            group="memory", name=f"resident, from {few:,} to {many:,} articles",
            who=OURS, value=(after - before) * 1e6 / (many - few), unit="bytes an article",
        )
        for (few, before), (many, after) in pairs
        if many > few
    ]  # fmt: skip


def _storm(folder: Path, feed: Sequence[Article], count: int, *, normal: float) -> list[Figure]:
    """Measure near-copies of one text; `normal` is the usual cost in µs."""
    path, out = str(folder / "storm.jsonl"), str(folder / "updates.jsonl")
    # as long as texts are in the mean: the ratio says what copies cost, not what length does
    length = sum(len(article.body) for article in feed) / len(feed)
    text = min(feed, key=lambda article: abs(len(article.body) - length))
    _write(Path(path), growth.storm(text, count=count, hours=24.0))
    run = whole.apart(whole.replay_run, path, out, "both", None)
    cost = run.seconds / max(1, run.articles) * 1e6
    group = f"storm of {count:,} near-copies"
    return [
        Figure(group=group, name="both levels", who=OURS, value=cost, unit="µs an article"),
        Figure(group=group, name="against the usual cost", who=OURS, value=cost / normal, unit="x"),
    ]


def _quality(folder: Path) -> list[Figure]:
    """Measure F1 on the included news day, under the settings that all runs here use."""
    table = folder / "assignments.tsv"
    with as_file(files("dedup") / "demo") as demo:
        replay_files(
            [str(demo / "articles.jsonl")],
            settings=Settings(),
            outputs=Outputs(assignments=str(table)),
        )
        true = read(demo / "truth.tsv")
    said = read(table)
    found: list[Figure] = []
    for level in ("family", "event"):
        score = score_clusters(
            {row.article: getattr(row, level) for row in said},
            {row.article: getattr(row, level) for row in true if getattr(row, level)},
        )
        found.append(
            Figure(group="quality", name=f"F1, {level}", who=OURS, value=score.f1.value, unit="")
        )
    return found


def show(found: Sequence[Figure], console: Console) -> None:
    """Print the figures, group by group."""
    table = Table(box=None, pad_edge=False)
    table.add_column("")  # where the terminal is narrow, names are broken, never figures
    table.add_column("", no_wrap=True)
    table.add_column("", no_wrap=True, justify="right")
    table.add_column("", no_wrap=True)
    table.add_column("x datasketch", no_wrap=True, justify="right")
    group = ""
    for figure in found:
        if figure.group != group:
            table.add_row(f"[bold]{figure.group}")
            group = figure.group
        table.add_row(
            f"  {figure.name}",
            figure.who,
            f"{figure.value:,.3f}" if figure.value < 10 else f"{figure.value:,.0f}",
            figure.unit,
            "" if figure.times is None else f"{figure.times:,.1f}",
        )
    console.print(table)


def read_feed(path: Path | None, *, settings: Settings) -> list[Article]:
    """Return the articles that have a text, one revision each: a telling repeats no id."""
    first: dict[str, Article] = {}
    with as_file(files("dedup") / "demo") as demo:
        for article in read_files([str(path or demo / "articles.jsonl")], settings=settings):
            if isinstance(article, Article) and len(article.body) >= SHORTEST:
                first.setdefault(article.id, article)
    if not first:
        raise InputError("The feed has no articles with a text.")
    return list(first.values())


def _repeated(feed: Sequence[Article], count: int) -> Iterator[Article]:
    return (feed[k % len(feed)] for k in range(count))


def _sizes(window: str) -> list[int]:
    try:
        sizes = [int(size) for size in window.split(",")]
    except ValueError:
        sizes = []
    if not sizes or min(sizes) < 10:
        raise SettingsError(f"--window {window} is no list of sizes; say 100000,1000000.")
    return sizes


def _write(path: Path, lines: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(line + b"\n" for line in lines)


def _cpu() -> str:
    try:
        info = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor()
    return next(
        (line.partition(":")[2].strip() for line in info.splitlines() if "model name" in line), ""
    )
