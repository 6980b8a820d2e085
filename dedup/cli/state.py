"""`dedup state`: what a state folder holds, and how to build it anew."""

from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from dedup import upkeep
from dedup.adapters.lines import say
from dedup.cli.options import SettingsFile
from dedup.cli.replay import watched
from dedup.settings import Settings

app = typer.Typer(help="Look into a state folder, or build it anew.", no_args_is_help=True)

ALIVE = "window.alive"  # the section that has one byte an article in memory
Folder = Annotated[Path, typer.Option("--state", help="The state folder.")]


@app.command()
def stats(
    state: Folder, *, json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False
) -> None:
    """Count what a state holds."""
    figures = upkeep.figures(state)
    if json:
        say(msgspec.json.encode(figures).decode() + "\n")
        return
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="bold")
    table.add_column(justify="right")
    for name in ("fingerprints", "fingerprint_bytes", "since_snapshot", "updates", "dead"):
        table.add_row(name.replace("_", " "), f"{getattr(figures, name):,}")
    for section, size in figures.section_bytes.items():
        table.add_row(f"  {section}", f"{size:,}")
    table.add_row("file bytes", f"{figures.file_bytes:,}")
    if figures.fingerprints:
        stored = figures.file_bytes / figures.fingerprints
        table.add_row("bytes an article, on disk", f"{stored:,.0f}")
    if articles := figures.section_bytes.get(ALIVE):
        held = sum(figures.section_bytes.values()) / articles
        table.add_row("bytes an article, in memory at the last snapshot", f"{held:,.0f}")
    Console().print(table)


@app.command()
def rebuild(state: Folder, *, settings: SettingsFile = None) -> None:
    """Fold all stored fingerprints again, under the settings of now; outputs begin anew."""
    with watched() as watch:
        count = upkeep.rebuild(state, settings=Settings.load(file=settings), watch=watch)
    say(f"{count:,} articles folded again; give a new file to --out with the next replay.\n")
