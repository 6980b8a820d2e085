"""core.detector: what is over ends, is told and forgotten; what comes later meets none of it."""

import numpy as np
import pytest
from stories import article, told
from strategies import START

from dedup.core.article import DAY, Micros
from dedup.core.detector import Detector, Outcome
from dedup.core.fingerprint import prepare
from dedup.core.seen import REMEMBERED_DAYS

FOUNDED = ("founder", 0), ("copy", 100), ("another", 200)  # minutes


def news(name, k, *, minutes):
    """An article of a text that has nothing in common with those of other numbers."""
    body = ". ".join(" ".join(f"w{k}q{j}n{i}" for i in range(9)) for j in range(6))
    return article(f"{name}{k}", 4, minutes=minutes, title=f"w{k}", body=body)


def told_once_the_founder_is_over(late):
    """What is told when `late` follows a copy `b` whose founder `a` is over."""
    feed = article("a", 1), article("b", 1, minutes=2_000), article("d", 4, minutes=2 * 1_440 + 60)
    verdicts, _, ledger = told(*feed, late, detector=Detector(window_days=2, rank=1))
    return verdicts, ledger


def test_a_revision_with_another_text_leaves_those_that_are_over_their_event_too():
    revised = article("b", 4, minutes=2 * 1_440 + 90, revision=2, body="등대가 다시 켜졌다. " * 9)
    verdicts, ledger = told_once_the_founder_is_over(revised)
    assert [verdicts["b", level].previous for level in ("family", "event")] == [
        verdicts["a", level].cluster for level in ("family", "event")
    ]
    assert ledger.assignment("b").family != ledger.assignment("a").family


def test_who_comes_into_an_event_whose_founders_are_over_represents_it():
    verdicts, _ = told_once_the_founder_is_over(article("c", 1, minutes=2 * 1_440 + 90))
    joined = verdicts["c", "event"]
    assert (joined.change, joined.representative) == ("joined", "c")


def test_clusters_close_when_their_last_member_is_over():
    detector = Detector(window_days=1, rank=1)
    feed = [article("a", 1), article("b", 1, minutes=60), article("c", 4, minutes=3_000)]
    _, _, ledger = told(*feed, detector=detector)
    family = ledger.cluster(ledger.assignment("a").family)
    assert family.status == "closed"
    assert family.counts.total == 2
    assert detector.stats().articles == 1
    assert detector.stats().families == 0


def test_after_a_pause_what_is_over_ends_with_the_articles_that_come_and_meets_none_of_them():
    detector = Detector(rank=1)
    told(*(news(name, k, minutes=k) for k in range(40) for name in "ab"), detector=detector)
    before = detector.stats()
    after = [news("c", k, minutes=30 * 1_440 + k) for k in range(8)]
    closed = []
    for one in after:
        verdict = detector.admit(prepare(one))
        changes = [update.change for update in verdict.updates]
        assert changes[-2:] == ["opened", "opened"]
        assert len(changes) < 40  # of all the ends there are
        closed += [update.cluster for update in verdict.updates if update.change == "closed"]
    assert len(closed) == len(set(closed)) == before.families + before.events > 40
    assert detector.stats().articles == len(after)


def test_a_family_stays_open_while_one_of_it_takes_part():
    detector = Detector(window_days=1, rank=1)
    feed = [article(name, 1, minutes=at) for name, at in (("a", 0), ("b", 1_000), ("c", 1_400))]
    _, _, ledger = told(*feed, article("d", 4, minutes=2_500), detector=detector)
    assert ledger.cluster(ledger.assignment("a").family).status == "open"


def test_a_family_is_closed_after_its_last_member_however_many_wait_for_their_end():
    detector = Detector(rank=1)
    feed = (news(name, k, minutes=at + k) for name, at in FOUNDED for k in range(20))
    told(*feed, detector=detector)
    open_before, closed = detector.stats().families, 0
    for k in range(8):
        verdict = detector.admit(prepare(news("later", k, minutes=30 * 1_440 + k)))
        closed += [(one.level, one.change) for one in verdict.updates].count(("family", "closed"))
        assert closed <= max(0, detector.left["expired"] - 40)  # founders and copies
    assert closed == open_before > 1


def test_a_copy_after_the_window_founds_a_family_of_its_own():
    detector = Detector(window_days=1, rank=1)
    feed = [article("a", 1), article("b", 4, minutes=2_000), article("c", 1, minutes=2_001)]
    verdicts, _, _ = told(*feed, detector=detector)
    assert verdicts["c", "family"].change == "opened"


def test_a_late_article_meets_what_is_of_its_own_time():
    detector = Detector(window_days=2, rank=1)
    feed = [
        article("a", 1),
        article("b", 4, minutes=2 * 1_440 + 600),
        article("late", 1, minutes=5, stamp=None),
        article("later", 1, minutes=6, stamp=None),
    ]
    verdicts, outcomes, _ = told(*feed, detector=detector)
    assert outcomes[2:] == [Outcome.LATE, Outcome.LATE]
    assert verdicts["late", "family"].late
    assert verdicts["later", "family"].cluster == verdicts["late", "family"].cluster


@pytest.mark.parametrize(("days", "outcome"), [(-1, Outcome.REPEATED), (2, Outcome.LATE)])
def test_an_id_is_remembered_for_its_days(days, outcome):
    detector = Detector(rank=1)
    then = Micros(START + (REMEMBERED_DAYS + days) * DAY)
    told(article("a", 1), article("b", 4, stamp=then, received=then), detector=detector)
    assert told(article("a", 1, stamp=None), detector=detector)[1] == [outcome]
    assert detector.stats().seen == 2  # one that comes again is remembered again


def test_words_of_long_ago_weigh_less():
    detector, other = Detector(rank=1), Detector(rank=1)
    later = Micros(START + 60 * DAY)
    told(article("a", 1), article("b", 4, stamp=later, received=later), detector=detector)
    told(article("a", 1), article("b", 4), detector=other)
    totals = [_families_counted(one) for one in (detector, other)]
    assert totals[0] < totals[1] / 10


def _families_counted(detector):
    sections = {section.name: section.data for section in detector.changing({})}
    return np.frombuffer(sections["frequency.state"], np.float64)[0]
