"""Who a family comes from, and what revisions and withdrawals change of that and of clusters."""

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from builders import article, text

from dedup import replay
from dedup.core.article import Micros, Rejection
from dedup.core.detector import Detector
from dedup.core.family import Family
from dedup.core.fingerprint import prepare
from dedup.core.origin import consider, consider_all, origin_of
from dedup.core.update import Update
from dedup.core.window import Window
from dedup.formats.article_json import Decoder

NOON = datetime(2031, 3, 3, 12, tzinfo=UTC)
STORY = text("story", 9)


def at(minutes: float) -> str:
    return (NOON + timedelta(minutes=minutes)).isoformat()


def story(name: str, minutes: float, **fields: Any) -> dict[str, Any]:
    """An article of one wording by an outlet of its own, crawled when it was published."""
    given = {"outlet": f"outlet of {name}", "body": STORY, "title": "제목"}
    return article(name, **(given | {"published": at(minutes), "received": at(minutes)} | fields))


def withdrawn(name: str, minutes: float) -> dict[str, Any]:
    return {"id": name, "status": "canceled", "received": at(minutes)}


def family(*articles: dict[str, Any]) -> list[Update]:
    return [one for one in replay(articles) if one.level == "family"]


def evidence(update: Update) -> tuple[str, ...]:
    assert update.origin is not None
    return update.origin.evidence


def test_a_date_before_1970_is_a_date() -> None:
    named = "The council will meet on Monday in Eastmere to vote on the barrage."
    for published in ("1965-05-03T00:00:00Z", "0001-01-01T00:00:00Z"):
        one = article("a", body=named, language="en", published=published)
        assert family(one)[0].change == "opened"
        del one["received"]
        assert family(one)[0].change == "opened"


def test_an_outlet_counts_once_as_an_early_one_however_often_it_revises() -> None:
    once = family(story("a", 0), story("b", 5), story("b", 9, body=STORY + " 덧붙임이 있다."))
    assert evidence(once[-1]) == ("earliest",)
    last = family(story("a", 0), story("b", 5), story("c", 9))[-1]
    assert evidence(last)[0] == "unseen"
    assert last.times is not None
    assert last.times.lag is None  # there is nothing named that it could be behind


def test_a_withdrawn_article_is_no_evidence() -> None:
    early = family(story("a", 0), story("b", 5), story("c", 9), withdrawn("c", 30))
    assert evidence(early[-2])[0] == "unseen"
    assert evidence(early[-1]) == ("earliest",)
    dateline = story("b", 5, body=f"(은가람=가온통신) 도담 기자 = {STORY}")
    credited = family(story("a", 0), dateline, withdrawn("b", 30))
    assert credited[-2].origin is not None
    assert credited[-2].origin.agency == "가온통신"
    assert evidence(credited[-1]) == ("earliest",)


DATELINE = "(은가람=가온통신) 도담 기자 = "


def wire(name: str, minutes: float, **fields: Any) -> dict[str, Any]:
    return story(name, minutes, **({"outlet": "가온통신", "body": DATELINE + STORY} | fields))


def origin(*articles: dict[str, Any]) -> tuple[str | None, str]:
    """Who the family comes from in the end, and by what evidence."""
    found = family(*articles)[-1].origin
    assert found is not None
    return found.article, found.evidence[0]


def test_an_agency_that_comes_hours_after_the_text_is_not_its_origin() -> None:
    assert origin(story("a", 0), wire("w", 120)) == ("a", "earliest")
    assert origin(wire("w", 120), story("a", 0)) == ("a", "earliest")
    assert origin(story("a", 0), wire("w", 50)) == ("w", "agency outlet")
    release = [story(name, minutes) for minutes, name in enumerate("abcd")]
    assert origin(*release, wire("w", 300)) == (None, "unseen")


def test_its_first_version_says_when_an_agency_had_the_text() -> None:
    assert origin(story("a", 60), wire("w", 0), wire("later", 300)) == ("w", "agency outlet")
    assert origin(wire("later", 300), story("a", 60), wire("w", 0)) == ("w", "agency outlet")
    flash = wire("flash", 0, body=STORY)
    assert origin(flash, story("a", 60), wire("w", 300)) == ("flash", "agency outlet")


def test_a_copy_that_names_the_agency_proves_it_the_origin_whenever_its_article_comes() -> None:
    credits_it = story("a", 0, body=DATELINE + STORY)
    assert origin(credits_it, wire("w", 120)) == ("w", "agency outlet")
    assert origin(story("b", 0), wire("w", 120), credits_it) == ("w", "agency outlet")
    assert origin(story("b", 0), wire("w", 120), credits_it, withdrawn("a", 500)) == (
        "b",
        "earliest",
    )


def test_days_say_who_was_first_only_where_they_differ() -> None:
    def on(day: int) -> dict[str, str]:
        return {"published": f"2031-03-0{day}", "received": at(day * 24 * 60)}

    assert origin(story("a", 0, **on(3)), wire("w", 0, **on(4))) == ("a", "earliest")
    assert origin(story("a", 0, **on(4)), wire("w", 0, **on(4))) == ("w", "agency outlet")
    unknown = wire("w", 0, published=None, received=at(600))
    assert origin(story("a", 0), unknown) == ("w", "agency outlet")  # crawled late, perhaps


