"""Add a contact of a firm or change one."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from zhenyu_desk.domain.inputs import ContactInput, validate
from zhenyu_desk.domain.phones import is_masked, is_phone, mask_phone
from zhenyu_desk.domain.rows import ContactRow
from zhenyu_desk.domain.terms import InUse
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.dialogs.form_dialog import FormDialog


class ContactDialog(FormDialog):
    """Hands on a ContactInput; whose role doesn't see numbers whole (`shows_phone`) gets the known one masked.

    Left as it is, it stays what it was.
    """

    verb = "save_contact"

    def __init__(
        self,
        enterprise_id: int,
        known: ContactRow | None,
        parent: QWidget | None = None,
        *,
        shows_phone: bool = True,
    ) -> None:
        title = _("New contact") if known is None else _("Change the contact")
        super().__init__(title, "", _("Save"), parent)
        self._enterprise_id = enterprise_id
        number = known.mobile if known is not None else ""
        self._shown = number if shows_phone else mask_phone(number)
        self._hidden = number if is_masked(self._shown) else ""
        self._name, self._post, self._mobile = QLineEdit(), QLineEdit(), QLineEdit()
        self._primary = QCheckBox(_("Main contact: filled in as host of a visit"))
        self._in_use = QCheckBox(_("In use"))
        self._in_use.setChecked(True)
        self.add("name", _("Full name"), self._name, required=True)
        self.add("post", _("Post"), self._post)
        hint = _("The role Handling sees it whole. Leave it so, or type another one.") if self._hidden else ""
        self.add("mobile", _("Mobile"), self._mobile, hint=hint)
        self.body.addWidget(self._primary)
        if known is not None:
            self.body.addWidget(self._in_use)
            self._name.setText(known.name)
            self._post.setText(known.post)
            self._mobile.setText(self._shown)
            self._primary.setChecked(known.is_primary)
            self._in_use.setChecked(known.in_use is InUse.ACTIVE)
        self.finish_layout()
        self._name.setFocus()

    def read(self) -> ContactInput:
        """The contact as typed; RuleBroken for a number that nobody can dial."""
        mobile = self._mobile.text().strip()
        if self._hidden and mobile == self._shown:
            mobile = self._hidden
        if is_masked(mobile):
            raise RuleBroken(_("Give the whole number, without asterisks."), field="mobile")
        if mobile and not is_phone(mobile):
            raise RuleBroken(_("{text} is no telephone number.").format(text=mobile), field="mobile")
        return validate(
            ContactInput,
            {
                "enterprise_id": self._enterprise_id,
                "name": self._name.text(),
                "post": self._post.text(),
                "mobile": mobile,
                "is_primary": self._primary.isChecked(),
                "in_use": InUse.ACTIVE if self._in_use.isChecked() else InUse.RETIRED,
            },
        )
