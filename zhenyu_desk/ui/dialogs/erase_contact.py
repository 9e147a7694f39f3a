"""删除联系人信息: on a person's request; what goes, and what stays."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from zhenyu_desk.domain.rows import ContactRow
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.dialogs.form_dialog import FormDialog
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.text_area import TextArea


class EraseContactDialog(FormDialog):
    """Hands on the reason once the name was typed."""

    verb = "erase_contact"
    keeps_draft = False  # it would name the person who is erased

    def __init__(self, known: ContactRow, parent: QWidget | None = None) -> None:
        super().__init__(_("Erase a person's data"), "", _("Erase for good"), parent)
        self._known = known
        self._save.setProperty("kind", "danger")
        gone = _(
            "Gone for good are name, post and telephone of {name}: in the contacts, in the visits and difficulties of "
            "the firm where the person is named as contact or host, and in what the audit log says of them."
        )
        stays = _(
            "It stays in texts that people wrote, which are listed afterwards, and in backups made before, until these "
            "are rotated away or deleted. It can't be undone."
        )
        self.body.addWidget(label(gone.format(name=known.name), wrap=True))
        self.body.addWidget(label(stays, Token.AMBER, wrap=True))
        self._reason = TextArea(2, _("e.g. asked for by the person on 20 November, in writing"))
        self._name = QLineEdit()
        self.add("reason", _("Reason, and who asked for it"), self._reason, required=True)
        self.add("name", _("Type the name «{name}» to confirm").format(name=known.name), self._name, required=True)
        self.finish_layout()
        self._reason.setFocus()

    def read(self) -> str:
        """The reason; RuleBroken while it or the name is missing."""
        reason = self._reason.toPlainText().strip()
        if not reason:
            raise RuleBroken(_("Say why the contact is erased, and on whose request."), field="reason")
        if self._name.text().strip() != self._known.name:
            raise RuleBroken(_("Type the name exactly as it stands in the contacts."), field="name")
        return reason
