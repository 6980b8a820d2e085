from dedup.core.credits import Credits


def test_an_article_without_credits_claims_nothing() -> None:
    assert Credits() == Credits(agency="", place="", bylines=(), photo="", version="")
    assert (Credits().version_rank, Credits().correction) == (0, False)
