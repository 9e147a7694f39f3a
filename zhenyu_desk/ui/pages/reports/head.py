"""Which report: month, as-of day, head and issue number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from zhenyu_desk.domain.months import Month, check_month, default_as_of
from zhenyu_desk.domain.terms import ReportTemplate
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.rights import guard_text
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.widgets.combo import Combo
from zhenyu_desk.ui.widgets.date_edit import DateEdit
from zhenyu_desk.ui.widgets.fields import Form

MONTHS_OFFERED = 24
LONGEST_NUMBER = 20


@dataclass(frozen=True)
class Wanted:
    """Which report is shown."""

    month: Month
    as_of: date


class ReportHead(QWidget):
    """Four fields; a day that is none, or lies wrong, is told beside its field."""

    month_chosen = Signal()
    day_changed = Signal()
    template_chosen = Signal()
    number_typed = Signal(str, str)
    """Another number, and the one before."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._shown_number = ""
        self._shown_month = 1
        self.form = Form()
        self.month = Combo()
        self.as_of = DateEdit(shell.context.today)
        self.template = Combo()
        for template in ReportTemplate:
            self.template.addItem(template.label, template)
        self.as_of.setToolTip(_("The figures stand as of this day; a report made again later shows the same."))
        self.number = QLineEdit()
        self.number.setMaxLength(LONGEST_NUMBER)
        guard_text(self.number, "save_report_text")
        self.number.setPlaceholderText(_("e.g. 12"))
        self._template_is_chosen = False
        self._offer_months()
        self._lay_out()
        self.month.currentIndexChanged.connect(lambda _place: self.month_chosen.emit())
        self.as_of.day_changed.connect(lambda _day: self.day_changed.emit())
        self.template.activated.connect(lambda _place: self._take_template())
        self.number.editingFinished.connect(self.take_number)

    def wanted(self) -> Wanted | None:
        """What the user asked for; None while it is no report, which is then told beside the field."""
        today = self._shell.context.today()
        month = self.chosen_month()
        self.form.clear_errors()
        try:
            as_of = self.as_of.day() or default_as_of(month, today)
            check_month(month, as_of, today)
        except RuleBroken as problem:
            self.form.show_error("as_of", problem.sentence)
            return None
        return Wanted(month, as_of)

    def chosen_month(self) -> Month:
        """The month in the list."""
        return Month.parse(self.month.currentData())

    def show_month(self, month: Month) -> None:
        """Choose a month that is offered."""
        self.month.setCurrentIndex(self.month.findData(str(month)))

    def accept_month(self) -> None:
        """The month chosen is the one shown from now on, up to its usual day."""
        self._shown_month = self.month.currentIndex()
        self.as_of.set_day(default_as_of(self.chosen_month(), self._shell.context.today()))

    def keep_month(self) -> None:
        """Go back to the month shown."""
        self.month.blockSignals(True)
        self.month.setCurrentIndex(self._shown_month)
        self.month.blockSignals(False)

    def chosen_template(self) -> ReportTemplate:
        """Under which head."""
        return ReportTemplate.from_code(self.template.currentData())  # Qt keeps it as plain text

    def propose_template(self, template: ReportTemplate) -> None:
        """The office's own head, unless the user chose one."""
        if not self._template_is_chosen:
            self.template.setCurrentIndex(self.template.findData(template))

    def show_number(self, number: str) -> None:
        """Show the issue number kept; what is being typed stays."""
        self.number.setEnabled(True)
        if self.number.text().strip() == self._shown_number:
            self._shown_number = number
            self.number.setText(number)

    def hold_number(self) -> None:
        """Another month is being read: its number is not known yet."""
        self.number.setEnabled(False)
        self._shown_number = ""
        self.number.clear()

    def take_number(self) -> None:
        """Hand on what was typed."""
        typed = self.number.text().strip()
        if typed != self._shown_number:
            before, self._shown_number = self._shown_number, typed
            self.number_typed.emit(typed, before)

    def _take_template(self) -> None:
        self._template_is_chosen = True
        self.template_chosen.emit()

    def _offer_months(self) -> None:
        this_month = Month.of(self._shell.context.today())
        for back in range(MONTHS_OFFERED):
            month = this_month.minus(back)
            name = _("{month}/{year}").format(year=month.year, month=month.month)
            self.month.addItem(name, str(month))
        self.month.setCurrentIndex(self._shown_month)
        self.accept_month()

    def _lay_out(self) -> None:
        add = self.form.add
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(8))
        grid.addWidget(add("month", _("Month"), self.month), 0, 0)
        grid.addWidget(add("as_of", _("As of"), self.as_of), 0, 1)
        grid.addWidget(add("template", _("Head"), self.template), 1, 0)
        grid.addWidget(add("number", _("Issue number"), self.number), 1, 1)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
