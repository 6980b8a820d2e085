"""cli.evaluate and cli.evaluation: labels and assignments in, figures and wrong pairs out."""

import gzip
import io
import re

import orjson
import pytest
import typer
import zstandard
from rich.console import Console
from typer.testing import CliRunner

from dedup.cli.evaluate import evaluate, render
from dedup.cli.evaluation import evaluate_lines
from dedup.errors import InputError

STARS = """seed\titem\tlabel_a\tconfidence_a\tlabel_b\tconfidence_b
s\ta\tC\t3\tC\t3
s\tb\tC\t3\tE\t2
s\tc\tE\t3\tE\t3
s\td\tR\t3\tR\t3
t\te\tV\t3\tC\t3
t\tf\tD\t3\tD\t3
t\tgone\tC\t3\tC\t3
"""
ASSIGNMENTS = """article\tfamily\tevent\trelation
s\tf1\te1\torigin
a\tf1\te1\tverbatim
b\tf2\te1\tsingle
c\tf3\te2\tsingle
d\tf1\te1\ttrimmed
t\tf4\te4\torigin
e\tf4\te4\tversion
f\tf5\te5\tsingle
"""


def lines(text):
    return [line.encode() + b"\n" for line in text.splitlines()]


def figures(report):
    return {(figure.level, figure.measure): figure.score for figure in report.figures}


def near(value):
    return pytest.approx(value, abs=1e-9)


def test_a_pair_counts_where_its_readers_are_on_one_side():
    report = evaluate_lines(lines(STARS), lines(ASSIGNMENTS))
    copies = figures(report)["family", "pairs"]
    events = figures(report)["event", "pairs"]
    assert (copies.units, copies.positive, copies.found) == (6, 3, 3)  # without s–b
    assert (events.units, events.positive, events.found) == (7, 5, 4)
    assert copies.precision.value == copies.recall.value == near(2 / 3)
    assert events.precision.value == near(3 / 4)
    assert events.recall.value == near(3 / 5)


def test_labelled_articles_that_are_absent_count_as_apart():
    report = evaluate_lines(lines(STARS), lines(ASSIGNMENTS), errors=9)
    assert report.absent == 1
    assert ("t", "gone") in {(w.a, w.b) for w in report.wrong if w.was == "apart"}


def test_every_label_has_a_row_and_disagreements_theirs():
    report = evaluate_lines(lines(STARS), lines(ASSIGNMENTS))
    rows = {row.label: (row.pairs, row.families, row.events) for row in report.labels}
    assert list(rows) == ["C", "E", "R", "D", "V/C", "C/E"]
    assert rows["C"] == (2, 1, 1)
    assert rows["C/E"] == (1, 0, 1)
    assert rows["R"] == (1, 1, 1)


def test_wrong_pairs_are_named_up_to_the_number_asked_of_each_kind():
    report = evaluate_lines(lines(STARS), lines(ASSIGNMENTS), errors=1)
    assert [(w.level, w.was, w.a, w.b) for w in report.wrong] == [
        ("family", "joined", "s", "d"),
        ("family", "apart", "t", "gone"),
        ("event", "joined", "s", "d"),
        ("event", "apart", "s", "c"),
    ]
    assert evaluate_lines(lines(STARS), lines(ASSIGNMENTS)).wrong == ()


def test_weighted_pairs_are_reported_both_ways():
    drawn = (
        "a\tb\tlabel_a\tlabel_b\tstratum\tweight\n"
        "s\ta\tC\tC\tsure\t3\n"
        "s\tb\tC\tC\tunsure\t1\n"
        "s\tf\tD\tD\tunsure\t1\n"
    )
    score = figures(evaluate_lines(lines(drawn), lines(ASSIGNMENTS)))
    assert score["family", "weighted"].recall.value == near(0.75)
    assert score["family", "pairs"].recall.value == near(0.5)


def test_clusters_are_measured_by_b_cubed_and_by_their_pairs():
    truth = '{"id":"s","event":"x"}\n{"id":"a","event":"x"}\n{"id":"c","event":"x"}\n'
    truth += '{"id":"d","event":"y"}\n'
    report = evaluate_lines(lines(truth), lines(ASSIGNMENTS), errors=5)
    score = figures(report)
    assert set(score) == {("event", "B³"), ("event", "all pairs")}
    assert score["event", "B³"].precision.value == near((2 * 2 / 3 + 1 / 3 + 1) / 4)
    assert score["event", "B³"].recall.value == near((2 * 2 / 3 + 1 / 3 + 1) / 4)
    assert [(w.was, w.a, w.b, w.weight) for w in report.wrong] == [
        ("joined", "a", "d", 2.0),
        ("apart", "a", "c", 2.0),
    ]


def families_only():
    header, *rows = ASSIGNMENTS.splitlines()
    cells = [row.split("\t") for row in rows]
    return "\n".join([header, *(f"{a}\t{family}\t\t{how}" for a, family, _, how in cells)]) + "\n"


@pytest.mark.parametrize("labels", [STARS, ASSIGNMENTS])
def test_nothing_is_measured_of_a_level_that_is_not_assigned(labels):
    whole = evaluate_lines(lines(labels), lines(ASSIGNMENTS))
    report = evaluate_lines(lines(labels), lines(families_only()), errors=9)
    assert (whole.unassigned, report.unassigned) == ((), ("event",))
    assert list(report.figures) == [each for each in whole.figures if each.level == "family"]
    assert {wrong.level for wrong in report.wrong} <= {"family"}
    assert report.absent == whole.absent
    out = io.StringIO()
    render(report, {}, title="stars.tsv", console=Console(file=out, width=80))
    assert "Events are not assigned." in out.getvalue()
    assert "in one event" not in out.getvalue()


