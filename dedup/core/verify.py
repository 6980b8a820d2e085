"""Two articles → the probability that they carry the same text, with every reason.

A small calibrated score over explained features decides (see `copy_weights`); alignment then shows
the passages. Nothing here depends on who else is in a family.
"""

import numpy as np
import zstandard
from msgspec import Struct
from numpy.typing import NDArray

from dedup.core.copy_weights import BIAS, WEIGHTS
from dedup.core.frequency import Frequencies
from dedup.core.kernels.align import align, covered, fold_with_places, join_runs
from dedup.core.kernels.pair import F_LONG, F_SHORT, FEATURES, compare_many, lay_out
from dedup.core.kernels.words import tables
from dedup.core.update import Feature, Passage
from dedup.core.window import Window

THRESHOLD = 0.6  # one number: link, join, merge and eject; .5 chains, .65 loses as many as it saves
NAMES = (
    "shared_of_longer",
    "shared_of_shorter",
    "sentences_covered",
    "lead_covered",
    "length",
    "ordinary_words",
    "inside_quotes",
    "rare_words",
    "unusual_words",
    "mean_coverage",
    "prose_coverage",
    "order_kept",
    "sentences_kept",
)
_WEIGHTS = np.array([WEIGHTS.get(name, 0.0) for name in NAMES])
SHORT = 45  # stems; captions and flashes: the facts allow hardly another wording
SHORT_COVERED = 0.6  # so both sides must be covered
SHORT_SCORE = 0.05
LEAST_SHARED = (
    0.15  # of the smaller mass; keeps every labelled copy, spares two comparisons in three
)
PASSAGES = 3  # shown
_DECOMPRESSED = 64 << 20


class Scored(Struct, frozen=True):
    """Scores of one article against others, in their order; features where compared in full."""

    scores: NDArray[np.float64]
    features: NDArray[np.float64]


class Alignment(Struct, frozen=True):
    """What two texts share, by characters."""

    coverage: float  # share of the article's letters and digits found in the other
    coverage_other: float
    passages: tuple[Passage, ...]  # longest first
    marks: NDArray[np.bool_]  # covered letters and digits of the article


class Verifier:
    """Compares articles of a window under the document frequencies of the moment."""

    def __init__(self, *, window: Window, frequencies: Frequencies) -> None:
        self._window = window
        self._frequencies = frequencies

    def score(self, n: int, slots: NDArray[np.int32], *, least: float = LEAST_SHARED) -> Scored:
        """Score article `n` against those in `slots`; 0 where less than `least` is shared."""
        window, counts = self._window, self._frequencies
        rows = window.rows
        row = rows[n - window.base]
        start, first = int(row["stems"]), int(row["sentences"])
        stems = window.stems.data[start : start + int(row["stem_count"])]
        flags = window.flags.data[start : start + int(row["stem_count"])]
        offsets = window.sentences.data[first : first + int(row["sentence_count"]) + 1]
        features = np.zeros((slots.size, FEATURES))
        query = lay_out(stems, flags, offsets, counts.df, counts.log_df, counts.total)
        done = compare_many(
            query, slots, rows, window.stems.data, window.flags.data, window.sentences.data,
            counts.df, counts.log_df, counts.total, least, features,
        )  # fmt: skip
        odds = features @ _WEIGHTS + BIAS
        scores = np.where(done, 1.0 / (1.0 + np.exp(-odds)), 0.0)
        short = np.minimum(rows["stem_count"][slots], stems.size) < SHORT
        bare = (features[:, F_LONG] < SHORT_COVERED) | (features[:, F_SHORT] < SHORT_COVERED)
        scores = np.where(short & bare, np.minimum(scores, SHORT_SCORE), scores)
        return Scored(scores, features)

    def align(self, n: int, other: int) -> Alignment:
        """Align the cleaned bodies of two articles of the window."""
        return align_texts(self.text(n), self.text(other))

    def text(self, n: int) -> str:
        """Return the cleaned body of an article of the window."""
        return unpack_text(self._window.card(n).text)


def unpack_text(packed: bytes) -> str:
    """Return the cleaned body kept in a fingerprint."""
    if not packed:
        return ""
    return zstandard.decompress(packed, max_output_size=_DECOMPRESSED).decode()


def explain(features: NDArray[np.float64]) -> tuple[Feature, ...]:
    """Return the features that weigh, with their contributions to the log-odds; bias first."""
    return (
        Feature("bias", 1.0, BIAS),
        *(
            Feature(name, float(value), float(value * weight))
            for name, value, weight in zip(NAMES, features, _WEIGHTS, strict=True)
            if weight
        ),
    )


def align_texts(text: str, other: str, *, most: int = PASSAGES) -> Alignment:
    """Return the `most` longest passages two cleaned bodies share, and how much all cover."""
    look_up = tables()
    x, places_x = fold_with_places(_points(text), look_up.kinds, look_up.lower)
    y, places_y = fold_with_places(_points(other), look_up.kinds, look_up.lower)
    runs = align(x, y)
    marks = np.zeros(x.size, np.bool_)
    mine = covered(runs, 0, x.size, marks)
    theirs = covered(runs, 2, y.size, np.zeros(y.size, np.bool_))
    joined = [
        (int(places_x[a]), int(places_x[b - 1]) + 1, int(places_y[c]), int(places_y[d - 1]) + 1)
        for a, b, c, d in join_runs(runs).tolist()
    ]
    joined.sort(key=lambda run: (run[0] - run[1], run[0]))
    passages = tuple(
        Passage(
            start=start,
            end=end,
            other_start=other_start,
            other_end=other_end,
            text=text[start:end],
        )
        for start, end, other_start, other_end in joined[:most]
    )
    return Alignment(mine / max(1, x.size), theirs / max(1, y.size), passages, marks)


def _points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)
