"""Names of agencies, in every script in which they are written."""

import pytest

from dedup.core.agencies import HAN, LATIN, is_agency, pattern, same_agency, spellings


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
        ("The Associated Press", "AP"),
        ("AP News", "AP"),
        ("The Canadian Press", "CP"),
        ("Agenzia ANSA", "ANSA"),
        ("Reuters Staff", "로이터통신"),
        ("Newsis", "뉴시스"),
    ],
)
def test_spellings_of_one_agency(one: str, other: str) -> None:
    assert same_agency(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AP", "AFP"),
        ("共同", "時事"),
        ("AA", "Some Paper"),
        ("The Valley", "Valley News"),  # no agency is left without what stands around the name
        ("News", ""),
        ("연합뉴스", "연합인포맥스"),
    ],
)
def test_two_agencies(one: str, other: str) -> None:
    assert not same_agency(one, other)


def test_a_name_is_that_of_an_agency_or_of_somebody_else() -> None:
    assert is_agency("The Associated Press")
    assert is_agency("AFP")
    assert not any(map(is_agency, ("", "News", "Staff", "Jane Doe", "Some Paper")))


def test_a_longer_spelling_is_found_before_its_beginning() -> None:
    names = spellings(HAN)
    assert names.index("共同通信社") < names.index("共同通信") < names.index("共同")
    assert pattern(LATIN).index("Agencia\\ EFE") < pattern(LATIN).index("|EFE")
