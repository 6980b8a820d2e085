"""Counts and observations in memory: the Meter of a process that nobody scrapes."""

from collections import Counter

from dedup.ports import CounterName, GaugeName, HistogramName

Labels = tuple[tuple[str, str], ...]


class Tally:
    """A Meter that can be asked; safe from several threads, as each call is one update."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[CounterName, Labels]] = Counter()
        self._seconds: Counter[tuple[HistogramName, Labels]] = Counter()

    def count(self, name: CounterName, by: int = 1, /, **labels: str) -> None:
        """Add to a counter."""
        self._counts[name, tuple(sorted(labels.items()))] += by

    def observe(self, name: HistogramName, value: float, /, **labels: str) -> None:
        """Add one observation; only the sum is kept."""
        self._seconds[name, tuple(sorted(labels.items()))] += value  # type: ignore[assignment]  # Counter adds floats as well

    def level(self, name: GaugeName, value: float, /, **labels: str) -> None:
        """Nothing: nobody looks at a level when the process has ended."""

    def by_label(self, name: CounterName, label: str) -> dict[str, int]:
        """Return a counter's values by one of its labels, in the order of its values."""
        found: Counter[str] = Counter()
        for (counter, labels), value in self._counts.items():
            if counter == name and label in dict(labels):
                found[dict(labels)[label]] += value
        return dict(sorted(found.items()))

    def total(self, name: CounterName) -> int:
        """Return the sum of a counter over all labels."""
        return sum(value for (counter, _), value in self._counts.items() if counter == name)

    def seconds(self, name: HistogramName) -> dict[str, float]:
        """Return the sums of a histogram by its labels, written as text."""
        return {
            " ".join(value for _, value in labels): total
            for (histogram, labels), total in sorted(self._seconds.items())
            if histogram == name
        }
