"""Matches → syndication families: founding, joining, merging, ejecting.

A star with cohesion, never connected components: an article joins the family to which the mean of
its better half of scores, over at most eight members spread through the family, reaches the
threshold, and of several such families the one for which all members compared speak most; families
merge by the same mean over five by five members; at sizes 4, 6, 8, … members that no longer reach
it are put out and tried elsewhere. A family that has grown large while half the pairs of its
members are no copies of each other has run away, and takes no more members; one text copied fifty
thousand times has not. What each rule brings stands in QUALITY.md.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import fsum, log

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from dedup.core.kernels.cohesion import better_half
from dedup.core.records import Records
from dedup.core.verify import Verifier
from dedup.core.window import Window

COMPARED = 8  # members a newcomer is compared with
CROSS = 5  # members a side when two families are compared
RIVALS = 8  # families an article is compared with, best link first
MERGES = 3  # families an article may bring together
CHECKED = frozenset((4, 6, 8, 12, 16, 24, 32, 48, 64, 96))  # sizes at which cohesion is checked
CHECKED_LAST = 128  # newest members checked of larger families, at every doubling
RUNAWAY_FROM = 64  # members; the largest family of a week of Korean news has 52
# Mean score of two members; two texts, half and half, have .5, and that week's families of 32 and
# more at least .59.
COHESIVE = 0.55
LINKS_KEPT = 8
OVERLAPPING = 4  # articles looked at for partial reuse
OVERLAP = 0.4  # of the shorter text's mass; a shared paragraph of five brings as much
SURE = 0.982  # log-odds of 4: a calibrated score is wrong once in 55 there, and none says more

Key = int  # n of the founding article · 256 + the number of clusters it had founded before


class Family(Struct, array_like=True, gc=False):
    """A family of two articles or more; one of one article needs no record."""

    key: Key
    id: str
    members: list[int]  # numbers of the live members, ascending
    event: Key
    revision: int = 1
    total: int = 1
    reprints: int = 0
    versions: int = 0
    outlets: dict[str, int] = {}
    first: int = 0  # times of publication
    last: int = 0
    latest: int = 0  # the watermark at which the last member stops taking part: the family closes
    origin: int = -1  # number of the origin
    agency: str = ""  # that a member names as its source
    credited: bool = False  # by another outlet than itself
    agency_since: int = 0  # when its own article may have been out: others before were first
    early: list[tuple[int, str]] = []  # the first three outlets and when each was first
    stopped: bool = False  # it ran away: nobody joins any more


class Moved(Struct, frozen=True):
    """An article put out of one family and into another (or one of its own)."""

    n: int
    previous: Key
    key: Key


class Merged(Struct, frozen=True):
    """All of `previous` now belongs to `key`."""

    previous: Key
    key: Key


class Stopped(Struct, frozen=True):
    """A family that ran away and takes no more members."""

    key: Key


class Near(Struct, frozen=True):
    """A member that an article reaches."""

    n: int
    score: float
    features: NDArray[np.float64]


class Placement(Struct, frozen=True):
    """Where an article went; `settle` then says what its coming changes."""

    key: Key  # joined or founded
    joined: bool
    near: Sequence[Near] = ()  # members that it reaches, best first; none where it founded
    rivals: Sequence[Key] = ()  # other families that it reaches, best first
    overlapping: Sequence[int] = ()  # members of other families that may share a part of the text
    apart: Sequence[int] = ()  # articles of the same wording about another subject


def spread(members: Sequence[int], most: int) -> list[int]:
    """Return at most `most` members, evenly spread, first and last among them."""
    if len(members) <= most:
        return list(members)
    step = (len(members) - 1) / (most - 1)
    return [members[int(k * step + 0.5)] for k in range(most)]


def _evidence(scores: Sequence[float]) -> float:
    """Return what all members compared say together, in log-odds: eight know more than one."""
    held = [min(max(score, 1.0 - SURE), SURE) for score in scores]
    return fsum([log(score / (1.0 - score)) for score in held])


class Families:
    """All families of a window. The window's rows say which family an article is in."""

    def __init__(self, *, window: Window, verifier: Verifier, span: int) -> None:
        self._window = window
        self._span = span
        self._verifier = verifier
        self.records = Records(Family)

    def key_of(self, n: int) -> Key:
        """Return the family of an article of the window."""
        return self._window.get("family", n)

    def members(self, key: Key) -> list[int]:
        """Return the live members of a family, by number; not to be changed."""
        record = self.records.get(key)
        if record is not None:
            return record.members
        n = key >> 8
        return [n] if self._alive(n) and self.key_of(n) == key else []

    def record(self, key: Key) -> Family:
        """Return the record of a family, made with its founder where there is none yet."""
        record = self.records.get(key)
        if record is None:
            n = key >> 8
            event = self._window.get("event", n)
            record = Family(key, "", [n], event, total=0, outlets={}, early=[])
            self.records[key] = record
        return record

    def found(self, n: int) -> Key:
        """Give the article a family of its own; return its key."""
        key = self._window.found("families", n)
        self._window.put("family", n, key)
        return key

    def place(self, n: int, slots: NDArray[np.int32]) -> Placement:
        """Put a new article into the family it belongs to, or into one of its own."""
        window = self._window
        judged = self._verifier.judge(n, slots, span=self._span, overlap=OVERLAP)
        numbers, overlapping = judged.numbers, judged.overlapping[:OVERLAPPING]
        if not judged.linked:
            return Placement(self.found(n), False, overlapping=overlapping, apart=judged.apart)
        known = dict(zip(numbers, judged.scores.tolist(), strict=True))
        window.set_links(n, [numbers[k] for k in judged.linked[:LINKS_KEPT]])
        rivals = self._rivals(n, judged.families, known)
        if not rivals:
            return Placement(self.found(n), False, overlapping=overlapping, apart=judged.apart)
        key = rivals[0]
        linked = zip(judged.linked, judged.families, strict=True)
        chosen = [k for k, family in linked if family == key]
        self.join(n, key)
        return Placement(
            key,
            True,
            near=[Near(numbers[k], known[numbers[k]], judged.features[k]) for k in chosen],
            rivals=rivals[1 : 1 + MERGES],
            overlapping=[m for m in overlapping if self.key_of(m) != key],
        )

    def settle(self, n: int, rivals: Sequence[Key]) -> Iterator[Merged | Moved | Stopped]:
        """Make the changes that a joined article brings, one by one.

        The caller brings the records' counts up to date with each before it asks for the next.
        """
        key = self.key_of(n)
        for other in rivals:
            if self._are_one(key, other, newcomer=n):
                kept, gone = min(key, other), max(key, other)
                yield self.merge(kept, gone)
                key = kept
        size = len(self.records[key].members)
        if size in CHECKED or (size > max(CHECKED) and size & (size - 1) == 0):
            yield from self._check_cohesion(key)

    def _rivals(self, n: int, families: Sequence[Key], known: dict[int, float]) -> list[Key]:
        """Return the families that the article reaches, the likeliest first.

        Of two as likely it is the one with the member most alike, then the older.

        `families` are those of the articles it is linked to, best link first.
        """
        keys = [key for key in dict.fromkeys(families) if not self._is_stopped(key)][:RIVALS]
        chosen = {key: spread(self.members(key), COMPARED) for key in keys}
        missing = sorted({m for members in chosen.values() for m in members if m not in known})
        if missing:
            slots = np.array(missing, np.int32) - np.int32(self._window.base)
            known.update(zip(missing, self._verifier.score(n, slots).scores.tolist(), strict=True))
        scores = [([known[m] for m in chosen[key]], key) for key in keys if chosen[key]]
        reached = [
            (-_evidence(each), -max(each), key)
            for each, key in scores
            if better_half(np.array(each)) >= self._verifier.threshold
        ]
        return [key for _, _, key in sorted(reached)]

    def join(self, n: int, key: Key) -> None:
        """Make the article a member; the record is made when the second article comes."""
        insort(self.record(key).members, n)
        self._window.put("family", n, key)

    def leave(self, n: int) -> None:
        """Take the article out of the live members of its family."""
        record = self.records.get(self.key_of(n))
        if record is not None:
            at = bisect_left(record.members, n)
            if at < len(record.members) and record.members[at] == n:
                del record.members[at]

    def _are_one(self, key: Key, other: Key, *, newcomer: int) -> bool:
        """Say whether five by five members of two families agree."""
        days = self._series_day(key), self._series_day(other)
        if all(days) and days[0] != days[1]:
            return False
        theirs = spread(self.members(other), CROSS)
        if other == key or not theirs or self._is_stopped(key) or self._is_stopped(other):
            return False
        # the newest number is the newcomer's
        mine = spread(self.members(key)[:-1], CROSS) or [newcomer]
        return self._verifier.agreement_across(mine, theirs) >= self._verifier.threshold

    def _series_day(self, key: Key) -> int:
        """Return the day that a family's issues of a series are about, 0 where it is no series."""
        days = self._window.rows["series_day"]
        base = self._window.base
        return newest_day(int(days[n - base]) for n in spread(self.members(key), COMPARED))

    def merge(self, kept: Key, gone: Key) -> Merged:
        """Move all members of `gone` into `kept`; the caller merges the records' counts."""
        moving = self.members(gone)
        for n in moving:
            self.join(n, kept)
        return Merged(gone, kept)

    def _check_cohesion(self, key: Key) -> Iterator[Moved | Stopped]:
        """Put out members that no longer reach the threshold, and try them elsewhere.

        A large family whose members are often no copies of each other is stopped.
        """
        members = self.members(key)[-CHECKED_LAST:]
        means, halves = self._verifier.agreement(members, COMPARED)
        threshold = self._verifier.threshold
        out = [n for n, half in zip(members, halves, strict=True) if half < threshold]
        if len(members) >= RUNAWAY_FROM and sum(means) < COHESIVE * len(means):
            self.records[key].stopped = True
            yield Stopped(key)
        if len(out) >= len(members) - 1:
            return
        for n in out:
            self.leave(n)
            yield Moved(n, key, self._rehouse(n, key))

    def _rehouse(self, n: int, left: Key) -> Key:
        """Find a family for an article that was put out, among those it had links to."""
        keys: dict[Key, None] = {}
        for m in self._window.links(n):
            if self._alive(m) and self.key_of(m) != left and not self._is_stopped(self.key_of(m)):
                keys.setdefault(self.key_of(m))
        best: tuple[float, Key] | None = None
        for key in list(keys)[:MERGES]:
            mean = self._verifier.agreement_across([n], spread(self.members(key), COMPARED))
            if mean >= self._verifier.threshold and (
                best is None or (-mean, key) < (-best[0], best[1])
            ):
                best = (mean, key)
        if best is None:
            return self.found(n)
        self.join(n, best[1])
        return best[1]

    def _is_stopped(self, key: Key) -> bool:
        record = self.records.get(key)
        return record is not None and record.stopped

    def _alive(self, n: int) -> bool:
        return self._window.is_alive(n)

    def dump(self) -> Iterator[tuple[str, bytes]]:
        """Yield the records as a section."""
        yield "family.records", self.records.dump()

    def load(self, sections: Mapping[str, bytes]) -> None:
        """Replace the records by dumped ones."""
        self.records.load(sections["family.records"])


def newest_day(days: Iterable[int]) -> int:
    """Return the last of these days, of which 0 is none and those before 1970 are below it."""
    return max((day for day in days if day), default=0)
