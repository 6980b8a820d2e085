"""`dedup evaluate`: files of labels and a table of assignments → figures, and what is wrong."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import msgspec
import orjson
import typer
from rich.console import Console
from rich.table import Table

from dedup.adapters.lines import say
from dedup.cli.evaluation import Report, Wrong, placed, report
from dedup.cli.options import Maps, SettingsFile, reading
from dedup.cli.shown import escape
from dedup.cli.tables import lines
from dedup.core.article import Article
from dedup.core.ledger import LEVELS
from dedup.core.quality import Estimate
from dedup.embedded import read_files
from dedup.formats import labels as files
from dedup.settings import Settings

WHAT = {"family": "copies", "event": "events"}


def evaluate(
    labels: Annotated[
        list[str],
        typer.Option(help="Labelled pairs (stars, drawn pairs) or clusters; may be repeated."),
    ],
    assignments: Annotated[str, typer.Option(help="The table that replay wrote; - is stdin.")],
    *,
    errors: Annotated[
        int, typer.Option(min=0, help="Show this many wrong pairs of every kind.")
    ] = 0,
    articles: Annotated[
        list[str] | None,
        typer.Option(help="The feed, for the titles of wrong pairs; may be repeated."),
    ] = None,
    maps: Maps = None,
    settings: SettingsFile = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the reports as one JSON object.")
    ] = False,
) -> None:
    """Measure families and events against labels: precision, recall and F1 with 95 % intervals.

    A pair counts for a class only where all of its readers are on the same side of it; articles
    without assignment count as apart.
    """
    chosen = Settings.load(file=settings, flags={"input": reading(maps)})
    found = placed(lines(assignments))
    reports = {path: report(files.decode(lines(path)), found, errors=errors) for path in labels}
    wanted = {name for each in reports.values() for pair in each.wrong for name in (pair.a, pair.b)}
    titles = _titles(articles or [], wanted, settings=chosen)
    if as_json:
        say(as_text(reports, titles))
        return
    console = Console(highlight=False, emoji=False)
    for path, each in reports.items():
        render(each, titles, title=path, console=console)


def as_text(reports: Mapping[str, Report], titles: Mapping[str, str]) -> str:
    """Return the reports by file, and the titles of wrong pairs, as JSON."""
    said: dict[str, Any] = {"reports": msgspec.to_builtins(dict(reports))}
    if titles:
        said["titles"] = dict(sorted(titles.items()))
    return orjson.dumps(said, option=orjson.OPT_INDENT_2).decode() + "\n"


def render(each: Report, titles: Mapping[str, str], *, title: str, console: Console) -> None:
    """Print one report as tables."""
    figures = _table(escape(title))
    for column in ("", "by"):
        figures.add_column(column)
    for column in ("judged", "true", "found", "precision", "recall", "F1"):
        figures.add_column(column, justify="right")
    for figure in each.figures:
        score = figure.score
        figures.add_row(
            WHAT[figure.level],
            figure.measure,
            *(f"{number:,}" for number in (score.units, score.positive, score.found)),
            _share(score.precision) if score.found else "–",  # a share of nothing
            _share(score.recall) if score.positive else "–",
            _share(score.f1),
        )
    console.print(figures)
    for level in each.unassigned:
        console.print(f"{WHAT[level].capitalize()} are not assigned.")
    if each.labels:
        console.print()
        console.print(_label_table(each))
    if each.absent:
        console.print(f"{each.absent:,} labelled articles are not in the assignments.")
    if each.wrong:
        console.print()
        console.print(_wrong_table(each.wrong, titles))
    console.print()


def _label_table(each: Report) -> Table:
    rows = _table()
    rows.add_column("label")
    assigned = [level for level in LEVELS if level not in each.unassigned]
    for column in ("pairs", *(f"in one {level}" for level in assigned)):
        rows.add_column(column, justify="right")
    for row in each.labels:
        together = {"family": row.families, "event": row.events}
        shares = (f"{together[level]:,} ({together[level] / row.pairs:.0%})" for level in assigned)
        rows.add_row(row.label, f"{row.pairs:,}", *shares)
    return rows


def _wrong_table(wrong: Sequence[Wrong], titles: Mapping[str, str]) -> Table:
    rows = _table("wrong pairs")
    for column in ("", "was", "labels", "weight", "articles"):
        rows.add_column(column, overflow="fold")
    for pair in wrong:
        rows.add_row(
            WHAT[pair.level],
            pair.was,
            " ".join(pair.labels),
            f"{pair.weight:g}",
            "\n".join(escape(_named(name, titles)) for name in (pair.a, pair.b)),
        )
    return rows


def _table(title: str | None = None) -> Table:
    """Return a table that leaves a terminal of 80 columns room for intervals."""
    return Table(title=title, title_justify="left", box=None, pad_edge=False, collapse_padding=True)


def _named(article: str, titles: Mapping[str, str]) -> str:
    title = titles.get(article)
    return article if title is None else f"{article} {title}"


def _share(share: Estimate) -> str:
    """Write `.894 .80–.96` or `1.00 1.0–1.0`: three fit beside the rest into 80 columns."""
    value, low, high = f"{share.value:.3f}", f"{share.low:.2f}", f"{share.high:.2f}"
    return f"{value.lstrip('0')[:4]} {low.lstrip('0')[:3]}–{high.lstrip('0')[:3]}"


def _titles(paths: Sequence[str], wanted: set[str], *, settings: Settings) -> dict[str, str]:
    """Return the titles of the wanted articles, as far as the feed has them."""
    if not (paths and wanted):
        return {}
    found = (one for one in read_files(paths, settings=settings) if isinstance(one, Article))
    return {one.id: one.title for one in found if one.id in wanted and one.title}
