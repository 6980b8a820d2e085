"""cache_folder: kernels can be imported wherever the program may not write."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "dedup"
# A package that stands where nobody may write, without compiling all of ours.
ASK = """
import sys, types
package = sys.modules["dedup"] = types.ModuleType("dedup")
package.__path__ = [sys.argv[1]]
from dedup import cache_folder
cache_folder.ensure()
from numba import njit
import os
njit(cache=True)(cache_folder._probe)()
print(os.environ.get("NUMBA_CACHE_DIR", ""))
"""


def asked(folder: Path, **environment: str) -> tuple[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"}
    done = subprocess.run(
        [sys.executable, "-B", "-c", ASK, str(folder)],
        env=kept | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    return done.stdout.strip(), done.stderr


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A copy of the module in a folder where numba can make no `__pycache__`, even as root."""
    folder = tmp_path / "dedup"
    folder.mkdir()
    (folder / "cache_folder.py").write_text((PACKAGE / "cache_folder.py").read_text("utf-8"))
    (folder / "__pycache__").write_text("a file")
    return folder


def test_without_a_writable_folder_kernels_are_kept_while_the_program_runs(installed: Path) -> None:
    folder, told = asked(installed, HOME="/dev/null/none", XDG_CACHE_HOME="/dev/null/none")
    assert folder
    assert not Path(folder).exists()  # it has ended
    assert "NUMBA_CACHE_DIR" in told


def test_a_folder_that_is_given_is_taken(installed: Path, tmp_path: Path) -> None:
    given = str(tmp_path / "kernels")
    assert asked(installed, HOME="/dev/null/none", NUMBA_CACHE_DIR=given) == (given, "")


def test_beside_the_package_needs_no_other_folder() -> None:
    assert asked(PACKAGE) == ("", "")
