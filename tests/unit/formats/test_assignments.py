"""formats.assignments: a table that holds any id."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.core.ledger import Assignment
from dedup.errors import InputError
from dedup.formats.assignments import HEADER, decode, encode, escape, unescape

text = st.text(st.characters(codec="utf-8") | st.sampled_from("\\\t\n\rtnr"), max_size=12)
assignments = st.builds(
    Assignment, text, text, text, st.none() | st.sampled_from(["verbatim", "single", "version"])
)


def test_a_line_is_four_columns():
    line = encode(Assignment("a\tb\\n", "f1", "e1", "verbatim"))
    assert line == b"a\\tb\\\\n\tf1\te1\tverbatim\n"


@given(st.lists(assignments, max_size=5))
def test_a_table_is_read_as_it_was_written(table):
    lines = [HEADER, *map(encode, table)]
    assert list(decode(lines)) == table
    assert all(line.count(b"\t") == 3 and line.count(b"\n") == 1 for line in lines)


@given(text)
def test_any_text_is_escaped_and_back(value):
    assert unescape(escape(value)) == value
    assert not {"\t", "\n", "\r"} & set(escape(value))


@pytest.mark.parametrize(
    "lines",
    [
        [b"a\tb\n"],
        [HEADER, b"a\tb\n"],
        [HEADER, b"\xff\tf\te\tsingle\n"],
        [HEADER, b"a\tf\te\tcousin\n"],
    ],
)
def test_a_foreign_table_is_one_sentence(lines):
    with pytest.raises(InputError, match=r"assignments .*\.$"):
        list(decode(lines))
