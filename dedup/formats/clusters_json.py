"""Cluster → one JSON line with all of its members: the state after the last update.

Fields stand in one order; a value that is missing is left out; times are RFC 3339 UTC.
"""

from typing import Any

import orjson

from dedup.core.ledger import Cluster, Member
from dedup.formats import times
from dedup.formats.update_json import counts_fields, origin_fields, times_fields


def encode(cluster: Cluster) -> bytes:
    """Return the line, without a newline."""
    line: dict[str, Any] = {
        "id": cluster.id,
        "level": cluster.level,
        "status": cluster.status,
        "revision": cluster.revision,
        "at": times.text(cluster.at),
        "counts": counts_fields(cluster.counts),
    }
    if cluster.representative is not None:
        line["representative"] = cluster.representative
    if cluster.origin is not None:
        line["origin"] = origin_fields(cluster.origin)
    line["times"] = times_fields(cluster.times)
    line["members"] = [_member(member) for member in cluster.members]
    return orjson.dumps(line)


def _member(member: Member) -> dict[str, Any]:
    said: dict[str, Any] = {"article": member.article}
    if member.outlet:
        said["outlet"] = member.outlet
    if member.relation is not None:
        said["relation"] = member.relation
    said["at"] = times.text(member.at)
    if member.credited:
        said["credited"] = member.credited
    if member.version:
        said["version"] = member.version
    return said
