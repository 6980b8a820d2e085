"""Running the command line as a user does, in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

# Said where it takes long, as on a busy machine, whatever is asked.
COMPILING = b"dedup: compiling kernels, once\n"


def dedup(
    *arguments: object, env: Mapping[str, str] | None = None, stdin: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run `dedup` to its end; nothing of the caller's settings goes along."""
    done = subprocess.run(
        [sys.executable, "-m", "dedup", *map(str, arguments)],
        env=environment(env),
        input=stdin if stdin is not None else b"",
        capture_output=True,
        timeout=240,
        check=False,
    )
    done.stderr = done.stderr.replace(COMPILING, b"")
    return done


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment without settings of ours, and with what is given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DEDUP_")}
    return kept | dict(more or {})


def outputs(folder: Path) -> list[str]:
    """Arguments that write every output into a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        *("--out", str(folder / "updates.jsonl")),
        *("--clusters", str(folder / "clusters.jsonl")),
        *("--assignments", str(folder / "assignments.tsv")),
        *("--dead-letters", str(folder / "dead.jsonl")),
    ]


def contents(folder: Path) -> dict[str, bytes]:
    """What the outputs in a folder hold."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
