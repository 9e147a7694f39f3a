"""A chart as a picture, cut out of a page on which the printer's blocks drew it."""

from __future__ import annotations

import io

import pypdfium2

from zhenyu_desk.reports.blocks import Block
from zhenyu_desk.reports.document import Metadata, build
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.page import BOTTOM, LEFT, LINE, RIGHT, TOP, TYPE_HEIGHT

_SCALE = 220 / 72  # pixels per point


def picture_of(chart: Block, lines: int, fonts: FontSet) -> bytes:
    """The PNG of a chart that is so many body lines high."""
    document = pypdfium2.PdfDocument(build(chart, Metadata("", ""), fonts))
    below = BOTTOM + TYPE_HEIGHT - lines * LINE
    image = document[0].render(scale=_SCALE, crop=(LEFT, below, RIGHT, TOP)).to_pil()
    document.close()
    stream = io.BytesIO()
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue()
