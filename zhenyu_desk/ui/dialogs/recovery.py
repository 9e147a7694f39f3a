"""The way in when a password is forgotten: the recovery code, and with it a new password at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.dialogs.new_password import TwicePassword
from zhenyu_desk.ui.jobs.jobs import Jobs
from zhenyu_desk.ui.widgets.buttons import button, primary
from zhenyu_desk.ui.widgets.combo import Combo
from zhenyu_desk.ui.widgets.fields import Form
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.recovery_code_edit import RecoveryCodeEdit


@dataclass(frozen=True, slots=True)
class Found:
    """What the code opened: the secret, and the officials listed in the ledger."""

    secret: bytes = field(repr=False)
    officials: list[str]


class RecoveryDialog(Frame):
    """First the code, then whose password is set anew; `secret` and `official`, whose it is, once accepted."""

    def __init__(self, jobs: Jobs, folder: Path, names: Sequence[str], official: str, parent: QWidget) -> None:
        super().__init__(_("Recovery code"), parent)
        self.setMinimumWidth(theme.px(480))
        self.secret = b""
        self.official = ""
        self._jobs = jobs
        self._folder = folder
        self._names = list(names)
        self._first_name = official
        self.form = Form()
        self.code = RecoveryCodeEdit()
        self.name = Combo()
        self.twice = TwicePassword(self.form)
        self._build()

    def go_on(self) -> None:
        """Try the code; then set the password."""
        self.form.clear_errors()
        if self.secret:
            self._renew()
            return
        self._next.setEnabled(False)
        self._jobs.read(
            partial(_found, self._folder, self.code.text()),
            self._take,
            self.form.show_problem,
            always=lambda: self._next.setEnabled(True),
            owner=self,
        )

    def done(self, result: int) -> None:
        """Close it; nothing of what was typed stays."""
        super().done(result)
        self.code.clear()
        self.twice.empty()

    def _build(self) -> None:
        self._advice = label(
            _("The recovery code was printed when the ledger was encrypted. Capital letters and dashes don't matter."),
            wrap=True,
        )
        self.body.addWidget(self._advice)
        self._code_field = self.form.add("code", _("Recovery code"), self.code, required=True)
        self._name_field = self.form.add("name", _("Official"), self.name, required=True)
        for part in (self._code_field, self._name_field, self.twice):
            self.body.addWidget(part)
        self._name_field.hide()
        self.twice.hide()
        self.body.addWidget(self.form.rest)
        self._next = primary(_("Go on"), self.go_on)
        self.buttons.addWidget(button(_("Cancel"), self.reject))
        self.buttons.addWidget(self._next)

    def _take(self, found: Found) -> None:
        """The code is right: ask for the new password, of an official of the ledger where some are listed."""
        self.secret = found.secret
        self.code.clear()
        self._code_field.hide()
        self._advice.setText(_("The code is right. Now set a new password; the code stays valid: keep it."))
        self.name.setEditable(not found.officials)
        self.name.addItems(found.officials or self._names)
        self.name.setCurrentIndex(max(0, self.name.findText(self._first_name)))
        if self.name.isEditable() and not self.name.count():
            self.name.setEditText(self._first_name)
        self._name_field.show()
        self.twice.show()
        self._next.setText(_("Set the password"))
        self.twice.setFocus()

    def _renew(self) -> None:
        name = self.name.currentText().strip()
        try:
            if not name:
                raise RuleBroken(_("Please type your name."), field="name")
            password = self.twice.read()
        except RuleBroken as problem:
            self.form.show_problem(problem)
            return
        self._hold(True)
        self._jobs.write(
            partial(_renew, self._folder, self.secret, name, password),
            lambda _done: self._let_in(name),
            self.form.show_problem,
            always=lambda: self._hold(False),
            owner=self,
        )

    def _let_in(self, name: str) -> None:
        self.official = name
        self.accept()

    def _hold(self, is_setting: bool) -> None:
        """Nothing can be changed of what is being set."""
        for part in (self.name, self.twice, self._next):
            part.setDisabled(is_setting)


def _found(folder: Path, code: str) -> Found:
    from zhenyu_desk.bootstrap import open_context
    from zhenyu_desk.services.access import unlock_with_code
    from zhenyu_desk.services.officials import active_names

    secret = unlock_with_code(folder, code)
    context = open_context(folder, "", deep=False, secret=secret)
    try:
        return Found(secret, active_names(context))
    finally:
        context.close()


def _renew(folder: Path, secret: bytes, name: str, password: str) -> None:
    from zhenyu_desk.services.access import renew_password

    renew_password(folder, secret, name, password)
