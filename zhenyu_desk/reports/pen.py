"""Writes set lines into a page's content: one position a line, everything else worked out once per document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from zhenyu_desk.reports.page import OfficialCanvas

_LEAST_MOVE = 0.01  # points; less is not seen


class TextRun(NamedTuple):
    """Text in one font with one spacing; x, size and spacing in points, `width` without the spacing."""

    x: float
    font: str
    size: float
    spacing: float
    text: str
    width: float


class SetLine(NamedTuple):
    """A line ready to be drawn: its text runs, from the start of its room; `opens` if it begins a paragraph."""

    runs: Sequence[TextRun]
    opens: bool


class Pen(PDFTextObject):
    """Writes lines as few text runs; gaps are character spacing, so text extracts in order."""

    _code: list[str]

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        assert isinstance(canvas, OfficialCanvas)
        self.canvas = canvas

    def line(self, line: SetLine, x: float, y: float) -> None:
        """Write a line whose room begins at x, on the baseline y."""
        if not line.runs:
            return
        known = self.canvas.written.get(id(line))
        if known is None:
            known = self.canvas.written[id(line)] = (line, _operators(line, self.canvas))
        self._code.append(f"1 0 0 1 {x + line.runs[0].x:.2f} {y:.2f} Tm {known[1]}")

    def finish(self) -> None:
        """Put what was written on the page."""
        self._code.append("0 Tc")
        self.canvas.drawText(self)


def _operators(line: SetLine, canvas: OfficialCanvas) -> str:
    """What shows a line from wherever the text position is (ISO 32000-1, 9.4.3)."""
    written: list[str] = []
    state: tuple[str, float] | None = None
    spacing: float | None = None
    end = line.runs[0].x
    for run in line.runs:
        codes = canvas.codes(run.font)
        shown = codes.shown(run.text)
        if (run.font, run.size) != state:
            state = (run.font, run.size)
            written.append(f"{codes.name} {run.size:g} Tf")
        if run.spacing != spacing:
            spacing = run.spacing
            written.append(f"{spacing:.3f} Tc")
        move = run.x - end
        moved = abs(move) >= _LEAST_MOVE
        written.append(f"[{-1000 * move / run.size:.1f} {shown}] TJ" if moved else f"{shown} Tj")
        end += move * moved + run.width + run.spacing * len(run.text)
    return " ".join(written)
