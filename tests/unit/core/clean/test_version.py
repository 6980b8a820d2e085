import pytest

from dedup.core.clean.version import Version, version_of


@pytest.mark.parametrize(
    ("title", "rest", "tag"),
    [
        ("[속보] 비가 왔다", "비가 왔다", "속보"),
        ("비가 왔다(1보)", "비가 왔다", "1보"),
        ("비가 왔다 (종합2보)", "비가 왔다", "종합2보"),
        ("[상보] 비가 왔다", "비가 왔다", "상보"),
        ("UPDATE 2-Rain falls", "Rain falls", "UPDATE 2"),
        ("Rain falls, 1st Ld-Writethru", "Rain falls", "1st Ld-Writethru"),
        ("(3rd LD) Rain falls", "Rain falls", "3rd LD"),
        ("(LEAD) Rain falls", "Rain falls", "LEAD"),
        ("[단독] 비가 왔다", "[단독] 비가 왔다", ""),
        ("종합 대책 나왔다", "종합 대책 나왔다", ""),
    ],
)
def test_a_title_keeps_its_words_and_loses_its_version_tag(title: str, rest: str, tag: str) -> None:
    left, version = version_of(title)
    assert (left, version.tag) == (rest, tag)


def test_ranks_order_one_chain() -> None:
    chain = ["속보", "1보", "2보", "3보", "상보", "종합", "종합2보", "종합3보"]
    ranks = [version_of(f"비가 왔다({tag})")[1].rank for tag in chain]
    assert ranks == sorted(set(ranks))
    assert ranks[0] > Version().rank


def test_ranks_order_an_english_chain() -> None:
    chain = ["Rain", "URGENT-Rain", "(LEAD) Rain", "(2nd LD) Rain", "(3rd LD) Rain"]
    ranks = [version_of(title)[1].rank for title in chain]
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize(
    "title",
    [
        "[정정] 비가 왔다",
        "비가 왔다 [바로잡습니다]",
        "CORRECTED-Rain falls",
        "Rain falls (RECTIFIED)",
    ],
)
def test_a_correction_is_marked(title: str) -> None:
    rest, version = version_of(title)
    assert version.correction
    assert rest in {"비가 왔다", "Rain falls"}


def test_of_two_tags_the_higher_rank_counts() -> None:
    assert version_of("[속보] 비가 왔다(종합)")[1].tag == "종합"


def test_a_title_that_is_only_a_tag_keeps_its_words() -> None:
    assert version_of("[속보]") == ("[속보]", Version(tag="속보", rank=1))
