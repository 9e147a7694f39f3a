"""The look: enough contrast in both palettes, a font that has Chinese, lengths that grow with the text."""

import pytest
from PySide6.QtGui import QColor, QRawFont
from PySide6.QtWidgets import QApplication

from zhenyu_desk.ui import theme
from zhenyu_desk.ui.tokens import DARK, LIGHT, Colours, Token

LEAST_CONTRAST = 4.5
LEAST_RING_CONTRAST = 3.0
TEXTS = (Token.TEXT, Token.SECONDARY, Token.PRIMARY, Token.RED, Token.AMBER, Token.GREEN)
GROUNDS = (Token.SURFACE, Token.GROUND, Token.TINT, Token.TAG)


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    shade = QColor(colour)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (shade.redF(), shade.greenF(), shade.blueF())
    )
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_every_ground(colours: Colours) -> None:
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS]
    pairs += [(Token.ON_PRIMARY, Token.PRIMARY), (Token.RED, Token.RED_TINT), (Token.TEXT, Token.RED_TINT)]
    low = {f"{a} on {b}": contrast(colours[a], colours[b]) for a, b in pairs}
    assert {names: value for names, value in low.items() if value < LEAST_CONTRAST} == {}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_ring_of_the_focus_stands_out(colours: Colours) -> None:
    """WCAG 2.2, 1.4.11 and 2.4.13: against the ground beside it and against the border it takes the place of."""
    pairs = [(Token.PRIMARY, ground) for ground in (Token.SURFACE, Token.GROUND, Token.BORDER)]
    pairs += [(Token.ON_PRIMARY, Token.PRIMARY), (Token.TEXT, Token.TINT), (Token.RED, Token.SURFACE)]
    low = {f"{a} on {b}": contrast(colours[a], colours[b]) for a, b in pairs}
    assert {names: value for names, value in low.items() if value < LEAST_RING_CONTRAST} == {}


def test_both_looks_know_all_tokens() -> None:
    assert set(LIGHT) == set(DARK) == set(Token)


def test_the_font_has_chinese_also_rare_characters(qapp: QApplication) -> None:
    theme.apply(qapp, 100)
    font = QRawFont.fromFont(qapp.font())
    assert [character for character in "镇域企服台账诉求办理缪翟" if not font.supportsCharacter(ord(character))] == []


@pytest.mark.parametrize("scale", [80, 100, 150, 200])
def test_lengths_grow_with_the_text(qapp: QApplication, scale: int) -> None:
    theme.apply(qapp, scale)
    assert qapp.font().pixelSize() == round(14 * scale / 100)
    assert theme.row_height() == round(38 * scale / 100)
    theme.apply(qapp, 100)
