"""A drop-down that hands back the very objects it was given: Qt would turn our terms into plain text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QComboBox, QWidget

ValueT = TypeVar("ValueT")


class ValueCombo(QComboBox, Generic[ValueT]):
    """Chooses exactly one of (value, label) pairs, the first one at the beginning."""

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
