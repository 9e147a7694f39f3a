"""Asks for a category, new or changed."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.rows import CategoryRow
from zhenyu_desk.domain.terms import InUse
from zhenyu_desk.i18n import _
from zhenyu_desk.services.office import save_category
from zhenyu_desk.store.queries.register import units
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.widgets.buttons import button, primary
from zhenyu_desk.ui.widgets.fields import Form
from zhenyu_desk.ui.widgets.pickers import Choice, PickCombo


class CategoryDialog(Frame):
    """Name and the unit proposed; the level is decided by where it is added and stays."""

    def __init__(self, shell: Shell, row: CategoryRow | None, parent_id: int | None, parent: QWidget) -> None:
        super().__init__(_("Change a category") if row else _("New category"), parent)
        self.setMinimumWidth(theme.px(420))
        self._shell = shell
        self._row = row
        self._parent_id = parent_id
        self.name = QLineEdit(row.name if row else "")
        active = [unit for unit in shell.context.read(units) if unit.in_use is InUse.ACTIVE]
        self.unit = PickCombo([Choice(unit.id, unit.name) for unit in active], _("First letters or name"))
        self.unit.set_value(row.unit_id if row else None)
        self.form = Form()
        self.body.addWidget(self.form.add("name", _("Name of the category"), self.name, required=True))
        self.body.addWidget(self.form.add("unit_id", _("Unit proposed"), self.unit))
        self.body.addWidget(self.form.rest)
        self._save = primary(_("Save"), self.save)
        self.buttons.addWidget(button(_("Cancel"), self.reject))
        self.buttons.addWidget(self._save)

    def save(self) -> None:
        """Save and close, or say what is wrong."""
        self.form.clear_errors()
        if self.unit.text().strip() and self.unit.value() is None:
            self.form.show_error("unit_id", _("There is no such unit; choose one from the list or clear the field."))
            return
        row, context, parent_id = self._row, self._shell.context, self._parent_id
        name, unit_id = self.name.text(), self.unit.value()
        in_use = row.in_use if row else InUse.ACTIVE
        key, version = (row.id, row.version) if row else (None, None)
        self._save.setEnabled(False)
        self._shell.jobs.write(
            lambda: save_category(context, name, parent_id, unit_id, in_use, key, version),
            self._done,
            self.form.show_problem,
            always=lambda: self._save.setEnabled(True),
            owner=self,
        )

    def _done(self, changes: ChangeSet) -> None:
        self._shell.announce(changes)
        self.accept()
