"""What is measured, and the figures as a person reads them."""

import gzip
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from dedup.bench.parts import Figure
from dedup.cli.app import app
from dedup.cli.bench import SHORTEST, bench, held, read_feed, show
from dedup.errors import OutputError
from dedup.settings import Settings


def figure(name: str, who: str, value: float, unit: str) -> Figure:
    return Figure(group="a window", name=name, who=who, value=value, unit=unit, times=34.5)


def test_in_a_narrow_terminal_no_figure_is_cut() -> None:
    out = StringIO()
    rate = figure("query, insert and expiry, 6,000 held", "both, with state", 95592.8, "articles/s")
    size = figure("resident", "dedup", 10231.0, "bytes an article")
    show([rate, size], Console(file=out, width=80))
    for told in ("both, with state", "95,593", "articles/s", "34.5", "10,231", "bytes an article"):
        assert told in out.getvalue()


def test_an_article_takes_what_a_larger_window_holds_more_of() -> None:
    found = [
        figure("resident", "both levels", 900.0, "MB"),  # of the larger window, given first
        figure("resident", "family level", 700.0, "MB"),
        figure("resident", "both levels", 400.0, "MB"),
    ]
    (more,) = held(found, [110_000, 10_000])
    assert more.value == 5_000
    assert more.name == "resident, from 10,000 to 110,000 articles"


def test_a_compressed_feed_is_grown_as_well_but_not_from_what_is_too_short(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl.gz"
    lines = (b'{"id":"%d","outlet":"o","body":"%s"}\n' % (k, b"x" * k) for k in (SHORTEST, 5))
    path.write_bytes(gzip.compress(b"".join(lines)))
    (article,) = read_feed(path, settings=Settings())
    assert article.id == str(SHORTEST)
    assert len(read_feed(None, settings=Settings())) > 100


def test_what_could_not_be_written_is_said_before_anything_is_measured(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for folder in (tmp_path / "absent", file):
        for where in ({"json": folder / "x"}, {"chart": folder / "x"}, {"scratch": folder}):
            with pytest.raises(OutputError, match="cannot be written"):
                bench(**where)


def test_a_storm_has_a_copy() -> None:
    done = CliRunner().invoke(app, ["bench", "--storm", "0"])
    assert done.exit_code == 2
    assert "--storm" in done.output
