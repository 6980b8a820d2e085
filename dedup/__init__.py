"""Streaming near-duplicate, syndication and same-event detection for news."""

from dedup.embedded import replay
from dedup.kernel_cache import refresh

refresh()

__all__ = ["replay"]
