"""The buttons of a paper's zoom, and which page is in view."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.pdf_view import PdfView


class ZoomBar(QWidget):
    """Follows its view."""

    def __init__(self, view: PdfView) -> None:
        super().__init__()
        self.page, self.percent = label(""), label(f"{view.zoom}%")
        self.smaller = button("−", lambda: view.step_zoom(-1), tip=_("Smaller"))
        self.larger = button("+", lambda: view.step_zoom(1), tip=_("Larger"))
        self.fit = button(_("Fit width"), view.fit_width)
        for each, name in ((self.smaller, _("Smaller")), (self.larger, _("Larger"))):
            each.setAccessibleName(name)
            each.setFixedWidth(theme.px(40))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(8))
        for part in (self.smaller, self.percent, self.larger, self.fit, self.page):
            line.addWidget(part)
        view.page_changed.connect(self._show_page)
        view.zoom_changed.connect(lambda zoom: self.percent.setText(f"{zoom}%"))

    def _show_page(self, number: int, of: int) -> None:
        self.page.setText(_("Page {number} of {of}").format(number=number, of=of))
        self.page.setMinimumWidth(max(self.page.minimumWidth(), self.page.sizeHint().width()))
