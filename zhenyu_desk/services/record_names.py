"""What a record is called where only its table and row are known, as when the ledger is checked."""

from __future__ import annotations

from typing import Any

from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.history import setting_name
from zhenyu_desk.i18n import N_, _
from zhenyu_desk.store.queries.lying import lying

NOUNS = {
    "attachment": N_("Attachment"),
    "audit_entry": N_("Audit log"),
    "audit_value": N_("Audit log"),
    "calendar_day": N_("Day of the calendar"),
    "category": N_("Category"),
    "contact": N_("Contact"),
    "deadline_rule": N_("Time limit"),
    "difficulty": N_("Difficulty"),
    "draft": N_("Draft"),
    "enterprise": N_("Enterprise"),
    "enterprise_label": N_("Label"),
    "former_name": N_("Former name"),
    "handling_event": N_("Handling log"),
    "issued_report": N_("Issued report"),
    "leader": N_("Leader"),
    "ledger_setting": N_("Setting of the office"),
    "number_series": N_("Numbering"),
    "official": N_("Official"),
    "pairing": N_("Pairing"),
    "promise": N_("Promise"),
    "reminder": N_("Reminder"),
    "report_text": N_("Text of a report"),
    "saved_filter": N_("Saved filter"),
    "supporting_unit": N_("Supporting unit"),
    "unit": N_("Unit"),
    "visit": N_("Visit"),
    "yearly_figure": N_("Figures of a year"),
}
# The column that people know a record by.
_CALLED = {
    "calendar_day": "on",
    "category": "name",
    "difficulty": "number",
    "enterprise": "name",
    "issued_report": "title",
    "leader": "name",
    "official": "name",
    "report_text": "month",
    "saved_filter": "name",
    "unit": "name",
    "visit": "number",
}
# Whose part a record is, and by which column.
_OWNERS = {
    "contact": ("enterprise", "enterprise_id"),
    "deadline_rule": ("category", "category_id"),
    "enterprise_label": ("enterprise", "enterprise_id"),
    "former_name": ("enterprise", "enterprise_id"),
    "handling_event": ("difficulty", "difficulty_id"),
    "pairing": ("enterprise", "enterprise_id"),
    "promise": ("visit", "visit_id"),
    "supporting_unit": ("difficulty", "difficulty_id"),
    "yearly_figure": ("enterprise", "enterprise_id"),
}


def table_noun(table: str) -> str:
    """What the records of a table are called."""
    return _(NOUNS[table]) if table in NOUNS else table


def record_name(session: Any, table: str, row: int) -> str:
    """A record as the clerk knows it: by its number or name, a part by that of the record it belongs to."""
    noun, values = table_noun(table), lying(session, table, row)
    if table == "ledger_setting" and values.get("key_name"):
        return f"{noun} {setting_name(str(values['key_name']))}"
    if called := values.get(_CALLED.get(table, "")):
        return f"{noun} {called}"
    owner, key = _owner(table, values)
    if isinstance(key, int) and owner in _CALLED:
        return _("{noun} of {owner}").format(noun=noun, owner=record_name(session, owner, key))
    return _("{noun} (record {row})").format(noun=noun, row=row)


def _owner(table: str, values: dict[str, Any]) -> tuple[str, Any]:
    if table == "attachment":
        kind = str(values.get("owner_kind"))
        return ("issued_report" if kind == Aggregate.REPORT else kind), values.get("owner_id")
    owner, column = _OWNERS.get(table, ("", ""))
    return owner, values.get(column)
