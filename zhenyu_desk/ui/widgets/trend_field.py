"""One trend of a visit: up, flat or down as chips, and the figure beside it; one key chooses and goes on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from zhenyu_desk.domain.terms import Trend
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.chips import ChipGroup
from zhenyu_desk.ui.widgets.labels import label

_LETTERS = {Trend.UP: "su", Trend.FLAT: "pf", Trend.DOWN: "jd"}


class TrendField(QWidget):
    """`trend()` is None while nothing is chosen; choosing again takes it back.

    1, 2, 3 or the first letter of 升, 平, 降 (up, flat, down) choose, then `keyed` tells to go on to the next trend.
    """

    keyed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        letters = [_LETTERS[trend] for trend in Trend]
        self.chips = ChipGroup([(trend, trend.label) for trend in Trend], optional=True, letters=letters, gap=4)
        self.chips.setAccessibleName(name)
        self.chips.keyed.connect(self._go_on)
        for place, trend in enumerate(Trend, 1):
            chip = self.chips.chip(trend)
            chip.setAccessibleName(f"{name} {trend.label}")
            chip.setToolTip(_("Key {digit} or {letter}").format(digit=place, letter=_LETTERS[trend][0].upper()))
        self.figure = QLineEdit()
        self.figure.setAccessibleName(_("{name}: figure").format(name=name))
        self.figure.setPlaceholderText("+8.5%")
        self.figure.setFixedWidth(theme.px(66))
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

    def _go_on(self) -> None:
        if self.trend() is not None:
            self.keyed.emit()
