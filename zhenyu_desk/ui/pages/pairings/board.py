"""What the page 挂钩安排 shows: each leader with the firms, when they were visited and when they are due."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from zhenyu_desk.domain.pairings import in_force, next_due
from zhenyu_desk.domain.rows import EnterpriseRow, LeaderRow, PairingRow
from zhenyu_desk.domain.terms import PairingRole
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.hand_over import last_visits
from zhenyu_desk.store.queries.register import firms_without_leader, leaders, pairings

SOON_DAYS = 7
MOST_WITHOUT = 500


@dataclass(frozen=True, slots=True)
class PairedFirm:
    """One pairing with the last visit; `due_on` where it holds today and asks for visits."""

    pairing: PairingRow
    last_visit_on: date | None
    is_now: bool
    is_over: bool
    due_on: date | None
    days_over: int | None

    @property
    def is_due(self) -> bool:
        """Whether the day by which it had to be visited is past, or it never was."""
        return self.days_over is not None and (self.days_over > 0 or self.last_visit_on is None)

    @property
    def is_soon(self) -> bool:
        """Whether it must be visited within a week."""
        return self.days_over is not None and not self.is_due and self.days_over >= -SOON_DAYS


@dataclass(frozen=True, slots=True)
class LeaderLine:
    """A leader and the pairings of today and of other days, today's first."""

    leader: LeaderRow
    firms: tuple[PairedFirm, ...]

    @property
    def now(self) -> list[PairedFirm]:
        """Today's pairings."""
        return [firm for firm in self.firms if firm.is_now]

    @property
    def paired(self) -> int:
        """How many firms the leader has as 主挂钩 today."""
        return sum(firm.pairing.role is PairingRole.MAIN for firm in self.now)

    @property
    def due(self) -> int:
        """How many of today's firms are due for a visit."""
        return sum(firm.is_due for firm in self.firms)


@dataclass(frozen=True, slots=True)
class Board:
    """The whole page."""

    lines: list[LeaderLine]
    without: list[EnterpriseRow]
    today: date

    def due(self) -> list[PairedFirm]:
        """The firms due for a visit by now or within a week: by leader, the longest overdue first."""
        return [firm for line in self.lines for firm in sorted(line.firms, key=_urgency) if firm.is_due or firm.is_soon]


def read_board(context: AppContext) -> Board:
    """Leaders in rank order, their pairings, and the firms without a 主挂钩."""
    today = context.today()
    rows = context.read(pairings)
    last = context.read(last_visits, {row.enterprise_id for row in rows}, today)
    of_leader: defaultdict[int, list[PairedFirm]] = defaultdict(list)
    for row in rows:
        of_leader[row.leader_id].append(_paired(row, last.get(row.enterprise_id), today))
    lines = [LeaderLine(leader, tuple(sorted(of_leader[leader.id], key=_order))) for leader in context.read(leaders)]
    return Board(lines, context.read(firms_without_leader, today, MOST_WITHOUT), today)


def read_day(context: AppContext, day: date) -> list[PairingRow]:
    """Who had whom on a day, by leader's rank."""
    return context.read(pairings, on=day)


def _paired(row: PairingRow, last: date | None, today: date) -> PairedFirm:
    is_now = in_force(row.start, row.end, today)
    asks = is_now and row.role is PairingRole.MAIN
    due_on = next_due(row.start, last, row.frequency_days) if asks else None
    is_over = row.end is not None and row.end < today
    return PairedFirm(row, last, is_now, is_over, due_on, (today - due_on).days if due_on else None)


def _order(firm: PairedFirm) -> tuple[bool, bool, str]:
    return not firm.is_now, not firm.is_due, firm.pairing.enterprise_name


def _urgency(firm: PairedFirm) -> int:
    return -(firm.days_over or 0)
