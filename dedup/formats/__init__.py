"""Bytes of foreign formats ↔ core values. No I/O."""
