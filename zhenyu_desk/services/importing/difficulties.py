"""Imports 诉求 with their 办理记录."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial

from zhenyu_desk.domain.inputs import DifficultyInput, validate
from zhenyu_desk.domain.lifecycle import Step, replay
from zhenyu_desk.domain.names import normalise_name
from zhenyu_desk.domain.numbering import DIFFICULTY_PREFIX, VISIT_PREFIX
from zhenyu_desk.domain.terms import Level, Source, Urgency
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.exchange.workbook import sheets
from zhenyu_desk.exchange.workbook.records import ImportFile, SheetRecord, SheetTable
from zhenyu_desk.i18n import _
from zhenyu_desk.services.difficulties import write_changes, write_difficulty
from zhenyu_desk.services.importing import lives
from zhenyu_desk.services.importing.lives import Office, Planned
from zhenyu_desk.services.importing.numbers import check_number, check_once, find_number
from zhenyu_desk.services.importing.run import Result, Run, Values, changes_of, check_cells, differing
from zhenyu_desk.services.importing.summary import Change, Outcome
from zhenyu_desk.services.sheet_records import DIFFICULTY_FIELDS, difficulty_values, leader_reference
from zhenyu_desk.store import case_log
from zhenyu_desk.store.queries.office import working_days_for
from zhenyu_desk.store.tables import Category, Difficulty, Enterprise, Leader, SupportingUnit, Unit, Visit

LogRows = list[tuple[SheetTable, SheetRecord]]
_FIXED = ("source", "words", "reported_on")  # they stay as they were taken down
_OWN = (*DIFFICULTY_FIELDS, "category", "supporting_units", "is_typical")
_DEFAULTS: Values = {"level": Level.LIMITED, "urgency": Urgency.NORMAL}


def import_difficulties(run: Run, file: ImportFile) -> None:
    """Take the difficulties, each with the rows of its life, and last the rows of those known already."""
    logs = _Logs(run, file)
    for table in file.table(sheets.DIFFICULTIES):
        run.each(table, _Importer(run, table, logs).take)
    logs.take_the_rest()


@dataclass(frozen=True, slots=True)
class _Target:
    """What a row points to."""

    firm: Enterprise
    leader: Leader | None
    visit: Visit | None
    category: Category


class _Logs:
    """The rows of 办理记录 by number, and what became of them."""

    def __init__(self, run: Run, file: ImportFile) -> None:
        self.run = run
        self.by_number: defaultdict[str, LogRows] = defaultdict(list)
        for table in file.table(sheets.HANDLING):
            for record in table.records if run.knows_columns(table) else ():
                self.by_number[_number_typed(record)].append((table, record))

    def pop(self, number: str) -> LogRows:
        """The rows of one difficulty."""
        return self.by_number.pop(number, [])

    def report(self, rows: LogRows, outcomes: dict[int, Outcome], default: Outcome) -> None:
        """Write down what became of the rows of one difficulty."""
        for table, record in rows:
            outcome = outcomes.get(record.row, default)
            self.run.report(table, record.row, outcome, record.typed.get("number", ""))

    def take_the_rest(self) -> None:
        """Rows of difficulties that the file's 诉求 doesn't hold: further steps of known ones, or refused."""
        for number in list(self.by_number):
            rows = self.pop(number)
            table, _first = rows[0]
            try:
                known = find_number(self.run, Difficulty, check_number(number, DIFFICULTY_PREFIX)) if number else None
                if known is None:
                    raise RuleBroken(_("There is no difficulty {number}.").format(number=number), field="number")
                _append_steps(self.run, known, self, rows, table)
            except RuleBroken as error:
                for table, record in rows:
                    self.run.refuse(table, record, error)


class _Importer:
    """Takes the rows of one 诉求 sheet."""

    def __init__(self, run: Run, table: SheetTable, logs: _Logs) -> None:
        self.run, self.table, self.logs = run, table, logs
        self.taken: set[int] = set()

    def take(self, record: SheetRecord) -> Result:
        """Add the difficulty of one row with its life, or bring a known one up to date."""
        rows = self.logs.pop(_number_typed(record))
        try:
            return self._take(record, rows)
        except RuleBroken:
            self._refuse_log(rows)
            raise

    def _take(self, record: SheetRecord, rows: LogRows) -> Result:
        values = dict(record.values)
        number = check_number(values.get("number", ""), DIFFICULTY_PREFIX)
        target = self._target(values)
        known = find_number(self.run, Difficulty, number) if number else self._unnumbered(values, target)
        if known is None:
            return self._add(record, rows, values, target, number)
        check_once(known.key, number, self.taken)
        return self._update(record, rows, values, target, known)

    def _target(self, values: Values) -> _Target:
        firm = self.run.firms.find(values)
        visit_number = check_number(values.get("visit_number", ""), VISIT_PREFIX)
        visit = find_number(self.run, Visit, visit_number) if visit_number else None
        if visit_number and visit is None:
            raise RuleBroken(_("There is no visit {number}.").format(number=visit_number), field="visit_number")
        if visit is not None and visit.enterprise_id != firm.key:
            raise RuleBroken(
                _("The visit {number} was made to another firm.").format(number=visit_number),
                field="visit_number",
            )
        leader = self.run.leaders.find(values) if "leader" in values else None
        return _Target(firm, leader, visit, self.run.category(values["category"]))

    def _unnumbered(self, values: Values, target: _Target) -> Difficulty | None:
        """A row without a number is the difficulty of the same firm, day and title."""
        same = self.run.work.where(Difficulty, enterprise_id=target.firm.key, reported_on=values["reported_on"])
        title = normalise_name(values["title"])
        return next((d for d in same if normalise_name(d.title) == title and d.key not in self.taken), None)

    def _add(
        self,
        record: SheetRecord,
        rows: LogRows,
        values: Values,
        target: _Target,
        number: str,
    ) -> Result:
        source = Source.VISIT if target.visit else Source.OTHER
        given = self._input({"source": source, **_DEFAULTS, **values}, target)
        office = _office(self.run, target.category.key, given.level)
        planned = self._plan(record, rows, values, office, [])
        written = write_difficulty(
            self.run.work, given, target.visit, self.run.calendar, self.run.today, number, steps=[]
        )
        written.is_typical = values.get("is_typical", False)
        lives.append_life(self.run.work, written, planned, [], self.run.calendar)
        self.run.work.session.flush()
        self.taken.add(written.key)
        self.logs.report(rows, {}, Outcome.ADDED)
        return Result(Outcome.ADDED, written.number)

    def _update(
        self,
        record: SheetRecord,
        rows: LogRows,
        values: Values,
        target: _Target,
        known: Difficulty,
    ) -> Result:
        current = _current(self.run, known)
        changed = differing(current, {key: values[key] for key in _OWN if key in values})
        if target.category.key == known.category_id:  # written as 要素/用电, or with other blanks
            changed.pop("category", None)
        self._check_fixed(known, target, current, changed)
        changes = list(changes_of(sheets.DIFFICULTIES, current, changed))
        if target.leader is not None and target.leader.key != known.leader_id:
            changes.append(
                Change(sheets.DIFFICULTIES.by_key["leader"].header, current.get("leader", ""), target.leader.name)
            )
        further = self._further(record, rows, values, target, known)
        if changes:
            merged = {**current, **changed}
            leader = target.leader or self._leader_of(known)
            category = target.category if "category" in changed else self.run.work.get(Category, known.category_id)
            whole = _Target(target.firm, leader, target.visit, category)
            write_changes(self.run.work, known, self._input(merged, whole))
            known.is_typical = merged["is_typical"]
        if further:
            steps = case_log.steps_of(self.run.work.session, [known.key])[known.key]
            lives.append_life(self.run.work, known, further, steps, self.run.calendar)
            changes += [Change(_("Handling log"), "", plan.step.action.word) for plan in further]
        self.run.work.session.flush()
        outcome = Outcome.UPDATED if changes else Outcome.UNCHANGED
        self.logs.report(rows, {plan.row: Outcome.ADDED for plan in further}, Outcome.UNCHANGED)
        return Result(outcome, known.number, tuple(changes))

    def _leader_of(self, known: Difficulty) -> Leader | None:
        return self.run.work.get(Leader, known.leader_id) if known.leader_id else None

    def _check_fixed(self, known: Difficulty, target: _Target, current: Values, changed: Values) -> None:
        """What was taken down when it was reported is never rewritten by a file."""
        fixed = next((key for key in _FIXED if key in changed), None)
        if target.firm.key != known.enterprise_id:
            fixed = "enterprise"
        if target.visit is not None and target.visit.key != known.visit_id:
            fixed = "visit_number"
        if fixed is not None:
            raise RuleBroken(
                _("{number} says otherwise in the ledger, and this can't be changed by an import.").format(
                    number=known.number
                ),
                field=fixed,
            )

    def _further(
        self,
        record: SheetRecord,
        rows: LogRows,
        values: Values,
        target: _Target,
        known: Difficulty,
    ) -> list[Planned]:
        steps = case_log.steps_of(self.run.work.session, [known.key])[known.key]
        case = replay(steps, self.run.calendar)
        assert case is not None
        unit = self.run.work.session.get(Unit, case.unit_id) if case.unit_id else None
        unit_name = unit.name if unit else ""
        if not rows and lives.states_nothing_new(values, case, unit_name, self.run.today, self.run.calendar):
            return []
        office = _office(self.run, known.category_id, known.level)
        planned = self._plan(record, rows, values, office, steps)
        return list(lives.new_steps(planned, steps, whole=bool(rows)))

    def _plan(
        self,
        record: SheetRecord,
        rows: LogRows,
        values: Values,
        office: Office,
        known: list[Step],
    ) -> list[Planned]:
        if rows:
            lead_unit = values.get("lead_unit", "")
            planned = lives.from_log(_checked(rows), values["reported_on"], lead_unit, office)
        else:
            planned = lives.from_dates(values, office)
            if values.get("lead_unit") and "assigned_on" not in values:
                sentence = _("«{unit}» was not taken as lead unit: there is no day on which it was assigned.")
                self.run.warn(self.table, record, sentence.format(unit=values["lead_unit"]))
        return lives.check_life(planned, known, office, partial(self.run.warn, self.table, record))

    def _refuse_log(self, rows: LogRows) -> None:
        for table, record in rows:
            try:
                check_cells(table.sheet, record)
            except RuleBroken as error:
                self.run.refuse(table, record, error)
            else:
                self.run.refuse(table, record, RuleBroken(_("Its difficulty was refused."), field="number"))

    def _input(self, values: Values, target: _Target) -> DifficultyInput:
        own = {key: values[key] for key in DIFFICULTY_FIELDS if key in values and key != "number"}
        units = [self.run.unit(name).key for name in values.get("supporting_units", ())]
        return validate(
            DifficultyInput,
            {
                **own,
                "enterprise_id": target.firm.key,
                "category_id": target.category.key,
                "leader_id": target.leader.key if target.leader else None,
                "supporting_unit_ids": tuple(units),
            },
        )


def _append_steps(run: Run, known: Difficulty, logs: _Logs, rows: LogRows, table: SheetTable) -> None:
    steps = case_log.steps_of(run.work.session, [known.key])[known.key]
    office = _office(run, known.category_id, known.level)
    planned = lives.from_log(_checked(rows), known.reported_on, "", office)
    checked = lives.check_life(planned, steps, office, partial(run.warn, table, rows[0][1]))
    further = lives.new_steps(checked, steps, whole=True)
    lives.append_life(run.work, known, further, steps, run.calendar)
    run.work.session.flush()
    logs.report(rows, {plan.row: Outcome.ADDED for plan in further}, Outcome.UNCHANGED)


def _checked(rows: LogRows) -> list[tuple[int, Values]]:
    for table, record in rows:
        try:
            check_cells(table.sheet, record)
        except RuleBroken as error:
            raise RuleBroken(
                _("Handling record, row {row}: {reason}").format(row=record.row, reason=error.sentence),
                field="number",
            ) from None
    return [(record.row, dict(record.values)) for _table, record in rows]


def _office(run: Run, category_id: int, level: Level) -> Office:
    days = working_days_for(run.work.session, category_id, level)
    return Office(run.calendar, run.today, days, lambda name: run.unit(name).key)


def _current(run: Run, known: Difficulty) -> Values:
    supporting = run.work.where(SupportingUnit, difficulty_id=known.key)
    leader = run.work.session.get(Leader, known.leader_id) if known.leader_id else None
    return {
        **difficulty_values(known),
        **leader_reference(leader),
        "category": run.work.get(Category, known.category_id).name,
        "supporting_units": tuple(run.work.get(Unit, row.unit_id).name for row in supporting),
    }


def _number_typed(record: SheetRecord) -> str:
    return record.typed.get("number", "").upper()
