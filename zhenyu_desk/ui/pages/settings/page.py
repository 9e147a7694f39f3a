"""设置: what the office sets up in its ledger, and what this computer remembers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.pages.settings.calendar import CalendarTab
from zhenyu_desk.ui.pages.settings.categories import CategoriesTab
from zhenyu_desk.ui.pages.settings.deadlines import DeadlinesTab
from zhenyu_desk.ui.pages.settings.office import OfficeTab
from zhenyu_desk.ui.pages.settings.officials import OfficialsTab
from zhenyu_desk.ui.pages.settings.papers import PapersTab
from zhenyu_desk.ui.pages.settings.tab import Tab
from zhenyu_desk.ui.pages.settings.this_pc import ThisComputerTab
from zhenyu_desk.ui.pages.settings.units import UnitsTab
from zhenyu_desk.ui.shell import Shell


class SettingsPage(Page):
    """One tab per subject; Ctrl+S saves the tab that is shown."""

    aggregates = frozenset({Aggregate.OFFICE, Aggregate.UNIT})

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.parts: list[Tab] = []
        for kind, title in (
            (OfficeTab, _("Office")),
            (PapersTab, _("Papers")),
            (UnitsTab, _("Units")),
            (CategoriesTab, _("Categories")),
            (DeadlinesTab, _("Time limits")),
            (CalendarTab, _("Working calendar")),
            (OfficialsTab, _("Officials and passwords")),
            (ThisComputerTab, _("This computer")),
        ):
            part = kind(self)
            self.parts.append(part)
            self.tabs.addTab(part, title)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(theme.px(20), theme.px(8), theme.px(20), theme.px(16))
        lines.addWidget(self.tabs)

    def refresh(self) -> None:
        for part in self.parts:
            part.refresh()

    def record_actions(self) -> Sequence[QAction]:
        return self.parts[self.tabs.currentIndex()].record_actions()

    def save(self) -> None:
        self.parts[self.tabs.currentIndex()].save()

    def may_leave(self) -> bool:
        return all(part.may_leave() for part in self.parts)
