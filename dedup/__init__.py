"""Streaming near-duplicate, syndication and same-event detection for news."""

from dedup.kernel_cache import refresh
from dedup.wiring import replay

refresh()

__all__ = ["replay"]
