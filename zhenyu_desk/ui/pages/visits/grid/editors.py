"""The editors of the grid's cells: plain lines, and pickers whose list shows name and detail in two columns."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from zhenyu_desk.crash import surviving
from zhenyu_desk.domain.pinyin import pinyin_keys
from zhenyu_desk.domain.visit_lines import PICKED, Place
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.pages.visits.grid.facts import OfficeFacts
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.pickers import Choice, Finder, PickCombo, Picker

_FIRM_LIST_WIDTH, _LIST_WIDTH = 420, 240


def make_editor(place: Place, name: str, facts: OfficeFacts, find: Finder, parent: QWidget) -> QLineEdit:
    """The editor of a column; `find` finds firms."""
    editor = _editor(place, facts, find, parent)
    editor.setAccessibleName(name)
    return editor


def settle(editor: QWidget) -> None:
    """Let a picker take the choice its list marks, as leaving it would."""
    if isinstance(editor, FirmEdit | PickEdit):
        editor.settle()


def _editor(place: Place, facts: OfficeFacts, find: Finder, parent: QWidget) -> QLineEdit:
    if place is Place.FIRM:
        return FirmEdit(find, parent)
    if place in PICKED:
        return PickEdit(facts.choices[place], people=place is Place.LEADER, parent=parent)
    return CellEdit(parent)


class _OwnUndo(QLineEdit):
    """In a cell Ctrl+Z is for what is being typed there; with nothing typed it must not take back the last save."""

    def isUndoAvailable(self) -> bool:
        return True


class CellEdit(_OwnUndo):
    """A plain line."""


class _InCell(_OwnUndo, Picker):
    """A picker in a cell: its list is wide enough, stays on the screen, and marks what was typed in the names."""

    list_width = _LIST_WIDTH

    def settle(self) -> None:
        """Take the choice the list marks."""
        if self.is_open and self.text().strip() and self.choice() is None:
            self._take_item(self._list.currentItem())

    def dress_list(self) -> None:
        """Paint the list in two columns."""
        self._list.setItemDelegate(_ChoiceDelegate(self))
        self._list.setAccessibleName(self.accessibleName())

    def _search(self, text: str) -> None:
        super()._search(text)
        self._place_list()

    def _move(self, step: int) -> None:
        was_open = self.is_open
        super()._move(step)
        if not was_open:
            self._place_list()

    def _place_list(self) -> None:
        below = self.mapToGlobal(self.rect().bottomLeft())
        room = self.screen().availableGeometry()
        width, height = max(self.width(), theme.px(self.list_width)), self._list.height()
        top = below.y() + 2
        if top + height > room.bottom():
            top = max(room.top(), below.y() - self.height() - height - 2)
        left = max(room.left(), min(below.x(), room.right() - width))
        self._list.setGeometry(left, top, width, height)


class FirmEdit(_InCell):
    """Finds firms."""

    list_width = _FIRM_LIST_WIDTH

    def __init__(self, find: Finder, parent: QWidget) -> None:
        super().__init__(find, "", parent)
        self.dress_list()


class PickEdit(_InCell, PickCombo):
    """Chooses among leaders, categories or units."""

    def __init__(self, choices: list[Choice], *, people: bool, parent: QWidget) -> None:
        PickCombo.__init__(self, choices, people=people, parent=parent)
        self.dress_list()


class _ChoiceDelegate(QStyledItemDelegate):
    """Name at the left with what was typed in bold, detail at the right."""

    def __init__(self, editor: Picker) -> None:
        super().__init__(editor)
        self._editor = editor

    @surviving(None)
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        choice = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(choice, Choice):
            super().paint(painter, option, index)
            return
        painter.save()
        look: Any = option  # the stubs know nothing of the option's fields
        rect: QRect = look.rect
        if look.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour(Token.TINT))
        box = rect.adjusted(theme.px(12), 0, -theme.px(12), 0)
        painter.setFont(theme.font(FontRole.SMALL))
        painter.setPen(theme.colour(Token.SECONDARY))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, choice.detail)
        room = box.width() - painter.fontMetrics().horizontalAdvance(choice.detail) - theme.px(12)
        self._paint_name(painter, QRect(box.left(), box.top(), room, box.height()), choice.name)
        painter.restore()

    def _paint_name(self, painter: QPainter, box: QRect, name: str) -> None:
        start, end = span_typed(name, self._editor.text())
        painter.setPen(theme.colour(Token.TEXT))
        for part, role in (
            (name[:start], FontRole.BASE),
            (name[start:end], FontRole.STRONG),
            (name[end:], FontRole.BASE),
        ):
            painter.setFont(theme.font(role))
            shown = painter.fontMetrics().elidedText(part, Qt.TextElideMode.ElideRight, max(0, box.width()))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
            box.setLeft(box.left() + painter.fontMetrics().horizontalAdvance(shown))


def span_typed(name: str, typed: str) -> tuple[int, int]:
    """Where in a name what was typed stands, as text or as pinyin initials; an empty span where it does not."""
    wanted = typed.strip().casefold()
    if not wanted:
        return 0, 0
    start = name.casefold().find(wanted)
    if start < 0 and wanted.isascii():
        initials = (keys for keys in pinyin_keys(name, False).initials if len(keys) == len(name))
        start = next((place for keys in initials if (place := keys.find(wanted)) >= 0), -1)
    return (start, start + len(wanted)) if start >= 0 else (0, 0)
