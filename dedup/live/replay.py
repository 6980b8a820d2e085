"""A range of a Kafka topic → files: what `replay` does with files, on a log."""

from collections.abc import Callable
from pathlib import Path

from dedup import embedded
from dedup.adapters.kafka.archive import SCHEME, RangeFeed, parse
from dedup.embedded import Replayed, Watch
from dedup.errors import SettingsError
from dedup.live.running import connection
from dedup.outputs import Outputs
from dedup.settings import Settings


def address(paths: list[str]) -> str | None:
    """Return the `kafka://` address among the paths, if that is what they are."""
    found = [path for path in paths if path.startswith(SCHEME)]
    if found and len(paths) > 1:
        raise SettingsError("A kafka:// address is replayed alone.")
    return found[0] if found else None


def replay_range(
    where: str,
    *,
    settings: Settings,
    outputs: Outputs,
    state: Path | None,
    ready: Callable[[], None],
    watch: Watch | None,
    tell: Callable[[str], None],
) -> Replayed:
    """Fold the range into the outputs; the live group and topics are left alone.

    `tell` hears what a person should know about the order. Raises DedupError.
    """
    bounds = parse(where)
    feed = RangeFeed(connection(settings), bounds, batch=settings.work.batch, tell=tell)
    return embedded.replay_feed(
        feed,
        settings=settings,
        outputs=outputs,
        state=state,
        ready=ready,
        watch=watch,
        shard=bounds.shard,
    )
