"""Ctrl+K: find a firm, a difficulty, a visit, a page or an action, and go there, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from zhenyu_desk.domain.pinyin import pinyin_keys
from zhenyu_desk.domain.rows import SearchHit
from zhenyu_desk.i18n import N_, _
from zhenyu_desk.services.search import search
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.jobs.jobs import Job
from zhenyu_desk.ui.roles import ROW_ROLE
from zhenyu_desk.ui.shell import DIFFICULTY, ENTERPRISE, VISIT, Shell
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.table import paint_tag

HITS_PER_KIND = 6
TYPING_PAUSE_MS = 60
KIND_WIDTH = 64
_KIND_NAMES = {
    ENTERPRISE: N_("Enterprise"),
    DIFFICULTY: N_("Difficulty"),
    VISIT: N_("Visit"),
    "action": N_("Action"),
}


@dataclass(frozen=True)
class Entry:
    """A line to choose: what it is, how it is called, where it leads."""

    kind: str
    title: str
    detail: str
    run: Callable[[], None]


class Palette(Frame):
    """Type, walk with the arrows, Enter goes there, Esc closes."""

    def __init__(self, shell: Shell, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(_("Search everything"), parent)
        self._shell = shell
        self._actions = [action for action in actions if action.isEnabled()]
        self._job: Job | None = None
        self.resize(theme.px(680), theme.px(520))
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(_("Firms, difficulties, visits… pinyin initials will do"))
        self.edit.setAccessibleName(_("Search everything"))
        self.edit.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_EntryDelegate(self.list))
        self.list.itemClicked.connect(self._go)
        self.hint = label("", Token.SECONDARY, FontRole.SMALL)
        lines = QVBoxLayout()
        lines.addWidget(self.edit)
        lines.addWidget(self.list, 1)
        lines.addWidget(self.hint)
        self.body.addLayout(lines)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.edit.textChanged.connect(lambda _text: self._pause.start())
        self._show([])

    def entries(self) -> list[Entry]:
        """The lines shown."""
        return [self.list.item(place).data(ROW_ROLE) for place in range(self.list.count())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list.count():
            step = 1 if key is Qt.Key.Key_Down else -1
            self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive():
                return  # the list still answers what was typed before
            self._go(self.list.currentItem())
        else:
            super().keyPressEvent(event)

    def _search(self) -> None:
        if self._job is not None:
            self._job.cancel()
        words, context = self.edit.text(), self._shell.context
        self._job = self._shell.jobs.read(
            lambda: search(context, words, HITS_PER_KIND), self._show, self._shell.warn, owner=self
        )

    def _show(self, hits: list[SearchHit]) -> None:
        words = self.edit.text().strip()
        self.list.clear()
        actions = self._matching_actions(words)
        meant = [entry for entry in actions if entry.title.casefold().startswith(words.casefold())]
        others = [entry for entry in actions if entry not in meant]
        for entry in (*meant, *map(self._entry, hits), *others):
            item = QListWidgetItem(entry.title)
            item.setData(ROW_ROLE, entry)
            self.list.addItem(item)
        self.list.setCurrentRow(0 if self.list.count() else -1)
        nothing = _("Nothing found for «{words}». Try fewer characters or the pinyin initials.").format(words=words)
        usual = _("↑ ↓ to choose, Enter to open, Esc to close")
        self.hint.setText(usual if self.list.count() else nothing)

    def _entry(self, hit: SearchHit) -> Entry:
        detail = " · ".join(part for part in (hit.number, hit.detail) if part)
        return Entry(hit.kind, hit.title, detail, lambda: self._shell.open_record(hit.kind, hit.id))

    def _matching_actions(self, words: str) -> list[Entry]:
        typed = words.casefold()
        return [
            Entry(
                "action",
                action.text(),
                action.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
                action.trigger,
            )
            for action in self._actions
            if not typed or _is_called(action.text(), typed)
        ]

    def _go(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.accept()
            entry: Entry = item.data(ROW_ROLE)
            entry.run()


class _EntryDelegate(QStyledItemDelegate):
    """Kind at the left, title, detail at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, theme.row_height())

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


def _is_called(text: str, typed: str) -> bool:
    keys = pinyin_keys(text, person=False) if typed.isascii() else None
    sounds = (*keys.initials, *keys.full) if keys else ()
    return typed in text.casefold() or any(sound.startswith(typed) for sound in sounds)
