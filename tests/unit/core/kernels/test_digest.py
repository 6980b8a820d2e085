import numpy as np
import pytest
from datasketch import MinHash
from hypothesis import given
from hypothesis import strategies as st

from dedup.core.kernels.digest import digest, digests
from dedup.core.kernels.sketch import fold, sample, shingle_hashes
from dedup.core.kernels.text import FIRST, lower_case, tokenize
from dedup.core.kernels.words import tables

KOREAN = (
    '조선소가 수주했다고 밝혔다. "수주는 처음"이라고 했다. 1,200억원이다.\n한편 노조는 반발했다.'
)


def points(text):
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)


def lowered(text):
    return lower_case(points(text), *tables()[:2])


def stems(text):
    return tokenize(*lowered(text), *tables()[2:])[0].tolist()


@pytest.mark.parametrize("text", ["가", "가나다라", KOREAN, "A plain text of some words, 12 %."])
def test_a_signature_equals_that_of_datasketch_in_every_slot(text):
    hashes = shingle_hashes(fold(*lowered(text)))
    theirs = MinHash(num_perm=128, seed=1, scheme="affine32", hashfunc=int)
    theirs.update_batch(hashes.tolist())
    ours = np.frombuffer(digest(title="", body=text).signature, np.uint32)
    assert ours.tolist() == theirs.hashvalues.tolist()


def test_a_text_without_letters_gives_nothing():
    assert digest(title="제목", body="…!") is None
    assert digest(title="", body="") is None


def test_half_a_surrogate_pair_is_a_character_like_any_other():
    assert digest(title="제\ud800목", body="조선소가 수주했다").stems == (
        digest(title="제목", body="조선소가 수주했다").stems
    )


def test_a_sample_is_ascending_and_without_repetitions():
    kept = sample(np.arange(20_000, dtype=np.uint32) % 10_000)
    assert kept.tolist() == sorted(set(kept.tolist()))
    assert 10_000 / 16 * 0.8 < kept.size < 10_000 / 16 * 1.2


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("조선소에서는", "조선소"),
        ("수주했다고", "수주"),
        ("발표하겠습니다", "발표"),
        ("조선소들에게", "조선소"),
        ("orders", "order"),
        ("1,200", "1200"),
        ("6천596", "6596"),
    ],
)
def test_particles_endings_and_separators_do_not_tell_words_apart(written, plain):
    assert stems(written) == stems(plain) != []


def test_two_syllables_always_stay():
    assert len(stems("나는")) == 1
    assert stems("나는") != stems("나도")


def test_only_the_first_of_equal_stems_is_first():
    _, flags, _, _ = tokenize(*lowered("조선소가 조선소를 조선소의"), *tables()[2:])
    assert [bool(flag & FIRST) for flag in flags] == [True, False, False]


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=200)), max_size=5))
def test_texts_are_read_together_as_they_are_alone(texts):
    assert list(digests(texts)) == [digest(title=title, body=body) for title, body in texts]


@given(st.text(), st.text())
def test_what_is_written_is_the_utf_8_of_both_texts(title, body):
    found = digest(title=title, body=f"가{body}")
    assert found.body == f"가{body}".encode()
    assert found.written == f"{title}\0가{body}".encode()
