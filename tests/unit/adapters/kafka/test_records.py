import json
import os
from typing import Any

from dedup.adapters.kafka.records import CUT_BYTES, dead_record, dead_row_record, update_records
from dedup.core.article import Reason, Rejection
from dedup.formats import dead_letter
from dedup.ports import Delivery, Row

MOST = 100_000  # bytes that the dead letters take


def row(**fields: Any) -> Row:
    said = {
        "schema": "dedup.update/1",
        "seq": 7,
        "shard": 2,
        "at": "2024-01-01T00:00:00Z",
        "cluster": "F-1",
        "level": "family",
        "revision": 3,
        "change": "joined",
        "counts": {"total": 3},
        "times": {"first": "2024-01-01T00:00:00Z"},
    } | fields
    return Row("updates", 7, b"F-1", json.dumps(said).encode())


def delivery(**fields: Any) -> Delivery:
    return Delivery(
        **{
            "value": b"\xff",
            "partition": "articles-3@id",
            "position": 41,
            "next": 42,
            "key": b"k",
            "headers": (("trace", b"t"),),
            "found": ("my-articles-3", 41),
        }
        | fields
    )


def test_an_update_goes_out_as_it_stands_with_cloudevents_headers() -> None:
    made = row()
    record, _ = update_records(made, source="here")
    headers = dict(record.headers)
    assert (record.key, record.value) == (b"F-1", made.value)
    assert headers["ce_id"] == b"2-7"
    assert headers["ce_type"] == b"dedup.family.joined"
    assert headers["ce_source"] == b"here"
    assert headers["ce_time"] == b"2024-01-01T00:00:00Z"


def test_the_compacted_topic_keeps_the_head_of_a_cluster() -> None:
    (kept,) = update_records(row(), source="here")[1]
    assert kept.key == b"F-1"
    assert json.loads(kept.value or b"") == {
        "cluster": "F-1",
        "level": "family",
        "revision": 3,
        "change": "joined",
        "seq": 7,
        "at": "2024-01-01T00:00:00Z",
        "counts": {"total": 3},
        "times": {"first": "2024-01-01T00:00:00Z"},
    }


def test_a_closed_cluster_leaves_the_compacted_topic() -> None:
    (kept,) = update_records(row(change="closed"), source="here")[1]
    assert (kept.key, kept.value) == (b"F-1", None)


def test_a_cluster_that_was_merged_away_says_into_which() -> None:
    _, (kept, gone) = update_records(row(change="merged", previous="F-0"), source="here")
    assert kept.key == b"F-1"
    assert gone.key == b"F-0"
    assert json.loads(gone.value or b"")["merged_into"] == "F-1"


def test_a_dead_letter_is_the_original_record_with_the_reason_beside_it() -> None:
    record = dead_record(
        delivery(), Rejection(Reason.ENCODING, "not UTF-8"), stage="prepare", most=MOST
    )
    headers = dict(record.headers)
    assert (record.key, record.value) == (b"my-articles-3-41", b"\xff")
    assert headers["trace"] == b"t"
    assert headers["dedup.error.topic"] == b"my-articles"
    assert headers["dedup.error.partition"] == b"3"
    assert headers["dedup.error.offset"] == b"41"
    assert headers["dedup.error.reason"] == b"encoding"
    assert headers["dedup.error.key"] == b"k"


def test_a_dead_letter_from_the_outbox_keeps_its_bytes() -> None:
    line = dead_letter.encode(1, delivery(), Rejection(Reason.MALFORMED, "no"))
    record = dead_row_record(Row("dead", 1, b"", line), stage="detect", most=MOST)
    assert (record.key, record.value) == (b"my-articles-3-41", b"\xff")


def test_a_dead_letter_is_the_same_record_whichever_stage_writes_it() -> None:
    whole = delivery(headers=(("trace", b"\xff"), ("empty", None)))
    rejection = Rejection(Reason.MALFORMED, "no")
    line = dead_letter.encode(1, whole, rejection)
    from_outbox = dead_row_record(Row("dead", 1, b"", line), stage="x", most=MOST)
    assert from_outbox == dead_record(whole, rejection, stage="x", most=MOST)


def test_a_null_value_stays_null() -> None:
    rejection = Rejection(Reason.NO_IDENTITY, "no key")
    assert dead_record(delivery(value=None), rejection, stage="prepare", most=MOST).value is None
    line = dead_letter.encode(1, delivery(value=None), rejection)
    assert dead_row_record(Row("dead", 1, b"", line), stage="detect", most=MOST).value is None


def test_a_dead_letter_is_whole_where_it_fits_when_it_is_compressed() -> None:
    whole = delivery(value=b"x" * 10_000_000, headers=(("trace", b"t" * 1_000_000),))
    rejection = Rejection(Reason.OVERSIZE, "10000000 bytes")
    record = dead_record(whole, rejection, stage="prepare", most=MOST)
    assert record.value == whole.value
    assert "dedup.error.truncated" not in dict(record.headers)


def test_a_dead_letter_that_no_topic_would_take_is_cut_and_says_so() -> None:
    value = os.urandom(MOST)
    rejection = Rejection(Reason.OVERSIZE, "too large")
    record = dead_record(delivery(value=value), rejection, stage="prepare", most=MOST)
    headers = dict(record.headers)
    assert record.value == value[:CUT_BYTES]
    assert headers["dedup.error.truncated"] == b"%d" % MOST
    assert headers["dedup.error.offset"] == b"41"
    assert "trace" not in headers
    for large in ({"key": value}, {"headers": (("trace", value),)}):
        record = dead_record(delivery(**large), rejection, stage="prepare", most=MOST)
        assert record.value == b"\xff"
        assert sum(len(name) + len(said or b"") for name, said in record.headers) < CUT_BYTES
