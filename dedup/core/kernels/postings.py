"""A multimap uint32 key → article slots, newest first, in flat arrays.

`heads` is an open-addressing table of the newest entry of each key; an entry is a row of `entries`
uint32[n, 3]: key, slot, and the entry of the same key before it. One entry is one cache line.
Nothing is deleted one by one: readers skip dead slots and stop after a fixed number of entries, and
a rebuild drops what has expired, so that cost and memory an entry stay constant however often a
key occurs. The search for a key stands in each loop: a call would count references to the arrays.
"""

import numpy as np
from numba import njit

KEY, SLOT, PREVIOUS = 0, 1, 2
NONE = np.uint32(0xFFFFFFFF)  # there is no entry before
_SALT = np.uint32(0x51ED270B)  # keyed hashing of buckets, so that none can be aimed at from outside


@njit(cache=True, inline="always")
def _home(key, size):
    h = np.uint32((key ^ _SALT) * np.uint32(0x85EBCA6B))
    h ^= h >> np.uint32(15)
    h = np.uint32(h * np.uint32(0xC2B2AE35))
    return (np.uint64(h) * np.uint64(size)) >> np.uint64(32)


@njit(cache=True, inline="always")
def _next(at, size):
    at += np.uint64(1)
    return at if at < np.uint64(size) else np.uint64(0)


@njit(cache=True)
def insert(heads, entries, state, wanted, slot):
    """Append one entry a wanted key. `state` is int64[2]: entries, keys in use.

    The caller has made room: for wanted.size entries, and a table at most three quarters full.
    """
    entry = np.uint32(state[0])
    for k in range(wanted.size):
        at = _home(wanted[k], heads.size)
        while heads[at] != NONE and entries[heads[at], KEY] != wanted[k]:
            at = _next(at, heads.size)
        state[1] += heads[at] == NONE
        entries[entry, KEY] = wanted[k]
        entries[entry, SLOT] = slot
        entries[entry, PREVIOUS] = heads[at]
        heads[at] = entry
        entry += np.uint32(1)
    state[0] = entry


@njit(cache=True)
def gather(heads, entries, wanted, weights, cap, alive, scores, touched):
    """Add a weight to scores[slot] for each wanted key that a live slot has; return how many have.

    `weights` has one a key, or one for all; where it is empty a key weighs 1/sqrt(1 + entries
    read): rarer keys say more. At most `cap` newest entries a key are read. `scores` (float32) must
    come zeroed; the caller zeroes it again at `touched[:n]`.
    """
    # all first places are looked at before any is used: memory is waited for once, not for each
    homes = np.empty(wanted.size, np.uint64)
    newest = np.empty(wanted.size, np.uint32)
    keys = np.empty(wanted.size, np.uint32)
    for k in range(wanted.size):
        homes[k] = _home(wanted[k], heads.size)
        newest[k] = heads[homes[k]]
    for k in range(wanted.size):
        keys[k] = entries[newest[k] if newest[k] != NONE else np.uint32(0), KEY]
    n = 0
    for k in range(wanted.size):
        head = newest[k]
        if head != NONE and keys[k] != wanted[k]:
            at = _next(homes[k], heads.size)
            while heads[at] != NONE and entries[heads[at], KEY] != wanted[k]:
                at = _next(at, heads.size)
            head = heads[at]
        if head == NONE:
            continue
        weight = np.float32(0.0)
        if weights.size:
            weight = weights[min(k, weights.size - 1)]
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
            if scores[slot] == 0:
                touched[n] = slot
                n += 1
            scores[slot] += weight
            read += 1
            entry = entries[entry, PREVIOUS]
    living = 0
    for k in range(n):
        slot = touched[k]
        if alive[slot]:
            touched[living] = slot
            living += 1
        else:
            scores[slot] = 0
    return living


@njit(cache=True)
def newest(heads, entries, wanted, cap, slots, lengths):
    """Write the slots of the `cap` newest entries of key k into slots[k], how many into lengths[k].

    All chains are followed at once, a step each in turn: the memory then answers many questions at
    a time, where the steps of one chain wait for one another.
    """
    going = np.empty(wanted.size, np.int64)
    following = np.empty(wanted.size, np.uint32)
    n = 0
    for k in range(wanted.size):
        lengths[k] = 0
        at = _home(wanted[k], heads.size)
        while heads[at] != NONE and entries[heads[at], KEY] != wanted[k]:
            at = _next(at, heads.size)
        following[k] = heads[at]
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


@njit(cache=True)
def rebuild(heads, entries, count, cut, alive, cap, new_heads, new_entries):
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
            at = _home(key, new_heads.size)
            while new_heads[at] != NONE and new_entries[new_heads[at], KEY] != key:
                at = _next(at, new_heads.size)
            used += new_heads[at] == NONE
            new_entries[made, KEY] = key
            new_entries[made, SLOT] = entries[entry, SLOT] - np.uint32(cut)
            new_entries[made, PREVIOUS] = new_heads[at]
            new_heads[at] = made
            made += np.uint32(1)
    return made, used


@njit(cache=True)
def refill(heads, entries, state, filed):
    """Append entries again, in their order: `filed` is uint32[n, 2], keys and slots."""
    for k in range(filed.shape[0]):
        insert(heads, entries, state, filed[k, KEY : KEY + 1], filed[k, SLOT])
