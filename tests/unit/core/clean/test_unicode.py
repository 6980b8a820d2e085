import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.core.clean.unicode import fold, fold_all, fold_by_neighbours

ODD = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "가각ᄀ ᅵ\u200b\u200d\u202e\xad\ufeff\r\n\t\u2028ⓒ㈜ㅣㆍ…“‘´˚º′″\u0301\uffe8"
        ),
    )
)


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("ⓒNews1 ㈜우리 22˚C", "©News1 (주)우리 22°C"),
        ("“둘” ‘하나’ `셋`", "\"둘\" '하나' '셋'"),
        ("[우리신문ㅣ홍길동 기자]", "[우리신문|홍길동 기자]"),
        ("민ㆍ관･정", "민·관·정"),
        ("말\u200b을\u202e 잇\xad다\ufeff", "말을 잇다"),
        ("a\tb\xa0\u3000 c", "a b c"),
        (" 첫째 \r\n\r\n\u2028 둘째\x00 ", "첫째\n둘째"),
        ("Ａ％ ﬁn 12㎞", "A% fin 12km"),
        ("Cafe\u0301", "Café"),
        ("١٬٢٣٤٫٥ و٣٠٪ · ۱۲ · १३ · ১৪ · ๑๕", "1,234.5 و30% · 12 · 13 · 14 · 15"),
    ],
)
def test_text_has_one_form(raw: str, folded: str) -> None:
    assert fold(raw) == folded


@given(ODD)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ODD)
def test_folded_text_is_compatibility_composed_and_has_no_loose_white_space(text: str) -> None:
    folded = fold(text)
    assert unicodedata.is_normalized("NFKC", folded)
    assert "  " not in folded
    assert all(line and line == line.strip() for line in folded.split("\n") if folded)


@given(ODD)
def test_folding_never_lengthens_beyond_compatibility_composition(text: str) -> None:
    assert len(fold(text)) <= len(unicodedata.normalize("NFKC", text))


@settings(deadline=None, max_examples=500)
@given(ODD)
def test_one_pass_with_a_table_gives_what_unicodes_own_tables_give(text: str) -> None:
    assert fold(text) == fold_by_neighbours(text)


def test_every_character_has_the_form_that_it_has_among_others() -> None:
    points = [
        *range(0xD800),
        *range(0xE000, 0x20000),
        *range(0x2F800, 0x2FA20),
        *range(0xE0000, 0xE0200),
    ]
    for around in ("{}", "가{} \t{}\n{}a"):
        texts = [around.format(*[chr(point)] * 3) for point in points]
        assert [fold(text) for text in texts] == [fold_by_neighbours(text) for text in texts]


@given(st.lists(st.text(max_size=30)))
def test_texts_are_folded_together_as_they_are_alone(texts):
    assert fold_all(texts) == [fold_by_neighbours(text) for text in texts]
