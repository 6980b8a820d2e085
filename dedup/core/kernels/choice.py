"""Slots with strengths → the strongest, and those that fit in time. Ties go to the newer slot."""

import numpy as np
from numba import njit


@njit(cache=True)
def strongest(slots, strengths, least, most):
    """Return the `most` slots of largest strength, of at least `least`; set `strengths` to 0.

    Strengths are numbers from 0 that float32 holds; the order of the result means nothing.
    """
    kept = np.empty(most, np.int64)  # the strongest so far, weakest first
    number = np.empty(1, np.float32)
    bits = number.view(np.uint32)  # of numbers from 0, ordered like them
    n = 0
    for k in range(slots.size):
        strength = strengths[slots[k]]
        strengths[slots[k]] = 0
        if strength < least:
            continue
        number[0] = strength
        value = (np.int64(bits[0]) << 32) | np.int64(slots[k])
        if n < most:
            at = n
            while at > 0 and kept[at - 1] > value:
                kept[at] = kept[at - 1]
                at -= 1
            kept[at] = value
            n += 1
        elif value > kept[0]:
            at = 1
            while at < most and kept[at] < value:
                kept[at - 1] = kept[at]
                at += 1
            kept[at - 1] = value
    out = np.empty(n, np.int32)
    for k in range(n):
        out[k] = np.int32(kept[k] & 0x7FFFFFFF)
    return out


@njit(cache=True)
def together(first, second, third):
    """Distinct slots of three lists, ascending."""
    found = np.empty(first.size + second.size + third.size, np.int32)
    found[: first.size] = first
    found[first.size : first.size + second.size] = second
    found[first.size + second.size :] = third
    found.sort()
    n = min(1, found.size)
    for k in range(1, found.size):
        if found[k] != found[k - 1]:
            found[n] = found[k]
            n += 1
    return found[:n]


@njit(cache=True)
def ranked(values, least):
    """Return the places of values of at least `least`, largest first; ties in their order."""
    out = np.empty(values.size, np.int64)
    n = 0
    for k in range(values.size):
        if values[k] < least:
            continue
        at = n
        while at > 0 and values[out[at - 1]] < values[k]:
            out[at] = out[at - 1]
            at -= 1
        out[at] = k
        n += 1
    return out[:n]


@njit(cache=True)
def fitting(slot, slots, at, series_day, span):
    """Those of `slots` within `span` of a slot's own time that are about no other day's series."""
    out = np.empty_like(slots)
    n = 0
    day = series_day[slot]
    for k in range(slots.size):
        other = slots[k]
        if abs(at[other] - at[slot]) > span:
            continue
        if day != 0 and series_day[other] != 0 and series_day[other] != day:
            continue
        out[n] = other
        n += 1
    return out[:n]
