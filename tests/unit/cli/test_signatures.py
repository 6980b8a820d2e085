import base64

import orjson
from commands import dedup
from datasketch import LeanMinHash, MinHash, MinHashLSH

from dedup.core.kernels.sketch import permutations


def test_permutations_are_those_of_datasketch() -> None:
    theirs = MinHash(num_perm=128, seed=1, scheme="affine32").permutations
    ours = permutations()
    assert [list(row) for row in ours] == [[int(x) for x in row] for row in theirs]


def test_exported_signatures_load_into_datasketch_and_find_the_copy_there(tmp_path) -> None:
    text = (
        "새벽 시장에서 불이 나 점포 열두 곳이 탔다. 소방대는 두 시간 만에 불길을 잡았다고 밝혔다."
    )
    other = "바다 안개가 걷히자 여객선은 예정보다 한 시간 늦게 섬을 떠났고 승객은 모두 무사했다."
    feed = tmp_path / "feed.jsonl"
    records = [("a", text), ("b", text), ("c", other)]
    feed.write_bytes(b"".join(orjson.dumps({"id": i, "body": b}) + b"\n" for i, b in records))
    out = tmp_path / "signatures.jsonl"
    done = dedup("signatures", feed, "--out", out)
    assert done.returncode == 0, done.stderr
    index = MinHashLSH(threshold=0.5, num_perm=128)
    loaded = {}
    for line in map(orjson.loads, out.read_bytes().splitlines()):
        loaded[line["id"]] = LeanMinHash.deserialize(base64.b64decode(line["signature"]))
        index.insert(line["id"], loaded[line["id"]])
    assert set(index.query(loaded["a"])) == {"a", "b"}
    assert index.query(loaded["c"]) == ["c"]


def test_refused_records_are_counted_and_left_out(tmp_path) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_bytes(b"[]\n")
    done = dedup("signatures", feed)
    assert done.returncode == 0
    assert done.stdout == b""
    assert b"1 records were refused" in done.stderr


def test_withdrawals_are_left_out_and_a_title_alone_is_signed(tmp_path) -> None:
    feed = tmp_path / "feed.jsonl"
    records = [
        {"id": "a", "body": "새벽 시장에서 불이 나 점포 열두 곳이 탔다."},
        {"id": "a", "status": "canceled"},
        {"id": "b", "title": "시장에 불"},
        {"id": "c", "title": "", "body": ""},
    ]
    feed.write_bytes(b"".join(orjson.dumps(record) + b"\n" for record in records))
    done = dedup("signatures", feed)
    assert done.returncode == 0, done.stderr
    assert [orjson.loads(line)["id"] for line in done.stdout.splitlines()] == ["a", "b"]
    assert b"1 records were refused" in done.stderr


def test_nothing_is_lost_where_signatures_cannot_be_written(tmp_path) -> None:
    feed, out = tmp_path / "feed.jsonl", tmp_path / "out.jsonl"
    feed.write_bytes(b'{"id": "a", "body": "The yard won an order on Monday."}\n')
    out.write_bytes(b"earlier\n")
    for given, says in (
        ((feed, "--out", feed), b"feed.jsonl is read, so no output can go there."),
        ((tmp_path / "gone", "--out", out), b"There is no "),
        ((feed, "--out", tmp_path / "out.gz"), b"would not be compressed"),
    ):
        done = dedup("signatures", *given)
        assert done.returncode == 2
        assert says in done.stderr
    assert feed.read_bytes().startswith(b"{")
    assert out.read_bytes() == b"earlier\n"
    assert not (tmp_path / "out.gz").exists()
