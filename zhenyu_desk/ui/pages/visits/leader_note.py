"""Below the leader: a remark that it is not the paired one, and the one key that takes the paired one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import link
from zhenyu_desk.ui.widgets.labels import label


class LeaderNote(QWidget):
    """Hidden while there is nothing to remark."""

    change_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = label("", Token.AMBER, FontRole.SMALL, wrap=True)
        self._change = link(_("Change (Alt+L)"), self.change_wanted.emit)
        self._change.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Alt+L is its key; Enter and Tab go past it
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(2), 0, 0)
        row.setSpacing(theme.px(4))
        row.addWidget(self._words, 1)
        row.addWidget(self._change)
        self.hide()

    def text(self) -> str:
        """The remark."""
        return self._words.text()

    def say(self, words: str, *, can_change: bool = False) -> None:
        """Remark this, or nothing; `can_change` where there is a paired leader to take instead."""
        self._words.setText(words)
        self._change.setVisible(can_change)
        self.setVisible(bool(words))
