"""core.window: one slot an article; compaction changes nothing of who is left."""

import numpy as np
from happenings import empty_hand, vector_of
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import START, sentences

from dedup.core.article import DAY, Article, Micros
from dedup.core.fingerprint import prepare
from dedup.core.kernels.vector import SHARES
from dedup.core.window import Window


def fingerprint(number, **fields):
    body = "\n\n".join(sentences(number % 10, 1 + number % 4))
    given = {"id": f"a{number}", "title": f"제목 {number}호", "body": body, "outlet": "한마루"}
    return prepare(Article(**(given | {"received": Micros(START), "language": "ko"} | fields)))


def append(window, number, **fields):
    return window.append(fingerprint(number, **fields), at=Micros(START), until=1, series_day=0)


def known(window, n):
    """Everything the window knows of an article, by content."""
    row = window.row(n)

    def of(pool, start, count, width=1):
        first = int(row[start]) * width
        return pool.data[first : first + int(row[count]) * width].tolist()

    held = (
        of(window.stems, "stems", "stem_count"),
        of(window.sentences, "sentences", "sentence_count"),
        of(window.zones, "sentences", "sentence_count"),
        of(window.titles, "titles", "title_count"),
        *map(np.ndarray.tolist, vector_of(window, n)),
    )
    moving = {"stems", "sentences", "titles", "vector", "card", "text", "links"}
    fixed = [row[name].item() for name in row.dtype.names if name not in moving]
    return held, fixed, window.card(n), window.text(n), window.links(n)


def memory(window):
    return dict(window.dump()), [log.since(name, 0) for name, log in window.logs()]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.booleans(), max_size=12), st.lists(st.integers(0, 5), max_size=3), st.randoms())
def test_compaction_changes_nothing_of_the_articles_that_stay(described, cuts, dice):
    window = Window()
    numbers = [append(window, k) for k in range(len(described))]
    order = [n for n, wanted in zip(numbers, described, strict=True) if wanted]
    dice.shuffle(order)  # vectors are set in any order
    for n in order:
        terms = np.arange(n, n + 5, dtype=np.uint32)
        window.set_links(n, range(max(0, n - 2), n))
        window.set_terms(n, terms, np.full((5, SHARES), n, np.uint16))
    before = {n: known(window, n) for n in numbers}
    for cut in cuts:
        window.compact(min(cut, window.count))
        left = {n: what for n, what in before.items() if n >= window.base}
        assert {n: known(window, n) for n in left} == left
        empty_hand(window)
        assert {n: known(window, n) for n in left} == left
    again = Window()
    for (name, log), (_, other) in zip(window.logs(), again.logs(), strict=True):
        other.load(log.since(name, 0))
    again.load(dict(window.dump()))
    assert memory(again) == memory(window)
    assert append(again, 99) == append(window, 99) == len(numbers)
    assert memory(again) == memory(window)


def test_numbers_are_for_ever_and_slots_are_not():
    window = Window()
    for k in range(5):
        append(window, k)
    window.compact(3)
    assert (window.base, window.count, window.next) == (3, 2, 5)
    assert not window.holds(2)
    assert window.card(4).id == "a4"


def test_the_moment_of_publication_is_as_near_to_arrival_as_is_known():
    window = Window()
    early = Micros(START - 3 * DAY)
    own = append(window, 1, published=early)
    day = append(window, 2, published=early, published_day=True)
    wrong = append(window, 3, published=Micros(START + DAY))
    none = append(window, 4)
    moments = [int(window.row(n)["moment"]) for n in (own, day, wrong, none)]
    assert moments == [early, early + DAY - 1, START, START]


def test_a_text_without_a_date_names_days_of_some_month():
    window = Window()
    body = "조선소는 3일 새 공장을 열었다. 수주도 늘었다고 한다."
    dated = append(window, 1, body=body)
    undated = append(window, 2, body=body, received=None, stamp=Micros(START), inherited=True)
    third = (START // DAY - 2) % 64  # the feed starts on the fifth
    assert window.row(dated)["days"] == 1 << third
    assert window.row(undated)["days"] == 0
    assert window.row(dated)["month_days"] == window.row(undated)["month_days"] == 1 << 3
