"""A feed of JSON lines → (id, record) without end: played again, it must not be copies of itself.

`later`: every date moves on by a fortnight, beyond the window. `other`: dates stay and every
Hangul syllable and Latin letter becomes another, the same one everywhere: the window fills up with
articles of the same lengths and likenesses that have nothing to do with those before.
"""

import contextlib
import gzip
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

FORTNIGHT = timedelta(days=14)  # more than the span of a feed of days and the window of seven
FIRST, SYLLABLES = 0xAC00, 11_172
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST, LONGEST = 10, 40  # characters of a date: 2024-03-03 to microseconds with an offset


def articles(path: Path, *, again: Literal["later", "other"]) -> Iterator[tuple[str, bytes]]:
    """Yield records for ever; ids of a second and later round carry its number."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    number = 0
    while True:
        change = _moved(number) if again == "later" else _other(number)
        for record in records:
            changed = {name: change(value) for name, value in record.items()} if number else record
            name = f"{record['id']}-{number}" if number else record["id"]
            yield name, json.dumps(changed | {"id": name}, ensure_ascii=False).encode()
        number += 1


def _moved(number: int) -> Any:
    def change(value: Any) -> Any:
        if isinstance(value, str) and SHORTEST <= len(value) <= LONGEST and value[4] == "-":
            with contextlib.suppress(ValueError):
                return (datetime.fromisoformat(value) + number * FORTNIGHT).isoformat()
        return value

    return change


def _other(number: int) -> Any:
    table = {
        FIRST + n: FIRST + (n + 997 * number) % SYLLABLES  # far apart, so that stems differ
        for n in range(SYLLABLES)
    }
    turned = LETTERS[number % 26 :] + LETTERS[: number % 26]
    table |= str.maketrans(LETTERS + LETTERS.upper(), turned + turned.upper())

    def change(value: Any) -> Any:
        return value.translate(table) if isinstance(value, str) else value

    return change
