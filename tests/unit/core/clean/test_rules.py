"""Every rule is tested by the examples it carries."""

import pytest

from dedup.core.clean.cut import Finds, cut
from dedup.core.clean.en import ENGLISH
from dedup.core.clean.ko import KOREAN
from dedup.core.clean.rule import Rule
from dedup.core.clean.unicode import fold
from dedup.core.clean.universal import UNIVERSAL

RULES = tuple(dict.fromkeys((*KOREAN, *ENGLISH, *UNIVERSAL)))
EXAMPLES = [
    pytest.param(rule, before, after, id=f"{rule.name}-{nth}")
    for rule in RULES
    for nth, (before, after) in enumerate(rule.examples)
]


@pytest.mark.parametrize(("rule", "before", "after"), EXAMPLES)
def test_a_rule_does_what_its_examples_say(rule: Rule, before: str, after: str) -> None:
    assert fold(cut(fold(before), rule=rule, finds=Finds())) == after


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_shows_what_it_cuts(rule: Rule) -> None:
    assert any(before != after for before, after in rule.examples)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_guards_hold_no_white_space_so_that_no_cut_can_make_one(rule: Rule) -> None:
    assert all(guard.split() == [guard] for guard in rule.guards)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_guards_are_in_folded_form(rule: Rule) -> None:
    assert all(fold(guard) == guard for guard in rule.guards)


@pytest.mark.parametrize("rules", [KOREAN, ENGLISH, UNIVERSAL], ids=["ko", "en", "*"])
def test_rule_names_are_unique_within_a_language(rules: tuple[Rule, ...]) -> None:
    names = [rule.name for rule in rules]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "credit",
    ["[사진=연합뉴스]", "(사진=뉴스1)", "[그래픽=연합뉴스]", "[영상=뉴시스]", "(AFP=연합뉴스)"],
)
def test_a_picture_credit_is_never_a_dateline(credit: str) -> None:
    finds = Finds()
    dateline = next(rule for rule in KOREAN if rule.name == "dateline")
    cut(f"{credit} 비가 왔다.", rule=dateline, finds=finds)
    assert not finds.rules
