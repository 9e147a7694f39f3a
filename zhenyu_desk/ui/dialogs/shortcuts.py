"""F1: every shortcut, grouped by the place where it works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.cards import Card
from zhenyu_desk.ui.widgets.labels import heading, label, tag

COLUMNS = 2
Line = tuple[str, str]
"""Keys, and what they do."""


@dataclass(frozen=True)
class Group:
    """The shortcuts of one place."""

    title: str
    lines: Sequence[Line]


class ShortcutsDialog(Frame):
    """The groups in two columns; arrows and Page Down scroll."""

    def __init__(self, groups: Sequence[Group], parent: QWidget | None = None) -> None:
        super().__init__(_("Keyboard shortcuts"), parent)
        self.resize(theme.px(820), theme.px(600))
        inside = QWidget()
        across = QHBoxLayout(inside)
        across.setSpacing(theme.px(32))
        across.setContentsMargins(*(theme.px(12),) * 4)
        for column in _in_columns(groups):
            down = QVBoxLayout()
            down.setSpacing(theme.px(16))
            for group in column:
                down.addLayout(_lines(group))
            down.addStretch()
            across.addLayout(down, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(_("Keyboard shortcuts"))
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        scroll.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        card = Card()
        card.body.addWidget(scroll)
        self.body.addWidget(card)
        self.add_close_button()


def _in_columns(groups: Sequence[Group]) -> list[list[Group]]:
    """The groups in their order, spread so that the columns are about equally long."""
    columns: list[list[Group]] = [[] for _column in range(COLUMNS)]
    room = sum(len(group.lines) + 1 for group in groups) / COLUMNS
    filled = 0
    for group in groups:
        columns[min(int(filled / room), COLUMNS - 1)].append(group)
        filled += len(group.lines) + 1
    return columns


def _lines(group: Group) -> QGridLayout:
    grid = QGridLayout()
    grid.setColumnStretch(0, 1)
    grid.setVerticalSpacing(theme.px(6))
    grid.addWidget(heading(group.title), 0, 0, 1, 2)
    for line, (keys, text) in enumerate(group.lines, 1):
        grid.addWidget(label(text, Token.TEXT, wrap=True), line, 0)
        grid.addWidget(tag(keys), line, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return grid
