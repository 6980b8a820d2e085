"""Files of labels → labelled pairs or labelled clusters; the first line says which of the forms.

    seed item label_a confidence_a label_b confidence_b      every item judged against its seed
    a b label_a confidence_a label_b confidence_b stratum weight      drawn pairs, one a story
    label id_a id_b                                          one reader's pairs
    article family event relation                            a table of assignments taken as truth
    article cluster                                          also without this line, and family or
                                                             event instead of cluster
    {"id": …, "event": …}                                    JSON lines; family likewise

Columns are tab-separated and known by name; other columns and empty lines are ignored.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import orjson
from msgspec import Struct

from dedup.core.quality import LABELS
from dedup.core.update import Level
from dedup.errors import InputError
from dedup.formats.assignments import unescape

_FIRST = ("seed", "a", "id_a")
_SECOND = ("item", "b", "id_b")
_READERS = ("label", "label_a", "label_b")


class Pair(Struct, frozen=True, kw_only=True):
    """Two articles and what each reader called them, in the letters of `core.quality`."""

    a: str
    b: str
    labels: tuple[str, ...]
    weight: float = 1.0
    group: str = ""  # pairs of one seed; a pair without seed is its own group
    stratum: str = ""


class PairLabels(Struct, frozen=True):
    """Labelled pairs in the order of the file."""

    pairs: tuple[Pair, ...]


class ClusterLabels(Struct, frozen=True):
    """Each article's true cluster, by level; a file that names no level speaks of both."""

    clusters: Mapping[Level, Mapping[str, str]]


def decode(lines: Iterable[bytes]) -> PairLabels | ClusterLabels:
    """Return the labels of one file.

    Raises InputError with the number of the first line that cannot be read.
    """
    numbered = _texts(lines)
    try:
        number, first = next(numbered)
    except StopIteration:
        raise InputError("The labels are empty.") from None
    if first.startswith("{"):
        return _from_json(_again(number, first, numbered))
    columns = first.split("\t")
    if _place(columns, _FIRST) is not None and _place(columns, _SECOND) is not None:
        return PairLabels(tuple(_pairs(columns, numbered)))
    if "article" in columns:
        return _from_table(columns, numbered)
    if len(columns) == 2:  # article and cluster, without a first line that says so
        return _from_table(["article", "cluster"], _again(number, first, numbered))
    raise InputError("The first line of the labels is none of the known forms.")


def _texts(lines: Iterable[bytes]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, 1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            raise InputError(f"Line {number} of the labels is not UTF-8.") from None
        if text.strip():
            yield number, text


def _again(number: int, text: str, rest: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    yield number, text
    yield from rest


def _place(columns: Sequence[str], names: Sequence[str]) -> int | None:
    return next((columns.index(name) for name in names if name in columns), None)


def _pairs(columns: Sequence[str], lines: Iterator[tuple[int, str]]) -> Iterator[Pair]:
    readers = [columns.index(name) for name in _READERS if name in columns]
    if not readers:
        raise InputError("The labelled pairs have no column label, label_a or label_b.")
    for number, text in lines:
        values = text.split("\t")
        if len(values) != len(columns):
            raise InputError(f"Line {number} of the labels is not {len(columns)} columns.")
        row = dict(zip(columns, map(unescape, values), strict=True))
        labels = tuple(values[place].strip().upper() for place in readers)
        if not all(len(label) == 1 and label in LABELS for label in labels):
            raise InputError(f"Line {number} of the labels has a label that is not in {LABELS}.")
        a = next(row[name] for name in _FIRST if name in row)
        b = next(row[name] for name in _SECOND if name in row)
        if a == b:
            raise InputError(f"Line {number} of the labels is a pair of an article with itself.")
        yield Pair(
            a=a,
            b=b,
            labels=labels,
            weight=_weight(row.get("weight", "1"), number),
            group=a if "seed" in row else str(number),
            stratum=row.get("stratum", ""),
        )


def _weight(text: str, number: int) -> float:
    try:
        weight = float(text)
    except ValueError:
        weight = -1.0
    if not 0 <= weight < float("inf"):
        raise InputError(f"Line {number} of the labels has a weight that is no number from 0.")
    return weight


def _from_table(columns: Sequence[str], lines: Iterator[tuple[int, str]]) -> ClusterLabels:
    named: list[tuple[Level, str]] = [("family", "family"), ("event", "event")]
    if "cluster" in columns:
        named = [("family", "cluster"), ("event", "cluster")]
    article = columns.index("article")
    places = [(level, columns.index(name)) for level, name in named if name in columns]
    clusters: dict[Level, dict[str, str]] = {level: {} for level, _ in places}
    for number, text in lines:
        values = text.split("\t")
        if len(values) != len(columns):
            raise InputError(f"Line {number} of the labels is not {len(columns)} columns.")
        for level, place in places:
            if values[place]:
                clusters[level][unescape(values[article])] = unescape(values[place])
    return _told(clusters)


def _from_json(lines: Iterator[tuple[int, str]]) -> ClusterLabels:
    clusters: dict[Level, dict[str, str]] = {"family": {}, "event": {}}
    for number, text in lines:
        try:
            record = orjson.loads(text)
        except orjson.JSONDecodeError:
            record = None
        article = _said(record.get("id")) if isinstance(record, dict) else ""
        if not article:
            raise InputError(f"Line {number} of the labels is not a JSON object with an id.")
        for level, told in clusters.items():
            if cluster := _said(record.get(level)):
                told[article] = cluster
    return _told(clusters)


def _said(value: object) -> str:
    """Return text, or the digits of a whole number, or "" for anything else."""
    return str(value) if isinstance(value, str | int) else ""


def _told(clusters: Mapping[Level, Mapping[str, str]]) -> ClusterLabels:
    told = {level: labels for level, labels in clusters.items() if labels}
    if not told:
        raise InputError("The labels name no article's family, event or cluster.")
    return ClusterLabels(told)
