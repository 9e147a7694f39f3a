"""The form of one visit: fields, difficulties, files, the firm beside them; it keeps itself as a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from zhenyu_desk.domain.inputs import AttachmentInput, DifficultyInput, VisitInput, validate
from zhenyu_desk.domain.rows import AttachmentRow, DifficultyRow, VisitRow
from zhenyu_desk.domain.terms import Level
from zhenyu_desk.domain.trips import trip_no
from zhenyu_desk.errors import AppError, RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.difficulties import propose_deadline
from zhenyu_desk.store.queries.office import categories
from zhenyu_desk.store.queries.register import contacts, leaders, units
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.actions import shortcut
from zhenyu_desk.ui.choices import category_choices, unit_choices
from zhenyu_desk.ui.drafts import VISIT_FORM, DraftKeeper
from zhenyu_desk.ui.pages.visits.advice import CaseAdvice
from zhenyu_desk.ui.pages.visits.draft_content import TypedVisit, title_of, to_content
from zhenyu_desk.ui.pages.visits.fields import VisitFields
from zhenyu_desk.ui.pages.visits.more import VERB
from zhenyu_desk.ui.pages.visits.pasting import PastedFiles
from zhenyu_desk.ui.pages.visits.proposals import Proposals
from zhenyu_desk.ui.pages.visits.sections import Sections
from zhenyu_desk.ui.pages.visits.sheet import VisitSheet
from zhenyu_desk.ui.pages.visits.side import FirmBrief, FirmSide, read_brief
from zhenyu_desk.ui.rights import guard
from zhenyu_desk.ui.shell import DIFFICULTY, ENTERPRISE, VISIT, Shell
from zhenyu_desk.ui.widgets.attachment_bar import AttachmentBar
from zhenyu_desk.ui.widgets.difficulty_line import DifficultyLine
from zhenyu_desk.ui.widgets.difficulty_lines import DifficultyLines
from zhenyu_desk.ui.widgets.noticing import leave_drops_to_form, notice_changes
from zhenyu_desk.ui.widgets.pickers import Choice

_LINE_FIELDS = frozenset({"category_id", "title", "words", "unit_id", "result", "new_deadline", "deadline"})
_ROOM_FOR_SIDE = 1000


@dataclass(frozen=True)
class Given:
    """What the form hands on to be saved; `draft` is the uid of the draft that goes with it.

    `number` is the one on the printed form it was typed from, where there was one.
    """

    visit: VisitInput
    difficulties: list[DifficultyInput]
    attachments: list[AttachmentInput]
    draft: str
    number: str = ""


@dataclass(frozen=True)
class PastVisit:
    """A visit of the ledger to be shown in the form."""

    row: VisitRow
    cases: list[DifficultyRow]
    attachments: list[AttachmentRow]


class VisitEntry(QWidget):
    """`save_wanted(next)` when a save button is pressed, `cancel_wanted` to drop what was typed."""

    save_wanted = Signal(bool)
    cancel_wanted = Signal()
    reload_wanted = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.visit: VisitRow | None = None
        self.fields = VisitFields(shell)
        self.lines = DifficultyLines(self._propose)
        guard(self.lines, VERB)
        self.attachments = AttachmentBar(shell)
        self.side = FirmSide()
        self.sheet = VisitSheet(self.fields, self.lines, self.attachments)
        self.area = self.sheet.area
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))
        row.setSpacing(theme.px(12))
        row.addWidget(self.sheet, 1)
        row.addWidget(self.side)
        self._proposals = Proposals(shell, self.fields)
        self._advice = CaseAdvice(shell, self.lines, self.side)
        self._pasted = PastedFiles(self, self.attachments)
        self._saved = TypedVisit()
        self.drafts = DraftKeeper(shell, VISIT_FORM, self, self._draft)
        self._connect()
        self._add_keys()
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
        self._read_side()

    def start_anew(self) -> None:
        """An empty form for a new visit."""
        self.fields.clear(self._shell.context.today())
        self._begin(None, has_leader=False)
        self.fields.firm.setFocus()

    def start_next(self) -> None:
        """An empty form with day and way of the visit just saved, and its leader if one was chosen by hand.

        Else the leader is the one paired with the next firm; companions go with the same leader only.
        """
        former, leader = self.typed(), self._proposals.leader_by_hand()
        self.start_anew()
        companions = former.companions if leader is not None else ""
        carried = {"on": former.on, "way": former.way, "leader_id": leader, "companions": companions}
        self.fields.show_typed(TypedVisit(**carried))
        self._begin(None, has_leader=leader is not None)
        self._proposals.go_on_trip(former.leader_id, former.companions)

    def start_with(self, firm: Choice) -> None:
        """An empty form for a visit to this firm."""
        self.start_anew()
        self.fields.firm.set_choice(firm)
        self._on_firm(firm)
        self.fields.on.setFocus(Qt.FocusReason.TabFocusReason)

    def show_visit(self, past: PastVisit) -> None:
        """Show a past visit to look at or change; its difficulties are handled on their own page."""
        self.refresh_choices()
        self.fields.show_contacts(self._shell.context.read(contacts, past.row.enterprise_id))
        self.fields.fill(past.row)
        self._begin(past, has_leader=True)
        self._read_side()

    def go_on_with(self, typed: TypedVisit, uid: str, past: PastVisit | None) -> None:
        """Show what was typed before, over the past visit it changes; it stays the draft with this uid."""
        if past is None:
            self.start_anew()
        else:
            self.show_visit(past)
        if typed.firm_id is not None:
            self.fields.show_contacts(self._shell.context.read(contacts, typed.firm_id))
        self.fields.show_typed(typed.knowing(past.row.promises if past else ()))
        self.lines.show_typed(typed.difficulties)
        self.attachments.set_rows(typed.attachments)
        self._proposals.begin(is_new=past is None, has_leader=typed.leader_id is not None)
        self.drafts.begin(uid)
        self.drafts.touch()
        self._read_side()
        if past is not None and typed.version != past.row.version:
            self.show_problem(
                RuleBroken(_("This visit was changed after the draft was typed; look it through before you save it."))
            )

    def typed(self) -> TypedVisit:
        """Everything that stands in the form, word for word."""
        parts = {
            "visit_id": self.visit.id if self.visit else None,
            "version": self.visit.version if self.visit else None,
            "difficulties": self.lines.typed(),
            "attachments": tuple(self.attachments.given()),
        }
        return self.fields.typed().model_copy(update=parts)

    def title(self) -> str:
        """What to call what stands in the form: firm and day."""
        return title_of(self.typed())

    def read(self) -> Given:
        """The visit and its new difficulties as typed; a wrong line is marked at once."""
        given = validate(VisitInput, self._visit_values())
        heard = [self._read_line(line, given) for line in self.lines.filled()]
        number = self.fields.more.number.text().strip()
        return Given(given, heard, self.attachments.given(), self.drafts.uid, number)

    def show_problem(self, problem: AppError) -> None:
        """Say beside the field, or the line of a difficulty, what is wrong."""
        field = problem.field if isinstance(problem, RuleBroken) else None
        filled = self.lines.filled()
        if field in _LINE_FIELDS and filled:
            if not any(line.has_error for line in filled):
                filled[0].show_error(field, problem.sentence)
            return
        if field in ("promises", "answered", "policy", "remark", "number"):
            self.fields.more.unfold()
        self.fields.form.show_problem(problem)
        self.sheet.reload.setVisible(field is None and self.visit is not None)

    def clear_errors(self) -> None:
        """Take all errors away before trying again."""
        self.sheet.reload.hide()
        self.fields.form.clear_errors()
        for line in self.lines.lines:
            line.clear_error()

    def saved(self) -> None:
        """What stands in the form is what the ledger has, and the draft went with it."""
        self._saved = self.typed()
        self.drafts.begin()

    @property
    def files_before(self) -> Sequence[AttachmentInput]:
        """The files that the visit had when it was shown."""
        return self._saved.attachments

    @property
    def is_changed(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.typed() != self._saved

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panel beside the form folds away where the form needs the room."""
        super().resizeEvent(event)
        self.side.setVisible(self.width() >= theme.px(_ROOM_FOR_SIDE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next field, once a list is closed; on a button it presses it."""
        focus = QApplication.focusWidget()
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers() & ~_KEYPAD:
            super().keyPressEvent(event)
        elif isinstance(focus, QPushButton) and not focus.isCheckable():
            focus.click()
        else:
            self.focusNextChild()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.attachments.dragEnterEvent(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.attachments.dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.attachments.dropEvent(event)

    def _begin(self, past: PastVisit | None, *, has_leader: bool) -> None:
        """Everything but the fields, for another visit than before."""
        self.visit = past.row if past else None
        self.lines.clear()
        self.attachments.set_rows(past.attachments if past else ())
        self.sheet.show_visit(past.row.number if past else "", past.cases if past else ())
        self._proposals.begin(is_new=past is None, has_leader=has_leader)
        if past is None:
            self.side.show_nothing()
        self._saved = self.typed()
        self.drafts.begin()

    def _draft(self) -> tuple[str, Mapping[str, Any]] | None:
        if not self.is_changed:
            return None
        typed = self.typed()
        return title_of(typed), to_content(typed)

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
        return values | {"trip_no": self._trip(values["on"], values["leader_id"])}

    def _trip(self, on: date, leader_id: int) -> str:
        """A new visit joins the leader's trip of that day; a changed one stays on its own unless it moved."""
        visit = self.visit
        if visit is not None and (visit.on, visit.leader_id) == (on, leader_id):
            return visit.trip_no
        return trip_no(on, leader_id)

    def _read_line(self, line: DifficultyLine, visit: VisitInput) -> DifficultyInput:
        common = {
            "enterprise_id": visit.enterprise_id,
            "reported_on": visit.on,
            "leader_id": visit.leader_id,
            "contact": visit.host,
        }
        try:
            return validate(DifficultyInput, common | line.values())
        except RuleBroken as problem:
            line.show_error(problem.field, problem.sentence)
            raise

    def _propose(self, category_id: int, level: Level) -> tuple[int, date, bool]:
        on = self._proposals.day() or self._shell.context.today()
        return propose_deadline(self._shell.context, category_id, level, on)

    def _on_firm(self, choice: Choice | None) -> None:
        if choice is None:
            self.side.show_nothing()
            return
        self.fields.firm.set_choice(Choice(choice.id, choice.name))
        self._proposals.fill_for_firm()
        self._read_side()

    def _on_day(self, _day: date | None) -> None:
        self.lines.refresh_deadlines()
        self._proposals.fill_leader()

    def _read_side(self) -> None:
        context, firm = self._shell.context, self.fields.firm.value()
        if firm is not None:
            self._shell.jobs.read(partial(read_brief, context, firm), self._show_side, self._shell.warn, owner=self)

    def _show_side(self, brief: FirmBrief) -> None:
        if brief.firm.id == self.fields.firm.value():
            self.side.show_brief(brief)

    def _on_change(self) -> None:
        self.drafts.touch()

    def _entrances(self) -> Sequence[QWidget]:
        fields = self.fields
        parts = (fields.output.chips, fields.moves, self.lines.entrance, self.attachments, fields.more.entrance)
        return (fields.firm, *parts)

    def _connect(self) -> None:
        self.fields.firm.chosen.connect(self._on_firm)
        self.fields.on.day_changed.connect(self._on_day)
        self.side.case_wanted.connect(partial(self._shell.open_record, DIFFICULTY))
        self.side.visit_wanted.connect(partial(self._shell.open_record, VISIT))
        self.side.firm_wanted.connect(partial(self._shell.open_record, ENTERPRISE))
        self.sheet.case_wanted.connect(partial(self._shell.open_record, DIFFICULTY))
        self.sheet.save_wanted.connect(self.save_wanted)
        self.sheet.cancel_wanted.connect(self.cancel_wanted)
        self.sheet.reload_wanted.connect(self.reload_wanted)
        self.drafts.changed.connect(lambda: self.sheet.note.setText(self.drafts.note))
        notice_changes(self.fields, self._on_change)
        notice_changes(self.fields.more, self._on_change)
        self.fields.more.promises.changed.connect(self._on_change)
        self.lines.changed.connect(self._on_change)
        self.attachments.changed.connect(self._on_change)
        self.setAcceptDrops(True)
        leave_drops_to_form(self)

    def _add_keys(self) -> None:
        self._sections = Sections(self.sheet.content, self._entrances)
        self.lines.add_keys(self)
        self.fields.more.add_keys(self)
        shortcut(self, "Alt+L", self._take_main_leader, _("Take the paired leader"))

    def _take_main_leader(self) -> None:
        if not self.fields.leader.isReadOnly():
            self._proposals.take_main_leader()


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
