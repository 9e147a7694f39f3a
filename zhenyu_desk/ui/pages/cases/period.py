"""When the difficulties of the list were reported: this month, last year, or from a day to another."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from zhenyu_desk.domain.case_filters import Period
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.filter_forms import Span, SpanDialog
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.widgets.value_combo import ValueCombo

_OPEN: Span = (None, None)


class PeriodCombo(ValueCombo[Period]):
    """`changed` by the user's hand; a span of days is asked for by a small form, and shown in its line."""

    changed = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__([(period, period.label) for period in Period], _("Reported"), parent)
        self.setFixedWidth(theme.px(106))
        self.span: Span = _OPEN
        self._shell = shell
        self._former = (Period.ALWAYS, _OPEN)
        self.activated.connect(self._chosen)

    def show_period(self, period: Period, span: Span) -> None:
        """Show a period, silently."""
        self.span = span if period is Period.SPAN else _OPEN
        self.set_value(period)
        place = list(Period).index(Period.SPAN)
        self.setItemText(place, span_words(self.span) or Period.SPAN.label)
        self.setToolTip(span_words(self.span))
        self._former = (period, self.span)

    def _chosen(self, _place: int) -> None:
        if self.value() is not Period.SPAN:
            self.show_period(self.value(), _OPEN)
            self.changed.emit()
            return
        dialog = SpanDialog(self._shell.context.today, self.span, self.window())
        dialog.submitted.connect(self._take_span)
        dialog.submitted.connect(dialog.accept)
        dialog.rejected.connect(lambda: self.show_period(*self._former))
        dialog.open()

    def _take_span(self, span: Span) -> None:
        self.show_period(Period.SPAN, span)
        self.changed.emit()


def span_words(span: Span) -> str:
    """«2026-10-01 至 2026-10-31»; nothing where both ends are open."""
    start, end = span
    if start is None and end is None:
        return ""
    return _("{start} to {end}").format(start=_day(start), end=_day(end))


def _day(day: date | None) -> str:
    return day.isoformat() if day else "…"
