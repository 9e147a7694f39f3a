"""Imports 挂钩领导 and 挂钩关系."""

from __future__ import annotations

from functools import partial

from zhenyu_desk.domain.inputs import LeaderInput, PairingInput, validate
from zhenyu_desk.domain.names import normalise_name
from zhenyu_desk.domain.terms import PairingRole
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.exchange.workbook import sheets
from zhenyu_desk.exchange.workbook.records import ImportFile, SheetRecord, SheetTable
from zhenyu_desk.services.importing.run import Result, Run, Values, changes_of, differing
from zhenyu_desk.services.importing.summary import Outcome
from zhenyu_desk.services.leaders import write_leader, write_pairing
from zhenyu_desk.services.sheet_records import leader_values, pairing_values
from zhenyu_desk.store.tables import Leader, Pairing


def import_leaders(run: Run, file: ImportFile) -> None:
    """Take the leaders, then who is paired with which firm."""
    for table in file.table(sheets.LEADERS):
        matches = _match_leaders(run, table)
        run.each(table, partial(_leader, run, matches))
    for table in file.table(sheets.PAIRINGS):
        _import_pairings(run, table)


def _match_leaders(run: Run, table: SheetTable) -> dict[int, Leader]:
    """Row → leader: rows of the same name and post first, then of the same name, so that a new post is an
    update.
    """
    matches: dict[int, Leader] = {}
    taken: set[int] = set()
    for exact in (("post", "rank"), ("post",), ()):
        for record in table.records:
            if record.row in matches or "name" not in record.values:
                continue
            for leader in run.leaders.by_name.get(normalise_name(record.values["name"]), []):
                if leader.key not in taken and all(record.values.get(k) == getattr(leader, k) for k in exact):
                    matches[record.row] = leader
                    taken.add(leader.key)
                    break
    return matches


def _leader(run: Run, matches: dict[int, Leader], record: SheetRecord) -> Result:
    known = matches.get(record.row)
    name = record.values["name"]
    current = leader_values(known) if known else {}
    changed = differing(current, record.values)
    if known and not changed:
        return Result(Outcome.UNCHANGED, name)
    changes = changes_of(sheets.LEADERS, current, changed) if known else ()
    written = write_leader(run.work, known, validate(LeaderInput, {**current, **changed}))
    run.leaders.know(written)
    return Result(Outcome.UPDATED if known else Outcome.ADDED, name, changes)


def _import_pairings(run: Run, table: SheetTable) -> None:
    """Changes of known pairings go first: one that ends makes room for the next."""
    known_rows = {record.row for record in table.records if _known_pairing(run, record) is not None}
    ordered = sorted(table.records, key=lambda record: record.row not in known_rows)
    run.each(
        SheetTable(table.sheet, table.title, ordered, table.unknown, table.missing, table.header_row),
        partial(_pairing, run),
    )


def _known_pairing(run: Run, record: SheetRecord) -> Pairing | None:
    try:
        firm, leader = run.firms.find(record.values), run.leaders.find(record.values)
    except (RuleBroken, KeyError):
        return None
    role = record.values.get("role", PairingRole.MAIN)
    start = record.values.get("start")
    found = run.work.where(Pairing, enterprise_id=firm.key, leader_id=leader.key, role=role, start=start)
    return found[0] if found else None


def _pairing(run: Run, record: SheetRecord) -> Result:
    firm, leader = run.firms.find(record.values), run.leaders.find(record.values)
    known = _known_pairing(run, record)
    name = f"{firm.name} {leader.name}"
    current: Values = pairing_values(known) if known else {}
    changed = differing(current, record.values)
    if known and not changed:
        return Result(Outcome.UNCHANGED, name)
    changes = changes_of(sheets.PAIRINGS, current, changed) if known else ()
    values = {**current, **changed, "enterprise_id": firm.key, "leader_id": leader.key}
    write_pairing(run.work, known, validate(PairingInput, values))
    run.work.session.flush()
    return Result(Outcome.UPDATED if known else Outcome.ADDED, name, changes)
