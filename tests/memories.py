"""A detector's memory and a step's memory, as tests put them together."""

from collections.abc import Sequence

from msgspec.structs import replace

from dedup.core.arrays import Section
from dedup.core.detector import Detector
from dedup.ports import Extent, Step, Taken


def sections_of(detector: Detector) -> dict[str, Section]:
    """Return all of a detector's memory by name."""
    return {one.name: one for one in (*detector.changing({}), *detector.grown({}))}


def taking(step: Step, sections: Sequence[Section], *, folded: int) -> Step:
    """Let a step hand over these sections, and with them the memory after it is whole."""
    extents = {one.name: Extent(one.first, one.end) for one in sections}
    taken = Taken(extents=extents, since=step.cursor, folded=folded)
    return replace(step, sections=sections, taken=taken)
