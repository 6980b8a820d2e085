"""`dedup demo`: the included news day, its closing table, and how well it was sorted."""

from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

import typer
from rich.console import Console
from rich.table import Table

from dedup.cli import closing
from dedup.cli.replay import closed_replay
from dedup.core.ledger import Assignment
from dedup.core.quality import score_clusters
from dedup.errors import InputError
from dedup.formats import assignments
from dedup.outputs import Outputs
from dedup.settings import Settings

SHOWN = 8  # errors of a level
NAMED = 4  # articles of an error


def demo() -> None:
    """Run on the included feed, a fictional news day, and compare with its truth."""
    console = Console()
    with as_file(files("dedup") / "demo") as folder, TemporaryDirectory() as scratch:
        table = Path(scratch) / "assignments.tsv"
        found = closed_replay(
            [str(folder / "articles.jsonl")],
            settings=Settings.load(environment={}),
            outputs=Outputs(assignments=str(table)),
        )
        placed = {row.article: row for row in read(table)}
        true = {row.article: row for row in read(folder / "truth.tsv")}
    closing.show(found, console)
    console.print()
    scores = Table(box=None, pad_edge=False)
    for heading in ("against the truth", "precision", "recall", "F1"):
        scores.add_column(heading, justify="left" if heading[0] == "a" else "right")
    told: list[str] = []
    for level, plural in (("family", "families"), ("event", "events")):
        meant = {name: getattr(row, level) for name, row in true.items() if getattr(row, level)}
        said = {name: getattr(row, level) for name, row in placed.items()}
        score = score_clusters(said, meant)
        shares = (score.precision, score.recall, score.f1)
        scores.add_row(f"pairs in {plural}", *(f"{share.value:.3f}" for share in shares))
        told += errors(said, meant, level=level)[:SHOWN]
    relations = [name for name in true.keys() & placed.keys() if true[name].relation]
    right = sum(true[name].relation == placed[name].relation for name in relations)
    scores.add_row("relations", "", "", f"{right} of {len(relations)}")
    console.print(scores)
    for line in told:
        console.print(f"  {line}", highlight=False, markup=False, soft_wrap=True)
    if not true:
        raise typer.Exit(1)


def read(table: Path) -> list[Assignment]:
    """Return the rows of an assignments table."""
    try:
        with table.open("rb") as file:
            return list(assignments.decode(file))
    except OSError as error:
        raise InputError(f"{table} cannot be read: {error.strerror}.") from error


def errors(said: dict[str, str], meant: dict[str, str], *, level: str) -> list[str]:
    """Say which true clusters were torn and which were put together, largest first."""
    parts: dict[str, dict[str, list[str]]] = {}
    mixed: dict[str, dict[str, list[str]]] = {}
    for name in sorted(meant):
        put = said.get(name) or f"alone: {name}"
        parts.setdefault(meant[name], {}).setdefault(put, []).append(name)
        mixed.setdefault(put, {}).setdefault(meant[name], []).append(name)
    torn = [
        (len(found), f"{level} {true} is in {len(found)} parts: {_examples(found)}")
        for true, found in parts.items()
        if len(found) > 1
    ]
    joined = [
        (len(found), f"one {level} holds {', '.join(sorted(found))}: {_examples(found)}")
        for found in mixed.values()
        if len(found) > 1
    ]
    return [line for _, line in sorted(torn + joined, key=lambda pair: (-pair[0], pair[1]))]


def _examples(found: dict[str, list[str]]) -> str:
    """Name the first article of each part, of as many parts as one line holds."""
    named = sorted(names[0] for names in found.values())
    return ", ".join(named[:NAMED]) + (" …" if len(named) > NAMED else "")
