"""The lights: 绿 more than the amber number of working days left, 黄 that many or fewer, 红 overdue or closed late."""

from __future__ import annotations

from datetime import date

from zhenyu_desk.domain.terms import Light, State
from zhenyu_desk.domain.workdays import WorkCalendar


def light_of(
    state: State,
    deadline: date | None,
    resolved_on: date | None,
    today: date,
    calendar: WorkCalendar,
    amber_days: int,
) -> Light | None:
    """The light of a case on a day; None where no deadline runs. A case closed late stays red."""
    if deadline is None or state in (State.PARKED, State.ENDED):
        return None
    if state.is_done:
        return Light.RED if resolved_on is not None and resolved_on > deadline else Light.GREEN
    if deadline < today:
        return Light.RED
    return Light.AMBER if calendar.workdays_after(today, deadline) <= amber_days else Light.GREEN
