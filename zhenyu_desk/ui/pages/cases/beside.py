"""List and detail side by side; where the window is narrow or the type large, the detail is a drawer over the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from zhenyu_desk.ui import theme

_LEAST_BESIDE = 960
_LIST, _DETAIL = 855, 350
_DRAWER = 400


class Beside(QWidget):
    """`is_drawer` while there is no room for both; the drawer opens by `open_drawer` and closes by `close_drawer`."""

    mode_changed = Signal()

    def __init__(self, left: QWidget, detail: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_drawer = False
        self._detail = detail
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(left)
        self._split.addWidget(detail)
        self._set_shares()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._split)

    @property
    def is_open(self) -> bool:
        """Whether the drawer covers a part of the list."""
        return self.is_drawer and not self._detail.isHidden()

    def open_drawer(self) -> None:
        """Draw the detail over the list; beside it, it is seen anyway."""
        if self.is_drawer:
            self._place()
            self._detail.show()
            self._detail.raise_()

    def close_drawer(self) -> None:
        """Uncover the list."""
        if self.is_drawer:
            self._detail.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = event.size().width() < theme.px(_LEAST_BESIDE)
        if is_narrow != self.is_drawer:
            self._turn(is_narrow)
        if self.is_drawer:
            self._place()

    def _turn(self, is_drawer: bool) -> None:
        self.is_drawer = is_drawer
        if is_drawer:
            self._detail.setParent(self)
            self._detail.hide()
        else:
            self._split.addWidget(self._detail)
            self._detail.show()
            self._set_shares()
        self.mode_changed.emit()

    def _set_shares(self) -> None:
        for place, share in enumerate((7, 3)):
            self._split.setStretchFactor(place, share)
            self._split.setCollapsible(place, False)
        self._split.setSizes([theme.px(_LIST), theme.px(_DETAIL)])

    def _place(self) -> None:
        width = min(theme.px(_DRAWER), self.width() - theme.px(120))
        self._detail.setGeometry(self.width() - width, 0, width, self.height())
