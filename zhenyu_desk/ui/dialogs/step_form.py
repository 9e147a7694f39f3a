"""The small form of one step in the life of a difficulty (or of several at a time)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.terms import EndKind, State
from zhenyu_desk.errors import AppError, RuleBroken
from zhenyu_desk.i18n import _, format_date
from zhenyu_desk.ui.dialogs.form_dialog import FormDialog
from zhenyu_desk.ui.dialogs.step_fields import CALL_BACKS, Field, StepForm, result_choices
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.chips import ChipGroup
from zhenyu_desk.ui.widgets.date_edit import DateEdit
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.multi_pick import MultiPick
from zhenyu_desk.ui.widgets.pickers import Choice, PickCombo
from zhenyu_desk.ui.widgets.text_area import TextArea

Proposal = tuple[int, date, bool]


@dataclass(frozen=True)
class StepFacts:
    """What the form has to know of the case (`about` names it). `propose` works a deadline out from a day."""

    about: str
    state: State
    today: Callable[[], date]
    units: Sequence[Choice]
    unit_id: int | None = None
    supporting_unit_ids: tuple[int, ...] = ()
    deadline: date | None = None
    propose: Callable[[date], Proposal] | None = None


@dataclass(frozen=True, slots=True)
class StepGiven:
    """A step as typed; `supporting_unit_ids` None where the form doesn't ask for them."""

    step: Step
    supporting_unit_ids: tuple[int, ...] | None


class StepDialog(FormDialog):
    """Asks just what the rules of this step need; the day is today unless changed."""

    def __init__(self, form: StepForm, facts: StepFacts, parent: QWidget | None = None) -> None:
        super().__init__(form.action.label, _(form.hint), form.action.label, parent)
        self._spec = form
        self._facts = facts
        self._proposed: date | None = None
        self._note = label("", Token.SECONDARY, FontRole.SMALL, wrap=True)
        self.body.insertWidget(1, label(facts.about, role=FontRole.STRONG, wrap=True))
        self._editors: dict[Field, QWidget] = {}
        for field in form.fields:
            self._add_field(field)
        self._on = DateEdit(facts.today, facts.today())
        self._on.day_changed.connect(self._propose)
        self.add("on", _("Day of the step"), self._on, required=True)
        self._propose(facts.today())
        self.finish_layout()
        self._editors[form.fields[0]].setFocus()

    def read(self) -> StepGiven:
        """The step as typed; the rules themselves are asked when it is saved."""
        on = self.day("on")
        if on is None:
            raise RuleBroken(_("Give the day of the step."), field="on")
        values: dict[str, Any] = {}
        for field in self._spec.fields:
            values |= self._value(field)
        supporting = values.pop(Field.SUPPORTING.value, None)
        if self._spec.needs_text and not values["text"].strip():
            raise RuleBroken(_("{field} is required.").format(field=_(self._spec.text_label)), field="text")
        return StepGiven(Step(on=on, action=self._spec.action, **values), supporting)

    def show_problem(self, problem: AppError) -> None:
        """The rules speak of «reached», the form of the call-back as a whole."""
        if isinstance(problem, RuleBroken) and problem.field == "reached":
            problem = RuleBroken(problem.sentence, field=Field.CALL_BACK.value)
        super().show_problem(problem)

    def _add_field(self, field: Field) -> None:
        text, editor, required = self._make(field)
        self._editors[field] = editor
        self.add(field.value, text, editor, required=required)
        if field is Field.DEADLINE:
            self.body.addWidget(self._note)

    def _make(self, field: Field) -> tuple[str, QWidget, bool]:
        facts = self._facts
        if field is Field.UNIT:
            unit = PickCombo(facts.units, _("Pinyin or part of the name"))
            unit.set_value(facts.unit_id)
            return _("Lead unit"), unit, True
        if field is Field.SUPPORTING:
            supporting = MultiPick(facts.units, _("Pinyin or part of the name"))
            supporting.set_values(facts.supporting_unit_ids)
            return _("Supporting units"), supporting, False
        if field is Field.DEADLINE:
            return _("New deadline"), DateEdit(facts.today), True
        if field is Field.REVIEW:
            return _("Review day"), DateEdit(facts.today), True
        if field is Field.RESULT:
            return _("Result"), ChipGroup([(k, k.label) for k in result_choices(facts.state)]), True
        if field is Field.END_KIND:
            return _("How it ends"), ChipGroup([(k, k.label) for k in EndKind]), True
        if field is Field.CALL_BACK:
            return _("Call-back"), ChipGroup([(call, _(call.label)) for call in CALL_BACKS]), True
        if field is Field.CONDITION:
            return _("Waits for"), TextArea(2), True
        if field is Field.REASON:
            return _("Reason"), TextArea(2), True
        return _(self._spec.text_label), TextArea(3), self._spec.needs_text

    def _value(self, field: Field) -> dict[str, Any]:
        editor = self._editors[field]
        if isinstance(editor, DateEdit):
            day = self.day(field.value)
            # A proposal left as it is stays the rules' own: it is worked out anew when the calendar changes.
            is_rules = field is Field.DEADLINE and Field.UNIT in self._spec.fields and day == self._proposed
            return {field.value: None if is_rules else day}
        if isinstance(editor, PickCombo):
            return {field.value: editor.value()}
        if isinstance(editor, MultiPick):
            return {field.value: editor.values()}
        if isinstance(editor, TextArea):
            return {field.value: editor.text().strip()}
        assert isinstance(editor, ChipGroup)
        chosen = editor.value()
        if field is not Field.CALL_BACK:
            return {field.value: chosen}
        if chosen is None:
            return {"reached": None, "satisfaction": None}
        return {"reached": chosen.reached, "satisfaction": chosen.satisfaction}

    def _propose(self, on: date | None) -> None:
        """Fill the deadline the rules lead to, unless another one was typed."""
        editor = self._editors.get(Field.DEADLINE)
        if not isinstance(editor, DateEdit):
            return
        if self._facts.deadline is not None:
            words = _("Present deadline: {day}").format(day=format_date(self._facts.deadline))
            self._note.setText(words)
        if self._facts.propose is None and Field.UNIT in self._spec.fields:
            self._note.setText(_("Left empty, each one gets the deadline its rules give."))
        if self._facts.propose is None or on is None:
            return
        days, deadline, is_provisional = self._facts.propose(on)
        if editor.text() in ("", DateEdit(self._facts.today, self._proposed).text()):
            editor.set_day(deadline)
        self._proposed = deadline
        note = _("Proposed by the rules: {days} working days, until {day}").format(days=days, day=format_date(deadline))
        self._note.setText(note + _(" (provisional)") if is_provisional else note)
