"""Asks who works at this computer; steps are recorded under that name."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.widgets.buttons import button, primary
from zhenyu_desk.ui.widgets.fields import Form
from zhenyu_desk.ui.widgets.labels import label

MOST_CHARACTERS = 50


class OfficialDialog(Frame):
    """`name` is the name typed once the dialog is accepted."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Who works here?"), parent)
        self.setMinimumWidth(theme.px(420))
        self.edit = QLineEdit(name)
        self.edit.setMaxLength(MOST_CHARACTERS)
        self.form = Form()
        self.body.addWidget(label(_("Visits and steps are recorded under your name."), wrap=True))
        self.body.addWidget(self.form.add("official", _("Your name"), self.edit, required=True))
        self.buttons.addWidget(button(_("Cancel"), self.reject))
        self.buttons.addWidget(primary(_("OK"), self._take))

    @property
    def name(self) -> str:
        """The name typed."""
        return self.edit.text().strip()

    def _take(self) -> None:
        if self.name:
            self.accept()
        else:
            self.form.show_error("official", _("Please type your name."))


def ask_official(parent: QWidget | None, name: str = "") -> str:
    """The name the user gives, or nothing if he cancels."""
    dialog = OfficialDialog(name, parent)
    return dialog.name if dialog.exec() == QDialog.DialogCode.Accepted else ""
