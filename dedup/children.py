"""Spawned processes that leave Ctrl-C to their parent and do not outlive it."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from multiprocessing import parent_process, resource_tracker
from multiprocessing.connection import wait


@contextmanager
def deaf_to_ctrl_c() -> Iterator[None]:
    """Start processes in here: they inherit that SIGINT is blocked, from their first import on.

    A terminal sends Ctrl-C to all of them, and the parent decides when they stop. To the parent it
    comes a moment later.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    _start_tracker()  # the first start would do it, which unblocks SIGINT
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@cache
def _start_tracker() -> None:
    resource_tracker.ensure_running()


def end_with_the_parent() -> None:
    """End this process when its parent is gone, which a killed parent cannot ask for."""
    threading.Thread(target=_wait_for_the_parent, daemon=True).start()


def _wait_for_the_parent() -> None:
    parent = parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)
