"""Foreign text → what a terminal may be given: no markup, no control characters."""

import re

from rich import markup

# An escape sequence in an outlet's name would move the cursor, or name the window.
_CONTROL = re.compile(r"[\0-\x09\x0b-\x1f\x7f-\x9f]")


def escape(text: str) -> str:
    """Return text that is shown as it stands; control characters but the newline become blanks."""
    return markup.escape(_CONTROL.sub(" ", text))
