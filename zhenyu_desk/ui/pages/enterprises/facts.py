"""The facts of a firm, its labels by year, and what it reported year by year."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zhenyu_desk.domain.rows import EnterpriseDetail, YearlyRow
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.models.firm_facts import firm_facts, labels_by_year, yearly_words
from zhenyu_desk.ui.pages.enterprises.links import flow, missing_links
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button, link
from zhenyu_desk.ui.widgets.cards import rule
from zhenyu_desk.ui.widgets.labels import heading, label
from zhenyu_desk.ui.widgets.panels import clear_layout, fact_grid


class Facts(QWidget):
    """`fact_wanted(name)`: a fact is to be changed; `year_wanted(row or None)`, `year_gone(row)`: those of a year."""

    fact_wanted = Signal(str)
    year_wanted = Signal(object)
    year_gone = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        self._lines.setSpacing(theme.px(8))

    def show_firm(self, firm: EnterpriseDetail, missing: Sequence[str]) -> None:
        """Show this firm, what is missing first."""
        clear_layout(self._lines)
        if missing:
            title = label(_("Missing:"), Token.SECONDARY)
            self._lines.addWidget(flow(title, *missing_links(missing, self.fact_wanted.emit)))
            self._lines.addWidget(rule())
        self._lines.addLayout(fact_grid(firm_facts(firm)))
        self._add_part(_("Labels by year"), link(_("Change"), partial(self.fact_wanted.emit, "labels")))
        if firm.labels:
            self._lines.addLayout(fact_grid(labels_by_year(firm.labels)))
        else:
            self._lines.addWidget(label(_("No label yet."), Token.SECONDARY))
        self._add_part(
            _("Figures by year"),
            button(_("Enter figures…"), partial(self.year_wanted.emit, None), tip="Alt+4", verb="save_yearly"),
        )
        for row in sorted(firm.yearly, key=lambda row: row.year, reverse=True):
            self._lines.addLayout(self._year(row))
        if not firm.yearly:
            self._lines.addWidget(label(_("No figures yet."), Token.SECONDARY))
        self._lines.addStretch()

    def _add_part(self, title: str, right: QWidget) -> None:
        self._lines.addWidget(rule())
        line = QHBoxLayout()
        line.addWidget(heading(title))
        line.addStretch()
        line.addWidget(right)
        self._lines.addLayout(line)

    def _year(self, row: YearlyRow) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        year = _("Year {year}").format(year=row.year)
        line.addLayout(fact_grid([(year, yearly_words(row))]), 1)
        for words, wanted in ((_("Change"), self.year_wanted), (_("Remove"), self.year_gone)):
            made = link(words, partial(wanted.emit, row))
            made.setAccessibleName(f"{words} {year}")
            line.addWidget(made)
        return line
