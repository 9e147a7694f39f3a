"""Encrypted files come back whole, or it is said that they are not; nothing of them can be read."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenyu_desk.store import encrypted_files
from zhenyu_desk.store.encrypted_files import Altered, decrypted, encrypted

SECRET = bytes(range(16))
MB = 2**20
SIZES = (0, 1, MB - 1, MB, MB + 1, 3 * MB, 3 * MB + 17)
PIECE = MB + 16
HEADER = 32


def sealed(content: bytes) -> bytes:
    return b"".join(encrypted([content], SECRET))


def read(content: bytes, secret: bytes = SECRET) -> bytes:
    return b"".join(decrypted([content], secret))


@pytest.mark.parametrize("size", SIZES)
def test_any_size_comes_back(size: int) -> None:
    content = os.urandom(size)
    assert read(sealed(content)) == content


@given(st.lists(st.binary(max_size=50), max_size=8), st.integers(1, 70))
def test_it_may_come_in_portions_of_any_size(portions: list[bytes], size: int) -> None:
    written = b"".join(encrypted(portions, SECRET))
    pieces = [written[start : start + size] for start in range(0, len(written), size)]
    assert b"".join(decrypted(pieces, SECRET)) == b"".join(portions)


def test_the_same_content_never_looks_the_same() -> None:
    content = b"13812342201" * 1000
    assert sealed(content) != sealed(content)
    assert b"1381234" not in sealed(content)


@given(st.data())
def test_a_flipped_bit_is_noticed(data: st.DataObject) -> None:
    written = bytearray(sealed(b"a photo" * 20))
    place, bit = data.draw(st.integers(0, len(written) - 1)), data.draw(st.integers(0, 7))
    written[place] ^= 1 << bit
    with pytest.raises(Altered):
        read(bytes(written))


def test_pieces_that_were_cut_off_moved_repeated_or_added_are_noticed() -> None:
    written = sealed(os.urandom(3 * MB + 17))
    header, rest = written[:HEADER], written[HEADER:]
    one, two, three, last = (rest[start : start + PIECE] for start in range(0, len(rest), PIECE))
    other = sealed(os.urandom(3 * MB + 17))
    for pieces in (
        (one, two, three), (one, two), (two, one, three, last), (one, one, three, last), (one, two, last),
        (one, two, three, last, last), (one, two, three, last[:-1]), (one, two, three, last + b"0"), (),
        (other[HEADER : HEADER + PIECE], two, three, last),
    ):  # fmt: skip
        with pytest.raises(Altered):
            read(header + b"".join(pieces))
    with pytest.raises(Altered):
        read(header[:-1])


def test_another_ledgers_file_is_told_apart() -> None:
    with pytest.raises(Altered):
        read(sealed(b"a photo"), bytes(16))
    assert sealed(b"a photo").startswith(encrypted_files.MAGIC)
