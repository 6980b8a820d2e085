"""Where prepare runs: one thread of this process, or several spawned processes.

Results come in the order of the deliveries, and are the same bytes either way. Processes are
spawned, never forked: a fork copies locks that other threads hold.
"""

import asyncio
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from msgspec.structs import replace

from dedup.children import deaf_to_ctrl_c, end_with_the_parent
from dedup.core.article import Rejection
from dedup.errors import DedupError
from dedup.ports import Delivery

Prepare = Callable[[Sequence[Delivery]], list[bytes | Rejection]]

_prepare: Prepare | None = None  # of this worker process


class Here:
    """Prepare in a thread of this process, so that the event loop stays free."""

    width = 1

    def __init__(self, prepare: Prepare, *, executor: Executor) -> None:
        self._prepare = prepare
        self._executor = executor

    async def prepare(self, deliveries: Sequence[Delivery]) -> list[bytes | Rejection]:
        """Return the results in the order of the deliveries."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, self._prepare, deliveries)

    def close(self) -> None:
        """Nothing to stop: the executor belongs to whoever gave it."""


class Processes:
    """Prepare in spawned processes; `build` is called once in each and must be importable there."""

    def __init__(self, build: Callable[[], Prepare], *, workers: int) -> None:
        self.width = 2 * workers  # one in work and one waiting, for each
        self._executor = ProcessPoolExecutor(
            workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(build,)
        )

    async def prepare(self, deliveries: Sequence[Delivery]) -> list[bytes | Rejection]:
        """Return the results in the order of the deliveries; raise DedupError for a dead worker."""
        loop = asyncio.get_running_loop()
        light = [one if one.refused is None else replace(one, value=None) for one in deliveries]
        try:
            with deaf_to_ctrl_c():  # what is handed in may start a process
                result = loop.run_in_executor(self._executor, _prepare_all, light)
            return await result
        except BrokenProcessPool as error:
            raise DedupError("A worker process died; try fewer workers.") from error

    def close(self) -> None:
        """Stop the processes; what they have not begun is dropped."""
        self._executor.shutdown(cancel_futures=True)


def _begin(build: Callable[[], Prepare]) -> None:
    global _prepare  # noqa: PLW0603  # a worker process has one recipe, given at its start
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # the parent decides when to stop
    end_with_the_parent()
    _prepare = build()


def _prepare_all(deliveries: Sequence[Delivery]) -> list[bytes | Rejection]:
    assert _prepare is not None
    return _prepare(deliveries)
