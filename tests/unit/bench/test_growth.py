import orjson
import pytest

from dedup.bench.growth import grow, storm
from dedup.bench.peers import jaccard, shingles
from dedup.core.article import Article

TEXT = "조선소가 선박 수주를 발표했다. 노조는 12일 반발했다. Officials welcomed the order. " * 4
FEED = [
    Article(id="a", outlet="하나일보", title="조선소 수주", body=TEXT),
    Article(id="b", outlet="두리신문", title="조선소 수주", body=TEXT + "끝으로 날씨는 맑다."),
]


def grown(count):
    return [orjson.loads(line) for line in grow(FEED, count=count, hours=24)]


def test_growing_the_same_feed_gives_the_same_bytes():
    assert list(grow(FEED, count=9, hours=24)) == list(grow(FEED, count=9, hours=24))


def test_every_telling_has_ids_of_its_own_and_times_within_the_span():
    articles = grown(9)
    assert len({article["id"] for article in articles}) == 9
    times = [article["published"] for article in articles]
    assert times == sorted(times)
    assert times[-1] < "2025-03-02"


def test_copies_stay_copies_and_tellings_share_little():
    first, copy, second, *_ = [shingles(article["body"]) for article in grown(4)]
    assert jaccard(first, copy) > 0.8
    assert jaccard(first, second) < 0.5


def test_the_first_telling_is_the_feed_itself():
    assert [article["body"] for article in grown(2)] == [article.body for article in FEED]


def test_a_storm_is_made_of_near_copies_that_all_differ():
    bodies = [orjson.loads(line)["body"] for line in storm(FEED[0], count=20, hours=1)]
    assert len(set(bodies)) == 20
    assert min(jaccard(shingles(bodies[0]), shingles(body)) for body in bodies[1:]) > 0.2


@pytest.mark.parametrize("count", [0, 1])
def test_any_number_of_articles_can_be_grown(count):
    assert len(grown(count)) == count
