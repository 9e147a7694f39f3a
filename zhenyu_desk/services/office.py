"""Verbs on what the office sets up: units, categories, deadline rules, the working calendar, settings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.inputs import UnitInput
from zhenyu_desk.domain.office import OfficeSettings
from zhenyu_desk.domain.terms import InUse, Level
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.steps import recompute_provisional
from zhenyu_desk.store.queries.office import load_calendar
from zhenyu_desk.store.tables import CalendarDay, Category, DeadlineRule, LedgerSetting, Unit
from zhenyu_desk.store.unit_of_work import UnitOfWork

MAX_DAYS = 366


def save_unit(context: AppContext, given: UnitInput, key: int | None = None, version: int | None = None) -> ChangeSet:
    """Add a unit, or change the one with this key; names are unique."""
    with context.write("save_unit") as work:
        unit = work.get(Unit, key, version) if key is not None else None
        return work.commit(write_unit(work, unit, given).id)


def write_unit(work: UnitOfWork, unit: Unit | None, given: UnitInput) -> Unit:
    """Add or change a unit within a larger unit of work."""
    for other in work.where(Unit, name=given.name):
        if unit is None or other.id != unit.id:
            raise RuleBroken(_("There is already a unit named {name}.").format(name=given.name), field="name")
    if unit is None:
        return work.add(Unit(**given.model_dump()))
    for field, value in given.model_dump().items():
        setattr(unit, field, value)
    return unit


def save_category(
    context: AppContext,
    name: str,
    parent_id: int | None,
    unit_id: int | None,
    in_use: InUse,
    key: int | None = None,
    version: int | None = None,
) -> ChangeSet:
    """Add a category at the end of its level, or change one; two levels at the most, names unique, never deleted."""
    with context.write("save_category") as work:
        name = name.strip()
        if not name:
            raise RuleBroken(_("Give the category a name."), field="name")
        if any(other.id != key for other in work.where(Category, name=name)):
            raise RuleBroken(_("There is already a category named {name}.").format(name=name), field="name")
        if parent_id is not None and work.get(Category, parent_id).parent_id is not None:
            raise RuleBroken(
                _("Categories have two levels; choose one of the upper level above it."), field="parent_id"
            )
        if key is None:
            position = max((other.position for other in work.where(Category, parent_id=parent_id)), default=0) + 1
            category = Category(name=name, parent_id=parent_id, position=position, unit_id=unit_id, in_use=in_use)
            return work.commit(work.add(category).id)
        category = work.get(Category, key, version)
        category.name, category.unit_id, category.in_use = name, unit_id, in_use
        return work.commit(key)


def save_deadline_rule(context: AppContext, level: Level, category_id: int | None, days: int | None) -> ChangeSet:
    """Set the working days of a level (in one category); None takes a category's own rule away."""
    if days is not None and not 1 <= days <= MAX_DAYS:
        raise RuleBroken(
            _("Working days lie between 1 and {most}; «{days}» is not possible.").format(most=MAX_DAYS, days=days),
            field="days",
        )
    with context.write("save_deadline_rule") as work:
        rules = work.where(DeadlineRule, level=level, category_id=category_id)
        if days is None:
            if category_id is None:
                raise RuleBroken(_("Every level needs its working days."), field="days")
            for rule in rules:
                work.remove(rule)
        elif rules:
            rules[0].days = days
        else:
            work.add(DeadlineRule(level=level, category_id=category_id, days=days))
        return work.commit()


def save_calendar_days(context: AppContext, days: Iterable[tuple[date, bool, str]]) -> ChangeSet:
    """Set days of the working calendar: (day, works, note). Provisional deadlines of years that thereby become known
    are worked out anew.
    """
    with context.write("save_calendar_days") as work:
        write_calendar_days(work, days)
        return work.commit()


def write_calendar_days(work: UnitOfWork, days: Iterable[tuple[date, bool, str]]) -> None:
    """Set days of the working calendar within a larger unit of work."""
    before = load_calendar(work.session).years
    for on, is_workday, note in days:
        known = work.where(CalendarDay, on=on)
        if known:
            known[0].is_workday, known[0].note = is_workday, note
        else:
            work.add(CalendarDay(on=on, is_workday=is_workday, note=note))
    work.session.flush()
    calendar = load_calendar(work.session)
    recompute_provisional(work, calendar, calendar.years - before)


def save_settings(context: AppContext, settings: OfficeSettings) -> ChangeSet:
    """Keep the ledger's settings; RuleBroken names the field of one that would be printed wrong."""
    _check_document_code(settings.document_code)
    with context.write("save_settings") as work:
        write_settings(work, settings)
        return work.commit()


def _check_document_code(code: str) -> None:
    """In braces stand the year and the issue number; anything else would be printed as it stands there."""
    if any(brace in code.replace("{year}", "").replace("{number}", "") for brace in "{}｛｝"):
        raise RuleBroken(
            _("In braces there can be only {{year}} and {{number}}, as in {example}.").format(
                example="×政企服〔{year}〕{number}号"
            ),
            field="document_code",
        )


def write_settings(work: UnitOfWork, settings: OfficeSettings) -> None:
    """Keep the ledger's settings within a larger unit of work."""
    present = {record.key_name: record for record in work.where(LedgerSetting)}
    for key_name, value in settings.model_dump(mode="json").items():
        if key_name in present:
            present[key_name].value = str(value)
        else:
            work.add(LedgerSetting(key_name=key_name, value=str(value)))
