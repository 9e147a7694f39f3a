"""The form of one visit: fields, difficulties, the firm beside them; saves a new visit or a changed one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from zhenyu_desk.domain.inputs import DifficultyInput, VisitInput, validate
from zhenyu_desk.domain.pairings import main_pairing
from zhenyu_desk.domain.rows import DifficultyRow, VisitRow
from zhenyu_desk.domain.terms import Level
from zhenyu_desk.errors import AppError, RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.difficulties import propose_deadline
from zhenyu_desk.store.queries.office import categories
from zhenyu_desk.store.queries.register import contacts, leaders, pairings, units
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.choices import category_choices, unit_choices
from zhenyu_desk.ui.pages.visits.fields import VisitFields
from zhenyu_desk.ui.pages.visits.side import FirmBrief, FirmSide, read_brief
from zhenyu_desk.ui.shell import DIFFICULTY, ENTERPRISE, VISIT, Shell
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.widgets.buttons import button, link
from zhenyu_desk.ui.widgets.cards import rule
from zhenyu_desk.ui.widgets.difficulty_lines import DifficultyLines
from zhenyu_desk.ui.widgets.labels import heading, label
from zhenyu_desk.ui.widgets.panels import clear_layout, scrolled
from zhenyu_desk.ui.widgets.pickers import Choice

_LINE_FIELDS = frozenset({"category_id", "title", "words", "unit_id", "result", "new_deadline", "deadline"})
_ROOM_FOR_SIDE = 1000
Given = tuple[VisitInput, list[DifficultyInput]]


class VisitEntry(QWidget):
    """`save_wanted(next)` when a save button is pressed, `cancel_wanted` to drop what was typed."""

    save_wanted = Signal(bool)
    cancel_wanted = Signal()
    reload_wanted = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.visit: VisitRow | None = None
        self._own_leader = False
        self.fields = VisitFields(shell)
        self.lines = DifficultyLines(self._propose)
        self.side = FirmSide()
        self._registered = QVBoxLayout()
        self._title = label("", role=FontRole.STRONG)
        self._reload = link(_("Look at what is stored now"), self.reload_wanted.emit)
        self._reload.hide()
        self._lay_out()
        self._connect()
        self.start_anew()

    def refresh_choices(self) -> None:
        """Leaders, units and categories may have changed."""
        context = self._shell.context
        rows = context.read(categories)
        self.fields.show_leaders(context.read(leaders))
        self.lines.set_choices(
            category_choices(rows, in_use=True),
            unit_choices(context.read(units), in_use=True),
            {row.id: row.unit_id for row in rows},
        )
        if self.fields.firm.value() is not None:
            self._read_side()

    def start_anew(self) -> None:
        """An empty form for a new visit."""
        self.visit = None
        self._own_leader = False
        self.fields.clear(self._shell.context.today())
        self._start()
        self.side.show_nothing()
        self.fields.firm.setFocus()

    def start_next(self) -> None:
        """An empty form with day, leader and companions of the visit just saved."""
        on, leader, companions = (
            self.fields.on.day(),
            self.fields.leader.choice(),
            self.fields.companions.text(),
        )
        self.start_anew()
        self.fields.on.set_day(on)
        self.fields.leader.set_choice(leader)
        self.fields.companions.setText(companions)
        self._own_leader = leader is not None
        self._saved = self._texts()

    def show_visit(self, visit: VisitRow, cases: list[DifficultyRow]) -> None:
        """Show a past visit to look at or change; its difficulties are handled on their own page."""
        self.visit = visit
        self._own_leader = True
        self.refresh_choices()
        self.fields.show_contacts(self._shell.context.read(contacts, visit.enterprise_id))
        self.fields.fill(visit)
        self._start()
        self._show_registered(cases)
        self._check_leader()
        self._read_side()

    def read(self) -> Given:
        """The visit and its new difficulties as typed; a wrong line is marked at once."""
        values = self._visit_values()
        given = validate(VisitInput, values)
        heard = []
        for line in self.lines.filled():
            common = {
                "enterprise_id": given.enterprise_id,
                "reported_on": given.on,
                "leader_id": given.leader_id,
                "contact": given.host,
            }
            try:
                line_values = line.values()
                if line_values["category_id"] is None:
                    raise RuleBroken(_("Choose the category."), field="category_id")
                heard.append(validate(DifficultyInput, common | line_values))
            except RuleBroken as problem:
                line.show_error(problem.field, problem.sentence)
                raise
        return given, heard

    def show_problem(self, problem: AppError) -> None:
        """Say beside the field, or the line of a difficulty, what is wrong."""
        field = problem.field if isinstance(problem, RuleBroken) else None
        filled = self.lines.filled()
        if field in _LINE_FIELDS and filled:
            if not any(line.has_error for line in filled):
                filled[0].show_error(field, problem.sentence)
            return
        if field in ("promises", "answered", "policy", "remark"):
            self.fields.more.unfold()
        self.fields.form.show_problem(problem)
        self._reload.setVisible(field is None and self.visit is not None)

    def clear_errors(self) -> None:
        """Take all errors away before trying again."""
        self._reload.hide()
        self.fields.form.clear_errors()
        for line in self.lines.lines:
            line.clear_error()

    def saved(self) -> None:
        """What stands in the form is what the ledger has."""
        self._saved = self._texts()

    @property
    def is_changed(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._texts() != self._saved

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panel beside the form folds away where the form needs the room."""
        super().resizeEvent(event)
        self.side.setVisible(self.width() >= theme.px(_ROOM_FOR_SIDE))

    def _start(self) -> None:
        self.lines.clear()
        clear_layout(self._registered)
        self._reload.hide()
        number = self.visit.number if self.visit else ""
        self._title.setText(_("Visit {number}").format(number=number))
        self._title.setVisible(bool(number))
        self._saved = self._texts()

    def _visit_values(self) -> dict[str, object]:
        try:
            values = self.fields.values()
        except RuleBroken as problem:
            raise RuleBroken(problem.sentence, field=problem.field or "on") from None
        for name, words in (
            ("enterprise_id", _("Choose the firm.")),
            ("on", _("Give the day of the visit.")),
            ("leader_id", _("Choose the leader.")),
        ):
            if values[name] is None:
                raise RuleBroken(words, field=name)
        return values

    def _texts(self) -> tuple[object, ...]:
        return self.fields.texts(), tuple(line.texts() for line in self.lines.filled())

    def _propose(self, category_id: int, level: Level) -> tuple[int, date, bool]:
        return propose_deadline(self._shell.context, category_id, level, self._day() or self._shell.context.today())

    def _day(self) -> date | None:
        try:
            return self.fields.on.day()
        except RuleBroken:
            return None

    def _on_firm(self, choice: Choice | None) -> None:
        if choice is None:
            self.side.show_nothing()
            return
        self.fields.firm.set_choice(Choice(choice.id, choice.name))
        self.fields.show_contacts(self._shell.context.read(contacts, choice.id))
        self._fill_leader()
        self._read_side()

    def _on_day(self, _day: date | None) -> None:
        self.lines.refresh_deadlines()
        self._fill_leader()

    def _on_leader(self, choice: Choice | None) -> None:
        self._own_leader = choice is not None
        self._check_leader()

    def _fill_leader(self) -> None:
        main = self._main_leader()
        if not self._own_leader:
            self.fields.leader.set_value(main.id if main else None)
        self._check_leader()

    def _check_leader(self) -> None:
        main, chosen = self._main_leader(), self.fields.leader.value()
        if self.fields.firm.value() is None or (main is not None and chosen in (main.id, None)):
            self.fields.say_about_leader("")
        elif main is None:
            self.fields.say_about_leader(_("This firm has no main leader on that day."))
        else:
            self.fields.say_about_leader(_("Not the paired leader (that is {name}).").format(name=main.name))

    def _main_leader(self) -> Choice | None:
        firm, on = self.fields.firm.value(), self._day()
        if firm is None or on is None:
            return None
        pairing = main_pairing(self._shell.context.read(pairings, enterprise_id=firm, on=on), on)
        return Choice(pairing.leader_id, pairing.leader_name) if pairing else None

    def _read_side(self) -> None:
        context, firm = self._shell.context, self.fields.firm.value()
        if firm is not None:
            read: Callable[[], FirmBrief] = partial(read_brief, context, firm)
            self._shell.jobs.read(read, self._show_side, self._shell.warn, owner=self)

    def _show_side(self, brief: FirmBrief) -> None:
        if brief.firm.id == self.fields.firm.value():
            self.side.show_brief(brief)

    def _show_registered(self, cases: list[DifficultyRow]) -> None:
        if cases:
            self._registered.addWidget(heading(_("Registered on this visit · {count}").format(count=len(cases))))
        for row in cases:
            words = f"{row.number}  {row.title} · {row.state.label}"
            opening = link(words, partial(self._shell.open_record, DIFFICULTY, row.id))
            self._registered.addWidget(opening, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self.fields.firm.chosen.connect(self._on_firm)
        self.fields.on.day_changed.connect(self._on_day)
        self.fields.leader.chosen.connect(self._on_leader)
        self.side.case_wanted.connect(partial(self._shell.open_record, DIFFICULTY))
        self.side.visit_wanted.connect(partial(self._shell.open_record, VISIT))
        self.side.firm_wanted.connect(partial(self._shell.open_record, ENTERPRISE))

    def _lay_out(self) -> None:
        content = QWidget()
        body = QVBoxLayout(content)
        body.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        body.setSpacing(theme.px(10))
        body.addWidget(self._title)
        body.addWidget(self.fields)
        self._registered.setSpacing(0)
        body.addLayout(self._registered)
        body.addWidget(self.lines)
        body.addWidget(self.fields.more)
        body.addStretch()
        self.area = scrolled(content)
        card = QFrame()
        card.setProperty("kind", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.area, 1)
        column.addWidget(rule())
        column.addLayout(self._foot())
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(20), theme.px(12), theme.px(20), theme.px(12))
        row.setSpacing(theme.px(16))
        row.addWidget(card, 1)
        row.addWidget(self.side)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(20), theme.px(10), theme.px(20), theme.px(10))
        foot.setSpacing(theme.px(8))
        foot.addWidget(self.fields.form.rest, 1)
        foot.addWidget(self._reload)
        foot.addStretch(1)
        foot.addWidget(button(_("Cancel"), self.cancel_wanted.emit))
        foot.addWidget(button(_("Save  Ctrl+S"), partial(self.save_wanted.emit, False)))
        foot.addWidget(button(_("Save and next  Ctrl+Enter"), partial(self.save_wanted.emit, True), "primary"))
        return foot
