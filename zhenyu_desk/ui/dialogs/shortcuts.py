"""F1: every action that has a shortcut."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from zhenyu_desk.i18n import N_, _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.labels import label, tag

EVERYWHERE = (
    ("Ctrl+Enter", N_("Save this visit and start the next")),
    ("F2", N_("Edit")),
    ("Enter", N_("Open the chosen line")),
    ("Esc", N_("Cancel, close")),
    ("Ctrl+C", N_("Copy the chosen lines for Excel or WPS")),
    ("↑ ↓", N_("In a date: a day on or back")),
)


class ShortcutsDialog(Frame):
    """Two columns: what it does, the keys."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(_("Keyboard shortcuts"), parent)
        self.resize(theme.px(460), theme.px(560))
        listed = [
            (action.text(), action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
            for action in actions
            if not action.shortcut().isEmpty()
        ]
        listed += [(_(msgid), keys) for keys, msgid in EVERYWHERE]
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setColumnStretch(0, 1)
        grid.setVerticalSpacing(theme.px(8))
        for line, (text, keys) in enumerate(listed):
            grid.addWidget(label(text, Token.TEXT), line, 0)
            grid.addWidget(tag(keys), line, 1)
        grid.setRowStretch(len(listed), 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        self.body.addWidget(scroll)
        self.add_close_button()
