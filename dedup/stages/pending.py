"""Steps in the order they were detected → steps to write: what waits for the writer becomes one.

While the writer commits and publishes, detection goes on. All that it has made meanwhile goes out
together, so nothing waits for longer than one commit, however slow commits are; and as nothing
depends on how a log is cut into steps, the output is the same.
"""

import asyncio
from collections.abc import Sequence

from dedup.ports import Step


class Pending:
    """One step at most, being added to. One task puts, one takes."""

    def __init__(self, *, most: int) -> None:
        """`most` bounds the articles of steps that are put together; a larger one goes alone."""
        self._most = most
        self._steps: list[Step] = []
        self._size = 0
        self._ended = False
        self._changed = asyncio.Condition()

    async def put(self, step: Step, *, size: int) -> None:
        """Add a step of so many articles; wait while there is no room for it."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._room(size))
            self._steps.append(step)
            self._size += size
            self._changed.notify_all()

    async def take(self) -> Step | None:
        """Return all that waits as one step; None after the end."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._steps or self._ended)
            if not self._steps:
                return None
            step = joined(self._steps)
            self._steps, self._size = [], 0
            self._changed.notify_all()
            return step

    async def end(self) -> None:
        """Say that nothing more comes."""
        async with self._changed:
            self._ended = True
            self._changed.notify_all()

    def _room(self, size: int) -> bool:
        return not self._steps or self._size + size <= self._most


def joined(steps: Sequence[Step]) -> Step:
    """Return the step that does what these do one after the other."""
    last = steps[-1]
    if len(steps) == 1:
        return last
    return Step(
        rows=[row for step in steps for row in step.rows],
        fingerprints=[one for step in steps for one in step.fingerprints],
        updates=[update for step in steps for update in step.updates],
        positions={log: at for step in steps for log, at in step.positions.items()},
        cursor=last.cursor,
        sections=[section for step in steps for section in step.sections],
        taken=next((step.taken for step in reversed(steps) if step.taken is not None), None),
    )
