"""A file of labels or assignments, plain or compressed → its lines.

Blank ones are lines too: errors name a line by its number.
"""

from collections.abc import Iterator
from contextlib import closing

from dedup.adapters.files.paths import expand
from dedup.adapters.files.records import Reading
from dedup.errors import InputError
from dedup.formats.article_json import MAX_RECORD_BYTES


def lines(path: str) -> Iterator[bytes]:
    """Yield the lines of a file, or of standard input for `-`. Raises InputError."""
    source, *more = expand([path])
    if more:
        raise InputError(f"{path} is several files; one is read at a time.")
    with closing(Reading(source, limit=MAX_RECORD_BYTES)) as reading:
        for record in reading.lines(0, blank=True):
            if record.refused is not None:
                raise InputError(f"{path} cannot be read: {record.refused.detail}.")
            yield record.value
