"""报表: the month's figures, each with the rows behind it, beside the real PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.months import Month, check_month, default_as_of
from zhenyu_desk.errors import AppError, RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.figures import month_figures
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.figure_lines import FigureLine, figure_lines
from zhenyu_desk.ui.jobs.jobs import Job
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.pages.reports.figures import FigureList
from zhenyu_desk.ui.pages.reports.paper import Paper
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.cards import Card
from zhenyu_desk.ui.widgets.date_edit import DateEdit
from zhenyu_desk.ui.widgets.fields import Form
from zhenyu_desk.ui.widgets.labels import label

MONTHS_OFFERED = 24


@dataclass(frozen=True)
class Wanted:
    """Which report is shown."""

    month: Month
    as_of: date


# A town's month has some hundreds of rows; beyond this the paper takes seconds and is made when it is asked for.
MOST_AT_ONCE = 3000


class ReportsPage(Page):
    """Month and as-of day at the left, the figures in the middle, the paper at the right."""

    aggregates = frozenset(Aggregate)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._rendering: Job | None = None
        self.form = Form()
        self.month = QComboBox()
        self.as_of = DateEdit(shell.context.today)
        self.figures = FigureList()
        self.paper = Paper(shell)
        self.note: QLabel = label("", Token.SECONDARY, FontRole.SMALL, wrap=True)
        self._offer_months()
        self._build()
        self.month.currentIndexChanged.connect(lambda _place: self._take_month())
        self.as_of.day_changed.connect(lambda _day: self.refresh())
        self.figures.clicked.connect(self._show_rows)
        self.figures.activated.connect(self._show_rows)

    def refresh(self) -> None:
        wanted = self._wanted()
        if wanted is None:
            return
        context = self.shell.context
        self.load(lambda: _lines(context, wanted), partial(self._show_figures, wanted))

    def save(self) -> None:
        self.paper.save_pdf()

    def print_page(self) -> None:
        self.paper.print_pdf()

    def show_month(self, month: Month) -> None:
        """Show the report of a month that is offered."""
        self.month.setCurrentIndex(self.month.findData(str(month)))

    def _wanted(self) -> Wanted | None:
        """What the user asked for; a day that is none, or lies wrong, is told beside its field."""
        today = self.shell.context.today()
        month = Month.parse(self.month.currentData())
        self.form.clear_errors()
        try:
            as_of = self.as_of.day() or default_as_of(month, today)
            check_month(month, as_of, today)
        except RuleBroken as problem:
            self.form.show_error("as_of", problem.sentence)
            return None
        return Wanted(month, as_of)

    def _take_month(self) -> None:
        month = Month.parse(self.month.currentData())
        self.as_of.set_day(default_as_of(month, self.shell.context.today()))
        self.refresh()

    def _show_figures(self, wanted: Wanted, lines: list[FigureLine]) -> None:
        self.figures.show_lines(lines)
        rows = sum(len(line.keys) for line in lines if line.key in ("visits", "to_handle"))
        if rows > MOST_AT_ONCE:
            self.note.setText("")
            self.paper.offer_making(rows, partial(self._render, wanted))
        else:
            self._render(wanted)

    def _render(self, wanted: Wanted) -> None:
        if self._rendering is not None:
            self._rendering.cancel()
        self.note.setText(_("Making the report…"))
        context = self.shell.context
        self._rendering = self.shell.jobs.read(
            lambda: _pdf(context, wanted),
            lambda pdf: self._show_paper(pdf, wanted),
            self._not_made,
            owner=self,
            is_long=True,
        )

    def _show_paper(self, pdf: bytes, wanted: Wanted) -> None:
        self.paper.show_pdf(pdf, wanted.month, wanted.as_of)
        self.note.setText(
            _("The figures stand as of {day}; a report made again later shows the same.").format(day=wanted.as_of)
        )

    def _not_made(self, problem: AppError) -> None:
        self.note.setText("")
        self.paper.show_problem(problem.sentence)

    def _show_rows(self, index: QModelIndex) -> None:
        line = self.figures.line(index)
        if line is not None:
            self.shell.open_rows(line.kind, line.keys, line.name, line.others)

    def _offer_months(self) -> None:
        this_month = Month.of(self.shell.context.today())
        for back in range(MONTHS_OFFERED):
            month = this_month.minus(back)
            name = _("{month}/{year}").format(year=month.year, month=month.month)
            self.month.addItem(name, str(month))
        self.month.setCurrentIndex(1)
        last = this_month.minus(1)
        self.as_of.set_day(default_as_of(last, self.shell.context.today()))

    def _build(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._choices())
        line.addWidget(self.paper, 1)

    def _choices(self) -> QWidget:
        side = Card(margins=False)
        side.setProperty("kind", "rail")
        side.setFixedWidth(theme.px(330))
        top = QVBoxLayout()
        top.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        top.setSpacing(theme.px(8))
        fields = QHBoxLayout()
        fields.setSpacing(theme.px(8))
        fields.addWidget(self.form.add("month", _("Month"), self.month), 1)
        fields.addWidget(self.form.add("as_of", _("As of"), self.as_of), 1)
        top.addLayout(fields)
        top.addWidget(self.note)
        files = QHBoxLayout()
        files.setSpacing(theme.px(8))
        files.addWidget(button(_("Figures file…"), lambda: self.paper.save_figures()))
        files.addWidget(button(_("Annex as xlsx…"), lambda: self.paper.save_annex()))
        side.body.addLayout(top)
        side.body.addWidget(self.figures, 1)
        bottom = QVBoxLayout()
        bottom.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(12))
        bottom.addWidget(label(_("Click a figure to see the rows behind it."), Token.SECONDARY, FontRole.SMALL))
        bottom.addLayout(files)
        side.body.addLayout(bottom)
        return side


def _lines(context: AppContext, wanted: Wanted) -> list[FigureLine]:
    return figure_lines(month_figures(context, wanted.month, wanted.as_of))


def _pdf(context: AppContext, wanted: Wanted) -> bytes:
    from zhenyu_desk.services.reports import month_report_pdf

    return month_report_pdf(context, wanted.month, wanted.as_of)
