"""Imports what the office set up: 单位, 类别, 时限规则, 工作日历, 设置."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from zhenyu_desk.domain.inputs import UnitInput, validate
from zhenyu_desk.domain.names import normalise_name
from zhenyu_desk.domain.office import OfficeSettings
from zhenyu_desk.domain.terms import InUse, ReportTemplate
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.exchange.cells import to_flag, to_term
from zhenyu_desk.exchange.workbook import sheets
from zhenyu_desk.exchange.workbook.records import ImportFile, SheetRecord, SheetTable
from zhenyu_desk.i18n import _
from zhenyu_desk.services.export_tables import SETTING_NAMES, setting_text
from zhenyu_desk.services.importing.run import Result, Run, Values, changes_of, differing
from zhenyu_desk.services.importing.summary import Change, Outcome
from zhenyu_desk.services.office import MAX_DAYS, write_calendar_days, write_settings, write_unit
from zhenyu_desk.services.sheet_records import unit_values
from zhenyu_desk.store.queries.office import load_calendar, load_settings
from zhenyu_desk.store.queries.whole import records
from zhenyu_desk.store.tables import CalendarDay, Category, DeadlineRule, Difficulty, Unit


def import_office(run: Run, file: ImportFile) -> None:
    """Take the sheets of what the office set up, units first because categories propose them."""
    for table in file.table(sheets.UNITS):
        run.each(table, partial(_unit, run))
    for table in file.table(sheets.CATEGORIES):
        named = {normalise_name(record.values["name"]) for record in table.records if "name" in record.values}
        run.each(table, partial(_category, run, named))
        run.reload_categories()
    for table in file.table(sheets.DEADLINE_RULES):
        run.each(table, partial(_rule, run))
    for table in file.table(sheets.CALENDAR):
        _import_calendar(run, table)
    for table in file.table(sheets.SETTINGS):
        run.each(table, partial(_setting, run))


def _unit(run: Run, record: SheetRecord) -> Result:
    name = record.values["name"]
    known = run.units.get(normalise_name(name))
    current = unit_values(known) if known else {}
    changed = differing(current, record.values)
    if known:
        changed.pop("name", None)
    if known and not changed:
        return Result(Outcome.UNCHANGED, name)
    changes = changes_of(sheets.UNITS, current, changed) if known else ()
    unit = write_unit(run.work, known, validate(UnitInput, {**current, **changed}))
    run.units[normalise_name(unit.name)] = unit
    return Result(Outcome.UPDATED if known else Outcome.ADDED, name, changes)


def _category(run: Run, named: Collection[str], record: SheetRecord) -> Result:
    values = record.values
    name = values["name"]
    parent = run.category(values["parent"], "parent") if "parent" in values else None
    if parent is not None and parent.parent_id is not None:
        raise RuleBroken(_("Categories have two levels; choose one of the upper level above it."), field="parent")
    known = run.categories.get(normalise_name(name)) or _renamed(run, named, values.get("position"), parent)
    given = {**values, "name": name}
    current = _category_values(run, known) if known else {}
    changed = differing(current, given)
    if known and not changed:
        return Result(Outcome.UNCHANGED, name)
    changes = changes_of(sheets.CATEGORIES, current, changed) if known else ()
    if known is None:
        position = max((c.position for c in run.categories.values()), default=0) + 1
        known = run.work.add(Category(name=name, position=position, in_use=InUse.ACTIVE))
    _write_category(run, known, parent, {**current, **changed})
    run.categories[normalise_name(name)] = known
    return Result(Outcome.UPDATED if current else Outcome.ADDED, name, changes)


def _category_values(run: Run, category: Category) -> Values:
    parent = next((c.name for c in run.categories.values() if c.id == category.parent_id), "")
    unit = run.work.session.get(Unit, category.unit_id) if category.unit_id else None
    return {
        "name": category.name,
        "parent": parent,
        "unit": unit.name if unit else "",
        "in_use": category.in_use,
        "position": category.position,
    }


def _write_category(run: Run, category: Category, parent: Category | None, values: Values) -> None:
    category.name = values["name"]
    category.parent_id = parent.key if parent else category.parent_id
    category.unit_id = run.unit(values["unit"]).key if values.get("unit") else None
    category.in_use = values.get("in_use", category.in_use)
    category.position = values.get("position", category.position)
    run.work.session.flush()


def _renamed(run: Run, named: Collection[str], position: int | None, parent: Category | None) -> Category | None:
    """An unused category at the same place that the file doesn't name: the office gave it another name."""
    for folded, category in run.categories.items():
        same_place = category.position == position and category.parent_id == (parent.key if parent else None)
        if same_place and folded not in named and not run.work.exists(Difficulty, category_id=category.key):
            del run.categories[folded]
            return category
    return None


def _rule(run: Run, record: SheetRecord) -> Result:
    level, days = record.values["level"], record.values["days"]
    category = run.category(record.values["category"]) if "category" in record.values else None
    name = f"{level.word} {category.name if category else ''}".strip()
    if not 1 <= days <= MAX_DAYS:
        raise RuleBroken(
            _("Working days lie between 1 and {most}; «{days}» is not possible.").format(most=MAX_DAYS, days=days),
            field="days",
        )
    key = category.key if category else None
    known = run.work.where(DeadlineRule, level=level, category_id=key)
    if not known:
        run.work.add(DeadlineRule(level=level, category_id=key, days=days))
        return Result(Outcome.ADDED, name)
    changes = changes_of(
        sheets.DEADLINE_RULES, {"days": known[0].days}, differing({"days": known[0].days}, {"days": days})
    )
    known[0].days = days
    return Result(Outcome.UPDATED if changes else Outcome.UNCHANGED, name, changes)


def _import_calendar(run: Run, table: SheetTable) -> None:
    present = {day.on: (day.is_workday, day.note) for day in records(run.work.session, CalendarDay)}
    wanted = []

    def take(record: SheetRecord) -> Result:
        on, works = record.values["on"], record.values["is_workday"]
        note = record.values.get("note", present.get(on, (False, ""))[1])
        known = present.get(on)
        if known == (works, note):
            return Result(Outcome.UNCHANGED, on.isoformat())
        wanted.append((on, works, note))
        if known is None:
            return Result(Outcome.ADDED, on.isoformat())
        current = {"is_workday": known[0], "note": known[1]}
        given = {"is_workday": works, "note": note}
        changes = changes_of(table.sheet, current, differing(current, given))
        return Result(Outcome.UPDATED, on.isoformat(), changes)

    run.each(table, take)
    if wanted:
        write_calendar_days(run.work, wanted)
        run.calendar = load_calendar(run.work.session)


def _setting(run: Run, record: SheetRecord) -> Result:
    name, value = record.values["name"], record.values.get("value", "")
    key = next((key for key, known in SETTING_NAMES.items() if known == name), None)
    if key is None:
        names = "、".join(SETTING_NAMES.values())
        raise RuleBroken(
            _("There is no setting «{name}»; known are {names}.").format(name=name, names=names), field="name"
        )
    present = load_settings(run.work.session)
    wanted = validate(OfficeSettings, {**present.model_dump(), key: _setting_value(key, value)})
    if wanted == present:
        return Result(Outcome.UNCHANGED, name)
    write_settings(run.work, wanted)
    change = Change(name, setting_text(present, key), setting_text(wanted, key))
    return Result(Outcome.UPDATED, name, (change,))


def _setting_value(key: str, text: str) -> object:
    """What a setting's text stands for; RuleBroken for a word that is on no list."""
    if key == "template":
        return to_term(ReportTemplate, text)
    return to_flag(text) if key == "is_ranked" else text
