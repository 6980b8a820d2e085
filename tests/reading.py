"""What the kernels read in a text, as plain arrays."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.core.kernels.digest import digest
from dedup.core.kernels.sketch import fold, shingle_hashes
from dedup.core.kernels.text import lower_case
from dedup.core.kernels.words import tables

NOTHING = np.empty(0, np.uint32)


class Read(NamedTuple):
    """One text, read."""

    stems: NDArray[np.uint32]
    flags: NDArray[np.uint8]
    offsets: NDArray[np.uint32]
    zones: NDArray[np.uint8]
    signature: NDArray[np.uint32]
    sample: NDArray[np.uint32]


def read(text: str) -> Read:
    """Read a body without a title."""
    found = digest(title="", body=text)
    if found is None:
        none = NOTHING.astype(np.uint8)
        return Read(NOTHING, none, np.zeros(1, np.uint32), none, NOTHING, NOTHING)
    return Read(
        stems=np.frombuffer(found.stems, np.uint32),
        flags=np.frombuffer(found.quoted, np.uint8),
        offsets=np.frombuffer(found.sentences, np.uint32),
        zones=np.frombuffer(found.zones, np.uint8),
        signature=np.frombuffer(found.signature, np.uint32),
        sample=np.frombuffer(found.sample, np.uint32),
    )


def hashes(text: str) -> NDArray[np.uint32]:
    """Return the hash of every shingle."""
    return shingle_hashes(folded(text))


def folded(text: str) -> NDArray[np.uint32]:
    """Return the letters and digits of a text."""
    points = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)
    look_up = tables()
    return fold(*lower_case(points, look_up.kinds, look_up.lower))
