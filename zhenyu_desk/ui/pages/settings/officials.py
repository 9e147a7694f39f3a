"""Who works with the ledger in which role, their passwords, and whether the ledger is encrypted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtGui import QAction

from zhenyu_desk.domain.history import OfficePart
from zhenyu_desk.domain.officials import OfficialInput, OfficialRow
from zhenyu_desk.domain.terms import InUse, Role
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import NO_VALUE, _
from zhenyu_desk.services import access
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.officials import officials, save_official
from zhenyu_desk.ui.actions import action
from zhenyu_desk.ui.change_of_official import change_official
from zhenyu_desk.ui.dialogs.new_password import NewPasswordDialog
from zhenyu_desk.ui.dialogs.official_form import OfficialForm, what_role_may
from zhenyu_desk.ui.models.table_model import Column, TableModel
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.pages.settings.protection import ProtectionCard
from zhenyu_desk.ui.pages.settings.tab import Tab
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.cards import Card
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.table import Table


class OfficialsTab(Tab):
    """A list; Enter, F2 or a double click changes a role."""

    scrolls = True

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._with_password: frozenset[str] = frozenset()
        columns = self._columns()
        self.model = TableModel(columns, key=lambda row: row.id)
        self.table = Table(self.model)
        self.table.set_widths(columns)
        self.table.setAccessibleName(_("Officials"))
        self.table.opened.connect(lambda _row: self.change())
        self.table.chosen.connect(lambda _row: self._follow_choice())
        self._add = action(self, _("List an official…"), self.add, "Ctrl+D", verb="save_official")
        self._change = action(self, _("Change the role…"), self.change, "F2", verb="save_official")
        self._turn = action(self.table, _("Retire"), self.retire, "Del", inside=False, verb="save_official")
        self._set = action(self, _("Set a password…"), self.set_password, "Ctrl+Shift+P", verb="set_password")
        self.table.set_menu(self.record_actions)
        self.table.keep_columns(self.shell, "officials")
        self.note = label("", Token.SECONDARY, wrap=True)
        self._alter = button(_("Change the role…"), self._change.trigger, verb="save_official")
        self._retire = button(_("Retire"), self.retire, verb="save_official")
        self._give = button(_("Set a password…"), self._set.trigger, verb="set_password")
        self.add_buttons(
            button(_("List an official…"), self.add, "primary", keys="Ctrl+D", verb="save_official"),
            self._alter,
            self._retire,
            self._give,
            self.history_button(OfficePart.OFFICIALS, _("Officials and passwords")),
        )
        self.lines.addWidget(self.note)
        card = Card(margins=False)
        card.body.addWidget(self.table)
        self.lines.addWidget(card, 1)
        self.protection = ProtectionCard(self.page, self.change_own_password)
        self.lines.addWidget(self.protection)

    def refresh(self) -> None:
        context = self.shell.context
        self._with_password = _with_password(context)
        rows = officials(context)
        self.model.set_rows(rows)
        self.note.setText(self._about(context, rows))
        self.protection.show_ledger(context, has_own=context.actor in self._with_password)
        self._follow_choice()

    def record_actions(self) -> Sequence[QAction]:
        return [self._change, self._turn, self._set, self._add]

    def add(self) -> None:
        """Ask for an official; the first one is proposed to be oneself, who manages the ledger."""
        nobody = not self.model.rows
        proposed = (self.shell.context.actor, Role.MANAGING) if nobody else ("", Role.ENTRY)
        OfficialForm(self.shell, None, proposed, self).open_once()

    def change(self) -> None:
        """Ask for the role of the chosen official."""
        row: OfficialRow | None = self.table.current_row()
        if row is not None:
            OfficialForm(self.shell, row, (row.name, row.role), self).open_once()

    def retire(self) -> None:
        """Retire the chosen official, whose password goes with it, or take him back.

        Roles are set anew, not taken back by Ctrl+Z. Whoever retired himself is asked who works here now.
        """
        row: OfficialRow | None = self.table.current_row()
        if row is None:
            return
        wanted = InUse.ACTIVE if row.in_use is InUse.RETIRED else InUse.RETIRED
        given = OfficialInput(name=row.name, role=row.role, in_use=wanted)
        warning = self._warning(row) if wanted is InUse.RETIRED else ""
        if warning and not self.shell.ask(warning, _("Retire")):
            return
        self.page.perform(
            partial(save_official, self.shell.context, given, row.id, row.version), lambda _changes: self._turned(given)
        )

    def _warning(self, row: OfficialRow) -> str:
        """What retiring an official leads to; "" where it is nothing to be asked about."""
        if row.name == self.shell.context.actor:
            return _("You retire yourself: you can then no longer enter or change anything in this ledger.")
        if row.name in self._with_password:
            return _("{name} can then no longer open the ledger: the password is taken away.").format(name=row.name)
        return ""

    def _turned(self, given: OfficialInput) -> None:
        self.shell.tell(_("{name}: {state}").format(name=given.name, state=given.in_use.label))
        if given.in_use is InUse.RETIRED and given.name == self.shell.context.actor:
            change_official(self.shell, self)

    def set_password(self) -> None:
        """Give the chosen official a password, or another one."""
        row: OfficialRow | None = self.table.current_row()
        if row is not None and row.name == self.shell.context.actor:
            self.change_own_password()
        elif row is not None:
            self._ask_password(row.name, asks_old=False)

    def change_own_password(self) -> None:
        """Change the password of whoever works here; the old one is asked for, where there is one."""
        name = self.shell.context.actor
        self._ask_password(name, asks_old=name in self._with_password)

    def _ask_password(self, name: str, *, asks_old: bool) -> None:
        keep = partial(_keep_password, self.shell.context, name, asks_old)
        dialog = NewPasswordDialog(self.shell.jobs, name, keep, asks_old=asks_old, parent=self)
        dialog.accepted.connect(lambda: self._told(name))
        dialog.open_once()

    def _told(self, name: str) -> None:
        self.refresh()
        self.shell.tell(_("The password of {name} was set.").format(name=name))

    def _about(self, context: AppContext, rows: Sequence[OfficialRow]) -> str:
        if not rows:
            return _("While nobody is listed, everybody does everything. List yourself first, with the role Managing.")
        unlisted = sorted(self._with_password - {row.name for row in rows if row.in_use is InUse.ACTIVE})
        if unlisted:
            return _(
                "These can open the ledger, but are no officials of it and can't change anything: {names}."
            ).format(names="、".join(unlisted))
        if context.ledger.secret is None:
            return _("Without encryption a name is not proved by a password: roles then only guard against mistakes.")
        return ""

    def _follow_choice(self) -> None:
        row: OfficialRow | None = self.table.current_row()
        is_retired = row is not None and row.in_use is InUse.RETIRED
        for part in (self._retire, self._turn):
            part.setEnabled(row is not None)
            part.setText(_("Use again") if is_retired else _("Retire"))
        for part in (self._change, self._alter):
            part.setEnabled(row is not None)
        can_have = row is not None and not is_retired and self.shell.context.ledger.secret is not None
        for made in (self._set, self._give):
            made.setEnabled(can_have)

    def _columns(self) -> list[Column[Any]]:
        def tone(row: OfficialRow) -> Token | None:
            return Token.SECONDARY if row.in_use is InUse.RETIRED else None

        def password(row: OfficialRow) -> str:
            return _("set") if row.name in self._with_password else NO_VALUE

        def may(row: OfficialRow) -> str:
            return what_role_may(row.role)

        name: Column[OfficialRow] = Column(_("Official"), lambda row: row.name, 160, tone=tone)
        role: Column[OfficialRow] = Column(_("Role"), lambda row: row.role.label, 130, tone=tone)
        about: Column[OfficialRow] = Column(_("What the role may do"), may, 460, tone=tone, tip=may, stretch=True)
        given: Column[OfficialRow] = Column(_("Password"), password, 90, tone=tone)
        state: Column[OfficialRow] = Column(_("State"), lambda row: row.in_use.label, 90, tone=tone)
        return [name, role, about, given, state]


def _with_password(context: AppContext) -> frozenset[str]:
    if context.ledger.secret is None:
        return frozenset()
    return frozenset(access.names(context.ledger.folder))


def _keep_password(context: AppContext, name: str, asks_old: bool, old: str, new: str) -> None:
    if asks_old:
        try:
            access.unlock(context.ledger.folder, name, old)
        except RuleBroken as problem:
            raise RuleBroken(problem.sentence, field="old") from problem
    access.set_password(context, name, new)
