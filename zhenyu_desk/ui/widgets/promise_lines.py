"""What the leader promised on a visit: text and due day, one line each, a blank one at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from zhenyu_desk.domain.inputs import PromiseInput, validate
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.widgets.date_edit import DateEdit


@dataclass
class _Line:
    """The fields of one promise, and the day it was kept, which is not typed here."""

    box: QWidget
    text: QLineEdit
    due: DateEdit
    kept_on: date | None = None


class PromiseLines(QWidget):
    """Typing into the blank line opens the next."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._lines: list[_Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(6))
        self.set_promises(())

    def promises(self) -> tuple[PromiseInput, ...]:
        """The promises typed; RuleBroken for a due day that is none."""
        return tuple(self._read(line) for line in self._lines if line.text.text().strip())

    def texts(self) -> tuple[tuple[str, str], ...]:
        """What stands in the lines, as typed."""
        return tuple((line.text.text(), line.due.text()) for line in self._lines if line.text.text().strip())

    def set_promises(self, promises: Sequence[tuple[str, date | None, date | None]]) -> None:
        """Show these (text, due day, kept on)."""
        for line in self._lines:
            line.box.hide()
            line.box.deleteLater()
        self._lines = []
        for text, due_on, kept_on in promises:
            line = self._add()
            line.text.setText(text)
            line.due.set_day(due_on)
            line.kept_on = kept_on
        self._add()

    def _read(self, line: _Line) -> PromiseInput:
        try:
            due_on = line.due.day()
        except RuleBroken as problem:
            raise RuleBroken(problem.sentence, field="promises") from None
        return validate(PromiseInput, {"text": line.text.text(), "due_on": due_on, "kept_on": line.kept_on})

    def _add(self) -> _Line:
        text, due = QLineEdit(), DateEdit(self._today)
        text.setAccessibleName(_("Promise"))
        text.setPlaceholderText(_("What the leader promised"))
        due.setAccessibleName(_("Promise due"))
        due.setPlaceholderText(_("Due"))
        due.setFixedWidth(theme.px(150))
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(text, 1)
        row.addWidget(due)
        self._column.addWidget(box)
        line = _Line(box, text, due)
        text.textEdited.connect(self._keep_one_blank)
        self._lines.append(line)
        self.setFocusProxy(self._lines[0].text)
        return line

    def _keep_one_blank(self) -> None:
        if self._lines[-1].text.text().strip():
            self._add()
