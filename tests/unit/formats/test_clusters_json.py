"""formats.clusters_json: one line a cluster, with its members."""

from dedup.core.article import Micros
from dedup.core.ledger import Cluster, Member
from dedup.core.update import Counts, Origin, Times
from dedup.formats.clusters_json import encode

HOUR = 3_600_000_000


def member(article, **more):
    more = {
        "cluster": "f1",
        "relation": None,
        "outlet": "",
        "at": Micros(0),
    } | more
    return Member(article=article, **more)


def test_a_cluster_is_this_line():
    cluster = Cluster(
        id="f1",
        level="family",
        status="closed",
        revision=3,
        at=Micros(2 * HOUR),
        counts=Counts(total=2, unique=1, reprints=1, versions=0, outlets=2),
        times=Times(first=Micros(0), last=Micros(HOUR)),
        representative="a",
        origin=Origin(article="a", outlet="누리통신", agency="누리통신", evidence=("earliest",)),
        members=(
            member("a", outlet="누리통신", relation="origin"),
            member("b", at=Micros(HOUR), credited="누리통신", version="종합"),
        ),
    )
    assert encode(cluster).decode() == (
        '{"id":"f1","level":"family","status":"closed","revision":3,"at":"1970-01-01T02:00:00Z",'
        '"counts":{"total":2,"unique":1,"reprints":1,"versions":0,"outlets":2},'
        '"representative":"a",'
        '"origin":{"article":"a","outlet":"누리통신","agency":"누리통신","evidence":["earliest"]},'
        '"times":{"first":"1970-01-01T00:00:00Z","last":"1970-01-01T01:00:00Z"},'
        '"members":[{"article":"a","outlet":"누리통신","relation":"origin",'
        '"at":"1970-01-01T00:00:00Z"},{"article":"b","at":"1970-01-01T01:00:00Z",'
        '"credited":"누리통신","version":"종합"}]}'
    )
