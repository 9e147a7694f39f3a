"""The pages of the rail in their order; a page's module is imported when it is first shown."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from zhenyu_desk.i18n import N_, _
from zhenyu_desk.ui.shell import DIFFICULTY, ENTERPRISE, VISIT

if TYPE_CHECKING:
    from zhenyu_desk.services.context import AppContext
    from zhenyu_desk.ui.pages.base import Page
    from zhenyu_desk.ui.shell import Shell


@dataclass(frozen=True)
class PageEntry:
    """One page: its name, title, and the class that shows it."""

    name: str
    msgid: str
    module: str
    class_name: str

    @property
    def title(self) -> str:
        """The title in the language of the screen."""
        return _(self.msgid)

    def build(self, shell: Shell) -> Page:
        """Import and make the page."""
        page: Page = getattr(import_module(self.module), self.class_name)(shell)
        return page


_PAGES = "zhenyu_desk.ui.pages."
PAGES = (
    PageEntry("today", N_("Today"), _PAGES + "today.page", "TodayPage"),
    PageEntry("visits", N_("Company visits"), _PAGES + "visits.page", "VisitsPage"),
    PageEntry("cases", N_("Case handling"), _PAGES + "cases.page", "CasesPage"),
    PageEntry("enterprises", N_("Enterprises"), _PAGES + "enterprises.page", "EnterprisesPage"),
    PageEntry("pairings", N_("Pairings"), _PAGES + "pairings.page", "PairingsPage"),
    PageEntry("reports", N_("Reports"), _PAGES + "reports.page", "ReportsPage"),
    PageEntry("settings", N_("Settings"), _PAGES + "settings.page", "SettingsPage"),
)

PAGE_OF_KIND = {ENTERPRISE: "enterprises", VISIT: "visits", DIFFICULTY: "cases"}


def page_entry(name: str) -> PageEntry:
    """The entry of a page by name."""
    return next(entry for entry in PAGES if entry.name == name)


def waiting_counts(context: AppContext) -> dict[str, int]:
    """How many things wait on a page, for the rail: what is to be done today, and what was not yet assigned."""
    from zhenyu_desk.store.queries.today import waiting

    to_do, to_assign = context.read(waiting, context.today())
    return {"today": to_do, "cases": to_assign}
