"""Flashes: where a body says less than its headline, both stand for the article."""

from collections.abc import Sequence

import pytest

from dedup.core.article import HOUR, Article, Micros
from dedup.core.detector import Detector
from dedup.core.fingerprint import Fingerprint, prepare
from dedup.core.ledger import Assignment, Ledger
from dedup.core.verify import unpack_text

NOON = 1_900_000_000_000_000

EMPTY = {
    "en": "More to follow.",
    "de": "Weitere Informationen folgen.",
    "fr": "Plus d'informations à venir...",
    "es": "Habrá ampliación…",
    "ja": "詳細は追ってお伝えします。",
    "zh": "更多消息…",
    "ar": "التفاصيل بعد قليل.",
    "ko": "후속기사가 이어집니다.",
    "a credit": "/사진=나루경제",
    "an address": "writer@example.com",
    "nothing": "",
    "a long one": "This is a breaking news story. More details to follow.",
}
IN_LATIN = (
    "FLASH: Central bank raises key rate to 4.5 percent",
    "FLASH: Former president Halden dies aged 91",
    "BREAKING: Magnitude 6.8 quake hits Tarn coast",
)
HEADLINES = (
    "[속보] 중앙은행, 기준금리 0.25%p 인하…연 2.25%",
    "[속보] 하임 전 총리 별세…향년 91세",
    "[속보] 무렌 앞바다 규모 6.8 지진",
)


def fingerprint(name: str, *, title: str, body: str, outlet: str, hours: float = 0) -> Fingerprint:
    at = Micros(NOON + round(hours * HOUR))
    found = prepare(
        Article(id=name, outlet=outlet, title=title, body=body, received=at, published=at)
    )
    assert isinstance(found, Fingerprint)
    return found


def assigned(fingerprints: Sequence[Fingerprint]) -> dict[str, Assignment]:
    detector, ledger = Detector(), Ledger()
    for each in fingerprints:
        for update in detector.admit(each).updates:
            ledger.apply(update)
    return {each.article: each for each in ledger.assignments()}


@pytest.mark.parametrize("body", EMPTY.values(), ids=EMPTY)
def test_flashes_whose_bodies_say_nothing_are_told_apart_by_their_headlines(body: str) -> None:
    headlines = IN_LATIN if body[:1].isascii() else HEADLINES
    flashes = [
        fingerprint(f"{number}{outlet}", title=title, body=body, outlet=outlet, hours=number / 10)
        for number, title in enumerate(headlines)
        for outlet in ("나루", "한솔")
    ]
    found = assigned(flashes)
    for number in range(len(HEADLINES)):
        assert found[f"{number}나루"].family == found[f"{number}한솔"].family
    assert len({each.family for each in found.values()}) == len(HEADLINES)
    assert len({each.event for each in found.values()}) == len(HEADLINES)


@pytest.mark.parametrize("body", ["중앙은행 본관 전경[자료사진]", "사진=AP", "'", "", HEADLINES[0]])
def test_a_flash_is_a_copy_whatever_stands_in_its_place(body: str) -> None:
    found = assigned(
        [
            fingerprint("a", title=HEADLINES[0], body=HEADLINES[0], outlet="나루"),
            fingerprint("b", title=HEADLINES[0].replace("] ", "]"), body=body, outlet="한솔"),
        ]
    )
    assert found["a"].family == found["b"].family


def test_flashes_without_a_body_say_what_they_share() -> None:
    detector = Detector()
    detector.admit(fingerprint("a", title=HEADLINES[0], body="", outlet="나루"))
    verdict = detector.admit(fingerprint("b", title=HEADLINES[0], body="", outlet="한솔"))
    match = verdict.updates[0].match
    assert match is not None
    assert (match.coverage, match.coverage_other) == (1.0, 1.0)
    assert verdict.updates[0].relation == "verbatim"


@pytest.mark.parametrize(
    ("title", "body", "told"),
    [
        ("새 다리 개통", "", "새 다리 개통"),
        ("새 다리 개통, 내일부터 통행", "새 다리 개통", "새 다리 개통, 내일부터 통행"),
        ("다리 개통", "새 다리 개통, 통행", "새 다리 개통, 통행"),
        ("새 다리 내일 개통한다", "새 다리 내일 개통한다. 시장", "새 다리 내일 개통한다. 시장"),
        ("새 다리 내일 개통한다", "자세한 소식", "새 다리 내일 개통한다\n자세한 소식"),
        ("새 다리", "바다를 건너는 다리가 열렸다.", "바다를 건너는 다리가 열렸다."),
        ("", "자세한 소식", "자세한 소식"),
        ("", "/사진=나루경제", "/사진=나루경제"),
    ],
)
def test_what_stands_for_an_article(title: str, body: str, told: str) -> None:
    found = fingerprint("a", title=title, body=body, outlet="나루")
    assert unpack_text(found.text) == told
    assert found.characters == len(told)
