"""What the two decisions weigh their evidence by, and the weights that we have fitted.

Both are logistics over explained features: contributions and bias add up to the log-odds. Others
can be fitted with `dedup tune` and given in the settings.
"""

from collections.abc import Mapping

from msgspec import Struct

from dedup.core import copy_weights, event_weights


class CopyWeights(Struct, frozen=True, kw_only=True):
    """When two articles carry the same text."""

    bias: float
    features: Mapping[str, float]
    threshold: float  # probability


class EventWeights(Struct, frozen=True, kw_only=True):
    """When two families report one happening."""

    bias: float
    features: Mapping[str, float]
    join: float  # log-odds
    merge: float  # log-odds


COPY = CopyWeights(
    bias=copy_weights.BIAS, features=copy_weights.WEIGHTS, threshold=copy_weights.THRESHOLD
)
EVENT = EventWeights(
    bias=event_weights.BIAS,
    features=event_weights.WEIGHTS,
    join=event_weights.JOIN,
    merge=event_weights.MERGE,
)
