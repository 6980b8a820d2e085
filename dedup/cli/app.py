"""The `dedup` command: its subcommands, and what every one of them does with errors.

What the operator can act on is one sentence on standard error and exit code 2; Ctrl-C is 130.
"""

import os
import sys
from errno import EPIPE
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from dedup.adapters.lines import say
from dedup.cli import (
    bench,
    demo,
    evaluate,
    explain,
    label,
    produce,
    replay,
    run,
    show,
    signatures,
    state,
    tune,
)
from dedup.core.fingerprint import CLEAN_VERSION, SIGNATURE_VERSION
from dedup.core.update import SCHEMA
from dedup.errors import DedupError

REFUSED = 2
INTERRUPTED = 130  # 128 + SIGINT, as shells count


class Told(TyperGroup):
    """A group of commands whose errors are told in one sentence."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; turn what the operator can act on into a sentence.

        The context is of click, or of the copy of it that newer typers bring.
        """
        try:
            try:
                return super().invoke(ctx)
            finally:
                if sys.stdout is not None:
                    sys.stdout.flush()  # what cannot be written is told here, not at the exit
        except OSError as error:
            if error.errno == EPIPE:  # nobody listens any more, which is nobody's error
                raise
            # What waits to be written would be tried, and complained of, once more at the exit.
            sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115  # until then
            where = f"{error.filename}: " if error.filename else ""
            sys.stderr.write(f"dedup: {where}{error.strerror}.\n")
            raise typer.Exit(REFUSED) from error
        except DedupError as error:
            sys.stderr.write(f"dedup: {error}\n")
            raise typer.Exit(REFUSED) from error
        except KeyboardInterrupt:
            sys.stderr.write("dedup: stopped\n")
            raise typer.Exit(INTERRUPTED) from None


app = typer.Typer(
    name="dedup",
    cls=Told,
    help="Find copies and same-event articles in a stream of news.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("replay")(replay.replay)
app.command("demo")(demo.demo)
app.command("bench")(bench.bench)
app.command("evaluate")(evaluate.evaluate)
app.command("label")(label.label)
app.command("tune")(tune.tune)
app.command("explain")(explain.explain)
app.command("show")(show.show)
app.command("signatures")(signatures.signatures)
app.command("run")(run.run)
app.command("produce")(produce.produce)
app.add_typer(run.topics)
app.add_typer(state.app, name="state")


@app.command()
def version() -> None:
    """Print the versions that decide whether states and outputs fit each other."""
    say(
        f"dedup {installed('news-dedup')}\nupdates {SCHEMA}\n"
        f"cleaning {CLEAN_VERSION}\nsignatures {SIGNATURE_VERSION}\n"
    )


@app.callback()
def root() -> None:
    """Find copies and same-event articles in a stream of news."""
