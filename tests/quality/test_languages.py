"""Fictional news in twelve languages: what is found of copies and events, and what is not mixed up.

The floors stand a little under what is reached (dedup/core/QUALITY.md).
"""

from pathlib import Path

import orjson
import pytest

from dedup.core.ledger import Assignment, Ledger
from dedup.core.quality import Score, score_clusters
from dedup.embedded import replay

FOLDER = Path(__file__).parent / "languages"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.jsonl"))
COPIES = frozenset({"o", "c1", "c2", "c3", "v"})
SAME_TEXT = COPIES | {"c4"}
SAME_EVENT = SAME_TEXT | {"e1", "e2"}

pytestmark = pytest.mark.quality


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


def scored(rows: dict[str, Assignment], *, level: str, same: frozenset[str]) -> Score:
    """Compare a level with the truth, in which what is not of the `same` of its story is alone."""
    true: dict[str, str] = {}
    for article in rows:
        _, story, what = named = article.split("-")
        true[article] = "-".join(named[:2] if what in same and story != "s" else named)
    return score_clusters({article: getattr(row, level) for article, row in rows.items()}, true)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_copy_that_was_not_written_anew_is_found(language, found):
    score = scored(found[language], level="family", same=COPIES)
    assert score.positive == 38
    assert score.recall.value == 1.0


@pytest.mark.parametrize("language", LANGUAGES)
def test_families_hold_one_text(language, found):
    assert scored(found[language], level="family", same=SAME_TEXT).precision.value >= 0.9


@pytest.mark.parametrize("language", LANGUAGES)
def test_events_hold_one_happening(language, found):
    score = scored(found[language], level="event", same=SAME_EVENT)
    assert score.precision.value >= 0.85
    assert score.recall.value >= 0.45


def test_families_and_events_of_all_languages(found):
    rows = {article: row for each in found.values() for article, row in each.items()}
    families = scored(rows, level="family", same=SAME_TEXT)
    events = scored(rows, level="event", same=SAME_EVENT)
    assert families.precision.value >= 0.98
    assert families.recall.value >= 0.68
    assert events.precision.value >= 0.94
    assert events.recall.value >= 0.68
