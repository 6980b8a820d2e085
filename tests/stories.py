"""Fictional stories as articles, and what a detector tells of them."""

from strategies import START, sentences

from dedup.core.article import SECOND, Article, Micros, Rejection
from dedup.core.detector import Detector
from dedup.core.fingerprint import prepare
from dedup.core.ledger import Ledger

MINUTE = 60 * SECOND
AGENCY = "가온통신"


def article(name, story, *, minutes=0, outlet=None, start=0, count=9, **fields):
    """An article of a story: `count` sentences from sentence `start`, some minutes on."""
    told = sentences(story, start + count)[start:]
    at = Micros(START + minutes * MINUTE)
    given = {
        "title": f"{told[0][:20]}…",
        "body": "\n\n".join(told),
        "outlet": f"outlet of {name}" if outlet is None else outlet,
        "language": "en" if story % 5 == 4 else "ko",
        "received": at,
        "published": at,
        "stamp": at,
    }
    return Article(id=name, **(given | fields))


def told(*articles, detector=None):
    """Updates by (article, level) of a feed, the outcomes, and the ledger after it."""
    detector, ledger = detector or Detector(), Ledger()
    verdicts, outcomes = {}, []
    for one in articles:
        fingerprint = prepare(one)
        assert not isinstance(fingerprint, Rejection)
        verdict = detector.admit(fingerprint)
        outcomes.append(verdict.outcome)
        for update in verdict.updates:
            ledger.apply(update)
            if update.article == one.id:
                verdicts[one.id, update.level] = update
    return verdicts, outcomes, ledger


def by_agency(name, story, **more):
    body = article(name, story, **more).body
    return article(
        name, story, **more | {"outlet": AGENCY, "body": f"(솔내={AGENCY}) 홍길동 기자 = {body}"}
    )
