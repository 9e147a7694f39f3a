"""What the user wants to become of the ledger as a whole: the window hands it on, and the ledger is closed for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Conversion:
    """Encrypt it with this secret and first password; `secret` None: make it plain again."""

    secret: bytes | None = field(default=None, repr=False)
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Restoration:
    """Put this backup in its place.

    `secret` opens the backup, `present_secret` the ledger that is there; None where it is not encrypted. `official`
    and `present_official` are those whose passwords gave them; "" where none was given, or the recovery code was.
    """

    file: Path
    secret: bytes | None = field(default=None, repr=False)
    official: str = ""
    present_secret: bytes | None = field(default=None, repr=False)
    present_official: str = ""
