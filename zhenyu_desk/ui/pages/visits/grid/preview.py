"""Before a pasted block comes into the grid: how its columns are taken, what is wrong in it, which firms are meant."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QGridLayout, QTableView, QWidget

from zhenyu_desk.domain.visit_lines import Place
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.firms import firm_finder
from zhenyu_desk.ui.jobs.jobs import Job
from zhenyu_desk.ui.pages.visits.grid.checking import MarkKind
from zhenyu_desk.ui.pages.visits.grid.delegate import SHAPES, TONES
from zhenyu_desk.ui.pages.visits.grid.facts import OfficeFacts
from zhenyu_desk.ui.pages.visits.grid.model import titles
from zhenyu_desk.ui.pages.visits.grid.pasting import Block, FirmMatch, Pasted, Target, take_block
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button, primary
from zhenyu_desk.ui.widgets.combo import Combo
from zhenyu_desk.ui.widgets.labels import heading, label
from zhenyu_desk.ui.widgets.panels import scrolled
from zhenyu_desk.ui.widgets.pickers import Choice, FirmPicker

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_MOST_NAMES = 40
_WIDTH, _HEIGHT = 1080, 620
_SHARE, _NAMES_SHARE = 0.92, 0.28  # of the screen, and of the dialog
_COLUMN_WIDTH, _UNKNOWN_WIDTH, _REMARK_WIDTH = 116, 170, 240
_WIDE = {Place.FIRM: 200, Place.BUSINESS: 200, Place.TITLE: 200}


class PastePreview(Frame):
    """`taken(Pasted)` when the user lets the block into the grid."""

    taken = Signal(object)

    def __init__(self, shell: Shell, facts: OfficeFacts, block: Block, target: Target, parent: QWidget) -> None:
        super().__init__(_("Paste from a spreadsheet"), parent)
        self._shell = shell
        self._facts = facts
        self._block = block
        self._target = target
        self._places = list(block.places)
        self._chosen: dict[str, Choice | None] = {}
        self._pasted: Pasted | None = None
        self._job: Job | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = parent.screen().availableGeometry()
        width, height = theme.px(_WIDTH), theme.px(_HEIGHT)
        self.resize(min(width, round(room.width() * _SHARE)), min(height, round(room.height() * _SHARE)))
        self.summary = label("", wrap=True)
        self.model = _BlockModel(block)
        self.table = QTableView()
        self.combos = [self._combo(number) for number in range(len(self._places))]
        self._names = QWidget()
        self._grid = QGridLayout(self._names)
        self._names_box = scrolled(self._names)
        self._names_title = heading(_("Firms that the register does not have under this name"))
        self.pickers: dict[str, FirmPicker] = {}
        self.take = primary(_("Put into the grid"), self._take, tip="Ctrl+Enter")
        self._lay_out()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._take)
        self.take.setFocus()
        self._read()

    def _lay_out(self) -> None:
        hint = _("How each column is taken stands above it; change it there. Nothing is saved yet.")
        self.body.addWidget(self.summary)
        self.body.addWidget(label(hint, Token.SECONDARY, FontRole.SMALL, wrap=True))
        self._set_up_table()
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._names_title)
        self._names_box.setMaximumHeight(round(self.height() * _NAMES_SHARE))
        self.body.addWidget(self._names_box)
        self._names_title.hide()
        self._names_box.hide()
        self.buttons.addWidget(button(_("Cancel"), self.reject))
        self.buttons.addWidget(self.take)

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName(_("The copied rows"))
        table.setShowGrid(True)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.horizontalHeader().hide()
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.row_height())
        table.setColumnWidth(0, theme.px(_REMARK_WIDTH))
        for number, combo in enumerate(self.combos, start=1):
            table.setColumnWidth(number, theme.px(_width(self._places[number - 1])))
            table.setIndexWidget(self.model.index(0, number), combo)

    def _combo(self, number: int) -> QComboBox:
        combo = Combo()
        heading_there = self._block.headings[number] if self._block.headings else ""
        combo.setAccessibleName(_("Column {number} is").format(number=number + 1))
        combo.setToolTip(heading_there)
        combo.addItem(" · ".join(part for part in (_("Not taken"), heading_there) if part), None)
        for place, title in titles().items():
            combo.addItem(title, place)
        taken = self._places[number]
        combo.setCurrentIndex(0 if taken is None else taken + 1)
        combo.currentIndexChanged.connect(partial(self._take_column_as, number))
        return combo

    def _take_column_as(self, number: int, index: int) -> None:
        place = Place(index - 1) if index > 0 else None
        self._places[number] = place
        for other, combo in enumerate(self.combos):
            if other != number and place is not None and self._places[other] is place:
                combo.setCurrentIndex(0)
        self._read()

    def _choose(self, name: str, choice: Choice | None) -> None:
        self._chosen[name] = choice
        self._read()

    def _read(self) -> None:
        self._pasted = None
        work = partial(
            take_block,
            self._shell.context,
            self._facts,
            self._block,
            tuple(self._places),
            self._target,
            dict(self._chosen),
        )
        if self._job is not None:
            self._job.cancel()
        self._job = self._shell.jobs.read(work, self._show, self._shell.warn, owner=self)

    def _show(self, pasted: Pasted) -> None:
        self._pasted = pasted
        self.model.show(pasted, self._places)
        self._show_names(pasted)
        self._show_summary(pasted)

    def _show_summary(self, pasted: Pasted) -> None:
        visits, difficulties = pasted.count
        rows = len(self._block.rows)
        words = _("{rows} rows: {visits} visits, {difficulties} difficulties.")
        wrong = sum(any(mark.kind is MarkKind.WRONG for mark in marks.values()) for marks in pasted.marks)
        sentences = [words.format(rows=rows, visits=visits, difficulties=difficulties)]
        if wrong:
            sentences.append(_("{count} rows have to be mended, here or in the grid.").format(count=wrong))
        self.summary.setText(" ".join(sentences))

    def _show_names(self, pasted: Pasted) -> None:
        doubtful = {name: match for name, match in pasted.matches.items() if not match.is_exact}
        for number, name in enumerate(list(doubtful)[:_MOST_NAMES]):
            if name not in self.pickers:
                self._add_name(number, name, doubtful[name])
        self._names_title.setVisible(bool(doubtful))
        self._names_box.setVisible(bool(doubtful))

    def _add_name(self, row: int, name: str, match: FirmMatch) -> None:
        picker = self.pickers[name] = FirmPicker(firm_finder(self._shell))
        picker.setAccessibleName(_("The firm meant by {name}").format(name=name))
        picker.set_choice(match.choice)
        picker.chosen.connect(partial(self._choose, name))
        words = _("▲ nearly the same, please check") if match.choice else _("● not found, choose or leave it")
        self._grid.addWidget(label(name), row, 0)
        self._grid.addWidget(label(words, Token.AMBER if match.choice else Token.RED, FontRole.SMALL), row, 1)
        self._grid.addWidget(picker, row, 2)
        self._grid.setColumnStretch(2, 1)

    def _take(self) -> None:
        if self._pasted is not None and self._pasted.lines:
            self.accept()
            self.taken.emit(self._pasted)


def _width(place: Place | None) -> int:
    return _UNKNOWN_WIDTH if place is None else _WIDE.get(place, _COLUMN_WIDTH)


class _BlockModel(QAbstractTableModel):
    """The block as copied; its first row leaves room for the choices of columns, its first column for remarks."""

    def __init__(self, block: Block) -> None:
        super().__init__()
        self._rows = block.rows
        self._pasted: Pasted | None = None
        self._places: list[Place | None] = list(block.places)

    def show(self, pasted: Pasted, places: list[Place | None]) -> None:
        """Show the remarks on what the block would become."""
        self._pasted, self._places = pasted, list(places)
        self.dataChanged.emit(self.index(1, 0), self.index(len(self._rows), len(self._places)))

    def remark(self, row: int) -> str:
        """The remark on a row of the block."""
        found = [f"{SHAPES[mark.kind]} {titles()[place]}：{mark.sentence}" for place, mark in self._marks(row)]
        return found[0] if found else ""

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows) + 1

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._places) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row() - 1, index.column() - 1
        if row < 0:
            return _("Taken as") if column < 0 and role == Qt.ItemDataRole.DisplayRole else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.remark(row) if column < 0 else self._rows[row][column]
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(row, column)
        return None

    def _colour(self, row: int, column: int) -> Any:
        marks = self._marks(row)
        if column >= 0 and self._places[column] is None:
            return theme.colour(Token.SECONDARY)
        kinds = [mark.kind for place, mark in marks if column < 0 or self._places[column] is place]
        return theme.colour(TONES[kinds[0]]) if kinds else None

    def _marks(self, row: int) -> list[Any]:
        line = self._pasted.line_of_row[row] if self._pasted else None
        if self._pasted is None or line is None:
            return []
        order = list(MarkKind)
        return sorted(self._pasted.marks[line].items(), key=lambda item: order.index(item[1].kind))
