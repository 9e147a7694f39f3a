"""Asks for the password of an encrypted backup, which may be another one than the ledger's now."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import _
from zhenyu_desk.services.restoring import names, unlock, unlock_with_code
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.jobs.jobs import Jobs
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button, link, primary
from zhenyu_desk.ui.widgets.combo import Combo
from zhenyu_desk.ui.widgets.fields import Form
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.password_edit import PasswordEdit
from zhenyu_desk.ui.widgets.recovery_code_edit import RecoveryCodeEdit


class BackupPasswordDialog(Frame):
    """`secret` once accepted, and `official`, whose password gave it; "" where the recovery code did.

    Where the backup came without its keys only the code helps.
    """

    def __init__(self, jobs: Jobs, file: Path, official: str, parent: QWidget) -> None:
        super().__init__(_("Password of the backup"), parent)
        self.setMinimumWidth(theme.px(460))
        self.secret = b""
        self.official = ""
        self._jobs = jobs
        self._file = file
        self.form = Form()
        self.name = Combo()
        self.name.addItems(names(file))
        self.name.setCurrentIndex(max(0, self.name.findText(official)))
        self.password = PasswordEdit()
        self.code = RecoveryCodeEdit()
        self._build()

    def try_it(self) -> None:
        """Try what was typed, off the screen's thread: it takes a moment by design."""
        if not self._enter.isEnabled():
            return
        self.form.clear_errors()
        self._let_type(False)
        name = "" if self._by_code else self.name.currentText()
        work = (
            partial(unlock_with_code, self._file, self.code.text())
            if self._by_code
            else partial(unlock, self._file, name, self.password.text())
        )
        self._jobs.read(work, partial(self._take, name), self._refuse, always=partial(self._let_type, True), owner=self)

    def use_code(self) -> None:
        """Ask for the recovery code instead."""
        self._by_code = True
        for part in (self._named, self._typed, self._other):
            part.hide()
        self.advice.setText(_("The code is the one that was printed when the ledger of the backup was encrypted."))
        self._coded.show()
        self.code.setFocus()

    def done(self, result: int) -> None:
        """Close it; nothing of what was typed stays."""
        super().done(result)
        self.password.clear()
        self.code.clear()

    def _build(self) -> None:
        self._by_code = False
        self.body.addWidget(label(_("This backup is encrypted"), role=FontRole.HEADING))
        hint = _("The password is the one that was used when the backup was made. It stays that of the ledger.")
        self.advice = label(hint, Token.SECONDARY, wrap=True)
        self.body.addWidget(self.advice)
        self._named = self.form.add("name", _("Official"), self.name)
        self._typed = self.form.add("password", _("Password"), self.password)
        self._coded = self.form.add("code", _("Recovery code"), self.code)
        for part in (self._named, self._typed, self._coded, self.form.rest):
            self.body.addWidget(part)
        self._coded.hide()
        self._other = link(_("Forgotten? Use the recovery code"), self.use_code)
        self._enter = primary(_("Unlock"), self.try_it)
        self.buttons.insertWidget(0, self._other)
        self.buttons.addWidget(button(_("Cancel"), self.reject))
        self.buttons.addWidget(self._enter)
        self.password.setFocus()
        if not self.name.count():
            self.use_code()

    def _let_type(self, may: bool) -> None:
        """Not while it is tried: the answer is about the name and password that were typed before."""
        for part in (self._enter, self.name, self.password, self.code, self._other):
            part.setEnabled(may)

    def _take(self, official: str, secret: bytes) -> None:
        self.official, self.secret = official, secret
        self.accept()

    def _refuse(self, problem: AppError) -> None:
        self.form.show_problem(problem)
        field = self.code if self._by_code else self.password
        field.setFocus()
        field.selectAll()
