"""Asks for a new password, typed twice, and where it is one's own for the old one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.jobs.jobs import Jobs
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button, primary
from zhenyu_desk.ui.widgets.fields import Form
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.password_edit import PasswordEdit


class TwicePassword(QWidget):
    """Two fields for the same new password, part of `form`, and a line when Caps Lock seems to be on."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self._form = form
        self.first = PasswordEdit()
        self.second = PasswordEdit()
        self._caps = caps_lock_line(self.first, self.second)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(12))
        hint = _("At least 8 characters. A few words in a row are easy to keep in mind and hard to guess.")
        lines.addWidget(form.add("password", _("New password"), self.first, required=True, hint=hint))
        lines.addWidget(form.add("again", _("Once more"), self.second, required=True))
        lines.addWidget(self._caps)
        self.setFocusProxy(self.first)

    def read(self) -> str:
        """The password; RuleBroken with the field that is wrong."""
        from zhenyu_desk.services.access import check_password

        check_password(self.first.text())
        if self.first.text() != self.second.text():
            raise RuleBroken(_("The two passwords differ. Type the same one twice."), field="again")
        return self.first.text()

    def empty(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.second.clear()


class NewPasswordDialog(Frame):
    """The password of `name`; `keep(old, new)` sets it off the screen's thread and raises what is refused.

    `asks_old` for one's own: whoever finds the window open must not take it over.
    """

    def __init__(
        self, jobs: Jobs, name: str, keep: Callable[[str, str], object], *, asks_old: bool, parent: QWidget
    ) -> None:
        super().__init__(_("Change my password") if asks_old else _("Set a password"), parent)
        self.setMinimumWidth(theme.px(440))
        self._jobs = jobs
        self._keep = keep
        self._asks_old = asks_old
        self.form = Form()
        self.old = PasswordEdit()
        self.twice = TwicePassword(self.form)
        self.body.addWidget(label(name, role=FontRole.HEADING))
        if asks_old:
            self.body.addWidget(self.form.add("old", _("Present password"), self.old, required=True))
        else:
            self.body.addWidget(
                label(_("Tell the official the password in person; it can be changed at any time."), wrap=True)
            )
        self.body.addWidget(self.twice)
        self.body.addWidget(self.form.rest)
        self._save = primary(_("Set the password"), self.save)
        self.buttons.addWidget(button(_("Cancel"), self.reject))
        self.buttons.addWidget(self._save)

    def save(self) -> None:
        """Set it, or say what is wrong; a present password left blank is no wrong try."""
        self.form.clear_errors()
        try:
            if self._asks_old and not self.old.text():
                raise RuleBroken(_("Please type the present password."), field="old")
            given = self.twice.read()
        except RuleBroken as problem:
            self.form.show_problem(problem)
            return
        self._save.setEnabled(False)
        self._jobs.write(
            partial(self._keep, self.old.text(), given),
            lambda _done: self.accept(),
            self.form.show_problem,
            always=lambda: self._save.setEnabled(True),
            owner=self,
        )

    def done(self, result: int) -> None:
        """Close it; nothing of what was typed stays."""
        super().done(result)
        self.old.clear()
        self.twice.empty()


def caps_lock_line(*fields: PasswordEdit) -> QWidget:
    """A line that is seen while Caps Lock seems to be on."""
    line = label(_("Caps Lock seems to be on."), Token.AMBER, FontRole.SMALL)
    line.hide()
    for field in fields:
        field.caps_lock_seen.connect(line.setVisible)
    return line
