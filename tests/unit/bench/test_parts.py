from itertools import pairwise
from xml.etree import ElementTree as ET

import orjson
import pytest

from dedup.bench.chart import draw
from dedup.bench.growth import grow
from dedup.bench.parts import Ours, measure_index, measure_latency, measure_signing
from dedup.bench.peers import Datasketch
from dedup.bench.whole import peer_run, replay_run
from dedup.core.article import Article
from dedup.settings import Settings

TEXT = "조선소가 선박 수주를 발표했다. 노조는 반발했다. Officials welcomed the order. "
FEED = [Article(id=f"a{k}", outlet=f"o{k % 3}", body=TEXT * (3 + k % 5)) for k in range(30)]
TEXTS = [article.body for article in FEED]


@pytest.fixture
def feed_file(tmp_path):
    path = tmp_path / "feed.jsonl"
    path.write_bytes(b"".join(line + b"\n" for line in grow(FEED, count=60, hours=24)))
    return str(path)


def test_every_figure_of_signing_is_measured_for_us_and_datasketch():
    found = measure_signing(TEXTS, [Datasketch])
    assert {figure.who for figure in found} == {"datasketch", "dedup"}
    assert all(figure.value > 0 for figure in found if figure.unit != "RMSE")
    errors = [figure.value for figure in found if figure.unit == "RMSE"]
    assert max(errors) < 0.2


def test_our_band_index_finds_what_is_filed_and_not_what_is_gone():
    ours = Ours()
    signature = ours.sign(TEXT)
    assert not ours.find_and_file(0, signature)
    assert ours.find_and_file(1, signature)
    ours.remove(0, signature)
    ours.remove(1, signature)
    assert not ours.find_and_file(2, signature)


def test_the_index_is_measured_with_expiry():
    assert all(figure.value > 0 for figure in measure_index(TEXTS, [Datasketch], window=20))


def test_latency_counts_from_the_line_to_the_updates():
    lines = list(grow(FEED, count=40, hours=24))
    p50, p99, memory = measure_latency(lines, settings=Settings())
    assert 0 < p50.value <= p99.value
    assert memory.value > 0


def test_runs_count_every_article_and_write_their_output(feed_file, tmp_path):
    ours = replay_run(feed_file, str(tmp_path / "updates"), "both", None)
    theirs = peer_run(feed_file, str(tmp_path / "flags"), "datasketch")
    assert ours.articles == theirs.articles == 60
    assert ours.updates >= 120
    flags = [orjson.loads(line) for line in (tmp_path / "flags").read_bytes().splitlines()]
    assert len(flags) == 60


def test_names_in_a_chart_do_not_stand_on_each_other():
    rates = {"a": 1_000.0, "b": 1_010.0, "c": 990.0, "d": 9_000.0}
    svg = draw({name: [(2_000, rate)] for name, rate in rates.items()}, title="x")
    names = [each for each in ET.fromstring(svg).iter() if each.text in rates]
    heights = {each.text: float(each.attrib["y"]) for each in names}
    assert sorted(heights, key=heights.__getitem__) == ["d", "b", "a", "c"]
    order = sorted(heights.values())
    assert all(after - before >= 12 for before, after in pairwise(order))


def test_a_chart_is_well_formed_and_names_its_series():
    svg = draw({"both levels": [(1000, 900.0), (100_000, 850.0)], "a < b": [(1000, 5)]}, title="x")
    root = ET.fromstring(svg)
    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "both levels" in texts
    assert "a < b" in texts
