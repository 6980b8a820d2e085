"""Every rule is tested by the examples it carries."""

import pytest

from dedup.core.clean.book import bind, places
from dedup.core.clean.cut import Finds, cut
from dedup.core.clean.rule import Rule
from dedup.core.clean.shelf import BOOKS, rules
from dedup.core.clean.unicode import fold

RULES = tuple(dict.fromkeys(rule for name in BOOKS for rule in rules(name)))
EXAMPLES = [
    pytest.param(rule, before, after, id=f"{rule.name}-{nth}")
    for rule in RULES
    for nth, (before, after) in enumerate(rule.examples)
]


def cut_once(text: str, *, rule: Rule, finds: Finds) -> str:
    folded = fold(text)
    found = places([folded], book=bind([rule]))[0]
    return cut(folded, rule=rule, places=found[0], finds=finds) if found else folded


@pytest.mark.parametrize(("rule", "before", "after"), EXAMPLES)
def test_a_rule_does_what_its_examples_say(rule: Rule, before: str, after: str) -> None:
    assert cut_once(before, rule=rule, finds=Finds()) == after


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_shows_what_it_cuts(rule: Rule) -> None:
    assert any(before != after for before, after in rule.examples)


@pytest.mark.parametrize(("rule", "before", "after"), EXAMPLES)
def test_a_rule_is_tried_where_it_cuts(rule: Rule, before: str, after: str) -> None:
    if before != after:
        assert places([fold(before)], book=bind([rule]))[0]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_guards_and_needs_are_in_folded_form(rule: Rule) -> None:
    literals = (*rule.guards, *(need.rstrip("\n") for need in rule.needs))
    assert all(fold(literal) == literal.strip(" ") for literal in literals)


@pytest.mark.parametrize("name", BOOKS)
def test_rule_names_are_unique_within_a_language(name: str) -> None:
    names = [rule.name for rule in rules(name)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "credit",
    ["[사진=연합뉴스]", "(사진=뉴스1)", "[그래픽=연합뉴스]", "[영상=뉴시스]", "(AFP=연합뉴스)"],
)
def test_a_picture_credit_is_never_a_dateline(credit: str) -> None:
    finds = Finds()
    dateline = next(rule for rule in rules("ko") if rule.name == "dateline")
    cut_once(f"{credit} 비가 왔다.", rule=dateline, finds=finds)
    assert not finds.rules
