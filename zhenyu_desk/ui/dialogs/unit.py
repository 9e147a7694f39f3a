"""Asks for a unit, new or changed."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.inputs import UnitInput, validate
from zhenyu_desk.domain.rows import UnitRow
from zhenyu_desk.domain.terms import InUse
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.office import save_unit
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.widgets.buttons import button, primary
from zhenyu_desk.ui.widgets.fields import Form


class UnitDialog(Frame):
    """Saves through the service; what it refuses is said beside the field."""

    def __init__(self, shell: Shell, row: UnitRow | None, parent: QWidget) -> None:
        super().__init__(_("Change a unit") if row else _("New unit"), parent)
        self.setMinimumWidth(theme.px(420))
        self._shell = shell
        self._row = row
        self.name = QLineEdit(row.name if row else "")
        self.contact = QLineEdit(row.contact if row else "")
        self.phone = QLineEdit(row.phone if row else "")
        self.form = Form()
        self.body.addWidget(self.form.add("name", _("Name of the unit"), self.name, required=True))
        self.body.addWidget(self.form.add("contact", _("Contact person"), self.contact))
        self.body.addWidget(self.form.add("phone", _("Phone"), self.phone))
        self.body.addWidget(self.form.rest)
        self._save = primary(_("Save"), self.save)
        self.buttons.addWidget(button(_("Cancel"), self.reject))
        self.buttons.addWidget(self._save)

    def save(self) -> None:
        """Save and close, or say what is wrong."""
        self.form.clear_errors()
        row, context = self._row, self._shell.context
        try:
            given = validate(
                UnitInput,
                {
                    "name": self.name.text(),
                    "contact": self.contact.text(),
                    "phone": self.phone.text(),
                    "in_use": row.in_use if row else InUse.ACTIVE,
                },
            )
        except RuleBroken as problem:
            self.form.show_problem(problem)
            return
        self._save.setEnabled(False)
        key, version = (row.id, row.version) if row else (None, None)
        self._shell.jobs.write(
            lambda: save_unit(context, given, key, version),
            self._done,
            self.form.show_problem,
            always=lambda: self._save.setEnabled(True),
            owner=self,
        )

    def _done(self, changes: ChangeSet) -> None:
        self._shell.announce(changes)
        self.accept()
