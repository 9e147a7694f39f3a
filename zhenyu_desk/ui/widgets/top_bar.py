"""The bar above the page: its title, the way to search everything, and the button for a new visit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy

from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.labels import label


class TopBar(QFrame):
    """Title at the left, search and new visit at the right."""

    def __init__(self, on_search: Callable[[], None], on_new_visit: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(20), theme.px(9), theme.px(20), theme.px(9))
        line.setSpacing(theme.px(12))
        self.title = label("", role=FontRole.HEADING)
        line.addWidget(self.title)
        line.addStretch()
        self.search = SearchButton(on_search)
        self.new_visit = button(_("Enter a visit"), on_new_visit, "primary", keys="Ctrl+N", verb="register_visit")
        line.addWidget(self.search)
        line.addWidget(self.new_visit)


class SearchButton(QPushButton):
    """Looks like the search field it opens; gives way where the bar is narrow."""

    def __init__(self, on_search: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("kind", "search")
        self.setAutoDefault(False)
        self.setToolTip(_("Search everything"))
        self.setAccessibleName(_("Search everything"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: on_search())
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(10), 0, theme.px(10), 0)
        self._text = _("Firms, difficulties, visits… pinyin initials will do")
        self._hint = label(self._text, Token.SECONDARY)
        self._hint.setMinimumWidth(1)
        keys = label("Ctrl+K", role=FontRole.SMALL)
        keys.setProperty("kind", "tag")
        for part in (self._hint, keys):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        line.addWidget(self._hint, 1)
        line.addWidget(keys, 0, Qt.AlignmentFlag.AlignVCenter)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(480), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(150), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - theme.px(110)
        self._hint.setText(self._hint.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room))
