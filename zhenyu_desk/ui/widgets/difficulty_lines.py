"""The difficulties heard on a visit: lines to type, one below the other; blank ones are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import link
from zhenyu_desk.ui.widgets.cards import rule
from zhenyu_desk.ui.widgets.difficulty_line import DifficultyLine, ProposeDeadline
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.pickers import Choice


class DifficultyLines(QWidget):
    """Alt+D adds a line, Alt+A makes the current one answered on the spot, Alt+U marks it urgent."""

    def __init__(self, propose: ProposeDeadline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._propose = propose
        self._choices: tuple[Sequence[Choice], Sequence[Choice], Mapping[int, int | None]] = ((), (), {})
        self.lines: list[DifficultyLine] = []
        self._title = label("", Token.SECONDARY, FontRole.SMALL)
        self._frame = QFrame()
        self._frame.setProperty("kind", "card")
        self._body = QVBoxLayout(self._frame)
        self._body.setContentsMargins(1, 1, 1, 1)
        self._body.setSpacing(0)
        self._add = link(_("+ Add a difficulty (Alt+D)"), self.add_line)
        self._body.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self._title)
        column.addWidget(self._frame)
        QShortcut(QKeySequence("Alt+D"), self, self.add_line)
        QShortcut(QKeySequence("Alt+A"), self, self._answer_current)
        QShortcut(QKeySequence("Alt+U"), self, self._hurry_current)
        self._recount()

    def set_choices(
        self,
        categories: Sequence[Choice],
        units: Sequence[Choice],
        unit_of_category: Mapping[int, int | None],
    ) -> None:
        """Offer these in all lines, present and to come."""
        self._choices = (categories, units, unit_of_category)
        for line in self.lines:
            line.set_choices(*self._choices)

    def add_line(self) -> None:
        """A further line, with the focus in its category."""
        line = DifficultyLine(self._propose)
        line.set_choices(*self._choices)
        line.changed.connect(self._recount)
        line.removal_wanted.connect(partial(self.remove_line, line))
        self._body.insertWidget(self._body.count() - 1, line)
        self._body.insertWidget(self._body.count() - 1, rule())
        self.lines.append(line)
        QWidget.setTabOrder(line.last_field, self._add)
        self._recount()
        line.category.setFocus(Qt.FocusReason.TabFocusReason)

    def remove_line(self, line: DifficultyLine) -> None:
        """Take a line away."""
        place = self._body.indexOf(line)
        for item in (self._body.takeAt(place + 1), self._body.takeAt(place)):
            item.widget().hide()
            item.widget().deleteLater()
        self.lines.remove(line)
        self._recount()

    def clear(self) -> None:
        """Take all lines away."""
        for line in list(self.lines):
            self.remove_line(line)

    def filled(self) -> list[DifficultyLine]:
        """The lines in which something was typed."""
        return [line for line in self.lines if not line.is_blank()]

    def refresh_deadlines(self) -> None:
        """The day of the visit changed: work the time limits out anew."""
        for line in self.lines:
            line.refresh_deadline()

    def _current(self) -> DifficultyLine | None:
        focus = QApplication.focusWidget()
        return next((line for line in self.lines if focus is not None and line.isAncestorOf(focus)), None)

    def _answer_current(self) -> None:
        line = self._current()
        if line is not None:
            line.toggle_on_the_spot()

    def _hurry_current(self) -> None:
        line = self._current()
        if line is not None:
            line.urgent.toggle()

    def _recount(self) -> None:
        self._title.setText(_("Difficulties · {count}").format(count=len(self.filled())))
