"""Streaming near-duplicate, syndication and same-event detection for news."""

from dedup.wiring import replay

__all__ = ["replay"]
