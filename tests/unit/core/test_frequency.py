"""core.frequency: in how many families a stem occurs, with decay."""

import pytest
from reading import read

from dedup.core.article import DAY, Micros
from dedup.core.common_stems import PRIOR_ARTICLES
from dedup.core.frequency import Frequencies
from dedup.core.kernels.laid import slot_of
from dedup.core.kernels.text import FIRST


def counted(text):
    found = read(text)
    return found.stems, found.flags


def df(counts, text):
    return float(counts.df[slot_of(read(text).stems[0])])


def test_ordinary_words_are_frequent_before_anything_is_counted():
    counts = Frequencies()
    assert counts.total == PRIOR_ARTICLES
    assert df(counts, "정부") > 100
    assert df(counts, "government") > 100
    assert df(counts, "은가람강") == 0


def test_a_stem_counts_once_for_a_family():
    counts = Frequencies()
    counts.count(*counted("은가람강 유람선 은가람강 은가람강"))
    assert df(counts, "은가람강") == 1
    assert counts.total == PRIOR_ARTICLES + 1


def test_half_is_forgotten_in_fourteen_days():
    counts = Frequencies()
    counts.advance(Micros(20_000 * DAY))
    counts.count(*counted("은가람강"))
    total = counts.total
    counts.advance(Micros(20_007 * DAY))
    counts.advance(Micros(20_014 * DAY + 5))
    counts.advance(Micros(20_003 * DAY))
    assert df(counts, "은가람강") == pytest.approx(0.5)
    assert counts.total == pytest.approx(total / 2)


def test_dumped_tables_are_the_same_bit_for_bit():
    counts, again = Frequencies(), Frequencies()
    for day in range(5):
        counts.advance(Micros((20_000 + day) * DAY))
        counts.count(*counted(f"은가람강 유람선{day} 좌초{day} government plan"))
    slots = {name: log.since(name, 0) for name, log in counts.logs()}
    again.load(dict(counts.dump()) | {name: section.data for name, section in slots.items()})
    for name, log in again.logs():
        log.load(slots[name])
    assert (again.df == counts.df).all()
    assert (again.log_df == counts.log_df).all()
    assert again.total == counts.total
    for one in (counts, again):
        one.advance(Micros(20_009 * DAY))
        one.count(*counted("은가람강 나루"))
    assert dict(again.dump()) == dict(counts.dump())


def test_flags_say_which_stems_are_counted():
    stems, flags = counted("공장 공장 증설")
    assert [bool(flag & FIRST) for flag in flags] == [True, False, True]
    assert stems[0] == stems[1]
