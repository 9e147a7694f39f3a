"""领导调整: hand the firms of a leader over in one transaction, with a list for the successors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.hand_over import ChangeOfPost, HandOverLine, is_concerned
from zhenyu_desk.domain.inputs import PairingInput
from zhenyu_desk.errors import Conflict, RuleBroken
from zhenyu_desk.exchange.hand_over import hand_over_sheet
from zhenyu_desk.exchange.workbook.writer import write_workbook
from zhenyu_desk.i18n import _, format_date
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.exporting import check_suffix, note_export
from zhenyu_desk.services.leaders import write_pairing
from zhenyu_desk.store.queries.hand_over import hand_over_lines
from zhenyu_desk.store.tables import Enterprise, Leader, Pairing
from zhenyu_desk.store.unit_of_work import UnitOfWork


def hand_over_list(context: AppContext, leader_id: int, last_day: date) -> list[HandOverLine]:
    """The pairings of a leader that go on after his last day, each with what the successor must know of the firm."""
    return context.read(hand_over_lines, context.today(), leader_id, last_day)


def change_post(context: AppContext, given: ChangeOfPost, versions: Mapping[int, int]) -> ChangeSet:
    """End the leader's pairings with the last day and let the successors begin on the next: all or nothing.

    `versions` are those of the pairings as they were read. Visits and former pairings stay as they are. RuleBroken
    for a successor who is not in office then, and for one who leaves with a pairing of which nothing is said.
    """
    with context.write("hand_over_pairing", given.reason) as work:
        leader = work.get(Leader, given.leader_id)
        made = [
            _hand_over(work, work.get(Pairing, key, versions.get(key)), successor, given)
            for key, successor in given.successors.items()
        ]
        if given.leaves:
            _leave(work, leader, given)
        first = next((pairing.id for pairing in made if pairing is not None), None)
        return work.commit(first or leader.id)


def export_hand_over(
    context: AppContext, target: Path, lines: Iterable[tuple[HandOverLine, str]], *, unmask: bool = False
) -> None:
    """Write the hand-over list, each line with the successor's name, as a workbook; phones masked unless `unmask`."""
    check_suffix(target)
    sheet, records = hand_over_sheet(lines, unmask=unmask)

    def note() -> None:
        note_export(context, "export_hand_over", target, masked=not unmask, rows={sheet.name: len(records)})

    write_workbook(target, [(sheet, records)], note)


def _check_successor(successor: Leader, given: ChangeOfPost, start: date) -> None:
    """Refuse the one who goes, and who is not in office on the day on which he is to begin."""
    if successor.id == given.leader_id:
        sentence = _("{leader} can't take over from himself; choose another leader.")
    elif successor.in_office_to is not None and successor.in_office_to < start:
        sentence = _("{leader} left office on {to} and can't take over afterwards.")
    elif successor.in_office_from is not None and start < successor.in_office_from:
        sentence = _("{leader} takes office on {since} only and can't take over on {start}; choose another leader.")
    else:
        return
    since, to = (day and format_date(day) for day in (successor.in_office_from, successor.in_office_to))
    raise RuleBroken(
        sentence.format(leader=successor.name, since=since, to=to, start=format_date(start)), field="successors"
    )


def _hand_over(work: UnitOfWork, pairing: Pairing, successor: int | None, given: ChangeOfPost) -> Pairing | None:
    """One pairing; one that has not begun by the last day goes over whole, one that ends by then stays as it is."""
    if pairing.leader_id != given.leader_id:
        raise Conflict(_("Someone else changed this record meanwhile; look at it again and repeat your change."))
    start, end = max(given.first_day, pairing.start), pairing.end
    if not is_concerned(end, given.last_day):
        return None
    if successor is not None:
        _check_successor(work.get(Leader, successor), given, start)
    if pairing.start > given.last_day:
        work.remove(pairing)
    else:
        pairing.end = given.last_day
    work.session.flush()
    if successor is None:
        return None
    after = PairingInput(
        enterprise_id=pairing.enterprise_id,
        leader_id=successor,
        role=pairing.role,
        start=start,
        end=end,
        frequency_days=pairing.frequency_days,
        reason=given.reason,
    )
    return write_pairing(work, None, after)


def _leave(work: UnitOfWork, leader: Leader, given: ChangeOfPost) -> None:
    if leader.in_office_from is not None and given.last_day < leader.in_office_from:
        raise RuleBroken(
            _("The last day lies before {day}, when {leader} took office.").format(
                day=format_date(leader.in_office_from), leader=leader.name
            ),
            field="last_day",
        )
    for pairing in work.where(Pairing, leader_id=leader.key):
        if is_concerned(pairing.end, given.last_day):
            raise RuleBroken(
                _("{leader} leaves office; say who takes over {firm}, or «not arranged».").format(
                    leader=leader.name, firm=work.get(Enterprise, pairing.enterprise_id).name
                ),
                field="successors",
            )
    leader.in_office_to = given.last_day
