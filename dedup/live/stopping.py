"""SIGTERM or SIGINT → an orderly end: what is in hand is finished, and nothing holds it up.

A stop that comes before there is any work ends at once.
"""

import asyncio
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Coroutine, Iterator
from typing import Any, TypeVar

import structlog

from dedup.errors import TransportError
from dedup.stages.health import Health

DRAIN_SECONDS = 6.0  # for the work in hand after a stop; then clients and threads are stopped
END_SECONDS = 9.0  # after a stop, whatever still hangs: a supervisor kills after ten

Result = TypeVar("Result")

log = structlog.get_logger(__name__)


@contextlib.contextmanager
def signals(health: Health, stopped: asyncio.Event) -> Iterator[None]:
    """Set the event at the first signal; end the process when that was not enough."""
    loop = asyncio.get_running_loop()

    def stop() -> None:
        if stopped.is_set():
            return
        log.info("stopping: draining the work in hand")
        health.stopping()
        stopped.set()
        last = threading.Timer(END_SECONDS, _end)
        last.daemon = True  # it outlives nothing
        last.start()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    try:
        yield
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)


def _end() -> None:
    """End the process as it stands: every start converges, and nothing may hold up a stop."""
    sys.stderr.write("dedup: The stop took too long; the next start repeats the work in hand.\n")
    sys.stderr.flush()
    os._exit(2)  # as every other end that is not the ordinary one


async def unless_stopped(stop: asyncio.Event, work: Coroutine[Any, Any, Result]) -> Result | None:
    """Return what the work returns, or None when the stop comes first: it may not even begin."""
    if stop.is_set():
        work.close()
        return None
    tasks = working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        working.cancel()
        stopping.cancel()
        await asyncio.wait(tasks)


async def overdue(stop: asyncio.Event) -> None:
    """Raise TransportError when the work in hand does not end in time after the stop."""
    await stop.wait()
    await asyncio.sleep(DRAIN_SECONDS)
    raise TransportError("The work in hand did not end in time; the next start repeats it.")
