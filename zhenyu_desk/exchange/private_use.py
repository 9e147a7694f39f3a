"""Rare characters that old Windows fonts kept at private places, U+E815 to U+E864, as Chinese offices still have them.

GB 18030-2000 gave FE50 to FEA0 in this order to these places; later editions name the real characters.
"""

from __future__ import annotations

import re
from functools import cache

_FIRST, _LAST = 0xE815, 0xE864
_PRIVATE = re.compile("[\ue000-\uf8ff]")
# Where the codec still answers with the private place (GB 18030-2005 and 2022, annex of changed code points).
_LATER = {
    0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7,
    0xE831: 0x215D7, 0xE832: 0x9FB8, 0xE83B: 0x2298F, 0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE855: 0x241FE, 0xE864: 0x9FBB,
}  # fmt: skip


def with_real_characters(text: str) -> str:
    """The text with private characters replaced by the real ones where these are known."""
    return text.translate(_real_characters()) if _PRIVATE.search(text) else text


def has_private_characters(text: str) -> bool:
    """Whether characters are left that only one computer's font can show."""
    return _PRIVATE.search(text) is not None


@cache
def _real_characters() -> dict[int, int]:
    found = dict(_LATER)
    for place in range(_FIRST, _LAST + 1):
        trail = 0x50 + place - _FIRST
        trail += trail >= 0x7F
        real = ord(bytes([0xFE, trail]).decode("gb18030"))
        if not _FIRST <= real <= _LAST:
            found.setdefault(place, real)
    return found
