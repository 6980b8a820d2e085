"""cli.shown: what foreign text may do to a terminal."""

from io import StringIO

from builders import article, lines
from commands import dedup
from rich.console import Console

from dedup.cli.shown import escape


def test_foreign_text_sends_no_sequences_and_no_markup() -> None:
    out = StringIO()
    console = Console(file=out, force_terminal=True, highlight=False, width=80)
    console.print(escape("나루\x1b]0;x\x07 \x9b2J[red]일보\nहिं\u200dदी"))
    assert out.getvalue() == "나루 ]0;x   2J[red]일보\nहिं\u200dदी\n"


def test_an_outlet_sends_no_sequences_with_the_closing_table(tmp_path) -> None:
    state, body = tmp_path / "state", article("a")["body"]
    feed = tmp_path / "day.jsonl"
    first = article("a", outlet="o\x1b[2J")
    feed.write_bytes(lines([first, article("b", body=body, outlet="p\x1b[2J")]))
    told = dedup("replay", feed, "--state", state).stdout
    shown = dedup("show", "a", "--state", state).stdout
    assert b"[2J" in told
    assert b"[2J" in shown
    assert b"\x1b" not in told + shown
