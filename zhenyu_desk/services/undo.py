"""Take a use case back: former values return, what was added goes, a step of a difficulty is corrected.

Only rows that nobody touched since are taken back: all of them or none. The log of a difficulty is append-only
(product.md, Life of a difficulty), so a step is taken back by a 纠正 of the same day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from zhenyu_desk.domain.changes import ChangeSet, RowChange, Undoable
from zhenyu_desk.domain.lifecycle import Step, effective_steps
from zhenyu_desk.domain.terms import Action, InUse
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.clashes import check_clashes
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.steps import write_steps
from zhenyu_desk.store.case_log import MIRRORED
from zhenyu_desk.store.queries.office import load_calendar
from zhenyu_desk.store.tables import (
    RECORD_TABLES,
    CalendarDay,
    Category,
    Contact,
    Difficulty,
    Enterprise,
    HandlingEvent,
    Leader,
    LedgerSetting,
    Pairing,
    Record,
    Unit,
    Visit,
)
from zhenyu_desk.store.unit_of_work import UnitOfWork

_FOR_GOOD = frozenset({"issue_report", "erase_contact", "save_official"})
_WITHOUT_BIN = frozenset({CalendarDay.__tablename__, LedgerSetting.__tablename__})
_CASES = str(Difficulty.__tablename__)
# The log of a difficulty only grows: this moves on with each correction and says nothing of the step itself.
_GROWING = frozenset({"last_step_on"})


def can_undo(step: Undoable) -> bool:
    """Whether a step can be taken back at all; issued reports, roles, calendar days, settings, corrections stay."""
    added = [row for row in step.rows if row.before is None]
    stays = any(row.table in _WITHOUT_BIN or row.after.get("action") is Action.CORRECT for row in added)
    return step.verb not in _FOR_GOOD and not stays


def take_back(context: AppContext, step: Undoable) -> ChangeSet:
    """Take a step back, all or nothing; RuleBroken when what it did was changed since, or is in use by now."""
    if step.verb in _FOR_GOOD:
        raise RuleBroken(_("This can't be undone; make the change anew instead."))
    right_of = step.right_of or step.verb
    with context.write("undo", reason=step.verb, right_of=right_of) as work:
        records = [_untouched(work, row) for row in step.rows]
        added = {row.id for row in step.rows if row.table == _CASES and row.before is None}
        _check_last_steps(work, added, records)
        for row, record in reversed(list(zip(step.rows, records, strict=True))):
            if isinstance(record, HandlingEvent):
                if record.difficulty_id not in added:
                    _correct(context, work, record)
            elif row.before is None:
                _take_away(work, record)
            else:
                _return_values(record, row.before)
            if isinstance(record, Enterprise):
                check_clashes(work, [record])
                work.session.flush()  # a code must be free before the firm it came from takes it back
        check_clashes(work, records)
        work.session.flush()
        for record in records:
            _check_unused(work, record)
        return work.commit().under(right_of)


def _untouched(work: UnitOfWork, row: RowChange) -> Record:
    record = work.find(RECORD_TABLES[row.table], row.id)
    if record is None or any(
        getattr(record, column) != value for column, value in row.after.items() if column not in _GROWING
    ):
        raise _changed_since()
    return record


def _check_last_steps(work: UnitOfWork, difficulty_ids: Iterable[int], records: Iterable[Record]) -> None:
    """A difficulty goes only while its last step in force is one of those it was registered with."""
    own = {record.key for record in records if isinstance(record, HandlingEvent)}
    for key in difficulty_ids:
        if effective_steps(_log_of(work, key))[-1].key not in own:
            raise _changed_since()


def _log_of(work: UnitOfWork, difficulty_id: int) -> list[HandlingEvent]:
    return sorted(work.where(HandlingEvent, difficulty_id=difficulty_id), key=lambda event: event.position)


def _changed_since() -> RuleBroken:
    return RuleBroken(_("This can't be undone any more: the record was changed again since."))


def _take_away(work: UnitOfWork, record: Record) -> None:
    if isinstance(record, Unit | Category | Contact):
        record.in_use = InUse.RETIRED  # a name stays taken, and people are never deleted (product.md, Records)
    else:
        work.remove(record)


def _return_values(record: Record, before: Mapping[str, Any]) -> None:
    derived = MIRRORED if isinstance(record, Difficulty) else frozenset()  # those follow from the steps
    for column, value in before.items():
        if column not in derived:
            setattr(record, column, value)


def _correct(context: AppContext, work: UnitOfWork, event: HandlingEvent) -> None:
    if event.action is Action.CORRECT:
        raise RuleBroken(_("A correction can't be undone; take the step anew instead."))
    log = _log_of(work, event.difficulty_id)
    if effective_steps(log)[-1] is not event:
        raise _changed_since()
    # A later step that was corrected keeps its place in the log, and nothing may be dated before it.
    on = max(one.on for one in log)
    step = Step(on=on, action=Action.CORRECT, reason=_("Undone: {action}").format(action=event.action.label))
    difficulty = work.get(Difficulty, event.difficulty_id)
    write_steps(work, difficulty, [step], load_calendar(work.session), context.today())


_USERS: dict[type[Record], tuple[str, tuple[type[Record], ...]]] = {
    Enterprise: ("enterprise_id", (Visit, Difficulty, Pairing)),
    Leader: ("leader_id", (Visit, Difficulty, Pairing)),
    Visit: ("visit_id", (Difficulty,)),
}


def _check_unused(work: UnitOfWork, record: Record) -> None:
    """What goes must not leave records behind that were added to it meanwhile."""
    pointer, tables = _USERS.get(type(record), ("", ()))
    if record.deleted_at is not None and any(work.exists(table, **{pointer: record.key}) for table in tables):
        raise RuleBroken(_("This can't be undone any more: other records depend on it by now."))
