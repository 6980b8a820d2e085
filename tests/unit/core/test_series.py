"""core.series: issues of recurring series, known by title or learned from the past."""

import numpy as np
import pytest

from dedup.core.family import newest_day
from dedup.core.series import DAYS, EARLY, KEYS, Issue, Series

STEMS = np.arange(100, 160, dtype=np.uint32)
TODAY = 22_343


def learned(series, title, *, n=0, outlet="한마루", stems=STEMS, named=(), published=TODAY):
    return series.day_of(
        n, outlet=outlet, title=title, stems=stems, named=list(named), published=published
    )


def day(series, title, **more):
    return learned(series, title, **more)[0]


@pytest.mark.parametrize(
    "title",
    [
        "[날씨] 전국 대체로 맑음",
        "내일 아침 최저 영하 3도",
        "코스피 2.1% 올라 마감",
        "오늘의 운세",
        "Weather: rain in Corvale",
        "Stocks end higher in Eastmere",
        "Tide index slips 0.4 pct at Monday's close",
        "Aktien Osthafen Schluss: Banken stützen",
        "Wetterbericht für Samstag",
        "La Bourse d'Estville termine en hausse de 0,6%",
        "La bolsa cae un 1,3 % y pierde los 9.700",
        "Previsão do tempo para sexta-feira",
        "Borsa güne yükselişle başladı",
        "Giá vàng hôm nay 3/3: Tăng nhẹ",
        "IHSG Kamis ditutup menguat",
        "Курс доллара на 3 марта: рубль укрепился",
        "أسعار الذهب اليوم",
        "सेंसेक्स 412 अंक चढ़ा",
        "東証大引け 続伸",
        "收评:沪指涨0.7%",
        "หุ้นไทยปิดบวก 8 จุด",
    ],
)
def test_known_series_are_told_by_their_titles(title):
    assert day(Series(), title) in {TODAY, TODAY + 1}


@pytest.mark.parametrize(
    "title",
    [
        "조선소 새 공장 열어",
        "Council approves barrage",
        "Bourse aux livres à Estville",
        "Unwetter über Osthafen",
        "La bolsa de valores contrata a cien personas",
        "",
        "[인사] 솔내시",
        "[부음] 홍길동씨 모친상",
    ],
)
def test_ordinary_articles_are_no_issues(title):
    assert day(Series(), title) == 0


def test_an_issue_is_about_the_day_it_names_near_its_publication():
    assert day(Series(), "[날씨] 내일 비") == TODAY + 1
    assert day(Series(), "[날씨] 모레 비") == TODAY + 2
    assert day(Series(), "[날씨] 흐림", named=[TODAY - 40, TODAY + 1]) == TODAY + 1
    assert day(Series(), "[날씨] 흐림", named=[TODAY - 40]) == TODAY


def test_a_tag_on_three_days_with_texts_alike_is_learned():
    series = Series()
    found = [day(series, "[오늘 시장]", published=TODAY + k) for k in range(DAYS + 1)]
    assert found == [0] * (DAYS - 1) + [TODAY + DAYS - 1, TODAY + DAYS]


def test_with_the_third_day_the_issues_before_it_get_their_days_once():
    series = Series()
    titles = ["[오늘 시장]", "[오늘 시장] 내일", "[오늘 시장]", "[오늘 시장]"]
    days = [0, 0, 1, 2]
    said = [
        learned(series, title, n=n, published=TODAY + k)
        for n, (title, k) in enumerate(zip(titles, days, strict=True))
    ]
    assert said[:3] == [(0, ()), (0, ()), (0, ())]
    assert said[3] == (TODAY + 2, [Issue(0, TODAY), Issue(1, TODAY + 1), Issue(2, TODAY + 1)])
    assert learned(series, titles[0], n=9, published=TODAY + 3) == (TODAY + 3, [])


def test_of_what_may_become_a_series_the_newest_articles_are_remembered():
    series = Series()
    for n in range(EARLY + 5):
        learned(series, "[오늘 시장]", n=n, published=TODAY + n % 2)
    _, early = learned(series, "[오늘 시장]", n=99, published=TODAY + 2)
    assert [issue.n for issue in early] == list(range(5, EARLY + 5))


def test_a_tag_whose_texts_do_not_resemble_each_other_is_no_series():
    series = Series()
    for k in range(6):
        stems = np.arange(k * 1000, k * 1000 + 60, dtype=np.uint32)
        assert day(series, "[단독] 소식", stems=stems, published=TODAY + k) == 0


def test_the_same_tag_of_another_outlet_or_none_is_another_matter():
    series = Series()
    for k in range(DAYS):
        day(series, "[시장 동향] 소식", published=TODAY + k)
    assert day(series, "[시장 동향] 소식", outlet="나루일보", published=TODAY + DAYS) == 0
    assert day(series, "[시장 동향] 소식", outlet="", published=TODAY + DAYS) == 0
    assert day(series, "[시장 동향] 소식", published=TODAY + DAYS) == TODAY + DAYS


def test_what_is_remembered_is_bounded():
    series = Series()
    for k in range(KEYS + 10):
        day(series, f"[제목{'가' * (k % 15)}{chr(0xAC00 + k % 11000)}{k // 11000 * '나'}] 소식")
    assert len(series._memories) <= KEYS


def test_dumped_memories_go_on_alike():
    series, again = Series(), Series()
    for k in range(DAYS - 1):
        day(series, "[시장 동향] 소식", published=TODAY + k)
    again.load(dict(series.dump()))
    assert dict(again.dump()) == dict(series.dump())
    assert day(again, "[시장 동향] 소식", published=TODAY + 9) == TODAY + 9


def test_a_day_before_1970_is_a_day() -> None:
    assert newest_day([0, -40, 0]) == -40
    assert newest_day([-40, 3, 0]) == 3
    assert newest_day([0, 0]) == newest_day([]) == 0
