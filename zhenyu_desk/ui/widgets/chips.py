"""A row of chips to choose one or several from, by mouse, arrows, space, a digit or a letter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from zhenyu_desk.ui import theme
from zhenyu_desk.ui.widgets.flow import FlowLayout

ValueT = TypeVar("ValueT")


class ChipGroup(QWidget, Generic[ValueT]):
    """Chips for (value, label) pairs. Single choice may be taken back by choosing again if `optional`.

    Tab reaches the group once; the arrow keys walk through it, space chooses, a digit chooses by place, and so does
    a letter where `letters` names some for each chip.
    """

    changed = Signal()
    keyed = Signal()
    """A digit or a letter chose: the hand can go on to the next field."""

    def __init__(
        self,
        choices: Iterable[tuple[ValueT, str]],
        *,
        several: bool = False,
        optional: bool = False,
        letters: Sequence[str] = (),
        gap: int = 8,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._several = several
        self._optional = optional
        self._letters = tuple(letters)
        self._chips: dict[ValueT, _Chip] = {}
        self._layout = FlowLayout(self, theme.px(gap))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        for value, label in choices:
            self._add(value, label)
        self._let_tab_reach_one()

    def values(self) -> tuple[ValueT, ...]:
        """What is chosen, in the order shown."""
        return tuple(value for value, chip in self._chips.items() if chip.isChecked())

    def value(self) -> ValueT | None:
        """The one that is chosen, or None."""
        return next(iter(self.values()), None)

    def set_values(self, values: Iterable[ValueT]) -> None:
        """Choose exactly these, silently."""
        chosen = set(values)
        for value, chip in self._chips.items():
            chip.setChecked(value in chosen)
        self._let_tab_reach_one()

    def set_value(self, value: ValueT | None) -> None:
        """Choose exactly this one, or none, silently."""
        self.set_values(() if value is None else (value,))

    def set_label(self, value: ValueT, label: str) -> None:
        """Give a chip another text, such as a new count."""
        self._chips[value].setText(label)

    def chip(self, value: ValueT) -> QPushButton:
        """The button of a value."""
        return self._chips[value]

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self._entrance().setFocus(reason)

    def _add(self, value: ValueT, label: str) -> None:
        chip = _Chip(label, self)
        chip.clicked.connect(lambda checked, value=value: self._clicked(value, checked))
        self._chips[value] = chip
        self._layout.addWidget(chip)

    def _clicked(self, value: ValueT, checked: bool) -> None:
        if not self._several:
            if not checked and not self._optional:
                self._chips[value].setChecked(True)
            for other, chip in self._chips.items():
                if other != value:
                    chip.setChecked(False)
        self._let_tab_reach_one()
        self.changed.emit()

    def _entrance(self) -> _Chip:
        chips = list(self._chips.values())
        return next((chip for chip in chips if chip.isChecked()), chips[0])

    def _let_tab_reach_one(self) -> None:
        for chip in self._chips.values():
            chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        if self._chips:
            self._entrance().setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def key(self, chip: QPushButton, event: QKeyEvent) -> bool:
        """Handle a key pressed on a chip; returns whether it meant something."""
        chips: Sequence[QPushButton] = list(self._chips.values())
        place = chips.index(chip)
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            chips[(place + step) % len(chips)].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        wanted = self._place_of(event.text().casefold())
        if wanted is None:
            return False
        chips[wanted].setFocus(Qt.FocusReason.TabFocusReason)
        chips[wanted].click()
        self.keyed.emit()
        return True

    def _place_of(self, typed: str) -> int | None:
        if typed.isdigit() and typed.isascii():
            return int(typed) - 1 if 1 <= int(typed) <= len(self._chips) else None
        return next((place for place, letters in enumerate(self._letters) if typed and typed in letters), None)


class _Chip(QPushButton):
    """One chip; its group handles the keys."""

    def __init__(self, label: str, group: ChipGroup[ValueT]) -> None:
        super().__init__(label, group)
        self._group = group
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("kind", "chip")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._group.key(self, event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
