r"""Assignments ↔ a tab-separated table: article, family, event, relation; one line an article.

The first line names the columns. In values tab, newline, carriage return and backslash are written
as \t, \n, \r and \\, so that every line has its three tabs whatever an id holds.
"""

from collections.abc import Iterable, Iterator
from typing import cast, get_args

from dedup.core.ledger import Assignment
from dedup.core.update import Relation
from dedup.errors import InputError

HEADER = b"article\tfamily\tevent\trelation\n"

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_MEANT = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}
_RELATIONS = frozenset(get_args(Relation))


def encode(assignment: Assignment) -> bytes:
    """Return one line, with its newline."""
    values = (
        assignment.article,
        assignment.family,
        assignment.event,
        assignment.relation or "",
    )
    return "\t".join(escape(value) for value in values).encode() + b"\n"


def decode(lines: Iterable[bytes]) -> Iterator[Assignment]:
    """Yield the assignments of a table, whose first line must be the header.

    Raises InputError with the number of the first line that is none.
    """
    for number, line in enumerate(lines, 1):
        if number == 1:
            if line.rstrip(b"\r\n") != HEADER.rstrip(b"\n"):
                raise InputError(
                    "The assignments do not begin with the line article, family, event, relation."
                )
            continue
        try:
            parts = [unescape(part) for part in line.decode().rstrip("\r\n").split("\t")]
            article, family, event, relation = parts
        except ValueError:  # not UTF-8, or not four columns
            raise InputError(f"Line {number} of the assignments is not four columns.") from None
        if relation and relation not in _RELATIONS:
            raise InputError(f"Line {number} of the assignments has an unknown relation.")
        yield Assignment(article, family, event, cast("Relation | None", relation or None))


def escape(value: str) -> str:
    """Return a value as it stands in a tab-separated table."""
    return value.translate(_ESCAPES)


def unescape(value: str) -> str:
    """Return what `escape` was given; a backslash before any other character stands for itself."""
    if "\\" not in value:
        return value
    head, *rest = value.split("\\")
    meant = [head]
    pending = iter(rest)
    for part in pending:
        if part:
            meant.append(_MEANT.get(part[0], "\\" + part[0]) + part[1:])
        else:  # two backslashes stand side by side: the next part is plain text
            meant.append("\\" + next(pending, ""))
    return "".join(meant)
