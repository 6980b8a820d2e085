"""Where compiled kernels are kept, when nobody may write beside the package or at home.

A service without a home, in an environment of root's, is the usual case: numba refuses to import a
kernel there. It gets a folder of its own for as long as it runs, and compiles at every start.
"""

import os
import sys
from tempfile import TemporaryDirectory

from numba import config, njit

_TOLD = (
    "dedup: compiled kernels cannot be kept, so that each start compiles them anew, which takes a"
    " minute or two; set NUMBA_CACHE_DIR to a folder that this user can write.\n"
)
_held: list[TemporaryDirectory[str]] = []  # removed when the process ends


def ensure() -> None:
    """Call before any kernel is imported: then importing one does not fail."""
    try:
        njit(cache=True)(_probe)
    except RuntimeError:  # numba found no folder that it can write
        folder = TemporaryDirectory(prefix="dedup-kernels-", ignore_cleanup_errors=True)
        _held.append(folder)
        os.environ["NUMBA_CACHE_DIR"] = folder.name  # children look there too
        config.reload_config()
        if sys.stderr is not None:  # it is None where it is closed
            sys.stderr.write(_TOLD)


def _probe() -> None:
    """Stand beside the kernels, as the folder depends on the file."""
