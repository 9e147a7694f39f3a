"""A chart as a picture, cut out of a page on which the printer's blocks drew it."""

from __future__ import annotations

import io
from contextlib import closing

from zhenyu_desk.reports.blocks import Block
from zhenyu_desk.reports.document import Metadata, build
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.page import BOTTOM, LEFT, LINE, RIGHT, TOP, TYPE_HEIGHT
from zhenyu_desk.reports.pdfium import opened

_SCALE = 220 / 72  # pixels per point


def picture_of(chart: Block, lines: int, fonts: FontSet) -> bytes:
    """The PNG of a chart so many body lines high, without the last, in which its caption stands."""
    below = BOTTOM + TYPE_HEIGHT - (lines - 1) * LINE
    with opened(build(chart, Metadata("", ""), fonts)) as document, closing(document[0]) as page:
        bitmap = page.render(scale=_SCALE, crop=(LEFT, below, RIGHT, TOP), grayscale=True)
        with closing(bitmap):
            image = bitmap.to_pil().copy()
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()
