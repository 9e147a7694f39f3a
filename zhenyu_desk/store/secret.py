"""The one secret of an encrypted ledger and the keys that follow from it.

16 random bytes; the keys for the database and for the attached files are derived from it by HKDF (RFC 5869), so that
none of them tells anything of the others. Passwords and the recovery code only unlock this secret.
"""

from __future__ import annotations

import os

SECRET_BYTES = 16
_KEY_BYTES = 32


def new_secret() -> bytes:
    """A fresh secret for a ledger."""
    return os.urandom(SECRET_BYTES)


def database_key(secret: bytes) -> bytes:
    """The 256-bit key of SQLCipher."""
    return _derived(secret, b"database")


def attachment_key(secret: bytes) -> bytes:
    """The 256-bit key of the attached files."""
    return _derived(secret, b"attachments")


def fingerprint(secret: bytes) -> str:
    """A short name by which what belongs to one secret is told from the rest; it tells nothing of the secret."""
    return _derived(secret, b"fingerprint")[:4].hex()


def _derived(secret: bytes, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), _KEY_BYTES, salt=None, info=b"zhenyu-desk " + purpose).derive(secret)
