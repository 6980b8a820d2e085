"""The included feed keeps what its README and the demo promise."""

import csv
import json
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from importlib.resources import files

import pytest

from dedup.core.article import Article, Reason, Rejection
from dedup.formats.article_json import Decoder

KST = timezone(timedelta(hours=9))
AGENCIES = {"가온통신", "나래통신"}
RELATIONS = {
    "origin",
    "verbatim",
    "trimmed",
    "extended",
    "rewritten",
    "composite",
    "version",
    "single",
}
REAL_NAMES = [
    "연합뉴스",
    "뉴시스",
    "뉴스1",
    "News1",
    "Yonhap",
    "Newsis",
    "Reuters",
    "로이터",
    "AFP",
    "블룸버그",
    "Bloomberg",
    "조선일보",
    "중앙일보",
    "동아일보",
    "한겨레",
    "경향신문",
    "한국일보",
    "서울신문",
    "매일경제",
    "한국경제",
    "KBS",
    "MBC",
    "SBS",
    "YTN",
    "JTBC",
    "삼성전자",
    "현대차",
    "현대자동차",
    "LG전자",
    "네이버",
    "카카오",
    "국민의힘",
    "더불어민주당",
    "민주당",
    "과학기술정보통신부",
    "블랙록",
]


@pytest.fixture(scope="module")
def lines() -> list[bytes]:
    return (files("dedup") / "demo" / "articles.jsonl").read_bytes().splitlines()


@pytest.fixture(scope="module")
def records(lines: list[bytes]) -> list[Article | Rejection]:
    decoder = Decoder()
    return [decoder.decode(line) for line in lines]


@pytest.fixture(scope="module")
def articles(records: list[Article | Rejection]) -> list[Article]:
    return [one for one in records if isinstance(one, Article) and not one.retracted]


@pytest.fixture(scope="module")
def truth() -> dict[str, dict[str, str]]:
    text = (files("dedup") / "demo" / "truth.tsv").read_text(encoding="utf-8")
    return {row["article"]: row for row in csv.DictReader(text.splitlines(), delimiter="\t")}


def test_about_two_hundred_articles_of_many_outlets_and_two_agencies(
    articles: list[Article], truth: dict[str, dict[str, str]]
) -> None:
    outlets = {article.outlet for article in articles} - {""}
    assert 190 <= len(truth) <= 230
    assert outlets >= AGENCIES
    assert len(outlets - AGENCIES) >= 12
    assert Counter(article.language for article in articles).keys() >= {"ko", "en"}


def test_every_article_that_stays_has_one_line_of_truth_and_no_other_has(
    lines: list[bytes], records: list[Article | Rejection], truth: dict[str, dict[str, str]]
) -> None:
    usable = [one for one in records if isinstance(one, Article)]
    killed = {one.id for one in usable if one.retracted}
    text = (files("dedup") / "demo" / "truth.tsv").read_text(encoding="utf-8")
    assert text.splitlines()[0] == "article\tfamily\tevent\trelation"
    assert len(text.splitlines()) == len(truth) + 1
    assert truth.keys() == {one.id for one in usable} - killed
    assert len(killed) == 1
    assert any(json.loads(line).get("status") == "canceled" for line in lines if b"cancel" in line)


def test_a_single_is_alone_and_a_family_is_of_one_event(truth: dict[str, dict[str, str]]) -> None:
    sizes = Counter(row["family"] for row in truth.values())
    events: dict[str, set[str]] = {}
    for row in truth.values():
        events.setdefault(row["family"], set()).add(row["event"])
        if row["relation"] == "single":
            assert sizes[row["family"]] == 1
    assert all(len(happenings) == 1 for happenings in events.values())


def test_every_relation_occurs_and_a_family_has_at_most_one_origin(
    truth: dict[str, dict[str, str]],
) -> None:
    origins = Counter(row["family"] for row in truth.values() if row["relation"] == "origin")
    assert {row["relation"] for row in truth.values()} == RELATIONS
    assert set(origins.values()) == {1}


@pytest.mark.parametrize(
    "tag",
    ["[속보]", "(1보)", "(2보)", "(종합)", "(종합2보)", "[정정]", "[인사]", "[부고]", "[포토]"],
)
def test_the_kinds_of_items_carry_their_tags(tag: str, articles: list[Article]) -> None:
    assert any(tag in article.title for article in articles)


def test_a_version_chain_is_one_family(
    articles: list[Article], truth: dict[str, dict[str, str]]
) -> None:
    chain = [a for a in articles if truth.get(a.id, {}).get("family") == "coldstore-wire"]
    titles = [article.title for article in chain if article.outlet in AGENCIES]
    for tag in ("[속보]", "(1보)", "(2보)", "(종합)", "(종합2보)"):
        assert sum(tag in title for title in titles) == 1


