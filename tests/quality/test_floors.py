"""Families and events of the labelled news, through the whole path, stay above these floors.

The floors stand a little under what is reached (dedup/core/QUALITY.md), so that a change that
costs quality is seen, and one inside the noise is not.
"""

import gzip
from itertools import pairwise
from pathlib import Path

import orjson
import pytest

from dedup.cli.evaluation import Report, evaluate_lines
from dedup.core.ledger import Ledger
from dedup.core.quality import b_cubed
from dedup.core.verify import align_texts
from dedup.embedded import replay, replay_files
from dedup.formats.page_text import decode_page
from dedup.outputs import Outputs
from dedup.settings import Settings

DATA = Path(__file__).parents[3] / "shared" / "data"

pytestmark = [
    pytest.mark.quality,
    pytest.mark.skipif(not DATA.is_dir(), reason="the labelled news is not beside the checkout"),
]

BARAM = Settings.load(
    flags={
        "input": {
            "map": {
                "body": "text",
                "published": "published_at",
                "received": "crawled_at",
                "language": "lang",
            },
            "timezone": {"published": "Asia/Seoul"},
        }
    },
    environment={},
)


@pytest.fixture(scope="session")
def assignments(tmp_path_factory) -> list[bytes]:
    """The table that a replay of the Baram feed writes."""
    table = tmp_path_factory.mktemp("baram") / "assignments.tsv"
    replay_files(
        [str(DATA / "baram" / "dev.jsonl.gz")],
        settings=BARAM,
        outputs=Outputs(assignments=str(table)),
    )
    return table.read_bytes().splitlines(keepends=True)


def f1(report: Report, *, level: str, measure: str) -> float:
    return next(
        figure.score.f1.value
        for figure in report.figures
        if (figure.level, figure.measure) == (level, measure)
    )


@pytest.mark.parametrize(
    ("labels", "measure", "copies", "events"),
    [
        ("dev_stars.tsv", "pairs", 0.88, 0.90),
        ("dev_story_pairs.tsv", "weighted", 0.88, 0.90),
    ],
)
def test_labelled_pairs_of_the_feed(assignments, labels, measure, copies, events):
    lines = (DATA / "baram" / labels).read_bytes().splitlines(keepends=True)
    report = evaluate_lines(lines, assignments)
    assert f1(report, level="family", measure=measure) >= copies
    assert f1(report, level="event", measure=measure) >= events


def test_no_family_and_no_event_of_the_feed_runs_away(assignments):
    sizes: dict[str, dict[bytes, int]] = {"family": {}, "event": {}}
    for line in assignments[1:]:
        _, family, event, _ = line.split(b"\t")
        for level, cluster in (("family", family), ("event", event)):
            sizes[level][cluster] = sizes[level].get(cluster, 0) + 1
    assert max(sizes["family"].values()) <= 80  # 52 copies of one release are real
    assert max(sizes["event"].values()) <= 400  # the saga of the week has a dozen days


def folded(records, settings: Settings) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Families, events and relations of a small feed, by article."""
    ledger = Ledger()
    for update in replay(records, settings=settings):
        ledger.apply(update)
    rows = list(ledger.assignments())
    return (
        {row.article: row.family for row in rows},
        {row.article: row.event for row in rows},
        {row.article: row.relation for row in rows},
    )


@pytest.fixture(scope="session")
def seeds():
    return [
        decode_page(path.read_bytes(), name=path.stem)
        for path in sorted((DATA / "seeds").glob("*.txt"))
    ]


def test_the_five_pages_are_five_families_and_four_events(seeds):
    families, events, _ = folded(seeds, Settings())
    names = sorted(families)
    assert len(set(families.values())) == 5
    assert len(set(events.values())) == 4
    assert events[names[0]] == events[names[1]]


def test_events_of_one_day_of_entertainment_news():
    labelled = [
        orjson.loads(line)
        for line in (DATA / "soynlp" / "articles.jsonl").read_bytes().splitlines()
    ]
    records = [{"id": one["id"], "body": one["text"], "language": "ko"} for one in labelled]
    _, events, _ = folded(records, Settings())
    true = {str(one["id"]): str(one["event"]) for one in labelled}
    assert b_cubed(events, true).f1.value >= 0.82


def test_a_publishers_own_revisions_are_versions_of_one_article():
    path = DATA / "chosun" / "revisions.jsonl.gz"
    revisions = [orjson.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    revisions.sort(key=lambda one: (one["url"], one["version"]))
    records = [
        {"id": f"{n}", "outlet": one["outlet"], "title": one["title"], "body": one["text"]}
        | {"language": "ko", "received": f"2024-06-01T00:00:{n % 60:02d}Z"}
        for n, one in enumerate(revisions)
    ]
    families, _, relations = folded(records, Settings())
    kept = judged = 0
    for n, (before, after) in enumerate(pairwise(revisions)):
        shared = align_texts(before["text"], after["text"])
        if before["url"] != after["url"] or min(shared.coverage, shared.coverage_other) < 0.4:
            continue
        judged += 1
        same = families[f"{n}"] == families[f"{n + 1}"]
        kept += same and relations[f"{n + 1}"] == "version"
    assert judged > 900
    assert kept / judged >= 0.95
