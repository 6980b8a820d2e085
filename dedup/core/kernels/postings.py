"""A multimap uint32 key → article numbers, newest first, in flat arrays that forget their oldest.

`entries` is a ring, uint32[n, 3]: key, number of the article, and how many entries before it the
one before it of the same key stands (0: nowhere). `heads` is an open-addressing table of the newest
entry of each key. `state` is int64[4]: where the oldest entry stands, how many there are, how many
keys, and the absolute number of the oldest. Entries go as they came, oldest first, a few for each
that is filed, and a key goes with its last: no expiry and no age ever needs more at once. Articles
are numbered modulo 2^32; the slot of one is its number less that of the first slot (`base`).
The search for a key stands in each loop: a call would count references to the arrays.
"""

import numpy as np
from numba import njit

KEY, NUMBER, BACK = 0, 1, 2
BEGIN, SIZE, KEYS, FIRST = 0, 1, 2, 3
NONE = np.uint32(0xFFFFFFFF)  # there is no entry
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


@njit(cache=True, inline="always")
def slot_of_number(number, base):
    """Slot of an article; negative where it has none any more. Both modulo 2^32."""
    return np.int64(np.int32(np.uint32(number - base)))


@njit(cache=True, inline="always")
def _rank(position, begin, size):
    """How many entries are older than the one at a position of a ring of a size."""
    rank = np.int64(position) - begin
    return rank if rank >= 0 else rank + size


@njit(cache=True, inline="always")
def _position(rank, begin, size):
    position = begin + rank
    return position if position < size else position - size


@njit(cache=True)
def expire(heads, entries, state, most, base, alive):
    """Forget the oldest entries, `most` at most, up to one whose article takes part."""
    base = np.uint32(base)
    begin, size = state[BEGIN], state[SIZE]
    for _ in range(min(most, size)):
        slot = slot_of_number(entries[begin, NUMBER], base)
        if slot >= 0 and alive[slot]:
            break
        key = entries[begin, KEY]
        at = _home(key, heads.size)
        while entries[heads[at], KEY] != key:
            at = _next(at, heads.size)
        if heads[at] == begin:  # no newer one of its key
            _delete(heads, entries, at)
            state[KEYS] -= 1
        begin = _position(1, begin, len(entries))
        size -= 1
    state[BEGIN] = begin
    state[FIRST] += state[SIZE] - size
    state[SIZE] = size


@njit(cache=True)
def _delete(heads, entries, hole):
    """Empty a place of the table; what a search would miss behind it moves up.

    Knuth, The Art of Computer Programming 3, 6.4, algorithm R.
    """
    size = heads.size
    at = _next(hole, size)
    while heads[at] != NONE:
        home = _home(entries[heads[at], KEY], size)
        # as far from its home as from the hole, or further: it was put off past the hole
        from_home = at - home if at >= home else at + np.uint64(size) - home
        from_hole = at - hole if at >= hole else at + np.uint64(size) - hole
        if from_home >= from_hole:
            heads[hole] = heads[at]
            hole = at
        at = _next(at, size)
    heads[hole] = NONE


@njit(cache=True)
def insert(heads, entries, state, wanted, number):
    """Append one entry a wanted key, or do nothing and return False where there is no room.

    There is where the table stays at most three quarters full.
    """
    begin, size = state[BEGIN], state[SIZE]
    full = (state[KEYS] + wanted.size) * 4 > heads.size * 3
    if full or size + wanted.size > len(entries):
        return False
    for k in range(wanted.size):
        at = _home(wanted[k], heads.size)
        while heads[at] != NONE and entries[heads[at], KEY] != wanted[k]:
            at = _next(at, heads.size)
        entry = _position(size, begin, len(entries))
        entries[entry, KEY] = wanted[k]
        entries[entry, NUMBER] = number
        entries[entry, BACK] = 0
        if heads[at] == NONE:
            state[KEYS] += 1
        else:
            entries[entry, BACK] = size - _rank(heads[at], begin, len(entries))
        heads[at] = entry
        size += 1
    state[SIZE] = size
    return True


@njit(cache=True)
def gather(heads, entries, state, wanted, weights, cap, base, alive, scores, touched):
    """Add a weight to scores[slot] for each wanted key that a live slot has; return how many have.

    `weights` has one a key, or one for all; where it is empty a key weighs 1/sqrt(1 + entries
    read): rarer keys say more. At most `cap` newest entries a key are read. `scores` (float32) must
    come zeroed; the caller zeroes it again at `touched[:n]`.
    """
    base = np.uint32(base)
    begin = state[BEGIN]
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
        first = _rank(head, begin, len(entries))
        weight = np.float32(0.0)
        if weights.size:
            weight = weights[min(k, weights.size - 1)]
        else:
            rank = first
            back = np.int64(1)
            read = 0
            while back and rank >= 0 and read < cap:
                read += 1
                back = np.int64(entries[_position(rank, begin, len(entries)), BACK])
                rank -= back
            weight = np.float32(1.0 / np.sqrt(1.0 + read))
        rank = first
        back = np.int64(1)
        read = 0
        while back and rank >= 0 and read < cap:
            entry = _position(rank, begin, len(entries))
            slot = slot_of_number(entries[entry, NUMBER], base)
            if slot >= 0:
                if scores[slot] == 0:
                    touched[n] = slot
                    n += 1
                scores[slot] += weight
            read += 1
            back = np.int64(entries[entry, BACK])
            rank -= back
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
def newest(heads, entries, state, wanted, cap, base, slots, lengths):
    """Write the slots of the `cap` newest entries of key k into slots[k], how many into lengths[k].

    All chains are followed at once, a step each in turn: the memory then answers many questions at
    a time, where the steps of one chain wait for one another. Slots may be negative.
    """
    base = np.uint32(base)
    begin = state[BEGIN]
    going = np.empty(wanted.size, np.int64)
    following = np.empty(wanted.size, np.int64)  # ranks
    n = 0
    for k in range(wanted.size):
        lengths[k] = 0
        at = _home(wanted[k], heads.size)
        while heads[at] != NONE and entries[heads[at], KEY] != wanted[k]:
            at = _next(at, heads.size)
        going[n] = k
        if heads[at] != NONE:
            following[k] = _rank(heads[at], begin, len(entries))
            n += 1
    read = 0
    while n and read < cap:
        left = 0
        for r in range(n):
            k = going[r]
            entry = _position(following[k], begin, len(entries))
            slots[k, read] = slot_of_number(entries[entry, NUMBER], base)
            back = np.int64(entries[entry, BACK])
            following[k] -= back
            lengths[k] = read + 1
            going[left] = k
            left += (back != 0) & (following[k] >= 0)
        n = left
        read += 1


@njit(cache=True)
def move(heads, entries, begin, new_heads, new_entries):
    """Fill a new table for entries that stand in a new ring from its first place on."""
    for at in range(heads.size):
        if heads[at] == NONE:
            continue
        entry = _rank(heads[at], begin, len(entries))
        key = new_entries[entry, KEY]
        place = _home(key, new_heads.size)
        while new_heads[place] != NONE:
            place = _next(place, new_heads.size)
        new_heads[place] = entry


@njit(cache=True)
def refill(heads, entries, state, filed):
    """Append entries again, in their order: `filed` is uint32[n, 2], keys and numbers.

    Returns how many there was room for.
    """
    for k in range(len(filed)):
        if not insert(heads, entries, state, filed[k, KEY : KEY + 1], filed[k, NUMBER]):
            return k
    return len(filed)
