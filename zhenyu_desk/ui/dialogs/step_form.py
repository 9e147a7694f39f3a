"""The small form of one step in the life of a difficulty (or of several at a time)."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from zhenyu_desk.domain.inputs import MAX_TEXT
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.terms import Action, EndKind, Satisfaction
from zhenyu_desk.errors import AppError, RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.dialogs.form_dialog import FormDialog
from zhenyu_desk.ui.dialogs.step_facts import StepFacts, StepGiven
from zhenyu_desk.ui.dialogs.step_fields import CALL_BACKS, Field, StepForm, result_choices
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.chips import ChipGroup
from zhenyu_desk.ui.widgets.date_edit import DateEdit
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.multi_pick import MultiPick
from zhenyu_desk.ui.widgets.pickers import PickCombo
from zhenyu_desk.ui.widgets.text_area import TextArea


class StepDialog(FormDialog):
    """Asks just what the rules of this step need; the day is today unless changed."""

    def __init__(self, form: StepForm, facts: StepFacts, parent: QWidget | None = None) -> None:
        super().__init__(form.action.label, _(form.hint), form.action.label, parent)
        self.verb = form.action.value.lower()
        self._spec = form
        self._facts = facts
        self.about = facts.about
        self._proposed: dict[Field, date | None] = {}
        self._editors: dict[Field, QWidget] = {}
        self._notes: dict[Field | str, QLabel] = {}
        self.body.insertWidget(1, label(facts.about, role=FontRole.STRONG, wrap=True))
        if form.action is Action.CORRECT and facts.takes_back:
            self.body.addWidget(label(facts.takes_back, wrap=True))
        for field in form.fields:
            self._add_field(field)
        self._on = DateEdit(facts.today, facts.today())
        self._on.day_changed.connect(self._propose)
        self.add("on", _("Day of the step"), self._on, required=True)
        self._add_note("on")
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

    def note(self, field: Field | str) -> str:
        """What stands below a field."""
        return self._notes[field].text()

    def _add_field(self, field: Field) -> None:
        text, editor, required = self._make(field)
        self._editors[field] = editor
        self.add(field.value, text, editor, required=required)
        if field is Field.SUPPORTING:
            return
        self._add_note(field)
        if field is Field.UNIT:
            self._say(field, self._facts.unit_why)
        if isinstance(editor, ChipGroup):
            self._say(field, _("A digit key chooses: 1 for the first one, 2 for the second one …"))
            editor.changed.connect(self._on_chip)
        if isinstance(editor, DateEdit):
            editor.textChanged.connect(self._explain)

    def _add_note(self, field: Field | str) -> None:
        self._notes[field] = label("", Token.SECONDARY, FontRole.SMALL, wrap=True)
        self.body.addWidget(self._notes[field])
        self._say(field, "")

    def _say(self, field: Field | str, words: str) -> None:
        self._notes[field].setText(words)
        self._notes[field].setVisible(bool(words))

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
            is_optional = facts.rule_days is None and self._spec.action is Action.ASSIGN
            return _("New deadline"), DateEdit(facts.today), not is_optional
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
            is_rules = self._spec.action is Action.ASSIGN and day == self._proposed.get(field)
            return {field.value: None if is_rules else day}
        if isinstance(editor, PickCombo):
            return {field.value: editor.value()}
        if isinstance(editor, MultiPick):
            return {field.value: editor.values()}
        if isinstance(editor, TextArea):
            return {field.value: _fitting(editor.text().strip(), field)}
        assert isinstance(editor, ChipGroup)
        chosen = editor.value()
        if field is not Field.CALL_BACK:
            return {field.value: chosen}
        if chosen is None:
            return {"reached": None, "satisfaction": None}
        return {"reached": chosen.reached, "satisfaction": chosen.satisfaction}

    def _propose(self, on: date | None) -> None:
        """Fill in the days that follow from the day of the step, unless others were typed."""
        if on is None:
            return
        facts, action = self._facts, self._spec.action
        if action is Action.RESUME_CLOCK:
            self._say("on", facts.resume_note(on))
        self._fill(Field.DEADLINE, facts.proposed_deadline(action, on))
        self._fill(Field.REVIEW, facts.proposed_review(on))
        self._explain()

    def _fill(self, field: Field, proposed: date | None) -> None:
        editor, former = self._editors.get(field), self._proposed.get(field)
        if isinstance(editor, DateEdit):
            if editor.text() in ("", DateEdit(self._facts.today, former).text()):
                editor.set_day(proposed)
            self._proposed[field] = proposed

    def _explain(self, _text: str = "") -> None:
        """Say what the deadline typed means."""
        editor, on = self._editors.get(Field.DEADLINE), _typed_day(self._on)
        if isinstance(editor, DateEdit) and on is not None:
            self._say(Field.DEADLINE, self._facts.deadline_note(self._spec.action, on, _typed_day(editor)))

    def _on_chip(self) -> None:
        """What a call-back leads to."""
        editor = self._editors.get(Field.CALL_BACK)
        if not isinstance(editor, ChipGroup):
            return
        call = editor.value()
        if call is None:
            return
        if call.satisfaction is Satisfaction.DISSATISFIED:
            self._say(Field.CALL_BACK, _("It stays to be called back until it is reopened, or closed with a reason."))
        elif call.satisfaction is None:
            self._say(Field.CALL_BACK, _("It stays to be called back."))
        else:
            self._say(Field.CALL_BACK, _("It will be closed."))


def _typed_day(editor: DateEdit) -> date | None:
    try:
        return editor.day()
    except RuleBroken:
        return None


def _fitting(text: str, field: Field) -> str:
    if len(text) > MAX_TEXT:
        sentence = _("At most {most} characters fit here; these are {count}.")
        raise RuleBroken(sentence.format(most=MAX_TEXT, count=len(text)), field=field.value)
    return text
