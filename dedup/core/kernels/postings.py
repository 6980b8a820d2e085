"""A multimap uint32 key → article numbers, in one flat table of cells that forgets the oldest.

A cell is a row of `cells` uint32[n, 2]: the key, mixed so that none can be aimed at a place, and
the number's last 31 bits under a mark that tells it from an empty cell. The table has PARTS equal
parts of consecutive cells; a key is looked for from its place in its part on, up to the next empty
cell, and round the end of the part. A key keeps the `cap` newest of all numbers that were filed
under it, whatever the order; those before `base` are over, whether or not they are still there. So
what is found follows from what was filed, and cost and memory are bounded however often a key
occurs. With each filing a hand moves on over the table and empties some cells of what is over, so
that a table grows only while more and more is held at once; then all of its cells are moved, at
some 25 ns an entry.

Places are in the order of the mixed keys. So cells that are read from the first to the last are
written from the first to the last when the table grows or is filled again.
"""

import numpy as np
from numba import njit

PARTS = 64  # one of them is held twice while the table grows
_PART = np.uint32(26)
_REST = np.uint32(6)
USED = np.uint32(1 << 31)
_NUMBER = np.uint32((1 << 31) - 1)
_OLDER = np.uint32(1 << 30)
SWEPT = 6  # cells that the hand moves on for each entry: a quarter is over at most
FULL = 0.78  # of a part's cells; one look more in six finds no cell of its own
# What the state of a table says: entries ever filed, with which of them `recent` begins, the cells
# of the fullest part, where the hand is, `base` when the last number was filed, the newest of them.
ENDED, BEGUN, FULLEST, HAND, BASE, LAST = range(6)
STATES = 6
_SALT = np.uint32(0x51ED270B)


@njit(cache=True, inline="always")
def _mix(key):
    h = np.uint32((key ^ _SALT) * np.uint32(0x85EBCA6B))
    h ^= h >> np.uint32(15)
    h = np.uint32(h * np.uint32(0xC2B2AE35))
    return h ^ (h >> np.uint32(13))


@njit(cache=True, inline="always")
def _place(h, room):
    """Return the place of a mixed key in a table of PARTS times `room` cells."""
    within = (np.uint64(np.uint32(h << _REST)) * np.uint64(room)) >> np.uint64(32)
    return np.int64(np.uint64(h >> _PART) * np.uint64(room) + within)


@njit(cache=True, inline="always")
def _next(at, h, room):
    at += 1
    return at if at != (np.int64(h >> _PART) + 1) * room else at - room


@njit(cache=True, inline="always")
def _slot(stamp, base):
    """Return how far a number lies behind `base`: _OLDER or more where it lies before it."""
    return (stamp - np.uint32(base & np.int64(_NUMBER))) & _NUMBER


@njit(cache=True, inline="always")
def _age(stamp, base):
    """Return a number that is ordered as article numbers are, those before `base` as well."""
    return (_slot(stamp, base) + _OLDER) & _NUMBER


@njit(cache=True, inline="always")
def _put(cells, room, used, cap, base, h, stamp):
    """Put a number into its key's cells; where there are `cap`, in the place of the oldest."""
    at = _place(h, room)
    count = 0
    oldest = np.int64(-1)
    lowest = _age(stamp, base)
    while cells[at, 1] != 0:
        if cells[at, 0] == h:
            if cells[at, 1] == stamp:
                return
            count += 1
            other = _age(cells[at, 1], base)
            if other < lowest:
                lowest = other
                oldest = at
        at = _next(at, h, room)
    if count < cap:
        cells[at, 0] = h
        cells[at, 1] = stamp
        used[h >> _PART] += 1
    elif oldest >= 0:
        cells[oldest, 1] = stamp


