"""A text that may be very long: its beginning, and the rest at a click."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.ui.widgets.buttons import link
from zhenyu_desk.ui.widgets.panels import text_label

_SHOWN = 600


class LongText(QWidget):
    """Can be selected and copied; what doesn't fit into a panel at once unfolds."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        is_long = len(text) > _SHOWN
        self.label = text_label(text[:_SHOWN] + "…" if is_long else text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.label)
        if is_long:
            self._more = link(_("Show all {count} characters").format(count=len(text)), self.unfold)
            column.addWidget(self._more)

    def unfold(self) -> None:
        """Show the whole text."""
        self.label.setText(self._text)
        self._more.hide()
