"""formats.article_json: what a record may look like, what is refused and why; nothing raises."""

from zoneinfo import ZoneInfo

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.core.article import Article, Micros, Reason, Rejection
from dedup.formats.article_json import FIELDS, Decoder

OURS = Decoder()
FULL = {
    "id": "a1",
    "revision": 2,
    "outlet": "한빛일보",
    "language": "ko",
    "title": "새 다리 개통",
    "body": "한빛시가 새 다리를 개통했다.",
    "url": "https://news.example.com/a1",
    "published": "2025-09-29T10:44:00+09:00",
    "received": "2025-09-29T01:45:10.5Z",
    "updated": "2025-09-29 01:50:00",
    "status": "usable",
}
AT = 1_759_110_240_000_000  # 2025-09-29T01:44:00Z


def accept(decoder=OURS, **changes):
    article = decoder.decode(orjson.dumps(FULL | changes))
    assert isinstance(article, Article), article
    return article


def refuse(**changes):
    refused = OURS.decode(orjson.dumps(FULL | changes))
    assert isinstance(refused, Rejection), refused
    return refused.reason


def test_a_whole_record_becomes_an_article():
    assert OURS.decode(orjson.dumps(FULL), stamp=Micros(5)) == Article(
        id="a1",
        revision=2,
        outlet="한빛일보",
        language="ko",
        title="새 다리 개통",
        body="한빛시가 새 다리를 개통했다.",
        url="https://news.example.com/a1",
        published=Micros(AT),
        received=Micros(AT + 70_500_000),
        updated=Micros(AT + 360_000_000),
        stamp=Micros(5),
    )


def test_unknown_fields_are_ignored():
    assert accept(tags=["x", {"y": 1}], score=1e99) == accept()


@pytest.mark.parametrize("nothing", [None, "", "  ", "\u3000\n", "\0"])
def test_null_and_blank_are_missing_values(nothing):
    article = accept(
        revision=nothing,
        outlet=nothing,
        language=nothing,
        title=nothing,
        published=nothing,
        received=nothing,
        updated=nothing,
        status=nothing,
        url=nothing,
    )
    assert article == Article(id="a1", body=FULL["body"])


def test_the_stamp_of_another_article_is_handed_on_as_such():
    article = OURS.decode(orjson.dumps(FULL), stamp=Micros(7), inherited=True)
    assert isinstance(article, Article)
    assert (article.stamp, article.inherited) == (7, True)


# Names of foreign fields and zones


def test_foreign_names_are_read_where_mapped_and_ours_elsewhere():
    decoder = Decoder(mapping={"body": "text", "received": "crawled_at"})
    article = accept(decoder, text="다른 본문", crawled_at="2025-09-29 00:00:00")
    assert article.body == "다른 본문"
    assert article.received == AT - 6_240_000_000
    assert article.title == FULL["title"]


def test_one_foreign_field_may_serve_two_of_ours():
    decoder = Decoder(mapping={"published": "when", "received": "when"})
    article = accept(decoder, when="2025-09-29T01:44:00Z")
    assert article.published == article.received == AT


def test_a_zone_is_given_by_our_name_and_counts_for_that_field_alone():
    decoder = Decoder(zones={"published": ZoneInfo("Asia/Seoul")})
    article = accept(decoder, published="2025-09-29 10:44", received="2025-09-29 01:44")
    assert article.published == article.received == AT


def test_a_date_without_time_has_day_precision_at_its_zones_midnight():
    article = accept(Decoder(zones={"published": ZoneInfo("Asia/Seoul")}), published="2025-09-29")
    assert article.published_day
    assert article.published == AT - (10 * 3600 + 44 * 60) * 1_000_000
    assert not accept(published="2025-09-29T00:00").published_day


@pytest.mark.parametrize(
    "written", [1_759_110_240, 1_759_110_240_000, "Mon, 29 Sep 2025 01:44:00 +0000"]
)
def test_counts_since_1970_and_rfc_2822_are_times(written):
    assert accept(published=written).published == AT


def test_the_year_9999_is_a_time():
    assert accept(published="9999-12-31T23:59:59Z").published == 253_402_300_799_000_000


# Identity


