"""Code points → the same in their one form, where every character has one by itself.

Most texts need nothing but quotes made plain and white space put in order, which is one pass with
a table. Where a character depends on its neighbours the pass gives up, and Unicode's own tables
are asked (`dedup.core.clean.unicode`).
"""

import numpy as np
from numba import njit

# Forms that stand for no character: a table says for each character of the basic plane its form,
# or one of these (all are surrogates, which no text has), or the number of its longer form.
DROPPED, NEIGHBOURS, LONGER = 0xD800, 0xD801, 0xD802
LONGEST = 4  # characters that a form may have: (주), ℃ is °C
SAME, CHANGED, UNKNOWN = range(3)  # the last number of the answer

_SPACE, _NEWLINE = 32, 10
_FIRST_EMOJI, _LAST_EMOJI = 0x1F300, 0x1FAFF  # beyond the basic plane these stand for themselves


@njit(cache=True, nogil=True)
def formed(points, forms, longer):
    """Code points → their forms, with single spaces and no empty lines, and SAME or CHANGED.

    `forms` is uint16[65536], `longer` uint32[n, LONGEST], filled up by zeros. Where nothing has
    changed, or a form is UNKNOWN, the answer is the last number alone.
    """
    out = np.empty(LONGEST * points.size + 2, np.uint32)
    out[0] = _NEWLINE  # as if a line had ended before the text: white space after it goes
    size = 1
    last = np.uint32(_NEWLINE)
    changed = np.uint32(0)
    for k in range(points.size):
        code = points[k]
        form = np.uint32(NEIGHBOURS)
        if code < forms.size:
            form = np.uint32(forms[code])
        elif _FIRST_EMOJI <= code <= _LAST_EMOJI:
            form = code
        changed |= form ^ code
        if form == _NEWLINE:
            size -= last == _SPACE
            if out[size - 1] != _NEWLINE:
                out[size] = _NEWLINE
                size += 1
            last = form
        elif form < DROPPED or form >= LONGER + longer.shape[0]:
            out[size] = form  # overwritten by the next where it is a space too many
            spare = (form == _SPACE) & ((last == _SPACE) | (last == _NEWLINE))
            size += not spare
            last = last if spare else form
        elif form == NEIGHBOURS:
            out[0] = UNKNOWN
            return out[:1]
        elif form >= LONGER:
            for letter in longer[form - LONGER]:
                if letter:
                    out[size] = letter
                    size += 1
            last = out[size - 1]
    while size > 1 and (out[size - 1] == _SPACE or out[size - 1] == _NEWLINE):
        size -= 1
    if changed == 0 and size == points.size + 1:
        out[0] = SAME
        return out[:1]
    out[size] = CHANGED
    return out[1 : size + 1]
