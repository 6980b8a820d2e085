"""`dedup show`: one cluster of a state → its members, and why each belongs."""

from pathlib import Path
from typing import Annotated, Literal

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from dedup.adapters.lines import say
from dedup.cli.explain import moment
from dedup.cli.options import SettingsFile
from dedup.cli.replay import compile_aloud
from dedup.cli.shown import escape
from dedup.core.update import Level, Match
from dedup.settings import Settings
from dedup.view import Belonging, Shown, viewed

MOST = 100  # members printed, if not told otherwise
REASONS = 2  # signals named for each


def show(
    cluster: Annotated[str, typer.Argument(help="A cluster's id, or an article's.")],
    *,
    state: Annotated[Path, typer.Option("--state", help="The state folder.")],
    level: Annotated[
        Literal["family", "event"], typer.Option(help="Which cluster of an article.")
    ] = "family",
    most: Annotated[int, typer.Option(min=1, help="Members to print.")] = MOST,
    settings: SettingsFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="All members, as JSON.")] = False,
) -> None:
    """Lay a family or an event open: its members, and why each belongs to it."""
    compile_aloud()
    with viewed(state, settings=Settings.load(file=settings)) as view:
        found = view.show(cluster, level=level)
    if as_json:
        say(msgspec.json.encode(found).decode() + "\n")
        return
    lay_open(found, Console(highlight=False, emoji=False), most=most)


def lay_open(found: Shown, console: Console, *, most: int) -> None:
    """Print the cluster's figures and its members in the order of time."""
    counts = found.counts
    console.print(f"[bold]{found.level} {found.id}[/]  {found.status}", soft_wrap=True)
    console.print(
        f"{counts.total} articles of {counts.outlets} outlets: {counts.unique} unique, "
        f"{counts.reprints} reprints, {counts.versions} versions"
    )
    if found.origin is not None:
        named = found.origin.article or "unseen"
        who = " ".join(filter(None, (found.origin.outlet, found.origin.agency)))
        evidence = ", ".join(found.origin.evidence)
        console.print(f"origin {escape(named)}  [dim]{escape(who)} ({escape(evidence)})[/]")
    console.print()
    table = Table(box=None, pad_edge=False, expand=True)
    for heading in ("time", "outlet", "relation"):
        table.add_column(heading, no_wrap=True, style="dim" if heading == "time" else "")
    table.add_column("article", ratio=1, overflow="fold")
    family = ""
    for one in found.members[:most]:
        if found.level == "event" and one.member.family != family:
            family = one.member.family
            table.add_row("", "", "", f"[bold]{family}[/]")
        reason = why(one, level=found.level, representative=found.representative)
        table.add_row(
            moment(one.member.published),
            escape(one.member.outlet),
            one.member.relation or "",
            f"{escape(one.member.title)}\n[dim]{escape(one.member.article)}  {reason}[/]",
        )
    console.print(table)
    if len(found.members) > 1 and found.representative is not None:
        stands = escape(found.representative)
        console.print(f"[dim]why: compared, by itself, with {stands} as the state knows it now[/]")
    if len(found.members) > most:
        console.print(f"[dim]and {len(found.members) - most} more (--most)[/]")


def why(one: Belonging, *, level: Level, representative: str | None) -> str:
    """Say in a few words why a member belongs: score, text shared both ways, strongest signals."""
    if one.match is None or one.score is None:
        return "stands for it" if one.member.article == representative else ""
    shared = ""
    if level == "family" and one.coverage is not None and one.coverage_other is not None:
        shared = f"  {one.coverage * 100:.0f} % ↔ {one.coverage_other * 100:.0f} %"
    return f"{one.score:.2f}{shared}  {_strongest(one.match)}"


def _strongest(match: Match) -> str:
    ranked = sorted(
        (feature for feature in match.features if feature.name != "bias"),
        key=lambda feature: (-feature.contribution, feature.name),
    )
    return ", ".join(
        feature.name.replace("_", " ") for feature in ranked[:REASONS] if feature.contribution > 0
    )
