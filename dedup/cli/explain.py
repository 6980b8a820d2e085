"""`dedup explain`: two articles of a state → every signal, and the passages side by side."""

from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from dedup.adapters.lines import say
from dedup.cli.options import SettingsFile
from dedup.cli.replay import compile_aloud
from dedup.cli.shown import escape
from dedup.core.index import BANDS
from dedup.core.update import Match, Passage
from dedup.core.vectors import probability
from dedup.core.verify import LEAST_SHARED
from dedup.settings import Settings
from dedup.view import Explained, viewed

PASSAGE_CHARACTERS = 240  # of one passage: four lines beside each other in a usual terminal
SHORT = "held down: of a short text, seven tenths must be shared"
OTHER_SUBJECTS = "held down: about another subject"
TOO_LITTLE = f"not weighed: less than {LEAST_SHARED:.0%} of the lighter text is shared"

Folder = Annotated[Path, typer.Option("--state", help="The state folder.")]


def explain(
    first: Annotated[str, typer.Argument(help="An article's id.")],
    other: Annotated[str, typer.Argument(help="Another article's id.")],
    *,
    state: Folder,
    settings: SettingsFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Say whether two articles would be one family and one event by themselves, and why.

    Signals are weighed under what the state knows now, which may be more than it knew when the
    articles came; and in the feed, the other members of a family or event have a voice too.
    """
    compile_aloud()
    with viewed(state, settings=Settings.load(file=settings)) as view:
        found = view.explain(first, other)
    if as_json:
        say(msgspec.json.encode(found).decode() + "\n")
        return
    show(found, Console(highlight=False, emoji=False))


def show(found: Explained, console: Console) -> None:
    """Print the verdict, the signals of both levels and the shared passages."""
    _subjects(found, console)
    compared = found.comparison
    _verdict("one family", yes=compared.same_family, found=found, console=console)
    _verdict("one event", yes=compared.same_event, found=found, console=console)
    if compared.other_days:
        console.print("[yellow]Issues of a series for different days are never one.[/]")
    if compared.other_subjects:
        console.print(
            "[yellow]One wording about two subjects is neither one text nor one event:"
            " names that title and text repeat, or most numbers, are not the other's.[/]"
        )
    meeting = compared.meeting
    console.print(
        f"\n[bold]candidates[/]  {'yes' if meeting.met else 'no'}: "
        f"{meeting.bands} of {BANDS} MinHash bands, {meeting.sample} sampled shingles, "
        f"{meeting.rare_stems} rare stems in common; "
        f"Jaccard about {compared.jaccard:.2f}"
    )
    apart = "unknown" if compared.hours is None else f"{compared.hours:.1f} hours"
    console.print(f"[bold]apart[/]       {apart}\n")
    held = (
        OTHER_SUBJECTS if compared.other_subjects else SHORT if compared.text.score else TOO_LITTLE
    )
    _signals("same text", compared.text, wanted=compared.text_needs, held=held, console=console)
    _signals("same event", compared.event, wanted=compared.event_needs, held="", console=console)
    _passages(found, console)


def _subjects(found: Explained, console: Console) -> None:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for one in (found.first, found.other):
        table.add_row(
            escape(one.article), escape(one.outlet), moment(one.published), escape(one.title)
        )
    console.print(table)
    console.print()


def moment(written: str | None) -> str:
    """Return a time as it is shown, to the minute."""
    return "" if written is None else written[:16].replace("T", " ") + "Z"


def _verdict(what: str, *, yes: bool, found: Explained, console: Console) -> None:
    one, two = found.first, found.other
    a, b = (one.family, two.family) if what == "one family" else (one.event, two.event)
    stands = "not placed in the feed" if not (a and b) else f"in the feed together in {a}"
    if a != b:
        stands = f"in the feed apart: {a or 'none'} and {b or 'none'}"
    word = "[green]yes[/]" if yes else "[red]no[/] "
    console.print(f"[bold]{what:<10}[/]  {word}  [dim]{stands}[/]", soft_wrap=True)


def _signals(title: str, match: Match, *, wanted: float, held: str, console: Console) -> None:
    odds = sum(feature.contribution for feature in match.features)
    console.print(f"[bold]{title}[/]  {match.score:.2f}, needs {wanted:.2f}")
    table = Table(box=None, pad_edge=False)
    table.add_column(" " * 20, no_wrap=True)
    table.add_column("value", justify="right")
    table.add_column("adds", justify="right")
    for feature in match.features:
        name = "  " + feature.name.replace("_", " ")
        table.add_row(name, f"{feature.value:.3f}", f"{round(feature.contribution, 2) + 0.0:+.2f}")
    table.add_row("  log-odds", "", f"[bold]{odds:+.2f}[/]")
    console.print(table)
    if probability(odds) > match.score + 0.01:
        console.print(f"  [yellow]{held}[/]")
    console.print()


def _passages(found: Explained, console: Console) -> None:
    text = found.comparison.text
    if not text.passages:
        console.print("No passage of twelve letters or more is in both texts.")
        return
    table = Table(show_lines=True, expand=True, title_justify="left")
    for one, covered in ((found.first, text.coverage), (found.other, text.coverage_other)):
        share = f"{(covered or 0) * 100:.0f} % shared"
        table.add_column(f"{escape(one.article)}  [dim]{share}[/]", ratio=1, overflow="fold")
    for passage in sorted(text.passages, key=lambda passage: passage.start):
        table.add_row(*_sides(found, passage))
    console.print(table)


def _sides(found: Explained, passage: Passage) -> tuple[str, str]:
    mine = found.first.text[passage.start : passage.end]
    theirs = found.other.text[passage.other_start : passage.other_end]
    return escape(shortened(mine)), escape(shortened(theirs))


def shortened(text: str) -> str:
    """Return a passage on one line, its middle left out where it is long."""
    text = " ".join(text.split())
    half = PASSAGE_CHARACTERS // 2
    return text if len(text) <= PASSAGE_CHARACTERS else f"{text[:half]} … {text[-half:]}"
