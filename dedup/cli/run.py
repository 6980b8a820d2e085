"""`dedup run`: the live stages on Kafka. `dedup topics create`: the topics they need."""

from typing import Annotated, Literal

import typer

from dedup.adapters.lines import say
from dedup.cli import logs
from dedup.cli.options import SettingsFile, folder
from dedup.errors import SettingsError
from dedup.live import running
from dedup.settings import Settings

Bootstrap = Annotated[str | None, typer.Option(help="host:port of the brokers, comma-separated.")]
Prefix = Annotated[str | None, typer.Option(help="In front of every topic, group and id.")]

topics = typer.Typer(name="topics", help="The topics of the live stages.", no_args_is_help=True)


def run(
    *,
    state: Annotated[
        str | None, typer.Option(help="The state folder of detection; made where it is missing.")
    ] = None,
    bootstrap: Bootstrap = None,
    stage: Annotated[
        Literal["both", "prepare", "detect"] | None, typer.Option(help="What runs here.")
    ] = None,
    shard: Annotated[
        list[int] | None, typer.Option(help="A shard to detect; without it, all.")
    ] = None,
    prefix: Prefix = None,
    instance: Annotated[
        str | None, typer.Option(help="This worker's name in its group; the host's by default.")
    ] = None,
    http_host: Annotated[str | None, typer.Option(help="Where metrics and health listen.")] = None,
    http_port: Annotated[int | None, typer.Option(help="0 for any free port, logged.")] = None,
    workers: Annotated[int | None, typer.Option(help="Processes that prepare.")] = None,
    batch: Annotated[int | None, typer.Option(help="Articles a step, at most.")] = None,
    settings: SettingsFile = None,
) -> None:
    """Read articles from Kafka and publish families and events, exactly once, until stopped."""
    logs.set_up()
    where = folder(state)
    chosen = Settings.load(
        file=settings,
        flags={
            "kafka": {"bootstrap": bootstrap, "prefix": prefix, "instance": instance},
            "run": {
                "state": None if where is None else str(where),
                "stage": stage,
                "shard": tuple(shard) if shard else None,
                "http_host": http_host,
                "http_port": http_port,
            },
            "work": {"workers": workers, "batch": batch},
        },
    )
    if chosen.run.stage != "prepare" and not chosen.run.state:
        raise SettingsError("Detection needs a state folder: give --state.")
    running.run(chosen)


@topics.command("create")
def create(
    *,
    bootstrap: Bootstrap = None,
    partitions: Annotated[int | None, typer.Option(help="Of `articles`.")] = None,
    shards: Annotated[
        int | None, typer.Option(min=1, help="Independent orders of detection.")
    ] = None,
    prefix: Prefix = None,
    settings: SettingsFile = None,
) -> None:
    """Make the topics that are missing; wait up to 30 s for the broker."""
    chosen = Settings.load(
        file=settings,
        flags={
            "kafka": {"bootstrap": bootstrap, "prefix": prefix, "partitions": partitions},
        },
    )
    for name, made in running.create_topics(chosen, shards=shards).items():
        say(f"{name}: {'made' if made else 'is there'}\n")
