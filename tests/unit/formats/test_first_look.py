"""formats.first_look: what a person should know who has named the fields of a feed wrongly."""

import orjson
import pytest

from dedup.formats.first_look import advice

OURS = {"id": "a", "body": "본문", "received": "2031-03-03T09:00:00Z"}


def told(*records, **mapping):
    return advice([orjson.dumps(record) for record in records], mapping=mapping)


@pytest.mark.parametrize(
    "records",
    [
        [OURS],
        [OURS, {"id": "b"}],  # one that has it is enough
        [{"id": "a", "body": "본문", "published": "2031-03-03"}],
        [{"id": "a", "status": "Canceled"}],  # a withdrawal needs no text
        [{"status": ["odd"]} | OURS, 7],
        [],
    ],
)
def test_a_feed_in_our_shape_needs_no_advice(records):
    assert told(*records) is None


def test_a_feed_without_texts_and_times_is_told_what_it_has():
    said = told({"id": "a", "text": "본문", "crawled": "2031-03-03", "author": None})
    assert said is not None
    assert "has a field body, received or published; they have crawled, id, text:" in said
    assert "--map" in said


def test_names_that_are_mapped_are_looked_for_under_theirs():
    foreign = {"id": "a", "text": "본문", "crawled": "2031-03-03"}
    assert told(foreign, body="text", received="crawled") is None
    said = told(foreign, body="txt", received="crawled", outlet="source")
    assert said is not None
    assert "has a field txt, source; they have" in said


@pytest.mark.parametrize("value", [b'[{"id": "a"}]', b"id,title", b"<html>", b"{", b"\xff"])
def test_what_is_no_json_lines_is_told_what_can_be_read(value):
    said = advice([value, value], mapping={})
    assert said is not None
    assert said.startswith("no record among the first 2 is a JSON object")
