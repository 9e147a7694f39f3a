"""One trend of a visit: up, flat or down as chips, and the figure beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from zhenyu_desk.domain.terms import Trend
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.chips import ChipGroup
from zhenyu_desk.ui.widgets.labels import label


class TrendField(QWidget):
    """`trend()` is None while nothing is chosen; choosing again takes it back."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = ChipGroup([(trend, trend.label) for trend in Trend], optional=True)
        self.chips.setAccessibleName(name)
        for trend in Trend:
            self.chips.chip(trend).setAccessibleName(f"{name} {trend.label}")
        self.figure = QLineEdit()
        self.figure.setAccessibleName(_("{name}: figure").format(name=name))
        self.figure.setPlaceholderText("+8.5%")
        self.figure.setFixedWidth(theme.px(68))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(label(name, Token.SECONDARY))
        row.addWidget(self.chips, 1)
        row.addWidget(self.figure)

    def trend(self) -> Trend | None:
        """Which way it goes."""
        return self.chips.value()

    def show_trend(self, trend: Trend | None, figure: str) -> None:
        """Show this trend."""
        self.chips.set_value(trend)
        self.figure.setText(figure)
