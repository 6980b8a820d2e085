"""Titles and bodies as code points → every array of their fingerprints, in one call and one buffer.

A call from Python into compiled code and each array that comes back cost half a microsecond; an
article has two texts and ten arrays, so a chunk of articles is read at once.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct
from numba import njit

from dedup.core.kernels.days import LEAD_CHARACTERS, day_signs
from dedup.core.kernels.sketch import PERMUTATIONS, fold, permutations, sample, shingle_hashes, sign
from dedup.core.kernels.text import lower_case, tokenize
from dedup.core.kernels.utf8 import write_utf8
from dedup.core.kernels.words import tables

# Numbers before the arrays of an article: of words that all of it takes, shingles, sampled hashes,
# title stems, stems, sentence offsets, signs of days, zones, bytes of the title and of the body.
_HEADER = 10


class Digest(Struct, frozen=True, kw_only=True, gc=False):
    """What is kept of a text; most fields are those of a fingerprint."""

    shingles: int
    signature: bytes
    sample: bytes
    title_stems: bytes
    stems: bytes
    sentences: bytes
    quoted: bytes
    zones: bytes
    signs: list[int]  # of days, in the lead
    written: bytes  # title and body in UTF-8, a NUL between them
    body: bytes  # in UTF-8


def digest(*, title: str, body: str) -> Digest | None:
    """Sign and tokenize an article; None where the body has no letter or digit."""
    return next(digests([(title, body)]))


def digests(texts: Sequence[tuple[str, str]]) -> Iterator[Digest | None]:
    """Yield the digest of each pair of title and body."""
    points = np.frombuffer(
        "".join([part for text in texts for part in text]).encode("utf-32-le", "replace"), np.uint32
    )
    sizes = np.array([(len(title), len(body)) for title, body in texts], np.int64).reshape(-1, 2)
    raw = _digests(points, sizes, *tables(), *permutations()).tobytes()
    words = memoryview(raw).cast("I")
    at = 0
    for _ in texts:
        head = words[at : at + _HEADER].tolist()
        size, shingles, samples, titles, stems, offsets, signs, zones, title, body = head
        signed = 4 * (at + _HEADER)
        sampled = signed + 4 * PERMUTATIONS
        titled = sampled + 4 * samples
        stemmed = titled + 4 * titles
        cut = stemmed + 4 * stems
        named = cut + 4 * offsets
        flagged = named + 4 * signs
        zoned = flagged + stems
        written = zoned + zones
        end = written + title + 1 + body
        at += size
        yield (
            None
            if not shingles
            else Digest(
                shingles=shingles,
                signature=raw[signed:sampled],
                sample=raw[sampled:titled],
                title_stems=raw[titled:stemmed],
                stems=raw[stemmed:cut],
                sentences=raw[cut:named],
                signs=words[named // 4 : flagged // 4].tolist(),
                quoted=raw[flagged:zoned],
                zones=raw[zoned:written],
                written=raw[written:end],
                body=raw[end - body : end],
            )
        )


@njit(cache=True, nogil=True)
def _digests(
    points, sizes, kinds, lower, endings, stopwords, background, compounds, multipliers, increments
):
    """Points of texts and each one's sizes of title and body → headers and arrays, as uint32[]."""
    out = np.empty(4 * points.size + 1024, np.uint32)
    at = 0
    end = 0
    for nth in range(sizes.shape[0]):
        split = end + sizes[nth, 0]
        begin, end = end, split + sizes[nth, 1]
        title, title_classes = lower_case(points[begin:split], kinds, lower)
        text, classes = lower_case(points[split:end], kinds, lower)
        folded = fold(text, classes)
        hashes = shingle_hashes(folded)
        stems, flags, offsets, zones = tokenize(
            text, classes, endings, stopwords, background, compounds
        )
        wide = (
            sign(hashes, multipliers, increments),
            sample(hashes),
            tokenize(title, title_classes, endings, stopwords, background, compounds)[0],
            stems,
            offsets.view(np.uint32),
            day_signs(points[split : min(end, split + LEAD_CHARACTERS)]),
        )
        header = at
        at += _HEADER
        room = at + flags.size + zones.size + end - begin + 2
        for array in wide:
            room += array.size
        if room > out.size:
            larger = np.empty(max(room, 2 * out.size), np.uint32)
            larger[:header] = out[:header]
            out = larger
        for array in wide:
            out[at : at + array.size] = array
            at += array.size
        bytewise = out[at:].view(np.uint8)
        bytewise[: flags.size] = flags
        zoned = flags.size + zones.size
        bytewise[flags.size : zoned] = zones
        written = write_utf8(points[begin:split], bytewise, zoned)
        bytewise[written] = 0
        ended = write_utf8(points[split:end], bytewise, written + 1)
        at += (ended + 3) // 4
        out[header] = at - header
        out[header + 1] = hashes.size
        for k in range(1, len(wide)):
            out[header + 1 + k] = wide[k].size
        out[header + 7] = zones.size
        out[header + 8] = written - zoned
        out[header + 9] = ended - written - 1
    return out[:at]
