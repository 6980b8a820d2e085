"""Fictional news in twelve languages: what is found of copies and events, and what is not mixed up.

The floors stand a little under what is reached (dedup/core/QUALITY.md).
"""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import orjson
import pytest
from msgspec import Struct

from dedup.core.ledger import Assignment, Ledger
from dedup.embedded import replay

FOLDER = Path(__file__).parent / "languages"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.jsonl"))
COPIES = frozenset({"o", "c1", "c2", "c3", "v"})
SAME_TEXT = COPIES | {"c4"}
SAME_EVENT = SAME_TEXT | {"e1", "e2"}

pytestmark = pytest.mark.quality


class Counts(Struct):
    """Pairs of articles in one cluster: right, wrong, and those that should be."""

    right: int = 0
    wrong: int = 0
    true: int = 0

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.true)


def articles(language: str) -> list[dict[str, str]]:
    return [orjson.loads(line) for line in (FOLDER / f"{language}.jsonl").read_bytes().splitlines()]


def assigned(language: str) -> dict[str, Assignment]:
    ledger = Ledger()
    for update in replay(articles(language)):
        ledger.apply(update)
    return {row.article: row for row in ledger.assignments()}


@pytest.fixture(scope="module")
def found() -> dict[str, dict[str, Assignment]]:
    return {language: assigned(language) for language in LANGUAGES}


def pairs(rows: dict[str, Assignment]) -> Iterator[tuple[Assignment, Assignment, set[str]]]:
    """Yield pairs of one feed and what they are of one story; nothing where of two."""
    for one, other in combinations(rows.values(), 2):
        (_, story, first), (_, others, second) = (row.article.split("-") for row in (one, other))
        yield one, other, {first, second} if story == others != "s" else set()


def counted(rows: dict[str, Assignment], *, level: str, same: frozenset[str]) -> Counts:
    counts = Counts()
    for one, other, what in pairs(rows):
        true = bool(what) and what <= same
        together = getattr(one, level) == getattr(other, level)
        counts.true += true
        counts.right += together and true
        counts.wrong += together and not true
    return counts


def summed(every: list[Counts]) -> Counts:
    return Counts(
        sum(counts.right for counts in every),
        sum(counts.wrong for counts in every),
        sum(counts.true for counts in every),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_copy_that_was_not_written_anew_is_found(language, found):
    counts = counted(found[language], level="family", same=COPIES)
    assert counts.true == 38
    assert counts.recall == 1.0


@pytest.mark.parametrize("language", LANGUAGES)
def test_families_hold_one_text(language, found):
    counts = counted(found[language], level="family", same=SAME_TEXT)
    assert counts.precision >= 0.9


@pytest.mark.parametrize("language", LANGUAGES)
def test_events_hold_one_happening(language, found):
    counts = counted(found[language], level="event", same=SAME_EVENT)
    assert counts.precision >= 0.85
    assert counts.recall >= 0.45


def test_families_and_events_of_all_languages(found):
    families = summed([counted(rows, level="family", same=SAME_TEXT) for rows in found.values()])
    events = summed([counted(rows, level="event", same=SAME_EVENT) for rows in found.values()])
    assert families.precision >= 0.98
    assert families.recall >= 0.68
    assert events.precision >= 0.94
    assert events.recall >= 0.68
