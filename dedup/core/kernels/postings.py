"""A multimap uint32 key → article slots, newest first, in flat arrays.

`heads` is an open-addressing table of the newest entry of each key; an entry is a row of `entries`
uint32[n, 3]: key, slot, and the entry of the same key before it. One entry is one cache line.
Nothing is deleted one by one: readers skip dead slots and stop after a fixed number of entries, and
a rebuild drops what has expired, so that cost and memory an entry stay constant however often a
key occurs.
"""

import numpy as np
from numba import njit

MOST = 32_767  # what an int16 holds: a text of half a million characters shares no more
KEY, SLOT, PREVIOUS = 0, 1, 2
NONE = np.uint32(0xFFFFFFFF)  # there is no entry before


@njit(cache=True, nogil=True, inline="always")
def _home(key, mask, salt):
    h = np.uint32((key ^ salt) * np.uint32(0x85EBCA6B))
    h ^= h >> np.uint32(15)
    return np.uint32(h * np.uint32(0xC2B2AE35)) & mask


@njit(cache=True, nogil=True)
def find(heads, entries, key, salt):
    """Table place of a key, or of the empty place where it would go."""
    mask = np.uint32(heads.size - 1)
    at = _home(key, mask, salt)
    while heads[at] != NONE and entries[heads[at], KEY] != key:
        at = (at + np.uint32(1)) & mask
    return at


@njit(cache=True, nogil=True)
def insert(heads, entries, state, wanted, slot, salt):
    """Append one entry a wanted key. `state` is int64[2]: entries, keys in use.

    The caller has made room: for wanted.size entries, and a table at most 60 % full.
    """
    entry = state[0]
    for k in range(wanted.size):
        at = find(heads, entries, wanted[k], salt)
        if heads[at] == NONE:
            state[1] += 1
        entries[entry, KEY] = wanted[k]
        entries[entry, SLOT] = slot
        entries[entry, PREVIOUS] = heads[at]
        heads[at] = entry
        entry += 1
    state[0] = entry


@njit(cache=True, nogil=True)
def count_shared(heads, entries, wanted, cap, alive, counts, touched, salt):
    """Add 1 to counts[slot] for each wanted key that a live slot has; return how many were touched.

    At most `cap` newest entries a key are read. `counts` (int16) must come zeroed; the caller
    zeroes it again at `touched[:n]`.
    """
    n = 0
    for k in range(wanted.size):
        entry = heads[find(heads, entries, wanted[k], salt)]
        read = 0
        while entry != NONE and read < cap:
            slot = entries[entry, SLOT]
            if alive[slot]:
                if counts[slot] == 0:
                    touched[n] = slot
                    n += 1
                if counts[slot] < MOST:
                    counts[slot] += 1
            read += 1
            entry = entries[entry, PREVIOUS]
    return n


@njit(cache=True, nogil=True)
def add_weights(heads, entries, wanted, weights, cap, alive, scores, touched, salt):
    """Add a weight to scores[slot] for each wanted key that a live slot has; as `count_shared`.

    With `weights` empty, a key weighs 1/sqrt(1 + live entries read): rarer keys say more.
    """
    n = 0
    for k in range(wanted.size):
        head = heads[find(heads, entries, wanted[k], salt)]
        weight = np.float32(0.0)
        if weights.size:
            weight = weights[k]
        else:
            entry = head
            read = 0
            while entry != NONE and read < cap:
                read += 1
                entry = entries[entry, PREVIOUS]
            weight = np.float32(1.0 / np.sqrt(1.0 + read))
        entry = head
        read = 0
        while entry != NONE and read < cap:
            slot = entries[entry, SLOT]
            if alive[slot]:
                if scores[slot] == 0:
                    touched[n] = slot
                    n += 1
                scores[slot] += weight
            read += 1
            entry = entries[entry, PREVIOUS]
    return n


@njit(cache=True, nogil=True)
def newest(heads, entries, wanted, cap, salt, slots, lengths):
    """Write the slots of the `cap` newest entries of key k into slots[k], how many into lengths[k].

    All chains are followed at once, a step each in turn: the memory then answers many questions at
    a time, where the steps of one chain wait for one another.
    """
    going = np.empty(wanted.size, np.int64)
    following = np.empty(wanted.size, np.uint32)
    n = 0
    for k in range(wanted.size):
        lengths[k] = 0
        following[k] = heads[find(heads, entries, wanted[k], salt)]
        going[n] = k
        n += following[k] != NONE
    read = 0
    while n and read < cap:
        left = 0
        for r in range(n):
            k = going[r]
            entry = following[k]
            slots[k, read] = entries[entry, SLOT]
            following[k] = entries[entry, PREVIOUS]
            lengths[k] = read + 1
            going[left] = k
            left += following[k] != NONE
        n = left
        read += 1


@njit(cache=True, nogil=True)
def rebuild(heads, entries, count, cut, alive, cap, new_heads, new_entries, salt):
    """Copy live entries with slot >= cut, as slot - cut, in their order; return (entries, keys).

    At most `cap` newest entries of a key are kept, as readers see no more.
    """
    keep = np.zeros(count, np.bool_)
    for at in range(heads.size):
        entry = heads[at]
        n = 0
        while entry != NONE and n < cap:
            slot = entries[entry, SLOT]
            if slot >= cut and alive[slot]:
                keep[entry] = True
                n += 1
            entry = entries[entry, PREVIOUS]
    made = np.uint32(0)
    used = 0
    for entry in range(count):
        if keep[entry]:
            key = entries[entry, KEY]
            at = find(new_heads, new_entries, key, salt)
            used += new_heads[at] == NONE
            new_entries[made, KEY] = key
            new_entries[made, SLOT] = entries[entry, SLOT] - np.uint32(cut)
            new_entries[made, PREVIOUS] = new_heads[at]
            new_heads[at] = made
            made += np.uint32(1)
    return made, used


@njit(cache=True, nogil=True)
def refill(heads, entries, state, filed, salt):
    """Append entries again, in their order: `filed` is uint32[n, 2], keys and slots."""
    for k in range(filed.shape[0]):
        insert(heads, entries, state, filed[k, KEY : KEY + 1], filed[k, SLOT], salt)
