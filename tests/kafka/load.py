"""A feed of JSON lines → (id, record) without end: played again, it must not be copies of itself.

In a second round every Hangul syllable and Latin letter becomes another, the same one everywhere:
articles of the same lengths and likenesses that have nothing to do with those before. `after`: the
dates move on by what the feed spans, so that the window moves on steadily. `beside`: dates stay,
and the window fills up.
"""

import contextlib
import gzip
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import numpy as np

FIRST, SYLLABLES = 0xAC00, 11_172
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST, LONGEST = 10, 40  # characters of a date: 2024-03-03 to microseconds with an offset


def articles(path: Path, *, again: Literal["after", "beside"]) -> Iterator[tuple[str, bytes]]:
    """Yield records for ever; ids of a second and later round carry its number."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    span = _span(records) if again == "after" else timedelta()
    number = 0
    while True:
        change = _changed(number, number * span)
        for record in records:
            changed = {name: change(value) for name, value in record.items()} if number else record
            name = f"{record['id']}-{number}" if number else record["id"]
            yield name, json.dumps(changed | {"id": name}, ensure_ascii=False).encode()
        number += 1


def _span(records: Sequence[Mapping[str, Any]]) -> timedelta:
    """Return the time from the first to the last record, by whichever date spans least."""
    spans: list[timedelta] = []
    for name in records[0]:
        found = [date for record in records if (date := _date(record.get(name))) is not None]
        if len(found) > len(records) // 2:
            spans.append(max(found) - min(found))
    return min(spans)


def _date(value: Any) -> datetime | None:
    if isinstance(value, str) and SHORTEST <= len(value) <= LONGEST and value[4] == "-":
        with contextlib.suppress(ValueError):
            return datetime.fromisoformat(value)
    return None


def _changed(number: int, later: timedelta) -> Callable[[Any], Any]:
    table = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    syllables = np.arange(SYLLABLES, dtype=np.uint32)
    table[FIRST : FIRST + SYLLABLES] = FIRST + (syllables + 997 * number) % SYLLABLES  # far apart
    turned = LETTERS[number % 26 :] + LETTERS[: number % 26]
    for one, other in zip(LETTERS + LETTERS.upper(), turned + turned.upper(), strict=True):
        table[ord(one)] = ord(other)

    def change(value: Any) -> Any:
        if (date := _date(value)) is not None:
            return (date + later).isoformat()
        if isinstance(value, str):
            points = np.frombuffer(value.encode("utf-32-le"), np.uint32)
            return table[points].tobytes().decode("utf-32-le")
        return value

    return change
