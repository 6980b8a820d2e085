"""cli.tune and cli.label: labelled pairs in, weights out; unsure pairs in, answers out."""

import xml.etree.ElementTree as ET
from collections import Counter
from io import StringIO

import orjson
import pytest
from rich.console import Console
from strategies import sentences
from typer.testing import CliRunner

from dedup.cli.app import app
from dedup.cli.label import answer, show
from dedup.core.article import Article
from dedup.core.doubt import Doubt
from dedup.core.fingerprint import prepare_all
from dedup.core.verify import unpack_text
from dedup.core.weights import COPY, EVENT
from dedup.formats.labels import PairLabels, decode
from dedup.settings import Settings
from dedup.wiring import copy_weights, event_weights, new_detector

STORIES = 26


@pytest.fixture
def feed(tmp_path):
    """Of each story two articles with the same sentences, and two with none in common."""
    path = tmp_path / "feed.jsonl"
    lines = []
    for story in range(STORIES):
        told = sentences(story % 10, 12)
        marks = [f"{sentence} 사건{story}호 {story * 7}명이다." for sentence in told]
        for name, part in (("a", marks[:8]), ("b", marks[1:7]), ("c", marks[8:])):
            record = {"id": f"{name}{story}", "outlet": name, "body": "\n\n".join(part)}
            record |= {
                "title": part[0][:20],
                "received": f"2031-03-{1 + story:02d}T0{ord(name) % 9}:00Z",
            }
            lines.append(orjson.dumps(record | {"language": "ko"}))
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


@pytest.fixture
def labels(tmp_path):
    path = tmp_path / "labels.tsv"
    rows = ["a\tb\tlabel"]
    rows += [f"a{k}\tb{k}\tC" for k in range(STORIES)]
    rows += [f"a{k}\tc{(k + 3) % STORIES}\tD" for k in range(STORIES)]
    path.write_text("\n".join([*rows, "a0\tgone\tC"]) + "\n", encoding="utf-8")
    return path


def run(*given, said=None):
    return CliRunner().invoke(app, [str(each) for each in given], input=said)


def test_weights_fitted_on_labels_are_settings_a_detector_starts_with(tmp_path, feed, labels):
    out, picture = tmp_path / "tuned.toml", tmp_path / "tuned.svg"
    done = run("tune", feed, "--labels", labels, "--out", out, "--picture", picture)
    assert done.exit_code == 0, done.output
    assert "same text  52 pairs, 26 of them positive" in done.output
    assert "1 labelled pairs are not in the feed." in done.output
    tuned = Settings.load(file=out, environment={})
    new_detector(tuned.detect)
    assert copy_weights(tuned.detect).features != COPY.features
    assert copy_weights(tuned.detect).threshold == COPY.threshold
    assert event_weights(tuned.detect).join == EVENT.join
    assert tuned.digest() != Settings().digest()
    assert ET.fromstring(picture.read_text()).tag.endswith("svg")


def test_modules_of_weights_are_rewritten_below_their_thresholds(tmp_path, feed, labels):
    for name in ("copy_weights.py", "event_weights.py"):
        (tmp_path / name).write_text('"""Why."""\n\nTHRESHOLD = 0.5\nBIAS = 1.0\nWEIGHTS = {}\n')
    assert run("tune", feed, "--labels", labels, "--modules", tmp_path).exit_code == 0
    text = (tmp_path / "copy_weights.py").read_text()
    assert text.startswith('"""Why."""\n\nTHRESHOLD = 0.5\nBIAS = ')
    found: dict[str, object] = {}
    exec(text, found)
    assert found["WEIGHTS"].keys() == COPY.features.keys()


def test_too_few_labels_are_said_and_clusters_are_refused(tmp_path, feed):
    few = tmp_path / "few.tsv"
    few.write_text("a\tb\tlabel\na0\tb0\tC\n", encoding="utf-8")
    done = run("tune", feed, "--labels", few)
    assert done.exit_code == 2
    assert "it takes 20 that are the same text" in done.output
    few.write_text("article\tcluster\na0\tx\n", encoding="utf-8")
    assert run("tune", feed, "--labels", few).exit_code == 2


def test_a_level_that_has_too_few_labels_keeps_its_weights_and_is_named(tmp_path, feed, labels):
    text = labels.read_text(encoding="utf-8")
    labels.write_text(text.replace("\tD", "\tE"), encoding="utf-8")  # all are of one event
    out = tmp_path / "tuned.toml"
    done = run("tune", feed, "--labels", labels, "--out", out)
    assert done.exit_code == 0, done.output
    assert "same event: not fitted" in done.output
    assert Settings.load(file=out).detect.same_event == Settings().detect.same_event


def test_labels_of_fewer_groups_than_folds_are_refused(tmp_path, feed):
    stars = tmp_path / "stars.tsv"
    rows = [f"a{k % 4}\t{name}{k}\t{label}" for k in range(26) for name, label in ("bC", "cD")]
    stars.write_text("\n".join(["seed\titem\tlabel", *rows]) + "\n", encoding="utf-8")
    done = run("tune", feed, "--labels", stars)
    assert done.exit_code == 2
    assert "too few groups" in done.output
    assert "F1" not in done.output


