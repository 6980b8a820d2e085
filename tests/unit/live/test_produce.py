"""What `dedup produce` refuses before it looks for a broker."""

import pytest

from dedup.errors import SettingsError
from dedup.live.produce import produce
from dedup.settings import Settings


@pytest.mark.parametrize("rate", [float("inf"), float("nan")])
def test_a_rate_that_is_no_number_of_articles_is_refused(rate: float) -> None:
    settings = Settings.load(environment={})
    with pytest.raises(SettingsError, match="as fast as possible"):
        produce([], settings=settings, rate=rate, played=lambda _: None)
