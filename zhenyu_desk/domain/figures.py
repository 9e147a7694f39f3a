"""The figures of a month, each defined once, all as of a day (product.md, Figures of month M).

Every figure keeps the ids of the rows it counted, so that a leader's question «which ones?» has an answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from zhenyu_desk.domain.figure_facts import CaseFact, MonthFacts, VisitFact
from zhenyu_desk.domain.lifecycle import Case, Step, effective_steps, replay
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import Action, EndKind, ResultKind, Satisfaction, State
from zhenyu_desk.domain.workdays import WorkCalendar

DEFINITIONS_VERSION = 1
NOT_NEW = frozenset({EndKind.REJECTED, EndKind.MERGED})
_RATE_STEP = Decimal("0.0001")
_DAYS_STEP = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Count:
    """A number of rows, and which."""

    ids: tuple[int, ...]

    @property
    def value(self) -> int:
        """How many."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of rows: which of `base` are `hits`. The numerator is less than their number where rows weigh less."""

    hits: tuple[int, ...]
    base: tuple[int, ...]
    numerator: Decimal

    @property
    def denominator(self) -> int:
        """How many rows there are to share."""
        return len(self.base)

    @property
    def value(self) -> Decimal | None:
        """The fraction with 4 decimals; None where there is nothing to share."""
        return share_of(self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class Days:
    """Working days from 交办 to 办结 over some rows, with one decimal; None without rows."""

    ids: tuple[int, ...]
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """One upper-level category; `share` of the new ones in percent, the column adds up to 100.0."""

    name: str
    new: int
    resolved: int
    open: int
    share: Decimal


@dataclass(frozen=True, slots=True)
class LeaderLine:
    """One leader's month."""

    leader_id: int
    name: str
    paired: tuple[int, ...]
    visited: tuple[int, ...]
    visits: int
    difficulties: int


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit's month: handed to it in M, of 本月办结 its own, of these in time, and open overdue ones on the day."""

    name: str
    assigned: int
    resolved: int
    on_time: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one month as of one day. Field names are the keys of the figures file."""

    month: Month
    as_of: date
    visits: Count
    visited_enterprises: Count
    paired_enterprises: Count
    coverage: Rate
    frequency_met: Rate
    carried_over: Count
    new: Count
    to_handle: Count
    resolved: Count
    due: Count
    due_resolved_rate: Rate
    on_time_rate: Rate
    cumulative_resolved_rate: Rate
    solved_rate: Rate
    followed_up_rate: Rate
    satisfaction_rate: Rate
    mean_handling_days: Days
    median_handling_days: Days
    open: Count
    overdue: Count
    parked: Count
    ended: Count
    ended_by_kind: Mapping[EndKind, Count]
    by_category: tuple[CategoryLine, ...]
    by_leader: tuple[LeaderLine, ...]
    by_unit: tuple[UnitLine, ...]

    @property
    def at_end(self) -> str:
        """What the state on the as-of day is called: «月末», or «统计日» where that is another day."""
        return "月末" if self.as_of == self.month.last else "统计日"


@dataclass(frozen=True, slots=True)
class _Known:
    """A difficulty as it is known on the as-of day."""

    fact: CaseFact
    case: Case
    deadline: date | None

    @property
    def in_time(self) -> bool:
        resolved_on = self.case.resolved_on
        return self.case.state.is_done and bool(resolved_on and self.deadline and resolved_on <= self.deadline)


def compute(month: Month, as_of: date, facts: MonthFacts, calendar: WorkCalendar, fairly_weight: Decimal) -> Figures:
    """Compute the figures of `month` as of `as_of`; `fairly_weight` is k, what 基本满意 counts (0 to 1)."""
    visits = [visit for visit in facts.visits if visit.on in month and visit.on <= as_of]
    visited = {visit.enterprise_id for visit in visits}
    paired = sorted({pairing.enterprise_id for pairing in facts.pairings})
    known = _known_cases(facts.cases, as_of, calendar)
    carried = _carried_over(known, month, calendar)
    new = _ids(known, lambda k: k.fact.reported_on in month and k.case.end_kind not in NOT_NEW)
    resolved = [k for k in known if k.case.state.is_done and k.case.resolved_on in month]
    due = [k for k in known if _is_due(k, month)]
    this_year = [k for k in known if k.fact.reported_on.year == month.year and k.case.state is not State.ENDED]
    handed = [k for k in resolved if k.case.first_assigned_on is not None]
    days = [_handling_days(k.case, calendar) for k in handed]
    ended = [k for k in known if k.case.ended_on in month]
    return Figures(
        month=month,
        as_of=as_of,
        visits=Count(tuple(visit.id for visit in visits)),
        visited_enterprises=Count(tuple(sorted(visited))),
        paired_enterprises=Count(tuple(paired)),
        coverage=_rate([i for i in paired if i in visited], paired),
        frequency_met=_frequency_met(facts, as_of),
        carried_over=Count(carried),
        new=Count(new),
        to_handle=Count((*carried, *new)),
        resolved=Count(_ids(resolved)),
        due=Count(_ids(due)),
        due_resolved_rate=_rate(_ids(due, lambda k: k.case.state.is_done), _ids(due)),
        on_time_rate=_rate(_ids(due, lambda k: k.in_time), _ids(due)),
        cumulative_resolved_rate=_rate(
            (*facts.settled, *_ids(this_year, lambda k: k.case.state.is_done)), (*facts.settled, *_ids(this_year))
        ),
        solved_rate=_rate(_ids(resolved, lambda k: k.case.result is ResultKind.SOLVED), _ids(resolved)),
        followed_up_rate=_rate(_ids(resolved, lambda k: k.case.follow_up_on is not None), _ids(resolved)),
        satisfaction_rate=_satisfaction(known, month, as_of, fairly_weight),
        mean_handling_days=Days(_ids(handed), _mean(days)),
        median_handling_days=Days(_ids(handed), Decimal(str(median(days))) if days else None),
        open=Count(_ids(known, lambda k: k.case.state.is_open)),
        overdue=Count(_ids(known, lambda k: k.case.is_overdue(as_of, calendar))),
        parked=Count(_ids(known, lambda k: k.case.state is State.PARKED)),
        ended=Count(_ids(ended)),
        ended_by_kind={kind: _ended_as(kind, ended) for kind in EndKind},
        by_category=_by_category(facts.categories, known, set(new), resolved),
        by_leader=_by_leader(facts, visits, visited, known),
        by_unit=_by_unit(facts.units, known, resolved, month, as_of, calendar),
    )


def share_of(numerator: Decimal, denominator: int) -> Decimal | None:
    """A rate with 4 decimals; None where there is nothing to share."""
    return (numerator / denominator).quantize(_RATE_STEP, ROUND_HALF_UP) if denominator else None


def last_rating(steps: Iterable[Step], month: Month, as_of: date) -> Satisfaction | None:
    """How the firm rated the handling of a difficulty in the month, the last time it was reached and said so."""
    ratings = [
        step.satisfaction
        for step in effective_steps(step for step in steps if step.on <= as_of)
        if step.action is Action.FOLLOW_UP and step.on in month and step.reached and step.satisfaction
    ]
    return ratings[-1] if ratings else None


def weights_of(fairly_weight: Decimal) -> dict[Satisfaction, Decimal]:
    """What a rating counts in 满意率."""
    return {
        Satisfaction.SATISFIED: Decimal(1),
        Satisfaction.FAIRLY: fairly_weight,
        Satisfaction.DISSATISFIED: Decimal(0),
    }


def share_out(counts: Sequence[int]) -> list[Decimal]:
    """Percentages with one decimal that add up to 100.0 (largest remainder); all 0.0 where there is nothing."""
    total = sum(counts)
    if total == 0:
        return [Decimal("0.0")] * len(counts)
    tenths = [divmod(count * 1000, total) for count in counts]
    missing = 1000 - sum(whole for whole, _rest in tenths)
    by_rest = sorted(range(len(counts)), key=lambda i: (-tenths[i][1], i))
    lifted = set(by_rest[:missing])
    return [Decimal(whole + (i in lifted)) / 10 for i, (whole, _rest) in enumerate(tenths)]


def _known_cases(cases: Iterable[CaseFact], as_of: date, calendar: WorkCalendar) -> list[_Known]:
    known = []
    for fact in cases:
        case = replay(fact.steps, calendar, as_of)
        if case is not None:
            known.append(_Known(fact, case, case.deadline_on(as_of, calendar)))
    return known


def _carried_over(known: Iterable[_Known], month: Month, calendar: WorkCalendar) -> tuple[int, ...]:
    eve = month.minus(1).last
    return tuple(k.fact.id for k in known if k.fact.reported_on <= eve and _was_open(k, eve, calendar))


def _was_open(known: _Known, day: date, calendar: WorkCalendar) -> bool:
    """Whether the case was open at the end of an earlier day; most cases have no step since and need no replay."""
    case = known.case if known.case.last_on <= day else replay(known.fact.steps, calendar, day)
    return case is not None and case.state.is_open


def _is_due(known: _Known, month: Month) -> bool:
    if known.case.state in (State.PARKED, State.ENDED) or known.deadline is None:
        return False
    resolved_in_month = known.case.state.is_done and known.case.resolved_on in month
    return known.deadline in month or (resolved_in_month and known.deadline > month.last)


def _frequency_met(facts: MonthFacts, as_of: date) -> Rate:
    required = {p.enterprise_id: p.frequency_days for p in facts.pairings if p.frequency_days}
    met = [
        enterprise_id
        for enterprise_id, days in sorted(required.items())
        if (last := facts.last_visits.get(enterprise_id)) is not None and (as_of - last).days <= days
    ]
    return _rate(met, sorted(required))


def _satisfaction(known: Iterable[_Known], month: Month, as_of: date, fairly_weight: Decimal) -> Rate:
    ratings = {k.fact.id: rating for k in known if (rating := last_rating(k.fact.steps, month, as_of)) is not None}
    weights = weights_of(fairly_weight)
    hits = tuple(id_ for id_, rating in ratings.items() if weights[rating] > 0)
    return Rate(hits, tuple(ratings), sum((weights[rating] for rating in ratings.values()), Decimal(0)))


def _handling_days(case: Case, calendar: WorkCalendar) -> int:
    assert case.first_assigned_on is not None
    assert case.resolved_on is not None
    start, end = case.first_assigned_on, case.resolved_on
    return calendar.workdays_after(start, end) - case.stopped_workdays(start, end, calendar)


def _mean(days: Sequence[int]) -> Decimal | None:
    if not days:
        return None
    return (Decimal(sum(days)) / len(days)).quantize(_DAYS_STEP, ROUND_HALF_UP)


def _ended_as(kind: EndKind, ended: Iterable[_Known]) -> Count:
    return Count(_ids(ended, lambda k: k.case.end_kind is kind))


def _by_category(
    names: Sequence[str], known: Sequence[_Known], new: set[int], resolved: Sequence[_Known]
) -> tuple[CategoryLine, ...]:
    def tally(rows: Iterable[_Known]) -> dict[str, int]:
        counts = dict.fromkeys(names, 0)
        for row in rows:
            counts[row.fact.category] += 1
        return counts

    new_by = tally(k for k in known if k.fact.id in new)
    resolved_by = tally(resolved)
    open_by = tally(k for k in known if k.case.state.is_open)
    shares = share_out([new_by[name] for name in names])
    return tuple(
        CategoryLine(name, new_by[name], resolved_by[name], open_by[name], share)
        for name, share in zip(names, shares, strict=True)
    )


def _by_leader(
    facts: MonthFacts, visits: Sequence[VisitFact], visited: set[int], known: Sequence[_Known]
) -> tuple[LeaderLine, ...]:
    lines = []
    for leader in facts.leaders:
        paired = tuple(sorted(p.enterprise_id for p in facts.pairings if p.leader_id == leader.id))
        led = {visit.id for visit in visits if visit.leader_id == leader.id}
        lines.append(
            LeaderLine(
                leader_id=leader.id,
                name=leader.name,
                paired=paired,
                visited=tuple(i for i in paired if i in visited),
                visits=len(led),
                difficulties=sum(1 for k in known if k.fact.visit_id in led),
            )
        )
    return tuple(lines)


def _by_unit(
    units: Mapping[int, str],
    known: Sequence[_Known],
    resolved: Sequence[_Known],
    month: Month,
    as_of: date,
    calendar: WorkCalendar,
) -> tuple[UnitLine, ...]:
    handed = Counter(unit_id for k in known for unit_id in _handed_to(k, month, as_of))
    late = Counter(k.case.unit_id for k in known if k.case.is_overdue(as_of, calendar))
    done = Counter(k.case.unit_id for k in resolved)
    in_time = Counter(k.case.unit_id for k in resolved if k.in_time)
    return tuple(
        UnitLine(name, handed[unit_id], done[unit_id], in_time[unit_id], late[unit_id])
        for unit_id, name in units.items()
        if handed[unit_id] or done[unit_id] or late[unit_id]
    )


def _handed_to(known: _Known, month: Month, as_of: date) -> set[int]:
    """The units that were given the difficulty in the month."""
    if not any(step.action is Action.ASSIGN and step.on in month for step in known.fact.steps):
        return set()
    steps = effective_steps(step for step in known.fact.steps if step.on <= as_of)
    return {s.unit_id for s in steps if s.action is Action.ASSIGN and s.on in month and s.unit_id is not None}


def _ids(rows: Iterable[_Known], keep: Callable[[_Known], bool] = lambda _k: True) -> tuple[int, ...]:
    return tuple(row.fact.id for row in rows if keep(row))


def _rate(hits: Iterable[int], base: Iterable[int]) -> Rate:
    hit_ids = tuple(hits)
    return Rate(hit_ids, tuple(base), Decimal(len(hit_ids)))
