"""企业档案: the register, and everything about one firm."""

from zhenyu_desk.ui.pages.enterprises.page import EnterprisesPage

__all__ = ["EnterprisesPage"]
