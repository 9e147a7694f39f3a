"""What the visit form fills in by itself: leader by the pairing, host by the contacts, companions by the last visit."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QObject

from zhenyu_desk.domain.pairings import main_pairing
from zhenyu_desk.domain.rows import VisitRow
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.store.queries.register import contacts, pairings
from zhenyu_desk.store.queries.visits import visit_page
from zhenyu_desk.ui.pages.visits.fields import VisitFields
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.widgets.pickers import Choice


class Proposals(QObject):
    """A proposal never overwrites what was chosen or typed by hand."""

    def __init__(self, shell: Shell, fields: VisitFields) -> None:
        super().__init__(fields)
        self._shell = shell
        self._fields = fields
        self._has_own_leader = False
        self._is_by_hand = False
        self._proposes_companions = True
        self._companions = ""
        self._trip: tuple[int, str] | None = None
        fields.leader.chosen.connect(self._on_leader)
        fields.leader_note.change_wanted.connect(self.take_main_leader)

    def begin(self, *, is_new: bool, has_leader: bool) -> None:
        """A form begins; one that has a leader already keeps it, and only a new one is given companions."""
        self._has_own_leader = has_leader
        self._proposes_companions = is_new
        self._companions = self._fields.companions.text()
        self._trip = None
        main = self._main_leader()
        self._is_by_hand = has_leader and (main is None or main.id != self._fields.leader.value())
        self.check_leader()

    def leader_by_hand(self) -> int | None:
        """The leader where somebody chose one; None where the pairing did."""
        return self._fields.leader.value() if self._is_by_hand else None

    def go_on_trip(self, leader: int | None, companions: str) -> None:
        """The visit before, of the same day, was led by this one: with the same leader go the same companions."""
        self._trip = (leader, companions) if leader is not None else None

    def fill_for_firm(self) -> None:
        """A firm was chosen: its contacts, its leader."""
        firm = self._fields.firm.value()
        if firm is not None:
            self._fields.show_contacts(self._shell.context.read(contacts, firm))
        self.fill_leader()

    def fill_leader(self) -> None:
        """Firm or day changed: who is paired with the firm on that day?"""
        if not self._has_own_leader:
            main = self._main_leader()
            self._fields.leader.set_value(main.id if main else None)
            self._fill_companions()
        self.check_leader()

    def take_main_leader(self) -> None:
        """Alt+L: the paired leader instead of the one that stands there."""
        main = self._main_leader()
        if main is not None:
            self._has_own_leader = self._is_by_hand = False
            self.fill_leader()

    def check_leader(self) -> None:
        """Mark a leader who is not paired with the firm."""
        note, main, chosen = self._fields.leader_note, self._main_leader(), self._fields.leader.value()
        if self._fields.firm.value() is None or (main is not None and chosen in (main.id, None)):
            note.say("")
        elif main is None:
            note.say(_("This firm has no main leader on that day."))
        else:
            note.say(_("Not the paired leader (that is {name}).").format(name=main.name), can_change=True)

    def day(self) -> date | None:
        """The day of the visit, None while there is no valid one."""
        try:
            return self._fields.on.day()
        except RuleBroken:
            return None

    def _on_leader(self, choice: Choice | None) -> None:
        self._has_own_leader = self._is_by_hand = choice is not None
        self.check_leader()
        self._fill_companions()

    def _main_leader(self) -> Choice | None:
        firm, on = self._fields.firm.value(), self.day()
        if firm is None or on is None:
            return None
        pairing = main_pairing(self._shell.context.read(pairings, enterprise_id=firm, on=on), on)
        return Choice(pairing.leader_id, pairing.leader_name) if pairing else None

    def _fill_companions(self) -> None:
        """Who went along on the leader's last visit goes along again, unless somebody else stands there."""
        leader, context = self._fields.leader.value(), self._shell.context
        if leader is None or not self._may_propose():
            return
        if self._trip is not None and self._trip[0] == leader:
            self._propose_companions(self._trip[1])
        else:
            self._shell.jobs.read(
                lambda: context.read(visit_page, leader_id=leader, limit=1),
                partial(self._show_companions, leader),
                self._shell.warn,
                owner=self,
            )

    def _show_companions(self, leader: int, visits: list[VisitRow]) -> None:
        if visits and leader == self._fields.leader.value() and self._may_propose():
            self._propose_companions(visits[0].companions)

    def _propose_companions(self, companions: str) -> None:
        self._companions = companions
        self._fields.companions.setText(companions)

    def _may_propose(self) -> bool:
        return self._proposes_companions and self._fields.companions.text() in ("", self._companions)
