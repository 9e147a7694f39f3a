"""A difficulty that came without a visit (phone, 12345, meeting …), or a change of what was written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from zhenyu_desk.domain.inputs import DifficultyInput, validate
from zhenyu_desk.domain.rows import DifficultyDetail
from zhenyu_desk.domain.terms import Level, Source, Urgency
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _, format_date
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.office import categories
from zhenyu_desk.store.queries.register import leaders, units
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.choices import category_choices, leader_choices, unit_choices
from zhenyu_desk.ui.dialogs.form_dialog import FormDialog
from zhenyu_desk.ui.firms import firm_finder
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.chips import ChipGroup
from zhenyu_desk.ui.widgets.date_edit import DateEdit
from zhenyu_desk.ui.widgets.fields import FormField
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.multi_pick import MultiPick
from zhenyu_desk.ui.widgets.pickers import Choice, FirmPicker, PickCombo
from zhenyu_desk.ui.widgets.text_area import TextArea
from zhenyu_desk.ui.widgets.value_combo import ValueCombo

_WITHOUT_VISIT = tuple(source for source in Source if source is not Source.VISIT)


@dataclass(frozen=True, slots=True)
class DifficultyChoices:
    """What the form offers."""

    categories: list[Choice]
    units: list[Choice]
    leaders: list[Choice]
    unit_of_category: dict[int, int | None]


def read_choices(context: AppContext) -> DifficultyChoices:
    """The categories and units in use and the leaders."""
    rows = context.read(categories)
    return DifficultyChoices(
        categories=category_choices(rows, in_use=True),
        units=unit_choices(context.read(units), in_use=True),
        leaders=leader_choices(context.read(leaders)),
        unit_of_category={row.id: row.unit_id for row in rows},
    )


class DifficultyDialog(FormDialog):
    """Hands on a DifficultyInput. The origin and the firm's own words of a known one stay as they are."""

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
        self._make_fields()
        self._lay_out()
        if known is not None:
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
        return {
            "enterprise_id": self._firm.value(),
            "reported_on": self.day("reported_on"),
            "source": self._source.value(),
            "words": self._words.text(),
            "assign_unit_id": self._unit.value(),
        }

    def _make_fields(self) -> None:
        choices, today = self._choices, self._shell.context.today
        self._firm = FirmPicker(firm_finder(self._shell))
        self._reported = DateEdit(today, today())
        self._source = ValueCombo([(source, source.label) for source in _WITHOUT_VISIT])
        self._category = PickCombo(choices.categories, _("Pinyin or part of the name"))
        self._category.chosen.connect(self._on_category)
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
        self._unit = PickCombo(choices.units, _("Empty: assign later"))
        self._supporting = MultiPick(choices.units)

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
        if self._known is None:
            self.add("assign_unit_id", _("Lead unit"), self._unit)
        self.add("supporting_unit_ids", _("Supporting units"), self._supporting)

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
        self._title.setText(row.title)
        self._level.set_value(row.level)
        self._urgency.set_value(row.urgency)
        self._contact.setText(known.contact)
        self._leader.set_value(known.leader_id)
        self._quantity.setText(f"{known.quantity.normalize():f}" if known.quantity is not None else "")
        self._quantity_unit.setText(known.quantity_unit)
        self._supporting.set_values(known.supporting_unit_ids)

    def _on_category(self, choice: Choice | None) -> None:
        if choice is not None and self._unit.value() is None:
            self._unit.set_value(self._choices.unit_of_category.get(choice.id))
