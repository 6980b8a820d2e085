"""core.evidence and core.doubt: what the decisions see of labelled pairs, and of unsure ones."""

import numpy as np
from strategies import START, sentences

from dedup.core.article import HOUR, Article, Micros
from dedup.core.doubt import doubts
from dedup.core.evidence import evidence
from dedup.core.fingerprint import prepare
from dedup.core.kernels.pair import F_SHORT
from dedup.core.weights import COPY, EVENT


def fingerprint(name, story, *, hours=0, start=0, count=9, retracted=False):
    body = "\n\n".join(sentences(story, start + count)[start:])
    return prepare(
        Article(
            id=name,
            title=body[:20],
            body=body,
            outlet=f"outlet of {name}",
            language="ko",
            received=Micros(START + hours * HOUR),
            retracted=retracted,
        )
    )


FEED = [
    fingerprint("a", 1),
    fingerprint("b", 4, hours=1),
    fingerprint("c", 1, hours=2),
    fingerprint("d", 1, hours=3, start=5, count=6),
]


def test_each_pair_is_seen_when_its_later_article_comes():
    pairs = {("a", "c"), ("c", "b"), ("a", "absent")}
    seen = evidence(FEED, pairs)
    assert seen.keys() == {("a", "c"), ("c", "b")}
    assert seen["a", "c"].text[F_SHORT] > 0.99
    assert seen["c", "b"].text[F_SHORT] < 0.3
    # what comes later changes nothing
    before = evidence(FEED[:3], pairs)
    assert (before["a", "c"].text == seen["a", "c"].text).all()
    assert (before["a", "c"].event == seen["a", "c"].event).all()


def test_withdrawals_and_later_revisions_are_no_evidence():
    again = [*FEED, fingerprint("a", 4, hours=5), fingerprint("d", 1, retracted=True)]
    seen, more = (evidence(feed, {("a", "c"), ("a", "d")}) for feed in (FEED, again))
    assert all((seen[pair].text == more[pair].text).all() for pair in seen)


def test_a_short_text_with_little_in_common_is_held_down():
    short = fingerprint("e", 4, hours=4, count=1)
    seen = evidence([*FEED, short], {("a", "e"), ("b", "e"), ("a", "b")})
    assert seen["a", "e"].held_down
    assert not seen["b", "e"].held_down  # it stands in the longer text
    assert not seen["a", "b"].held_down


def test_the_least_sure_pairs_come_first_and_each_article_once():
    feed = [fingerprint(f"s{k}", k % 3, hours=k, start=k % 4, count=4 + k % 5) for k in range(18)]
    for level in ("family", "event"):
        found = doubts(feed, level=level, most=5, copy_weights=COPY, event_weights=EVENT)
        wanted = COPY.threshold if level == "family" else 1 / (1 + np.exp(-EVENT.join))
        distances = [abs(doubt.score - wanted) for doubt in found]
        assert 1 < len(found) <= 5
        assert distances == sorted(distances)
        names = [name for doubt in found for name in (doubt.first.id, doubt.other.id)]
        assert len(names) == len(set(names))
        known = frozenset({frozenset({found[0].first.id, found[0].other.id})})
        others = doubts(
            feed, level=level, most=5, copy_weights=COPY, event_weights=EVENT, known=known
        )
        assert not known & {frozenset({each.first.id, each.other.id}) for each in others}


def test_an_article_is_never_held_against_its_own_revisions():
    feed = [fingerprint("a", 1), fingerprint("a", 1, hours=1, start=4, count=6)]
    feed += [fingerprint("b", 1, hours=2, start=2)]
    found = doubts(feed, level="family", most=9, copy_weights=COPY, event_weights=EVENT)
    assert [(doubt.first.id, doubt.other.id) for doubt in found] == [("a", "b")]
