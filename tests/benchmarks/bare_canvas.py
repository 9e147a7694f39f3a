"""The floor under any ReportLab program: the report's strings, already set, drawn one by one on a bare canvas."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import groupby
from typing import NamedTuple
from unittest.mock import patch

from reportlab.pdfbase.pdfmetrics import getFont, getRegisteredFontNames, registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from zhenyu_desk.reports.page import PAPER_HEIGHT, PAPER_WIDTH
from zhenyu_desk.reports.pen import Pen, SetLine

_PLAIN = "plain-"


class Drawn(NamedTuple):
    """A string of one line in one font: its page and place on it, in points."""

    page: int
    is_turned: bool
    x: float
    y: float
    font: str
    size: float
    text: str


def strings_of(make: Callable[[], bytes]) -> list[Drawn]:
    """What `make` writes into its PDF; parts of a line in one font are one string."""
    found: list[Drawn] = []
    write = Pen.line

    def record(pen: Pen, line: SetLine, x: float, y: float) -> None:
        canvas = pen.canvas
        is_turned = canvas.absolutePosition(1, 0)[1] > canvas.absolutePosition(0, 0)[1]
        for (font, size), group in groupby(line.runs, lambda run: (run.font, run.size)):
            runs = list(group)
            text = "".join(run.text for run in runs)
            place = canvas.absolutePosition(x + runs[0].x, y)
            found.append(Drawn(canvas.getPageNumber(), is_turned, *place, font, size, text))
        write(pen, line, x, y)

    with patch.object(Pen, "line", record):
        make()
    return _plain_fonts(found)


def draw(strings: list[Drawn]) -> bytes:
    """The PDF of these strings in the same fonts, embedded; without rules, charts, outline or page numbers."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(PAPER_WIDTH, PAPER_HEIGHT), invariant=1)
    for (_page, is_turned), drawn in groupby(strings, lambda drawn: (drawn.page, drawn.is_turned)):
        if is_turned:
            canvas.setPageRotation(90)
            canvas.rotate(90)
            canvas.translate(0, -PAPER_WIDTH)
        else:
            canvas.setPageRotation(0)
        chosen: tuple[str, float] | None = None
        for each in drawn:
            if chosen != (each.font, each.size):
                chosen = (each.font, each.size)
                canvas.setFont(*chosen)
            canvas.drawString(each.y if is_turned else each.x, PAPER_WIDTH - each.x if is_turned else each.y, each.text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _plain_fonts(strings: list[Drawn]) -> list[Drawn]:
    """The same in ReportLab's own fonts of the same files, registered here."""
    for name in {drawn.font for drawn in strings}:
        if _PLAIN + name not in getRegisteredFontNames():
            font = getFont(name)
            assert isinstance(font, TTFont)
            plain = TTFont(_PLAIN + name, font.face.filename, shapable=False)
            plain.face.name = b"Plain" + plain.face.name  # a second font of a known face would be taken for the first
            registerFont(plain)
    return [drawn._replace(font=_PLAIN + drawn.font) for drawn in strings]
