"""`dedup label`: the pairs a decision is least sure of, side by side, and the reader's answers."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table

from dedup.adapters.lines import check_writable
from dedup.cli.explain import moment
from dedup.cli.options import Maps, SettingsFile, Timezones, reading
from dedup.cli.replay import compile_aloud, tell, watched
from dedup.cli.shown import escape
from dedup.cli.tune import read_pairs
from dedup.core.article import Rejection
from dedup.core.doubt import Doubt, doubts
from dedup.core.verify import unpack_text
from dedup.embedded import sign_files
from dedup.errors import OutputError
from dedup.formats.assignments import escape as cell
from dedup.settings import Settings
from dedup.view import published
from dedup.wiring import copy_weights, event_weights

COLUMNS = "a\tb\tlabel\tconfidence\n"
SHOWN = 900  # characters of a text: a screen of two columns
LABELS = {
    "v": "version: the same outlet, the same text again",
    "c": "copy: another outlet, the same source text, re-worded or not",
    "p": "partial: two or three sentences are the same text, most is not",
    "e": "same event, in own words",
    "r": "related: another happening of one topic or story",
    "d": "different",
}
QUESTION = "  ".join(f"[bold]{letter}[/] {what}" for letter, what in LABELS.items())


def label(
    paths: Annotated[list[str], typer.Argument(help="The feed.")],
    *,
    out: Annotated[Path, typer.Option(help="The file of labelled pairs; answers are added to it.")],
    level: Annotated[
        Literal["family", "event"], typer.Option(help="Which decision's doubts to ask about.")
    ] = "family",
    most: Annotated[int, typer.Option(min=1, max=10_000, help="Pairs to ask about.")] = 50,
    maps: Maps = None,
    timezones: Timezones = None,
    settings: SettingsFile = None,
) -> None:
    """Show pairs nearest the threshold side by side and store what they are.

    An answer is a letter and, if not sure, a confidence from 1 (a toss-up) to 3 (sure): "c" or
    "c2"; an empty answer leaves the pair out, "q" ends. Answers are stored one by one, and pairs
    that the file has are not asked again.
    """
    chosen = Settings.load(
        file=settings,
        flags={"input": reading(maps, timezones)},
    )
    opening = before_answers(out)
    known = read_pairs(str(out)) if opening != COLUMNS else ()
    compile_aloud()
    with watched() as watch:
        signed = sign_files(paths, settings=chosen, tell=tell, watch=watch)
        asked = doubts(
            (one for one in signed if not isinstance(one, Rejection)),
            level=level,
            most=most,
            copy_weights=copy_weights(chosen.detect),
            event_weights=event_weights(chosen.detect),
            known=frozenset(frozenset((pair.a, pair.b)) for pair in known),
        )
    if not asked:
        tell("no two articles of the feed are near the threshold and without a label.")
    ask(asked, out=out, opening=opening, console=Console(highlight=False, emoji=False))


def before_answers(out: Path) -> str:
    """Return what the file lacks before answers can be added: columns, the end of a line, nothing.

    Raises OutputError where none could be added.
    """
    check_writable(str(out))
    if not out.exists():
        return COLUMNS
    if not os.access(out, os.W_OK):
        raise OutputError(f"{out} cannot be written: no right to.")
    if not out.is_file() or not out.stat().st_size:
        return COLUMNS
    with out.open("rb") as file:
        columns = file.readline()
        file.seek(-1, os.SEEK_END)
        end = file.read()
    if columns.decode("utf-8-sig", "replace").rstrip("\r\n") != COLUMNS.rstrip("\n"):
        raise OutputError(
            f"{out} does not begin with the columns of label ({', '.join(COLUMNS.split())}); give "
            "the answers a file of their own."
        )
    return "" if end == b"\n" else "\n"


def ask(asked: Sequence[Doubt], *, out: Path, opening: str, console: Console) -> None:
    """Ask about one pair after another; add each answer to the file at once, after `opening`."""
    for number, doubt in enumerate(asked, 1):
        show(doubt, console, title=f"{number} of {len(asked)}")
        while (said := answer(typer.prompt("label", default="", show_default=False))) is None:
            console.print(QUESTION)
        if said == ("q", ""):
            return
        if said != ("", ""):
            pair = (cell(doubt.first.id), cell(doubt.other.id), *said)
            with out.open("a", encoding="utf-8") as file:
                file.write(opening + "\t".join(pair) + "\n")
            opening = ""


def answer(text: str) -> tuple[str, str] | None:
    """Return label and confidence, ("", "") to leave out, ("q", "") to end, None if unclear."""
    said = text.strip().lower()
    if said in {"", "q"}:
        return said, ""
    letter, confidence = said[0], said[1:].strip() or "3"
    if letter in LABELS and confidence in {"1", "2", "3"}:
        return letter.upper(), confidence
    return None


def show(doubt: Doubt, console: Console, *, title: str) -> None:
    """Print two articles beside each other."""
    console.rule(f"{title}, {doubt.score:.2f}")
    table = Table.grid(expand=True, padding=(0, 2))
    for _ in range(2):  # folded: what Rich cuts at a wide character is lost to the reader
        table.add_column(ratio=1, overflow="fold")
    both = (doubt.first, doubt.other)
    table.add_row(*(f"[bold]{escape(one.title)}[/]" for one in both))
    table.add_row(*(f"[dim]{escape(one.outlet)} {moment(published(one))}[/]" for one in both))
    table.add_row(*(escape(_beginning(unpack_text(one.text))) for one in both))
    console.print(table)
    console.print(QUESTION)


def _beginning(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]} …"
