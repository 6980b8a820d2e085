"""The most memory this process and its workers held, as the platform tells it.

Linux counts `ru_maxrss` of a started program from what the starting process held at that moment, so
a small program of a large one would tell the large one's memory; VmHWM is of the program alone.
"""

import sys
from pathlib import Path


def peak_bytes() -> int | None:
    """Return the most resident memory of this process, or None where the platform does not say."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:  # no Linux
        return _told("RUSAGE_SELF")
    held = (line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    return next((int(kib) * 1024 for kib in held), None)


def peak_bytes_with_workers() -> int | None:
    """Return the most of this process and the most of any ended worker together, or None."""
    own, workers = peak_bytes(), _told("RUSAGE_CHILDREN")
    return None if own is None or workers is None else own + workers


if sys.platform == "win32":

    def _told(who: str) -> int | None:
        del who
        return None
else:
    import resource

    _UNIT = 1 if sys.platform == "darwin" else 1024  # bytes on macOS, KiB elsewhere

    def _told(who: str) -> int | None:
        return resource.getrusage(getattr(resource, who)).ru_maxrss * _UNIT
