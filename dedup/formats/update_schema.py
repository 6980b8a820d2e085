"""The types of `core.update` → JSON Schema 2020-12 of the lines that `update_json` writes.

`update.schema.json` beside this file is what `schema()` returns; a test holds the two together.
"""

from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from dedup.core.article import Micros
from dedup.core.update import SCHEMA, Update

DIALECT = "https://json-schema.org/draft/2020-12/schema"

SAYS = {
    "Update.seq": "number without gaps within a shard",
    "Update.shard": "the log this update belongs to",
    "Update.at": "article time of the decision, never the wall clock",
    "Update.cluster": "id of the family or event; never reused",
    "Update.revision": "of the cluster, counted from 1",
    "Update.change": "opened, joined, revised, split: the article is in the cluster now; merged: "
    "all of `previous` is; retracted: the article is out of it; closed: nobody joins any more",
    "Update.previous": "where the article or the whole cluster was before",
    "Update.article": "the article this is about; empty where the cluster is closed",
    "Update.relation": "how the article stood to its family when this was told",
    "Update.late": "the article came after its window had closed",
    "Update.representative": "the article to show for the cluster",
    "Update.credited": "the agency the article names as its source",
    "Update.version": "the newsroom's version tag, as written",
    "Passage.text": "only with passages = text",
    "Origin.article": "absent where the origin is unseen",
    "Times.lag": "seconds behind the origin, where that is in the feed",
}
ALWAYS = {"Update.late"}  # has a default and is written all the same
UNKNOWN_LEFT_OUT = {"Origin.outlet", "Origin.agency"}  # "" in the type, absent in the line

SCALARS: dict[type, dict[str, str]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
}


def schema() -> dict[str, Any]:
    """Return the JSON Schema; readers should ignore fields that they do not know."""
    return {
        "$schema": DIALECT,
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        "title": SCHEMA,
        **_object(Update, {"schema": {"const": SCHEMA}}),
    }


def _object(struct: type[msgspec.Struct], first: dict[str, Any]) -> dict[str, Any]:
    properties = dict(first)
    required = list(first)
    hints = get_type_hints(struct)
    for field in msgspec.structs.fields(struct):
        name = f"{struct.__name__}.{field.name}"
        kind, may_be_none = _without_none(hints[field.name])
        says = SAYS.get(name)
        properties[field.name] = _value(kind) | ({"description": says} if says else {})
        if name in ALWAYS or (field.required and not may_be_none and name not in UNKNOWN_LEFT_OUT):
            required.append(field.name)
    return {
        "type": "object",
        "description": (struct.__doc__ or "").split("\n", 1)[0],
        "properties": properties,
        "required": required,
    }


def _without_none(kind: Any) -> tuple[Any, bool]:  # types are values here
    if get_origin(kind) in {Union, UnionType}:
        rest = [part for part in get_args(kind) if part is not type(None)]
        return rest[0], len(rest) < len(get_args(kind))
    return kind, False


def _value(kind: Any) -> dict[str, Any]:  # types are values here
    if kind is Micros:
        return {"type": "string", "format": "date-time"}
    if get_origin(kind) is Literal:
        return {"enum": list(get_args(kind))}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _value(get_args(kind)[0])}
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _object(kind, {})
    return dict(SCALARS[kind])
