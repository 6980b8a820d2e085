"""What a command loads before it does anything, which every user and every process waits for."""

import subprocess
import sys


def test_no_command_waits_for_what_only_comparisons_with_other_libraries_need() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import dedup.cli.app, sys; print(*sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = set(told.stdout.split())
    assert "dedup.cli.bench" in loaded
    assert not loaded & {"datasketch", "rensa"}
