"""What names an article without id: its canonical URL, else a hash of what it says. Pure text."""

import re
from hashlib import blake2b
from urllib.parse import urlsplit

# Query parameters that say how a reader came, never what is read: Google Analytics' documentation,
# and the click ids of Google, Facebook, Microsoft, Twitter, TikTok, Instagram, Yandex, Mailchimp.
_TRACKING = re.compile(
    r"utm_\w*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|ttclid|igshid|yclid|"
    r"mc_cid|mc_eid|_ga|_gl",
    re.IGNORECASE,
)
MAX_ID_BYTES = 1_024  # ids are kept in memory and stand in every update
_PORTS = {"http": ":80", "https": ":443"}


def canonical_url(url: str) -> str:
    """Return the URL with lower-case scheme and host, sorted query, no fragment and no tracking.

    Returns "" where the text is no absolute http(s) address: such text names nothing by itself.
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets that are no IPv6 address
        return ""
    scheme = parts.scheme.lower()
    host = parts.netloc.rpartition("@")[2].lower()
    if scheme not in _PORTS or not host:
        return ""
    host = host.removesuffix(_PORTS[scheme])
    kept = sorted(
        pair
        for pair in parts.query.split("&")
        if pair and not _TRACKING.fullmatch(pair.partition("=")[0])
    )
    query = f"?{'&'.join(kept)}" if kept else ""
    return f"{scheme}://{host}{parts.path or '/'}{query}"


def substitute_id(url: str, *, outlet: str, title: str, body: str, moment: int | None) -> str:
    """Name an article by its canonical URL, else by outlet, title and time (µs).

    Where title or time is missing the body stands in, so that unlike articles stay unlike. Returns
    "" where there is nothing to go by.
    """
    if address := canonical_url(url):
        return address if len(address.encode()) <= MAX_ID_BYTES else _hash("url", address)
    if title and moment is not None:
        return _hash("title", outlet, title, str(moment))
    if body:
        return _hash("body", outlet, title, body, "" if moment is None else str(moment))
    if title and outlet:
        return _hash("title", outlet, title)
    return ""


def _hash(*parts: str) -> str:
    """32 hex digits over the parts, with NULs between, which no part holds."""
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
