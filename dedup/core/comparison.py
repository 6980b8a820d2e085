"""Two fingerprints → would they be one family, one event, and why; nothing is remembered.

The answer is about the two alone: in the feed, other members have a voice too.
"""

import numpy as np
from msgspec import Struct

from dedup.core.article import HOUR, Micros
from dedup.core.fingerprint import Fingerprint
from dedup.core.frequency import Frequencies
from dedup.core.index import Index, keys_of
from dedup.core.update import Match
from dedup.core.vectors import Vectors
from dedup.core.verify import Verifier, align_texts
from dedup.core.weights import CopyWeights, EventWeights
from dedup.core.window import Window

PASSAGES = 24  # more than a reader looks at


class Meeting(Struct, frozen=True, kw_only=True):
    """By what two articles become candidates for each other."""

    bands: int  # MinHash bands in common
    sample: int  # FracMinHash hashes in common
    rare_stems: int  # rare stems in common among those looked up and filed under
    met: bool  # enough of these


class Comparison(Struct, frozen=True, kw_only=True):
    """The first article as it stands to the other."""

    jaccard: float  # of five-character shingles, estimated from the signatures
    meeting: Meeting
    text: Match
    event: Match
    text_needs: float  # the least score that joins
    event_needs: float
    hours: float | None  # between their publications, None where one has no date
    other_days: bool  # issues of a recurring series for different days
    other_subjects: bool  # one wording about two subjects
    same_family: bool
    same_event: bool


def compare(
    first: Fingerprint,
    other: Fingerprint,
    *,
    frequencies: Frequencies,
    span: int,
    event_window_hours: int,
    weights: tuple[CopyWeights, EventWeights],
    series_days: tuple[int, int],
) -> Comparison:
    """Compare under the document frequencies given; `span` is the window in microseconds."""
    window = Window()
    for fingerprint, day in zip((other, first), series_days[::-1], strict=True):
        at = fingerprint.at if fingerprint.at is not None else Micros(0)
        window.append(fingerprint, at=at, until=at, series_day=day)
    verifier = Verifier(window=window, frequencies=frequencies, weights=weights[0])
    vectors = Vectors(
        window=window,
        frequencies=frequencies,
        window_hours=event_window_hours,
        weights=weights[1],
    )
    verifier.weigh(0)
    verifier.weigh(1)
    vectors.describe(0)
    vectors.describe(1)
    slot = np.zeros(1, np.int32)
    scored = verifier.score(1, slot)
    aligned = align_texts(verifier.text(1), verifier.text(0), most=PASSAGES)
    probability, features = vectors.compare(1, 0)
    rows = window.rows
    dated = not (rows["undated"][0] or rows["undated"][1])
    hours = abs(int(rows["moment"][1]) - int(rows["moment"][0])) / HOUR if dated else None
    near = not dated or abs(int(rows["at"][1]) - int(rows["at"][0])) <= span
    other_days = all(series_days) and series_days[0] != series_days[1]
    other_subjects = bool(scored.apart[0])
    meeting = _meeting(first, other, frequencies=frequencies)
    odds = sum(feature.contribution for feature in features)
    score = max(0.0, float(scored.scores[0]))
    same_family = meeting.met and near and not other_days and score >= verifier.threshold
    soon = hours is None or hours <= event_window_hours
    return Comparison(
        jaccard=float(np.mean(_numbers(first.signature) == _numbers(other.signature))),
        meeting=meeting,
        text=Match(
            article=other.id,
            score=score,
            coverage=aligned.coverage,
            coverage_other=aligned.coverage_other,
            features=verifier.explain(verifier.score(1, slot, least=0.0).features[0]),
            passages=aligned.passages,
        ),
        event=Match(article=other.id, score=probability, features=features),
        text_needs=verifier.threshold,
        event_needs=float(1.0 / (1.0 + np.exp(-weights[1].join))),
        hours=hours,
        other_days=other_days,
        other_subjects=other_subjects,
        same_family=same_family,
        same_event=same_family
        or (soon and not other_days and not other_subjects and odds >= weights[1].join),
    )


def _numbers(raw: bytes) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    return np.frombuffer(raw, np.uint32)


def _meeting(first: Fingerprint, other: Fingerprint, *, frequencies: Frequencies) -> Meeting:
    mine, theirs = keys_of(first, df=frequencies.df), keys_of(other, df=frequencies.df)
    bands, _, wanted, sample = mine.parts
    other_bands, rare, _, other_sample = theirs.parts
    index, alive = Index(), np.ones(1, np.bool_)
    index.add(theirs, 0, base=0)
    return Meeting(
        bands=int(np.count_nonzero(bands == other_bands)),
        sample=np.intersect1d(sample, other_sample).size,
        rare_stems=np.intersect1d(wanted, rare).size,
        met=index.candidates(mine, base=0, alive=alive).size > 0,
    )
