"""What a language's module says of its words."""

from collections.abc import Mapping

from msgspec import Struct


class Words(Struct, frozen=True, kw_only=True):
    """Words of news prose, between spaces; of scripts without spaces pairs or runs of letters."""

    stop: str = ""  # carry nothing in any story
    background: str = ""  # a sentence that begins so tells what was before
    ordinary: Mapping[int, str]  # by k: in about 2^-k of all articles
