"""Shows a PDF that lies in memory: pages one below the other, with zoom; only the pages seen are rendered."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from zhenyu_desk.i18n import N_, _
from zhenyu_desk.reports.pdfium import opened
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.actions import shortcut
from zhenyu_desk.ui.tokens import Token

POINTS_PER_INCH = 72
ZOOMS = (50, 67, 80, 90, 100, 110, 125, 150, 200, 300)
FULL_SIZE = 100
GAP = 16
MOST_KEPT = 12
HALF_TURN, FULL_TURN = 180, 360
KEYS = (
    ("PgUp, PgDn", N_("Scroll")),
    ("Home, End", N_("To the first, to the last page")),
    ("Ctrl++, Ctrl+-", N_("Larger, smaller")),
    ("Ctrl+0", N_("Fit width")),
)
RGBX = 3
"""PDFium's FPDFBitmap_BGRx, read with the bytes reversed."""


@dataclass(frozen=True)
class PageSize:
    """Width and height of a page in points."""

    width: float
    height: float


class PdfView(QAbstractScrollArea):
    """`page_changed(number, of)` tells which page is in view, from 1."""

    page_changed = Signal(int, int)
    zoom_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: PdfPages | None = None
        self._zoom = FULL_SIZE
        self._images: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._on_scroll())

    @property
    def zoom(self) -> int:
        """In percent of the size on paper."""
        return self._zoom

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._document.sizes) if self._document else 0

    def page_in_view(self) -> int:
        """The number, from 1, of the page at the middle of the view."""
        middle = self.viewport().height() // 2
        below = (number for number, box in enumerate(self._boxes(), start=1) if box.bottom() >= middle)
        return next(below, self.pages)

    def show_pdf(self, pdf: bytes) -> None:
        """Show another PDF; the place in it stays where it was as far as it can."""
        self._document = PdfPages(pdf)
        self._images.clear()
        self._lay_out()
        self._tell_page()

    def show_heading(self, title: str) -> None:
        """Go to the page that has this bookmark, unless it is in view already."""
        page = self._document.heading_page(title) if self._document else None
        if page is not None and page != self.page_in_view():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self._boxes()[page - 1].top() - theme.px(GAP))

    def set_zoom(self, zoom: int) -> None:
        """Zoom to so many percent; the middle of the view stays."""
        zoom = max(ZOOMS[0], min(ZOOMS[-1], zoom))
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._zoom = zoom
        self._images.clear()
        self._lay_out()
        bar.setValue(round(share * bar.maximum()))
        self.zoom_changed.emit(zoom)
        self._tell_page()

    def step_zoom(self, step: int) -> None:
        """The next larger (1) or smaller (-1) usual zoom."""
        wider = [zoom for zoom in ZOOMS if (zoom > self._zoom if step > 0 else zoom < self._zoom)]
        if wider:
            self.set_zoom(min(wider) if step > 0 else max(wider))

    def fit_width(self) -> None:
        """The zoom at which the page in view is as wide as the view; landscape pages are wider than others."""
        if self._document is not None and self._document.sizes:
            widest = self._document.sizes[self.page_in_view() - 1].width
            room = self.viewport().width() - 2 * theme.px(GAP)
            self.set_zoom(int(room / (widest * self.logicalDpiX() / POINTS_PER_INCH) * 100))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.colour(Token.LINE))
        for number, box in enumerate(self._boxes()):
            if box.intersects(self.viewport().rect()):
                painter.drawImage(box, self._image(number, box.size()))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        ends = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        end = ends.get(Qt.Key(event.key()))
        if end is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(end)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def _page_sizes(self) -> list[QSize]:
        if self._document is None:
            return []
        factor = self.logicalDpiX() / POINTS_PER_INCH * self._zoom / 100
        return [QSize(round(s.width * factor), round(s.height * factor)) for s in self._document.sizes]

    def _boxes(self) -> list[QRect]:
        """Where each page lies in the viewport."""
        gap = theme.px(GAP)
        y = gap - self.verticalScrollBar().value()
        boxes = []
        for size in self._page_sizes():
            x = max(gap, (self.viewport().width() - size.width()) // 2) - self.horizontalScrollBar().value()
            boxes.append(QRect(x, y, size.width(), size.height()))
            y += size.height() + gap
        return boxes

    def _lay_out(self) -> None:
        gap, sizes, view = theme.px(GAP), self._page_sizes(), self.viewport()
        height = sum(size.height() + gap for size in sizes) + gap
        vertical = self.verticalScrollBar()
        vertical.setRange(0, max(0, height - view.height()))
        vertical.setPageStep(view.height())
        vertical.setSingleStep(theme.px(40))
        self._set_side_range()
        view.update()

    def _set_side_range(self) -> None:
        """Sideways as far as the pages in view need it: the landscape pages of the annex are wider than the others.

        «In view» counts the room of the bar itself, or showing and hiding the bar would change what is in view.
        """
        seen = [box.width() for box in self._boxes() if box.bottom() >= 0 and box.top() <= self.height()]
        room, bar = self.viewport().width(), self.horizontalScrollBar()
        bar.setRange(0, max(0, max(seen, default=0) + 2 * theme.px(GAP) - room))
        bar.setPageStep(room)

    def _on_scroll(self) -> None:
        self._set_side_range()
        self._tell_page()

    def _image(self, number: int, size: QSize) -> QImage:
        key = (number, size.width())
        known = self._images.get(key)
        if known is None:
            assert self._document is not None
            known = self._images[key] = self._document.render(number, size, self.devicePixelRatioF())
            while len(self._images) > MOST_KEPT:
                self._images.popitem(last=False)
        return known

    def _tell_page(self) -> None:
        self.page_changed.emit(self.page_in_view(), self.pages)


def add_zoom_keys(owner: QWidget, view: PdfView) -> None:
    """Zoom the paper from anywhere in `owner`."""
    larger = shortcut(owner, "Ctrl++", lambda: view.step_zoom(1), _("Larger"))
    larger.setKeys([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
    shortcut(owner, "Ctrl+-", lambda: view.step_zoom(-1), _("Smaller"))
    shortcut(owner, "Ctrl+0", view.fit_width, _("Fit width"))


class PdfPages:
    """The pages of a PDF in memory, rendered by PDFium. Opened anew for each page, so nothing has to be closed.

    `sizes` are those of the pages as shown.
    """

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        with opened(pdf) as document:
            self.sizes = [PageSize(*document.get_page_size(number)) for number in range(len(document))]

    def sheet(self, number: int) -> PageSize:
        """The size of the paper: a landscape page is a sheet shown turned."""
        size = self.sizes[number]
        with opened(self._pdf) as document:
            is_turned = document[number].get_rotation() % HALF_TURN != 0
        return PageSize(size.height, size.width) if is_turned else size

    def heading_page(self, title: str) -> int | None:
        """The number, from 1, of the page with the bookmark of this title."""
        with opened(self._pdf) as document:
            for bookmark in document.get_toc():
                if bookmark.get_title() == title:
                    return int(bookmark.get_dest().get_index()) + 1
        return None

    def render(self, number: int, size: QSize, ratio: float) -> QImage:
        """A page as an image of `size` logical pixels at this device pixel ratio."""
        image = self._render(number, size.width() * ratio / self.sizes[number].width)
        image.setDevicePixelRatio(ratio)
        return image

    def render_sheet(self, number: int, size: QSize) -> QImage:
        """A page as it lies on the paper, as an image of `size` pixels."""
        return self._render(number, size.width() / self.sheet(number).width, is_sheet=True)

    def _render(self, number: int, scale: float, *, is_sheet: bool = False) -> QImage:
        with opened(self._pdf) as document:
            page = document[number]
            bitmap = page.render(
                scale=scale,
                rotation=-page.get_rotation() % FULL_TURN if is_sheet else 0,
                rev_byteorder=True,
                force_bitmap_format=RGBX,
            )
            image = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGBX8888,
            ).copy()
            bitmap.close()
            return image
