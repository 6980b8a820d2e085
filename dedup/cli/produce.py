"""`dedup produce`: a feed in files, played into Kafka."""

import sys
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from dedup.adapters.lines import say
from dedup.cli.options import SettingsFile
from dedup.cli.run import Bootstrap, Prefix
from dedup.live.produce import produce as play
from dedup.settings import Settings

EVERY = 1_000  # records between two lines about how many are out


def produce(
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Files of article JSON lines; without any, the included feed."),
    ] = None,
    *,
    rate: Annotated[
        float, typer.Option(min=0.0, help="Articles a second; 0: as fast as possible.")
    ] = 50.0,
    bootstrap: Bootstrap = None,
    prefix: Prefix = None,
    settings: SettingsFile = None,
) -> None:
    """Play a feed into the topic `articles`."""
    chosen = Settings.load(
        file=settings, flags={"kafka": {"bootstrap": bootstrap, "prefix": prefix}}
    )

    def played(count: int) -> None:
        if count // EVERY > (count - 1) // EVERY and sys.stderr.isatty():
            sys.stderr.write(f"{count} articles\n")

    with as_file(files("dedup") / "demo") as folder:
        given = paths or [str(Path(folder) / "articles.jsonl")]
        count = play(given, settings=chosen, rate=rate, played=played)
    say(f"{count} articles are in {chosen.kafka.prefix}articles\n")
