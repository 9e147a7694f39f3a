"""How everything looks: tokens of colour, light and dark, the font and its size, and a small style sheet."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from zhenyu_desk import paths
from zhenyu_desk.ui.style_sheet import style_sheet
from zhenyu_desk.ui.tokens import DARK, LIGHT, Token

BASE_PX = 14
ROW_PX = 38
_FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)
_BUNDLED_FAMILY = "Noto Sans SC"
_BUNDLED_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Medium.ttf")


class FontRole(StrEnum):
    """The few sizes there are."""

    BASE = "base"
    SMALL = "small"
    STRONG = "strong"
    HEADING = "heading"
    FIGURE = "figure"


_FONTS: dict[FontRole, tuple[float, QFont.Weight]] = {
    FontRole.BASE: (14, QFont.Weight.Normal),
    FontRole.SMALL: (13, QFont.Weight.Normal),
    FontRole.STRONG: (14, QFont.Weight.DemiBold),
    FontRole.HEADING: (18, QFont.Weight.DemiBold),
    FontRole.FIGURE: (28, QFont.Weight.DemiBold),
}


class _Look:
    """What is in force now; what is made of it is kept, as painting asks for it thousands of times a second."""

    colours = LIGHT
    scale = 1.0
    made_colours: ClassVar[dict[Token, QColor]] = {}
    made_fonts: ClassVar[dict[FontRole, QFont]] = {}
    made_metrics: ClassVar[dict[FontRole, QFontMetrics]] = {}


def apply(app: QApplication, text_scale: int) -> None:
    """Give the application its look; `text_scale` in percent. May be called again at any time."""
    for made in (_Look.made_colours, _Look.made_fonts, _Look.made_metrics):
        made.clear()
    _Look.scale = text_scale / 100
    _Look.colours = DARK if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
    sheet = style_sheet(_Look.colours, px, str(paths.resources() / "icons"))
    if app.styleSheet() == sheet:
        return  # Qt would polish every widget anew for the same look
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setFont(_base_font())
    app.setPalette(_palette())
    app.setStyleSheet(sheet)


def colour(token: Token) -> QColor:
    """A colour for painting, of the look in force; it is shared, so don't change it."""
    made = _Look.made_colours.get(token)
    if made is None:
        made = _Look.made_colours[token] = QColor(_Look.colours[token])
    return made


def px(length: float) -> int:
    """A length given for 14-pixel text, at the text size in force."""
    return max(1, round(length * _Look.scale))


def row_height() -> int:
    """The height of a row in tables and lists."""
    return px(ROW_PX)


def metrics(role: FontRole) -> QFontMetrics:
    """The measures of `font`."""
    made = _Look.made_metrics.get(role)
    if made is None:
        made = _Look.made_metrics[role] = QFontMetrics(font(role))
    return made


def font(role: FontRole) -> QFont:
    """The font of one role at the text size in force."""
    known = _Look.made_fonts.get(role)
    if known is None:
        size, weight = _FONTS[role]
        known = _Look.made_fonts[role] = QFont(QApplication.font())
        known.setPixelSize(px(size))
        known.setWeight(weight)
    return QFont(known)


def tone(widget: QWidget, name: Token | None) -> None:
    """Colour a label's text by a token; None takes the normal colour."""
    wanted = name.value if name else ""
    if widget.property("tone") == wanted:
        return
    widget.setProperty("tone", wanted)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else it is polished when it is first shown
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _base_font() -> QFont:
    families = [family for family in _FAMILIES if family in set(QFontDatabase.families())]
    if not families:
        _load_bundled_fonts()
        families = [_BUNDLED_FAMILY]
    made = QFont()
    made.setFamilies(families)
    made.setPixelSize(px(BASE_PX))
    made.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return made


def _load_bundled_fonts() -> None:
    if _BUNDLED_FAMILY not in QFontDatabase.families():
        for name in _BUNDLED_FILES:
            QFontDatabase.addApplicationFont(str(paths.resources() / "fonts" / name))


def _palette() -> QPalette:
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: Token.GROUND,
        QPalette.ColorRole.Base: Token.SURFACE,
        QPalette.ColorRole.AlternateBase: Token.GROUND,
        QPalette.ColorRole.Button: Token.SURFACE,
        QPalette.ColorRole.WindowText: Token.TEXT,
        QPalette.ColorRole.Text: Token.TEXT,
        QPalette.ColorRole.ButtonText: Token.TEXT,
        QPalette.ColorRole.PlaceholderText: Token.SECONDARY,
        QPalette.ColorRole.Highlight: Token.TINT,
        QPalette.ColorRole.HighlightedText: Token.TEXT,
        QPalette.ColorRole.Link: Token.PRIMARY,
        QPalette.ColorRole.Accent: Token.PRIMARY,
        QPalette.ColorRole.Mid: Token.LINE,
        QPalette.ColorRole.ToolTipBase: Token.SURFACE,
        QPalette.ColorRole.ToolTipText: Token.TEXT,
    }
    for role, token in roles.items():
        made.setColor(role, colour(token))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, colour(Token.DISABLED))
    return made
