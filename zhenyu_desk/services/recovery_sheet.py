"""Make the sheet with the recovery code as PDF, in memory only: it never lies on a disk."""

from __future__ import annotations

from datetime import date


def recovery_sheet(town: str, official: str, day: date, code: str) -> bytes:
    """One sheet of A4 to print and lock away."""
    from zhenyu_desk.reports.document import Metadata, build
    from zhenyu_desk.reports.papers import recovery_sheet as paper
    from zhenyu_desk.reports.pdf_blocks import PdfBlocks
    from zhenyu_desk.services.fonts import font_set

    fonts = font_set()
    story = paper.recovery_sheet(town, official, day, code, PdfBlocks(fonts))
    return build(story, Metadata(title="恢复码", author=town, subject="恢复码"), fonts)
