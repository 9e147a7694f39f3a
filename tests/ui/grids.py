"""流水录入 worked by keys alone, each sent to whatever has the focus at that moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.clerk import CTRL, NONE, Clerk, sit_down
from zhenyu_desk.domain.case_filters import CaseFilter, Chip
from zhenyu_desk.domain.rows import DifficultyRow, VisitRow
from zhenyu_desk.domain.visit_lines import Place
from zhenyu_desk.store.queries.difficulties import difficulty_page
from zhenyu_desk.store.queries.visits import visit_page
from zhenyu_desk.ui.pages.visits.grid import VisitGrid
from zhenyu_desk.ui.widgets.pickers import Picker

ENTER, TAB, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape


@dataclass
class GridClerk:
    """The clerk at the grid; `pressed` counts the keys beyond free text."""

    clerk: Clerk
    pressed: int = 0

    @property
    def grid(self) -> VisitGrid:
        """The tab."""
        grid: VisitGrid = self.clerk.page.grid
        return grid

    def keys(self, text: str) -> None:
        """Press the keys of Latin letters and digits."""
        for letter in text:
            QTest.keyClicks(self.clerk.focus, letter)
            QApplication.processEvents()
            self.pressed += 1
        self.clerk.settle()

    def press(self, key: Qt.Key = ENTER, modifier: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key."""
        self.clerk.press(key, modifier, times)
        self.pressed += times

    def write(self, text: str) -> None:
        """Free text from the input method: composed first, then committed."""
        self.compose("pin")
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.clerk.focus, event)
        self.clerk.settle()

    def compose(self, text: str) -> None:
        """Leave text in the input method."""
        QApplication.sendEvent(self.clerk.focus, QInputMethodEvent(text, []))

    def save(self) -> None:
        """Ctrl+S."""
        self.press(Qt.Key.Key_S, CTRL)
        self.clerk.settle()

    def visit(self, firm: str, category: str = "", title: str = "", business: str = "") -> None:
        """Type a visit with level trends, from the blank row on."""
        self.keys(firm)
        self.press()
        self.keys("222")
        if business:
            self.write(business)
        self.press(times=2)
        self.keys(category)
        self.press()
        if title:
            self.write(title)
            self.press()

    def row(self, number: int) -> list[str]:
        """What a row shows, from the date to the time limit."""
        return [self.grid.model.shown(number, place) for place in Place]

    def numbers(self) -> list[str]:
        """What stands at the left of the rows."""
        model = self.grid.model
        return [model.headerData(row, Qt.Orientation.Vertical) for row in range(model.rowCount())]

    def cell(self, number: int, place: Place) -> str:
        """What a cell shows."""
        return self.grid.model.shown(number, place)

    def mark(self, number: int, place: Place) -> str:
        """The sentence on a cell, "" while there is none."""
        index = self.grid.model.index(number, place)
        found = index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
        return str(found or "") if self.grid.model.mark(number, place) else ""

    @property
    def at(self) -> tuple[int, Place]:
        """Where the cursor is."""
        return self.grid.view.place

    @property
    def editor(self) -> QLineEdit:
        """The open editor."""
        editor = self.grid.delegate.editor
        assert editor is not None, "no cell is being edited"
        return editor

    def offered(self) -> list[tuple[str, str]]:
        """Name and detail of the choices in the list of the open editor."""
        assert isinstance(self.editor, Picker)
        return [(choice.name, choice.detail) for choice in self.editor.shown_choices()]

    @property
    def message(self) -> str:
        """The sentence below the grid."""
        return self.grid.message.text()

    def visits(self) -> list[VisitRow]:
        """The visits stored, the first one first."""
        return sorted(self.clerk.context.read(visit_page), key=lambda row: row.id)

    def cases(self) -> list[DifficultyRow]:
        """The difficulties stored, the first one first."""
        context = self.clerk.context
        found = context.read(difficulty_page, context.today(), CaseFilter(chip=Chip.ALL))
        return sorted(found, key=lambda row: row.id)


@contextmanager
def at_the_grid(folder: Path, qtbot: QtBot) -> Iterator[GridClerk]:
    """A window on the invented town, the cursor in the grid."""
    with sit_down(folder, qtbot, lived_in=False) as clerk:
        clerk.press(Qt.Key.Key_N, CTRL)
        clerk.page.tabs.setCurrentWidget(clerk.page.grid)
        clerk.settle()
        yield GridClerk(clerk)
        clerk.page.grid.commit_pending_edits()