def test_an_id_may_be_a_number():
    assert accept(id=17).id == "17"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("HTTPS://News.Example.COM/a1", "https://news.example.com/a1"),
        ("https://example.com:443/a?b=2&a=1#top", "https://example.com/a?a=1&b=2"),
        ("https://example.com", "https://example.com/"),
        ("https://example.com/a?utm_source=x&id=7&fbclid=z&UTM_id=1", "https://example.com/a?id=7"),
        ("http://user:pw@example.com:8080/a?gclid=1", "http://example.com:8080/a"),
        (" https://example.com/기사?번호=1 ", "https://example.com/기사?번호=1"),
    ],
)
def test_without_id_the_canonical_url_is_the_id(url, name):
    assert accept(id=None, url=url).id == name


def test_a_long_url_names_by_its_hash():
    address = "https://example.com/" + "a" * 2_000
    assert len(accept(id="", url=address).id) == 32
    assert accept(id="", url=address).id == accept(id="", url=address + "#top").id


@pytest.mark.parametrize("url", [None, "/a1", "http://[", "ftp://example.com/a", "a1"])
def test_without_id_and_url_outlet_title_and_time_name_the_article(url):
    name = accept(id=None, url=url).id
    assert len(name) == 32
    assert accept(id=None, url=url, body="다른 본문", revision=3).id == name
    assert accept(id=None, url=url, outlet="다른 신문").id != name
    assert accept(id=None, url=url, title="다른 제목").id != name
    assert accept(id=None, url=url, published="2025-09-30").id != name


def test_without_title_or_time_the_body_helps_to_name():
    bare = dict.fromkeys(("id", "url", "published", "received", "updated"))
    assert accept(**bare).id != accept(**bare, body="다른 본문").id
    untitled = {"id": None, "url": None, "title": None}
    assert accept(**untitled).id != accept(**untitled, body="다른 본문").id


def test_an_id_of_1024_bytes_is_the_longest():
    assert accept(id="x" * 1_024).id == "x" * 1_024
    assert refuse(id="x" * 1_025) is Reason.OVERSIZE
    assert refuse(id="가" * 342) is Reason.OVERSIZE
    assert refuse(id="x" * 10_240) is Reason.OVERSIZE


# Language


@pytest.mark.parametrize("code", ["xx", "und", "zzz", "nonsense", "", None, "한국어"])
def test_an_unknown_language_is_a_missing_value(code):
    assert accept(language=code).language == ""


def test_a_language_code_is_cut_to_its_primary_subtag():
    assert accept(language="EN-us").language == "en"


# Withdrawal


@pytest.mark.parametrize("status", ["canceled", "Canceled", "cancelled", "withheld"])
def test_a_withdrawn_status_retracts(status):
    assert accept(status=status).retracted


def test_a_withdrawal_needs_an_id_and_nothing_else():
    assert OURS.decode(b'{"id":"a1","status":"canceled"}') == Article(id="a1", retracted=True)
    article = OURS.decode(b'{"id":"a1","status":"canceled","published":"soon","revision":"x"}')
    assert article == Article(id="a1", retracted=True)
    refused = OURS.decode(b'{"status":"canceled"}')
    assert isinstance(refused, Rejection)
    assert refused.reason is Reason.NO_IDENTITY


def test_a_null_value_withdraws_the_id_in_the_key():
    assert OURS.decode(None, key="기사-1".encode(), stamp=Micros(9)) == Article(
        id="기사-1", stamp=Micros(9), retracted=True
    )


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        (None, Reason.NO_IDENTITY),
        (b"", Reason.NO_IDENTITY),
        (b"  ", Reason.NO_IDENTITY),
        (b"\0", Reason.NO_IDENTITY),
        (b"\xff", Reason.ENCODING),
        (b"x" * 1_025, Reason.OVERSIZE),
    ],
)
def test_a_null_value_without_a_usable_key_is_refused(key, reason):
    refused = OURS.decode(None, key=key)
    assert isinstance(refused, Rejection)
    assert refused.reason is reason


def test_any_other_status_is_refused():
    assert refuse(status="embargoed") is Reason.STATUS


# Revision


@pytest.mark.parametrize(("given_", "read"), [(0, 0), ("3", 3), (" 4 ", 4), (2.0, 2)])
def test_revisions_are_whole_numbers_also_in_digits(given_, read):
    assert accept(revision=given_).revision == read


