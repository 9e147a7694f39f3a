"""Asks for the password before a ledger is decrypted, and says what that means."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.dialogs.new_password import caps_lock_line
from zhenyu_desk.ui.door import unlock_door
from zhenyu_desk.ui.jobs.jobs import Jobs
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.fields import Form
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.password_edit import PasswordEdit


class DecryptDialog(Frame):
    """Accepted once the password of `official` was right; nothing was changed by then."""

    def __init__(self, jobs: Jobs, folder: Path, official: str, parent: QWidget) -> None:
        super().__init__(_("Stop encrypting"), parent)
        self.setMinimumWidth(theme.px(480))
        self._jobs = jobs
        self._folder = folder
        self._official = official
        self.form = Form()
        self.password = PasswordEdit()
        meaning = _(
            "Afterwards everybody who gets at the files can read the ledger: firms, telephone numbers, attached "
            "papers. All passwords go and the recovery code of this ledger becomes void. Encrypted backups made before "
            "still need it: keep the sheet as long as you keep them."
        )
        self.body.addWidget(label(meaning, Token.AMBER, wrap=True))
        password = _("Password of {name}").format(name=official)
        self.body.addWidget(self.form.add("password", password, self.password, required=True))
        self.body.addWidget(caps_lock_line(self.password))
        self.body.addWidget(self.form.rest)
        self._go = button(_("Decrypt the ledger"), self.try_password, "danger")
        self._go.setDefault(True)  # Enter follows a password here, which nobody types by mistake
        self.buttons.addWidget(button(_("Keep it encrypted"), self.reject))
        self.buttons.addWidget(self._go)

    def try_password(self) -> None:
        """Go on if the password is right."""
        if not self._go.isEnabled():
            return
        self._go.setEnabled(False)
        self.form.clear_errors()
        self._jobs.read(
            partial(unlock_door, self._folder, self._official, self.password.text()),
            lambda _secret: self.accept(),
            self.form.show_problem,
            always=lambda: self._go.setEnabled(True),
            owner=self,
        )

    def done(self, result: int) -> None:
        """Close it; nothing of what was typed stays."""
        super().done(result)
        self.password.clear()
