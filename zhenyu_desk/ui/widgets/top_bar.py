"""The bar above the page: its title, the way to search everything, and the button for a new visit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.theme import FontRole
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
        self.search = _search_button(on_search)
        self.new_visit = button(_("Enter a visit"), on_new_visit, "primary", keys="Ctrl+N")
        line.addWidget(self.search)
        line.addWidget(self.new_visit)


def _search_button(on_search: Callable[[], None]) -> QPushButton:
    """Looks like the search field it opens."""
    made = button("", on_search, "search", _("Search everything"))
    made.setAccessibleName(_("Search everything"))
    made.setMinimumWidth(theme.px(340))
    line = QHBoxLayout(made)
    line.setContentsMargins(theme.px(10), 0, theme.px(10), 0)
    hint = label(_("Firms, difficulties, visits… pinyin initials will do"))
    hint.setProperty("tone", "secondary")
    keys = label("Ctrl+K", role=FontRole.SMALL)
    keys.setProperty("kind", "tag")
    for part in (hint, keys):
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    line.addWidget(hint)
    line.addStretch()
    line.addWidget(keys, 0, Qt.AlignmentFlag.AlignVCenter)
    return made
