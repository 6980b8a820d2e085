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
SAME, CHANGED, UNKNOWN = range(3)  # states of a text

_SPACE, _NEWLINE = 32, 10
_FIRST_EMOJI, _LAST_EMOJI = 0x1F300, 0x1FAFF  # beyond the basic plane these stand for themselves


@njit(cache=True, nogil=True)
def formed(points, sizes, forms, longer):
    """Code points of texts, and their sizes → (those that have CHANGED, where each ends, states).

    White space is single and stands in no empty line. A text that is the SAME, or has a form that
    is UNKNOWN, takes no room. `forms` is uint16[65536], `longer` uint32[n, LONGEST], filled up by
    zeros.
    """
    out = np.empty(LONGEST * points.size + 2, np.uint32)
    ends = np.empty(sizes.size, np.int64)
    states = np.empty(sizes.size, np.uint8)
    at = 0
    end = 0
    for nth in range(sizes.size):
        begin, end = end, end + sizes[nth]
        states[nth], size = _formed(points[begin:end], forms, longer, out, at)
        if states[nth] == CHANGED:
            at += size
        ends[nth] = at
    return out[:at], ends, states


@njit(cache=True, nogil=True)
def _formed(points, forms, longer, out, at):
    """Write the forms of a text from `at`; return its state and its new size."""
    one = np.uintp(1)
    size = first = np.uintp(at)
    last = np.uint32(_NEWLINE)  # as if a line had ended before the text: white space after it goes
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
            size -= np.uintp(last == _SPACE)
            if size > first and out[size - one] != _NEWLINE:
                out[size] = _NEWLINE
                size += one
            last = form
        elif form < DROPPED or form >= LONGER + longer.shape[0]:
            out[size] = form  # overwritten by the next where it is a space too many
            spare = (form == _SPACE) & ((last == _SPACE) | (last == _NEWLINE))
            size += np.uintp(not spare)
            last = last if spare else form
        elif form == NEIGHBOURS:
            return UNKNOWN, 0
        elif form >= LONGER:
            for letter in longer[form - LONGER]:
                if letter:
                    out[size] = letter
                    size += one
            last = out[size - one]
    while size > first and (out[size - one] == _SPACE or out[size - one] == _NEWLINE):
        size -= one
    taken = np.int64(size - first)
    return (SAME if changed == 0 and taken == points.size else CHANGED), taken
