"""One difficulty heard on a visit as a row of a table; a second row below it unfolds while one types in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from zhenyu_desk.domain.terms import Level, ResultKind, Urgency
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.difficulty_columns import CATEGORY, GAP, HANDLING, LIMIT, NARROW, UNIT, URGENT
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.line_edit import named_line
from zhenyu_desk.ui.widgets.noticing import leave_drops_to_form
from zhenyu_desk.ui.widgets.pickers import Choice, PickCombo
from zhenyu_desk.ui.widgets.value_combo import ValueCombo

ProposeDeadline = Callable[[int, Level], tuple[int, date, bool]]
SPOT_RESULTS = (ResultKind.EXPLAINED, ResultKind.SOLVED)
_PAUSE_MS = 400


@dataclass(frozen=True)
class TypedDifficulty:
    """What stands in a line, just as it was typed; `category` and `unit` are texts that name none."""

    category_id: int | None = None
    category: str = ""
    title: str = ""
    words: str = ""
    level: Level = Level.LIMITED
    has_own_level: bool = False
    is_urgent: bool = False
    unit_id: int | None = None
    unit: str = ""
    has_own_unit: bool = False
    on_the_spot: bool = False
    result: ResultKind = ResultKind.EXPLAINED
    answer: str = ""


class DifficultyLine(QFrame):
    """The fields of one difficulty. A category and like cases bring unit, level and time limit along."""

    changed = Signal()
    advice_wanted = Signal()
    """Category or text changed: who usually handles such a thing? Answered by `take_advice`."""
    removal_wanted = Signal()

    def __init__(self, propose: ProposeDeadline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._propose = propose
        self._unit_of_category: Mapping[int, int | None] = {}
        self._has_own_unit = False
        self._has_own_level = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.advice_wanted)
        self._make_fields()
        self._lay_out()
        self._connect()

    def set_choices(
        self,
        categories: Sequence[Choice],
        units: Sequence[Choice],
        unit_of_category: Mapping[int, int | None],
    ) -> None:
        """Offer these categories and units; a category proposes its unit."""
        self._unit_of_category = unit_of_category
        self.category.set_choices(categories)
        self._show_category()
        self.unit.set_choices(units)

    def follow(self, before: QWidget) -> QWidget:
        """Let Tab come from `before` and go through the line; returns its last field."""
        order = [before, *self._in_order()]
        for one, next_one in pairwise(order):
            QWidget.setTabOrder(one, next_one)
        return order[-1]

    @property
    def deadline_words(self) -> str:
        """The time limit as it is shown."""
        return self._deadline.text()

    def is_blank(self) -> bool:
        """Whether nothing was typed, so that the line is left out."""
        texts = (self.title, self.words, self.category, self.answer)
        return not any(field.text().strip() for field in texts)

    def typed(self) -> TypedDifficulty:
        """What stands in the line."""
        return TypedDifficulty(
            category_id=self.category.value(),
            category="" if self.category.choice() else self.category.text(),
            title=self.title.text(),
            words=self.words.text(),
            level=self.level.value(),
            has_own_level=self._has_own_level,
            is_urgent=self.urgent.isChecked(),
            unit_id=self.unit.value(),
            unit="" if self.unit.choice() else self.unit.text(),
            has_own_unit=self._has_own_unit,
            on_the_spot=self.on_the_spot.isChecked(),
            result=self.result.value(),
            answer=self.answer.text(),
        )

    def show_typed(self, typed: TypedDifficulty) -> None:
        """Show a line as it was typed."""
        self.category.set_value(typed.category_id)
        if typed.category_id is None:
            self.category.setText(typed.category)
        self._show_category()
        self.title.setText(typed.title)
        self.words.setText(typed.words)
        self.level.set_value(typed.level)
        self.urgent.setChecked(typed.is_urgent)
        self.unit.set_value(typed.unit_id)
        if typed.unit_id is None:
            self.unit.setText(typed.unit)
        self._has_own_level, self._has_own_unit = typed.has_own_level, typed.has_own_unit
        self.result.set_value(typed.result)
        self.answer.setText(typed.answer)
        self.on_the_spot.setChecked(typed.on_the_spot)
        self.refresh_deadline()

    def values(self) -> dict[str, Any]:
        """What was typed, by the names of DifficultyInput; RuleBroken where a category or unit is not chosen."""
        typed = self.typed()
        if typed.category_id is None:
            raise RuleBroken(_("Choose the category."), field="category_id")
        if typed.unit.strip() and not typed.on_the_spot:
            raise RuleBroken(_("No unit is called «{text}»; choose one.").format(text=typed.unit), field="unit_id")
        values: dict[str, Any] = {
            "category_id": typed.category_id,
            "title": typed.title,
            "words": typed.words,
            "level": typed.level,
            "urgency": Urgency.URGENT if typed.is_urgent else Urgency.NORMAL,
        }
        if typed.on_the_spot:
            return values | {"spot_result": typed.result, "spot_text": typed.answer}
        return values | {"assign_unit_id": typed.unit_id}

    def take_advice(self, unit_id: int | None, level: Level | None) -> None:
        """Propose who usually handles such a thing and at which level, where nobody chose otherwise."""
        if not self._has_own_unit:
            self.unit.set_value(unit_id)
        if not self._has_own_level:
            self.level.set_value(level or Level.LIMITED)
        self.refresh_deadline()

    def show_error(self, field: str | None, sentence: str) -> None:
        """Put the sentence under the line and the focus where the error is."""
        self.unfold(True)
        self._error.setText(sentence)
        self._error.show()
        self._field_for(field).setFocus()

    @property
    def has_error(self) -> bool:
        """Whether a sentence is shown under the line."""
        return not self._error.isHidden()

    def clear_error(self) -> None:
        """Take the sentence away."""
        self._error.hide()

    def toggle_on_the_spot(self) -> None:
        """Turn the line into a 现场答复, or back; the focus goes to the answer."""
        self.on_the_spot.toggle()
        self.unfold(True)
        (self.answer if self.on_the_spot.isChecked() else self.title).setFocus(Qt.FocusReason.TabFocusReason)

    def unfold(self, is_open: bool) -> None:
        """Show the second row, or fold it away; the firm's own words stay in the tip of the text."""
        self._second.setVisible(is_open)

    def refresh_deadline(self) -> None:
        """Work out the time limit anew: category, level or day changed."""
        category = self.category.value()
        if category is None:
            self._deadline.setText("—")
            return
        days, deadline, is_provisional = self._propose(category, self.level.value())
        words = _("{days} working days · about {day}") if is_provisional else _("{days} working days · {day}")
        self._deadline.setText(words.format(days=days, day=f"{deadline:%m-%d}"))
        self._deadline.setToolTip(_("Holidays of that year are not published yet.") if is_provisional else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_handling(narrow=self.width() < theme.px(NARROW))

    def _make_fields(self) -> None:
        self.category = PickCombo(placeholder=_("Category"))
        self.category.setAccessibleName(_("Category"))
        self.title = named_line(_("Difficulty"), _("What is difficult"))
        self.words = named_line(_("The firm's own words"), _("The firm's own words (kept unaltered)"))
        self.level = ValueCombo([(level, level.label) for level in Level], _("Level"))
        self.level.set_value(Level.LIMITED)
        self.unit = PickCombo(placeholder=_("Assign later"))
        self.unit.setAccessibleName(_("Lead unit"))
        self._deadline = label("—", Token.SECONDARY, FontRole.SMALL)
        self.urgent = _chip(_("Urgent"), "Alt+U")
        self.on_the_spot = _chip(_("Answered on the spot"), "Alt+A")
        self.result = ValueCombo([(kind, kind.label) for kind in SPOT_RESULTS], _("Result"))
        self.answer = named_line(_("Answer"), _("What was answered"))
        self.answer.hide()
        self.remove = QPushButton("×")
        self.remove.setProperty("kind", "link")
        self.remove.setAccessibleName(_("Remove this line"))
        self.remove.setToolTip(_("Remove this line (Alt+Delete)"))
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._error = label("", Token.RED, FontRole.SMALL, wrap=True)
        self._error.hide()

    def _lay_out(self) -> None:
        self.category.setFixedWidth(theme.px(CATEGORY))
        self.unit.setFixedWidth(theme.px(UNIT))
        self._deadline.setFixedWidth(theme.px(LIMIT))
        self.urgent.setFixedWidth(theme.px(URGENT))
        self.result.setFixedWidth(theme.px(UNIT))
        self.level.setFixedWidth(max(theme.px(84), self.level.sizeHint().width()))
        self._handling = QStackedWidget()
        self._handling.addWidget(_box(self.unit, self._deadline))
        self._handling.addWidget(_box(self.result, label(_("at once"), Token.SECONDARY, FontRole.SMALL), wide=1))
        self._handling.setFixedWidth(theme.px(HANDLING))
        policy = self._handling.sizePolicy()
        policy.setVerticalPolicy(policy.Policy.Fixed)
        self._handling.setSizePolicy(policy)
        self._first = _row()
        for place, widget in enumerate((self.category, self.title, self._handling, self.urgent, self.remove)):
            self._first.addWidget(widget, 1 if place == 1 else 0)
        self._narrow = _row()
        self._second = _box(self.words, self.answer, self.level, self.on_the_spot, wide=2)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(6), theme.px(3), theme.px(2), theme.px(3))
        column.setSpacing(theme.px(4))
        column.addLayout(self._first)
        column.addLayout(self._narrow)
        column.addWidget(self._second)
        column.addWidget(self._error)
        self._is_narrow = False
        leave_drops_to_form(self)

    def _place_handling(self, *, narrow: bool) -> None:
        """Beside the text, or below it where the line is narrow."""
        if narrow is self._is_narrow:
            return
        self._is_narrow = narrow
        if narrow:
            self._first.removeWidget(self._handling)
            self._narrow.addWidget(self._handling)
            self._narrow.addStretch()
        else:
            self._narrow.takeAt(1)
            self._narrow.removeWidget(self._handling)
            self._first.insertWidget(2, self._handling)

    def _in_order(self) -> list[QWidget]:
        return [
            self.category,
            self.title,
            self.unit,
            self.result,
            self.urgent,
            self.words,
            self.answer,
            self.level,
            self.on_the_spot,
        ]

    def _connect(self) -> None:
        self.category.chosen.connect(self._on_category)
        self.unit.chosen.connect(self._on_unit)
        self.level.currentIndexChanged.connect(self._on_level)
        self.level.activated.connect(self._on_own_level)
        self.result.currentIndexChanged.connect(self.changed)
        self.on_the_spot.toggled.connect(self._on_spot)
        self.remove.clicked.connect(self.removal_wanted)
        self.title.textEdited.connect(lambda _text: self._pause.start())
        self.words.textChanged.connect(self.title.setToolTip)
        for line in (self.title, self.words, self.answer, self.category):
            line.textChanged.connect(self.changed)
        for mark in (self.urgent, self.on_the_spot):
            mark.toggled.connect(self.changed)

    def _on_category(self, _choice: object) -> None:
        self._show_category()
        category = self.category.value()
        if not self._has_own_unit:
            self.unit.set_value(self._unit_of_category.get(category) if category is not None else None)
        self.refresh_deadline()
        self.advice_wanted.emit()

    def _show_category(self) -> None:
        """Its name alone: there is no room for the one above it."""
        choice = self.category.choice()
        if choice is not None:
            self.category.set_choice(Choice(choice.id, choice.name))

    def _on_unit(self, _choice: object) -> None:
        self._has_own_unit = True
        self.changed.emit()

    def _on_level(self, _place: int) -> None:
        self.refresh_deadline()
        self.changed.emit()

    def _on_own_level(self, _place: int) -> None:
        self._has_own_level = True

    def _on_spot(self, answered: bool) -> None:
        self._handling.setCurrentIndex(int(answered))
        self.answer.setVisible(answered)
        self.level.setVisible(not answered)

    def _field_for(self, field: str | None) -> QWidget:
        fields: Mapping[str | None, QWidget] = {
            "category_id": self.category,
            "words": self.words,
            "assign_unit_id": self.unit,
            "unit_id": self.unit,
            "new_deadline": self.unit,
            "result": self.result,
            "spot_result": self.result,
            "spot_text": self.answer,
        }
        return fields.get(field, self.title)


def _chip(word: str, keys: str) -> QPushButton:
    made = button(word, lambda: None, "chip", tip=f"{word} ({keys})")
    made.setCheckable(True)
    # A click must not move the focus, for that could fold a line away under the mouse.
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


def _row() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(GAP))
    return row


def _box(*widgets: QWidget, wide: int = 0) -> QWidget:
    """Widgets side by side, the first `wide` of them taking the room."""
    box = QWidget()
    row = _row()
    box.setLayout(row)
    for place, widget in enumerate(widgets):
        row.addWidget(widget, 1 if place < wide else 0)
    return box
