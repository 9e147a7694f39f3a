"""今日: the month so far in five figures, what is to be done today, who is due for a visit, the last 12 months."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.i18n import N_, _, format_number, format_percent, ngettext
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.actions import action
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.shell import DIFFICULTY, ENTERPRISE, VISIT, Shell
from zhenyu_desk.ui.widgets.bars import Pair, PairedBars
from zhenyu_desk.ui.widgets.buttons import link
from zhenyu_desk.ui.widgets.cards import Card, EmptyState
from zhenyu_desk.ui.widgets.panels import scrolled
from zhenyu_desk.ui.widgets.table import Table
from zhenyu_desk.ui.widgets.tiles import FigureTile, TileRow

if TYPE_CHECKING:
    from zhenyu_desk.domain.today import DueVisit, RowsBehind, Share, TodayBoard
    from zhenyu_desk.ui.pages.today.lists import BoardTable

TILES = (
    ("visits", N_("Visits this month")),
    ("coverage", N_("Visit coverage")),
    ("open", N_("Open difficulties")),
    ("on_time_rate", N_("Resolved in time")),
    ("satisfaction_rate", N_("Satisfaction")),
)
LEAST_FOR_TWO = 960
ROWS_WHEN_NARROW, LEAST_ROWS = 8, 3
_KINDS = {"visits": VISIT, "coverage": ENTERPRISE}


class TodayPage(Page):
    """Painted empty before the ledger is open; filled by a read job."""

    aggregates = frozenset(Aggregate)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._build()

    def refresh(self) -> None:
        from zhenyu_desk.services.today import today_board

        context = self.shell.context
        self.load(lambda: today_board(context), self._show)

    def show_rows(self, key: str) -> None:
        """Show the records behind one of the five figures."""
        from zhenyu_desk.services.today import rows_behind

        context = self.shell.context

        def show(rows: RowsBehind) -> None:
            self.shell.open_rows(_KINDS.get(key, DIFFICULTY), rows.counted, _(dict(TILES)[key]), rows.others)

        self.shell.jobs.read(lambda: rows_behind(context, key), show, self.shell.warn, owner=self)

    def _build(self) -> None:
        content = QWidget()
        page = QVBoxLayout(content)
        edge = theme.px(20)
        page.setContentsMargins(edge, theme.px(16), edge, theme.px(16))
        page.setSpacing(theme.px(16))
        self.tiles = {key: FigureTile(_(msgid), partial(self.show_rows, key)) for key, msgid in TILES}
        page.addWidget(TileRow(list(self.tiles.values())))
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._below.setSpacing(theme.px(16))
        self._below.addWidget(self._to_do_card(), 4)
        right = QVBoxLayout()
        right.setSpacing(theme.px(16))
        right.addWidget(self._due_card(), 3)
        right.addWidget(self._bars_card(), 2)
        self._below.addLayout(right, 3)
        page.addLayout(self._below, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(content))  # with large type the page is higher than a small screen

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < theme.px(LEAST_FOR_TWO)
        direction = QBoxLayout.Direction
        self._below.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
        self._give_room()

    def _give_room(self) -> None:
        """Below each other the page scrolls, and each list shows its first rows; side by side they share the height."""
        is_narrow = self._below.direction() is QBoxLayout.Direction.TopToBottom
        for stack, rows in ((self._to_do, ROWS_WHEN_NARROW), (self._due, ROWS_WHEN_NARROW // 2)):
            table = stack.widget(0)
            filled = table.model().rowCount() if isinstance(table, Table) else 0
            seen = min(rows, filled) if is_narrow and filled else LEAST_ROWS
            stack.setMinimumHeight(max(seen, LEAST_ROWS) * theme.row_height() + theme.px(4))

    def print_page(self) -> None:
        """Ctrl+P: 走访前一页纸 of the firms due for a visit: the chosen ones while the cursor is there, else all."""
        if self._due.count() and self.due.hasFocus() and self.due.selected_rows():
            self._print_chosen()
        else:
            self._print_all()

    def _print_chosen(self) -> None:
        self._print_pages(self.due.selected_rows())

    def _print_all(self) -> None:
        self._print_pages(self.due.rows() if self._due.count() else [])

    def _print_pages(self, rows: Sequence[DueVisit]) -> None:
        from zhenyu_desk.domain.paper_kinds import FirmPaperKind
        from zhenyu_desk.ui.papers import Papers

        if not rows:
            self.shell.tell(_("Nobody is due for a visit: there is no page to print."))
            return
        firms = [(row.enterprise_id, row.enterprise_name) for row in rows]
        Papers(self.shell, self).of_firms(FirmPaperKind.BRIEF, firms)

    def record_actions(self) -> Sequence[QAction]:
        """Open the line the cursor is on."""
        if not self._to_do.count():
            return ()
        return self.due.actions() if self.due.hasFocus() else self.to_do.actions()

    def _to_do_card(self) -> Card:
        card = Card(_("To do today"), margins=False)
        card.head.addWidget(link(_("All difficulties"), lambda: self.shell.open_page("cases")))
        self._to_do = QStackedWidget()
        card.body.setContentsMargins(theme.px(4), 0, theme.px(4), 0)
        card.body.addWidget(self._to_do)
        return card

    def _due_card(self) -> Card:
        card = Card(_("Due for a visit"), margins=False)
        card.head.addWidget(link(_("Print pages before the visit"), self._print_all))
        card.head.addWidget(link(_("Pairings"), lambda: self.shell.open_page("pairings")))
        self._due = QStackedWidget()
        card.body.setContentsMargins(theme.px(4), 0, theme.px(4), 0)
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
        for table, text in ((self.to_do, _("Open the difficulty")), (self.due, _("Open the firm"))):
            action(table, text, partial(_open_current, table), "Return", inside=False)
            table.set_menu(table.actions)
        action(self.due, _("Print the page before the visit…"), self._print_chosen)
        for table, stack, empty in ((self.to_do, self._to_do, no_work), (self.due, self._due, no_visit)):
            table.clicked.connect(lambda index, table=table: table.opened.emit(table.row_at(index)))
            table.setCursor(Qt.CursorShape.PointingHandCursor)
            stack.addWidget(table)
            stack.addWidget(empty)
        self.to_do.setAccessibleName(_("To do today"))
        self.due.setAccessibleName(_("Due for a visit"))

    def _show(self, board: TodayBoard) -> None:
        if not self._to_do.count():
            self._make_tables()
        self._show_tiles(board)
        self._fill(self.to_do, self._to_do, board.to_do)
        self._fill(self.due, self._due, board.due_visits)
        self._give_room()
        self.bars.show_pairs([Pair(_month_name(bar.month.month), bar.new, bar.resolved) for bar in board.bars])

    def _show_tiles(self, board: TodayBoard) -> None:
        now = board.figures
        count = format_number
        visits = _("{n} firms, {more} than by this day last month").format(
            n=count(now.visited_enterprises), more=f"{now.visits - board.former_visits:+d}"
        )
        coverage = _("{visited} of {paired} paired firms visited").format(
            visited=count(now.coverage.hits), paired=count(now.coverage.denominator)
        )
        open_cases = _("This month {new} new, {resolved} resolved").format(
            new=count(now.new), resolved=count(now.resolved)
        )
        shown = {
            "visits": (count(now.visits), ngettext("visit", "visits", now.visits), visits),
            "coverage": (format_percent(now.coverage.value), "", coverage),
            "open": (count(now.open), ngettext("case", "cases", now.open), open_cases),
            "on_time_rate": (format_percent(now.on_time_rate.value), "", _of_due(now.on_time_rate)),
            "satisfaction_rate": (format_percent(now.satisfaction_rate.value), "", _of_called(now.satisfaction_rate)),
        }
        for key, (value, unit, detail) in shown.items():
            self.tiles[key].show_figure(value, unit, detail)

    @staticmethod
    def _fill(table: BoardTable, stack: QStackedWidget, rows: tuple[Any, ...]) -> None:
        model: Any = table.model()
        model.set_rows(rows)
        table.fit()
        stack.setCurrentIndex(0 if rows else 1)


def _open_current(table: Table) -> None:
    if table.current_row() is not None:
        table.opened.emit(table.current_row())


def _of_due(rate: Share) -> str:
    if not rate.denominator:
        return _("Nothing due this month")
    return _("{share} due this month").format(share=_share(rate))


def _of_called(rate: Share) -> str:
    if not rate.denominator:
        return _("No call-back this month")
    return _("{share} called back").format(share=_share(rate))


def _share(rate: Share) -> str:
    """«84 / 118»."""
    return f"{format_number(rate.numerator.normalize())} / {format_number(rate.denominator)}"


def _month_name(month: int) -> str:
    names = (
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
        _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"),
    )  # fmt: skip
    return names[month - 1]
