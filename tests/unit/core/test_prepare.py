"""core.fingerprint: an article's fingerprint depends on the article alone."""

from dedup.core.article import Article, Micros, Reason, Rejection
from dedup.core.fingerprint import Fingerprint, prepare, prepare_all
from dedup.core.revision import lengthen, shorten

NOON = Micros(1_900_000_000_000_000)
ARTICLES = [
    Article(id="a", title="조선소 수주", body="조선소는 3일 화물선을 수주했다.", received=NOON),
    Article(id="b", retracted=True, stamp=NOON),
    Article(id="c", title="--", body="…!"),
    Article(id="d", title="Yard wins order", body="The yard won an order on Monday."),
    Article(id="e", body="조선소는 3일 화물선을 수주했다. writer@example.com", language="ko"),
]


def test_articles_prepared_together_are_what_each_is_alone() -> None:
    alone = [prepare(article) for article in ARTICLES]
    assert prepare_all(ARTICLES) == alone
    assert prepare_all(ARTICLES[::-1]) == alone[::-1]
    assert prepare_all([]) == []


def test_what_is_withdrawn_or_has_no_text_keeps_its_place() -> None:
    kinds = [
        one.reason if isinstance(one, Rejection) else one.retracted for one in prepare_all(ARTICLES)
    ]
    assert kinds == [False, True, Reason.NO_TEXT, False, False]


def test_a_dated_lead_names_days_and_an_undated_one_days_of_the_month() -> None:
    dated, undated = prepare_all([ARTICLES[0], ARTICLES[4]])
    assert isinstance(dated, Fingerprint)
    assert isinstance(undated, Fingerprint)
    assert memoryview(dated.days).cast("i")[0] > 0
    assert memoryview(undated.days).cast("i")[0] == -3


def test_update_times_go_up_as_revisions_before_1970_too() -> None:
    times = [-(62 * 10**15), -NOON, -2, -1, 0, 1, NOON, 25 * 10**16]  # the year 1 … the year 9892
    told = [Article(id="a", title="Yard wins order", updated=Micros(time)) for time in times]
    found = [one.revision for one in prepare_all(told) if isinstance(one, Fingerprint)]
    assert found == sorted(set(found))
    assert len(found) == len(times)
    assert [lengthen(shorten(revision)) for revision in found] == found
