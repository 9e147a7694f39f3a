"""Files encrypted piece by piece, so that none is ever held whole in memory and no change goes unnoticed.

A header (magic, which key, random salt), then pieces of 1 MiB, each by AES-256-GCM under a key of the file's own
(HKDF of the ledger's key and the salt). The nonce counts the pieces and marks the last one, as in the STREAM
construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): a flipped bit, a piece that was cut off, repeated or moved,
or one of another file, doesn't authenticate.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from zhenyu_desk.store.secret import attachment_key

MAGIC = b"ZYDTenc\x01"
_KEY_MARK_BYTES = 8
_SALT_BYTES = 16
_HEADER_BYTES = len(MAGIC) + _KEY_MARK_BYTES + _SALT_BYTES
_PIECE = 2**20
_TAG_BYTES = 16


class Altered(Exception):
    """An encrypted file is not what was written."""


def is_encrypted(file: Path, secret: bytes) -> bool:
    """Whether a file was encrypted for the ledger of this secret; OSError when it can't be read."""
    with file.open("rb") as stream:
        return stream.read(_HEADER_BYTES).startswith(MAGIC + _key_mark(secret))


def encrypted(portions: Iterable[bytes], secret: bytes) -> Iterator[bytes]:
    """What to write for a content that comes in portions of any size."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    header = MAGIC + _key_mark(secret) + os.urandom(_SALT_BYTES)
    cipher = AESGCM(_file_key(secret, header))
    yield header
    for number, (piece, is_last) in enumerate(_pieces(portions, _PIECE)):
        yield cipher.encrypt(_nonce(number, is_last), piece, header)


def decrypted(portions: Iterable[bytes], secret: bytes) -> Iterator[bytes]:
    """The content of an encrypted file; Altered, at the latest before the last piece, when it is not whole."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    coming = iter(portions)
    start = b""
    while len(start) < _HEADER_BYTES and (portion := next(coming, b"")):
        start += portion
    header, rest = start[:_HEADER_BYTES], start[_HEADER_BYTES:]
    if len(header) < _HEADER_BYTES or not header.startswith(MAGIC + _key_mark(secret)):
        raise Altered
    cipher = AESGCM(_file_key(secret, header))
    try:
        for number, (piece, is_last) in enumerate(_pieces(_chained(rest, coming), _PIECE + _TAG_BYTES)):
            yield cipher.decrypt(_nonce(number, is_last), piece, header)
    except InvalidTag:
        raise Altered from None


def portions_of(file: Path) -> Iterator[bytes]:
    """The bytes of a file as they lie there."""
    with file.open("rb") as stream:
        while portion := stream.read(_PIECE):
            yield portion


def _chained(first: bytes, others: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from others


def _pieces(portions: Iterable[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """The same bytes in pieces of a size, each with whether it is the last one; at least one, if need be empty."""
    waiting = bytearray()
    for portion in portions:
        waiting += portion
        while len(waiting) > size:
            yield bytes(waiting[:size]), False
            del waiting[:size]
    yield bytes(waiting), True


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _file_key(secret: bytes, header: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt=header, info=b"zhenyu-desk file").derive(attachment_key(secret))


def _key_mark(secret: bytes) -> bytes:
    """Tells the files of one ledger from those of another, and from any that are not encrypted at all."""
    return hashlib.sha256(b"zhenyu-desk which key" + attachment_key(secret)).digest()[:_KEY_MARK_BYTES]
