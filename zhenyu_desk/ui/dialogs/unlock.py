"""Asks for the password of an encrypted ledger: at opening, to unlock the window, and when the official changes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.dialogs.new_password import caps_lock_line
from zhenyu_desk.ui.door import Door, look_at_door, unlock_door
from zhenyu_desk.ui.jobs.jobs import Job, Jobs
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button, link, primary
from zhenyu_desk.ui.widgets.combo import Combo
from zhenyu_desk.ui.widgets.fields import Form
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.password_edit import PasswordEdit

_SECOND_MS = 1000


class UnlockDialog(Frame):
    """`official` and `secret` once `unlocked`. It reads the passwords by jobs of its own: those of the window may rest.

    `names` are those who have a password; where there is none, such as with a lost keys.json, only the code helps.
    """

    unlocked = Signal()
    """The password or the code was right; the dialog is still seen."""

    def __init__(
        self,
        folder: Path,
        names: Sequence[str],
        official: str,
        *,
        title: str,
        heading: str,
        parent: QWidget | None = None,
        may_use_code: bool = True,
        problem: str = "",
    ) -> None:
        super().__init__(title, parent)
        self.setMinimumWidth(theme.px(440))
        self.secret = b""
        self.official = ""
        self._folder = folder
        self._jobs = Jobs(self)
        self._try: Job | None = None
        self.form = Form()
        self.name = Combo()
        self.name.addItems(list(names))
        self.name.setCurrentIndex(max(0, self.name.findText(official)))
        self.password = PasswordEdit()
        self._caps = caps_lock_line(self.password)
        self._enter = primary(_("Unlock"), self.try_password)
        self._problem = label(problem, Token.RED, wrap=True)
        self._code = (
            link(_("Forgotten? Use the recovery code"), self.ask_code)
            if names
            else primary(_("Use the recovery code"), self.ask_code)
        )
        self._count = QTimer(self, interval=_SECOND_MS)
        self._count.timeout.connect(self._count_down)
        self._build(heading, may_use_code)
        self._count_down()

    def try_password(self) -> None:
        """Try the password typed for the name chosen, off the screen's thread: it takes a moment by design."""
        if not self._enter.isEnabled():
            return
        name = self.name.currentText()
        self.form.clear_errors()
        work = partial(unlock_door, self._folder, name, self.password.text())
        self._try = self._jobs.read(work, partial(self._let_in, name), self._failed, always=self._tried, owner=self)
        self._hold()

    def ask_code(self) -> None:
        """Let the recovery code be typed; with it a new password is set at once."""
        from zhenyu_desk.ui.dialogs.recovery import RecoveryDialog

        names = [self.name.itemText(place) for place in range(self.name.count())]
        dialog = RecoveryDialog(self._jobs, self._folder, names, self.name.currentText(), self)
        dialog.accepted.connect(lambda: self._let_in(dialog.official, dialog.secret))
        dialog.open_once()

    def done(self, result: int) -> None:
        """Close it; nothing of what was typed stays."""
        self.password.clear()
        self._count.stop()
        self._jobs.close()
        super().done(result)

    def _build(self, heading: str, may_use_code: bool) -> None:
        self.body.addWidget(label(heading, role=FontRole.HEADING, wrap=True))
        self.body.addWidget(self._problem)
        self._problem.setVisible(bool(self._problem.text()))
        if self.name.count():
            self.body.addWidget(self.form.add("name", _("Official"), self.name))
            self.body.addWidget(self.form.add("password", _("Password"), self.password))
            self.body.addWidget(self._caps)
            self.password.setFocus()
        self.body.addWidget(self.form.rest)
        self._cancel = button(_("Cancel"), self.reject)
        self.buttons.addWidget(self._cancel)
        if self.name.count():
            self.buttons.addWidget(self._enter)
            if may_use_code:
                self.buttons.insertWidget(0, self._code)
        elif may_use_code:
            self.buttons.addWidget(self._code)

    def _let_in(self, official: str, secret: bytes) -> None:
        """Who unlocks is whose password it was, whatever the list of names shows by now."""
        self.official, self.secret = official, secret
        self.unlocked.emit()
        self.accept()

    def _tried(self) -> None:
        self._try = None
        self._hold()

    def _failed(self, problem: AppError) -> None:
        self.password.setFocus()
        self.password.selectAll()
        self.form.show_problem(problem)
        self._count_down()

    def _count_down(self) -> None:
        """While the next try has to wait say how long, second by second."""
        from zhenyu_desk.services.access import seconds_to_wait

        wait = seconds_to_wait(self._folder)
        was_waiting = self._count.isActive()
        if wait:
            self.form.show_error("password", _("Too many wrong passwords: wait {n} seconds.").format(n=wait))
            self._count.start()
        elif was_waiting:
            self._count.stop()
            self.form.clear_errors()
        self._hold()

    def _hold(self) -> None:
        """Nothing can be changed of what is being tried, and nothing tried while it has to wait."""
        is_free = self._try is None
        for part in (self.name, self.password, self._code):
            part.setEnabled(is_free)
        self._enter.setEnabled(is_free and not self._count.isActive())


class LockedDialog(UnlockDialog):
    """All that is seen of the program while it is locked; it can be put aside, and left by a button, but not closed.

    It is there at once, asking for the password of whoever was at work; who else has one is read then.
    """

    quit_wanted = Signal()
    """Whoever has no password ends the program."""
    close_wanted = Signal()
    """The window is asked to close: by its cross, or because the session ends."""

    def __init__(self, folder: Path, official: str, town: str) -> None:
        super().__init__(folder, [official], official, title=_("Locked"), heading=town or _("Locked"))
        self.body.insertWidget(1, label(_("Locked. Type your password to go on."), Token.SECONDARY, wrap=True))
        self._cancel.hide()
        leave = button(_("Quit"), self.quit_wanted.emit)
        leave.setToolTip(_("What was typed is kept as a draft."))
        self.buttons.insertWidget(self.buttons.indexOf(self._enter), leave)
        self._jobs.read(partial(look_at_door, folder), self._take_door, self.form.show_problem, owner=self)

    def end(self) -> None:
        """Close it for good: the program ends."""
        self.done(self.DialogCode.Rejected)

    def reject(self) -> None:
        """Esc only puts it aside; a password that is being tried then lets nobody in."""
        if self._try is not None:
            self._try.cancel()
            self._tried()
        self.password.clear()
        self.showMinimized()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.close_wanted.emit()

    def _take_door(self, door: Door) -> None:
        """The names of all who have a password; whoever is chosen stays chosen."""
        if door.names:
            chosen = self.name.currentText()
            self.name.clear()
            self.name.addItems(door.names)
            self.name.setCurrentIndex(max(0, self.name.findText(chosen)))
        self._problem.setText(door.problem)
        self._problem.setVisible(bool(door.problem))
