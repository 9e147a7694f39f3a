"""The history of a record: who changed what, when and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from zhenyu_desk.domain.history import UNSHOWN, HistoryChange, HistoryKind, HistoryRow, field_name, setting_name
from zhenyu_desk.domain.terms import Move, ReportTemplate, Term, VisitWarning
from zhenyu_desk.i18n import _, format_date
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.history_parts import Names, named_by, part_name
from zhenyu_desk.services.verb_names import verb_name
from zhenyu_desk.store.case_log import MIRRORED
from zhenyu_desk.store.queries.history import (
    ERASED,
    KEYS,
    LoggedChange,
    anchor_of,
    changes_of,
    names_of,
    records_of,
)
from zhenyu_desk.store.tables import RECORD_TABLES, LedgerSetting, Record

Records = Mapping[tuple[str, int], Record]
_POINTERS = {
    "enterprise_id": "enterprise",
    "leader_id": "leader",
    "unit_id": "unit",
    "lead_unit_id": "unit",
    "category_id": "category",
    "parent_id": "category",
    "visit_id": "visit",
}
# What a record is called by in a history says nothing more as a field.
_SAID_ANYHOW: Mapping[str, tuple[str, ...]] = {
    "deadline_rule": ("level", "category_id"),
    "calendar_day": ("on",),
    "ledger_setting": ("key_name",),
}
_PASSWORD_SET = frozenset({"set_password", "renew_password"})
_CODES: Mapping[str, type[Term]] = {"moves": Move, "warnings": VisitWarning}
_LIST_MARK = "、"
_ISO_DAY = 10


def history_of(context: AppContext, kind: HistoryKind, key: int | None) -> list[HistoryRow]:
    """Every change of a record and its parts, the newest first; what one use case changed is one row.

    Without a key the changes of all records of the kind.
    """
    with context.ledger.read() as session:
        entries = changes_of(session, kind, key)
        logged = [replace(entry, change=_told(kind, entry)) for entry in entries]
        changed = records_of(session, {(entry.table, entry.row_id) for entry in logged if entry.table != KEYS})
        names = names_of(session, [*_pointed(logged), *named_by(changed.values(), kind)])
    parts = {place: part_name(record, kind, names) for place, record in changed.items() if place != (kind.value, key)}
    rows: list[HistoryRow] = []
    for entry in logged:
        changes = _keys_changed(entry) if entry.table == KEYS else tuple(_changes(entry, names, changed, parts))
        former = rows[-1] if rows else None
        what = verb_name(entry.verb)
        if (
            former
            and (former.actor, former.what, former.reason) == (entry.actor, what, entry.reason)
            and (abs(former.at - entry.at).total_seconds() < 1)
        ):
            rows[-1] = HistoryRow(former.at, former.actor, what, former.reason, changes + former.changes)
        elif changes:
            rows.append(HistoryRow(entry.at, entry.actor, what, entry.reason, changes))
    return rows


def audit_anchor(context: AppContext) -> str:
    """The hash of the last audit entry that changed a record: whoever notes it down can prove what was there."""
    return context.read(anchor_of)


def _told(kind: HistoryKind, entry: LoggedChange) -> dict[str, Any]:
    """What a person wants to read: not what a part belongs to, nor what steps say, nor what only the program needs."""
    left_out = {*UNSHOWN, *_SAID_ANYHOW.get(entry.table, ())}
    if entry.table == "difficulty":
        left_out |= MIRRORED
    if entry.table != kind.value:
        left_out.add(f"{kind.value}_id")
    return {column: values for column, values in entry.change.items() if column not in left_out}


def _pointed(logged: list[LoggedChange]) -> Iterator[tuple[str, int]]:
    for entry in logged:
        for column, values in entry.change.items():
            if column in _POINTERS:
                yield from ((_POINTERS[column], value) for value in values if value is not None)


def _changes(entry: LoggedChange, names: Names, changed: Records, parts: Names) -> Iterator[HistoryChange]:
    place = (entry.table, entry.row_id)
    record = changed.get(place)
    for column, (before, after) in entry.change.items():
        if isinstance(record, LedgerSetting):
            field, said = setting_name(record.key_name), partial(_setting, record.key_name)
        else:
            field, said = field_name(column, entry.table), partial(_said, entry.table, column, names)
        change = HistoryChange(field, said(before), said(after), parts.get(place, ""))
        if change.before != change.after:
            yield change


def _keys_changed(entry: LoggedChange) -> tuple[HistoryChange, ...]:
    """A password that was set, or taken away."""
    field, part = field_name("name", KEYS), str(entry.change["name"][1])
    if entry.verb in _PASSWORD_SET:
        return (HistoryChange(field, "", _("set"), part),)
    return (HistoryChange(field, _("set"), "", part),)


def _setting(key: str, value: str | None) -> str:
    if value is None:
        return ""
    if key == "template":
        return ReportTemplate.from_code(value).label
    return {"True": _("Yes"), "False": _("No")}.get(value, value)


def _said(table: str, column: str, names: Names, value: Any) -> str:
    if value is ERASED:
        return _("(erased)")
    if value is None or value == "":
        return ""
    if column == "deleted_at":
        return _("Yes")
    if column in _POINTERS:
        return names.get((_POINTERS[column], value), "") or f"#{value}"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return _LIST_MARK.join(
            _CODES[column].from_code(part).label if column in _CODES else str(part) for part in value
        )
    return _word(table, column, str(value))


def _word(table: str, column: str, value: str) -> str:
    """A term by its word, a day as people write it, all else as it is."""
    kind = getattr(RECORD_TABLES[table].metadata.tables[table].columns[column].type, "enum_class", None)
    if isinstance(kind, type) and issubclass(kind, Term):
        return kind.from_code(value).label
    if len(value) == _ISO_DAY and value[4] == value[7] == "-":
        try:
            return format_date(date.fromisoformat(value))
        except ValueError:
            return value
    return value
