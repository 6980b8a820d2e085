"""Two articles → the probability that they carry the same text, with every reason.

A small calibrated score over explained features decides (see `copy_weights`); alignment then shows
the passages. Nothing here depends on who else is in a family.
"""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

import numpy as np
import zstandard
from msgspec import Struct
from numpy.typing import NDArray

from dedup.core.frequency import Frequencies
from dedup.core.kernels.align import compare_texts, fold_with_places
from dedup.core.kernels.candidates import judge_candidates
from dedup.core.kernels.cohesion import agreement, agreement_across
from dedup.core.kernels.laid import lay_out, room_for, weigh
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
    "stems", "stem_count", "mass", "sentences", "sentence_count", "titles", "title_count",
)  # fmt: skip
ROOM = 512  # stems laid out at first; longer articles get more
PASSAGES = 3  # shown
FOLDED = 4096  # texts kept folded, some 32 MB: two of three come again soon
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


class Judged(Struct, frozen=True, gc=False):
    """Candidates of an article that fit in time, compared; `linked` are places among them."""

    scores: NDArray[np.float64]
    features: NDArray[np.float64]
    numbers: list[int]
    linked: list[int]  # scores that reach the threshold, best first
    families: list[int]  # of the linked
    overlapping: list[int]  # numbers of those that share a part of the text, most first
    apart: list[int]  # numbers of those of the same wording about another subject


class Alignment(Struct, frozen=True):
    """What two texts share, by characters."""

    coverage: float  # share of the article's letters and digits found in the other
    coverage_other: float
    marks: NDArray[np.bool_]  # covered letters and digits of the article
    spans: NDArray[np.int64]  # [k, 4]: start and end of passages in either text
    raw: bytes  # the article

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Longest first."""
        text = self.raw.decode() if self.spans.size else ""
        return tuple(
            Passage(start=a, end=b, other_start=c, other_end=d, text=text[a:b])
            for a, b, c, d in self.spans.tolist()
        )


class Verifier:
    """Compares articles of a window under the document frequencies of the moment."""

    def __init__(
        self, *, window: Window, frequencies: Frequencies, weights: CopyWeights = COPY
    ) -> None:
        self.threshold = weights.threshold
        self._bias = weights.bias
        self._weights = np.array([weights.features.get(name, 0.0) for name in NAMES])
        self._told = [
            (k, name, weights.features[name])
            for k, name in enumerate(NAMES)
            if weights.features.get(name)
        ]
        self._window = window
        self._frequencies = frequencies
        self._room = room_for(ROOM)
        self._folded: OrderedDict[int, Folded] = OrderedDict()
        self._unpack = zstandard.ZstdDecompressor().decompress

    def weigh(self, n: int) -> None:
        """Write down what the stems of a new article weigh now: before it is compared."""
        window, counts = self._window, self._frequencies
        start = window.get("stems", n)
        end = start + window.get("stem_count", n)
        mass = weigh(
            window.stems.room[start:end], counts.log_df, counts.total, window.idf.room[start:end],
        )  # fmt: skip
        window.put("mass", n, mass)

    def score(self, n: int, slots: NDArray[np.int32], *, least: float = LEAST_SHARED) -> Scored:
        """Score article `n` against older ones in `slots`; 0 where less than `least` is shared."""
        slot, tables = n - self._window.base, self._tables()
        room = self._spacious()
        lay_out(room, slot, tables)
        return Scored(*score_many(room, slot, slots, tables, self._judge(least)))

    def judge(self, n: int, slots: NDArray[np.int32], *, span: int, overlap: float) -> Judged:
        """Score a new article against those of its candidates that are within `span` of its time.

        It is no candidate of another day's issue of a series. `overlap` is the share of the
        shorter text from which two articles overlap.
        """
        window = self._window
        columns = window.columns
        times = columns["at"], columns["series_day"], columns["family"]
        rows, scores, features = judge_candidates(
            self._spacious(), n - window.base, slots, window.base, times, span, overlap,
            self._tables(), self._judge(),
        )  # fmt: skip
        told = [row[1 : row[0] + 1] for row in rows.tolist()]
        return Judged(scores, features, *told)

    def agreement(self, members: Sequence[int], most: int) -> tuple[list[float], list[float]]:
        """Return of each member the mean of its scores, and of the better half of them.

        Members, in ascending order, are compared with at most `most` others, spread evenly.
        """
        slots = self._slots(members)
        means, halves = agreement(self._spacious(), slots, most, self._tables(), self._judge())
        return means.tolist(), halves.tolist()

    def agreement_across(self, mine: Sequence[int], theirs: Sequence[int]) -> float:
        """Return the mean of the better half of the scores between two groups of articles."""
        one, other = self._slots(mine), self._slots(theirs)
        found: float = agreement_across(self._spacious(), one, other, self._tables(), self._judge())
        return found

    def apart(self, mine: Sequence[int], theirs: Sequence[int]) -> bool:
        """Say whether articles of two groups are of one wording about two subjects.

        The groups have no article in common; what has no slot any more is left out.
        """
        groups = [[n for n in group if self._window.holds(n)] for group in (mine, theirs)]
        for group, others in (groups, groups[::-1]):
            for n in group:
                older = [m for m in others if m < n]
                if older and self.score(n, self._slots(older)).apart.any():
                    return True
        return False

    def _slots(self, members: Sequence[int]) -> NDArray[np.int32]:
        return np.array(members, np.int32) - np.int32(self._window.base)

    def _spacious(self) -> tuple[NDArray[Any], ...]:
        """Return room in which any article of the window can be laid out."""
        if self._window.longest >= self._room[0].size:
            self._room = room_for(self._window.longest)
        return self._room

    def _tables(self) -> tuple[Any, ...]:
        """Return what articles are compared by, see `lay_out`."""
        window = self._window
        return (
            tuple([window.columns[name] for name in PARTS]),
            window.stems.room, window.idf.room,
            window.sentences.room, window.titles.room,
        )  # fmt: skip

    def _judge(
        self, least: float = LEAST_SHARED
    ) -> tuple[float, NDArray[np.float64], float, float]:
        return least, self._weights, self._bias, self.threshold

    def explain(self, features: NDArray[np.float64]) -> tuple[Feature, ...]:
        """Return the features with their contributions to the log-odds; bias first."""
        values = features.tolist()
        told = [Feature("bias", 1.0, self._bias)]
        told += [Feature(name, values[k], values[k] * weight) for k, name, weight in self._told]
        return tuple(told)

    def align(self, n: int, other: int) -> Alignment:
        """Align the cleaned bodies of two articles of the window."""
        return _aligned(self._fold(n), self._fold(other), most=PASSAGES)

    def _fold(self, n: int) -> Folded:
        """Return a folded body; those of the newest comparisons are kept, as they come again."""
        folded = self._folded.get(n)
        if folded is None:
            if len(self._folded) == FOLDED:
                self._folded.popitem(last=False)
            folded = self._folded[n] = _folded(self._raw(n))
        return folded

    def _raw(self, n: int) -> bytes:
        packed = self._window.text(n)
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
    covered, covered_other, marks, spans = compare_texts(
        mine.letters, mine.places, theirs.letters, theirs.places, most
    )
    return Alignment(
        covered / max(1, mine.letters.size),
        covered_other / max(1, theirs.letters.size),
        marks,
        spans,
        mine.raw,
    )
