"""formats.identity: canonical addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.formats.identity import canonical_url


@given(st.text(max_size=40).map(lambda rest: f"https://Example.com/{rest}"))
def test_a_canonical_url_is_its_own_canonical_form(url):
    assert canonical_url(canonical_url(url)) == canonical_url(url)


@given(st.text(max_size=60))
def test_any_text_has_a_canonical_form_or_none(text):
    assert isinstance(canonical_url(text), str)


@pytest.mark.parametrize(
    "text", ["", "a", "//example.com/a", "mailto:x@example.com", "http://[::1"]
)
def test_what_is_no_address_has_none(text):
    assert canonical_url(text) == ""
