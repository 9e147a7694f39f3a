"""Make the office's papers as PDF; every print is noted in the audit log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from zhenyu_desk.domain.case_filters import CaseFilter, CaseOrder, Chip
from zhenyu_desk.domain.numbering import VISIT_PREFIX
from zhenyu_desk.domain.pairings import main_pairing
from zhenyu_desk.domain.paper_kinds import CasePaperKind, FirmPaperKind
from zhenyu_desk.domain.papers import CasePaper, FirmPaper, HandOverPaper, PaperFrame, VisitForm
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.fonts import font_set
from zhenyu_desk.store.numbering import next_number
from zhenyu_desk.store.queries.difficulties import difficulty_detail, difficulty_page
from zhenyu_desk.store.queries.office import load_settings
from zhenyu_desk.store.queries.register import enterprise_detail, leaders, pairings
from zhenyu_desk.store.queries.visits import visit_page

if TYPE_CHECKING:
    from zhenyu_desk.reports.blocks import Block, Blocks

_BRIEF_VISITS = 10


def case_paper(context: AppContext, kind: CasePaperKind, ids: Sequence[int], *, shows_phones: bool = False) -> bytes:
    """One paper per difficulty, each from a new sheet, in one PDF."""
    from zhenyu_desk.reports.papers import slips

    make = {
        CasePaperKind.ASSIGNMENT: slips.assignment,
        CasePaperKind.SUPERVISION: slips.supervision,
        CasePaperKind.EXTENSION: slips.extension,
        CasePaperKind.CALL_BACK: slips.call_back,
    }[kind]
    frame = _frame(context, shows_phones)
    papers = []
    for key in ids:
        case = context.read(difficulty_detail, context.today(), key)
        papers.append(CasePaper(case, context.read(enterprise_detail, case.row.enterprise_id)))

    def story(blocks: Blocks) -> Block:
        return [
            part
            for number, paper in enumerate(papers)
            for part in (*(blocks.page() if number else ()), *make(paper, frame, blocks))
        ]

    return _printed(context, kind.word, [paper.case.row.number for paper in papers], story)


def firm_paper(context: AppContext, kind: FirmPaperKind, ids: Sequence[int], *, shows_phones: bool = False) -> bytes:
    """One paper per firm in one PDF."""
    from zhenyu_desk.reports.papers import briefs, firms, visit_forms

    frame = _frame(context, shows_phones)
    if kind is FirmPaperKind.VISIT_FORM:
        forms = _visit_forms(context, ids)
        names = [form.number for form in forms]
        return _printed(context, kind.word, names, lambda blocks: visit_forms.visit_forms(forms, frame, blocks))
    limit = _BRIEF_VISITS if kind is FirmPaperKind.BRIEF else None
    papers = [_firm(context, key, limit) for key in ids]
    names = [paper.firm.name for paper in papers]
    if kind is FirmPaperKind.BRIEF:
        return _printed(context, kind.word, names, lambda blocks: briefs.briefs(papers, frame, blocks))

    def story(blocks: Blocks) -> Block:
        return [
            part
            for number, paper in enumerate(papers)
            for part in (*(blocks.page() if number else ()), *firms.dossier(paper, frame, blocks))
        ]

    return _printed(context, kind.word, names, story)


def hand_over_paper(context: AppContext, leader_id: int, *, shows_phones: bool = False) -> bytes:
    """The hand-over list of a leader: the firms paired with him today."""
    from zhenyu_desk.reports.papers import firms

    today = context.today()
    leader = next(row for row in context.read(leaders) if row.id == leader_id)
    paired = [row.enterprise_id for row in context.read(pairings, on=today) if row.leader_id == leader_id]
    paper = HandOverPaper(leader, tuple(_firm(context, key, _BRIEF_VISITS) for key in dict.fromkeys(paired)))
    frame = _frame(context, shows_phones)
    return _printed(
        context, "移交清单", [leader.name], lambda blocks: firms.hand_over(paper, frame, blocks), landscape=True
    )


def _firm(context: AppContext, key: int, visits: int | None) -> FirmPaper:
    every = CaseFilter(chip=Chip.ALL, enterprise_id=key, order=CaseOrder.NEWEST, limit=None)
    return FirmPaper(
        firm=context.read(enterprise_detail, key),
        visits=tuple(context.read(visit_page, enterprise_id=key, limit=visits)),
        cases=tuple(context.read(difficulty_page, context.today(), every)),
    )


def _visit_forms(context: AppContext, ids: Sequence[int]) -> list[VisitForm]:
    """Forms with numbers of visits to come, claimed here so that nobody else gets them."""
    today = context.today()
    details = [context.read(enterprise_detail, key) for key in ids]
    with context.write("print_visit_forms") as work:
        numbers = [next_number(work, VISIT_PREFIX, today.year) for _detail in details]
        work.commit()
    forms = []
    for number, detail in zip(numbers, details, strict=True):
        main = main_pairing(list(detail.pairings), today)
        forms.append(VisitForm(number, detail, f"{main.leader_name}（{main.leader_post}）" if main else ""))
    return forms


def _frame(context: AppContext, shows_phones: bool) -> PaperFrame:
    return PaperFrame(context.read(load_settings), context.today(), shows_phones)


def _printed(
    context: AppContext,
    title: str,
    subjects: Sequence[str],
    story: Callable[[Blocks], Block],
    *,
    landscape: bool = False,
) -> bytes:
    from zhenyu_desk.reports.document import Metadata, build
    from zhenyu_desk.reports.pdf_blocks import PdfBlocks

    fonts = font_set()
    settings = context.read(load_settings)
    metadata = Metadata(title=title, author=settings.issuer or settings.town, subject=title)
    pdf = build(story(PdfBlocks(fonts)), metadata, fonts, landscape=landscape)
    with context.write("print_paper") as work:
        work.note(title, {"subjects": list(subjects)})
        work.commit()
    return pdf