@njit(cache=True, inline="always")
def _take_out(cells, hole, room):
    """Empty a cell; what a search would miss behind it moves up.

    Knuth, The Art of Computer Programming 3, 6.4, algorithm R.
    """
    part = cells[hole, 0]
    at = _next(hole, part, room)
    while cells[at, 1] != 0:
        home = _place(cells[at, 0], room)
        # as far from its place as from the hole, or further: it was put off past the hole
        from_home = at - home if at >= home else at + room - home
        from_hole = at - hole if at >= hole else at + room - hole
        if from_home >= from_hole:
            cells[hole, 0] = cells[at, 0]
            cells[hole, 1] = cells[at, 1]
            hole = at
        at = _next(at, part, room)
    cells[hole, 1] = 0


@njit(cache=True)
def has_room(table, count):
    """Say whether so many entries can be filed without a part becoming too full."""
    cells, used, state, _, _ = table
    most = FULL * (cells.shape[0] // PARTS)
    if state[FULLEST] + count > most:
        state[FULLEST] = used.max()  # some cells have been emptied since
    return state[FULLEST] + count <= most


@njit(cache=True)
def insert(table, base, keys, number):
    """File a number under keys, and empty some cells of what is over; there must be room.

    `table` is (cells, cells in use of each part, state, recent, cap): `state` is int64[STATES], and
    `recent` uint64 takes entries as far as it goes.
    """
    cells, used, state, recent, cap = table
    state[BASE] = base
    state[LAST] = max(state[LAST], number)
    room = cells.shape[0] // PARTS
    stamp = np.uint32(number & np.int64(_NUMBER)) | USED
    seen = np.uint32(0)
    for k in range(keys.size):  # all places are looked at before one is used: see `gather`
        seen |= cells[_place(_mix(keys[k]), room), 1]
    fullest = state[FULLEST] + (seen == 1)  # which it never is: but so they are looked at
    for k in range(keys.size):
        h = _mix(keys[k])
        _put(cells, room, used, cap, base, h, stamp)
        fullest = max(fullest, used[h >> _PART])
        at = state[ENDED] - state[BEGUN]
        if at < recent.size:
            recent[at] = (np.uint64(h) << np.uint64(32)) | np.uint64(stamp)
        state[ENDED] += 1
    state[FULLEST] = fullest
    hand = state[HAND] if state[HAND] < cells.shape[0] else np.int64(0)
    for _ in range(SWEPT * keys.size):
        if cells[hand, 1] != 0 and _slot(cells[hand, 1], base) >= _OLDER:
            used[cells[hand, 0] >> _PART] -= 1
            _take_out(cells, hand, room)  # another may have come into its place
        else:
            hand += 1
            hand = hand if hand < cells.shape[0] else np.int64(0)
    state[HAND] = hand


@njit(cache=True)
def add(table, base, keys, number):
    """File a number under keys as `insert` does; return False, and do nothing, without room."""
    if not has_room(table, keys.size):
        return False
    insert(table, base, keys, number)
    return True


@njit(cache=True)
def gather(cells, cap, wanted, weights, base, alive, scores, touched):
    """Add a weight to scores[slot] for each wanted key that a live slot has; return how many have.

    A slot is a number less `base`. `weights` has one a key, or one for all; where it is empty a key
    weighs 1/sqrt(1 + entries): rarer keys say more. `scores` (float32) must come zeroed; the caller
    zeroes it again at `touched[:n]`.
    """
    room = cells.shape[0] // PARTS
    hashes = np.empty(wanted.size, np.uint32)
    places = np.empty(wanted.size, np.int64)
    stamps = np.empty(wanted.size, np.uint32)
    # all places are looked at before any is used: memory is waited for once, not for each
    for k in range(wanted.size):
        hashes[k] = _mix(wanted[k])
        places[k] = _place(hashes[k], room)
        stamps[k] = cells[places[k], 1]
    slots = np.empty(cap + 1, np.int64)  # one is overwritten until it is of the key
    n = 0
    for k in range(wanted.size):
        h = hashes[k]
        at = places[k]
        stamp = stamps[k]
        found = 0
        while stamp != 0:
            slot = _slot(stamp, base)
            slots[found] = slot
            found += (cells[at, 0] == h) & (slot < _OLDER)
            at = _next(at, h, room)
            stamp = cells[at, 1]
        if weights.size:
            weight = weights[min(k, weights.size - 1)]
        else:
            weight = np.float32(1.0 / np.sqrt(1.0 + found))
        for r in range(found):
            slot = slots[r]
            if scores[slot] == 0:
                touched[n] = slot
                n += 1
            scores[slot] += weight
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
def newest(cells, wanted, base, slots, lengths):
    """Write the slots filed under key k into slots[k], and how many into lengths[k].

    A row of `slots` has room for one more than a key can have.
    """
    room = cells.shape[0] // PARTS
    places = np.empty(wanted.size, np.int64)
    stamps = np.empty(wanted.size, np.uint32)
    for k in range(wanted.size):
        places[k] = _place(_mix(wanted[k]), room)
        stamps[k] = cells[places[k], 1]
    for k in range(wanted.size):
        h = _mix(wanted[k])
        at = places[k]
        stamp = stamps[k]
        found = 0
        while stamp != 0:
            slot = _slot(stamp, base)
            slots[k, found] = slot
            found += (cells[at, 0] == h) & (slot < _OLDER)
            at = _next(at, h, room)
            stamp = cells[at, 1]
        lengths[k] = found


@njit(cache=True)
def move(cells, used, room, fresh, base):
    """Give every part `fresh` cells instead of `room`, without what is over.

    `cells` has room for the larger of both. A part is copied, and put into place when those that
    stood there have been moved; return the cells of the fullest part.
    """
    part = np.empty((room, 2), np.uint32)
    for step in range(PARTS):
        p = PARTS - 1 - step if fresh > room else step
        part[:] = cells[p * room : (p + 1) * room]
        cells[p * fresh : (p + 1) * fresh] = 0
        used[p] = 0
        for r in range(room):
            stamp = part[r, 1]
            if stamp == 0 or _slot(stamp, base) >= _OLDER:
                continue
            h = part[r, 0]
            at = _place(h, fresh)
            while cells[at, 1] != 0:
                at = _next(at, h, fresh)
            cells[at, 0] = h
            cells[at, 1] = stamp
            used[p] += 1
    return used.max()


@njit(cache=True)
def entries_of(cells, base, out):
    """Write all entries that are not over into out uint64: mixed key, then number; how many."""
    n = 0
    for at in range(cells.shape[0]):
        if cells[at, 1] != 0 and _slot(cells[at, 1], base) < _OLDER:
            out[n] = (np.uint64(cells[at, 0]) << np.uint64(32)) | np.uint64(cells[at, 1])
            n += 1
    return n


@njit(cache=True, nogil=True)
def sizes_of(entries):
    """Count the entries of every part: no more cells can be needed."""
    sizes = np.zeros(PARTS, np.int64)
    for entry in entries:
        sizes[entry >> np.uint64(58)] += 1
    return sizes


@njit(cache=True, nogil=True)
def refill(cells, used, cap, base, entries):
    """File sorted entries in an empty table; return the cells of the fullest part.

    What is of one key comes together: each is put behind the one before it.
    """
    room = cells.shape[0] // PARTS
    at = np.int64(0)
    before = np.uint64(0)
    count = 0
    for entry in entries:
        h = np.uint32(entry >> np.uint64(32))
        stamp = np.uint32(entry & np.uint64(0xFFFFFFFF))
        if count == 0 or h != np.uint32(before >> np.uint64(32)):
            count = 0
            at = _place(h, room)
        elif entry == before:
            continue
        before = entry
        if count == cap:
            _put(cells, room, used, cap, base, h, stamp)
            continue
        while cells[at, 1] != 0:
            at = _next(at, h, room)
        cells[at, 0] = h
        cells[at, 1] = stamp
        used[h >> _PART] += 1
        count += 1
    return used.max()
