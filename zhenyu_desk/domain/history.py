"""The history of a record: who changed what, when and why, in words of the screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.i18n import N_, _


class OfficePart(StrEnum):
    """What the office sets up, each with a history of its own; the values are those of the tables."""

    CATEGORIES = "category"
    TIME_LIMITS = "deadline_rule"
    CALENDAR = "calendar_day"
    SETTINGS = "ledger_setting"
    OFFICIALS = "official"


HistoryKind = Aggregate | OfficePart


@dataclass(frozen=True, slots=True)
class HistoryChange:
    """A field with what stood in it before and after; "" for nothing. `part` is whose it is, "" for the record's."""

    field: str
    before: str
    after: str
    part: str = ""

    @property
    def title(self) -> str:
        """The field, and before it the contact, year, leader … that it belongs to."""
        return f"{self.part} · {self.field}" if self.part else self.field


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One change of a record: the instant (UTC), the official, the use case, its reason, and the fields changed."""

    at: datetime
    actor: str
    what: str
    reason: str
    changes: tuple[HistoryChange, ...]


_FIELDS = {
    "actor": N_("Official"),
    "action": N_("Step"),
    "address": N_("Address"),
    "answered": N_("Answered on the spot"),
    "area": N_("Area"),
    "assigned_on": N_("Assigned on"),
    "business": N_("Business"),
    "category_id": N_("Category"),
    "chain": N_("Industrial chain"),
    "code_reason": N_("Why there is no code"),
    "companions": N_("Companions"),
    "condition": N_("Condition"),
    "contact": N_("Contact"),
    "credit_code": N_("Credit code"),
    "days": N_("Working days"),
    "deadline": N_("Deadline"),
    "deleted_at": N_("Recycle bin"),
    "due_on": N_("Due on"),
    "employees": N_("Employees"),
    "end": N_("To"),
    "end_kind": N_("Kind of end"),
    "ended_on": N_("Ended on"),
    "enterprise_id": N_("Enterprise"),
    "field": N_("Field of work"),
    "file_name": N_("Attachment"),
    "follow_up_on": N_("Called back on"),
    "founded": N_("Founded"),
    "frequency_days": N_("Visit every (days)"),
    "host": N_("Received by"),
    "in_office_from": N_("In office from"),
    "in_office_to": N_("In office to"),
    "in_use": N_("State"),
    "is_workday": N_("Working day"),
    "industry": N_("Industry"),
    "investment": N_("Investment (10,000 yuan)"),
    "is_primary": N_("Main contact"),
    "is_typical": N_("Typical case"),
    "kept_on": N_("Kept on"),
    "land_mu": N_("Land (mu)"),
    "land_tenure": N_("Land tenure"),
    "last_step_on": N_("Last step on"),
    "lead_unit_id": N_("Lead unit"),
    "leader_id": N_("Leader"),
    "lease_end": N_("Lease ends"),
    "level": N_("Level"),
    "liaison": N_("Liaison"),
    "mobile": N_("Mobile"),
    "moves": N_("Moves"),
    "name": N_("Name"),
    "new_deadline": N_("New deadline"),
    "note": N_("Note"),
    "number": N_("Number"),
    "on": N_("Date"),
    "order_figure": N_("Orders, in figures"),
    "order_trend": N_("Orders"),
    "original_deadline": N_("Original deadline"),
    "output": N_("Output (10,000 yuan)"),
    "output_figure": N_("Output, in figures"),
    "output_trend": N_("Output"),
    "ownership": N_("Ownership"),
    "parent_id": N_("Category above"),
    "parked_condition": N_("Condition"),
    "person": N_("Person in charge"),
    "phone": N_("Telephone"),
    "policy": N_("Policies told"),
    "post": N_("Post"),
    "power": N_("Power (10,000 kWh)"),
    "products": N_("Products"),
    "quantity": N_("Quantity"),
    "quantity_unit": N_("Unit of quantity"),
    "rank": N_("Rank"),
    "reached": N_("Reached"),
    "reason": N_("Reason"),
    "registration_no": N_("Former registration number"),
    "remark": N_("Remark"),
    "reopened": N_("Times reopened"),
    "reported_on": N_("Reported on"),
    "research": N_("Research (10,000 yuan)"),
    "resolved_on": N_("Resolved on"),
    "result": N_("Result"),
    "result_text": N_("What was done"),
    "review_on": N_("Review on"),
    "role": N_("Role"),
    "satisfaction": N_("Satisfaction"),
    "short_name": N_("Short name"),
    "source": N_("Source"),
    "staff_figure": N_("Staff, in figures"),
    "staff_trend": N_("Staff"),
    "start": N_("From"),
    "state": N_("State"),
    "stopped_on": N_("Clock stopped on"),
    "supervised_on": N_("Supervised on"),
    "tax": N_("Tax (10,000 yuan)"),
    "text": N_("Text"),
    "title": N_("Title"),
    "to_state": N_("State after"),
    "trip_no": N_("Trip"),
    "unit_id": N_("Unit"),
    "urgency": N_("Urgency"),
    "visit_id": N_("Visit"),
    "warnings": N_("Warnings"),
    "way": N_("Way"),
    "words": N_("The firm's own words"),
    "year": N_("Year"),
}
_FIELDS_OF = {
    ("deadline_rule", "deleted_at"): N_("Own time limit taken away"),
    ("keys", "name"): N_("Password"),
}
# The office's settings, by their keys.
_SETTINGS = {
    "town": N_("Name of the town"),
    "issuer": N_("Signed by"),
    "template": N_("Usual head of the report"),
    "bulletin_name": N_("Name of the bulletin"),
    "red_head": N_("Name in the red head"),
    "document_code": N_("Document code"),
    "addressee": N_("Addressed to"),
    "report_to": N_("Reported to"),
    "send_to": N_("Sent to"),
    "distribute_to": N_("Distributed to"),
    "is_ranked": N_("Order leaders by visit coverage instead of by rank"),
    "fairly_weight": N_("What «fairly satisfied» counts in the satisfaction rate (0 to 1)"),
    "amber_days": N_("Amber light: so many working days left or fewer"),
    "stale_days": N_("«Long not updated»: so many days without a step"),
}
# What only the program needs.
UNSHOWN = frozenset(
    {
        "match_name",
        "owner_kind",
        "owner_id",
        "sha256",
        "size",
        "media_type",
        "position",
        "recorder",
        "recorded_at",
        "from_state",
    }
)


def field_name(column: str, table: str = "") -> str:
    """What a field is called on the screen."""
    known = _FIELDS_OF.get((table, column)) or _FIELDS.get(column)
    return _(known) if known else column


def setting_name(key: str) -> str:
    """What a setting of the office is called on the screen."""
    known = _SETTINGS.get(key)
    return _(known) if known else key
