"""Title and body as code points → every array of a fingerprint, in one call and one buffer.

A call from Python into compiled code and each array that comes back cost half a microsecond; the
texts are two, the arrays eight.
"""

import numpy as np
from msgspec import Struct
from numba import njit

from dedup.core.kernels.sketch import fold, permutations, sample, shingle_hashes, sign
from dedup.core.kernels.text import lower_case, tokenize
from dedup.core.kernels.words import tables

_HEADER = 6  # numbers of shingles, sampled hashes, title stems, stems, sentence offsets, zones


class Digest(Struct, frozen=True, kw_only=True, gc=False):
    """What is kept of a text; the fields are those of a fingerprint."""

    shingles: int
    signature: bytes
    sample: bytes
    title_stems: bytes
    stems: bytes
    sentences: bytes
    quoted: bytes
    zones: bytes


def digest(*, title: str, body: str) -> Digest | None:
    """Sign and tokenize an article; None where neither text has a letter or a digit.

    A body without any gives way to the title.
    """
    points = np.frombuffer((title + body).encode("utf-32-le", "replace"), np.uint32)
    raw = _digest(points, len(title), *tables(), *permutations()).tobytes()
    shingles, samples, titles, stems, offsets, zones = memoryview(raw)[: 4 * _HEADER].cast("I")
    if not shingles:
        return None
    signed = 4 * _HEADER + 512
    sampled = signed + 4 * samples
    titled = sampled + 4 * titles
    stemmed = titled + 4 * stems
    cut = stemmed + 4 * offsets
    flagged = cut + stems
    return Digest(
        shingles=shingles,
        signature=raw[4 * _HEADER : signed],
        sample=raw[signed:sampled],
        title_stems=raw[sampled:titled],
        stems=raw[titled:stemmed],
        sentences=raw[stemmed:cut],
        quoted=raw[cut:flagged],
        zones=raw[flagged : flagged + zones],
    )


@njit(cache=True, nogil=True)
def _digest(points, split, kinds, lower, endings, stopwords, background, multipliers, increments):
    """Points, of which `split` are the title's → the header and the arrays, as uint32[]."""
    text, classes = lower_case(points[split:], kinds, lower)
    title, title_classes = lower_case(points[:split], kinds, lower)
    folded = fold(text, classes)
    if folded.size == 0:
        text, classes = title, title_classes
        folded = fold(text, classes)
    if folded.size == 0:
        return np.zeros(_HEADER, np.uint32)
    hashes = shingle_hashes(folded)
    signature = sign(hashes, multipliers, increments)
    sampled = sample(hashes)
    stems, flags, offsets, zones = tokenize(text, classes, endings, stopwords, background)
    titles = tokenize(title, title_classes, endings, stopwords, background)[0]
    wide = (signature, sampled, titles, stems, offsets.view(np.uint32))
    words = _HEADER
    for array in wide:
        words += array.size
    out = np.empty(words + (flags.size + zones.size + 3) // 4, np.uint32)
    out[0] = hashes.size
    out[1] = sampled.size
    out[2] = titles.size
    out[3] = stems.size
    out[4] = offsets.size
    out[5] = zones.size
    at = _HEADER
    for array in wide:
        out[at : at + array.size] = array
        at += array.size
    bytewise = out[at:].view(np.uint8)
    bytewise[: flags.size] = flags
    bytewise[flags.size : flags.size + zones.size] = zones
    return out
