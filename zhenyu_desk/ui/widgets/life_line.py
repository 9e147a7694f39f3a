"""The life of a difficulty as a line of stations: 登记 交办 办理 办结 回访 销号, each with its day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from zhenyu_desk.domain.rows import DifficultyDetail
from zhenyu_desk.domain.terms import Action, State
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.words import short_day

_HEIGHT = 64
_DOT = 6


class Progress(Enum):
    """Whether a station lies behind, is where the case stands, or lies ahead."""

    PASSED = auto()
    HERE = auto()
    AHEAD = auto()


@dataclass(frozen=True, slots=True)
class Station:
    """One station with the day it was reached."""

    word: str
    day: str
    progress: Progress


def stations(detail: DifficultyDetail) -> list[Station]:
    """The stations of a case as it stands now."""
    case, this_year = detail.case, detail.case.last_on.year
    words = [
        Action.REGISTER.label,
        Action.ASSIGN.label,
        _("Handled"),
        *(action.label for action in (Action.RESOLVE, Action.FOLLOW_UP, Action.CLOSE)),
    ]
    done = case.state.is_done
    days = [
        case.registered_on,
        case.assigned_on,
        case.last_on if case.state is State.HANDLING and case.last_on != case.assigned_on else None,
        case.resolved_on if done else None,
        case.follow_up_on if done else None,
        case.closed_on if done else None,
    ]
    here = _position(detail)
    return [
        Station(
            word,
            short_day(day, this_year) if day and place <= here else "",
            Progress.PASSED if place < here else Progress.HERE if place == here else Progress.AHEAD,
        )
        for place, (word, day) in enumerate(zip(words, days, strict=True))
    ]


def _position(detail: DifficultyDetail) -> int:
    case = detail.case
    if case.state is State.RESOLVED:
        return 3 if case.follow_up_on is None else 4
    if case.state is State.CLOSED:
        return 5
    return 0 if case.state is State.REGISTERED or case.first_assigned_on is None else 2


class LifeLine(QWidget):
    """Paints the stations; the same in words for screen readers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stations: list[Station] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_case(self, detail: DifficultyDetail) -> None:
        """Show where this case stands."""
        self._stations = stations(detail)
        here = next(station for station in self._stations if station.progress is Progress.HERE)
        self.setAccessibleName(_("Life of the difficulty: now {station}").format(station=here.word))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._stations:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0.0
        former: QPointF | None = None
        for station, width in zip(self._stations, self._widths(), strict=True):
            centre = QPointF(left + width / 2, theme.px(_DOT + 4))
            self._paint_station(painter, station, QRectF(left, 0, width, self.height()), centre, former)
            left, former = left + width, centre
        painter.end()

    def _widths(self) -> list[float]:
        """Each station has the room its words need, and the same part of what is left."""
        needs = [_room(station) for station in self._stations]
        spare = (self.width() - sum(needs)) / len(needs)
        return [need + spare for need in needs]

    def _paint_station(
        self, painter: QPainter, station: Station, room: QRectF, centre: QPointF, former: QPointF | None
    ) -> None:
        """`centre` is that of its dot, `former` that of the station before."""
        radius = theme.px(_DOT)
        reached = station.progress is not Progress.AHEAD
        colour = theme.colour(Token.PRIMARY if reached else Token.BORDER)
        painter.setPen(QPen(colour, theme.px(2)))
        if former is not None:
            before = QPointF(former.x() + radius + theme.px(2), centre.y())
            painter.drawLine(before, QPointF(centre.x() - radius - theme.px(2), centre.y()))
        passed = station.progress is Progress.PASSED
        painter.setBrush(colour if passed else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, radius - 1, radius - 1)
        painter.setFont(theme.font(_role(station)))
        painter.setPen(theme.colour(Token.TEXT if reached else Token.SECONDARY))
        top = centre.y() + radius + theme.px(3)
        line = theme.px(18)
        painter.drawText(QRectF(room.left(), top, room.width(), line), Qt.AlignmentFlag.AlignCenter, station.word)
        painter.setFont(theme.font(FontRole.SMALL))
        painter.setPen(theme.colour(Token.SECONDARY))
        painter.drawText(QRectF(room.left(), top + line, room.width(), line), Qt.AlignmentFlag.AlignCenter, station.day)


def _role(station: Station) -> FontRole:
    return FontRole.STRONG if station.progress is Progress.HERE else FontRole.SMALL


def _room(station: Station) -> int:
    words = theme.metrics(_role(station)).horizontalAdvance(station.word)
    return max(words, theme.metrics(FontRole.SMALL).horizontalAdvance(station.day))
