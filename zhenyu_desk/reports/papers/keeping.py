"""What stands below a table and must not stand on a page alone: 署名 with its date, the names of a hand-over."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable

from zhenyu_desk.reports.blocks import Block
from zhenyu_desk.reports.flow import Stack
from zhenyu_desk.reports.page import LINE, page_height

_ENDLESS = 1e6


def kept_below(table: Block, below: Block) -> Block:
    """The blocks of a table, and those below it on the page of its last rows."""
    return [*table[:-1], _WithLastRows(table[-1], below)]


class _WithLastRows(Stack):
    """A table with what belongs below it."""

    def __init__(self, table: Flowable, below: Block) -> None:
        super().__init__([table, *below])
        self._table, self._below = table, below

    def split(self, aW: float, aH: float) -> list[Flowable]:
        """As many rows as there is room for, but those of the last line of the body stay with what is below."""
        whole = self._table.wrap(aW, _ENDLESS)[1]
        parts = self._table.split(aW, min(aH, whole - LINE))
        if len(parts) > 1:
            return [parts[0], *(_WithLastRows(part, self._below) for part in parts[1:])]
        is_fresh = aH > page_height(aW) - LINE  # then it is one row that leaves no room below it
        return [self._table, *self._below] if is_fresh else []
