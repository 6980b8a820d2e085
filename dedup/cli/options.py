"""Options that several commands have, and the settings that are given with them."""

from pathlib import Path
from typing import Annotated, Any

import typer

from dedup.errors import SettingsError

Maps = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="OURS=THEIRS", help="Our field and its name in the JSON."),
]
Timezones = Annotated[
    list[str] | None,
    typer.Option("--timezone", metavar="FIELD=ZONE", help="Zone of times without offset."),
]
SettingsFile = Annotated[Path | None, typer.Option("--settings", help="A TOML file of settings.")]


def reading(maps: list[str] | None, timezones: list[str] | None = None) -> dict[str, Any]:
    """Return how a feed is read, as flags of the section `input`. Raises SettingsError."""
    return {
        "map": _pairs(maps, option="--map"),
        "timezone": _pairs(timezones, option="--timezone"),
    }


def folder(state: str | None) -> Path | None:
    """Return the folder of `--state`. Raises SettingsError for "", the current one to a Path."""
    if state == "":
        raise SettingsError("--state is empty; name a folder, or leave it out.")
    return None if state is None else Path(state)


def _pairs(given: list[str] | None, *, option: str) -> dict[str, str] | None:
    """Return `NAME=VALUE` arguments as a dict, None where there are none."""
    if not given:
        return None
    found: dict[str, str] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not (name and equals and value):
            raise SettingsError(f"{option} {pair} is not of the form NAME=VALUE.")
        found[name] = value
    return found
