"""Imports 走访 and the promises made on them."""

from __future__ import annotations

from functools import partial

from zhenyu_desk.domain.inputs import VisitInput, validate
from zhenyu_desk.domain.numbering import VISIT_PREFIX
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.exchange.workbook import sheets
from zhenyu_desk.exchange.workbook.records import ImportFile, SheetRecord
from zhenyu_desk.i18n import _
from zhenyu_desk.services.importing.numbers import check_number, check_once, find_number
from zhenyu_desk.services.importing.remarks import with_extras
from zhenyu_desk.services.importing.run import Result, Run, Values, changes_of, differing
from zhenyu_desk.services.importing.summary import Change, Outcome
from zhenyu_desk.services.sheet_records import promise_values, visit_values
from zhenyu_desk.services.visits import write_visit
from zhenyu_desk.store.tables import Enterprise, Leader, Promise, Visit

_NOT_INPUT = ("number", "recorder")


def import_visits(run: Run, file: ImportFile) -> None:
    """Take the visits, then the promises."""
    for table in file.table(sheets.VISITS):
        taken: set[int] = set()
        run.each(table, partial(_visit, run, taken))
    for table in file.table(sheets.PROMISES):
        run.each(table, partial(_promise, run))


def _visit(run: Run, taken: set[int], record: SheetRecord) -> Result:
    firm, leader = run.firms.find(record.values), run.leaders.find(record.values)
    given = dict(record.values)
    number = check_number(given.pop("number", ""), VISIT_PREFIX)
    known = find_number(run, Visit, number) if number else _unnumbered(run, taken, given, firm, leader)
    if known is not None:
        check_once(known.key, number, taken)
    current = visit_values(known) if known else {}
    given["remark"] = with_extras(given.get("remark") or current.get("remark", ""), record.extras)
    changed = differing(current, given)
    changes = list(changes_of(sheets.VISITS, current, changed)) if known else []
    if known is not None:
        changes += _moved(run, known, firm, leader)
        if not changes:
            return Result(Outcome.UNCHANGED, known.number)
    values = {key: value for key, value in {**current, **changed}.items() if key not in _NOT_INPUT}
    values |= {"enterprise_id": firm.key, "leader_id": leader.key, "promises": _promises(run, known)}
    visit = write_visit(run.work, known, validate(VisitInput, values), run.today, number)
    if known is None and "recorder" in given:
        visit.recorder = given["recorder"]
    run.work.session.flush()
    taken.add(visit.key)
    return Result(Outcome.UPDATED if known else Outcome.ADDED, visit.number, tuple(changes))


def _unnumbered(run: Run, taken: set[int], given: Values, firm: Enterprise, leader: Leader) -> Visit | None:
    """A row without a number is the visit of the same firm, day and leader, if it was not another row's."""
    same = run.work.where(Visit, enterprise_id=firm.key, on=given["on"], leader_id=leader.key)
    return next((visit for visit in same if visit.key not in taken), None)


def _moved(run: Run, visit: Visit, firm: Enterprise, leader: Leader) -> list[Change]:
    changes = []
    if visit.enterprise_id != firm.key:
        former = run.work.get(Enterprise, visit.enterprise_id)
        changes.append(Change(sheets.VISITS.by_key["enterprise"].header, former.name, firm.name))
    if visit.leader_id != leader.key:
        led = run.work.get(Leader, visit.leader_id)
        changes.append(Change(sheets.VISITS.by_key["leader"].header, led.name, leader.name))
    return changes


def _promises(run: Run, visit: Visit | None) -> tuple[Values, ...]:
    present = run.work.where(Promise, visit_id=visit.key) if visit else ()
    return tuple({"id": promise.key, **promise_values(promise)} for promise in present)


def _promise(run: Run, record: SheetRecord) -> Result:
    number = check_number(record.values["number"], VISIT_PREFIX)
    visit = find_number(run, Visit, number)
    if visit is None:
        raise RuleBroken(_("There is no visit {number}.").format(number=number), field="number")
    given = {key: value for key, value in record.values.items() if key != "number"}
    known = run.work.where(Promise, visit_id=visit.key, text=given["text"])
    if not known:
        run.work.add(Promise(visit_id=visit.key, **given))
        return Result(Outcome.ADDED, number)
    current = promise_values(known[0])
    changed = differing(current, given)
    for key, value in changed.items():
        setattr(known[0], key, value)
    outcome = Outcome.UPDATED if changed else Outcome.UNCHANGED
    return Result(outcome, number, changes_of(sheets.PROMISES, current, changed))
