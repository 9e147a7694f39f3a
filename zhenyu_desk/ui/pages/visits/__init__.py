"""走访: register a visit, and the list of past ones."""

from zhenyu_desk.ui.pages.visits.page import VisitsPage

__all__ = ["VisitsPage"]
