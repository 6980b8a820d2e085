"""The key of a revision ↔ few bytes: a hash in hexadecimal digits takes half of its length."""

import re

_HASH = re.compile(r"h(?:[0-9a-f]{2})+")


def shorten(revision: str) -> bytes:
    """Return a revision's key as bytes."""
    if _HASH.fullmatch(revision):
        return b"h" + bytes.fromhex(revision[1:])
    return b"=" + revision.encode()


def lengthen(short: bytes) -> str:
    """Return the key that `shorten` was given."""
    return f"h{short[1:].hex()}" if short[:1] == b"h" else short[1:].decode()
