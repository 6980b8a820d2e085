"""formats.labels: the forms in which people keep their judgements."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.errors import InputError
from dedup.formats.labels import ClusterLabels, Pair, PairLabels, decode


def lines(text):
    return [line.encode() + b"\n" for line in text.split("\n")]


def test_items_are_judged_against_their_seed_by_two_readers():
    labels = decode(
        lines("seed\titem\tlabel_a\tconfidence_a\tlabel_b\tconfidence_b\ns1\ta\tC\t3\tE\t1\n")
    )
    assert labels == PairLabels((Pair(a="s1", b="a", labels=("C", "E"), group="s1"),))


def test_drawn_pairs_carry_a_stratum_and_a_weight_and_stand_alone():
    labels = decode(
        lines(
            "a\tb\tlabel_a\tconfidence_a\tlabel_b\tconfidence_b\tstratum\tweight\n"
            "x\ty\tR\t2\tR\t2\tevent_sure\t3.34\n"
            "x\tz\tD\t2\tD\t2\tneither\t10\n"
        )
    )
    assert isinstance(labels, PairLabels)
    first, second = labels.pairs
    assert first == Pair(
        a="x", b="y", labels=("R", "R"), weight=3.34, stratum="event_sure", group="2"
    )
    assert first.group != second.group


def test_one_readers_pairs_have_the_label_first():
    labels = decode(lines("label\tid_a\tid_b\nW\tx\ty\n\nn\tx\tz"))
    assert isinstance(labels, PairLabels)
    assert [pair.labels for pair in labels.pairs] == [("W",), ("N",)]
    assert [(pair.a, pair.b) for pair in labels.pairs] == [("x", "y"), ("x", "z")]


@pytest.mark.parametrize("header", ["", "article\tcluster\n"])
def test_a_cluster_a_line_speaks_of_both_levels(header):
    labels = decode(lines(header + "a\t1\nb\\tc\t1"))
    told = {"a": "1", "b\tc": "1"}
    assert labels == ClusterLabels({"family": told, "event": told})


def test_a_table_of_assignments_may_be_the_truth():
    labels = decode(lines("article\tfamily\tevent\trelation\na\tf\te\torigin\nb\t\te\t"))
    assert labels == ClusterLabels({"family": {"a": "f"}, "event": {"a": "e", "b": "e"}})


def test_json_lines_name_an_event():
    labels = decode(lines('{"id": "a", "event": "bull", "text": "x"}\n{"id": 2, "event": null}'))
    assert labels == ClusterLabels({"event": {"a": "bull"}})


def test_windows_line_ends_and_byte_order_marks_are_no_fault():
    labels = decode([b"\xef\xbb\xbfarticle\tcluster\r\n", b"a\t1\r\n"])
    assert isinstance(labels, ClusterLabels)
    assert labels.clusters["event"] == {"a": "1"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("\n\n", "empty"),
        ("one two three", "none of the known forms"),
        ("a\tb\tlabel_a\nx\ty", "Line 2 .* 3 columns"),
        ("a\tb\tlabel_a\nx\ty\tQ", "Line 2 .* label"),
        ("a\tb\tlabel_a\nx\ty\tVC", "Line 2 .* label"),
        ("a\tb\tlabel_a\tweight\nx\ty\tC\theavy", "Line 2 .* weight"),
        ("a\tb\tlabel_a\tweight\nx\ty\tC\tnan", "Line 2 .* weight"),
        ("a\tb\nx\ty", "no column label"),
        ("a\tb\tlabel\nx\ty\tC\nx\tx\tC", "Line 3 .* itself"),
        ("seed\titem\tlabel_a\n\nx\tx\tC", "Line 3 .* itself"),
        ('{"id": "a", "event": "x"}\n[]', "Line 2 .* JSON object"),
        ('{"event": "x"}', "Line 1 .* JSON object"),
        ('{"id": [], "event": "x"}', "Line 1 .* JSON object"),
        ('{"id": "a"}', "no article's"),
        ('{"id": "a", "event": {}}', "no article's"),
        ("article\toutlet\na\tb", "no article's"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(text, says):
    with pytest.raises(InputError, match=says):
        decode(lines(text))


@given(st.lists(st.binary(max_size=60), max_size=4))
def test_any_file_is_labels_or_one_sentence(noise):
    try:
        assert isinstance(decode(noise), PairLabels | ClusterLabels)
    except InputError as error:
        assert str(error).endswith(".")  # noqa: PT017  # both ends are right
