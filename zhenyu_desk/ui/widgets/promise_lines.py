"""What the leader promised on a visit: text, due day and whether it was kept, one line each, a blank one at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zhenyu_desk.domain.inputs import PromiseInput, validate
from zhenyu_desk.domain.rows import PromiseRow
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.rights import guard_text
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.date_edit import DateEdit
from zhenyu_desk.ui.widgets.line_edit import named_line
from zhenyu_desk.ui.widgets.noticing import leave_drops_to_form

_VERB = "update_visit"


class Typed(NamedTuple):
    """A line as it stands: of which saved promise, its text, the due day as typed, and the day it was kept."""

    id: int | None
    text: str
    due: str
    kept_on: date | None


class PromiseLine(QWidget):
    """The fields of one promise; `id` of one that is saved already.

    The mark «kept» takes today as the day, and is there once something is promised.
    """

    changed = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.id: int | None = None
        self._today = today
        self._kept_on: date | None = None
        self.text = named_line(_("Promise"), _("What the leader promised"))
        self.due = DateEdit(today)
        self.due.setAccessibleName(_("Promise due"))
        self.due.setPlaceholderText(_("To be kept by"))
        self.due.setFixedWidth(theme.px(150))
        self.kept = button("", self._turn, "chip", verb=_VERB)
        self.kept.setCheckable(True)
        self.kept.hide()
        guard_text(self.text, _VERB)
        guard_text(self.due, _VERB)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.text, 1)
        row.addWidget(self.due)
        row.addWidget(self.kept)
        self.text.textChanged.connect(self._on_text)
        self.due.textChanged.connect(self.changed)
        leave_drops_to_form(self)

    @property
    def kept_on(self) -> date | None:
        """The day the promise was kept."""
        return self._kept_on

    def keep(self, kept_on: date | None) -> None:
        """Mark it as kept on a day, or as not kept."""
        self._kept_on = kept_on
        self.kept.setChecked(kept_on is not None)
        self.kept.setText(_("Kept {day}").format(day=f"{kept_on:%m-%d}") if kept_on else _("Kept"))
        self.changed.emit()

    def is_blank(self) -> bool:
        """Whether nothing is promised."""
        return not self.text.text().strip()

    def read(self) -> PromiseInput:
        """The promise; RuleBroken for a due day that is none."""
        try:
            due_on = self.due.day()
        except RuleBroken as problem:
            raise RuleBroken(problem.sentence, field="promises") from None
        given = {"id": self.id, "text": self.text.text(), "due_on": due_on, "kept_on": self._kept_on}
        return validate(PromiseInput, given)

    def _turn(self) -> None:
        self.keep(self._today() if self.kept.isChecked() else None)

    def _on_text(self, _text: str) -> None:
        self.kept.setVisible(not self.is_blank())
        self.changed.emit()


class PromiseLines(QWidget):
    """Typing into the blank line opens the next; `added` tells that a line came, which Tab must be led through."""

    changed = Signal()
    added = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._lines: list[PromiseLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(6))
        self.set_promises(())

    @property
    def lines(self) -> Sequence[PromiseLine]:
        """The lines, the blank one last."""
        return self._lines

    def promises(self) -> tuple[PromiseInput, ...]:
        """The promises typed; RuleBroken for a due day that is none."""
        return tuple(line.read() for line in self._lines if not line.is_blank())

    def typed(self) -> tuple[Typed, ...]:
        """The lines just as they stand."""
        lines = (line for line in self._lines if line.text.text() or line.due.text())
        return tuple(Typed(line.id, line.text.text(), line.due.text(), line.kept_on) for line in lines)

    def show_typed(self, promises: Iterable[Typed]) -> None:
        """Show lines as they were typed."""
        self._clear()
        for promise in promises:
            line = self._add()
            line.id = promise.id
            line.text.setText(promise.text)
            line.due.setText(promise.due)
            line.keep(promise.kept_on)
        self._add()

    def set_promises(self, promises: Iterable[PromiseRow]) -> None:
        """Show these."""
        self._clear()
        for promise in promises:
            line = self._add()
            line.id = promise.id
            line.text.setText(promise.text)
            line.due.set_day(promise.due_on)
            line.keep(promise.kept_on)
        self._add()

    def _clear(self) -> None:
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = []

    def _add(self) -> PromiseLine:
        line = PromiseLine(self._today)
        line.keep(None)
        line.changed.connect(self.changed)
        line.text.textEdited.connect(self._keep_one_blank)
        self._column.addWidget(line)
        self._lines.append(line)
        self.setFocusProxy(self._lines[0].text)
        self.added.emit()
        return line

    def _keep_one_blank(self) -> None:
        if not self._lines[-1].is_blank():
            self._add()
