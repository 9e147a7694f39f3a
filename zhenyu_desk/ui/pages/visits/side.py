"""Beside the visit being typed: who this firm is, its open difficulties, last visits, promises, and like cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from zhenyu_desk.domain.case_filters import CaseFilter, Chip
from zhenyu_desk.domain.pairings import main_pairing
from zhenyu_desk.domain.rows import DifficultyRow, EnterpriseDetail, PromiseRow, VisitRow
from zhenyu_desk.domain.similar import SimilarCase
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.difficulties import difficulty_page
from zhenyu_desk.store.queries.register import enterprise_detail
from zhenyu_desk.store.queries.visits import open_promises, visit_page
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.cards import rule
from zhenyu_desk.ui.widgets.flow import FlowLayout
from zhenyu_desk.ui.widgets.labels import heading, label, tag
from zhenyu_desk.ui.widgets.lights import LightLabel
from zhenyu_desk.ui.widgets.link_line import LinkLine
from zhenyu_desk.ui.widgets.panels import clear_layout, scrolled
from zhenyu_desk.ui.words import short_day

_LAST_VISITS, _MOST_OPEN = 3, 20


@dataclass(frozen=True, slots=True)
class FirmBrief:
    """What the side panel shows of a firm."""

    firm: EnterpriseDetail
    open_cases: list[DifficultyRow]
    last_visits: list[VisitRow]
    promises: list[tuple[int, date, PromiseRow]]
    today: date


def read_brief(context: AppContext, enterprise_id: int) -> FirmBrief:
    """The firm, its open difficulties, its last visits and what was promised on any of them and not kept yet."""
    today = context.today()
    wanted = CaseFilter(chip=Chip.OPEN, enterprise_id=enterprise_id, limit=_MOST_OPEN)
    return FirmBrief(
        firm=context.read(enterprise_detail, enterprise_id),
        open_cases=context.read(difficulty_page, today, wanted),
        last_visits=context.read(visit_page, enterprise_id=enterprise_id, limit=_LAST_VISITS),
        promises=context.read(open_promises, enterprise_id),
        today=today,
    )


class FirmSide(QFrame):
    """Shows a brief; `case_wanted` and `visit_wanted` when one of its lines is opened."""

    case_wanted = Signal(int)
    visit_wanted = Signal(int)
    firm_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setFixedWidth(theme.px(304))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        column.setSpacing(theme.px(8))
        self._similar, self._body = QVBoxLayout(), QVBoxLayout()
        for part in (self._similar, self._body):
            part.setSpacing(theme.px(6))
            column.addLayout(part, int(part is self._body))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(scrolled(content))
        self.show_nothing()

    def show_nothing(self) -> None:
        """No firm is chosen yet."""
        clear_layout(self._body)
        words = _("Choose the firm: who it is, its open difficulties and last visits stand here.")
        self._body.addWidget(label(words, Token.SECONDARY, wrap=True))
        self._body.addStretch()

    def show_brief(self, brief: FirmBrief) -> None:
        """Show this firm."""
        clear_layout(self._body)
        self._add_firm(brief)
        self._add_cases(brief)
        self._add_visits(brief)
        self._add_promises(brief)
        self._body.addStretch()

    def show_similar(self, cases: Sequence[SimilarCase]) -> None:
        """Above it all, how cases like the one being typed ended; nothing where there are none."""
        clear_layout(self._similar)
        if cases:
            self._similar.addWidget(heading(_("Similar cases already dealt with")))
        for case in cases:
            row = case.row
            self._similar.addLayout(_left(LinkLine(row.title, partial(self.case_wanted.emit, row.id))))
            days = _("{days} working days").format(days=case.workdays) if case.workdays is not None else ""
            ended = row.result.label if row.result else row.state.label
            words = label(" · ".join(part for part in (ended, row.lead_unit, days) if part), Token.SECONDARY, wrap=True)
            words.setToolTip(row.result_text)
            self._similar.addWidget(words)
        if cases:
            self._similar.addWidget(rule())

    def _add_firm(self, brief: FirmBrief) -> None:
        firm = brief.firm
        name = label(firm.name, role=FontRole.STRONG, wrap=True)
        self._body.addWidget(name)
        if firm.credit_code:
            self._body.addWidget(label(firm.credit_code, Token.SECONDARY))
        words = [*(mark.name for mark in firm.labels), *([firm.chain] if firm.chain else [])]
        if words:
            tags = QWidget()
            flow = FlowLayout(tags, theme.px(6))
            for word in words:
                flow.addWidget(tag(word))
            self._body.addWidget(tags)
        employees = _("{count} employees").format(count=firm.employees) if firm.employees else ""
        where = " · ".join(part for part in (firm.address, employees) if part)
        if where:
            self._body.addWidget(label(where, wrap=True))
        pairing = main_pairing(firm.pairings, brief.today)
        leader = (
            _("Leader {name} (since {day})").format(name=pairing.leader_name, day=f"{pairing.start:%Y-%m}")
            if pairing
            else _("No main leader")
        )
        self._body.addWidget(label(leader, Token.SECONDARY, wrap=True))

    def _add_cases(self, brief: FirmBrief) -> None:
        self._part(_("Open difficulties · {count}").format(count=len(brief.open_cases)))
        for row in brief.open_cases:
            light = LightLabel()
            light.show_row(row)
            self._body.addWidget(light)
            self._body.addLayout(_left(LinkLine(row.title, partial(self.case_wanted.emit, row.id))))
        if not brief.open_cases:
            self._body.addWidget(label(_("None"), Token.SECONDARY))

    def _add_visits(self, brief: FirmBrief) -> None:
        self._part(_("Last visits"))
        for visit in brief.last_visits:
            heard = (
                _("{count} difficulties, {open} open").format(count=visit.difficulties, open=visit.open_difficulties)
                if visit.difficulties
                else _("no difficulty")
            )
            words = f"{short_day(visit.on, brief.today.year)}  {visit.leader_name} · {heard}"
            self._body.addLayout(_left(LinkLine(words, partial(self.visit_wanted.emit, visit.id))))
        if not brief.last_visits:
            self._body.addWidget(label(_("Never visited"), Token.SECONDARY))

    def _add_promises(self, brief: FirmBrief) -> None:
        if not brief.promises:
            return
        self._part(_("Promises not kept yet"))
        for visit_id, on, promise in brief.promises:
            is_late = promise.due_on is not None and promise.due_on < brief.today
            day = short_day(on, brief.today.year)
            if promise.due_on is not None:
                due = short_day(promise.due_on, brief.today.year)
                day += " · " + (_("● due {day}, late") if is_late else _("due {day}")).format(day=due)
            self._body.addWidget(label(day, Token.RED if is_late else Token.SECONDARY, FontRole.SMALL, wrap=True))
            self._body.addLayout(_left(LinkLine(promise.text, partial(self.visit_wanted.emit, visit_id))))

    def _part(self, title: str) -> None:
        self._body.addWidget(rule())
        self._body.addWidget(heading(title))


def _left(widget: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.addWidget(widget, 1)
    line.addStretch()
    return line
