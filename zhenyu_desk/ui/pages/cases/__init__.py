"""诉求办理: the list of difficulties and the life of the one chosen."""

from zhenyu_desk.ui.pages.cases.page import CasesPage

__all__ = ["CasesPage"]
