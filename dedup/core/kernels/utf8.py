"""Code points → UTF-8, written where the caller has room."""

import numpy as np
from numba import njit

# Unsigned like the points: with other numbers numba computes in signed 64 bits.
_BYTE, _SIX, _TWELVE, _LOW = np.uint32(0x80), np.uint32(6), np.uint32(12), np.uint32(63)


@njit(cache=True, nogil=True)
def write_utf8(points, out, at):
    """Write points as UTF-8 into uint8[] from `at`; return where they end.

    `out` has room for four bytes a point. ASCII and what takes three bytes, which change from one
    character to the next in most scripts of Asia, are written without asking which it is.
    """
    at = np.uintp(at)
    for k in range(points.size):
        code = points[k]
        wide = code >= _BYTE
        if (code < 0x10000) & ((not wide) | (code >= 0x800)):
            out[at] = np.uint32(0xE0) | code >> _TWELVE if wide else code
            out[at + np.uintp(1)] = _BYTE | (code >> _SIX & _LOW)
            out[at + np.uintp(2)] = _BYTE | (code & _LOW)
            at += np.uintp(3) if wide else np.uintp(1)
        elif code < 0x800:
            out[at] = np.uint32(0xC0) | code >> _SIX
            out[at + np.uintp(1)] = _BYTE | (code & _LOW)
            at += np.uintp(2)
        else:
            out[at] = np.uint32(0xF0) | code >> np.uint32(18)
            out[at + np.uintp(1)] = _BYTE | (code >> _TWELVE & _LOW)
            out[at + np.uintp(2)] = _BYTE | (code >> _SIX & _LOW)
            out[at + np.uintp(3)] = _BYTE | (code & _LOW)
            at += np.uintp(4)
    return np.intp(at)
