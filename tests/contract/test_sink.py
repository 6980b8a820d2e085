"""What a Sink promises, checked on files."""

import asyncio
import multiprocessing
import os
import select
import signal
import subprocess
import sys
from multiprocessing.process import BaseProcess
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


def opened_apart(folder: Path) -> tuple[LineFiles, BaseProcess]:
    """Open an output that another process reads, and return that process."""
    before = multiprocessing.active_children()
    sink = opened(folder, apart_from=1)
    (process,) = (one for one in multiprocessing.active_children() if one not in before)
    return sink, process


def never_read_to_its_end(path: Path) -> None:
    """Put a pipe where a long output was: whoever reads it waits."""
    path.unlink()
    os.mkfifo(path)


async def test_who_waits_for_a_long_output_can_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "updates.jsonl"
    path.write_bytes(b'{"seq":1}\n')
    sink, process = opened_apart(tmp_path)
    never_read_to_its_end(path)
    waiting = asyncio.create_task(sink.cursor())
    await asyncio.sleep(0.1)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    process.join(10)
    assert not process.is_alive()
    async with asyncio.timeout(10):  # the thread that waited has ended too, and reads nothing
        await asyncio.get_running_loop().shutdown_default_executor()
    sink.close()


def test_ctrl_c_on_a_terminal_is_none_of_the_other_process(tmp_path: Path) -> None:
    (tmp_path / "updates.jsonl").write_bytes(b'{"seq":1}\n')
    _, process = opened_apart(tmp_path)
    assert process.pid is not None
    for _ in range(20):  # while it begins and imports
        os.kill(process.pid, signal.SIGINT)
        process.join(0.02)
    process.join(60)
    assert process.exitcode == 0


def test_the_other_process_ends_with_a_killed_parent(tmp_path: Path) -> None:
    path = tmp_path / "updates.jsonl"
    path.write_bytes(b'{"seq":1}\n')
    code = (
        "import multiprocessing, time\n"
        "from dedup.adapters.lines import LineFiles\n"
        f"LineFiles.continued(updates={str(path)!r}, dead=None, apart_from=1)\n"
        "print(multiprocessing.active_children()[0].pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        said = parent.stdout.readline()
        never_read_to_its_end(path)
        parent.kill()
        # the pipe is closed where neither of the two is left
        assert select.select([parent.stdout], [], [], 60)[0]
        assert said
        assert parent.stdout.read() == b""


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
