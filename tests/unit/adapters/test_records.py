"""Files → records."""

import bz2
import gzip
import lzma
import tarfile
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import zstandard

from dedup.adapters.files.paths import expand
from dedup.adapters.files.records import Reading, Record
from dedup.errors import InputError

LINES = b'{"a":1}\n\n  \n{"b":2}\r\n{"c":3}'


def read(path: Path, *, after: int = 0, limit: int = 1_000) -> list[Record]:
    reading = Reading(expand([str(path)])[0], limit=limit)
    try:
        return list(reading.lines(after))
    finally:
        reading.close()


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress])
def test_offsets_are_those_of_the_decompressed_stream(pack: object, tmp_path: Path) -> None:
    path = tmp_path / "any name"
    path.write_bytes(pack(LINES))  # type: ignore[operator]
    records = read(path)
    assert [(one.position, one.next) for one in records] == [(0, 8), (12, 21), (21, 28)]
    for one in records:
        assert LINES[one.position :].startswith(one.value)
    assert read(path, after=8) == records[1:]
    assert read(path, after=28) == []


def test_members_of_an_archive_are_one_stream(tmp_path: Path) -> None:
    path = tmp_path / "two.gz"
    path.write_bytes(gzip.compress(b"1\n2") + gzip.compress(b"\n3\n") + b"\0" * 512)
    assert [one.value for one in read(path)] == [b"1", b"2", b"3"]


def test_a_byte_order_mark_is_no_part_of_the_first_record(tmp_path: Path) -> None:
    path = tmp_path / "bom.jsonl"
    path.write_bytes(b"\xef\xbb\xbf{}\n{}\n")
    assert [(one.position, one.value) for one in read(path)] == [(0, b"{}"), (6, b"{}")]


def test_a_record_above_the_limit_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    path.write_bytes(b"1\n" + b"x" * 600_000 + b"\n3\n" + b"y" * 2_000 + b"\n")
    records = read(path)
    assert [one.refused is None for one in records] == [True, False, True, False]
    assert len(records[1].value) == 600_000
    assert [one.position for one in records] == [0, 2, 600_003, 600_005]


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_what_a_broken_archive_still_holds_is_read(pack: object, tmp_path: Path) -> None:
    path = tmp_path / "cut"
    path.write_bytes(pack(b"".join(b"%d\n" % n for n in range(5_000)))[:-3])  # type: ignore[operator]
    *whole, last = read(path)
    assert all(one.refused is None for one in whole)
    assert last.refused is not None
    assert "archive" in last.refused.detail


def packed(kind: str) -> bytes:
    if kind in {"xz", "bzip2"}:
        return {"xz": lzma, "bzip2": bz2}[kind].compress(LINES)
    file = BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("day.jsonl", LINES)
        return file.getvalue()
    member = tarfile.TarInfo("day.jsonl")
    member.size = len(LINES)
    with tarfile.open(
        fileobj=file, mode="w:gz" if kind == "tar.gz" else "w", format=tarfile.GNU_FORMAT
    ) as archive:
        archive.addfile(member, BytesIO(LINES))
    return file.getvalue()


@pytest.mark.parametrize("kind", ["xz", "bzip2", "zip", "tar", "tar.gz"])
def test_other_archives_are_refused_by_their_content(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "day.jsonl"
    path.write_bytes(packed(kind))
    with pytest.raises(InputError, match=f"{kind[:3]}.* archive; what can be"):
        read(path)


def test_a_text_may_say_what_an_archive_is(tmp_path: Path) -> None:
    path = tmp_path / "day.jsonl"
    path.write_bytes(b'{"a":"%s mustard"}\n' % (b"x" * 249))
    assert len(read(path)) == 1


def test_a_file_shorter_than_what_was_read_of_it_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "short.jsonl"
    path.write_bytes(b"1\n")
    with pytest.raises(InputError, match="shorter"):
        read(path, after=10)
