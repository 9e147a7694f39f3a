"""The fields of a visit, top to bottom in the order they are typed."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from zhenyu_desk.domain.rows import ContactRow, LeaderRow, VisitRow
from zhenyu_desk.domain.terms import InUse, Move, VisitWarning, VisitWay
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.choices import leader_choices
from zhenyu_desk.ui.firms import firm_finder
from zhenyu_desk.ui.pages.visits.draft_content import TypedTrend, TypedVisit
from zhenyu_desk.ui.pages.visits.leader_note import LeaderNote
from zhenyu_desk.ui.pages.visits.more import VERB, MoreFields
from zhenyu_desk.ui.rights import guard, guard_text
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.chips import ChipGroup
from zhenyu_desk.ui.widgets.combo import Combo
from zhenyu_desk.ui.widgets.date_edit import DateEdit, day_with_weekday
from zhenyu_desk.ui.widgets.fields import BESIDE, Form
from zhenyu_desk.ui.widgets.flow import FlowLayout
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.pickers import Choice, FirmPicker, PickCombo
from zhenyu_desk.ui.widgets.text_area import TextArea
from zhenyu_desk.ui.widgets.trend_field import TrendField
from zhenyu_desk.ui.widgets.value_combo import ValueCombo


class VisitFields(QWidget):
    """Holds the editors of a visit and turns them into the values of a VisitInput."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        today = shell.context.today
        self.form = Form()
        self.firm = FirmPicker(firm_finder(shell))
        self.on = DateEdit(today, today())
        self.way = ValueCombo([(way, way.label) for way in VisitWay])
        self.leader = PickCombo(placeholder=_("Pinyin or part of the name"), people=True)
        self.leader_note = LeaderNote()
        self.companions = QLineEdit()
        self.host = Combo()
        self.host.setEditable(True)
        self.host.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.output = TrendField(_("Output value"))
        self.orders = TrendField(_("Orders"))
        self.staff = TrendField(_("Staff"))
        self.business = TextArea(2)
        self.moves = ChipGroup([(move, move.label) for move in Move], several=True, gap=6)
        self.investment = QLineEdit()
        self.investment.setPlaceholderText(_("10,000 yuan"))
        self.investment.setFixedWidth(theme.px(102))
        self.warnings = ChipGroup([(warning, warning.label) for warning in VisitWarning], several=True, gap=6)
        self.more = MoreFields(today, self.form)
        self._lay_out()
        self._let_one_key_go_on()
        self._let_only_read()

    def values(self) -> dict[str, Any]:
        """What was typed, by the names of VisitInput; RuleBroken for a text that is no day."""
        return {
            "enterprise_id": self.firm.value(),
            "on": self.on.day(),
            "way": self.way.value(),
            "leader_id": self.leader.value(),
            "companions": self.companions.text(),
            "host": self.host.currentText(),
            "output_trend": self.output.trend(),
            "output_figure": self.output.figure.text(),
            "order_trend": self.orders.trend(),
            "order_figure": self.orders.figure.text(),
            "staff_trend": self.staff.trend(),
            "staff_figure": self.staff.figure.text(),
            "business": self.business.text(),
            "moves": self.moves.values(),
            "investment": self.investment.text().strip() or None,
            "warnings": self.warnings.values(),
            **self.more.values(),
        }

    def typed(self) -> TypedVisit:
        """What stands in the fields, word for word."""
        firm, leader = self.firm.choice(), self.leader.value()
        return TypedVisit(
            firm_id=firm.id if firm else None,
            firm=self.firm.text(),
            on=self.on.text(),
            way=self.way.value(),
            leader_id=leader,
            leader="" if leader else self.leader.text(),
            companions=self.companions.text(),
            host=self.host.currentText(),
            output=_typed_trend(self.output),
            orders=_typed_trend(self.orders),
            staff=_typed_trend(self.staff),
            business=self.business.text(),
            moves=self.moves.values(),
            investment=self.investment.text(),
            warnings=self.warnings.values(),
            **self.more.typed(),
        )

    def show_typed(self, typed: TypedVisit) -> None:
        """Show what was typed, also what is no day or no leader yet."""
        if typed.firm_id is not None:
            self.firm.set_choice(Choice(typed.firm_id, typed.firm))
        else:
            self.firm.set_choice(None)
            self.firm.setText(typed.firm)
        self._show_day(typed.on)
        self.way.set_value(typed.way)
        self.leader.set_value(typed.leader_id)
        if typed.leader_id is None:
            self.leader.setText(typed.leader)
        self.companions.setText(typed.companions)
        self.host.setEditText(typed.host)
        for field, trend in ((self.output, typed.output), (self.orders, typed.orders), (self.staff, typed.staff)):
            field.show_trend(trend.trend, trend.figure)
        self.business.set_text(typed.business)
        self.moves.set_values(typed.moves)
        self.investment.setText(typed.investment)
        self.warnings.set_values(typed.warnings)
        self.more.show_typed(typed)
        self.form.clear_errors()

    def clear(self, today: date) -> None:
        """Empty all fields."""
        self.leader_note.say("")
        self.show_contacts(())
        self.show_typed(TypedVisit(on=day_with_weekday(today)))

    def fill(self, visit: VisitRow) -> None:
        """Show a visit."""
        self.firm.set_choice(Choice(visit.enterprise_id, visit.enterprise_name))
        self.on.set_day(visit.on)
        self.way.set_value(visit.way)
        self.leader.set_value(visit.leader_id)
        self.companions.setText(visit.companions)
        self.host.setEditText(visit.host)
        self.output.show_trend(visit.output_trend, visit.output_figure)
        self.orders.show_trend(visit.order_trend, visit.order_figure)
        self.staff.show_trend(visit.staff_trend, visit.staff_figure)
        self.business.set_text(visit.business)
        self.moves.set_values(visit.moves)
        self.investment.setText(f"{visit.investment.normalize():f}" if visit.investment is not None else "")
        self.warnings.set_values(visit.warnings)
        self.more.fill(visit)
        self.form.clear_errors()

    def show_leaders(self, rows: Sequence[LeaderRow]) -> None:
        """Offer these leaders."""
        self.leader.set_choices(leader_choices(rows))

    def show_contacts(self, rows: Sequence[ContactRow]) -> None:
        """Offer the firm's contacts as hosts, the primary one filled in."""
        self.host.clear()
        for contact in rows:
            if contact.in_use is InUse.ACTIVE:
                post = f"（{contact.post}）" if contact.post else ""
                self.host.addItem(f"{contact.name}{post}")
        primary = any(contact.is_primary and contact.in_use is InUse.ACTIVE for contact in rows)
        self.host.setCurrentIndex(0 if primary else -1)
        if not primary:
            self.host.setEditText("")

    def _show_day(self, text: str) -> None:
        self.on.setText(text)
        with contextlib.suppress(RuleBroken):
            self.on.set_day(self.on.day())

    def _let_one_key_go_on(self) -> None:
        tab = Qt.FocusReason.TabFocusReason
        self.output.keyed.connect(lambda: self.orders.chips.setFocus(tab))
        self.orders.keyed.connect(lambda: self.staff.chips.setFocus(tab))
        self.staff.keyed.connect(lambda: self.business.setFocus(tab))

    def _let_only_read(self) -> None:
        """Whose role doesn't enter visits reads the texts and copies them, and can choose nothing."""
        trends = (self.output, self.orders, self.staff)
        guard_text(self.business, VERB)
        lines = (self.firm, self.on, self.leader, self.companions, self.investment)
        for line in (*lines, *(trend.figure for trend in trends)):
            guard_text(line, VERB)
        choices: list[QWidget] = [self.way, self.host, self.leader_note, self.moves, self.warnings]
        choices += [trend.chips for trend in trends]
        for choice in choices:
            guard(choice, VERB)

    def _lay_out(self) -> None:
        add = self.form.add
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(theme.px(6))
        page.addLayout(self._who_and_when())
        page.addWidget(beside(_("Trends"), _flow(self.output, self.orders, self.staff)))
        page.addWidget(add("business", _("How business goes"), self.business, beside=True))
        plans = QHBoxLayout()
        plans.setSpacing(theme.px(12))
        plans.addWidget(add("moves", _("Plans"), self.moves, beside=True), 1)
        investment = add("investment", _("Investment"), self.investment, beside=True)
        investment.label.setWordWrap(False)
        investment.label.setFixedWidth(investment.label.sizeHint().width())
        self.investment.setAccessibleName(_("Planned investment (10,000 yuan)"))
        plans.addWidget(investment, 0, Qt.AlignmentFlag.AlignTop)
        page.addLayout(plans)
        page.addWidget(add("warnings", _("Warnings"), self.warnings, beside=True))

    def _who_and_when(self) -> QGridLayout:
        add = self.form.add
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(6))
        grid.addWidget(add("enterprise_id", _("Enterprise"), self.firm, required=True), 0, 0, 1, 4)
        grid.addWidget(add("on", _("Date of visit"), self.on, required=True), 0, 4, 1, 2)
        grid.addWidget(add("way", _("Way"), self.way), 0, 6, 1, 2)
        leader = QWidget()
        column = QVBoxLayout(leader)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(add("leader_id", _("Leader"), self.leader, required=True))
        column.addWidget(self.leader_note)
        grid.addWidget(leader, 1, 0, 1, 3)
        grid.addWidget(add("companions", _("Companions"), self.companions), 1, 3, 1, 2)
        grid.addWidget(add("host", _("Host at the firm"), self.host), 1, 5, 1, 3)
        for number in range(8):
            grid.setColumnStretch(number, 1)
        return grid


def _typed_trend(field: TrendField) -> TypedTrend:
    return TypedTrend(trend=field.trend(), figure=field.figure.text())


def _flow(*widgets: QWidget) -> QWidget:
    box = QWidget()
    line = FlowLayout(box, theme.px(12))
    for widget in widgets:
        line.addWidget(widget)
    return box


def beside(title: str, content: QWidget) -> QWidget:
    """A part of the form with its title before it, in line with the fields above."""
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.px(8))
    head = label(title, Token.SECONDARY, FontRole.SMALL, wrap=True)
    head.setFixedWidth(theme.px(BESIDE))
    line.addWidget(head)
    line.addWidget(content, 1)
    return box
