"""Asks for a category, new or changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from zhenyu_desk.domain.inputs import Input
from zhenyu_desk.domain.rows import CategoryRow
from zhenyu_desk.domain.terms import InUse
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.dialogs.form_dialog import FormDialog
from zhenyu_desk.ui.widgets.pickers import Choice, PickCombo


class TypedCategory(Input):
    """A category as typed; the unit is the one proposed for its difficulties."""

    name: str
    unit_id: int | None
    in_use: InUse


class CategoryDialog(FormDialog):
    """Name and the unit proposed; the level is decided by where it is added and stays."""

    verb = "save_category"

    def __init__(self, known: CategoryRow | None, units: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(_("Change a category") if known else _("New category"), "", _("Save"), parent)
        self._in_use = known.in_use if known else InUse.ACTIVE
        self.name = QLineEdit(known.name if known else "")
        self.unit = PickCombo(units, _("First letters or name"))
        self.unit.set_value(known.unit_id if known else None)
        self.add("name", _("Name of the category"), self.name, required=True)
        self.add("unit_id", _("Unit proposed"), self.unit)
        self.finish_layout()
        self.name.setFocus()

    def read(self) -> TypedCategory:
        """The category as typed; RuleBroken for a unit that isn't there."""
        if self.unit.text().strip() and self.unit.value() is None:
            sentence = _("There is no such unit; choose one from the list or clear the field.")
            raise RuleBroken(sentence, field="unit_id")
        return TypedCategory(name=self.name.text().strip(), unit_id=self.unit.value(), in_use=self._in_use)
