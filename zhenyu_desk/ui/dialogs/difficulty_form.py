"""A difficulty that came without a visit (phone, 12345, meeting …), or a change of what was written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from zhenyu_desk.domain.inputs import DifficultyInput, validate
from zhenyu_desk.domain.rows import DifficultyDetail
from zhenyu_desk.domain.terms import Level, Source, Urgency
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _, format_date
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.difficulties import difficulty_detail
from zhenyu_desk.store.queries.office import categories
from zhenyu_desk.store.queries.register import leaders, units
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.choices import category_choices, leader_choices, unit_choices
from zhenyu_desk.ui.dialogs.case_text import CaseTextDialog
from zhenyu_desk.ui.dialogs.difficulty_advice import (
    CaseAdvice,
    FirmAdvice,
    deadline_words,
    read_case_advice,
    read_firm_advice,
)
from zhenyu_desk.ui.dialogs.form_dialog import FormDialog
from zhenyu_desk.ui.dialogs.similar_list import SimilarList
from zhenyu_desk.ui.dialogs.step_fields import SPOT_RESULTS
from zhenyu_desk.ui.firms import firm_finder
from zhenyu_desk.ui.jobs.jobs import Job
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.chips import ChipGroup
from zhenyu_desk.ui.widgets.date_edit import DateEdit
from zhenyu_desk.ui.widgets.fields import FormField
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.multi_pick import MultiPick
from zhenyu_desk.ui.widgets.panels import scrolled
from zhenyu_desk.ui.widgets.pickers import Choice, FirmPicker, PickCombo
from zhenyu_desk.ui.widgets.text_area import TextArea
from zhenyu_desk.ui.widgets.value_combo import ValueCombo

_WITHOUT_VISIT = tuple(source for source in Source if source is not Source.VISIT)
_SIDE = 264
_PAUSE_MS = 300


@dataclass(frozen=True, slots=True)
class DifficultyChoices:
    """What the form offers."""

    categories: list[Choice]
    units: list[Choice]
    leaders: list[Choice]


def read_choices(context: AppContext) -> DifficultyChoices:
    """The categories and units in use and the leaders."""
    return DifficultyChoices(
        categories=category_choices(context.read(categories), in_use=True),
        units=unit_choices(context.read(units), in_use=True),
        leaders=leader_choices(context.read(leaders)),
    )


class DifficultyDialog(FormDialog):
    """Hands on a DifficultyInput. The origin and the firm's own words of a known one stay as they are.

    For a new one the firm brings its leader and contact, category and text bring like cases, unit, level and time
    limit; what was chosen by hand stays.
    """

    verb = "register_difficulty"

    def __init__(
        self,
        shell: Shell,
        choices: DifficultyChoices,
        known: DifficultyDetail | None,
        parent: QWidget | None = None,
    ) -> None:
        title = _("New difficulty") if known is None else _("Change {number}").format(number=known.row.number)
        hint = _("For difficulties heard on a visit, register the visit.") if known is None else ""
        super().__init__(title, hint, _("Save"), parent)
        self._known = known
        self._choices = choices
        self._shell = shell
        self._by_hand: set[QWidget] = set()
        self._reading: Job | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask_advice)
        self._make_fields()
        self._lay_out()
        if known is None:
            self._follow()
        else:
            self._fill(known)
        self.finish_layout()
        (self._title if known else self._firm).setFocus()

    def read(self) -> DifficultyInput:
        """The difficulty as typed; RuleBroken with the field that is wrong."""
        values: dict[str, Any] = self._origin() | {
            "title": self._title.text(),
            "category_id": self._category.value(),
            "level": self._level.value(),
            "urgency": self._urgency.value(),
            "contact": self._contact.text(),
            "leader_id": self._leader.value(),
            "quantity": self._quantity.text().strip() or None,
            "quantity_unit": self._quantity_unit.text(),
            "supporting_unit_ids": self._supporting.values(),
        }
        if values["category_id"] is None:
            raise RuleBroken(_("Choose the category."), field="category_id")
        return validate(DifficultyInput, values)

    def _origin(self) -> dict[str, Any]:
        known = self._known
        if known is not None:
            row = known.row
            return {"enterprise_id": row.enterprise_id, "reported_on": row.reported_on, "source": row.source}
        if self._firm.value() is None:
            raise RuleBroken(_("Choose the firm."), field="enterprise_id")
        reported = self.day("reported_on")
        if reported is None:
            raise RuleBroken(_("Give the day."), field="reported_on")
        if reported > self._shell.context.today():
            raise RuleBroken(_("The day lies in the future; give today or an earlier one."), field="reported_on")
        values = {
            "enterprise_id": self._firm.value(),
            "reported_on": reported,
            "source": self._source.value(),
            "words": self._words.text(),
        }
        spot = self._spot.value()
        if spot is None:
            return values | {"assign_unit_id": self._unit.value()}
        if not self._answer.text().strip():
            raise RuleBroken(_("Say what was answered."), field="spot_text")
        return values | {"spot_result": spot, "spot_text": self._answer.text()}

    def _make_fields(self) -> None:
        choices, today = self._choices, self._shell.context.today
        self._firm = FirmPicker(firm_finder(self._shell))
        self._reported = DateEdit(today, today())
        self._source = ValueCombo([(source, source.label) for source in _WITHOUT_VISIT])
        self._category = PickCombo(choices.categories, _("Pinyin or part of the name"))
        self._title = QLineEdit()
        self._words = TextArea(2, _("Kept unaltered"))
        self._level = ChipGroup([(level, level.label) for level in Level])
        self._level.set_value(Level.LIMITED)
        self._urgency = ChipGroup([(urgency, urgency.label) for urgency in Urgency])
        self._urgency.set_value(Urgency.NORMAL)
        self._contact = QLineEdit()
        self._leader = PickCombo(choices.leaders, people=True)
        self._quantity = QLineEdit()
        self._quantity_unit = QLineEdit()
        self._quantity_unit.setPlaceholderText("kVA / 亩 / 人")
        self._spot = ChipGroup([(result, result.label) for result in SPOT_RESULTS], optional=True)
        self._answer = QLineEdit()
        self._unit = PickCombo(choices.units, _("Empty: assign later"))
        self._limit = label("", Token.SECONDARY, FontRole.SMALL, wrap=True)
        self._supporting = MultiPick(choices.units)
        self._similar = SimilarList()
        self._similar.opened.connect(self._show_similar)

    def _lay_out(self) -> None:
        add = self.form.add
        if self._known is None:
            self.add("enterprise_id", _("Enterprise"), self._firm, required=True)
            self.add_row(
                add("reported_on", _("Reported on"), self._reported, required=True),
                add("source", _("Source"), self._source),
            )
        self.add_row(add("category_id", _("Category"), self._category, required=True), self._amount())
        self.add("title", _("Difficulty"), self._title, required=True)
        if self._known is None:
            self.add("words", _("The firm's own words"), self._words)
        self.add_row(add("level", _("Level"), self._level), add("urgency", _("Urgency"), self._urgency))
        self.add_row(add("contact", _("Contact"), self._contact), add("leader_id", _("Leader"), self._leader))
        supporting = add("supporting_unit_ids", _("Supporting units"), self._supporting)
        if self._known is not None:
            self.body.addWidget(supporting)
            return
        self.add_row(add("assign_unit_id", _("Lead unit"), self._unit), supporting)
        self.body.addWidget(self._limit)
        spot, answer = (
            add("spot_result", _("Answered at once"), self._spot),
            add("spot_text", _("Answer"), self._answer),
        )
        self.add_row(spot, answer)
        self.put_beside(self._side(), _SIDE)

    def _side(self) -> QWidget:
        side = QFrame()
        side.setProperty("kind", "card")
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(8))
        advice = _("Once category and text are given, similar cases and how they ended stand here.")
        self._nothing_similar = label(advice, Token.SECONDARY, wrap=True)
        column.addWidget(self._nothing_similar)
        column.addWidget(self._similar)
        column.addStretch()
        outer = QVBoxLayout(side)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(scrolled(content))
        return side

    def _amount(self) -> FormField:
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(8))
        line.addWidget(self._quantity, 2)
        line.addWidget(self._quantity_unit, 1)
        box.setFocusProxy(self._quantity)
        self._quantity.setAccessibleName(_("Quantity"))
        self._quantity_unit.setAccessibleName(_("Unit of measure"))
        return self.form.add("quantity", _("Quantity"), box)

    def _fill(self, known: DifficultyDetail) -> None:
        row = known.row
        origin = f"{row.enterprise_name} · {row.source.label} · {format_date(row.reported_on)}"
        self.body.insertWidget(1, label(origin, Token.SECONDARY, wrap=True))
        self._category.set_value(known.category_id)
        if self._category.value() is None:  # its category was retired since
            self._category.set_choice(Choice(known.category_id, row.category))
        self._title.setText(row.title)
        self._level.set_value(row.level)
        self._urgency.set_value(row.urgency)
        self._contact.setText(known.contact)
        self._leader.set_value(known.leader_id)
        self._quantity.setText(f"{known.quantity.normalize():f}" if known.quantity is not None else "")
        self._quantity_unit.setText(known.quantity_unit)
        self._supporting.set_values(known.supporting_unit_ids)

    def _follow(self) -> None:
        """Let what is typed bring along what the ledger knows."""
        self._firm.chosen.connect(self._ask_firm)
        self._category.chosen.connect(lambda _choice: self._ask_advice())
        self._title.textChanged.connect(self._pause.start)
        self._words.textChanged.connect(self._pause.start)
        self._reported.day_changed.connect(lambda _day: self._say_limit())
        self._unit.textEdited.connect(lambda _text: self._by_hand.add(self._unit))
        self._unit.chosen.connect(lambda _choice: self._say_limit())
        self._leader.textEdited.connect(lambda _text: self._by_hand.add(self._leader))
        self._contact.textEdited.connect(lambda _text: self._by_hand.add(self._contact))
        self._level.changed.connect(self._level_chosen)
        self._spot.changed.connect(self._spot_chosen)

    def _ask_firm(self, choice: Choice | None) -> None:
        if choice is not None:
            context, today = self._shell.context, self._shell.context.today()
            read = self._shell.jobs.read
            read(lambda: read_firm_advice(context, choice.id, today), self._take_firm, self.show_problem, owner=self)

    def _take_firm(self, advice: FirmAdvice) -> None:
        if self._leader not in self._by_hand:
            self._leader.set_value(advice.leader_id)
        if self._contact not in self._by_hand:
            self._contact.setText(advice.contact)

    def _ask_advice(self) -> None:
        category, text = self._category.value(), f"{self._title.text()} {self._words.text()}".strip()
        if category is None:
            self._take_advice(None)
            return
        if self._reading is not None:
            self._reading.cancel()
        context = self._shell.context
        self._reading = self._shell.jobs.read(
            lambda: read_case_advice(context, category, text), self._take_advice, self.show_problem, owner=self
        )

    def _take_advice(self, advice: CaseAdvice | None) -> None:
        self._similar.show_cases(advice.similar if advice else ())
        self._nothing_similar.setHidden(bool(advice and advice.similar))
        if advice is not None and self._unit not in self._by_hand:
            self._unit.set_value(advice.usual.unit_id)
        if advice is not None and self._level not in self._by_hand:
            self._level.set_value(advice.usual.level or Level.LIMITED)
        self._say_limit()

    def _show_similar(self, key: int) -> None:
        CaseTextDialog(self._shell.context.read(difficulty_detail, self._shell.context.today(), key), self).open_once()

    def _level_chosen(self) -> None:
        self._by_hand.add(self._level)
        self._say_limit()

    def _spot_chosen(self) -> None:
        """What was answered at once goes to no unit."""
        self._unit.setEnabled(self._spot.value() is None)
        self._say_limit()

    def _say_limit(self) -> None:
        category, level, on = self._category.value(), self._level.value(), self._reported_on()
        has_limit = category is not None and level is not None and on is not None
        is_assigned = self._unit.value() is not None and self._unit.isEnabled()
        words = ""
        if has_limit and is_assigned:
            assert category is not None
            assert level is not None
            assert on is not None
            words = deadline_words(self._shell.context, category, level, on)
        self._limit.setText(words)

    def _reported_on(self) -> Any:
        try:
            return self._reported.day()
        except RuleBroken:
            return None
