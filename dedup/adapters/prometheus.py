"""Counts, observations and levels → the text that Prometheus scrapes.

Names and labels are declared here and in `ports`; one that is not declared is an error at once.
Labels are closed sets or partitions: never an article, an outlet or a cluster.
"""

from collections.abc import Mapping
from typing import get_args

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from dedup.ports import CounterName, GaugeName, HistogramName

PREFIX = "dedup_"

COUNTERS: Mapping[CounterName, tuple[str, tuple[str, ...]]] = {
    "deliveries": ("Records taken, by what became of them", ("outcome", "reason")),
    "dead_letters": ("Records written to the dead letters, by stage", ("stage",)),
    "updates": ("Updates published", ("level", "change")),
    "near_threshold_decisions": ("Decisions close to the threshold, by side", ("side",)),
    "runaway_families": ("Families stopped, as their members are too often no copies", ()),
    "index_evictions": ("Articles that no longer take part, by reason", ("reason",)),
    "transactions_aborted": ("Transactions given up because their end was in doubt", ()),
    "producer_restarts": ("Producers replaced, by stage", ("stage",)),
}

_FINE = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
# Around the goal of 50 ms, and far enough to see a backlog being caught up with.
_PIPELINE = (0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.2, 0.5, 1.0, 5.0, 30.0, 300.0, 3_600.0, 86_400.0)

HISTOGRAMS: Mapping[HistogramName, tuple[str, tuple[str, ...], tuple[float, ...]]] = {
    "stage_seconds": ("Time one batch takes in a stage", ("stage",), _FINE),
    "pipeline_seconds": (
        "From an article's record timestamp to the commit of its updates",
        (),
        _PIPELINE,
    ),
}

GAUGES: Mapping[GaugeName, tuple[str, tuple[str, ...]]] = {
    "lag_records": ("Records not yet worked off", ("stage", "partition")),
    "window_articles": ("Articles that a shard compares new ones with", ("shard",)),
    "index_entries": ("Entries of a shard's postings", ("shard",)),
    "index_bytes": ("Memory of a shard's arrays: window, postings, events, terms", ("shard",)),
    "families_open": ("Families of two articles or more that can still be joined", ("shard",)),
    "events_open": ("Events that articles can still join", ("shard",)),
    "watermark_seconds": ("Article time up to which a shard has come, Unix time", ("shard",)),
    "last_commit_seconds": ("When a shard last committed, Unix time", ("shard",)),
    "alive": ("Whether records are worked off (1) or wait and nothing moves (0)", ()),
    "ready": ("Whether the process is ready (1) or not (0)", ()),
    "build_info": ("Always 1; the labels say what runs", ("version", "signature_version")),
}


class PrometheusMeter:
    """A Meter whose text can be scraped; safe from several threads."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        assert set(COUNTERS) == set(get_args(CounterName))
        assert set(HISTOGRAMS) == set(get_args(HistogramName))
        assert set(GAUGES) == set(get_args(GaugeName))
        disable_created_metrics()  # type: ignore[no-untyped-call]  # a gauge nobody reads
        self._registry = CollectorRegistry()
        self._counters = {
            name: Counter(PREFIX + name, text, labels, registry=self._registry)
            for name, (text, labels) in COUNTERS.items()
        }
        self._histograms = {
            name: Histogram(PREFIX + name, text, labels, registry=self._registry, buckets=buckets)
            for name, (text, labels, buckets) in HISTOGRAMS.items()
        }
        self._gauges = {
            name: Gauge(PREFIX + name, text, labels, registry=self._registry)
            for name, (text, labels) in GAUGES.items()
        }

    def count(self, name: CounterName, by: int = 1, /, **labels: str) -> None:
        """Add to a counter."""
        counter = self._counters[name]
        (counter.labels(**labels) if labels else counter).inc(by)

    def observe(self, name: HistogramName, value: float, /, **labels: str) -> None:
        """Add one observation to a histogram, in base units."""
        histogram = self._histograms[name]
        (histogram.labels(**labels) if labels else histogram).observe(value)

    def level(self, name: GaugeName, value: float, /, **labels: str) -> None:
        """Say what a level is now."""
        gauge = self._gauges[name]
        (gauge.labels(**labels) if labels else gauge).set(value)

    def text(self) -> bytes:
        """Return everything in Prometheus's text format."""
        return generate_latest(self._registry)
