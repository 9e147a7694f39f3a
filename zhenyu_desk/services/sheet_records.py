"""How records of the ledger stand in the standard workbook: dictionaries by column key, for export and
comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from zhenyu_desk.domain.lifecycle import Case, Step, effective_steps
from zhenyu_desk.domain.rows import HandlingRow
from zhenyu_desk.domain.terms import Action, Move, VisitWarning
from zhenyu_desk.domain.workdays import WorkCalendar
from zhenyu_desk.store.tables import (
    Contact,
    Difficulty,
    Enterprise,
    EnterpriseLabel,
    FormerName,
    Leader,
    Pairing,
    Promise,
    Unit,
    Visit,
    YearlyFigure,
)

Values = dict[str, Any]

FIRM_FIELDS = (
    "name", "credit_code", "short_name", "area", "address", "industry", "chain", "ownership", "state",
    "employees",
    "founded", "products", "remark", "registration_no", "land_tenure", "land_mu", "lease_end", "code_reason",
)  # fmt: skip
VISIT_FIELDS = (
    "number", "on", "way", "companions", "host", "output_trend", "order_trend", "staff_trend", "business",
    "investment",
    "remark", "output_figure", "order_figure", "staff_figure", "answered", "policy", "trip_no", "recorder",
)  # fmt: skip
DIFFICULTY_FIELDS = (
    "number", "source", "reported_on", "title", "words", "level", "quantity", "quantity_unit", "urgency",
    "contact",
)  # fmt: skip
YEARLY_FIELDS = ("year", "output", "tax", "power", "research", "source")


def _fields(record: Any, names: Iterable[str]) -> Values:
    return {name: getattr(record, name) for name in names}


def label_text(name: str, year: int | None) -> str:
    """规上(2026), or the bare name of a label without a year."""
    return name if year is None else f"{name}({year})"


def firm_values(firm: Enterprise, labels: Iterable[EnterpriseLabel], former: Iterable[FormerName]) -> Values:
    """A line of 企业."""
    return {
        **_fields(firm, FIRM_FIELDS),
        "labels": tuple(label_text(label.name, label.year) for label in labels),
        "former_names": tuple(record.name for record in former),
    }


def firm_reference(firm: Enterprise) -> Values:
    """The columns by which other sheets name a firm."""
    return {"enterprise": firm.name, "firm_code": firm.credit_code}


def leader_reference(leader: Leader | None) -> Values:
    """The columns by which other sheets name a leader."""
    return {"leader": leader.name, "leader_post": leader.post} if leader else {}


def contact_values(contact: Contact) -> Values:
    """A line of 联系人 without its firm."""
    return _fields(contact, ("name", "post", "mobile", "is_primary", "in_use"))


def unit_values(unit: Unit) -> Values:
    """A line of 单位."""
    return _fields(unit, ("name", "contact", "phone", "in_use"))


def leader_values(leader: Leader) -> Values:
    """A line of 挂钩领导."""
    return _fields(leader, ("name", "post", "rank", "field", "liaison", "in_office_from", "in_office_to"))


def pairing_values(pairing: Pairing) -> Values:
    """A line of 挂钩关系 without firm and leader."""
    return _fields(pairing, ("role", "start", "end", "frequency_days", "reason"))


def visit_values(visit: Visit) -> Values:
    """A line of 走访 without firm and leader."""
    return {
        **_fields(visit, VISIT_FIELDS),
        "moves": tuple(Move.from_code(code) for code in visit.moves),
        "warnings": tuple(VisitWarning.from_code(code) for code in visit.warnings),
    }


def promise_values(promise: Promise) -> Values:
    """A line of 领导承诺 without its visit."""
    return _fields(promise, ("text", "due_on", "kept_on"))


def yearly_values(figures: YearlyFigure) -> Values:
    """A line of 年度指标 without its firm."""
    return _fields(figures, YEARLY_FIELDS)


def difficulty_values(difficulty: Difficulty) -> Values:
    """What a line of 诉求 says of a difficulty itself, without the records it points to and its life."""
    return _fields(difficulty, (*DIFFICULTY_FIELDS, "is_typical"))


def life_values(
    case: Case, steps: Sequence[Step], unit_names: Mapping[int, str], today: date, calendar: WorkCalendar
) -> Values:
    """What a line of 诉求 says of the life of a difficulty, as it stands today."""
    ends = [step for step in effective_steps(steps) if step.action is Action.END]
    done = case.state.is_done
    return {
        "lead_unit": unit_names.get(case.unit_id or 0, ""),
        "assigned_on": case.assigned_on,
        "original_deadline": case.original_deadline,
        "deadline": case.deadline_on(today, calendar),
        "resolved_on": case.resolved_on if done else None,
        "result": case.result if done else None,
        "result_text": case.result_text if done else "",
        "follow_up_on": case.follow_up_on,
        "reached": case.reached,
        "satisfaction": case.satisfaction,
        "parked_on": case.parked_on,
        "condition": case.condition,
        "review_on": case.review_on,
        "end_kind": case.end_kind,
        "ended_on": case.ended_on,
        "end_reason": ends[-1].reason if case.ended_on and ends else "",
    }


def handling_values(row: HandlingRow) -> Values:
    """A line of 办理记录 without its number."""
    names = (
        "on", "action", "text", "reason", "new_deadline", "result", "reached", "satisfaction", "end_kind",
        "condition",
        "review_on", "days", "recorder",
    )  # fmt: skip
    return {**_fields(row, names), "unit": row.unit_name}
