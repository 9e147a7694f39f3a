"""The status bar: town and official, saved at, last backup, a quiet message with undo, the date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QStatusBar

from zhenyu_desk.i18n import _, format_date
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import link
from zhenyu_desk.ui.widgets.labels import label

MESSAGE_SECONDS = 12


class StatusLine(QStatusBar):
    """Each part is set on its own."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        self._undo: Callable[[], None] | None = None
        self.who = self._part()
        self.saved = self._part()
        self.backup = self._part()
        self.message = label("", role=FontRole.SMALL)
        self.undo = link(_("Undo"), self._do_undo)
        self.undo.setAccessibleName(_("Undo the last step"))
        self.day = label("", Token.SECONDARY, FontRole.SMALL)
        self.addWidget(self.message)
        self.addWidget(self.undo)
        self.addPermanentWidget(self.day)
        self.undo.hide()
        self._timer = QTimer(self, singleShot=True, interval=MESSAGE_SECONDS * 1000)
        self._timer.timeout.connect(self.forget)

    def set_who(self, town: str, official: str) -> None:
        """Whose ledger this is and who works in it."""
        self.who.setText(f"{town} · {official}" if official else town)

    def set_saved(self, at: datetime) -> None:
        """When the last change was written."""
        self.saved.setText(_("Saved at {time}").format(time=at.strftime("%H:%M")))

    def set_backup(self, at: datetime | None, today: date) -> None:
        """When the last verified backup was made, in local time."""
        if at is None:
            self.backup.setText(_("No backup yet"))
            return
        day = _("today") if at.date() == today else at.strftime("%Y-%m-%d")
        self.backup.setText(_("Last backup {day} {time}").format(day=day, time=at.strftime("%H:%M")))

    def set_day(self, day: date) -> None:
        """Today's date with its weekday."""
        weekdays = (
            _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")
        )  # fmt: skip
        self.day.setText(f"{format_date(day)} {weekdays[day.weekday()]}")

    def tell(self, sentence: str, undo: Callable[[], None] | None) -> None:
        """Show a message for a while, with a way back if there is one."""
        self._undo = undo
        self.message.setText(sentence)
        self.undo.setVisible(undo is not None)
        self._timer.start()

    def leave_page(self) -> None:
        """Another page is shown: what was said of the one before goes, unless there is a way back in it."""
        if self._undo is None:
            self.forget()

    def forget(self) -> None:
        """Take the message away."""
        self._undo = None
        self.message.setText("")
        self.undo.hide()

    def _do_undo(self) -> None:
        undo = self._undo
        self.forget()
        if undo is not None:
            undo()

    def _part(self) -> QLabel:
        part = label("", Token.SECONDARY, FontRole.SMALL)
        part.setContentsMargins(0, 0, theme.px(12), 0)
        self.addWidget(part)
        return part
