"""Everything that happened with one firm, newest first."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from zhenyu_desk.domain.case_filters import CaseFilter, CaseOrder, Chip
from zhenyu_desk.domain.rows import TimelineRow
from zhenyu_desk.i18n import _
from zhenyu_desk.store.queries.difficulties import difficulty_page
from zhenyu_desk.store.queries.register import pairings
from zhenyu_desk.store.queries.visits import visit_page


def timeline(session: Session, today: date, enterprise_id: int, limit: int = 200) -> list[TimelineRow]:
    """Visits, difficulties and pairings of a firm; at most `limit` visits and difficulties each."""
    wanted = CaseFilter(chip=Chip.ALL, enterprise_id=enterprise_id, order=CaseOrder.NEWEST, limit=limit)
    rows = [
        *(
            TimelineRow(
                on=visit.on,
                kind="visit",
                record_id=visit.id,
                title=_("{leader} visited ({way})").format(leader=visit.leader_name, way=visit.way.label),
                detail=visit.business,
            )
            for visit in visit_page(session, enterprise_id=enterprise_id, limit=limit)
        ),
        *(
            TimelineRow(
                on=case.reported_on,
                kind="difficulty",
                record_id=case.id,
                title=f"{case.number} {case.title}",
                detail=f"{case.category} · {case.state.label}",
            )
            for case in difficulty_page(session, today, wanted)
        ),
        *(
            TimelineRow(
                on=pairing.start,
                kind="pairing",
                record_id=pairing.id,
                title=_("Paired with {leader} ({role})").format(leader=pairing.leader_name, role=pairing.role.label),
                detail=pairing.reason,
            )
            for pairing in pairings(session, enterprise_id=enterprise_id)
        ),
    ]
    return sorted(rows, key=lambda row: (row.on, row.record_id), reverse=True)
