"""Labelled pairs and their evidence → fitted weights, their quality, and the files that say so."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from dedup.core.evidence import Evidence
from dedup.core.fit import FOLDS, Fitted, Quality, fit, quality, unseen_odds
from dedup.core.quality import COPIES, EVENTS, side
from dedup.core.update import Level
from dedup.core.vectors import NAMES as SIGNALS
from dedup.core.verify import NAMES as FEATURES
from dedup.errors import InputError
from dedup.formats.labels import Pair

THRESHOLDS = tuple(k / 20 for k in range(2, 19))  # .1 to .9
DECIMALS = 3  # of weights: the third moves no decision on the labels
HELD_DOWN = -20.0  # log-odds of a pair that no weights can join
LEAST = 20  # pairs on either side, or there is nothing to fit
WHAT: Mapping[Level, str] = {"family": "same_text", "event": "same_event"}
BELOW = "BIAS = "  # of a module of weights; what is above it is kept
NAMES: Mapping[Level, tuple[str, ...]] = {"family": FEATURES, "event": SIGNALS}


class Tuned(Struct, frozen=True, kw_only=True):
    """What the labels say about one level; all figures are cross-validated over groups."""

    level: Level
    pairs: int
    positive: int
    groups: int
    weights: dict[str, float]
    bias: float
    by_file: dict[str, Quality]  # at .5, weighted by the pairs' weights
    curve: tuple[Quality, ...]  # of all files, weighted by the pairs' weights
    without: dict[str, float]  # F1 at .5 with one column left out


def tuned(
    level: Level,
    labelled: Mapping[str, Iterable[Pair]],
    seen: Mapping[tuple[str, str], Evidence],
) -> Tuned | None:
    """Fit one level on the pairs of files; None where either side has fewer than LEAST.

    Raises InputError where there are fewer groups than folds: nothing could be judged unseen.
    """
    positive = COPIES if level == "family" else EVENTS
    kept: list[Pair] = []
    files: list[str] = []
    answers: list[bool] = []
    for path, pair in ((path, pair) for path, pairs in labelled.items() for pair in pairs):
        answer = side(pair.labels, positive)
        if answer is not None and (pair.a, pair.b) in seen:
            kept.append(pair)
            files.append(path)
            answers.append(answer)
    true = np.array(answers, np.bool_)
    if min(int(true.sum()), len(true) - int(true.sum())) < LEAST:
        return None
    given = [seen[pair.a, pair.b] for pair in kept]
    columns = np.array([each.text if level == "family" else each.event for each in given])
    held = np.array([level == "family" and each.held_down for each in given])
    # a number of a line is a group of its own file; a seed is one group in all files
    groups = [
        f"{path}:{pair.group}" if pair.group.isdecimal() else pair.group
        for path, pair in zip(files, kept, strict=True)
    ]
    if len(set(groups)) < FOLDS:
        raise InputError(
            "The labelled pairs are of too few groups (seeds, stories) to cross-validate over: "
            f"{len(set(groups))}, {FOLDS} are needed."
        )
    weights = np.array([pair.weight for pair in kept])

    def unseen(chosen: Sequence[int]) -> list[NDArray[np.float64]]:
        dealt = unseen_odds(columns[:, list(chosen)], true, groups)
        return [np.where(held, HELD_DOWN, odds) for odds in dealt]

    everything = list(range(columns.shape[1]))
    odds = unseen(everything)
    whole: Fitted = fit(columns, true)
    return Tuned(
        level=level,
        pairs=len(kept),
        positive=int(true.sum()),
        groups=len(set(groups)),
        weights={
            name: round(weight, DECIMALS)
            for name, weight in zip(NAMES[level], whole.weights.tolist(), strict=True)
        },
        bias=round(whole.bias, DECIMALS),
        by_file={
            path: quality([each[mine] for each in odds], true[mine], weights[mine], threshold=0.5)
            for path in dict.fromkeys(files)
            if (mine := np.array([each == path for each in files])).any()
        },
        curve=tuple(quality(odds, true, weights, threshold=each) for each in THRESHOLDS),
        without={
            name: quality(
                unseen([k for k in everything if k != column]), true, weights, threshold=0.5
            ).f1
            for column, name in enumerate(NAMES[level])
        },
    )


def as_settings(found: Sequence[Tuned]) -> str:
    """Return the weights as a settings file in TOML; thresholds stay what they are."""
    parts = ["# Written by dedup tune: weights fitted on labelled pairs."]
    for each in found:
        parts += ["", f"[detect.{WHAT[each.level]}]", f"bias = {each.bias}", ""]
        parts += [f"[detect.{WHAT[each.level]}.features]"]
        parts += [f"{name} = {weight}" for name, weight in each.weights.items()]
    return "\n".join(parts) + "\n"


def as_module(each: Tuned, old: str) -> str:
    """Return the text of a module of weights with its figures replaced by the fitted ones."""
    kept = old[: old.index(BELOW)].splitlines()
    kept += [f"BIAS = {each.bias}", "WEIGHTS: dict[str, float] = {"]
    kept += [f'    "{name}": {weight},' for name, weight in each.weights.items()]
    return "\n".join([*kept, "}"]) + "\n"


WIDE, HIGH, EDGE = 640, 360, 48  # of a picture, in pixels
COLOURS = {"precision": "#1b6ca8", "recall": "#c0392b", "f1": "#2d7d46"}


def as_picture(found: Sequence[Tuned]) -> str:
    """Return precision, recall and F1 against the threshold as SVG, one panel a level."""
    panels = "".join(
        f'<g transform="translate(0 {number * HIGH})">{_panel(each)}</g>'
        for number, each in enumerate(found)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH * len(found)}" '
        f'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="white"/>'
        f"{panels}</svg>\n"
    )


def _panel(each: Tuned) -> str:
    def x(threshold: float) -> float:
        return EDGE + threshold * (WIDE - 2 * EDGE - 60)

    def y(share: float) -> float:
        return HIGH - EDGE - (max(share, 0.5) - 0.5) * 2 * (HIGH - 2 * EDGE)

    title = f"{WHAT[each.level].replace('_', ' ')}: {each.pairs:,} pairs, cross-validated"
    parts = [f'<text x="{EDGE}" y="24" font-weight="bold">{title}</text>']
    parts += [
        f'<line x1="{EDGE}" x2="{x(1.0):.1f}" y1="{y(share):.1f}" y2="{y(share):.1f}" '
        f'stroke="#ddd"/><text x="{EDGE - 30}" y="{y(share) + 4:.1f}">{share:.1f}</text>'
        for share in (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
    ]
    parts += [
        f'<text x="{x(threshold) - 8:.1f}" y="{HIGH - EDGE + 18}">{threshold:.1f}</text>'
        for threshold in (0.1, 0.3, 0.5, 0.7, 0.9)
    ]
    for name, colour in COLOURS.items():
        values = [(point.threshold, float(getattr(point, name))) for point in each.curve]
        line = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in values)
        parts.append(
            f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>'
            f'<text x="{x(values[-1][0]) + 6:.1f}" y="{y(values[-1][1]) + 4:.1f}" '
            f'fill="{colour}">{"F1" if name == "f1" else name}</text>'
        )
    return "".join(parts)
