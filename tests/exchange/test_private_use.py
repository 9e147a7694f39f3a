"""Rare characters of old Windows data come in as the real ones; what is not known is told."""

import pytest

from zhenyu_desk.exchange.cells import to_text
from zhenyu_desk.exchange.private_use import has_private_characters


@pytest.mark.parametrize(
    ("private", "real"),
    [(0xE863, 0x4DAE), (0xE815, 0x2E81), (0xE816, 0x20087), (0xE81E, 0x9FB4), (0xE864, 0x9FBB), (0xE819, 0x2E84)],
)
def test_a_private_place_becomes_the_real_character(private: int, real: int) -> None:
    assert to_text(f"陈{chr(private)}") == f"陈{chr(real)}"


def test_every_place_of_the_standard_is_known() -> None:
    text = to_text("".join(map(chr, range(0xE815, 0xE865))))
    assert text is not None
    assert not has_private_characters(text)
    assert len(set(text)) == 0xE865 - 0xE815


def test_other_private_characters_are_told() -> None:
    assert has_private_characters("陈\ue000")
    assert not has_private_characters("陈䶮𠮷")
