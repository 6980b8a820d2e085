"""What the stages report → whether the process is started, ready and alive.

A process is alive while it makes progress or has nothing to do; ready when its state is loaded and
it is nearly caught up. No clock of its own: `now` is given, in seconds that never go back.
"""

from collections.abc import Callable, Mapping
from typing import Protocol


class Stage(Protocol):
    """A loop that can say how far behind it is."""

    def lags(self) -> Mapping[str, int] | None:
        """Return, per partition, how many records are not worked off; None while nobody knows."""
        ...

    def settled(self) -> int:
        """Return a number that grows with every record worked off."""
        ...


class Health:
    """The probes of one process."""

    def __init__(
        self, *, now: Callable[[], float], ready_lag: int, alive_seconds: float, stages: int
    ) -> None:
        """`stages` is how many have to start."""
        self._now = now
        self._ready_lag = ready_lag
        self._alive_seconds = alive_seconds
        self._wanted = stages
        self._stages: dict[str, Stage] = {}
        self._progress: dict[str, tuple[int, float]] = {}  # (settled, since when)
        self._known: dict[str, Mapping[str, int]] = {}  # the lags that were known last
        self._stopping = False

    def started(self, name: str, stage: Stage) -> None:
        """Take in a stage whose state is loaded."""
        self._stages[name] = stage
        self._progress[name] = (stage.settled(), self._now())

    def stopping(self) -> None:
        """Be not ready from now on; still alive while it drains."""
        self._stopping = True

    def startup(self) -> str | None:
        """Return None when every stage has loaded its state, else what is missing."""
        if len(self._stages) < self._wanted:
            return f"{self._wanted - len(self._stages)} of {self._wanted} stages are loading"
        return None

    def ready(self) -> str | None:
        """Return None when started and nearly caught up, else why not."""
        if self._stopping:
            return "stopping"
        if (why := self.startup()) is not None:
            return why
        for name, stage in sorted(self._stages.items()):
            lags = stage.lags()
            if lags is None:
                return f"{name} does not know how far behind it is"
            if (behind := sum(lags.values())) > self._ready_lag:
                return f"{name} is {behind} records behind"
        return None

    def alive(self) -> str | None:
        """Return None while there is progress or nothing to do, else what stands still.

        Work that waits when a broker falls silent goes on waiting.
        """
        now = self._now()
        lags = self.lags()
        for name, stage in sorted(self._stages.items()):
            settled, since = self._progress[name]
            if stage.settled() != settled or not any(lags[name].values()):
                self._progress[name] = (stage.settled(), now)
            elif now - since > self._alive_seconds:
                return f"{name} has made no progress for {now - since:.0f} s, though records wait"
        return None

    def lags(self) -> Mapping[str, Mapping[str, int]]:
        """Return the records waiting, by stage and partition, as far as was known last."""
        for name, stage in self._stages.items():
            if (lags := stage.lags()) is not None:
                self._known[name] = lags
        return {name: self._known.get(name, {}) for name in self._stages}
