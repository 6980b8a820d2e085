from datetime import date

import pytest

from dedup.core.days import EPOCH, named_days

PUBLISHED = date(2025, 9, 29)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("29일 발표했다.", [date(2025, 9, 29)]),
        ("지난 2일과 오는 3일에", [date(2025, 9, 2), date(2025, 10, 3)]),
        ("다음 달 3일 열린다", [date(2025, 10, 3)]),
        ("12월 24일 개막", [date(2025, 12, 24)]),
        ("3일4일", [date(2025, 10, 3), date(2025, 10, 4)]),
        ("일자리 3일자리, 3일간, 1일보", []),
        ("어제와 내일", [date(2025, 9, 28), date(2025, 9, 30)]),
        ("on Dec. 3 and Monday", [date(2025, 9, 29), date(2025, 12, 3)]),
        ("3 October", [date(2025, 10, 3)]),
        ("Maybe 3 and 3 decades", []),
        ("10月3日", [date(2025, 10, 3)]),
    ],
)
def test_days_named_in_a_lead_are_resolved_to_the_nearest_that_fit(text, days):
    found = named_days(text, published=PUBLISHED.toordinal() - EPOCH)
    assert [date.fromordinal(day + EPOCH) for day in found] == days