def test_an_agency_is_the_origin_again_when_who_was_first_is_withdrawn() -> None:
    assert origin(story("a", 0), wire("w", 120), withdrawn("a", 130)) == ("w", "agency outlet")


@pytest.mark.parametrize("members", [([0], [1, 2]), ([1, 2], [0]), ([2], [0, 1]), ([0, 1], [2])])
def test_of_families_that_become_one_the_origin_is_that_of_all(
    members: tuple[list[int], list[int]],
) -> None:
    window = Window()
    for each in (story("a", 0), wire("w", 120), story("b", 500)):
        read = Decoder().decode(orjson.dumps(each))
        assert not isinstance(read, Rejection)
        fingerprint = prepare(read)
        assert not isinstance(fingerprint, Rejection)
        window.append(fingerprint, at=fingerprint.at or Micros(0), until=1, series_day=0)
    kept, gone = (Family(256 * k, f"{k}", each, 0) for k, each in enumerate(members))
    for record in (kept, gone):
        for member in record.members:
            consider(record, member, window=window)
    kept.members = [0, 1, 2]
    consider_all(kept, gone, window=window)
    found = origin_of(kept, window=window)
    assert found is not None
    assert (found.article, found.evidence) == ("a", ("earliest",))


def test_the_early_outlets_are_those_that_published_first_whenever_they_were_crawled() -> None:
    late = story("d", -240, received=at(60))
    told = family(story("a", 0), story("b", 30), story("c", 50), late)
    assert evidence(told[-2])[0] == "unseen"
    assert evidence(told[-1]) == ("earliest",)
    assert told[-1].representative == "d"


def test_an_edit_does_not_make_the_copied_article_a_copy() -> None:
    edited = {"body": STORY + " 시는 일정을 나중에 알리기로 했다.", "published": None}
    told = family(
        story("a", 0, published=None),
        story("b", 30, published=None),
        story("a", 150, **edited),
    )
    assert told[-1].change == "revised"
    assert told[-1].representative == "a"


def strange(number: int) -> str:
    """A text that shares no word with that of another number."""
    return " ".join(chr(97 + k) * 3 + chr(97 + number % 26) * (2 + number // 26) for k in range(26))


def test_what_is_left_of_a_family_comes_from_the_earliest_of_it() -> None:
    decode, detector, updates = Decoder().decode, Detector(compact_from=1, rank=1), []
    day = 24 * 60
    others = [story(f"o{k}", k, title="", body=strange(k)) for k in range(20)]
    later = [story(f"l{k}", 8 * day + k, title="", body=strange(20 + k)) for k in range(9)]
    feed = [story("a", 0), *others, story("b", 6 * day), *later, story("c", 9.5 * day)]
    for one in feed:
        read = decode(orjson.dumps(one))
        assert not isinstance(read, Rejection)
        fingerprint = prepare(read)
        assert not isinstance(fingerprint, Rejection)
        updates += detector.admit(fingerprint).updates
    last = next(one for one in updates if one.article == "c" and one.level == "family")
    assert last.change == "joined"
    assert last.representative == "b"


def test_a_revision_says_anew_what_kind_of_copy_it_is() -> None:
    half = "\n\n".join(STORY.split("\n\n")[:5])
    told = family(story("a", 0), story("b", 5, body=half), story("b", 6))
    assert [one.relation for one in told] == ["single", "trimmed", "verbatim"]
    assert told[-1].change == "revised"
    assert told[-1].match is not None
    assert told[-1].match.article == "a"


FERRY = """경찰은 7일 물결항 유람선 침몰 사고와 관련해 선장 라온 씨를 불러 조사했다.
유람선은 전날 오후 짙은 안개 속에서 암초에 부딪혀 승객 41명이 바다에 빠졌다.
해경 경비정이 모두 구조했다.
경찰은 출항 당시 안개 특보가 내려져 있었는데도 배를 띄운 경위를 묻고 있다."""
SAME_FERRY = """라온 선장이 몰던 유람선이 물결항 앞바다에서 암초를 들이받고 침몰한 사고다.
선장이 경찰에 나왔다.
배에 탔던 41명은 해경이 구조했으나 7명이 다쳤다. 안개 특보 속에 출항한 까닭을 경찰이 캐고 있다."""
STORE = """은가람시는 저온창고 공사를 시작했다.
도담 시장은 예산 320억원을 들여 내년 가을까지 짓겠다고 했다.
농민들은 수확한 과일을 맡길 곳이 생겼다며 반겼고, 이웃 주민들은 트럭 소음을 걱정했다."""


def events(*articles: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in replay(articles):
        if one.level == "event" and one.article:
            found[one.article] = one.cluster
    return found


def test_a_text_that_has_become_another_alone_in_its_family_finds_its_event_anew() -> None:
    title = "물결항 유람선 침몰…경찰, 선장 소환 조사"
    first = story("a", 0, title=title, body=FERRY)
    report = story("b", 6, title="유람선 침몰 선장 소환…안개 속 출항 조사", body=SAME_FERRY)
    together = events(first, report)
    assert together["a"] == together["b"]
    flash = story("b", 2, title="[속보] 곧 이어집니다", body="자세한 소식은 곧 이어집니다.")
    apart = events(first, flash)
    assert apart["a"] != apart["b"]
    mended = events(first, flash, report)
    assert mended["a"] == mended["b"]
    away = events(first, report, story("b", 9, title="저온창고 첫 삽", body=STORE))
    assert away["a"] != away["b"]