@pytest.mark.parametrize("series", ["weather", "market"])
def test_each_day_of_a_series_is_an_event_of_its_own(
    series: str, truth: dict[str, dict[str, str]]
) -> None:
    days = {row["event"] for row in truth.values() if row["event"].startswith(f"{series}-03")}
    assert days == {f"{series}-0301", f"{series}-0302", f"{series}-0303"}


def test_one_alliance_is_launched_in_copies_and_in_other_words_and_languages(
    articles: list[Article], truth: dict[str, dict[str, str]]
) -> None:
    launch = [a for a in articles if truth.get(a.id, {}).get("event") == "alliance-launch"]
    relations = Counter(truth[article.id]["relation"] for article in launch)
    assert len({article.outlet for article in launch}) >= 8
    assert {article.language for article in launch} == {"ko", "en"}
    assert relations["single"] >= 2
    assert min(relations[name] for name in ("verbatim", "trimmed", "rewritten")) >= 1


def test_a_press_release_family_has_no_origin(
    articles: list[Article], truth: dict[str, dict[str, str]]
) -> None:
    for family in ("care-release", "washer-release"):
        members = [a for a in articles if truth.get(a.id, {}).get("family") == family]
        assert len({article.outlet for article in members}) >= 5
        assert not {article.outlet for article in members} & AGENCIES
        assert "origin" not in {truth[article.id]["relation"] for article in members}


def test_an_english_agency_dates_its_lines_and_english_outlets_keep_them(
    articles: list[Article],
) -> None:
    dated = {a.outlet for a in articles if "SEOUL, March 3 (Narae) --" in a.body}
    assert "나래통신" in dated
    assert len(dated) >= 2


def test_one_revision_comes_too_late_and_one_record_comes_twice(
    lines: list[bytes], articles: list[Article]
) -> None:
    revisions: dict[str, list[int]] = {}
    for article in articles:
        if article.revision is not None:
            revisions.setdefault(article.id, []).append(article.revision)
    assert [1, 3, 2] in revisions.values()
    assert [1, 2, 2] in revisions.values()
    assert max(Counter(lines).values()) == 2


def test_some_articles_are_late_some_from_the_future_and_some_without_date(
    articles: list[Article],
) -> None:
    noon = datetime(2031, 3, 3, 12, tzinfo=KST).astimezone(UTC).timestamp() * 1_000_000
    moments = [article.received or article.published for article in articles]
    seen = [moment for moment in moments[:100] if moment is not None]
    week = 7 * 24 * 3_600 * 1_000_000
    watermark = sorted(seen)[-32]
    assert sum(m is not None and m < watermark - week for m in moments[100:]) >= 3
    assert sum(m is not None and m > noon + week for m in moments) >= 2
    assert moments.count(None) >= 3


def test_some_fields_are_missing_empty_or_written_in_another_way(lines: list[bytes]) -> None:
    text = b"\n".join(lines).decode(errors="replace")
    shapes = [json.loads(line) for line in lines if line.count(b'"id"') == 1 and _is_object(line)]
    whole = [shape for shape in shapes if "body" in shape]
    assert any("outlet" not in shape for shape in whole)
    assert any(shape.get("outlet") == "" for shape in whole)
    assert any("language" not in shape for shape in whole)
    assert any(shape.get("language") == "" for shape in whole)
    for written in ('"2031-03-02"', '"2031-03-02 ', '"2031-03-03T01:', '+09:00"', 'Z"'):
        assert written in text


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def test_a_dozen_records_are_broken_in_every_way_the_format_refuses(
    records: list[Article | Rejection],
) -> None:
    refused = Counter(one.reason for one in records if isinstance(one, Rejection))
    assert refused.total() >= 12
    assert refused.keys() == {
        Reason.MALFORMED,
        Reason.ENCODING,
        Reason.SHAPE,
        Reason.NO_IDENTITY,
        Reason.NO_TEXT,
        Reason.TIME,
        Reason.STATUS,
    }


def test_no_real_outlet_agency_company_or_party_is_named(lines: list[bytes]) -> None:
    text = b"\n".join(lines).decode(errors="replace")
    assert [name for name in REAL_NAMES if name in text] == []


def test_every_address_is_one_that_nobody_owns(lines: list[bytes]) -> None:
    for line in lines:
        for mark in (b"@", b"https://"):
            for rest in line.split(mark)[1:]:
                host = rest.split(b'"')[0].split(b"/")[0].split()[0].rstrip(b"\\)n.")
                assert b"example.com" in host, rest[:40]
