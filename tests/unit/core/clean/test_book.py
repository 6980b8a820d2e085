"""The kernel that looks for guards finds what looking for each of them, rule by rule, finds."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec import structs

from dedup.core.clean.book import Book, Places, bind, places
from dedup.core.clean.en import RULES as ENGLISH
from dedup.core.clean.ko import RULES as KOREAN
from dedup.core.clean.rule import Rule
from dedup.core.clean.unicode import fold
from dedup.core.clean.universal import UNIVERSAL

RULES = tuple(dict.fromkeys((*KOREAN, *ENGLISH, *UNIVERSAL)))
BOOK = bind(RULES)
LITERALS = sorted({literal for rule in RULES for literal in (*rule.guards, *rule.needs)})
WORDS = st.one_of(
    st.sampled_from(LITERALS),
    st.sampled_from(
        ["다.", "니다.", '다."', "(", ")", "[", "]", "<", "【", "▶", "◀", "\n", " ", "😀"]
    ),
    st.integers(1, 130).map("가".__mul__),
    st.text(max_size=4),
)
TEXTS = st.lists(WORDS, max_size=40).map("".join).map(fold)
INSIDE = re.compile(r"[^\[\]()<>【】◀▶\n]{1,120}(?:\([^()\n]{1,20}\)[^\[\]()<>【】◀▶\n]{0,60})?")
TOLD = re.compile(r"""(?:(?<!니)다\.|다\.["'])\Z""")


def found(text: str, book: Book = BOOK) -> Places:
    """Look for guards in a text between two others, which are no business of its own."""
    _, places_of_one, none = places(["[사진", text, ""], book=book)
    assert none == {}
    return places_of_one


def parts(text: str, *, zone: str) -> Iterator[tuple[int, int, str]]:
    """Yield the position of a part, where its characters begin, and these."""
    lines = [(match.start(), match.group()) for match in re.finditer("[^\n]*", text)]
    if zone == "start":
        yield from ((at, at, line[:16]) for at, line in lines)
    elif zone == "bracket":
        for opening in re.finditer(r"[\[(<【◀]", text):
            if inside := INSIDE.match(text, opening.end()):
                yield opening.start(), opening.end(), inside.group()
    elif zone == "line":
        yield from ((0, at, line) for at, line in lines if len(line) <= 160)
    elif zone == "end":
        begins = [at + max(0, len(line) - 100) for at, line in lines]
        yield from ((at, at, line[-100:]) for at, (_, line) in zip(begins, lines, strict=True))
    elif zone in {"anywhere", "head"}:
        yield 0, 0, text if zone == "anywhere" else text[:600]
    elif not TOLD.search(text):
        begin = max(0, len(text) - (700 if zone == "tail" else 200))
        yield -1, begin, text[begin:]


def expected(text: str, rules: tuple[Rule, ...]) -> Places:
    found: Places = {}
    for nth, rule in enumerate(rules):
        at: set[int] = set()
        for position, begin, characters in parts(text, zone=rule.zone):
            hits = [characters.find(guard) for guard in rule.guards if guard in characters]
            if hits:
                at.add(begin + min(hits) if position < 0 else position)
        if at and (not rule.needs or any(need in f"{text}\n" for need in rule.needs)):
            found[nth] = sorted(at)
    return found


@settings(deadline=None, max_examples=400)
@given(TEXTS)
def test_places_are_the_parts_of_a_rules_zone_that_hold_one_of_its_guards(text: str) -> None:
    assert found(text) == expected(text, BOOK.rules)


def test_rules_stand_in_the_order_of_their_zones_and_keep_their_own_within() -> None:
    zones = [rule.zone for rule in BOOK.rules]
    assert zones == sorted(zones, key=zones.index)
    for zone in set(zones):
        assert [rule for rule in BOOK.rules if rule.zone == zone] == [
            rule for rule in RULES if rule.zone == zone
        ]


def test_a_line_of_nothing_but_opening_brackets_is_read_to_its_end() -> None:
    text = "(" * 5_000 + "사진=우리회사)"
    assert found(text) == expected(text, BOOK.rules)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.needs], ids=lambda r: r.name)
@settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_text_in_which_a_rule_finds_something_has_what_it_needs(
    rule: Rule, data: st.DataObject
) -> None:
    text = fold(data.draw(st.from_regex(rule.pattern)))
    assume(rule.pattern.search(text))
    without = bind([structs.replace(rule, needs=())])
    assert found(text, bind([rule])) == found(text, without)
