"""formats.fingerprint: what goes in comes out, and foreign bytes are refused by value."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.core import fingerprint
from dedup.core.article import Article, Micros, Reason, Rejection
from dedup.core.credits import Credits
from dedup.core.fingerprint import SIGNATURE_VERSION, Fingerprint
from dedup.formats.fingerprint import decode, encode

FULL = Fingerprint(
    id="a1",
    revision="n00000000000000000002",
    content=bytes(range(16)),
    outlet="한빛일보",
    language="ko",
    url="https://example.com/a1",
    title="제목",
    at=Micros(1_759_110_240_000_000),
    published=Micros(-1),
    published_day=True,
    credits=Credits(agency="누리통신", bylines=("홍길동",), version="종합", version_rank=100),
    text=b"\x28\xb5\x2f\xfd",
    characters=10,
    shingles=6,
    signature=b"\x01" * 512,
    sample=b"\x02" * 8,
    title_stems=b"\x03" * 4,
    stems=b"\x04" * 12,
    quoted=b"\x00\x01\x00",
    sentences=b"\x00" * 8,
    zones=b"\x00",
    days=b"\x05" * 4,
    signature_version=SIGNATURE_VERSION,
)


def test_a_fingerprint_survives_the_wire():
    assert decode(encode(FULL)) == FULL


def test_a_bare_retraction_survives_the_wire():
    bare = Fingerprint(
        id="a1",
        revision="n1",
        content=b"",
        retracted=True,
        signature_version=SIGNATURE_VERSION,
    )
    assert decode(encode(bare)) == bare


def test_defaults_take_no_room():
    assert len(encode(Fingerprint(id="a", revision="h", content=b""))) < 32


def test_the_same_fingerprint_is_the_same_bytes():
    assert encode(FULL) == encode(msgspec.structs.replace(FULL))


def test_unknown_fields_are_ignored():
    record = msgspec.msgpack.decode(encode(FULL)) | {"colour": "blue"}
    assert decode(msgspec.msgpack.encode(record)) == FULL


def test_another_clean_version_is_let_through():
    other = msgspec.structs.replace(FULL, clean_version=99)
    assert decode(encode(other)) == other


def test_another_signature_version_is_incompatible():
    refused = decode(encode(msgspec.structs.replace(FULL, signature_version=SIGNATURE_VERSION + 1)))
    assert isinstance(refused, Rejection)
    assert refused.reason is Reason.INCOMPATIBLE


@pytest.mark.parametrize("retracted", [False, True])
def test_a_record_says_of_which_versions_it_is_once_these_are_not_the_first(monkeypatch, retracted):
    monkeypatch.setattr(fingerprint, "CLEAN_VERSION", 2)
    monkeypatch.setattr(fingerprint, "SIGNATURE_VERSION", 3)
    made = fingerprint.prepare(Article(id="a1", title="비가 왔다", retracted=retracted))
    written = msgspec.msgpack.decode(encode(made))
    assert (written["clean_version"], written["signature_version"]) == (2, 3)


@pytest.mark.parametrize(
    "changes",
    [
        {"id": ""},
        {"revision": ""},
        {"content": b"short"},
        {"signature": b"\x00" * 511},
        {"sample": b"\x00" * 3},
        {"stems": b"\x00" * 6},
        {"quoted": b""},
        {"at": 2**63},
        {"published": -(2**63)},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_arrays_and_times_that_cannot_be_right_are_malformed(changes):
    refused = decode(encode(msgspec.structs.replace(FULL, **changes)))
    assert isinstance(refused, Rejection)
    assert refused.reason is Reason.MALFORMED


@given(st.binary(max_size=300))
def test_foreign_bytes_never_raise(noise):
    assert isinstance(decode(noise), Rejection)


@given(st.binary(min_size=1, max_size=4), st.integers(min_value=0, max_value=900))
def test_a_damaged_record_never_raises(noise, place):
    record = encode(FULL)
    place %= len(record)
    damaged = record[:place] + noise + record[place + len(noise) :]
    assert isinstance(decode(damaged), Rejection | Fingerprint)


def test_a_deeply_nested_unknown_field_is_refused_or_ignored():
    nested = b"\x81\xa6colour" + b"\x91" * 100_000 + b"\xc0"
    assert isinstance(decode(nested), Rejection)


def test_text_that_is_not_utf_8_is_malformed():
    record = encode(FULL).replace("한빛일보".encode(), b"\xff" * 12)
    assert isinstance(decode(record), Rejection)
