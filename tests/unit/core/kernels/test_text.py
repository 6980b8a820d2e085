"""core.kernels.text: one pass from text to stems, quotations, sentences and zones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import read

from dedup.core.kernels.text import (
    BACKGROUND,
    EVER_QUOTED,
    FIRST,
    FIRST_IN_SENTENCE,
    LEAD,
    MAIN,
    MAX_SENTENCES,
    MAX_STEMS,
    QUOTED,
)


def stems(text):
    return read(text).stems.tolist()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("조선소는", "조선소가"),
        ("조선소에서", "조선소"),
        ("조선소로부터는", "조선소"),
        ("조선소들에게", "조선소"),
        ("발사했다", "발사한다고"),
        ("수출되며", "수출됐다"),
        ("yards", "yard"),
        ("Launched", "launching"),
        ("FERRY", "ferry"),
        ("Überfahrt", "überfahrt"),
        ("Москва", "москва"),
        ("hallituksen", "hallitukselle"),
        ("правительства", "правительству"),
        ("investigators", "investigation"),
        ("1,234", "1234"),
        ("1,234,567", "1234567"),
        ("6천596", "6596"),
        ("3천5", "3005"),
        ("1.5", "1.50"[:3]),
    ],
)
def test_forms_of_one_word_have_one_stem(one, other):
    assert stems(one) == stems(other)
    assert len(stems(one)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("조선소", "제철소"),
        ("contest", "contact"),
        ("interest", "internet"),
        ("10억", "10만"),
        ("10억", "10"),
        ("12%", "12"),
        ("1.5", "15"),
        ("12", "21"),
        ("6천59", "659"),
    ],
)
def test_what_means_something_else_has_another_stem(one, other):
    assert stems(one) != stems(other)


@pytest.mark.parametrize(
    "text", ["", " ", "…!?", "가", "a", "7", "😀😀", "그리고"[:1], "the", "기자"]
)
def test_what_tells_nothing_has_no_stem(text):
    assert stems(text) == []


def test_two_syllables_always_stay():
    assert stems("회의") != stems("회")
    assert len(stems("하는")) == 1


@pytest.mark.parametrize("text", ["梅川港", "こんにちは", "梅川港湾", "カタカナ"])
def test_scripts_of_syllables_without_spaces_become_pairs_of_characters(text):
    found = stems(text)
    assert len(found) == len(text) - 1


def test_endings_of_japanese_are_no_stems():
    assert stems("火事が起きたという") == stems("火事は起きる")
    assert stems("しまったという") != []  # of a text in hiragana alone they are all there is


@pytest.mark.parametrize(("text", "other"), [("雨が降った", "雨で降る"), ("車を、", "車は、")])
def test_what_stands_alone_among_endings_is_a_stem(text, other):
    assert len(stems(text)) == text.count("降") + 1
    assert stems(text) == stems(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("公司发布声明", "公司,发布,声明"),  # what joins two known words is none
        ("梅川公司发布", "梅川,公司,发布"),  # nor what joins a known word to a name
        ("梅川的港口", "梅川,港口"),  # nor what grammar joins
        ("梅川港将扩建", "梅川港,扩建"),
        ("警方在梅川", "警方,梅川"),
        ("東京都の計画", "東京,計画"),
    ],
)
def test_han_are_parted_where_words_are_known(text, words):
    assert stems(text) == stems(words)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("города", "городов"),
        ("городам", "городах"),
        ("суда", "суде"),
        ("партія", "партії"),
        ("правительством", "правительства"),
    ],
)
def test_endings_of_cyrillic_words_are_cut_off(one, other):
    assert stems(one) == stems(other)


@pytest.mark.parametrize(
    ("one", "other"), [("завод", "заводила"), ("мост", "место"), ("дом", "дым")]
)
def test_cyrillic_words_stay_apart(one, other):
    assert stems(one) != stems(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("المدينة", "مدينة"),
        ("وقال", "قال"),
        ("بالغبار", "الغبار"),
        ("للبلدية", "البلدية"),
        ("أنقاض", "انقاض"),
        ("مصابون", "مصابين"),
    ],
)
def test_what_arabic_writes_with_a_word_is_cut_off(one, other):
    assert stems(one) == stems(other)


@pytest.mark.parametrize(("one", "other"), [("كتاب", "كاتب"), ("ولد", "لد"), ("قتل", "قتيل")])
def test_arabic_words_stay_apart(one, other):
    assert stems(one) != stems(other)


@pytest.mark.parametrize(
    ("text", "count"), [("ภาษาไทย", 5), ("ไทย", 1), ("ไท", 1), ("ก", 0), ("မြန်မာစာ", 5)]
)
def test_alphabets_without_spaces_become_runs_of_letters(text, count):
    assert len(stems(text)) == count


@pytest.mark.parametrize(
    ("text", "words"),
    [("ท่าเรือในเมือง", "ท่าเรือ เมือง"), ("และของภูเขา", "ภูเขา"), ("ภูเขาที่", "ภูเขา")],
)
def test_thai_is_parted_where_words_carry_nothing(text, words):
    assert stems(text) == stems(words)


@pytest.mark.parametrize(
    "text",
    [
        "der Hafen und die Stadt", "le port avec la ville", "порт и город был",
        "liman ile kent için",         "cảng của và được", "ميناء من إلى", "बंदरगाह और में के",
    ],
)  # fmt: skip
def test_words_of_grammar_have_no_stem(text):
    assert len(stems(text)) <= 2


@pytest.mark.parametrize("text", ["AI", "EU", "CES", "OTT", "war", "mine", "Pro"])
def test_a_word_with_content_elsewhere_is_no_stop_word(text):
    assert len(stems(text)) == 1


@pytest.mark.parametrize("text", ["السلام عليكم", "שלום עולם", "नमस्ते दुनिया", "Καλημέρα κόσμε"])
def test_other_scripts_are_words(text):
    assert len(stems(text)) == 2


def test_a_combining_mark_belongs_to_its_word():
    assert len(stems("café")) == 1


def test_han_beyond_the_basic_plane_counts():
    assert len(stems("𠀀𠀁𠀂")) == 2


def test_words_inside_quotation_marks_are_flagged():
    found, flags, *_ = read('대표는 "공장 증설" 검토 공장')
    quoted = [bool(flag & QUOTED) for flag in flags]
    assert quoted == [False, True, True, False, False][-len(found) :]
    assert flags[-1] & EVER_QUOTED  # 공장 stands inside the quotation as well
    assert not flags[-1] & QUOTED


@pytest.mark.parametrize("text", ["il pleut «doucement» Valmont", "雨が「大量」降る"])
def test_quotation_marks_of_other_languages_flag_words_too(text):
    _, flags, *_ = read(text)
    quoted = [bool(flag & QUOTED) for flag in flags]
    assert True in quoted
    assert not quoted[0]
    assert not quoted[-1]


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph():
    _, flags, *_ = read('"공장 증설\n\n조선소 수주')
    assert [bool(flag & QUOTED) for flag in flags] == [True, True, False, False]


def test_first_occurrences_are_flagged_in_article_and_sentence():
    found, flags, offsets, *_ = read("공장 증설 공장.\n공장 수주 발표합니다.")
    assert found[0] == found[2] == found[3]
    assert [bool(f & FIRST) for f in flags[:4]] == [True, True, False, False]
    assert flags[offsets[1]] & FIRST_IN_SENTENCE


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("공장을 증설했다. 수주를 발표했다.", 2),
        ("매출이 1.5배 늘었다. 수주도 늘었다.", 2),
        ("The yard won 3.5 orders. It hired staff.", 2),
        ("Arden J. Vale spoke in Corvale.", 1),
        ('"공장을 늘린다. 사람도 뽑는다." 대표는 약속했다.', 1),
        ("工場は増設する。受注も増える。", 2),
        ("Elle a dit «il pleut». Il a plu.", 2),
        ("एक बांध टूट गया। पानी भर गया।", 2),
        ("متى ينتهي المطر؟ لا أحد يعلم.", 2),
        ("제목 한줄\n본문 두줄", 2),
        ("끝나지 않은 문장", 1),
    ],
)
def test_sentences_end_where_readers_end_them(text, count):
    assert len(read(text)[2]) - 1 == count


def test_the_lead_ends_after_three_long_sentences_and_background_begins_with_its_word():
    lead = "조선소는 새로운 화물선 열두 척을 수주했다고 공시했다."
    text = "\n".join(
        [lead] * 3
        + ["공장 증설도 검토하는 것으로 알려졌다."]
        + ["한편 조선소는 작년에 문을 열었다."]
    )
    zones = read(text)[3].tolist()
    assert zones == [LEAD, LEAD, LEAD, MAIN, BACKGROUND]


def test_very_long_texts_are_read_to_their_limit():
    found, _, offsets, zones, *_ = read(" ".join(f"낱말{n}호" for n in range(20_000)))
    assert len(found) <= MAX_STEMS
    assert read("\n".join(f"문장 번호{n}" for n in range(5_000)))[2].size <= MAX_SENTENCES + 1
    assert len(offsets) == len(zones) + 1


@given(st.text(max_size=400))
def test_any_text_gives_consistent_arrays(text):
    found, flags, offsets, zones, *_ = read(text)
    assert found.size == flags.size == offsets[-1]
    assert offsets[0] == 0
    assert (np.diff(offsets.astype(np.int64)) > 0).all()
    assert zones.size == offsets.size - 1
    assert 0 not in found
    first = [stem for stem, flag in zip(found.tolist(), flags, strict=True) if flag & FIRST]
    assert len(first) == len(set(first)) == len(set(found.tolist()))
    again = read(text)
    assert all((a == b).all() for a, b in zip(read(text), again, strict=True))
