"""Working days per level and category: typed into the cells, saved at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem

from zhenyu_desk.domain.history import OfficePart
from zhenyu_desk.domain.rows import CategoryRow
from zhenyu_desk.domain.terms import InUse, Level
from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import _
from zhenyu_desk.services.office import save_deadline_rule
from zhenyu_desk.store.queries.office import categories, deadline_rules
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.pages.settings.tab import Tab
from zhenyu_desk.ui.rights import guard
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.cards import Card
from zhenyu_desk.ui.widgets.labels import label

LEVELS = tuple(Level)


class DeadlinesTab(Tab):
    """First line: what holds for all categories. A cell left empty inherits; what it inherits is shown in grey."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.table = QTableWidget(0, 1 + len(LEVELS))
        self.table.setAccessibleName(_("Time limits"))
        self.table.setHorizontalHeaderLabels([_("Category"), *(level.label for level in LEVELS)])
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.row_height())
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setShowGrid(False)
        for column in range(1, 1 + len(LEVELS)):
            self.table.setColumnWidth(column, theme.px(130))
        self.table.itemChanged.connect(self._save_cell)
        guard(self.table, "save_deadline_rule")
        self.problem = label("", Token.RED, wrap=True)
        self.problem.hide()
        advice = _(
            "Working days, counted from the day after the assignment. An empty cell takes the days of the "
            "category above it, shown in grey. F2 or typing changes a cell, Del empties it."
        )
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(label(advice, Token.SECONDARY, wrap=True), 1)
        head.addWidget(self.history_button(OfficePart.TIME_LIMITS, _("Time limits")))
        self.lines.addLayout(head)
        self.lines.addWidget(self.problem)
        card = Card(margins=False)
        card.body.addWidget(self.table)
        self.lines.addWidget(card, 1)
        self._categories: list[CategoryRow | None] = []

    def refresh(self) -> None:
        context = self.shell.context
        rows = [row for row in context.read(categories) if row.in_use is InUse.ACTIVE]
        days = {(rule.level, rule.category_id): rule.days for rule in context.read(deadline_rules)}
        tops = [row for row in rows if row.parent_id is None]
        ordered = [each for top in tops for each in (top, *(row for row in rows if row.parent_id == top.id))]
        self._categories = [None, *ordered]
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._categories))
        for line, category in enumerate(self._categories):
            self._fill_line(line, category, days)
        self.table.blockSignals(False)

    def _fill_line(self, line: int, category: CategoryRow | None, days: dict[tuple[Level, int | None], int]) -> None:
        name = _("All categories") if category is None else category.full_name
        title = QTableWidgetItem(name)
        title.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        self.table.setItem(line, 0, title)
        for place, level in enumerate(LEVELS, start=1):
            own = days.get((level, category.id if category else None))
            inherited = days.get((level, category.parent_id if category else None), days.get((level, None)))
            cell = QTableWidgetItem("" if own is None and category else str(own))
            if own is None:
                cell.setText(str(inherited))
                cell.setForeground(theme.colour(Token.SECONDARY))
                cell.setToolTip(_("Taken over from the line above it"))
            self.table.setItem(line, place, cell)

    def _save_cell(self, cell: QTableWidgetItem) -> None:
        if cell.column() == 0:
            return
        text = cell.text().strip()
        category, level = self._categories[cell.row()], LEVELS[cell.column() - 1]
        if text and not (text.isascii() and text.isdigit()):
            self._refuse(_("«{text}» is not a whole number of working days.").format(text=text))
            return
        context, days, key = (
            self.shell.context,
            int(text) if text else None,
            category.id if category else None,
        )
        self.page.perform(
            lambda: save_deadline_rule(context, level, key, days),
            lambda _changes: self.problem.hide(),
            lambda problem: self._refuse_problem(problem),
        )

    def _refuse_problem(self, problem: AppError) -> None:
        self._refuse(problem.sentence)

    def _refuse(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()
        self.refresh()
        self.table.setFocus()
