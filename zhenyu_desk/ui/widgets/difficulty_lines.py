"""The difficulties heard on a visit: a table to type in, line by line; blank lines are left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.actions import shortcut
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import link
from zhenyu_desk.ui.widgets.cards import rule
from zhenyu_desk.ui.widgets.difficulty_columns import NARROW, DifficultyTitles
from zhenyu_desk.ui.widgets.difficulty_line import DifficultyLine, ProposeDeadline, TypedDifficulty
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.pickers import Choice


class DifficultyLines(QWidget):
    """The line last typed in is the current one: its second row is unfolded, and the keys below work on it.

    Alt+D in the form around it adds a line (`add_line`); here Alt+A answers the current one on the spot, Alt+U marks
    it urgent, Alt+Delete takes it away.
    """

    changed = Signal()
    advice_wanted = Signal(object)
    """A line whose category or text changed."""
    current_changed = Signal(object)
    """The line that is the current one now, or None."""

    def __init__(self, propose: ProposeDeadline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._propose = propose
        self._choices: tuple[Sequence[Choice], Sequence[Choice], Mapping[int, int | None]] = ((), (), {})
        self.lines: list[DifficultyLine] = []
        self.current: DifficultyLine | None = None
        self._lay_out()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)
        self._recount()

    def add_keys(self, owner: QWidget) -> None:
        """Let the keys work in the whole form that holds the lines."""
        shortcut(owner, "Alt+D", self.add_line, _("Add a difficulty"))
        shortcut(owner, "Alt+A", self._answer_current, _("Difficulty: answered on the spot"))
        shortcut(owner, "Alt+U", self._hurry_current, _("Difficulty: urgent"))
        shortcut(owner, "Alt+Delete", self._remove_current, _("Difficulty: remove the line"))

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

    @property
    def entrance(self) -> QWidget:
        """Where one enters the difficulties by keys."""
        return self.lines[0].category if self.lines else self.add

    def add_line(self) -> None:
        """A further line, with the focus in its category; a blank last one is taken instead. None while it is off."""
        if not self.isEnabled():
            return
        line = self.lines[-1] if self.lines and self.lines[-1].is_blank() else self._new_line()
        line.category.setFocus(Qt.FocusReason.TabFocusReason)

    def typed(self) -> tuple[TypedDifficulty, ...]:
        """What stands in the lines that are not blank."""
        return tuple(line.typed() for line in self.filled())

    def show_typed(self, typed: Iterable[TypedDifficulty]) -> None:
        """Show exactly these lines."""
        self.clear()
        for given in typed:
            self._new_line().show_typed(given)
        for line in self.lines:
            line.unfold(False)
        self._recount()

    def remove_line(self, line: DifficultyLine) -> None:
        """Take a line away; the focus, if it was there, goes to where the next one is added."""
        focus = QApplication.focusWidget()
        had_focus = focus is not None and line.isAncestorOf(focus)
        place = self._body.indexOf(line)
        for item in (self._body.takeAt(place), self._body.takeAt(place - 1)):
            item.widget().hide()
            item.widget().deleteLater()
        self.lines.remove(line)
        if line is self.current:
            self._set_current(None)
        if had_focus:
            (self.lines[-1].category if self.lines else self.add).setFocus(Qt.FocusReason.TabFocusReason)
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.add.hasFocus():
            self.add_line()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._titles.setVisible(bool(self.lines) and self._is_wide())

    def _is_wide(self) -> bool:
        return self.width() >= theme.px(NARROW)

    def _new_line(self) -> DifficultyLine:
        line = DifficultyLine(self._propose)
        line.set_choices(*self._choices)
        line.changed.connect(self._recount)
        line.advice_wanted.connect(partial(self.advice_wanted.emit, line))
        line.removal_wanted.connect(partial(self.remove_line, line))
        self._body.addWidget(rule())
        self._body.addWidget(line)
        self.lines.append(line)
        last: QWidget = self.add
        for each in self.lines:
            last = each.follow(last)
        self._recount()
        return line

    def _follow(self, _former: QWidget | None, focus: QWidget | None) -> None:
        line = next((line for line in self.lines if focus is not None and line.isAncestorOf(focus)), None)
        if line is not None:
            self._set_current(line)

    def _set_current(self, line: DifficultyLine | None) -> None:
        if line is self.current:
            return
        self.current = line
        for other in self.lines:
            other.unfold(other is line)
        self.current_changed.emit(line)

    def _answer_current(self) -> None:
        if self.current is not None:
            self.current.toggle_on_the_spot()

    def _hurry_current(self) -> None:
        if self.current is not None:
            self.current.urgent.toggle()

    def _remove_current(self) -> None:
        if self.current is not None:
            self.remove_line(self.current)

    def _recount(self) -> None:
        self._title.setText(_("Difficulties · {count}").format(count=len(self.filled())))
        self._frame.setVisible(bool(self.lines))
        self._titles.setVisible(bool(self.lines) and self._is_wide())
        self.changed.emit()

    def _lay_out(self) -> None:
        self._title = label("", Token.SECONDARY, FontRole.SMALL)
        self.add = link(_("+ Add a difficulty (Alt+D)"), self.add_line)
        self._titles = DifficultyTitles()
        self._frame = QFrame()
        self._frame.setProperty("kind", "card")
        self._body = QVBoxLayout(self._frame)
        self._body.setContentsMargins(1, 1, 1, 1)
        self._body.setSpacing(0)
        self._body.addWidget(self._titles)
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(self._title)
        head.addWidget(self.add)
        head.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addLayout(head)
        column.addWidget(self._frame)
