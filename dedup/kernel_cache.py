"""Compiled kernels of another version → deleted, before one is loaded.

A cached kernel is known by the time and size of its own file. What it calls is compiled into it and
may stand in another, and files of a wheel have all one time: after an upgrade, kernels would go on
deciding as the version before did.
"""

from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from dedup.core import kernels
from dedup.core.kernels.pair import score_many

STAMP = "kernels.digest"  # beside the compiled kernels: what they were compiled from


def refresh() -> None:
    """Delete what was compiled from other sources than those installed."""
    forget_others(
        Path(str(score_many.stats.cache_path)), sources=Path(str(kernels.__file__)).parent
    )


def forget_others(folder: Path, *, sources: Path) -> None:
    """Delete the compiled kernels in `folder`, unless `sources` are as they were at the last call.

    A folder that cannot be written is left as it is: nothing can have been compiled into it.
    """
    digest = blake2b()
    for path in sorted(sources.glob("*.py")):
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)} ".encode() + content)
    stamp, now = folder / STAMP, digest.hexdigest()
    if stamp.is_file() and stamp.read_text() == now:
        return
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.glob("*.nb[ci]"):
            path.unlink(missing_ok=True)
        draft = stamp.with_suffix(".draft")
        draft.write_text(now)
        draft.replace(stamp)
