"""Articles of small stories, and their event vectors."""

import numpy as np
from strategies import START, sentences

from dedup.core.article import HOUR, Article, Micros
from dedup.core.fingerprint import prepare
from dedup.core.frequency import Frequencies
from dedup.core.hand import Hand
from dedup.core.kernels.vector import SHARES
from dedup.core.vectors import Vectors
from dedup.core.window import Window

_FREQUENCIES = Frequencies()


def vectors_of(*articles):
    """Vectors over a window that holds these articles, each described."""
    window = Window()
    vectors = Vectors(window=window, frequencies=_FREQUENCIES, window_hours=96)
    for article in articles:
        at = article.received or Micros(0)
        vectors.describe(window.append(prepare(article), at=at, until=1, series_day=0))
    return vectors, window


def vector_of(window, n):
    """Terms of an article, and SHARES weights of each."""
    count = window.get("term_count", n)
    if not count:
        return np.zeros(0, np.uint32), np.zeros((0, SHARES), np.uint16)
    window.take_in_hand(n)
    hand, start = window.hand, window.hand.start(n - window.base)
    weights = hand.weights.reshape(-1, SHARES)[start : start + count]
    return hand.terms[start : start + count].copy(), weights.copy()


def empty_hand(window):
    """Let the window take all vectors from its pool again."""
    window.hand = Hand(room=1024)
    window.hand.places.skip(window.count)


def article(story, *, hours=0, count=8, **fields):
    """An article of a story, some hours on."""
    body = "\n\n".join(sentences(story, count))
    given = {"title": sentences(story, 1)[0][:30], "body": body, "language": "ko"} | fields
    return Article(id=f"s{story}", received=Micros(START + hours * HOUR), **given)
