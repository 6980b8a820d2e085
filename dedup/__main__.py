"""`python -m dedup` and the `dedup` command."""

from dedup.cli.app import app


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
