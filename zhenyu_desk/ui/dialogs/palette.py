"""Ctrl+K: find a firm, a difficulty, a visit, a page or an action, and go there, by keyboard alone."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from zhenyu_desk.domain.rows import SearchHit
from zhenyu_desk.domain.search_text import SearchKind
from zhenyu_desk.i18n import _
from zhenyu_desk.services.search import recall, search
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.dialogs.palette_lines import PAGE, Entry, EntryDelegate, entry_of_action, is_called
from zhenyu_desk.ui.jobs.jobs import Job
from zhenyu_desk.ui.roles import ROW_ROLE
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.labels import label

HITS_PER_KIND = 6
TYPING_PAUSE_MS = 10
ITSELF = "search"


class Palette(Frame):
    """Type, walk with the arrows, Enter goes there, Esc closes. What was opened last stands first."""

    def __init__(self, shell: Shell, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(_("Search everything"), parent)
        self._shell = shell
        offered = [
            entry_of_action(action) for action in actions if action.isEnabled() and action.objectName() != ITSELF
        ]
        self._actions = sorted(
            (entry for entry in offered if entry.key != ITSELF), key=lambda entry: entry.kind != PAGE
        )
        self._recent = list(shell.settings.recent)
        self._job: Job | None = None
        self.resize(theme.px(680), theme.px(520))
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(_("Firms, difficulties, visits… pinyin initials will do"))
        self.edit.setAccessibleName(_("Search everything"))
        self.edit.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(_("What was found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.itemClicked.connect(self._go)
        self.hint = label("", Token.SECONDARY, FontRole.SMALL)
        lines = QVBoxLayout()
        lines.addWidget(self.edit)
        lines.addWidget(self.list, 1)
        lines.addWidget(self.hint)
        self.body.addLayout(lines)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.edit.textChanged.connect(self._on_typing)
        self._show([])
        self._search()

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

    def _on_typing(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._pause.start()

    def _search(self) -> None:
        words, context, known = self.edit.text().strip(), self._shell.context, _records(self._recent)
        self._job = self._shell.jobs.read(
            lambda: search(context, words, HITS_PER_KIND) if words else recall(context, known),
            self._show,
            self._shell.warn,
            owner=self,
        )

    def _show(self, hits: list[SearchHit]) -> None:
        words = self.edit.text().strip().casefold()
        self.list.clear()
        records = [self._entry(hit) for hit in hits]
        actions = [entry for entry in self._actions if not words or is_called(entry.title, words)]
        meant = [entry for entry in actions if words and entry.title.casefold().startswith(words)]
        others = [entry for entry in actions if entry not in meant]
        for entry in sorted((*meant, *records, *others), key=self._age):
            item = QListWidgetItem(entry.title)
            item.setData(ROW_ROLE, entry)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, entry.detail)
            self.list.addItem(item)
        self.list.setCurrentRow(0 if self.list.count() else -1)
        nothing = _("Nothing found for «{words}». Try fewer characters or the pinyin initials.").format(words=words)
        usual = _("↑ ↓ to choose, Enter to open, Esc to close")
        self.hint.setText(usual if self.list.count() else nothing)

    def _age(self, entry: Entry) -> int:
        """Where it stands among what was opened last; all else comes behind, in its own order."""
        return self._recent.index(entry.key) if entry.key in self._recent else len(self._recent)

    def _entry(self, hit: SearchHit) -> Entry:
        detail = " · ".join(part for part in (hit.number, hit.detail) if part)
        return Entry(
            hit.kind, hit.title, detail, lambda: self._shell.open_record(hit.kind, hit.id), f"{hit.kind}:{hit.id}"
        )

    def _go(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.accept()
            entry: Entry = item.data(ROW_ROLE)
            self._shell.remember(entry.key)
            entry.run()


def _records(recent: Sequence[str]) -> list[tuple[SearchKind, int]]:
    """The records among what was opened last."""
    found = []
    for key in recent:
        kind, _colon, number = key.partition(":")
        with suppress(ValueError):
            found.append((SearchKind(kind), int(number)))
    return found
