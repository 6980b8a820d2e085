"""formats.update_json: one line an update, in one order, as the shipped schema says."""

import copy
from pathlib import Path

import jsonschema
import msgspec
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dedup.formats
from dedup.core.article import Micros
from dedup.core.update import (
    Counts,
    Feature,
    Link,
    Match,
    Origin,
    Passage,
    Times,
    Update,
)
from dedup.errors import InputError
from dedup.formats.update_json import decode, encode
from dedup.formats.update_schema import schema

OPENED = Update(
    seq=1,
    shard=0,
    at=Micros(1_759_110_240_000_000),
    cluster="f_0123",
    level="family",
    revision=1,
    change="opened",
    article="a1",
    counts=Counts(total=1, unique=1, reprints=0, versions=0, outlets=1),
    times=Times(first=None, last=None),
)
JOINED = Update(
    seq=2,
    shard=3,
    at=Micros(1_759_110_240_500_000),
    cluster="e_4567",
    level="event",
    revision=2,
    change="joined",
    previous="e_0001",
    article="a2",
    outlet="한빛일보",
    relation="trimmed",
    late=True,
    match=Match(
        article="a1",
        score=0.98765432,
        coverage=1.0,
        coverage_other=0.33333333,
        features=(Feature("containment", 0.91234567, -2.00004999),),
        passages=(
            Passage(start=0, end=4, other_start=2, other_end=6, text="본문이다"),
            Passage(start=9, end=12, other_start=10, other_end=13),
        ),
    ),
    links=(Link(article="a0", cluster="f_9", coverage=0.5, coverage_other=0.12345),),
    counts=Counts(total=2, unique=1, reprints=1, versions=0, outlets=2),
    representative="a1",
    origin=Origin(article="a1", outlet="누리통신", agency="누리통신", evidence=("dateline",)),
    times=Times(first=Micros(1_759_110_000_000_000), last=Micros(1_759_110_240_000_000), lag=240.0),
    credited="누리통신",
    version="종합",
)


def test_a_bare_update_is_this_line():
    assert encode(OPENED).decode() == (
        '{"schema":"dedup.update/1","seq":1,"shard":0,"at":"2025-09-29T01:44:00Z",'
        '"cluster":"f_0123","level":"family","revision":1,"change":"opened","article":"a1",'
        '"late":false,"counts":{"total":1,"unique":1,"reprints":0,"versions":0,"outlets":1},'
        '"times":{}}'
    )


def test_a_full_update_is_this_line():
    assert encode(JOINED, passages="text").decode() == (
        '{"schema":"dedup.update/1","seq":2,"shard":3,"at":"2025-09-29T01:44:00.500000Z",'
        '"cluster":"e_4567","level":"event","revision":2,"change":"joined","previous":"e_0001",'
        '"article":"a2","outlet":"한빛일보","relation":"trimmed","late":true,'
        '"match":{"article":"a1","score":0.9877,"coverage":1.0,"coverage_other":0.3333,'
        '"features":[{"name":"containment","value":0.9123,"contribution":-2.0}],'
        '"passages":[{"start":0,"end":4,"other_start":2,"other_end":6,"text":"본문이다"},'
        '{"start":9,"end":12,"other_start":10,"other_end":13}]},'
        '"links":[{"article":"a0","cluster":"f_9","coverage":0.5,"coverage_other":0.1234}],'
        '"counts":{"total":2,"unique":1,"reprints":1,"versions":0,"outlets":2},'
        '"representative":"a1","origin":{"article":"a1","outlet":"누리통신","agency":"누리통신",'
        '"evidence":["dateline"]},"times":{"first":"2025-09-29T01:40:00Z",'
        '"last":"2025-09-29T01:44:00Z","lag":240.0},"credited":"누리통신","version":"종합"}'
    )


def test_shared_text_goes_along_only_when_asked():
    assert b"start" in encode(JOINED)
    assert "본문이다".encode() not in encode(JOINED)
    assert b"start" not in encode(JOINED, passages="none")


def test_an_unseen_origin_names_no_article():
    unseen = Origin(article=None, outlet="", agency="", evidence=("unseen",))
    line = encode(msgspec.structs.replace(OPENED, origin=unseen))
    assert orjson.loads(line)["origin"] == {"evidence": ["unseen"]}
    assert decode(line).origin == unseen


