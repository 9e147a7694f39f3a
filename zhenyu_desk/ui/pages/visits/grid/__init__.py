"""流水录入: a pile of visits typed row by row, or pasted from a spreadsheet, and saved at once."""

from zhenyu_desk.ui.pages.visits.grid.part import VisitGrid

__all__ = ["VisitGrid"]
