"""Fill a new ledger with what every office starts from; all of it can be edited later."""

from __future__ import annotations

from zhenyu_desk.domain.office import CATEGORIES, DEADLINE_DAYS
from zhenyu_desk.domain.terms import InUse
from zhenyu_desk.store.tables import CalendarDay, Category, DeadlineRule, LedgerSetting
from zhenyu_desk.store.unit_of_work import UnitOfWork


def seed(work: UnitOfWork, town: str) -> None:
    """Add the town's name, the categories, the deadline rules and the published holidays."""
    work.add(LedgerSetting(key_name="town", value=town))
    for position, (name, children) in enumerate(CATEGORIES.items(), start=1):
        parent = work.add(Category(name=name, position=position * 100, in_use=InUse.ACTIVE))
        work.add_all(
            [
                Category(name=child, parent_id=parent.id, position=position * 100 + i, in_use=InUse.ACTIVE)
                for i, child in enumerate(children, start=1)
            ]
        )
    work.add_all([DeadlineRule(level=level, days=days) for level, days in DEADLINE_DAYS.items()])
    work.add_all(_published_days())


def _published_days() -> list[CalendarDay]:
    """The days of 2004 on that differ from their weekday, or are named holidays, as chinesecalendar knows them."""
    from chinese_calendar.constants import holidays, workdays

    rest = [CalendarDay(on=day, is_workday=False, note="法定节假日") for day in holidays]
    work = [CalendarDay(on=day, is_workday=True, note="调休上班") for day in workdays]
    return sorted([*rest, *work], key=lambda day: day.on)
