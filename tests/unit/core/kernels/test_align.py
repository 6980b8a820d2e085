"""core.kernels.align and verify.align_texts: shared passages by characters."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import folded

from dedup.core.kernels.align import SHORTEST_RUN, align, join_runs
from dedup.core.verify import align_texts

ONE = "조선소 두 곳이 화물선 열두 척을 수주했다고 3일 공시했다."
TWO = "항구의 새 등대는 오는 가을에 처음으로 불을 밝힐 예정이라고 한다."
THREE = "The council approved the tidal barrage after a long and noisy debate."

NAMES = (
    "조선소",
    "항구",
    "등대",
    "수주",
    "공시",
    "화물선",
    "ferry",
    "council",
    "barrage",
    "12",
    "3천",
)
words = st.lists(st.sampled_from(NAMES), max_size=60).map(" ".join)


def test_a_text_covers_itself_in_one_passage():
    found = align_texts(ONE, ONE)
    assert (found.coverage, found.coverage_other) == (1.0, 1.0)
    assert [(p.start, p.other_start) for p in found.passages] == [(0, 0)]


def test_a_trimmed_text_is_covered_and_covers_a_part():
    found = align_texts(ONE, f"{TWO}\n\n{ONE}")
    assert found.coverage == 1.0
    assert 0.3 < found.coverage_other < 0.6
    passage = found.passages[0]
    assert (passage.start, passage.other_start) == (0, len(TWO) + 2)


def test_paragraphs_in_another_order_are_found():
    found = align_texts(f"{ONE}\n\n{TWO}\n\n{THREE}", f"{THREE}\n\n{ONE}\n\n{TWO}")
    assert found.coverage == found.coverage_other == 1.0


def test_spacing_punctuation_and_case_do_not_matter():
    assert (
        align_texts(
            "조선소 두곳이 화물선 열두척을 수주", "조선소두 곳이, 화물선 열두 척을 수주!"
        ).coverage
        == 1.0
    )


def test_names_and_phrases_alone_are_no_passage():
    found = align_texts("조선소 두 곳이 문을 닫았다", "조선소 두 곳은 새로 생겼다")
    assert found.coverage == 0.0
    assert found.passages == ()


def test_a_text_shorter_than_any_passage_is_one_as_a_whole():
    found = align_texts("새 등대 불 켜다", f"{ONE} 새 등대, 불 켜다.")
    assert found.coverage == 1.0
    assert align_texts("새 등대 불 켜다", f"{ONE} 새 등대 불 끄다.").coverage == 0.0
    assert align_texts("새 등대", "새 등대").coverage == 0.0  # three letters are a name


def test_nothing_is_shared_with_nothing():
    for one, other in (("", ""), (ONE, ""), ("", ONE), ("…", "…")):
        found = align_texts(one, other)
        assert (found.coverage, found.coverage_other, found.passages) == (0.0, 0.0, ())


def test_a_changed_word_does_not_break_a_passage():
    found = align_texts(ONE, ONE.replace("열두", "열세"))
    assert len(found.passages) == 1


def test_longest_passages_come_first_and_no_more_than_asked_for():
    parts = [ONE, TWO, THREE]
    found = align_texts(
        "\n\n".join(parts), "\n\n== 광고가 들어간 자리입니다 ==\n\n".join(parts), most=2
    )
    lengths = [p.end - p.start for p in found.passages]
    assert lengths == sorted(lengths, reverse=True)
    assert len(lengths) == 2


@settings(deadline=None)
@given(words, words, words)
def test_coverage_is_a_share_and_passages_are_the_same_text(one, two, three):
    a, b = f"{one} {two}", f"{two} {three}"
    found = align_texts(a, b, most=99)
    assert 0.0 <= found.coverage <= 1.0
    assert 0.0 <= found.coverage_other <= 1.0
    assert found.marks.sum() == round(found.coverage * max(1, found.marks.size))
    for p in found.passages:
        mine, theirs = folded(a[p.start : p.end]), folded(b[p.other_start : p.other_end])
        assert mine[:SHORTEST_RUN].tolist() == theirs[:SHORTEST_RUN].tolist()
        assert mine[-SHORTEST_RUN:].tolist() == theirs[-SHORTEST_RUN:].tolist()
    if folded(two).size >= SHORTEST_RUN + 12:
        assert found.coverage > 0


@settings(deadline=None)
@given(st.lists(st.integers(1, 4), max_size=80), st.lists(st.integers(1, 4), max_size=80))
def test_runs_are_equal_and_follow_each_other(one, two):
    x, y = np.array(one, np.uint32), np.array(two, np.uint32)
    runs = align(x, y)
    end = 0
    for a, b, c, d in runs.tolist():
        assert x[a:b].tolist() == y[c:d].tolist()
        assert b - a == d - c >= min(SHORTEST_RUN, len(one), len(two))
        assert a >= end
        end = b
    joined = join_runs(runs)
    assert len(joined) <= len(runs)


def test_passages_stand_where_their_characters_do_however_many_bytes_these_have():
    told = "𠀀𠀁 café Ünïcode 조선소 화물선 수주 계약 공시"
    found = align_texts(f"😀 … {told}", f"é {told}")
    passage = found.passages[0]
    assert passage.text == told
    assert (passage.start, passage.other_start) == (4, 2)


def test_half_a_surrogate_is_a_character_and_no_letter():
    found = align_texts(f"\ud800{ONE}", ONE)
    assert found.passages[0].start == 1