def test_assignments_of_nobody_put_everybody_apart():
    report = evaluate_lines(lines(STARS), lines(ASSIGNMENTS)[:1])
    assert report.unassigned == ()
    assert figures(report)["event", "pairs"].found == 0
    out = io.StringIO()
    render(report, {}, title="stars.tsv", console=Console(file=out, width=80))
    assert re.search(r"events pairs +\d +\d +0 +–", out.getvalue())  # no precision of nothing


def test_the_assignments_themselves_as_truth_score_one():
    report = evaluate_lines(lines(ASSIGNMENTS), lines(ASSIGNMENTS))
    assert {figure.level for figure in report.figures} == {"family", "event"}
    assert all(figure.score.f1.value == near(1.0) for figure in report.figures)


def test_a_foreign_table_is_one_sentence():
    with pytest.raises(InputError, match=r"\.$"):
        evaluate_lines(lines(STARS), lines(STARS))


def test_the_tables_show_figures_intervals_and_titles():
    report = evaluate_lines(lines(STARS), lines(ASSIGNMENTS), errors=1)
    out = io.StringIO()
    titles = {"s": "새 [bold]다리", "gone": "다리 개통"}
    render(report, titles, title="stars.tsv", console=Console(file=out, width=80))
    text = out.getvalue()
    assert re.search(r"\.667 1?\.\d\d–1?\.\d\d", text)
    assert "1 labelled articles are not in the assignments" in text
    assert "s 새 [bold]다리" in text
    assert "gone 다리 개통" in text


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "stars.tsv").write_text(STARS, encoding="utf-8")
    (tmp_path / "assignments.tsv").write_text(ASSIGNMENTS, encoding="utf-8")
    feed = '{"id":"s","title":"새 다리"}\nnot json\n[]\n{"id":"d","title":null}\n'
    (tmp_path / "feed.jsonl").write_text(feed, encoding="utf-8")
    (tmp_path / "gone.txt").write_text("다리 개통\n\n본문이다.\n", encoding="utf-8")
    return tmp_path


def command(*arguments):
    app = typer.Typer()
    app.command()(evaluate)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_the_command_prints_one_json_object_with_titles(folder):
    result = command(
        "--labels", folder / "stars.tsv", "--assignments", folder / "assignments.tsv",
        "--errors", 2, "--articles", folder / "feed.jsonl", "--articles", folder / "gone.txt",
        "--json",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    said = orjson.loads(result.output)
    assert said["titles"] == {"gone": "다리 개통", "s": "새 다리"}
    (report,) = said["reports"].values()
    assert report["figures"][0]["score"]["units"] == 6


def test_titles_are_read_from_a_feed_of_other_names(folder):
    feed = folder / "feed.jsonl"
    feed.write_text('{"doc":"s","headline":"<b>새</b> 다리"}\n', encoding="utf-8")
    result = command(
        "--labels", folder / "stars.tsv", "--assignments", folder / "assignments.tsv",
        "--errors", 2, "--articles", feed, "--map", "id=doc", "--map", "title=headline", "--json",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert orjson.loads(result.output)["titles"] == {"s": "새 다리"}


def test_the_command_prints_tables_for_people(folder):
    result = command("--labels", folder / "stars.tsv", "--assignments", folder / "assignments.tsv")
    assert result.exit_code == 0, result.output
    assert "copies" in result.output


@pytest.mark.parametrize("shrink", [gzip.compress, zstandard.compress])
def test_labels_and_assignments_may_be_compressed(folder, shrink):
    plain = command("--labels", folder / "stars.tsv", "--assignments", folder / "assignments.tsv")
    for name in ("stars.tsv", "assignments.tsv"):
        (folder / name).write_bytes(shrink((folder / name).read_bytes()))
    result = command("--labels", folder / "stars.tsv", "--assignments", folder / "assignments.tsv")
    assert result.exit_code == 0, result.exception
    assert result.output == plain.output


@pytest.mark.parametrize("shrink", [gzip.compress, zstandard.compress])
def test_a_torn_archive_of_labels_is_one_sentence(folder, shrink):
    (folder / "stars.tsv").write_bytes(shrink((folder / "stars.tsv").read_bytes())[:-9])
    result = command("--labels", folder / "stars.tsv", "--assignments", folder / "assignments.tsv")
    assert isinstance(result.exception, InputError)
    assert re.search(r"stars\.tsv cannot be read: .* ends before its end\.$", str(result.exception))


def test_an_error_names_the_line_also_after_blank_ones(folder):
    (folder / "stars.tsv").write_text("a\tb\tlabel\n\n\nx\n", encoding="utf-8")
    result = command("--labels", folder / "stars.tsv", "--assignments", folder / "assignments.tsv")
    assert "Line 4 of the labels" in str(result.exception)


def test_a_missing_file_is_one_sentence(folder):
    result = command("--labels", folder / "none.tsv", "--assignments", folder / "assignments.tsv")
    assert isinstance(result.exception, InputError)
    assert str(result.exception) == f"There is no {folder / 'none.tsv'}."
