"""What is done with the parts of the firm shown: its contacts, its years, its leader."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.inputs import ContactInput, PairingInput, YearlyFigures
from zhenyu_desk.domain.rows import ContactRow, YearlyRow
from zhenyu_desk.i18n import _
from zhenyu_desk.services import enterprises, leaders
from zhenyu_desk.store.queries.register import leaders as all_leaders
from zhenyu_desk.ui.choices import leader_choices
from zhenyu_desk.ui.dialogs.contact_form import ContactDialog
from zhenyu_desk.ui.dialogs.form_dialog import run_form
from zhenyu_desk.ui.dialogs.pairing_form import PairingDialog
from zhenyu_desk.ui.dialogs.yearly_form import YearlyDialog
from zhenyu_desk.ui.pages.enterprises.firm import FirmPanel
from zhenyu_desk.ui.widgets.pickers import Choice

if TYPE_CHECKING:
    from zhenyu_desk.ui.pages.enterprises.page import EnterprisesPage


class Parts:
    """Opens the forms and writes what they hand on, for the page."""

    def __init__(self, page: EnterprisesPage) -> None:
        self._page = page

    def connect(self, panel: FirmPanel) -> None:
        """Do what the panel asks for."""
        panel.people.edit_wanted.connect(self.edit_contact)
        panel.people.retire_wanted.connect(self.retire)
        panel.people.primary_wanted.connect(self.make_primary)
        panel.facts.year_wanted.connect(self.edit_year)
        panel.facts.year_gone.connect(self.remove_year)

    def edit_contact(self, known: ContactRow | None) -> None:
        """Add a contact to the firm shown, or change one."""
        firm, context = self._page.shown_firm(), self._page.shell.context
        if firm is None:
            return
        dialog = ContactDialog(firm.id, known, self._page)

        def verb(given: ContactInput) -> ChangeSet:
            if known is None:
                return enterprises.save_contact(context, given)
            return enterprises.save_contact(context, given, known.id, known.version)

        run_form(self._page.perform, dialog, verb)

    def retire(self, row: ContactRow) -> None:
        """Mark a contact 停用, at once."""
        context = self._page.shell.context
        told = _("{name} is retired.").format(name=row.name)
        self._do(lambda: enterprises.retire_contact(context, row.id, row.version), told)

    def make_primary(self, row: ContactRow) -> None:
        """Make a contact the main one, at once."""
        context = self._page.shell.context
        given = ContactInput(
            enterprise_id=row.enterprise_id,
            name=row.name,
            post=row.post,
            mobile=row.mobile,
            is_primary=True,
            in_use=row.in_use,
        )
        told = _("{name} is the main contact now.").format(name=row.name)
        self._do(lambda: enterprises.save_contact(context, given, row.id, row.version), told)

    def edit_year(self, known: YearlyRow | None) -> None:
        """Write down the figures of a year, or change them."""
        firm, context = self._page.shown_firm(), self._page.shell.context
        if firm is None:
            return
        dialog = YearlyDialog(firm.name, known, context.today().year - 1, self._page)
        former = known.year if known else None

        def verb(given: YearlyFigures) -> ChangeSet:
            return enterprises.save_year(context, firm.id, given, former)

        run_form(self._page.perform, dialog, verb)

    def remove_year(self, row: YearlyRow) -> None:
        """Take the figures of a year away, at once."""
        firm, context = self._page.shown_firm(), self._page.shell.context
        if firm is not None:
            told = _("The figures of {year} were removed.").format(year=row.year)
            self._do(lambda: enterprises.remove_year(context, firm.id, row.year), told)

    def pair(self) -> None:
        """Pair the firm shown with a leader."""
        firm, shell = self._page.shown_firm(), self._page.shell
        if firm is None:
            return
        context = shell.context
        choices = leader_choices(context.read(all_leaders))
        dialog = PairingDialog(shell, choices, firm=Choice(firm.id, firm.name), parent=self._page)

        def verb(given: PairingInput) -> ChangeSet:
            return leaders.save_pairing(context, given)

        run_form(self._page.perform, dialog, verb)

    def _do(self, work: Callable[[], ChangeSet], told: str) -> None:
        self._page.perform(work, lambda _changes: self._page.shell.tell(told))
