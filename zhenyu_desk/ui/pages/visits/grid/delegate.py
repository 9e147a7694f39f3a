"""Paints the cells with their marks, and opens the editors; the keys that leave an editor go on in the grid."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from zhenyu_desk.crash import surviving
from zhenyu_desk.domain.visit_lines import Place
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.pages.visits.grid.checking import MarkKind
from zhenyu_desk.ui.pages.visits.grid.editors import make_editor, settle
from zhenyu_desk.ui.pages.visits.grid.facts import OfficeFacts
from zhenyu_desk.ui.pages.visits.grid.model import MARK_ROLE, QUIET_ROLE, GridModel, titles
from zhenyu_desk.ui.pages.visits.grid.steps import Step, step_of
from zhenyu_desk.ui.roles import TAG_ROLE
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.pickers import Choice, Finder, Picker
from zhenyu_desk.ui.widgets.tags import paint_tag

Index = QModelIndex | QPersistentModelIndex
_TEXT_LEFT = 11  # where the headings begin
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
TONES = {MarkKind.WRONG: Token.RED, MarkKind.ASK: Token.AMBER, MarkKind.NOTE: Token.SECONDARY}
SHAPES = {MarkKind.WRONG: "●", MarkKind.ASK: "▲", MarkKind.NOTE: "◇"}


class GridDelegate(QStyledItemDelegate):
    """`stepped(Step)` after a key left an editor, `typed` while one types."""

    stepped = Signal(object)
    typed = Signal()

    def __init__(self, facts: Callable[[], OfficeFacts], find: Finder, parent: QObject) -> None:
        super().__init__(parent)
        self._facts = facts
        self._find = find
        self.editor: QLineEdit | None = None
        self.edited: tuple[int, Place] | None = None

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        place = Place(index.column())
        editor = make_editor(place, titles()[place], self._facts(), self._find, parent)
        editor.textEdited.connect(self.typed)
        self.editor, self.edited = editor, (index.row(), place)
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self.editor:
            self.editor = self.edited = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        cell = _model(index).line(index.row())[Place(index.column())]
        if isinstance(editor, Picker) and cell.id is not None:
            editor.set_choice(Choice(cell.id, cell.text))
        else:
            editor.setText(_model(index).edit_text(index.row(), Place(index.column())))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        assert isinstance(model, GridModel)
        settle(editor)
        row, place = index.row(), Place(index.column())
        if isinstance(editor, Picker) and (choice := editor.choice()) is not None:
            model.put_cell(row, place, model.filler.read_cell(place, choice.name, choice))
        elif editor.text() != model.edit_text(row, place):
            model.put_text(row, place, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(_look(option).rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and isinstance(watched, QLineEdit):
            step = step_of(event, in_editor=True, has_list=isinstance(watched, Picker))
            if step is not None and event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if step is not None and event.type() is QEvent.Type.KeyPress:
                self._leave(watched, step)
                return True
        return super().eventFilter(watched, event)

    def finish(self) -> None:
        """Hand what stands in the open editor to the grid and close it."""
        if self.editor is not None:
            editor = self.editor
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, self.EndEditHint.NoHint)

    @surviving(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = _look(option)
        rect: QRect = look.rect
        mark: MarkKind | None = index.data(MARK_ROLE)
        is_current = bool(look.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setClipRect(rect)
        if look.state & QStyle.StateFlag.State_Selected and not is_current:
            painter.fillRect(rect, theme.colour(Token.TINT))
        elif mark is MarkKind.WRONG:
            painter.fillRect(rect, theme.colour(Token.RED_TINT))
        painter.setPen(theme.colour(Token.LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        self._paint_text(painter, rect.adjusted(theme.px(_TEXT_LEFT), 0, -theme.px(12 if mark else 4), 0), index)
        if mark is not None:
            _paint_mark(painter, rect, mark)
        if is_current:
            painter.setPen(QPen(theme.colour(Token.PRIMARY), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_text(self, painter: QPainter, box: QRect, index: Index) -> None:
        text = " ".join(str(index.data() or "").split("\n"))
        if not text:
            return
        if index.data(TAG_ROLE):
            paint_tag(painter, box, text)
            return
        painter.setFont(theme.font(FontRole.BASE))
        painter.setPen(theme.colour(Token.SECONDARY if index.data(QUIET_ROLE) else Token.TEXT))
        painter.drawText(box, _LEFT, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width()))

    def _leave(self, editor: QLineEdit, step: Step) -> None:
        keeps = step not in (Step.CANCEL, Step.COPY_DOWN)
        if keeps:
            self.commitData.emit(editor)
        hint = self.EndEditHint.NoHint if keeps else self.EndEditHint.RevertModelCache
        self.closeEditor.emit(editor, hint)
        self.stepped.emit(step)


def _paint_mark(painter: QPainter, rect: QRect, kind: MarkKind) -> None:
    """The shape of the mark in the upper right corner."""
    small = theme.font(FontRole.SMALL)
    small.setPixelSize(theme.px(10))
    painter.setFont(small)
    painter.setPen(theme.colour(TONES[kind]))
    corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
    painter.drawText(rect.adjusted(0, theme.px(1), -theme.px(3), 0), corner, SHAPES[kind])


def _model(index: Index) -> GridModel:
    model = index.model()
    assert isinstance(model, GridModel)
    return model


def _look(option: QStyleOptionViewItem) -> Any:
    """The option with its fields, of which the stubs know nothing."""
    return option
