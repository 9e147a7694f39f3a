"""Asks for an official of the ledger with his role."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.inputs import validate
from zhenyu_desk.domain.officials import OfficialInput, OfficialRow
from zhenyu_desk.domain.terms import InUse, Role
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.officials import save_official
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button, primary
from zhenyu_desk.ui.widgets.fields import Form
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.value_combo import ValueCombo


class OfficialForm(Frame):
    """Saves through the service; what it refuses is said beside the field. A name once listed stays as it is."""

    verb = "save_official"

    def __init__(self, shell: Shell, row: OfficialRow | None, proposed: tuple[str, Role], parent: QWidget) -> None:
        super().__init__(_("Change the role") if row else _("List an official"), parent)
        self.setMinimumWidth(theme.px(480))
        self._shell = shell
        self._row = row
        name, role = (row.name, row.role) if row else proposed
        self.name = QLineEdit(name)
        self.name.setReadOnly(row is not None)
        self.role = ValueCombo([(known, known.label) for known in Role])
        self.role.set_value(role)
        self.form = Form()
        self.body.addWidget(self.form.add("name", _("Name of the official"), self.name, required=True))
        self.body.addWidget(self.form.add("role", _("Role"), self.role))
        for known in Role:
            words = _("{role}: {what}").format(role=known.label, what=what_role_may(known))
            self.body.addWidget(label(words, Token.SECONDARY, FontRole.SMALL, wrap=True))
        self.body.addWidget(self.form.rest)
        self.body.addStretch()
        self._save = primary(_("Save"), self.save)
        self.buttons.addWidget(button(_("Cancel"), self.reject))
        self.buttons.addWidget(self._save)

    def save(self) -> None:
        """Save and close, or say what is wrong."""
        self.form.clear_errors()
        row, context = self._row, self._shell.context
        try:
            given = validate(
                OfficialInput,
                {
                    "name": self.name.text(),
                    "role": self.role.value(),
                    "in_use": row.in_use if row else InUse.ACTIVE,
                },
            )
        except RuleBroken as problem:
            self.form.show_problem(problem)
            return
        self._save.setEnabled(False)
        key, version = (row.id, row.version) if row else (None, None)
        self._shell.jobs.write(
            partial(save_official, context, given, key, version),
            self._done,
            self.form.show_problem,
            always=lambda: self._save.setEnabled(True),
            owner=self,
        )

    def _done(self, changes: ChangeSet) -> None:
        self._shell.announce(changes)
        self.accept()


def what_role_may(role: Role) -> str:
    """A role in a sentence, as `domain.rights` has it."""
    return {
        Role.READING: _("looks, prints and exports with telephone numbers masked; changes nothing."),
        Role.ENTRY: _("also enters and changes firms, contacts, visits and difficulties."),
        Role.HANDLING: _("also takes the steps of difficulties, issues reports and sees telephone numbers whole."),
        Role.MANAGING: _("does everything, also leaders, pairings, settings, officials and passwords."),
    }[role]
