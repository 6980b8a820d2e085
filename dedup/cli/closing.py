"""What a replay came to → the closing table, and the same as one JSON object."""

from collections import Counter

from msgspec import Struct
from rich.console import Console
from rich.table import Table

from dedup.cli.shown import escape
from dedup.core.tally import REPRINTS
from dedup.embedded import Replayed
from dedup.peak_memory import peak_bytes_with_workers

MOST_COPIED = 10  # outlets named


class Summary(Struct, frozen=True, kw_only=True):
    """The figures of one replay. Outcomes are of this run, the rest of the whole state."""

    deliveries: int
    outcomes: dict[str, int]
    rejections: dict[str, int]
    articles: int
    families: int
    families_of_several: int
    runaway_families: int  # stopped in this run
    events: int
    events_of_several: int
    relations: dict[str, int]
    most_copied: dict[str, int]  # outlet of the origin → reprints
    seconds: float
    articles_per_second: float
    peak_memory_mb: float | None


def summary(replayed: Replayed, *, seconds: float) -> Summary:
    """Count what a replay came to."""
    sizes: dict[str, list[int]] = {"family": [], "event": []}
    copied: Counter[str] = Counter()
    relations: Counter[str] = Counter()
    for cluster in replayed.ledger.clusters():
        sizes[cluster.level].append(len(cluster.members))
        if cluster.level != "family":
            continue
        relations.update(member.relation for member in cluster.members if member.relation)
        if cluster.origin is not None and cluster.origin.outlet:
            copied[cluster.origin.outlet] += cluster.counts.reprints
    deliveries = sum(replayed.outcomes.values())
    held = peak_bytes_with_workers()
    most = sorted(copied.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_COPIED]
    return Summary(
        deliveries=deliveries,
        outcomes=replayed.outcomes,
        rejections=replayed.reasons,
        articles=sum(sizes["family"]),
        families=len(sizes["family"]),
        families_of_several=sum(size > 1 for size in sizes["family"]),
        runaway_families=replayed.runaways,
        events=len(sizes["event"]),
        events_of_several=sum(size > 1 for size in sizes["event"]),
        relations={name: relations[name] for name in sorted(relations)},
        most_copied={outlet: count for outlet, count in most if count},
        seconds=round(seconds, 3),
        articles_per_second=round(deliveries / seconds, 1) if seconds else 0.0,
        peak_memory_mb=None if held is None else round(held / 1e6, 1),
    )


def show(found: Summary, console: Console) -> None:
    """Print the closing table."""
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(justify="left", style="bold")
    table.add_column(justify="right")
    table.add_column(justify="left", style="dim")
    table.add_row("deliveries", f"{found.deliveries:,}")
    for outcome, count in found.outcomes.items():
        reasons = ", ".join(f"{reason} {number:,}" for reason, number in found.rejections.items())
        table.add_row(f"  {outcome}", f"{count:,}", reasons if outcome == "rejected" else "")
    table.add_row("families", f"{found.families:,}", f"{found.families_of_several:,} of several")
    if found.runaway_families:
        table.add_row("  stopped", f"{found.runaway_families:,}", "members too often no copies")
    for relation in (*REPRINTS, "version"):
        if relation in found.relations:
            table.add_row(f"  {relation}", f"{found.relations[relation]:,}")
    table.add_row("events", f"{found.events:,}", f"{found.events_of_several:,} of several")
    for place, (outlet, count) in enumerate(found.most_copied.items()):
        table.add_row("" if place else "most copied", f"{count:,}", escape(outlet))
    table.add_row("seconds", f"{found.seconds:,.1f}", f"{found.articles_per_second:,.0f} a second")
    if found.peak_memory_mb is not None:
        table.add_row("peak memory", f"{found.peak_memory_mb:,.0f} MB")
    console.print(table)
