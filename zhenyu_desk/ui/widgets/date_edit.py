"""A date typed as people write it; up and down move it by a day, Page Up and Page Down by a week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import N_, _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.widgets.day_text import read_day

KEYS = (("↑ ↓", N_("A day on or back")), ("PgUp PgDn", N_("A week on or back")))
_EDGES = 24
_STEPS = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: 7,
    Qt.Key.Key_PageDown: -7,
}


class DateEdit(QLineEdit):
    """`day()` is the day, None while empty, RuleBroken while the text is no day; it is shown as 2026-10-08 周四."""

    day_changed = Signal(object)
    """Emitted with the new day or None when the field is left or stepped through."""

    def __init__(self, today: Callable[[], date], day: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._shown: date | None = None
        self.setPlaceholderText(_("e.g. 10.8"))
        self.setToolTip(_("2026-10-8, 10.8 or 20261008; arrow up or down moves by a day"))
        self.set_day(day)
        self.editingFinished.connect(self._settle)

    def day(self) -> date | None:
        """The day typed; RuleBroken says what is wrong with the text."""
        return read_day(self.text(), self._today())

    def set_day(self, day: date | None) -> None:
        """Show a day, silently."""
        self._shown = day
        self.setText(day_with_weekday(day) if day else "")

    def minimumSizeHint(self) -> QSize:
        """Room for a whole day with its weekday, at any text size."""
        widest = self.fontMetrics().horizontalAdvance(day_with_weekday(date(2000, 12, 28)))
        return QSize(widest + theme.px(_EDGES), super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or self.isReadOnly():
            super().keyPressEvent(event)
            return
        known = self._known()
        self._show(known + timedelta(days=step) if known else self._today())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def _known(self) -> date | None:
        try:
            return self.day()
        except RuleBroken:
            return self._shown

    def _settle(self) -> None:
        """Write the day the usual way; a text that is none stays as typed, for the form to complain about."""
        try:
            day = self.day()
        except RuleBroken:
            return
        if day != self._shown or self.text() != (day_with_weekday(day) if day else ""):
            self._show(day)

    def _show(self, day: date | None) -> None:
        is_new = day != self._shown
        self.set_day(day)
        if is_new:
            self.day_changed.emit(day)


def day_with_weekday(day: date) -> str:
    """«2026-10-08 周四»."""
    weekdays = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    return f"{day.isoformat()} {weekdays[day.weekday()]}"
