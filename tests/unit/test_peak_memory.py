"""The memory told is that of the process asked, whoever started it."""

import subprocess
import sys

import pytest

from dedup.peak_memory import peak_bytes

ASK = "from dedup.peak_memory import peak_bytes; print(peak_bytes())"


def test_what_a_process_took_is_told() -> None:
    before = peak_bytes()
    if before is None:
        pytest.skip("the platform does not say what a process held")
    taken = b"x" * (before + 50_000_000)  # more than was ever held, whatever was given back since
    after = peak_bytes()
    assert after is not None
    assert after > len(taken)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells it of the program alone")
def test_a_program_does_not_tell_the_memory_of_the_one_that_started_it() -> None:
    held = b"x" * 300_000_000
    answer = subprocess.run([sys.executable, "-c", ASK], capture_output=True, check=True)
    assert int(answer.stdout) < len(held) // 2