@pytest.mark.parametrize("given_", [-1, 1.5, "two", "٣", True, 10**19, "9" * 30, [1]])
def test_other_revisions_are_refused(given_):
    assert refuse(revision=given_) is Reason.SHAPE


# Refusals


@pytest.mark.parametrize(
    "changes",
    [
        {"id": ["a"]},
        {"id": 1.5},
        {"id": True},
        {"outlet": {"name": "x"}},
        {"title": 5},
        {"body": ["a", "b"]},
        {"body": 5},
        {"url": {}},
        {"language": 1},
        {"published": []},
        {"published": True},
        {"status": 1},
    ],
    ids=str,
)
def test_a_field_of_the_wrong_type_is_refused(changes):
    assert refuse(**changes) is Reason.SHAPE


@pytest.mark.parametrize("field", ["published", "received", "updated"])
@pytest.mark.parametrize("written", ["soon", "2025-13-01", "0000-00-00", 10**15])
def test_a_time_that_cannot_be_read_is_refused(field, written):
    assert refuse(**{field: written}) is Reason.TIME


def test_neither_title_nor_body_is_no_text():
    assert refuse(title="", body=" \n") is Reason.NO_TEXT
    assert accept(body=None).title == FULL["title"]


def test_long_fields_are_refused():
    assert refuse(outlet="가" * 400) is Reason.OVERSIZE
    assert refuse(title="가" * 30_000) is Reason.OVERSIZE
    assert refuse(url="https://example.com/" + "a" * 9_000) is Reason.OVERSIZE


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (b"", Reason.MALFORMED),
        (b"{", Reason.MALFORMED),
        (b"not json", Reason.MALFORMED),
        (b"[]", Reason.MALFORMED),
        (b"null", Reason.MALFORMED),
        (b'"text"', Reason.MALFORMED),
        (b'{"id":NaN}', Reason.MALFORMED),
        (b"[" * 100_000, Reason.MALFORMED),
        (b'{"id":"\xff"}', Reason.ENCODING),
        (b'{"id":"\xed\xa0\x80"}', Reason.ENCODING),
        (b'{"id":"a","title":"\\ud800"}', Reason.ENCODING),
        (b'{"id":"a","title":"\\udc00x"}', Reason.ENCODING),
        (b'{"id":"a","title":"\\ud83d\\u0041"}', Reason.ENCODING),
        ('{"id":"a","title":"제목"}'.encode("utf-16"), Reason.ENCODING),
        ('{"id":"a","title":"제목"}'.encode("cp949"), Reason.ENCODING),
    ],
    ids=lambda value: repr(value[:30]),
)
def test_what_is_no_record_is_refused(record, reason):
    refused = OURS.decode(record)
    assert isinstance(refused, Rejection)
    assert refused.reason is reason
    assert len(refused.detail) < 200


def test_a_record_above_the_limit_is_refused_unread():
    refused = Decoder(max_record_bytes=10).decode(b"not json at all")
    assert isinstance(refused, Rejection)
    assert refused.reason is Reason.OVERSIZE


def test_a_byte_order_mark_is_no_fault():
    assert OURS.decode(b"\xef\xbb\xbf" + orjson.dumps(FULL)) == accept()


def test_nul_characters_are_taken_out():
    article = accept(id="a\0 1", title="제\0목", body="\0본문", outlet="\0한빛")
    assert (article.id, article.title, article.body) == ("a 1", "제목", "본문")
    assert article.outlet == "한빛"


@given(st.binary(max_size=200))
def test_any_bytes_are_an_article_or_a_rejection(noise):
    assert isinstance(OURS.decode(noise), Article | Rejection)
    assert isinstance(OURS.decode(None, key=noise), Article | Rejection)


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8"))
    | st.datetimes().map(str)
    | st.sampled_from(["canceled", "usable", "http://[", "https://Example.com?b&a", "9" * 25]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=3,
)


@given(st.dictionaries(st.sampled_from(FIELDS), values))
def test_any_values_in_our_fields_are_an_article_or_a_rejection(record):
    decoder = Decoder(zones={"published": ZoneInfo("America/New_York")})
    result = decoder.decode(orjson.dumps(record))
    assert isinstance(result, Article | Rejection)
    if isinstance(result, Article):
        assert result.id
        assert result.retracted or result.title or result.body
        assert result == decoder.decode(orjson.dumps(record))
