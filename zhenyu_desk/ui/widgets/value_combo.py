"""A drop-down that hands back the very objects it was given: Qt would turn our terms into plain text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from zhenyu_desk.ui.widgets.combo import Combo

ValueT = TypeVar("ValueT")


class ValueCombo(Combo, Generic[ValueT]):
    """Chooses exactly one of (value, label) pairs, the first one at the beginning; a digit chooses by place.

    Enter is left to the form around it, which goes on to the next field.
    """

    def __init__(self, choices: Iterable[tuple[ValueT, str]], name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if name:
            self.setAccessibleName(name)
        self._values: list[ValueT] = []
        for value, label in choices:
            self._values.append(value)
            self.addItem(label)

    def value(self) -> ValueT:
        """What is chosen."""
        return self._values[max(0, self.currentIndex())]

    def set_value(self, value: ValueT) -> None:
        """Choose this value."""
        self.setCurrentIndex(self._values.index(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        elif typed.isdigit() and typed.isascii() and 1 <= int(typed) <= self.count():
            self.setCurrentIndex(int(typed) - 1)
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
