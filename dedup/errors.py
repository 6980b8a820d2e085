"""The exceptions of the outside world; a refused article is a value (`Rejection`), not one.

DedupError                what the operator can act on; one sentence, exit code 2
├── SettingsError         an option, a settings file or an environment variable is wrong
├── InputError            an input is missing or cannot be read
├── StateError            the state folder cannot be used as asked
├── OutputError           an output cannot be written, or does not fit the state
└── TransportError        a broker refuses, is out of reach or has been recreated
    ├── LoginError        the broker is there and does not let us in
    ├── UnreadableError   a record that the library cannot take apart is next
    └── FencedError       another process took over; this one must end
"""


class DedupError(Exception):
    """What the operator can act on; its text is one sentence and is all that a user sees."""


class SettingsError(DedupError):
    """An option, a settings file or an environment variable is wrong. Operator: correct it."""


class InputError(DedupError):
    """An input is missing or cannot be read. Operator: check the path and its rights."""


class StateError(DedupError):
    """The state folder cannot be used as asked. Operator: the text says which way is open."""


class OutputError(DedupError):
    """An output cannot be written, or does not fit the state it belongs to."""


class TransportError(DedupError):
    """A broker refuses, is out of reach, or a topic is not the one the state was built from."""


class LoginError(TransportError):
    """The broker is there and does not let us in. Operator: correct user, password or rights."""


class UnreadableError(TransportError):
    """A record that the library cannot take apart is next. Operator: the text says how to skip."""


class FencedError(TransportError):
    """Another process took over this shard. Operator: nothing; this process must end."""


def first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """Return the first error of a group that says something to the operator, else the first."""
    leaves = [
        first(one) if isinstance(one, BaseExceptionGroup) else one for one in group.exceptions
    ]
    return next((one for one in leaves if isinstance(one, DedupError)), leaves[0])
