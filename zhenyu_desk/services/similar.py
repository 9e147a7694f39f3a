"""What the ledger knows of cases like a new one: how they ended, and who usually handles them."""

from __future__ import annotations

from dataclasses import replace

from zhenyu_desk.domain import similar
from zhenyu_desk.domain.similar import SimilarCase, UsualHandling
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.difficulties import difficulties_by_id
from zhenyu_desk.store.queries.similar import handling_days, past_cases, proposed_unit, units_in_use

_COMPARED = 200  # characters: what it is about stands at the beginning


def similar_cases(context: AppContext, category_id: int, text: str, limit: int = 3) -> list[SimilarCase]:
    """The done cases most like a text, of the same category first; the newest ones while there is no text."""
    with context.ledger.read() as session:
        found = similar.most_alike(text[:_COMPARED], past_cases(session, category_id), limit)
        ids = [case.id for case, _share in found]
        rows = {row.id: row for row in difficulties_by_id(session, context.today(), ids)}
        days = handling_days(session, ids)
    return [SimilarCase(rows[case.id], share, days.get(case.id)) for case, share in found if case.id in rows]


def usual_handling(context: AppContext, category_id: int, text: str) -> UsualHandling:
    """Unit and level that like cases had (two of the last five agreeing); else the unit set down for the category."""
    with context.ledger.read() as session:
        past = past_cases(session, category_id) if text.strip() else []
        in_use = units_in_use(session)
        proposed = proposed_unit(session, category_id)
    still = [case if case.unit_id in in_use else replace(case, unit_id=None) for case in past]
    return similar.usual_handling(text[:_COMPARED], still, proposed)
