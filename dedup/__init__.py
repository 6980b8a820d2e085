"""Streaming near-duplicate, syndication and same-event detection for news."""

from dedup import cache_folder

cache_folder.ensure()  # before any kernel is imported

from dedup.embedded import replay  # noqa: E402
from dedup.kernel_cache import refresh  # noqa: E402

refresh()

__all__ = ["replay"]