@pytest.mark.parametrize("moment", [2**62, -(2**62), 253_402_300_800_000_000])
def test_times_outside_the_calendar_do_not_crash(moment):
    update = msgspec.structs.replace(OPENED, at=moment, times=Times(first=moment, last=moment))
    jsonschema.validate(orjson.loads(encode(update)), schema())


short = st.text(st.characters(codec="utf-8"), max_size=8)
named = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
scores = st.integers(-50_000, 50_000).map(lambda n: n / 10_000)
moments = st.integers(-62_135_596_800_000_000, 253_402_300_799_999_999).map(Micros)
sizes = st.integers(0, 10**6)
updates = st.builds(
    Update,
    seq=sizes,
    shard=sizes,
    at=moments,
    cluster=named,
    level=st.sampled_from(["family", "event"]),
    revision=sizes,
    change=st.sampled_from(["opened", "joined", "merged", "split", "revised", "closed"]),
    previous=st.none() | named,
    article=named,
    outlet=short,
    relation=st.none() | st.sampled_from(["origin", "verbatim", "version", "single"]),
    late=st.booleans(),
    match=st.none()
    | st.builds(
        Match,
        article=named,
        score=scores,
        coverage=st.none() | scores,
        coverage_other=st.none() | scores,
        features=st.lists(st.builds(Feature, named, scores, scores), max_size=3).map(tuple),
        passages=st.lists(
            st.builds(
                Passage,
                start=sizes,
                end=sizes,
                other_start=sizes,
                other_end=sizes,
                text=st.none() | short,
            ),
            max_size=2,
        ).map(tuple),
    ),
    links=st.lists(
        st.builds(Link, article=named, cluster=named, coverage=scores, coverage_other=scores),
        max_size=2,
    ).map(tuple),
    counts=st.builds(
        Counts, total=sizes, unique=sizes, reprints=sizes, versions=sizes, outlets=sizes
    ),
    representative=st.none() | named,
    origin=st.none()
    | st.builds(
        Origin,
        article=st.none() | named,
        outlet=short,
        agency=short,
        evidence=st.lists(named, max_size=2).map(tuple),
    ),
    times=st.builds(
        Times, first=st.none() | moments, last=st.none() | moments, lag=st.none() | scores
    ),
    credited=short,
    version=short,
)


def closed(node):
    """Return the schema with every object closed: a field it does not know is then an error."""
    node = copy.deepcopy(node)
    if isinstance(node, dict):
        node = {key: closed(value) for key, value in node.items()}
        if node.get("type") == "object":
            node["additionalProperties"] = False
    return node


STRICT = jsonschema.Draft202012Validator(
    closed(schema()), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


@given(updates)
def test_what_is_written_is_read_again_and_fits_the_schema(update):
    line = encode(update, passages="text")
    assert decode(line) == update
    STRICT.validate(orjson.loads(line))
    assert b"null" not in line or "null" in repr(update)
    assert b"\n" not in line


def test_every_field_of_a_full_update_is_in_the_line():
    line = orjson.loads(encode(JOINED, passages="text"))
    assert list(line) == ["schema", *Update.__struct_fields__]
    assert list(line) == list(schema()["properties"])


def test_the_shipped_schema_is_the_generated_one():
    shipped = Path(dedup.formats.__path__[0], "update.schema.json").read_bytes()
    assert shipped == orjson.dumps(schema(), option=orjson.OPT_INDENT_2) + b"\n"
    jsonschema.Draft202012Validator.check_schema(schema())


def test_unknown_fields_of_a_later_writer_are_ignored():
    line = orjson.loads(encode(OPENED)) | {"colour": "blue"}
    assert decode(orjson.dumps(line)) == OPENED


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"schema":"dedup.update/2"}',
        b'{"schema":"dedup.update/1"}',
        encode(OPENED).replace(b"2025-09-29", b"2025-99-99"),
        encode(OPENED).replace(b'"seq":1', b'"seq":"1"'),
        encode(OPENED)[:-3],
    ],
)
def test_a_line_that_is_no_update_is_one_sentence(line):
    with pytest.raises(InputError, match=r"^A line of updates .*\.$"):
        decode(line)
