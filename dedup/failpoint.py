"""Named places where a test may kill this process, as a power cut would; otherwise nothing happens.

`DEDUP_FAILPOINT=name` or `name:count` (the count-th time the place is reached) is for tests only;
`name:count:stop` has it stand still there, as a machine does that is too busy, until SIGCONT.
"""

import os
import signal
from collections import Counter
from typing import Final, Literal

Name = Literal[
    "before-commit",  # detected, nothing stored
    "during-commit",  # inside the transaction
    "during-snapshot",  # inside the transaction, after a piece of the memory
    "after-commit-before-publish",
    "mid-line",  # half of the step's output is written, in the middle of a line
    "after-publish",
    "in-transaction",  # the broker has the step's records, its transaction is open
    "after-append",  # fingerprints are in the log of record, their articles not committed
    "during-order",  # while several paths are being put in order
    "before-tables",  # all updates are out, the tables are not
    "mid-table",  # the temporary file of a table is written and not yet in place
]

VARIABLE: Final = "DEDUP_FAILPOINT"
_wanted, _, _rest = os.environ.get(VARIABLE, "").partition(":")
_count, _, _how = _rest.partition(":")
_reached: Counter[str] = Counter()


def armed(name: Name) -> bool:
    """Whether the process is to die the next time it reaches this place."""
    return name == _wanted and _reached[name] + 1 == int(_count or 1)


def failpoint(name: Name) -> None:
    """Die here by SIGKILL where the environment asks for it."""
    if name != _wanted:
        return
    if armed(name):
        os.write(2, f"failpoint {_wanted} reached\n".encode())  # the log shows where it was
        os.kill(os.getpid(), signal.SIGSTOP if _how == "stop" else signal.SIGKILL)
    _reached[name] += 1
