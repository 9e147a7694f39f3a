"""今日: the month so far in five figures, what is to be done today, who is due for a visit, the last 12 months."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.i18n import N_, _, format_number, ngettext
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.shell import DIFFICULTY, ENTERPRISE, Shell
from zhenyu_desk.ui.widgets.bars import Pair, PairedBars
from zhenyu_desk.ui.widgets.buttons import link
from zhenyu_desk.ui.widgets.cards import Card, EmptyState
from zhenyu_desk.ui.widgets.panels import scrolled
from zhenyu_desk.ui.widgets.table import Table
from zhenyu_desk.ui.widgets.tiles import FigureTile

if TYPE_CHECKING:
    from zhenyu_desk.domain.today import TodayBoard
    from zhenyu_desk.ui.figure_lines import FigureLine

TILES = (
    ("visits", N_("Visits this month")),
    ("coverage", N_("Visit coverage")),
    ("open", N_("Open difficulties")),
    ("on_time_rate", N_("Resolved in time")),
    ("satisfaction_rate", N_("Satisfaction")),
)


class TodayPage(Page):
    """Painted empty before the ledger is open; filled by a read job."""

    aggregates = frozenset(Aggregate)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.tiles: dict[str, FigureTile] = {}
        self._lines: dict[str, FigureLine] = {}
        self._build()

    def refresh(self) -> None:
        from zhenyu_desk.services.today import today_board

        context = self.shell.context
        self.load(lambda: today_board(context), self._show)

    def show_rows(self, key: str) -> None:
        """Show the records behind one of the five figures."""
        line = self._lines.get(key)
        if line is not None:
            self.shell.open_rows(line.kind, line.keys, _(dict(TILES)[key]), line.others)

    def _build(self) -> None:
        content = QWidget()
        page = QVBoxLayout(content)
        edge = theme.px(20)
        page.setContentsMargins(edge, theme.px(16), edge, theme.px(16))
        page.setSpacing(theme.px(16))
        figures = QHBoxLayout()
        figures.setSpacing(theme.px(12))
        for key, msgid in TILES:
            tile = self.tiles[key] = FigureTile(_(msgid), partial(self.show_rows, key))
            figures.addWidget(tile, 1)
        page.addLayout(figures)
        below = QHBoxLayout()
        below.setSpacing(theme.px(16))
        below.addWidget(self._to_do_card(), 4)
        right = QVBoxLayout()
        right.setSpacing(theme.px(16))
        right.addWidget(self._due_card(), 3)
        right.addWidget(self._bars_card(), 2)
        below.addLayout(right, 3)
        page.addLayout(below, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(content))  # with large type the page is higher than a small screen

    def _to_do_card(self) -> Card:
        card = Card(_("To do today"), margins=False)
        card.head.addWidget(link(_("All difficulties"), lambda: self.shell.open_page("cases")))
        self._to_do = QStackedWidget()
        card.body.addWidget(self._to_do)
        return card

    def _due_card(self) -> Card:
        card = Card(_("Due for a visit"), margins=False)
        card.head.addWidget(link(_("Pairings"), lambda: self.shell.open_page("pairings")))
        self._due = QStackedWidget()
        card.body.addWidget(self._due)
        return card

    def _bars_card(self) -> Card:
        card = Card(_("Difficulties of the last 12 months"))
        self.bars = PairedBars()
        self.bars.setAccessibleName(_("Difficulties of the last 12 months"))
        card.body.addWidget(self.bars)
        return card

    def _make_tables(self) -> None:
        """The lists, made when there is something to show: before the first paint there is no time for them."""
        from zhenyu_desk.ui.pages.today.lists import due_table, to_do_table

        self.to_do, self.due = to_do_table(), due_table()
        no_work = EmptyState(_("Nothing to do today"), _("No difficulty is overdue, due soon or waiting for a call."))
        no_visit = EmptyState(
            _("Nobody is due for a visit"), _("Set how often a firm is visited on the page Pairings.")
        )
        self.to_do.opened.connect(lambda row: self.shell.open_record(DIFFICULTY, row.id))
        self.due.opened.connect(lambda row: self.shell.open_record(ENTERPRISE, row.enterprise_id))
        for table, stack, empty in ((self.to_do, self._to_do, no_work), (self.due, self._due, no_visit)):
            table.clicked.connect(lambda index, table=table: table.opened.emit(table.row_at(index)))
            table.setCursor(Qt.CursorShape.PointingHandCursor)
            stack.addWidget(table)
            stack.addWidget(empty)
        self.to_do.setAccessibleName(_("To do today"))
        self.due.setAccessibleName(_("Due for a visit"))

    def _show(self, board: TodayBoard) -> None:
        from zhenyu_desk.ui.figure_lines import line_of

        if not self._to_do.count():
            self._make_tables()
        self._lines = {key: line_of(board.figures, key) for key, _msgid in TILES}
        self._show_tiles(board)
        self._fill(self.to_do, self._to_do, board.to_do)
        self._fill(self.due, self._due, board.due_visits)
        self.bars.show_pairs([Pair(_month_name(bar.month.month), bar.new, bar.resolved) for bar in board.bars])

    def _show_tiles(self, board: TodayBoard) -> None:
        now = board.figures
        count = format_number
        visits = _("{n} firms visited · last month {last}").format(
            n=count(now.visited_enterprises.value), last=count(board.former_visits)
        )
        coverage = _("{visited} of {paired} paired firms visited").format(
            visited=count(len(now.coverage.hits)), paired=count(now.coverage.denominator)
        )
        open_cases = _("This month {new} new, {resolved} resolved").format(
            new=count(now.new.value), resolved=count(now.resolved.value)
        )
        details = {
            "visits": (ngettext("visit", "visits", now.visits.value), visits),
            "coverage": ("", coverage),
            "open": (ngettext("case", "cases", now.open.value), open_cases),
            "on_time_rate": ("", _of_due(now.on_time_rate)),
            "satisfaction_rate": ("", _of_called(now.satisfaction_rate)),
        }
        for key, (unit, detail) in details.items():
            self.tiles[key].show_figure(self._lines[key].value, unit, detail)

    @staticmethod
    def _fill(table: Table, stack: QStackedWidget, rows: tuple[Any, ...]) -> None:
        model: Any = table.model()
        model.set_rows(rows)
        stack.setCurrentIndex(0 if rows else 1)


def _of_due(rate: Any) -> str:
    if not rate.denominator:
        return _("Nothing due this month")
    from zhenyu_desk.ui.figure_lines import share_of

    return _("{share} due this month").format(share=share_of(rate))


def _of_called(rate: Any) -> str:
    if not rate.denominator:
        return _("No call-back this month")
    from zhenyu_desk.ui.figure_lines import share_of

    return _("{share} called back").format(share=share_of(rate))


def _month_name(month: int) -> str:
    names = (
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
        _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"),
    )  # fmt: skip
    return names[month - 1]
