"""Asks who works at this computer; steps are recorded under that name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.widgets.buttons import button, primary
from zhenyu_desk.ui.widgets.combo import Combo
from zhenyu_desk.ui.widgets.fields import Form
from zhenyu_desk.ui.widgets.labels import label

MOST_CHARACTERS = 50


class OfficialDialog(Frame):
    """`name` is the name given once the dialog is accepted: one of those `listed`, or any while nobody is."""

    def __init__(self, name: str, parent: QWidget | None = None, listed: Sequence[str] = ()) -> None:
        super().__init__(_("Who works here?"), parent)
        self.setMinimumWidth(theme.px(420))
        self.edit = QLineEdit(name)
        self.edit.setMaxLength(MOST_CHARACTERS)
        self.choice = Combo()
        self.choice.addItems(list(listed))
        self.choice.setCurrentIndex(max(0, self.choice.findText(name)))
        self.form = Form()
        self.body.addWidget(label(_("Visits and steps are recorded under your name."), wrap=True))
        editor = self.choice if listed else self.edit
        self.body.addWidget(self.form.add("official", _("Your name"), editor, required=True))
        self.buttons.addWidget(button(_("Cancel"), self.reject))
        self.buttons.addWidget(primary(_("OK"), self._take))

    @property
    def name(self) -> str:
        """The name given."""
        return self.choice.currentText() if self.choice.count() else self.edit.text().strip()

    def _take(self) -> None:
        if self.name:
            self.accept()
        else:
            self.form.show_error("official", _("Please type your name."))
