"""What is done with the parts of the firm shown: its contacts, its years, its leader."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.domain.inputs import ContactInput, PairingInput, YearlyFigures
from zhenyu_desk.domain.rows import ContactRow, YearlyRow
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services import enterprises, leaders
from zhenyu_desk.services.erasing import Erased, erase_contact
from zhenyu_desk.services.phones import sees_whole_phones, whole_phone
from zhenyu_desk.store.queries.register import contacts
from zhenyu_desk.store.queries.register import leaders as all_leaders
from zhenyu_desk.ui.choices import leader_choices
from zhenyu_desk.ui.dialogs.contact_form import ContactDialog
from zhenyu_desk.ui.dialogs.erase_contact import EraseContactDialog
from zhenyu_desk.ui.dialogs.form_dialog import Shared, run_form
from zhenyu_desk.ui.dialogs.pairing_form import PairingDialog
from zhenyu_desk.ui.dialogs.shared_record import SharedRecord, row_of
from zhenyu_desk.ui.dialogs.still_named import StillNamedDialog
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
        panel.people.erase_wanted.connect(self.erase)
        panel.people.number_wanted.connect(self.show_number)
        panel.facts.year_wanted.connect(self.edit_year)
        panel.facts.year_gone.connect(self.remove_year)

    def edit_contact(self, known: ContactRow | None) -> None:
        """Add a contact to the firm shown, or change one."""
        firm, context = self._page.shown_firm(), self._page.shell.context
        if firm is None:
            return
        shows_phone = sees_whole_phones(context)
        dialog = ContactDialog(firm.id, known, self._page, shows_phone=shows_phone)

        def verb(given: ContactInput) -> ChangeSet:
            if known is None:
                return enterprises.save_contact(context, given)
            return enterprises.save_contact(context, given, known.id, known.version)

        shared = self._shared_contact(firm.id, known) if known is not None else None
        run_form(self._page, dialog, verb, shared=shared, record=[firm.id, known.id if known else 0])

    def _shared_contact(self, firm_id: int, known: ContactRow) -> Shared[ContactRow]:
        context = self._page.shell.context
        return Shared(
            SharedRecord(context, Aggregate.ENTERPRISE, firm_id),
            lambda: row_of(context.read(contacts, firm_id), known.id),
            lambda row: ContactDialog(firm_id, row),
            lambda row, given: enterprises.save_contact(context, given, row.id, row.version),
        )

    def show_number(self, row: ContactRow, show: Callable[[str], None]) -> None:
        """Hand on the whole number of a contact, where the role sees it."""
        shell = self._page.shell
        try:
            show(whole_phone(shell.context, row.id))
        except RuleBroken as problem:
            shell.warn(problem)

    def retire(self, row: ContactRow) -> None:
        """Mark a contact 停用, at once."""
        context = self._page.shell.context
        told = _("{name} is retired.").format(name=row.name)
        self._do(lambda: enterprises.retire_contact(context, row.id, row.version), told)

    def erase(self, row: ContactRow) -> None:
        """Erase what is known of a contact for good, and list the texts that still name the person."""
        page = self._page
        context, shell = page.shell.context, page.shell
        named: list[Erased] = []

        def verb(reason: str) -> ChangeSet:
            erased = erase_contact(context, row.id, row.version, reason)
            named.append(erased)
            return erased.changes

        def done(_changes: ChangeSet) -> None:
            shell.tell(_("The person's data was erased."))
            for erased in named:
                if erased.still_named or erased.elsewhere:
                    StillNamedDialog(shell, erased.still_named, erased.elsewhere, page).open_once()

        run_form(page, EraseContactDialog(row, page), verb, done)

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

        run_form(self._page, dialog, verb, record=[firm.id, former or 0])

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

        run_form(self._page, dialog, verb)

    def _do(self, work: Callable[[], ChangeSet], told: str) -> None:
        self._page.perform(work, lambda _changes: self._page.shell.tell(told))
