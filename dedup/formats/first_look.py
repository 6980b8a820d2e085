"""The first records of a feed → what whoever named its fields should know, or nothing.

A feed whose fields go by other names is read all the same: every article has a title, and none has
a text. That is no error, and nobody wants it.
"""

from collections.abc import Mapping, Sequence

import orjson

from dedup.formats.article_json import WITHDRAWN

# What detection lives on: any of each.
NEEDED = (("body",), ("received", "published"))
SHOWN = 20  # names of fields


def advice(values: Sequence[bytes], *, mapping: Mapping[str, str]) -> str | None:
    """Return one sentence where none of the records is JSON, or has a field that is asked for."""
    if not values:
        return None
    parsed = [_parsed(value) for value in values]
    records = [record for record in parsed if isinstance(record, dict)]
    if not records:
        return (
            f"no record among the first {len(values):,} is a JSON object; what is read is JSON "
            "lines in UTF-8 and pages saved as .txt; `jq -c .` makes lines of documents, "
            "`jq -c '.[]'` of an array."
        )
    status = mapping.get("status", "status")
    taken = [r for r in records if str(r.get(status, "")).strip().lower() not in WITHDRAWN]
    if not taken:
        return None
    seen = {name for record in taken for name, value in record.items() if value is not None}
    wanted = (*NEEDED, *((ours,) for ours in mapping if (ours,) not in NEEDED))
    absent = [names for names in wanted if not seen.intersection(_theirs(names, mapping))]
    if not absent:
        return None
    lacking = ", ".join(" or ".join(_theirs(names, mapping)) for names in absent)
    return (
        f"no record among the first {len(taken):,} has a field {lacking}; they have "
        f"{', '.join(sorted(seen)[:SHOWN])}: `--map OURS=THEIRS` says what ours are called."
    )


def _theirs(names: Sequence[str], mapping: Mapping[str, str]) -> list[str]:
    return [mapping.get(name, name) for name in names]


def _parsed(value: bytes) -> object:
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        return None
