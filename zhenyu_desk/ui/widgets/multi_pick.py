"""Choose several of a short list: each becomes a tag, Backspace in the empty field takes the last away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.flow import FlowLayout
from zhenyu_desk.ui.widgets.panels import clear_layout
from zhenyu_desk.ui.widgets.pickers import Choice, PickCombo


class MultiPick(QWidget):
    """`values()` in the order taken; `changed` by the user's hand."""

    changed = Signal()

    def __init__(self, choices: Sequence[Choice], placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = list(choices)
        self._taken: list[Choice] = []
        self._pick = PickCombo(choices, placeholder)
        self._pick.chosen.connect(self._take)
        self._pick.installEventFilter(self)
        self._tags = QWidget()
        self._flow = FlowLayout(self._tags, theme.px(6))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self._pick)
        column.addWidget(self._tags)
        self.setFocusProxy(self._pick)
        self._show()

    def values(self) -> tuple[int, ...]:
        """The keys of what was taken."""
        return tuple(choice.id for choice in self._taken)

    def set_values(self, keys: Iterable[int]) -> None:
        """Take exactly these, silently."""
        known = {choice.id: choice for choice in self._choices}
        self._taken = [known[key] for key in keys if key in known]
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        backspace = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Backspace
        if backspace and event.type() == QEvent.Type.KeyPress and not self._pick.text() and self._taken:
            self._drop(self._taken[-1])
            return True
        return super().eventFilter(watched, event)

    def _take(self, choice: Choice | None) -> None:
        if choice is None:
            return
        self._pick.set_choice(None)
        if choice not in self._taken:
            self._taken.append(choice)
            self._show()
            self.changed.emit()

    def _drop(self, choice: Choice) -> None:
        self._taken.remove(choice)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        clear_layout(self._flow)
        for choice in self._taken:
            tip = _("Take {name} away").format(name=choice.name)
            made = button(f"{choice.name} ×", partial(self._drop, choice), "chip", tip)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._flow.addWidget(made)
        self._tags.setVisible(bool(self._taken))
