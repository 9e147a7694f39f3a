"""Put the plan into the ledger quickly; the records are the ones that the verbs would have written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from zhenyu_desk.domain.inputs import Input
from zhenyu_desk.domain.lifecycle import Step, replay
from zhenyu_desk.domain.names import normalise_name
from zhenyu_desk.domain.numbering import DIFFICULTY_PREFIX, VISIT_PREFIX
from zhenyu_desk.domain.search_text import SearchKind
from zhenyu_desk.domain.terms import Action, State
from zhenyu_desk.services.demo.cases import PlannedDifficulty
from zhenyu_desk.services.demo.firms import PlannedFirm
from zhenyu_desk.services.demo.plan import Plan
from zhenyu_desk.services.demo.story import PlannedVisit
from zhenyu_desk.services.enterprises import check_code
from zhenyu_desk.store import case_log
from zhenyu_desk.store.bulk import BulkWriter
from zhenyu_desk.store.indexing import case_document
from zhenyu_desk.store.numbering import claim_number
from zhenyu_desk.store.tables import (
    Contact,
    Difficulty,
    Enterprise,
    EnterpriseLabel,
    FormerName,
    HandlingEvent,
    Leader,
    Pairing,
    Promise,
    SupportingUnit,
    Visit,
    YearlyFigure,
)
from zhenyu_desk.store.unit_of_work import UnitOfWork

Progress = Callable[[int, int], None]

_ALL_DEADLINES = 100_000


def write_plan(work: UnitOfWork, writer: BulkWriter, plan: Plan, progress: Progress | None) -> None:
    """Write leaders, firms and days; `progress` hears of visits done and of how many there are."""
    for leader in plan.leaders:
        assert writer.add(Leader, dict(leader.given)) == leader.key
    for firm in plan.firms:
        _write_firm(writer, firm)
    writer.flush()
    writer.index_enterprises(range(plan.firms[0].key, plan.firms[-1].key + 1))
    days = _Days(work.actor, writer, plan)
    done = 0
    for day in plan.days():
        for visit in day.visits:
            days.write_visit(visit)
        for difficulty in day.difficulties:
            days.write_difficulty(difficulty)
        writer.flush_if_many()
        done += len(day.visits)
        if progress:
            progress(done, plan.sizes.visits)
    writer.finish()
    for (prefix, _year), number in days.last_numbers.items():
        claim_number(work, prefix, number)


def _write_firm(writer: BulkWriter, firm: PlannedFirm) -> None:
    given = firm.given
    values = _columns(given, "former_names", "labels", "yearly")
    values |= {"credit_code": check_code(given), "match_name": normalise_name(given.name)}
    assert writer.add(Enterprise, values) == firm.key
    owner = {"enterprise_id": firm.key}
    for name in given.former_names:
        writer.add(FormerName, owner | {"name": name, "match_name": normalise_name(name)})
    for label in given.labels:
        writer.add(EnterpriseLabel, owner | dict(label))
    for year in given.yearly:
        writer.add(YearlyFigure, owner | dict(year))
    for contact in firm.contacts:
        writer.add(Contact, dict(contact))
    for pairing in firm.pairings:
        writer.add(Pairing, dict(pairing))


class _Days:
    """Writes visits and difficulties, keeping in mind what many of them share."""

    def __init__(self, actor: str, writer: BulkWriter, plan: Plan) -> None:
        self._actor, self._writer = actor, writer
        self._calendar = plan.setting.calendar
        self._working_days = plan.setting.working_days
        self._add_workdays = lru_cache(_ALL_DEADLINES)(self._calendar.add_workdays)
        self._firms = {firm.key: (firm.given.name, firm.given.short_name) for firm in plan.firms}
        self._leaders = {leader.key: leader.given.name for leader in plan.leaders}
        self._states: dict[tuple[Any, ...], tuple[State, ...]] = {}
        self.last_numbers: dict[tuple[str, int], str] = {}

    def write_visit(self, planned: PlannedVisit) -> None:
        """A visit with its promises."""
        given = planned.given
        values = _columns(given, "promises")
        values |= {
            "number": planned.number,
            "recorder": self._actor,
            "moves": tuple(move.value for move in given.moves),
            "warnings": tuple(warning.value for warning in given.warnings),
        }
        assert self._writer.add(Visit, values) == planned.key
        for promise in given.promises:
            self._writer.add(Promise, {"visit_id": planned.key, **dict(promise)})
        self.last_numbers[VISIT_PREFIX, given.on.year] = planned.number
        self._index(SearchKind.VISIT, planned.key, values)

    def write_difficulty(self, planned: PlannedDifficulty) -> None:
        """A difficulty with its whole life."""
        given = planned.given
        steps, days = self._with_deadlines(planned)
        case = replay(steps, self._calendar)
        assert case is not None
        values = _columns(given, "spot_result", "spot_text", "assign_unit_id", "supporting_unit_ids")
        values |= {"number": planned.number, "visit_id": planned.visit_key, **case_log.mirrored(case)}
        assert self._writer.add(Difficulty, values) == planned.key
        for unit_id in given.supporting_unit_ids:
            self._writer.add(SupportingUnit, {"difficulty_id": planned.key, "unit_id": unit_id})
        former: State | None = None
        for place, (step, state) in enumerate(zip(steps, self._states_after(steps), strict=True)):
            event = case_log.event_values(former, state, step, days[place])
            event |= {"difficulty_id": planned.key, "position": place + 1, "recorder": self._actor}
            self._writer.add(HandlingEvent, event)
            former = state
        self.last_numbers[DIFFICULTY_PREFIX, given.reported_on.year] = planned.number
        self._index(SearchKind.DIFFICULTY, planned.key, values)

    def _with_deadlines(self, planned: PlannedDifficulty) -> tuple[list[Step], list[int | None]]:
        """The steps, a 交办 with the deadline that the rules give, and the working days behind it."""
        rule = self._working_days[planned.given.category_id, planned.given.level]
        steps, days = [], []
        for step in planned.steps:
            by_rule = step.action is Action.ASSIGN and step.new_deadline is None
            steps.append(replace(step, new_deadline=self._add_workdays(step.on, rule)) if by_rule else step)
            days.append(rule if by_rule else None)
        return steps, days

    def _states_after(self, steps: Sequence[Step]) -> tuple[State, ...]:
        """The state after each step, which follows from the actions and ratings alone."""
        shape = tuple((step.action, step.reached, step.satisfaction) for step in steps)
        known = self._states.get(shape)
        if known is None:
            cases = [replay(steps[: place + 1], self._calendar) for place in range(len(steps))]
            known = self._states[shape] = tuple(case.state for case in cases if case is not None)
        return known

    def _index(self, kind: SearchKind, key: int, values: dict[str, Any]) -> None:
        firm, leader = self._firms[values["enterprise_id"]], self._leaders.get(values["leader_id"])
        self._writer.index(kind, key, case_document(kind, values.__getitem__, firm, leader))


def _columns(given: Input, *apart: str) -> dict[str, Any]:
    """The fields of an input that are columns of its table."""
    return {name: value for name, value in given if name not in apart}
