"""Two articles → the probability that they carry the same text, with every reason.

A small calibrated score over explained features decides (see `copy_weights`); alignment then shows
the passages. Nothing here depends on who else is in a family.
"""

import numpy as np
import zstandard
from msgspec import Struct
from numpy.typing import NDArray

from dedup.core.frequency import Frequencies
from dedup.core.kernels.align import compare_texts, fold_with_places
from dedup.core.kernels.laid import lay_out, room_for
from dedup.core.kernels.pair import score_many
from dedup.core.kernels.words import tables
from dedup.core.update import Feature, Passage
from dedup.core.weights import COPY, CopyWeights
from dedup.core.window import Window

NAMES = (
    "shared_of_longer",
    "shared_of_shorter",
    "sentences_covered",
    "lead_covered",
    "ordinary_words",
    "inside_quotes",
    "unusual_words",
)
LEAST_SHARED = 0.25  # of the smaller mass: the same F1 as .15 for fewer comparisons in full
PARTS = (
    "stems", "stem_count", "sentences", "sentence_count", "titles", "title_count",
)  # fmt: skip
ROOM = 512  # stems laid out at first; longer articles get more
PASSAGES = 3  # shown
FOLDED = 512  # texts kept folded, some 4 MB: two of five come again soon
_DECOMPRESSED = 64 << 20
_PADDING = bytes(3)  # a character may be looked for behind the last byte


class Folded(Struct, frozen=True, gc=False):
    """A text in UTF-8, its letters and digits, and their places in it."""

    raw: bytes
    letters: NDArray[np.uint32]
    places: NDArray[np.int32]


class Scored(Struct, frozen=True):
    """Scores of one article against others, in their order; features where compared in full."""

    scores: NDArray[np.float64]
    features: NDArray[np.float64]
    apart: NDArray[np.bool_]  # the same wording about another subject


class Alignment(Struct, frozen=True):
    """What two texts share, by characters."""

    coverage: float  # share of the article's letters and digits found in the other
    coverage_other: float
    passages: tuple[Passage, ...]  # longest first
    marks: NDArray[np.bool_]  # covered letters and digits of the article


class Verifier:
    """Compares articles of a window under the document frequencies of the moment."""

    def __init__(
        self, *, window: Window, frequencies: Frequencies, weights: CopyWeights = COPY
    ) -> None:
        self.threshold = weights.threshold
        self._bias = weights.bias
        self._weights = np.array([weights.features.get(name, 0.0) for name in NAMES])
        self._window = window
        self._frequencies = frequencies
        self._room = room_for(ROOM)
        self._laid = (-1, -1)  # the article laid out in it, and under which frequencies
        self._folded: dict[int, Folded] = {}
        self._unpack = zstandard.ZstdDecompressor().decompress

    def score(self, n: int, slots: NDArray[np.int32], *, least: float = LEAST_SHARED) -> Scored:
        """Score article `n` against those in `slots`; 0 where less than `least` is shared."""
        window, counts = self._window, self._frequencies
        if self._laid != (n, counts.changes):
            self._lay_out(n)
        columns = window.columns
        return Scored(
            *score_many(
                self._room, n - window.base, slots, tuple([columns[name] for name in PARTS]),
                window.stems.room, window.flags.room, window.sentences.room, window.titles.room,
                counts.log_df, counts.total, least, self._weights, self._bias, self.threshold,
            )
        )  # fmt: skip

    def _lay_out(self, n: int) -> None:
        """Lay an article out: it stays so while others are compared with it."""
        window, counts = self._window, self._frequencies
        start, count = window.get("stems", n), window.get("stem_count", n)
        first, sentences = window.get("sentences", n), window.get("sentence_count", n)
        if count >= self._room[0].size:
            self._room = room_for(count)
        lay_out(
            self._room,
            window.stems.room[start : start + count],
            window.flags.room[start : start + count],
            window.sentences.room[first : first + sentences + 1],
            counts.df,
            counts.log_df,
            counts.total,
        )
        self._laid = (n, counts.changes)

    def explain(self, features: NDArray[np.float64]) -> tuple[Feature, ...]:
        """Return the features with their contributions to the log-odds; bias first."""
        return (
            Feature("bias", 1.0, self._bias),
            *(
                Feature(name, float(value), float(value * weight))
                for name, value, weight in zip(NAMES, features, self._weights, strict=True)
                if weight
            ),
        )

    def align(self, n: int, other: int) -> Alignment:
        """Align the cleaned bodies of two articles of the window."""
        return _aligned(self._fold(n), self._fold(other), most=PASSAGES)

    def _fold(self, n: int) -> Folded:
        """Return a folded body; those of the newest comparisons are kept, as they come again."""
        folded = self._folded.get(n)
        if folded is None:
            if len(self._folded) == FOLDED:
                del self._folded[next(iter(self._folded))]
            folded = self._folded[n] = _folded(self._raw(n))
        return folded

    def _raw(self, n: int) -> bytes:
        packed = self._window.card(n).text
        return self._unpack(packed, max_output_size=_DECOMPRESSED) if packed else b""

    def text(self, n: int) -> str:
        """Return the cleaned body of an article of the window."""
        return self._raw(n).decode()


def unpack_text(packed: bytes) -> str:
    """Return the cleaned body kept in a fingerprint."""
    if not packed:
        return ""
    return zstandard.decompress(packed, max_output_size=_DECOMPRESSED).decode()


def align_texts(text: str, other: str, *, most: int = PASSAGES) -> Alignment:
    """Return the `most` longest passages two cleaned bodies share, and how much all cover."""
    return _aligned(
        _folded(text.encode("utf-8", "replace")),
        _folded(other.encode("utf-8", "replace")),
        most=most,
    )


def _folded(raw: bytes) -> Folded:
    look_up = tables()
    padded = np.frombuffer(raw + _PADDING, np.uint8)
    return Folded(raw, *fold_with_places(padded, look_up.kinds, look_up.lower))


def _aligned(mine: Folded, theirs: Folded, *, most: int) -> Alignment:
    covered, covered_other, marks, passages = compare_texts(
        mine.letters, mine.places, theirs.letters, theirs.places, most
    )
    text = mine.raw.decode() if passages.size else ""
    return Alignment(
        covered / max(1, mine.letters.size),
        covered_other / max(1, theirs.letters.size),
        tuple(
            Passage(start=a, end=b, other_start=c, other_end=d, text=text[a:b])
            for a, b, c, d in passages.tolist()
        ),
        marks,
    )
