"""A year of days on one sheet: rest days pale, changed ones marked; a click or the space bar turns a day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token

MONTHS_A_LINE = 4
WEEKS_SHOWN = 6
DAYS_A_WEEK = 7
LINES_A_MONTH = WEEKS_SHOWN + 2
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -DAYS_A_WEEK, Qt.Key.Key_Down: DAYS_A_WEEK}


class YearView(QWidget):
    """`turned(day)` when the user wants a working day to be a rest day or the other way round."""

    turned = Signal(object)
    moved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._year = date.min.year
        self._works: Callable[[date], bool] = lambda _day: True
        self._named: Callable[[date], bool] = lambda _day: False
        self.current = date.min
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Working calendar"))
        self.setMinimumSize(theme.px(620), theme.px(400))

    def show_year(self, year: int, works: Callable[[date], bool], named: Callable[[date], bool], current: date) -> None:
        """Show a year: which days work, which are named in the calendar (marked), where the cursor stands."""
        self._year, self._works, self._named = year, works, named
        self.current = current if current.year == year else date(year, 1, 1)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(900), theme.px(500))

    def place_of(self, day: date) -> QPoint:
        """The middle of a day's box."""
        return self._box(day).center()

    def day_at(self, point: QPoint) -> date | None:
        """The day under a point."""
        for month in range(1, 13):
            for day in range(1, monthrange(self._year, month)[1] + 1):
                if self._box(date(self._year, month, day)).contains(point):
                    return date(self._year, month, day)
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position().toPoint())
        if day is not None:
            self._move_to(day)
            self.turned.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._move_to(self.current + timedelta(days=step))
        elif event.key() == Qt.Key.Key_Space:
            self.turned.emit(self.current)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for month in range(1, 13):
            self._paint_month(painter, month)

    def _paint_month(self, painter: QPainter, month: int) -> None:
        first = date(self._year, month, 1)
        head = self._cell(month, 0, 0).united(self._cell(month, 0, DAYS_A_WEEK - 1))
        painter.setFont(theme.font(FontRole.STRONG))
        painter.setPen(theme.colour(Token.TEXT))
        painter.drawText(head, Qt.AlignmentFlag.AlignCenter, _("{month}/{year}").format(year=self._year, month=month))
        painter.setFont(theme.font(FontRole.SMALL))
        painter.setPen(theme.colour(Token.SECONDARY))
        letters = (_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su"))
        for place, letter in enumerate(letters):
            painter.drawText(self._cell(month, 1, place), Qt.AlignmentFlag.AlignCenter, letter)
        for number in range(monthrange(self._year, month)[1]):
            self._paint_day(painter, first + timedelta(days=number))

    def _paint_day(self, painter: QPainter, day: date) -> None:
        box = self._box(day).adjusted(1, 1, -1, -1)
        works, named = self._works(day), self._named(day)
        painter.setPen(Qt.PenStyle.NoPen)
        if not works:
            painter.setBrush(theme.colour(Token.TINT if named else Token.TAG))
            painter.drawRoundedRect(box, 4, 4)
        if day == self.current and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(Token.PRIMARY), 1.5))
            painter.drawRoundedRect(box, 4, 4)
        weight = FontRole.STRONG if named else FontRole.SMALL
        painter.setFont(theme.font(weight))
        painter.setPen(theme.colour(Token.TEXT if works else Token.SECONDARY if not named else Token.PRIMARY))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if works and named:
            painter.setPen(QPen(theme.colour(Token.AMBER), 2))
            painter.drawLine(box.left() + 4, box.bottom() - 1, box.right() - 4, box.bottom() - 1)

    def _box(self, day: date) -> QRect:
        first = date(day.year, day.month, 1)
        place = first.weekday() + day.day - 1
        return self._cell(day.month, 2 + place // DAYS_A_WEEK, place % DAYS_A_WEEK)

    def _cell(self, month: int, line: int, column: int) -> QRect:
        gap = theme.px(20)
        width = (self.width() - gap * (MONTHS_A_LINE - 1)) / MONTHS_A_LINE
        rows = 12 // MONTHS_A_LINE
        height = (self.height() - theme.px(10) * (rows - 1)) / rows
        left = (month - 1) % MONTHS_A_LINE * (width + gap)
        top = (month - 1) // MONTHS_A_LINE * (height + theme.px(10))
        cell_width, cell_height = width / DAYS_A_WEEK, height / LINES_A_MONTH
        return QRect(
            round(left + column * cell_width),
            round(top + line * cell_height),
            round(cell_width),
            round(cell_height),
        )

    def _move_to(self, day: date) -> None:
        if day.year == self._year:
            self.current = day
            self.moved.emit(day)
            QToolTip.hideText()
            self.update()
