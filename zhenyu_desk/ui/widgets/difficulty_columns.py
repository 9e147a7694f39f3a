"""The columns of the difficulties of a visit: their widths for 14-pixel text, and the titles above them."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.labels import label

GAP = 6
CATEGORY, UNIT, LIMIT, URGENT, REMOVE = 96, 124, 150, 74, 24
HANDLING = UNIT + GAP + LIMIT
NARROW = 600
"""Below this width unit and time limit stand in a row of their own, and there are no titles."""


class DifficultyTitles(QWidget):
    """The line of titles."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(4), theme.px(2), theme.px(2))
        row.setSpacing(theme.px(GAP))
        row.addWidget(self._title(_("Category"), CATEGORY - 8))
        row.addWidget(self._title(_("Difficulty"), 0), 1)
        for text, width in ((_("Lead unit proposed"), UNIT), (_("Time limit"), LIMIT), (_("Urgency"), URGENT)):
            row.addWidget(self._title(text, width))
        row.addSpacing(theme.px(REMOVE))

    def _title(self, text: str, width: int) -> QWidget:
        made = label(text, Token.SECONDARY, FontRole.SMALL)
        if width:
            made.setFixedWidth(theme.px(width))
        return made
