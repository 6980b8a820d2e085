"""`dedup.replay`: articles in, updates out."""

from builders import article

import dedup
from dedup.core.article import Article, Reason


def test_every_article_yields_a_family_and_an_event_update() -> None:
    updates = list(dedup.replay([article("a"), Article(id="b", title="제목", body="본문 " * 30)]))
    told = [(update.seq, update.article, update.level) for update in updates]
    assert told == [(1, "a", "family"), (2, "a", "event"), (3, "b", "family"), (4, "b", "event")]


def test_copies_are_of_one_family() -> None:
    first, second = article("a"), article("b") | {"body": article("a")["body"]}
    clusters = {
        update.article: update.cluster
        for update in dedup.replay([first, second])
        if update.level == "family"
    }
    assert clusters["a"] == clusters["b"]


def test_what_is_refused_is_handed_back() -> None:
    refused = []
    given = [{"id": "empty"}, article("a")]
    updates = list(
        dedup.replay(given, on_rejection=lambda one, why: refused.append((one, why.reason)))
    )
    assert {update.article for update in updates} == {"a"}
    assert refused == [({"id": "empty"}, Reason.NO_TEXT)]


def test_updates_come_as_articles_do() -> None:
    taken = 0

    def articles():  # type: ignore[no-untyped-def]
        nonlocal taken
        for name in "abc":
            taken += 1
            yield article(name)

    next(iter(dedup.replay(articles())))
    assert taken == 1


def test_a_mapping_that_json_cannot_hold_is_handed_to_on_rejection() -> None:
    refused = []
    given = {"id": "a", "title": "\ud800", "body": "비가 왔다."}
    assert list(dedup.replay([given], on_rejection=lambda _, why: refused.append(why.reason))) == []
    assert refused == ["encoding"]
