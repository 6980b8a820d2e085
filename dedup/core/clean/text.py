"""A cleaned article: what `clean` hands on. Values only."""

from msgspec import Struct

from dedup.core.credits import Credits


class Text(Struct, frozen=True, kw_only=True):
    """The words of an article without the furniture of its page.

    `body` has one paragraph a line and is what detection reads. `captions` were taken out of it,
    `cut` names the rules that fired, in the order in which they first did.
    """

    title: str
    body: str
    captions: tuple[str, ...] = ()
    credits: Credits = Credits()
    cut: tuple[str, ...] = ()
