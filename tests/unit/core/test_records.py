"""core.records: records are the same whether they are packed or not."""

import sys

from hypothesis import given
from hypothesis import strategies as st

from dedup.core.family import Family
from dedup.core.records import GENERATION, Records


def family(key, *members):
    return Family(key, f"F-{key}", list(members), key, outlets={"한마루": 1}, early=[])


def let_rest(records):
    for _ in range(2 * GENERATION):
        records.rest()


@given(
    st.lists(
        st.tuples(st.sampled_from(["make", "change", "look", "drop", "rest"]), st.integers(0, 5))
    )
)
def test_records_hold_what_a_dictionary_holds(chosen):
    records, plain = Records(Family), {}
    for what, key in chosen:
        if what == "make" and key not in plain:
            records[key] = family(key)
            plain[key] = family(key)
        elif what == "change" and key in plain:
            records[key].members.append(len(plain))
            plain[key].members.append(len(plain))
        elif what == "drop":
            assert records.pop(key, None) == plain.pop(key, None)
        elif what == "rest":
            let_rest(records)
        assert records.get(key) == plain.get(key)
        assert (key in records, len(records)) == (key in plain, len(plain))
    packed = Records(Family)
    packed.load(records.dump())
    assert list(packed.items()) == list(records.items()) == list(plain.items())
    assert packed.dump() == records.dump()


def test_what_is_asked_for_again_is_the_same_object_until_it_has_rested():
    records = Records(Family)
    records[1] = family(1)
    held = records[1]
    for _ in range(3 * GENERATION):
        records.rest()
        assert records[1] is held


def test_a_record_that_nobody_asks_for_takes_a_few_hundred_bytes():
    records = Records(Family)
    for key in range(100):
        records[key] = family(key, key, key + 1)
    let_rest(records)
    assert all(isinstance(held, bytes) for held in records._held.values())
    assert sum(map(sys.getsizeof, records._held.values())) < 100 * 200
