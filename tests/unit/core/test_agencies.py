"""Names of agencies, in every script in which they are written."""

import pytest

from dedup.core.agencies import HAN, LATIN, pattern, same_agency, spellings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AFP", "Agence France-Presse"),
        ("فرانس برس", "أ ف ب"),
        ("共同", "Kyodo News"),
        ("Yonhap", "연합뉴스"),
        ("efe", "EFE"),
        ("สำนักข่าวไทย", "สํานักข่าวไทย"),  # as written, and as folded
        ("Some Paper", "some paper"),
    ],
)
def test_spellings_of_one_agency(one: str, other: str) -> None:
    assert same_agency(one, other)


@pytest.mark.parametrize(("one", "other"), [("AP", "AFP"), ("共同", "時事"), ("AA", "Some Paper")])
def test_two_agencies(one: str, other: str) -> None:
    assert not same_agency(one, other)


def test_a_longer_spelling_is_found_before_its_beginning() -> None:
    names = spellings(HAN)
    assert names.index("共同通信社") < names.index("共同通信") < names.index("共同")
    assert pattern(LATIN).index("Agencia\\ EFE") < pattern(LATIN).index("|EFE")
