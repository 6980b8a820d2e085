"""A multimap uint32 key → article slots, newest first, in flat arrays.

`keys`/`heads` is an open-addressing table, `slots`/`previous` are the entries; a chain runs from
its newest entry back. Nothing is deleted one by one: readers skip dead slots and stop after a
fixed number of entries, and a rebuild drops what has expired, so that cost and memory an entry
stay constant however often a key occurs.
"""

import numpy as np
from numba import njit

MOST = 32_767  # what an int16 holds: a text of half a million characters shares no more


@njit(cache=True, nogil=True, inline="always")
def _home(key, mask, salt):
    h = np.uint32((key ^ salt) * np.uint32(0x85EBCA6B))
    h ^= h >> np.uint32(15)
    return np.uint32(h * np.uint32(0xC2B2AE35)) & mask


@njit(cache=True, nogil=True)
def find(keys, key, salt):
    """Table place of a key, or of the empty place where it would go. Keys are never 0."""
    mask = np.uint32(keys.size - 1)
    at = _home(key, mask, salt)
    while keys[at] != 0 and keys[at] != key:
        at = (at + np.uint32(1)) & mask
    return at


@njit(cache=True, nogil=True)
def insert(keys, heads, slots, previous, state, wanted, slot, salt):
    """Append one entry a wanted key. `state` is int64[2]: entries, keys in use.

    The caller has made room: entries + wanted.size <= slots.size, and the table at most 60 % full.
    """
    entry = state[0]
    for k in range(wanted.size):
        key = max(wanted[k], np.uint32(1))
        at = find(keys, key, salt)
        if keys[at] == 0:
            keys[at] = key
            heads[at] = -1
            state[1] += 1
        slots[entry] = slot
        previous[entry] = heads[at]
        heads[at] = entry
        entry += 1
    state[0] = entry


@njit(cache=True, nogil=True)
def count_shared(keys, heads, slots, previous, wanted, cap, alive, counts, touched, salt):
    """Add 1 to counts[slot] for each wanted key that a live slot has; return how many were touched.

    At most `cap` newest entries a key are read. `counts` (int16) must come zeroed; the caller
    zeroes it again at `touched[:n]`.
    """
    n = 0
    for k in range(wanted.size):
        at = find(keys, max(wanted[k], np.uint32(1)), salt)
        if keys[at] == 0:
            continue
        entry = heads[at]
        read = 0
        while entry >= 0 and read < cap:
            slot = slots[entry]
            if alive[slot]:
                if counts[slot] == 0:
                    touched[n] = slot
                    n += 1
                if counts[slot] < MOST:
                    counts[slot] += 1
            read += 1
            entry = previous[entry]
    return n


@njit(cache=True, nogil=True)
def add_weights(keys, heads, slots, previous, wanted, weights, cap, alive, scores, touched, salt):
    """Add a weight to scores[slot] for each wanted key that a live slot has; as `count_shared`.

    With `weights` empty, a key weighs 1/sqrt(1 + live entries read): rarer keys say more.
    """
    n = 0
    for k in range(wanted.size):
        at = find(keys, max(wanted[k], np.uint32(1)), salt)
        if keys[at] == 0:
            continue
        weight = np.float32(0.0)
        if weights.size:
            weight = weights[k]
        else:
            entry = heads[at]
            read = 0
            while entry >= 0 and read < cap:
                read += 1
                entry = previous[entry]
            weight = np.float32(1.0 / np.sqrt(1.0 + read))
        entry = heads[at]
        read = 0
        while entry >= 0 and read < cap:
            slot = slots[entry]
            if alive[slot]:
                if scores[slot] == 0:
                    touched[n] = slot
                    n += 1
                scores[slot] += weight
            read += 1
            entry = previous[entry]
    return n


@njit(cache=True, nogil=True)
def rebuild(
    keys,
    heads,
    slots,
    previous,
    entries,
    cut,
    alive,
    cap,
    new_keys,
    new_heads,
    new_slots,
    new_previous,
    salt,
):
    """Copy live entries with slot >= cut, as slot - cut, in their order; return (entries, keys).

    At most `cap` newest entries of a key are kept, as readers see no more.
    """
    length = np.zeros(keys.size, np.int32)
    keep = np.zeros(entries, np.bool_)
    for at in range(keys.size):
        if keys[at] == 0:
            continue
        entry = heads[at]
        n = 0
        while entry >= 0 and n < cap:
            slot = slots[entry]
            if slot >= cut and alive[slot]:
                keep[entry] = True
                n += 1
            entry = previous[entry]
        length[at] = n
    owner = np.empty(entries, np.int32)
    for at in range(keys.size):
        if length[at] == 0:
            continue
        entry = heads[at]
        n = 0
        while entry >= 0 and n < length[at]:
            if keep[entry]:
                owner[entry] = at
                n += 1
            entry = previous[entry]
    made = 0
    used = 0
    for entry in range(entries):
        if not keep[entry]:
            continue
        key = keys[owner[entry]]
        at = find(new_keys, key, salt)
        if new_keys[at] == 0:
            new_keys[at] = key
            new_heads[at] = -1
            used += 1
        new_slots[made] = slots[entry] - cut
        new_previous[made] = new_heads[at]
        new_heads[at] = made
        made += 1
    return made, used
