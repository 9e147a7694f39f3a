"""Several papers in one PDF: each begins on a new page, and its pages are numbered from 1."""

from __future__ import annotations

from collections.abc import Iterable

from reportlab.platypus.doctemplate import ActionFlowable, BaseDocTemplate

from zhenyu_desk.reports.blocks import Block


def in_one_print(papers: Iterable[Block], starts: list[int]) -> Block:
    """The papers one after the other; once they are laid out, `starts` has the page, from 1, on which each begins."""
    starts[:] = [1]
    story: Block = []
    for paper in papers:
        if story:
            story.append(_NextPaper(starts))
        story += paper
    return story


class _NextPaper(ActionFlowable):
    """Begins a new page and counts from 1 again."""

    def __init__(self, starts: list[int]) -> None:
        super().__init__()
        self._starts = starts

    def apply(self, doc: BaseDocTemplate) -> None:
        """Called when the paper before is laid out."""
        doc.handle_pageBreak()
        doc.page = 0
        self._starts.append(doc.canv.getPageNumber())
