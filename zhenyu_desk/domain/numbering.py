"""Readable numbers: ZF-2026-0001 for visits, SQ-2026-0001 for difficulties; given once, never reused."""

from __future__ import annotations

import re
import unicodedata

VISIT_PREFIX = "ZF"
DIFFICULTY_PREFIX = "SQ"
_PATTERN = re.compile(r"([A-Z]{2})-(\d{4})-(\d{4,9})")


def make_number(prefix: str, year: int, count: int) -> str:
    """The number of the `count`-th record of a year; four digits, more when a year has more."""
    return f"{prefix}-{year}-{count:04d}"


def typed_number(text: str, prefix: str, year: int) -> str:
    """A number as people type it off a paper: its count alone will do, and neither case nor width matters."""
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    return make_number(prefix, year, int(plain)) if plain.isdecimal() else plain


def read_number(text: str, prefix: str) -> tuple[int, int] | None:
    """Year and count of a readable number with this prefix; None for anything else."""
    match = _PATTERN.fullmatch(text)
    if match is None or match[1] != prefix:
        return None
    return int(match[2]), int(match[3])
