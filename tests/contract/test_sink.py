"""What a Sink promises, checked on files."""

import multiprocessing
import os
from pathlib import Path

import pytest

from dedup.adapters.lines import LineFiles
from dedup.errors import OutputError
from dedup.ports import START, Cursor, Row, Step, chained


def step(*rows: tuple[str, int]) -> Step:
    made = [
        Row("updates" if stream == "u" else "dead", seq, b"", b'{"seq":%d}' % seq)
        for stream, seq in rows
    ]
    return Step(rows=made, positions={}, cursor=START)


def opened(folder: Path, **options: int) -> LineFiles:
    return LineFiles.continued(
        updates=str(folder / "updates.jsonl"), dead=str(folder / "dead.jsonl"), **options
    )


async def test_a_new_output_is_at_the_start(tmp_path: Path) -> None:
    sink = opened(tmp_path)
    assert await sink.cursor() == START
    sink.close()


async def test_the_cursor_says_what_was_published(tmp_path: Path) -> None:
    sink = opened(tmp_path)
    await sink.publish(step(("u", 1), ("u", 2), ("d", 1)))
    sink.close()
    again = opened(tmp_path)
    chain = chained(chained(b"", b'{"seq":1}'), b'{"seq":2}')
    assert await again.cursor() == Cursor(updates=2, dead=1, chain=chain)
    again.close()


async def test_a_torn_line_is_cut_off(tmp_path: Path) -> None:
    sink = opened(tmp_path)
    await sink.publish(step(("u", 1), ("u", 2)))
    sink.close()
    path = tmp_path / "updates.jsonl"
    path.write_bytes(path.read_bytes()[:-4])
    again = opened(tmp_path)
    said = await again.cursor()
    assert said is not None
    assert said.updates == 1
    await again.publish(step(("u", 2)))
    again.close()
    assert path.read_bytes() == b'{"seq":1}\n{"seq":2}\n'


async def test_an_output_with_lines_missing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "updates.jsonl").write_bytes(b'{"seq":1}\n{"seq":3}\n')
    with pytest.raises(OutputError, match="lines are missing"):
        await opened(tmp_path).cursor()


async def test_a_file_of_something_else_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "updates.jsonl"
    path.write_bytes(b"dear diary\n")
    with pytest.raises(OutputError, match="no output of this program"):
        await opened(tmp_path).cursor()
    assert path.read_bytes() == b"dear diary\n"


async def test_a_long_output_is_read_by_another_process_with_the_same_result(
    tmp_path: Path,
) -> None:
    path = tmp_path / "updates.jsonl"
    path.write_bytes(b'{"seq":1}\n{"seq":2}\n{"seq')
    apart = opened(tmp_path, apart_from=1)
    found = multiprocessing.active_children()
    assert len(found) == 1  # the dead letters are empty
    said = await apart.cursor()
    apart.close()
    assert path.read_bytes() == b'{"seq":1}\n{"seq":2}\n'
    assert said == await opened(tmp_path).cursor()

    path.write_bytes(b"dear diary\n")
    with pytest.raises(OutputError, match="no output of this program"):
        await opened(tmp_path, apart_from=1).cursor()


async def test_an_output_is_read_here_if_the_other_process_dies(tmp_path: Path) -> None:
    (tmp_path / "updates.jsonl").write_bytes(b'{"seq":1}\n')
    sink = opened(tmp_path, apart_from=1)
    for process in multiprocessing.active_children():
        process.kill()
    said = await sink.cursor()
    assert said is not None
    assert said.updates == 1


async def test_a_pipe_is_written_directly_and_remembers_nothing(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    sink = LineFiles.continued(updates=str(pipe), dead=None)
    assert await sink.cursor() == Cursor(updates=None, dead=None)
    await sink.publish(step(("u", 1)))
    assert os.read(reading, 100) == b'{"seq":1}\n'
    sink.close()
    os.close(reading)


async def test_a_fresh_output_begins_empty(tmp_path: Path) -> None:
    path = tmp_path / "updates.jsonl"
    path.write_bytes(b"of an earlier run\n")
    sink = LineFiles.fresh(updates=str(path), dead=None)
    await sink.publish(step(("u", 1)))
    sink.close()
    assert path.read_bytes() == b'{"seq":1}\n'
