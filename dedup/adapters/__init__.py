"""The outside world, one thing a module; none imports another."""
