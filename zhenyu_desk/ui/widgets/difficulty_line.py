"""One difficulty heard on a visit, in two rows: what it is, and who handles it by when, or the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from zhenyu_desk.domain.terms import Level, ResultKind, Urgency
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.pickers import Choice, PickCombo
from zhenyu_desk.ui.widgets.value_combo import ValueCombo

ProposeDeadline = Callable[[int, Level], tuple[int, date, bool]]
_ROOM_FOR_TWO_ROWS = 640
_SPOT_RESULTS = (ResultKind.EXPLAINED, ResultKind.SOLVED)


class DifficultyLine(QFrame):
    """The fields of one difficulty. A category brings its unit and time limit along."""

    changed = Signal()
    removal_wanted = Signal()

    def __init__(self, propose: ProposeDeadline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._propose = propose
        self._unit_of_category: Mapping[int, int | None] = {}
        self._has_own_unit = False
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
        self.unit.set_choices(units)

    @property
    def last_field(self) -> QWidget:
        """Where Tab leaves the line."""
        return self.answer

    @property
    def deadline_words(self) -> str:
        """The time limit as it is shown."""
        return self._deadline.text()

    def texts(self) -> tuple[object, ...]:
        """What stands in the fields, to tell whether something was typed."""
        return tuple(self.values().values())

    def is_blank(self) -> bool:
        """Whether nothing was typed, so that the line is left out."""
        return not (self.title.text().strip() or self.words.text().strip() or self.category.value())

    def values(self) -> dict[str, Any]:
        """What was typed, by the names of DifficultyInput."""
        values: dict[str, Any] = {
            "category_id": self.category.value(),
            "title": self.title.text(),
            "words": self.words.text(),
            "level": self.level.value(),
            "urgency": Urgency.URGENT if self.urgent.isChecked() else Urgency.NORMAL,
        }
        if self.on_the_spot.isChecked():
            return values | {"spot_result": self.result.value(), "spot_text": self.answer.text()}
        return values | {"assign_unit_id": self.unit.value()}

    def show_error(self, field: str | None, sentence: str) -> None:
        """Put the sentence under the line and the focus where the error is."""
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
        """Turn the line into a 现场答复, or back."""
        self.on_the_spot.toggle()

    def refresh_deadline(self) -> None:
        """Work out the time limit anew: category, level or day changed."""
        category = self.category.value()
        if category is None:
            self._deadline.setText("—")
            return
        days, deadline, is_provisional = self._propose(category, self.level.value())
        words = _("{days} working days · {day}").format(days=days, day=f"{deadline:%m-%d}")
        self._deadline.setText(words + _(" (provisional)") if is_provisional else words)
        self._deadline.setToolTip(_("Holidays of that year are not published yet.") if is_provisional else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(_ROOM_FOR_TWO_ROWS)
        if narrow is not self._is_narrow:
            self._place_handling(narrow=narrow)

    def _make_fields(self) -> None:
        self.category = PickCombo(placeholder=_("Category"))
        self.category.setAccessibleName(_("Category"))
        self.title = _line(_("Difficulty"), _("What is difficult"))
        self.words = _line(_("The firm's own words"), _("The firm's own words (kept unaltered)"))
        self.level = ValueCombo([(level, level.label) for level in Level], _("Level"))
        self.level.set_value(Level.LIMITED)
        self.unit = PickCombo(placeholder=_("Unit (empty: assign later)"))
        self.unit.setAccessibleName(_("Lead unit"))
        self._deadline = QLabel("—")
        self.urgent = _chip(_("Urgent"), "Alt+U")
        self.on_the_spot = _chip(_("Answered on the spot"), "Alt+A")
        self.result = ValueCombo([(kind, kind.label) for kind in _SPOT_RESULTS], _("Result"))
        self.answer = _line(_("Answer"), _("What was answered"))
        self.remove = QPushButton("×")
        self.remove.setProperty("kind", "link")
        self.remove.setAccessibleName(_("Remove this line"))
        self.remove.setToolTip(_("Remove this line"))
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._error = label("", Token.RED, FontRole.SMALL, wrap=True)
        self._error.hide()

    def _lay_out(self) -> None:
        self.category.setFixedWidth(theme.px(108))
        self.level.setFixedWidth(theme.px(92))
        self.unit.setMinimumWidth(theme.px(136))
        self._deadline.setMinimumWidth(theme.px(136))
        self._handling = QStackedWidget()
        self._handling.addWidget(_row(self.level, self.unit, self._deadline, stretch=1))
        self._handling.addWidget(_row(self.result, self.answer, stretch=1))
        policy = self._handling.sizePolicy()
        policy.setVerticalPolicy(policy.Policy.Fixed)
        self._handling.setSizePolicy(policy)
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.px(8), theme.px(6), theme.px(8), theme.px(6))
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(4))
        grid.addWidget(self.category, 0, 0)
        grid.addWidget(_row(self.title, self.urgent, self.on_the_spot, self.remove, stretch=0), 0, 1, 1, 2)
        grid.addWidget(self._error, 3, 0, 1, 3)
        grid.setColumnStretch(1, 1)
        self._grid = grid
        self._place_handling(narrow=False)
        for before, after in zip(self._in_order(), self._in_order()[1:], strict=False):
            QWidget.setTabOrder(before, after)

    def _place_handling(self, *, narrow: bool) -> None:
        """Beside the firm's words, or below them where the line is narrow."""
        self._is_narrow = narrow
        for widget in (self.words, self._handling):
            self._grid.removeWidget(widget)
        self._grid.addWidget(self.words, 1, 0, 1, 3 if narrow else 2)
        self._grid.addWidget(self._handling, *((2, 0, 1, 3) if narrow else (1, 2, 1, 1)))

    def _in_order(self) -> list[QWidget]:
        return [
            self.category,
            self.title,
            self.urgent,
            self.on_the_spot,
            self.words,
            self.level,
            self.unit,
            self.result,
            self.answer,
        ]

    def _connect(self) -> None:
        self.category.chosen.connect(self._on_category)
        self.unit.chosen.connect(self._on_unit)
        self.level.currentIndexChanged.connect(self.refresh_deadline)
        self.on_the_spot.toggled.connect(self._on_spot)
        self.remove.clicked.connect(self.removal_wanted)
        for line in (self.title, self.words, self.answer):
            line.textEdited.connect(self.changed)
        for button in (self.urgent, self.on_the_spot):
            button.toggled.connect(self.changed)

    def _on_category(self, _choice: object) -> None:
        category = self.category.value()
        if category is not None and not self._has_own_unit:
            self.unit.set_value(self._unit_of_category.get(category))
        self.refresh_deadline()
        self.changed.emit()

    def _on_unit(self, _choice: object) -> None:
        self._has_own_unit = True
        self.changed.emit()

    def _on_spot(self, answered: bool) -> None:
        self._handling.setCurrentIndex(int(answered))
        if answered:
            self.answer.setFocus()

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


def _line(name: str, placeholder: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(placeholder)
    return line


def _chip(word: str, key: str) -> QPushButton:
    chip = QPushButton(word)
    chip.setProperty("kind", "chip")
    chip.setCheckable(True)
    chip.setToolTip(f"{word} ({key})")
    return chip


def _row(*widgets: QWidget, stretch: int) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    for place, widget in enumerate(widgets):
        row.addWidget(widget, 1 if place == stretch else 0)
    return box
