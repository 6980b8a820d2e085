"""Code points → UTF-8, written where the caller has room."""

from numba import njit

MOST = 4  # bytes a character takes


@njit(cache=True, nogil=True)
def write_utf8(points, out, at):
    """Write points as UTF-8 into uint8[] from `at`; return where they end.

    `out` has room for MOST bytes a point. ASCII and what takes three bytes, which change from one
    character to the next in most scripts of Asia, are written without asking which it is.
    """
    for k in range(points.size):
        code = points[k]
        if code < 0x80 or 0x800 <= code < 0x10000:
            wide = code >= 0x80
            out[at] = 0xE0 | code >> 12 if wide else code
            out[at + 1] = 0x80 | (code >> 6 & 63)
            out[at + 2] = 0x80 | (code & 63)
            at += 1 + 2 * wide
        elif code < 0x800:
            out[at] = 0xC0 | code >> 6
            out[at + 1] = 0x80 | (code & 63)
            at += 2
        else:
            out[at] = 0xF0 | code >> 18
            out[at + 1] = 0x80 | (code >> 12 & 63)
            out[at + 2] = 0x80 | (code >> 6 & 63)
            out[at + 3] = 0x80 | (code & 63)
            at += 4
    return at
