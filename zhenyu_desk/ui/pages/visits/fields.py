"""The fields of a visit, top to bottom in the order they are typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from zhenyu_desk.domain.rows import ContactRow, LeaderRow, VisitRow
from zhenyu_desk.domain.terms import InUse, Move, VisitWarning, VisitWay
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.choices import leader_choices
from zhenyu_desk.ui.firms import firm_finder
from zhenyu_desk.ui.pages.visits.more import MoreFields
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.chips import ChipGroup
from zhenyu_desk.ui.widgets.date_edit import DateEdit
from zhenyu_desk.ui.widgets.fields import Form
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
        self.leader_note = label("", Token.AMBER, FontRole.SMALL, wrap=True)
        self.leader_note.hide()
        self.companions = QLineEdit()
        self.host = QComboBox()
        self.host.setEditable(True)
        self.host.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.output = TrendField(_("Output value"))
        self.orders = TrendField(_("Orders"))
        self.staff = TrendField(_("Staff"))
        self.business = TextArea(2)
        self.moves = ChipGroup([(move, move.label) for move in Move], several=True)
        self.investment = QLineEdit()
        self.investment.setFixedWidth(theme.px(120))
        self.warnings = ChipGroup([(warning, warning.label) for warning in VisitWarning], several=True)
        self.more = MoreFields(today, self.form)
        self._lay_out()

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

    def texts(self) -> tuple[object, ...]:
        """What stands in the fields, to tell whether something was typed that is not saved."""
        return (
            self.firm.text(),
            self.on.text(),
            self.way.value(),
            self.leader.value() or self.leader.text(),
            self.companions.text(),
            self.host.currentText(),
            *(t.trend() for t in (self.output, self.orders, self.staff)),
            *(t.figure.text() for t in (self.output, self.orders, self.staff)),
            self.business.text(),
            self.moves.values(),
            self.investment.text(),
            self.warnings.values(),
            self.more.texts(),
        )

    def clear(self, today: date) -> None:
        """Empty all fields."""
        self.firm.set_choice(None)
        self.on.set_day(today)
        self.way.setCurrentIndex(0)
        self.leader.set_choice(None)
        self.leader_note.hide()
        self.companions.clear()
        self.show_contacts(())
        for trend in (self.output, self.orders, self.staff):
            trend.show_trend(None, "")
        self.business.set_text("")
        self.moves.set_values(())
        self.investment.clear()
        self.warnings.set_values(())
        self.more.clear()
        self.form.clear_errors()

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

    def say_about_leader(self, words: str) -> None:
        """A remark below the leader: not the paired one, or the firm has none."""
        self.leader_note.setText(words)
        self.leader_note.setVisible(bool(words))

    def _lay_out(self) -> None:
        add = self.form.add
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(10))
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
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(theme.px(10))
        page.addLayout(grid)
        page.addLayout(_titled(_("How business goes"), _flow(self.output, self.orders, self.staff)))
        page.addWidget(add("business", _("In words"), self.business))
        plans = QHBoxLayout()
        plans.setSpacing(theme.px(12))
        plans.addWidget(add("moves", _("Development moves"), self.moves), 1)
        plans.addWidget(add("investment", _("Planned investment (10,000 yuan)"), self.investment))
        page.addLayout(plans)
        page.addWidget(add("warnings", _("Warnings"), self.warnings))


def _flow(*widgets: QWidget) -> QWidget:
    box = QWidget()
    line = FlowLayout(box, theme.px(12))
    for widget in widgets:
        line.addWidget(widget)
    return box


def _titled(title: str, content: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(theme.px(4))
    head: QLabel = label(title, Token.SECONDARY, FontRole.SMALL)
    column.addWidget(head)
    column.addWidget(content)
    return column
