"""Bar charts that read in black and white: values stand at the bars, series differ by tone and hatching."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from reportlab.platypus.flowables import Flowable

from zhenyu_desk.reports.font_files import Role
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.page import LINE
from zhenyu_desk.reports.paragraph import Paragraph, Style, whole_lines
from zhenyu_desk.reports.placing import Align

_SIZE, _LEADING = 9.0, 12.0  # 小五
_HATCH_GAP = 3.2
_FRAME, _BASE = 0.5, 0.9  # line widths
_LEGEND_BOX = 8.0
_LEAST = 0.75  # of the height it should have


class Fill(Enum):
    """How the bars of a series are filled."""

    DARK = 0.3
    HATCHED = 1.0
    LIGHT = 0.82


@dataclass(frozen=True, slots=True)
class Series:
    """One value per place of the axis."""

    name: str
    values: Sequence[int]
    fill: Fill


class _Chart(Flowable):
    """What both kinds share: a caption below, a legend at the top, whole body lines of height."""

    def __init__(
        self, labels: Sequence[str], series: Sequence[Series], caption: str, lines: int, fonts: FontSet
    ) -> None:
        super().__init__()
        self._labels, self._series, self._caption = labels, series, caption
        self._fonts = fonts
        self._lines = lines

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """The full width, whole body lines high: some fewer at the foot of a page rather than a blank there."""
        lines = min(self._lines, max(math.ceil(self._lines * _LEAST), whole_lines(aH, LINE)))
        self.width, self.height = aW, lines * LINE
        return self.width, self.height

    @property
    def _most(self) -> int:
        return max((value for series in self._series for value in series.values), default=0) or 1

    def _text(self, text: str, x: float, y: float, width: float, align: Align) -> None:
        style = Style(Role.FANGSONG, _SIZE, _LEADING, align)
        paragraph = Paragraph(text, style, self._fonts, self._caption)
        paragraph.wrap(width, _LEADING)
        paragraph.drawOn(self.canv, x, y)

    def _bar(self, x: float, y: float, width: float, height: float, fill: Fill) -> None:
        canvas = self.canv
        canvas.saveState()
        canvas.setLineWidth(_FRAME)
        canvas.setFillGray(fill.value)
        canvas.rect(x, y, width, height, stroke=1, fill=1)
        if fill is Fill.HATCHED and width > 0 and height > 0:
            path = canvas.beginPath()
            path.rect(x, y, width, height)
            canvas.clipPath(path, stroke=0)
            offset = -height
            while offset < width:
                canvas.line(x + offset, y, x + offset + height, y + height)
                offset += _HATCH_GAP
        canvas.restoreState()

    def _legend(self) -> None:
        x = self.width
        y = self.height - _LEADING
        for series in reversed(self._series):
            width = _SIZE * (len(series.name) + 1)
            x -= width
            self._text(series.name, x, y, width, Align.LEFT)
            x -= _LEGEND_BOX + 3
            self._bar(x, y + 2, _LEGEND_BOX, _LEGEND_BOX, series.fill)
            x -= _SIZE

    def _title(self) -> None:
        style = Style(Role.HEI, _SIZE + 1.5, LINE, Align.CENTER)
        paragraph = Paragraph(self._caption, style, self._fonts, self._caption)
        paragraph.wrap(self.width, LINE)
        paragraph.drawOn(self.canv, 0, 0)


class ColumnChart(_Chart):
    """Upright bars in groups along the axis, as months."""

    def draw(self) -> None:
        """Legend, columns with their values, labels, caption."""
        self._legend()
        bottom, top = LINE + _LEADING + 2, self.height - 2 * _LEADING - 4
        slot = self.width / max(1, len(self._labels))
        bar = slot * 0.36 if len(self._series) > 1 else slot * 0.5
        start = (slot - bar * len(self._series)) / 2
        for place, label in enumerate(self._labels):
            for number, series in enumerate(self._series):
                height = (top - bottom) * series.values[place] / self._most
                x = place * slot + start + number * bar
                self._bar(x, bottom, bar, height, series.fill)
                self._text(str(series.values[place]), x - slot / 4, bottom + height + 1, bar + slot / 2, Align.CENTER)
            self._text(label, place * slot, bottom - _LEADING - 2, slot, Align.CENTER)
        self.canv.setLineWidth(_BASE)
        self.canv.line(0, bottom, self.width, bottom)
        self._title()


class RowChart(_Chart):
    """Lying bars, one group per label at the left, as categories or units."""

    def draw(self) -> None:
        """Legend, rows with their values, caption."""
        self._legend()
        left = min(self.width * 0.3, _SIZE * (max(map(len, self._labels), default=0) + 1))
        bottom, top = LINE + 2, self.height - _LEADING - 6
        slot = (top - bottom) / max(1, len(self._labels))
        bar = min(slot * 0.78 / len(self._series), _LEADING)
        room = self.width - left - 3 * _SIZE
        for place, label in enumerate(self._labels):
            middle = top - (place + 0.5) * slot
            self._text(label, 0, middle - _LEADING / 2, left - 4, Align.RIGHT)
            for number, series in enumerate(self._series):
                y = middle + bar * (len(self._series) / 2 - number - 1)
                width = room * series.values[place] / self._most
                self._bar(left, y, width, bar * 0.9, series.fill)
                text_y = y + (bar * 0.9 - _LEADING) / 2
                self._text(str(series.values[place]), left + width + 3, text_y, 3 * _SIZE, Align.LEFT)
        self.canv.setLineWidth(_BASE)
        self.canv.line(left, bottom, left, top)
        self._title()
