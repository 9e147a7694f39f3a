"""Reads of what the office set up: settings, categories, deadline rules, the working calendar."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.inputs import validate
from zhenyu_desk.domain.office import OfficeSettings
from zhenyu_desk.domain.rows import CalendarDayRow, CategoryRow, DeadlineRuleRow
from zhenyu_desk.domain.terms import Level
from zhenyu_desk.domain.workdays import WorkCalendar
from zhenyu_desk.store.tables import CalendarDay, Category, DeadlineRule, LedgerSetting

_KEPT = 4


def load_settings(session: Session) -> OfficeSettings:
    """The ledger's settings; what was never set has its default."""
    rows = session.execute(select(col(LedgerSetting.key_name), col(LedgerSetting.value)))
    return _settings(tuple((name, value) for name, value in rows))


def load_calendar(session: Session) -> WorkCalendar:
    """The working calendar."""
    day = cast(col(CalendarDay.on), String).concat(cast(col(CalendarDay.is_workday), String))
    statement = select(func.aggregate_strings(day, ",")).where(col(CalendarDay.deleted_at).is_(None))
    return _calendar(str(session.scalar(statement) or ""))


@lru_cache(_KEPT)
def _settings(values: tuple[tuple[str, str], ...]) -> OfficeSettings:
    return validate(OfficeSettings, dict(values))


@lru_cache(_KEPT)
def _calendar(days: str) -> WorkCalendar:
    """The calendar of days written like «2026-10-010,2026-10-101»; almost every page asks for the same one."""
    known = {date.fromisoformat(day[:-1]): day[-1] == "1" for day in days.split(",") if day}
    return WorkCalendar(known, frozenset(on.year for on in known))


def calendar_days(session: Session, year: int) -> list[CalendarDayRow]:
    """The known days of a year, in order."""
    statement = (
        select(CalendarDay)
        .where(col(CalendarDay.on).between(date(year, 1, 1), date(year, 12, 31)))
        .where(col(CalendarDay.deleted_at).is_(None))
        .order_by(col(CalendarDay.on))
    )
    return [
        CalendarDayRow(day.key, day.version, day.on, day.is_workday, day.note) for day in session.scalars(statement)
    ]


def categories(session: Session) -> list[CategoryRow]:
    """All categories in their order, retired ones too."""
    records = session.scalars(select(Category).order_by(col(Category.position), col(Category.id))).all()
    names = {record.id: record.name for record in records}
    rows = []
    for record in records:
        top = names[record.parent_id] if record.parent_id else record.name
        full = f"{top} / {record.name}" if record.parent_id else record.name
        rows.append(
            CategoryRow(
                id=record.key,
                version=record.version,
                name=record.name,
                full_name=full,
                parent_id=record.parent_id,
                top_name=top,
                unit_id=record.unit_id,
                in_use=record.in_use,
            )
        )
    return rows


def deadline_rules(session: Session) -> list[DeadlineRuleRow]:
    """The rules level × category → working days."""
    statement = select(DeadlineRule).where(col(DeadlineRule.deleted_at).is_(None)).order_by(col(DeadlineRule.id))
    return [
        DeadlineRuleRow(rule.key, rule.version, rule.level, rule.category_id, rule.days)
        for rule in session.scalars(statement)
    ]


def working_days_for(session: Session, category_id: int, level: Level) -> int:
    """The working days a difficulty gets: the rule of its category, else of the category above, else of the level."""
    parent = session.scalar(select(col(Category.parent_id)).where(col(Category.id) == category_id))
    days = {rule.category_id: rule.days for rule in deadline_rules(session) if rule.level is level}
    found = days.get(category_id, days.get(parent, days.get(None)))
    assert found is not None, level
    return found
