"""What a step form knows of the case it is for, and the days it proposes."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from zhenyu_desk.domain.lifecycle import Case, Step
from zhenyu_desk.domain.terms import Action, State
from zhenyu_desk.domain.workdays import WorkCalendar
from zhenyu_desk.i18n import _, format_date, ngettext
from zhenyu_desk.ui.widgets.pickers import Choice

BY_THE_RULES = (Action.ASSIGN, Action.UNPARK, Action.REOPEN)
"""The steps whose deadline counts from the day they are taken; 延期 counts from the present deadline."""


@dataclass(frozen=True)
class StepFacts:
    """What the form has to know. `about` names the case, or several; of several there is no `case`.

    `unit_why` says where the proposed unit comes from, `rule_days` are the working days of the rules, `takes_back`
    is the step that a 纠正 takes back, in words.
    """

    about: str
    state: State
    today: Callable[[], date]
    units: Sequence[Choice]
    unit_id: int | None = None
    unit_why: str = ""
    supporting_unit_ids: tuple[int, ...] = ()
    calendar: WorkCalendar = field(default_factory=lambda: WorkCalendar({}, frozenset()))
    rule_days: int | None = None
    case: Case | None = None
    takes_back: str = ""

    def present_deadline(self, on: date) -> date | None:
        """The deadline in force on a day."""
        return self.case.deadline_on(on, self.calendar) if self.case else None

    def proposed_deadline(self, action: Action, on: date) -> date | None:
        """The deadline that the rules lead to, if they lead to any."""
        if self.rule_days is None:
            return None
        if action in BY_THE_RULES:
            return self.calendar.add_workdays(on, self.rule_days)
        present = self.present_deadline(on)
        return self.calendar.add_workdays(max(present, on), self.rule_days) if present else None

    def proposed_review(self, on: date) -> date:
        """A month later, or the first working day after that."""
        return self.calendar.add_workdays(a_month_after(on) - timedelta(days=1), 1)

    def deadline_note(self, action: Action, on: date, deadline: date | None) -> str:
        """What a deadline means in working days, beside the one in force."""
        parts = []
        present = self.present_deadline(on) if action is Action.EXTEND else None
        if present is not None:
            parts.append(_("Present deadline: {day}").format(day=format_date(present)))
        if deadline is not None and deadline >= on:
            parts.append(self._meaning(action, on, deadline))
        elif self.rule_days is None and action is Action.ASSIGN:
            parts.append(_("Left empty, each one gets the deadline its rules give."))
        return " · ".join(parts)

    def resume_note(self, on: date) -> str:
        """How far a restart moves the deadline."""
        case = self.case
        if case is None or case.stopped_on is None or case.deadline is None or on < case.stopped_on:
            return ""
        days = self.calendar.workdays_after(case.stopped_on, on)
        new = case.deadline_on(on, self.calendar)
        assert new is not None
        stopped = ngettext("Stopped for {n} working day", "Stopped for {n} working days", days).format(n=days)
        moved = _("the deadline moves from {old} to {new}").format(old=format_date(case.deadline), new=format_date(new))
        return f"{stopped} · {moved}"

    def _meaning(self, action: Action, on: date, deadline: date) -> str:
        days = self.calendar.workdays_after(on, deadline)
        words = ngettext("{n} working day from the step", "{n} working days from the step", days).format(n=days)
        if deadline == self.proposed_deadline(action, on):
            words = _("{words} (by the rules)").format(words=words)
        return words + _(" (provisional)") if self.calendar.is_provisional(deadline) else words


@dataclass(frozen=True, slots=True)
class StepGiven:
    """A step as typed; `supporting_unit_ids` None where the form doesn't ask for them."""

    step: Step
    supporting_unit_ids: tuple[int, ...] | None


def a_month_after(day: date) -> date:
    """The same day of the next month, or its last one."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))
