"""core.seen: what is new, what repeats, what revises."""

import pytest

from dedup.core.article import DAY, Micros
from dedup.core.fingerprint import Fingerprint
from dedup.core.seen import CONTENTS, DROPPED, REMEMBERED_DAYS, SWEPT, Seen, Standing

NEW, REPEATED, REVISION = Standing.NEW, Standing.REPEATED, Standing.REVISION


def one(revision="h", text="a", *, name="x", retracted=False, at=None):
    content = b"" if retracted else text.encode().ljust(16, b"-")
    key = f"h{content.hex()}" if revision == "h" else revision
    return Fingerprint(id=name, revision=key, content=content, retracted=retracted, at=at)


def killed(revision="h", *, at=None):
    return one(revision, retracted=True, at=at)


def take(seen, fingerprint, *, n=0, now=0):
    standing, _ = seen.judge(fingerprint)
    if standing is not REPEATED:
        seen.note(fingerprint, n=-1 if fingerprint.retracted else n, now=Micros(now))
    return standing


@pytest.mark.parametrize(
    ("deliveries", "standings"),
    [
        ([one(), one()], [NEW, REPEATED]),
        ([one(text="a"), one(text="b"), one(text="a")], [NEW, REVISION, REPEATED]),
        (
            [one("n1"), one("n2", "b"), one("n1"), one("n2", "b")],
            [NEW, REVISION, REPEATED, REPEATED],
        ),
        ([one("n2"), one("n1", "b")], [NEW, REPEATED]),
        ([one("n1"), one("n2")], [NEW, REVISION]),
        ([one("u5"), one("u4", "b"), one("u6", "c")], [NEW, REPEATED, REVISION]),
        ([one("n1"), one("h", "b"), one("n1")], [NEW, REVISION, REPEATED]),
        ([one(), killed(), one(), killed()], [NEW, REVISION, REPEATED, REPEATED]),
        ([one(), killed(), one(text="b")], [NEW, REVISION, NEW]),
        ([killed(), killed(), one()], [NEW, REPEATED, NEW]),
        ([one("n1"), killed("n2"), one("n1"), one("n3", "b")], [NEW, REVISION, REPEATED, NEW]),
        (
            [one(), killed(at=5), one(text="b"), killed(at=5), one(text="b"), killed(at=9)],
            [NEW, REVISION, NEW, REPEATED, REPEATED, REVISION],
        ),
    ],
)
def test_a_revision_stands_to_what_came_before_it(deliveries, standings):
    seen = Seen()
    assert [take(seen, one, n=n) for n, one in enumerate(deliveries)] == standings


def test_the_number_of_the_revision_that_is_replaced_is_given():
    seen = Seen()
    take(seen, one("n1"), n=7)
    assert seen.judge(one("n2", "b")) == (REVISION, 7)
    assert seen.number("x") == 7
    assert seen.number("unknown") == -1


def test_ids_are_forgotten_after_their_days_counted_from_the_newest_revision():
    seen = Seen()
    take(seen, one("n1"), now=0)
    take(seen, one("n2", "b"), now=10 * DAY)
    seen.sweep(Micros((REMEMBERED_DAYS + 10) * DAY))
    assert len(seen) == 1
    seen.sweep(Micros((REMEMBERED_DAYS + 11) * DAY))
    assert len(seen) == 0


def test_ids_of_one_day_are_forgotten_a_few_with_each_article():
    seen, count = Seen(), 3 * DROPPED
    for n in range(count):
        take(seen, one(name=str(n)), n=n)
    then = Micros((REMEMBERED_DAYS + 1) * DAY)
    seen.sweep(then)
    assert count - len(seen) == SWEPT
    assert seen.judge(one(name=str(SWEPT - 1)))[0] is NEW
    assert seen.judge(one(name=str(SWEPT)))[0] is REPEATED
    reserved = seen.nbytes
    while len(seen):
        seen.sweep(then)
    assert seen.nbytes < reserved
    assert seen.judge(one(name=str(count - 1)))[0] is NEW


def test_an_id_forgotten_while_it_comes_again_is_counted_once():
    seen = Seen()
    take(seen, one())
    seen.judge(one(text="b"))
    seen.sweep(Micros((REMEMBERED_DAYS + 1) * DAY))
    assert len(seen) == 0
    seen.note(one(text="b"), n=1, now=Micros((REMEMBERED_DAYS + 1) * DAY))
    assert len(seen) == 1


def test_the_contents_of_an_article_rewritten_all_day_are_bounded():
    seen = Seen()
    for n in range(3 * CONTENTS):
        assert take(seen, one(text=str(n)), n=n) is (REVISION if n else NEW)
    assert seen.judge(one(text=str(2 * CONTENTS)))[0] is REPEATED
    assert seen.judge(one(text="1"))[0] is REVISION


def test_a_dumped_memory_judges_alike():
    seen = Seen()
    take(seen, one(name="old"))
    for fingerprint in (one("n1"), one("h", "b", name="y"), killed(at=3)):
        take(seen, fingerprint, now=DAY)
    seen.sweep(Micros((REMEMBERED_DAYS + 1) * DAY))
    assert len(seen) == 2
    again = Seen()
    again.load(dict(seen.dump()))
    for (name, log), (_, other) in zip(seen.logs(), again.logs(), strict=True):
        other.load(log.since(name, 0))
    assert dict(again.dump()) == dict(seen.dump())
    assert again.judge(one("h", "b", name="y")) == seen.judge(one("h", "b", name="y"))
    assert again.judge(one(name="old"))[0] is NEW
