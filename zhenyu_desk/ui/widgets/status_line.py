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
FRESH_DAYS = 2


class StatusLine(QStatusBar):
    """Each part is set on its own."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        self._undo: Callable[[], None] | None = None
        self.who = self._part()
        self.saved = self._part()
        self.checking = self._part()
        self.backup = self._part()
        self.protection = self._part()
        self.message = label("", role=FontRole.SMALL)
        self.undo = link(_("Undo"), self._do_undo)
        self.undo.setAccessibleName(_("Undo the last step"))
        self.day = label("", Token.SECONDARY, FontRole.SMALL)
        self.addWidget(self.message)
        self.addWidget(self.undo)
        self.addPermanentWidget(self.day)
        self.undo.hide()
        self.checking.hide()
        theme.tone(self.checking, Token.AMBER)
        self._timer = QTimer(self, singleShot=True, interval=MESSAGE_SECONDS * 1000)
        self._timer.timeout.connect(self.forget)

    def set_who(self, town: str, official: str, role: str = "") -> None:
        """Whose ledger this is, who works in it, and in which role where the ledger knows of roles."""
        name = _("{name} ({role})").format(name=official, role=role) if official and role else official
        self.who.setText(f"{town} · {name}" if name else town)

    def set_protection(self, *, is_encrypted: bool) -> None:
        """Whether the ledger is encrypted, and what to do about it."""
        self.protection.setText(_("Encrypted") if is_encrypted else _("Not encrypted"))
        self.protection.setToolTip(
            _("Nobody reads the files of this ledger without a password. Lock it with Ctrl+Alt+L when you leave.")
            if is_encrypted
            else _("Everybody who gets at its files can read this ledger. Encrypt it under Settings, Officials.")
        )

    def set_checking(self, *, is_checking: bool) -> None:
        """Whether the ledger, which was not closed in order, is being checked from end to end."""
        self.checking.setText(_("Not closed in order last time; checking the ledger…") if is_checking else "")
        self.checking.setVisible(is_checking)

    def set_saved(self, at: datetime) -> None:
        """When the last change was written."""
        self.saved.setText(_("Saved at {time}").format(time=at.strftime("%H:%M")))

    def set_backup(self, at: datetime | None, today: date) -> None:
        """When the last verified backup was made, in local time; amber when that is more than two days ago."""
        if at is None:
            theme.tone(self.backup, Token.AMBER)
            self.backup.setText(_("No backup yet"))
            return
        days = (today - at.date()).days
        is_old = not 0 <= days <= FRESH_DAYS
        day = _("today") if days == 0 else at.strftime("%Y-%m-%d")
        words = _("Last backup {day} {time} (out of date)") if is_old else _("Last backup {day} {time}")
        theme.tone(self.backup, Token.AMBER if is_old else Token.SECONDARY)
        self.backup.setText(words.format(day=day, time=at.strftime("%H:%M")))

    def set_day(self, day: date) -> None:
        """Today's date with its weekday."""
        weekdays = (
            _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")
        )  # fmt: skip
        self.day.setText(f"{format_date(day)} {weekdays[day.weekday()]}")

    @property
    def is_telling(self) -> bool:
        """Whether a message stands."""
        return bool(self.message.text())

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

    def withdraw(self) -> None:
        """Offer the way back no more; what was told stays its time."""
        self._undo = None
        self.undo.hide()

    def forget(self) -> None:
        """Take the message away."""
        self.withdraw()
        self.message.setText("")

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
