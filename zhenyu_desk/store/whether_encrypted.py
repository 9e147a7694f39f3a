"""Whether a ledger is encrypted, told from outside, without a key."""

from __future__ import annotations

from pathlib import Path

KEYS_NAME = "keys.json"
HEADER = b"SQLite format 3\x00"
_PAGE = 4096
_MOST_OF_256 = 200


def is_plain(file: Path) -> bool:
    """Whether a database can be read without a key. OSError when the file can't be read."""
    with file.open("rb") as stream:
        return stream.read(len(HEADER)) == HEADER


def looks_encrypted(file: Path) -> bool:
    """Whether a file can be an encrypted ledger: whole pages, the first as random as only a cipher makes it.

    A page of random bytes has nearly all of the 256 values in it; other files and damaged ledgers have far fewer.
    """
    if not file.is_file():
        return False
    with file.open("rb") as stream:
        page = stream.read(_PAGE)
    is_whole = len(page) == _PAGE and file.stat().st_size % _PAGE == 0
    return is_whole and not page.startswith(HEADER) and len(set(page)) > _MOST_OF_256
