"""The working calendar, year by year: holidays and the working days that make up for them."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.history import OfficePart
from zhenyu_desk.domain.rows import CalendarDayRow
from zhenyu_desk.domain.workdays import WorkCalendar
from zhenyu_desk.i18n import _, format_date, ngettext
from zhenyu_desk.services.office import save_calendar_days
from zhenyu_desk.store.queries.office import calendar_days
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.leaving import hold_still
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.pages.settings.tab import Tab
from zhenyu_desk.ui.rights import guard
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.cards import Card
from zhenyu_desk.ui.widgets.combo import Combo
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.panels import scrolled
from zhenyu_desk.ui.widgets.year_view import YearView

YEARS_BACK, YEARS_ON = 3, 2


class CalendarTab(Tab):
    """Turn days, then save them together: a year counts as published from its first saved day on."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._known: dict[date, CalendarDayRow] = {}
        self._turned: dict[date, bool] = {}
        today = self.shell.context.today()
        self.year = Combo()
        self.year.setAccessibleName(_("Year"))
        for year in range(today.year - YEARS_BACK, today.year + YEARS_ON + 1):
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(YEARS_BACK)
        self.year.activated.connect(lambda _place: self._change_year())
        self._shown_year = today.year
        self.view = YearView()
        guard(self.view, "save_calendar_days")
        self.view.turned.connect(self.turn)
        self.view.moved.connect(self._tell_day)
        self.view.moved.connect(self._show_day)
        self.note = label("", Token.AMBER)
        self.day_note = label("", Token.SECONDARY)
        self._save = button(_("Save"), self.save, "primary", keys="Ctrl+S", verb="save_calendar_days")
        self._drop = button(_("Undo all"), self.drop)
        line = QHBoxLayout()
        line.setSpacing(theme.px(12))
        for part in (self.year, self.note):
            line.addWidget(part)
        line.addStretch()
        line.addWidget(self.day_note)
        line.addWidget(self.history_button(OfficePart.CALENDAR, _("Working calendar")))
        line.addWidget(self._drop)
        line.addWidget(self._save)
        self.lines.addLayout(line)
        card = Card()
        card.body.addWidget(self.view)
        self._area = scrolled(card)  # with large type a year is higher than a small screen
        self.lines.addWidget(self._area, 1)
        self.lines.addWidget(
            label(
                _(
                    "Blue: a holiday of the calendar. Grey: weekend. Underlined: a working day at a weekend. "
                    "A click or the space bar turns a day."
                ),
                Token.SECONDARY,
            )
        )

    def refresh(self) -> None:
        year = self._shown_year
        self._known = {row.on: row for row in self.shell.context.read(calendar_days, year)}
        self._show()

    def turn(self, day: date) -> None:
        """Make a working day a rest day or the other way round; kept once it is saved."""
        wanted = not self.works(day)
        if wanted == self._saved_works(day):
            self._turned.pop(day, None)
        else:
            self._turned[day] = wanted
        self._show()
        self._tell_day(day)

    def works(self, day: date) -> bool:
        """Whether the day works, with what was turned and is not saved yet."""
        return self._turned.get(day, self._saved_works(day))

    def drop(self) -> None:
        """Take back what was turned."""
        self._turned.clear()
        self._show()

    def save(self) -> None:
        context = self.shell.context
        days = [(day, works, _("typed in")) for day, works in sorted(self._turned.items())]
        if days and self.isEnabled():
            self.page.perform(lambda: save_calendar_days(context, days), self._done, always=hold_still(self))

    def _show_day(self, day: date) -> None:
        place = self.view.mapTo(self._area.widget(), self.view.place_of(day))
        self._area.ensureVisible(place.x(), place.y(), 0, theme.row_height())

    def may_leave(self) -> bool:
        return not self._turned or self.shell.ask(
            _("Days of the working calendar were turned but not saved."), _("Leave without saving")
        )

    def _saved_works(self, day: date) -> bool:
        known = self._known.get(day)
        return WorkCalendar().is_workday(day) if known is None else known.is_workday

    def _change_year(self) -> None:
        if self.may_leave():
            self._turned.clear()
            self._shown_year = self.year.currentData()
            self.refresh()
        else:
            self.year.setCurrentIndex(self.year.findData(self._shown_year))

    def _done(self, _changes: ChangeSet) -> None:
        self._turned.clear()
        self.refresh()
        self.shell.tell(_("The working calendar was saved; deadlines that fall into this year were worked out anew."))

    def _show(self) -> None:
        self.note.setText("" if self._known else _("Worked out from weekends, without holidays moved"))
        self.view.show_year(
            self._shown_year,
            self.works,
            lambda day: day in self._known or day in self._turned,
            self.view.current if self.view.current != date.min else self.shell.context.today(),
        )
        count = len(self._turned)
        self._save.setEnabled(count > 0)
        self._drop.setEnabled(count > 0)
        self.day_note.setText(ngettext("{n} day turned", "{n} days turned", count).format(n=count) if count else "")

    def _tell_day(self, day: date) -> None:
        known = self._known.get(day)
        kind = _("working day") if self.works(day) else _("rest day")
        parts = (format_date(day), kind, known.note if known else "")
        self.day_note.setText(" · ".join(part for part in parts if part))
