"""The lines of Ctrl+K: what each is and leads to, how it is found by pinyin, and how it is painted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from zhenyu_desk.crash import surviving
from zhenyu_desk.domain.pinyin import pinyin_keys
from zhenyu_desk.i18n import N_, _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.roles import ROW_ROLE
from zhenyu_desk.ui.shell import DIFFICULTY, ENTERPRISE, VISIT
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.tags import paint_tag

KIND_WIDTH = 64
PAGE, ACTION = "page", "action"
_KIND_NAMES = {
    ENTERPRISE: N_("Enterprise"),
    DIFFICULTY: N_("Difficulty"),
    VISIT: N_("Visit"),
    PAGE: N_("Page"),
    ACTION: N_("Action"),
}


@dataclass(frozen=True)
class Entry:
    """A line to choose: what it is, how it is called, where it leads; `key` is how it is remembered, if it is."""

    kind: str
    title: str
    detail: str
    run: Callable[[], object]
    key: str = ""


def entry_of_action(action: QAction) -> Entry:
    """The line of a page or an action of the menus."""
    name = action.objectName()
    kind = PAGE if name.startswith(f"{PAGE}:") else ACTION
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return Entry(kind, plain_text(action), keys, action.trigger, name)


def plain_text(action: QAction) -> str:
    """An action's text without the marks for Alt keys."""
    return action.text().replace("&", "")


def is_called(text: str, typed: str) -> bool:
    """Whether words in lower case are part of a text, or of its pinyin or initials."""
    return typed in text.casefold() or (typed.isascii() and any(typed in sound for sound in _sounds(text)))


@lru_cache(maxsize=256)
def _sounds(text: str) -> tuple[str, ...]:
    keys = pinyin_keys(text, person=False)
    return (*keys.initials, *keys.full)


class EntryDelegate(QStyledItemDelegate):
    """Kind at the left, title, detail at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, theme.row_height())

    @surviving(None)
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look: Any = option  # the stubs know nothing of the option's fields
        rect: QRect = look.rect
        entry: Entry = index.data(ROW_ROLE)
        painter.save()
        if look.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour(Token.TINT))
        painter.setPen(theme.colour(Token.LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        box = rect.adjusted(theme.px(10), 0, -theme.px(10), 0)
        paint_tag(painter, box, _(_KIND_NAMES[entry.kind]))
        left = box.adjusted(theme.px(KIND_WIDTH), 0, 0, 0)
        painter.setFont(theme.font(FontRole.BASE))
        metrics = painter.fontMetrics()
        detail = metrics.elidedText(entry.detail, Qt.TextElideMode.ElideRight, left.width() // 2)
        painter.setPen(theme.colour(Token.SECONDARY))
        painter.drawText(left, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, detail)
        room = left.width() - metrics.horizontalAdvance(detail) - theme.px(16)
        painter.setPen(theme.colour(Token.TEXT))
        title = metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(left, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        painter.restore()