@pytest.mark.parametrize("option", ["--out", "--picture", "--modules"])
def test_an_output_that_cannot_be_written_is_said_before_the_work(tmp_path, labels, option):
    # the feed is looked at after it: there is none
    done = run("tune", tmp_path / "none", "--labels", labels, option, tmp_path / "no" / "x")
    assert done.exit_code == 2
    assert f"{tmp_path / 'no' / 'x'}" in done.output
    assert "cannot be written" in done.output


def test_modules_that_hold_no_weights_are_said_before_the_work(tmp_path, labels):
    (tmp_path / "copy_weights.py").write_text("WEIGHTS = {}\n")
    done = run("tune", tmp_path / "none", "--labels", labels, "--modules", tmp_path)
    assert done.exit_code == 2
    assert "copy_weights.py is no module of weights" in done.output


def test_answers_that_could_not_be_stored_are_not_asked_for(tmp_path, feed):
    done = run("label", feed, "--out", tmp_path / "no" / "mine.tsv", said="c\n")
    assert done.exit_code == 2
    assert "cannot be written" in done.output
    assert "version: the same outlet" not in done.output


@pytest.mark.parametrize("width", range(60, 64))
def test_no_character_of_a_pair_is_lost_where_its_lines_break(width):
    words = "군사 행동에 나선 것으로 보인다고 13개 언론이 4살 어린이 등을 들어 :apple: 전했다"
    body = " ".join([words] * 8)
    one, other = prepare_all([Article(id=name, title="등대", body=body) for name in "ab"])
    console = Console(width=width, file=StringIO(), highlight=False, emoji=False)
    show(Doubt(one, other, 0.5), console, title="1 of 1")
    said = Counter("".join(console.file.getvalue().split()))
    wanted = Counter("".join(unpack_text(one.text).split()))
    assert all(said[character] >= 2 * count for character, count in wanted.items())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("c", ("C", "3")),
        ("E2", ("E", "2")),
        (" r 1 ", ("R", "1")),
        ("", ("", "")),
        ("q", ("q", "")),
        ("x", None),
        ("c9", None),
    ],
)
def test_an_answer_is_a_letter_and_a_confidence(text, said):
    assert answer(text) == said


def test_answers_are_stored_as_pairs_that_evaluate_reads_and_are_not_asked_again(tmp_path, feed):
    out = tmp_path / "mine.tsv"
    done = run("label", feed, "--out", out, "--most", 4, said="c\nwhat\ne2\n\nq\n")
    assert done.exit_code == 0, done.output
    found = decode(out.read_bytes().splitlines(keepends=True))
    assert isinstance(found, PairLabels)
    assert [pair.labels for pair in found.pairs] == [("C",), ("E",)]
    before = {frozenset((pair.a, pair.b)) for pair in found.pairs}
    assert run("label", feed, "--out", out, "--most", 4, said="d\nd\nd\nd\n").exit_code == 0
    after = decode(out.read_bytes().splitlines(keepends=True))
    assert len(after.pairs) > 2
    assert all(frozenset((pair.a, pair.b)) not in before for pair in after.pairs[2:])


def test_a_feed_that_gives_nothing_to_label_says_so_and_what_it_has(tmp_path):
    feed = tmp_path / "feed.jsonl"
    feed.write_text('{"id": "a", "text": "본문이다."}\n', encoding="utf-8")
    done = run("label", feed, "--out", tmp_path / "mine.tsv", said="")
    assert done.exit_code == 0, done.output
    assert "has a field body, received or published; they have id, text:" in done.output
    assert "no two articles of the feed are near the threshold" in done.output


def test_an_answer_comes_after_a_last_line_without_its_end(tmp_path, feed):
    out = tmp_path / "mine.tsv"
    out.write_text("a\tb\tlabel\tconfidence\nx\ty\tC\t3", encoding="utf-8")
    done = run("label", feed, "--out", out, "--most", 2, said="e2\nd\n")
    assert done.exit_code == 0, done.output
    found = decode(out.read_bytes().splitlines(keepends=True))
    assert isinstance(found, PairLabels)
    assert [pair.labels for pair in found.pairs] == [("C",), ("E",), ("D",)]


@pytest.mark.parametrize(
    "columns",
    ["seed\titem\tlabel_a\tconfidence_a\tlabel_b\tconfidence_b", "a\tb\tlabel", "article\tcluster"],
)
def test_a_file_of_other_columns_is_left_as_it_is(tmp_path, feed, columns):
    out = tmp_path / "stars.tsv"
    out.write_text(f"{columns}\n", encoding="utf-8")
    done = run("label", feed, "--out", out, said="c\n")
    assert done.exit_code == 2
    assert "does not begin with the columns of label" in done.output
    assert out.read_text("utf-8") == f"{columns}\n"


@pytest.mark.parametrize("option", ["--out", "--picture"])
def test_weights_go_over_nothing_that_is_read(tmp_path, feed, labels, option):
    mine = tmp_path / "mine.toml"
    mine.write_text("[work]\nbatch = 7\n")
    for path in (feed, labels, mine):
        before = path.read_bytes()
        done = run("tune", feed, "--labels", labels, "--settings", mine, option, path)
        assert done.exit_code == 2
        assert path.read_bytes() == before
