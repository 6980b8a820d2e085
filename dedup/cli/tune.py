"""`dedup tune`: a feed and labelled pairs → weights fitted on them, and how good they are."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from dedup.adapters.files.paths import expand
from dedup.adapters.lines import check_writable, write_table
from dedup.cli.options import Maps, SettingsFile, Timezones, reading
from dedup.cli.replay import compile_aloud, tell, watched
from dedup.cli.shown import escape
from dedup.cli.tables import lines
from dedup.cli.tuning import BELOW, LEAST, WHAT, Tuned, as_module, as_picture, as_settings, tuned
from dedup.core.article import Rejection
from dedup.core.evidence import evidence
from dedup.core.update import Level
from dedup.embedded import sign_files
from dedup.errors import InputError, OutputError
from dedup.formats import labels as files
from dedup.formats.labels import Pair, PairLabels
from dedup.outputs import check_tables
from dedup.settings import Settings

MODULES: dict[Level, str] = {"family": "copy_weights.py", "event": "event_weights.py"}
LEVELS: tuple[Level, ...] = ("family", "event")


def tune(
    paths: Annotated[list[str], typer.Argument(help="The feed that the labelled articles are of.")],
    *,
    labels: Annotated[
        list[str], typer.Option(help="Labelled pairs: stars or drawn pairs; may be repeated.")
    ],
    maps: Maps = None,
    timezones: Timezones = None,
    settings: SettingsFile = None,
    out: Annotated[
        Path | None, typer.Option(help="Write the weights as a settings file, TOML.")
    ] = None,
    picture: Annotated[
        Path | None, typer.Option(help="Draw precision and recall against the threshold, SVG.")
    ] = None,
    modules: Annotated[
        Path | None,
        typer.Option(help="A folder whose copy_weights.py and event_weights.py are rewritten."),
    ] = None,
) -> None:
    """Fit the weights of both levels on labelled pairs, cross-validated over seeds or stories.

    A pair counts where all of its readers agree. Figures are those of pairs by themselves; what
    families and events make of them, `dedup evaluate` measures after a replay with --settings.
    """
    chosen = Settings.load(
        file=settings,
        flags={"input": reading(maps, timezones)},
    )
    check_tables([out, picture], [*labels, settings])
    before = {} if modules is None else _modules(modules)
    check_tables([out, picture], (source.path for source in expand(paths)))
    labelled = {path: read_pairs(path) for path in labels}
    wanted = {(pair.a, pair.b) for pairs in labelled.values() for pair in pairs}
    compile_aloud()
    with watched() as watch:
        signed = sign_files(paths, settings=chosen, tell=tell, watch=watch)
        seen = evidence((one for one in signed if not isinstance(one, Rejection)), wanted)
    found = [each for level in LEVELS if (each := tuned(level, labelled, seen)) is not None]
    console = Console(highlight=False, emoji=False)
    for each in found:
        show(each, console)
    lacking(found, len(wanted - seen.keys()), console)
    if out is not None:
        write_table(str(out), [as_settings(found).encode()])
    if picture is not None:
        write_table(str(picture), [as_picture(found).encode()])
    if modules is not None:
        for each in found:
            text = as_module(each, before[each.level])
            write_table(str(modules / MODULES[each.level]), [text.encode()])


def lacking(found: Sequence[Tuned], absent: int, console: Console) -> None:
    """Say what the labels were not enough for. Raises InputError where that is both levels."""
    if absent:
        console.print(f"{absent:,} labelled pairs are not in the feed.")
    if not found:
        raise InputError(
            f"There are too few labelled pairs to fit anything on: it takes {LEAST} that are the "
            f"same text, or the same event, and {LEAST} that are not."
        )
    for level in set(LEVELS).difference(each.level for each in found):
        what = WHAT[level].replace("_", " ")
        console.print(f"{what}: not fitted, fewer than {LEAST} pairs are it, or are not.")


def _modules(folder: Path) -> dict[Level, str]:
    """Return the text of both modules of weights. Raises OutputError where one is none."""
    texts: dict[Level, str] = {}
    for level, name in MODULES.items():
        check_writable(str(folder / name))
        try:
            texts[level] = (folder / name).read_text("utf-8")
        except OSError as error:
            raise OutputError(f"{folder / name} cannot be read: {error.strerror}.") from error
        if BELOW not in texts[level]:
            raise OutputError(f"{folder / name} is no module of weights: it has no BIAS.")
    return texts


def read_pairs(path: str) -> tuple[Pair, ...]:
    """Return the pairs of a file of labels. Raises InputError where it is of clusters."""
    found = files.decode(lines(path))
    if not isinstance(found, PairLabels):
        raise InputError(f"{path} labels clusters, not pairs.")
    return found.pairs


def show(each: Tuned, console: Console) -> None:
    """Print the weights, what each is worth, and the quality at every threshold."""
    console.print(
        f"[bold]{WHAT[each.level].replace('_', ' ')}[/]  {each.pairs:,} pairs, "
        f"{each.positive:,} of them positive, {each.groups:,} groups"
    )
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    for name in ("weight", "F1 without it"):
        table.add_column(name, justify="right")
    table.add_row("bias", f"{each.bias:.3f}", "")
    for name, weight in each.weights.items():
        table.add_row(name.replace("_", " "), f"{weight:.3f}", f"{each.without[name]:.4f}")
    console.print(table)
    console.print()
    table = Table(box=None, pad_edge=False)
    for name in ("threshold", "precision", "recall", "F1"):
        table.add_column(name, justify="right")
    best = max(each.curve, key=lambda point: point.f1)
    for path, point in each.by_file.items():
        console.print(
            f"{escape(path)}: F1 {point.f1:.4f} (precision {point.precision:.4f}, "
            f"recall {point.recall:.4f}) at .5",
            soft_wrap=True,
        )
    console.print()
    for point in each.curve:
        mark = "[bold]" if point is best else ""
        shares = (point.precision, point.recall, point.f1)
        table.add_row(f"{mark}{point.threshold:.2f}", *(f"{mark}{share:.4f}" for share in shares))
    console.print(table)
    console.print()
