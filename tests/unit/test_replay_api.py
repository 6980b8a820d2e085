"""`dedup.replay`: articles in, updates out."""

from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from builders import article

import dedup
from dedup.core.article import Article, Reason
from dedup.settings import Input, Settings


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


def test_what_is_not_read_may_be_anything() -> None:
    refused = []
    strange = {"tags": {1, 2}, "price": Decimal(3), "raw": b"x", "huge": 2**70, 7: "seven"}
    given = [article("a") | strange, MappingProxyType(article("b"))]
    updates = list(dedup.replay(given, on_rejection=lambda _, why: refused.append(why)))
    assert refused == []
    assert {update.article for update in updates} == {"a", "b"}


def test_mapped_names_are_read() -> None:
    renamed = article("a")
    renamed["text"] = renamed.pop("body")
    settings = Settings(input=Input(map={"body": "text"}))
    assert len(list(dedup.replay([renamed | {"tags": {1}}], settings=settings))) == 2


@pytest.mark.parametrize("given", [article("a"), "day.jsonl", b"{}"])
def test_one_article_in_the_place_of_several_is_a_type_error(given: Any) -> None:
    with pytest.raises(TypeError, match="takes several articles, not one"):
        dedup.replay(given)
