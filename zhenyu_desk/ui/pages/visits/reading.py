"""A stored visit with all that the form shows of it."""

from __future__ import annotations

from zhenyu_desk.domain.case_filters import CaseFilter, CaseOrder, Chip
from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.services.attachments import attachments_of
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.difficulties import difficulty_page
from zhenyu_desk.store.queries.visits import visit_detail
from zhenyu_desk.ui.pages.visits.entry import PastVisit


def past_visit(context: AppContext, key: int) -> PastVisit:
    """The visit as it is now, its difficulties from the newest on, its files; RuleBroken where it was removed."""
    visit = context.read(visit_detail, key)
    wanted = CaseFilter(chip=Chip.ALL, visit_id=key, order=CaseOrder.NEWEST)
    cases = context.read(difficulty_page, context.today(), wanted)
    return PastVisit(visit, cases, attachments_of(context, Aggregate.VISIT, key))
