"""Articles of small stories, and their event vectors."""

from strategies import START, sentences

from dedup.core.article import HOUR, Article, Micros
from dedup.core.fingerprint import prepare
from dedup.core.frequency import Frequencies
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


def article(story, *, hours=0, count=8, **fields):
    """An article of a story, some hours on."""
    body = "\n\n".join(sentences(story, count))
    given = {"title": sentences(story, 1)[0][:30], "body": body, "language": "ko"} | fields
    return Article(id=f"s{story}", received=Micros(START + hours * HOUR), **given)
