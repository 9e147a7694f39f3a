"""Asks for a unit, new or changed."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from zhenyu_desk.domain.inputs import UnitInput, validate
from zhenyu_desk.domain.rows import UnitRow
from zhenyu_desk.domain.terms import InUse
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.dialogs.form_dialog import FormDialog


class UnitDialog(FormDialog):
    """Hands on a UnitInput."""

    verb = "save_unit"

    def __init__(self, known: UnitRow | None, parent: QWidget | None = None) -> None:
        super().__init__(_("Change a unit") if known else _("New unit"), "", _("Save"), parent)
        self._in_use = known.in_use if known else InUse.ACTIVE
        self.name = QLineEdit(known.name if known else "")
        self.contact = QLineEdit(known.contact if known else "")
        self.phone = QLineEdit(known.phone if known else "")
        self.add("name", _("Name of the unit"), self.name, required=True)
        self.add("contact", _("Contact person"), self.contact)
        self.add("phone", _("Phone"), self.phone)
        self.finish_layout()
        self.name.setFocus()

    def read(self) -> UnitInput:
        """The unit as typed."""
        return validate(
            UnitInput,
            {
                "name": self.name.text(),
                "contact": self.contact.text(),
                "phone": self.phone.text(),
                "in_use": self._in_use,
            },
        )
