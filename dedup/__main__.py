"""`python -m dedup` and the `dedup` command."""

import sys
from io import TextIOWrapper

from dedup.cli.app import app


def main() -> None:
    """Run the command line."""
    if isinstance(sys.stdout, TextIOWrapper):  # it is None where it is closed
        # A terminal that lacks a letter ends no replay; standard error is of that mind by itself.
        sys.stdout.reconfigure(errors="replace")
    app()


if __name__ == "__main__":
    main()
