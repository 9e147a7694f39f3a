"""The figures of a month computed a second time, from the table of definitions, slowly and plainly."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Any

from zhenyu_desk.domain.figure_facts import CaseFact, MonthFacts
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import Action, EndKind, ResultKind, Satisfaction
from zhenyu_desk.domain.workdays import WorkCalendar

ONE_DAY = timedelta(days=1)


def told(steps: Iterable[Step], day: date, calendar: WorkCalendar) -> dict[str, Any] | None:
    """What a clerk with the log, a pencil and a calendar would say of a case at the end of `day`."""
    log: list[Step] = []
    for s in steps:
        if s.on <= day:
            if s.action is Action.CORRECT:
                log.pop()
            else:
                log.append(s)
    if not log:
        return None
    c: dict[str, Any] = {
        "state": "open",
        "deadline": None,
        "stop": None,
        "stopped": set(),
        "calls": [],
        "done": None,
    }
    for s in log:
        if c["stop"] is not None and s.action in LEAVE | {Action.RESUME_CLOCK, Action.EXTEND}:
            days = workdays(c["stop"], s.on, calendar)
            c["stopped"] |= set(days)
            if c["deadline"]:
                c["deadline"] = nth_workday(c["deadline"], len(days), calendar)
            c["stop"] = s.on if s.action is Action.EXTEND else None
        match s.action:
            case Action.ASSIGN:
                c["deadline"] = s.new_deadline
                c.setdefault("handed", s.on)
            case Action.EXTEND:
                c["deadline"] = s.new_deadline
            case Action.STOP_CLOCK:
                c["stop"] = s.on
            case Action.PARK:
                c["state"] = "parked"
            case Action.UNPARK | Action.REOPEN:
                c["state"] = "open"
                c["deadline"] = s.new_deadline or c["deadline"]
            case Action.RESOLVE:
                c.update(state="done", done=s.on, result=s.result, calls=[])
            case Action.FOLLOW_UP:
                c["calls"].append(s)
            case Action.END:
                c.update(state="ended", ended=s.on, kind=s.end_kind)
    c["late"] = bool(c["deadline"]) and c["deadline"] < (c["stop"] or day)
    if c["stop"] is not None and c["deadline"]:
        c["deadline"] = nth_workday(c["deadline"], len(workdays(c["stop"], day, calendar)), calendar)
    c["ratings"] = [s for s in log if s.action is Action.FOLLOW_UP and s.reached and s.satisfaction]
    return c


LEAVE = {Action.RESOLVE, Action.PARK, Action.RETURN, Action.END}


def workdays(start: date, end: date, calendar: WorkCalendar) -> list[date]:
    """The working days after `start` up to and with `end`."""
    days = (start + ONE_DAY * i for i in range(1, (end - start).days + 1))
    return [day for day in days if calendar.is_workday(day)]


def nth_workday(day: date, n: int, calendar: WorkCalendar) -> date:
    """The n-th working day after `day`."""
    while n:
        day += ONE_DAY
        n -= calendar.is_workday(day)
    return day


def figures(month: Month, day: date, facts: MonthFacts, calendar: WorkCalendar, k: Decimal) -> dict[str, Any]:
    """Counts as numbers, rates as (numerator, denominator), days as numbers."""
    told_now = [(f, t) for f in facts.cases if (t := told(f.steps, day, calendar))]
    eve = month.first - ONE_DAY
    carried = sum(1 for f in facts.cases if (t := told(f.steps, eve, calendar)) and t["state"] == "open")
    new = sum(
        1 for f, t in told_now if f.reported_on in month and t.get("kind") not in (EndKind.REJECTED, EndKind.MERGED)
    )
    resolved = [(f, t) for f, t in told_now if t["state"] == "done" and t["done"] in month]
    due = [(f, t) for f, t in told_now if is_due(t, month)]
    year = [(f, t) for f, t in told_now if f.reported_on.year == month.year and t["state"] != "ended"]
    rated = [r[-1].satisfaction for _f, t in told_now if (r := [s for s in t["ratings"] if s.on in month])]
    good = sum(
        (Decimal(1) if r is Satisfaction.SATISFIED else k for r in rated if r is not Satisfaction.DISSATISFIED),
        Decimal(0),
    )
    spans = [len(set(workdays(t["handed"], t["done"], calendar)) - t["stopped"]) for _f, t in resolved if "handed" in t]
    visited = {v.enterprise_id for v in facts.visits if v.on in month and v.on <= day}
    paired = {p.enterprise_id for p in facts.pairings}
    frequent = {p.enterprise_id: p.frequency_days for p in facts.pairings if p.frequency_days}
    met = [e for e, n in frequent.items() if e in facts.last_visits and day - facts.last_visits[e] <= ONE_DAY * n]
    return {
        "visits": sum(1 for v in facts.visits if v.on in month and v.on <= day),
        "visited_enterprises": len(visited),
        "paired_enterprises": len(paired),
        "coverage": (len(visited & paired), len(paired)),
        "frequency_met": (len(met), len(frequent)),
        "carried_over": carried,
        "new": new,
        "to_handle": carried + new,
        "resolved": len(resolved),
        "due": len(due),
        "due_resolved_rate": (sum(t["state"] == "done" for _f, t in due), len(due)),
        "on_time_rate": (sum(t["state"] == "done" and t["done"] <= t["deadline"] for _f, t in due), len(due)),
        "cumulative_resolved_rate": (sum(t["state"] == "done" for _f, t in year), len(year)),
        "solved_rate": (sum(t["result"] is ResultKind.SOLVED for _f, t in resolved), len(resolved)),
        "followed_up_rate": (sum(bool(t["calls"]) for _f, t in resolved), len(resolved)),
        "satisfaction_rate": (good, len(rated)),
        "mean_handling_days": Fraction(sum(spans), len(spans)) if spans else None,
        "median_handling_days": median(spans) if spans else None,
        "open": sum(t["state"] == "open" for _f, t in told_now),
        "overdue": sum(is_overdue(t) for _f, t in told_now),
        "parked": sum(t["state"] == "parked" for _f, t in told_now),
        "ended": sum(t["state"] == "ended" and t["ended"] in month for _f, t in told_now),
    }


def is_due(t: dict[str, Any], month: Month) -> bool:
    """本月应结."""
    if t["state"] in ("parked", "ended") or t["deadline"] is None:
        return False
    return t["deadline"] in month or (t["state"] == "done" and t["done"] in month and t["deadline"] > month.last)


def is_overdue(t: dict[str, Any]) -> bool:
    """Open and past the current deadline; a stopped case stays what it was when it was stopped."""
    return bool(t["state"] == "open" and t["late"])


def facts_of(cases: list[CaseFact]) -> MonthFacts:
    """Facts with cases only."""
    return MonthFacts(
        visits=[], last_visits={}, pairings=[], cases=cases, settled=[], leaders=[], categories=["审批", "要素"],
        units={1: "甲", 2: "乙", 3: "丙"},
    )  # fmt: skip
