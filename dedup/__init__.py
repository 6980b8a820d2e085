"""Streaming near-duplicate, syndication and same-event detection for news."""
