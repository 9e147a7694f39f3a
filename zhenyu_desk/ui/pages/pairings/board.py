"""What 挂钩安排 reads: leaders with their firms, when these were last visited, and who has nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhenyu_desk.domain.pairings import in_force
from zhenyu_desk.domain.rows import EnterpriseRow, LeaderRow, PairingRow
from zhenyu_desk.domain.terms import PairingRole
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.register import enterprise_page, firms_without_leader, leaders, pairings

_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class PairedFirm:
    """One pairing with the last visit; `is_due` when its frequency asks for one by today."""

    pairing: PairingRow
    last_visit_on: date | None
    is_now: bool
    is_due: bool


@dataclass(frozen=True, slots=True)
class LeaderLine:
    """A leader and the pairings of today and of former days."""

    leader: LeaderRow
    firms: tuple[PairedFirm, ...]

    @property
    def paired(self) -> int:
        """How many firms the leader has as 主挂钩 today."""
        return sum(f.is_now and f.pairing.role is PairingRole.MAIN for f in self.firms)

    @property
    def due(self) -> int:
        """How many of today's firms are due for a visit."""
        return sum(firm.is_due for firm in self.firms)


@dataclass(frozen=True, slots=True)
class Board:
    """The whole page."""

    lines: list[LeaderLine]
    without: list[EnterpriseRow]


def read_board(context: AppContext) -> Board:
    """Leaders in rank order, their pairings, and the firms without a 主挂钩."""
    today = context.today()
    rows = context.read(pairings)
    last = _last_visits(context, today, sorted({row.enterprise_id for row in rows}))
    lines = [
        LeaderLine(
            leader,
            tuple(_paired(row, last.get(row.enterprise_id), today) for row in rows if row.leader_id == leader.id),
        )
        for leader in context.read(leaders)
    ]
    return Board(lines, context.read(firms_without_leader, today))


def _paired(row: PairingRow, last: date | None, today: date) -> PairedFirm:
    is_now = in_force(row.start, row.end, today)
    wanted = row.frequency_days if row.role is PairingRole.MAIN else None
    is_due = is_now and wanted is not None and (last is None or (today - last).days > wanted)
    return PairedFirm(row, last, is_now, is_due)


def _last_visits(context: AppContext, today: date, ids: list[int]) -> dict[int, date | None]:
    found: dict[int, date | None] = {}
    for start in range(0, len(ids), _AT_A_TIME):
        rows = context.read(enterprise_page, today, ids=ids[start : start + _AT_A_TIME])
        found.update({row.id: row.last_visit_on for row in rows})
    return found
