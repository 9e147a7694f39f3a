"""Make the office's papers as PDF, and let them out: what is printed or saved is noted in the audit log.

Papers with whole phone numbers are made and let out only for those who handle difficulties.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from zhenyu_desk.domain.case_filters import CaseFilter, CaseOrder, Chip
from zhenyu_desk.domain.numbering import VISIT_PREFIX
from zhenyu_desk.domain.pairings import main_pairing
from zhenyu_desk.domain.paper_kinds import CasePaperKind, FirmPaperKind
from zhenyu_desk.domain.papers import CasePaper, FirmPaper, HandOverPaper, PaperFrame, VisitForm, check_cases
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.fonts import font_set
from zhenyu_desk.services.phones import require_whole_phones
from zhenyu_desk.services.reports import Progress, ignore
from zhenyu_desk.store.numbering import claim_form, coming_numbers
from zhenyu_desk.store.queries.difficulties import difficulty_detail, difficulty_page
from zhenyu_desk.store.queries.office import load_settings
from zhenyu_desk.store.queries.register import enterprise_detail, leaders, pairings
from zhenyu_desk.store.queries.visits import visit_page
from zhenyu_desk.store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from zhenyu_desk.reports.blocks import Block, Blocks

T = TypeVar("T")
HAND_OVER = "移交清单"
_BRIEF_VISITS = 10


@dataclass(frozen=True, slots=True)
class Paper:
    """A print in memory: its kind and what it is about, by official words, and whether phone numbers are masked.

    `starts` are the pages, from 1, on which its papers begin. `forms` are those whose numbers are not taken yet.
    """

    kind: str
    records: tuple[str, ...]
    masked: bool
    pdf: bytes
    starts: tuple[int, ...]
    forms: tuple[VisitForm, ...] = ()


def case_paper(
    context: AppContext,
    kind: CasePaperKind,
    ids: Sequence[int],
    *,
    shows_phones: bool = False,
    progress: Progress = ignore,
) -> Paper:
    """One paper per difficulty in one print; RuleBroken names those of which this kind can't be printed."""
    from zhenyu_desk.reports.papers import slips

    make = {
        CasePaperKind.ASSIGNMENT: slips.assignment,
        CasePaperKind.SUPERVISION: slips.supervision,
        CasePaperKind.EXTENSION: slips.extension,
        CasePaperKind.CALL_BACK: slips.call_back,
    }[kind]
    frame = _frame(context, shows_phones)
    cases = [context.read(difficulty_detail, frame.day, key) for key in _one_by_one(ids, progress)]
    check_cases(kind, [case.row for case in cases])
    papers = [
        CasePaper(case, context.read(enterprise_detail, case.row.enterprise_id))
        for case in _one_by_one(cases, progress)
    ]
    records = [case.row.number for case in cases]
    return _made(kind.word, records, frame, make, papers, progress)


def firm_paper(
    context: AppContext,
    kind: FirmPaperKind,
    ids: Sequence[int],
    *,
    shows_phones: bool = False,
    progress: Progress = ignore,
) -> Paper:
    """One paper per firm in one print; 走访登记表 bear the numbers of the visits to come."""
    from zhenyu_desk.reports.papers.briefs import brief
    from zhenyu_desk.reports.papers.firms import dossier

    frame = _frame(context, shows_phones)
    if kind is FirmPaperKind.VISIT_FORM:
        numbers = context.read(coming_numbers, VISIT_PREFIX, frame.day.year, len(ids))
        named = _one_by_one(list(zip(ids, numbers, strict=True)), progress)
        return _forms(frame, [_form(context, key, number) for key, number in named], progress)
    make, limit = (brief, _BRIEF_VISITS) if kind is FirmPaperKind.BRIEF else (dossier, None)
    papers = [_firm(context, key, limit) for key in _one_by_one(ids, progress)]
    records = [paper.firm.name for paper in papers]
    return _made(kind.word, records, frame, make, papers, progress)


def hand_over_paper(
    context: AppContext,
    leader_id: int,
    *,
    shares: Mapping[str, Sequence[int]] | None = None,
    shows_phones: bool = False,
    progress: Progress = ignore,
) -> Paper:
    """The hand-over lists of a leader, one for each successor with the firms that he takes over ("": nobody yet).

    Without `shares` one list of all firms paired with him today.
    """
    from zhenyu_desk.reports.papers.firms import hand_over

    frame = _frame(context, shows_phones)
    leader = next(row for row in context.read(leaders) if row.id == leader_id)
    if shares is None:
        paired = context.read(pairings, on=frame.day)
        shares = {"": [row.enterprise_id for row in paired if row.leader_id == leader_id]}
    papers = [
        HandOverPaper(
            leader,
            tuple(_firm(context, key, None) for key in _one_by_one(list(dict.fromkeys(ids)), progress)),
            successor,
        )
        for successor, ids in shares.items()
    ]
    return _made(HAND_OVER, [leader.name], frame, hand_over, papers, progress, landscape=True)


def take_to_print(context: AppContext, paper: Paper) -> Paper:
    """The paper as it goes to the printer now: noted in the audit log, its form numbers taken.

    Forms are made anew where one of their numbers was given away meanwhile.
    """
    with _letting_out(context, "print_paper", paper) as work:
        taken = _with_numbers(context, work, paper)
        work.note("export", {**_told(taken), "printed": True})
        work.commit()
    return taken


def save_paper(context: AppContext, paper: Paper, target: Path) -> Paper:
    """Write the paper to `target`, whole or not at all, noted as `take_to_print` does; returns what was written.

    It is written before the commit: where it can't be, no form number is lost.
    """
    from zhenyu_desk.reports.document import write_file

    with _letting_out(context, "save_paper", paper) as work:
        taken = _with_numbers(context, work, paper)
        work.note("export", {**_told(taken), "file": target.name})
        write_file(target, taken.pdf)
        work.commit()
    return taken


def _letting_out(context: AppContext, verb: str, paper: Paper) -> AbstractContextManager[UnitOfWork]:
    """The unit of work in which a paper goes out, for one who may; forms take numbers, which readers alone may not.

    The right to whole phones is asked for again: it may have been taken away since the paper was made.
    """
    if not paper.masked:
        require_whole_phones(context)
    return context.let_out(verb, right_of="print_visit_forms" if paper.forms else "")


def _told(paper: Paper) -> dict[str, object]:
    return {"paper": paper.kind, "records": list(paper.records), "masked": paper.masked}


def _with_numbers(context: AppContext, work: UnitOfWork, paper: Paper) -> Paper:
    """The paper with the numbers of its forms taken, made anew where these are others than it bears."""
    if not paper.forms:
        return paper
    frame = _frame(context, shows_phones=False)
    forms = [replace(form, number=claim_form(work, frame.day.year, form.firm.name)) for form in paper.forms]
    return replace(paper if forms == list(paper.forms) else _forms(frame, forms), forms=())


def _one_by_one(things: Sequence[T], progress: Progress) -> Iterator[T]:
    """The things, with a chance to stop before each."""
    for thing in things:
        progress(0)
        yield thing


def _firm(context: AppContext, key: int, visits: int | None) -> FirmPaper:
    every = CaseFilter(chip=Chip.ALL, enterprise_id=key, order=CaseOrder.NEWEST, limit=None)
    return FirmPaper(
        firm=context.read(enterprise_detail, key),
        visits=tuple(context.read(visit_page, enterprise_id=key, limit=visits)),
        cases=tuple(context.read(difficulty_page, context.today(), every)),
    )


def _form(context: AppContext, key: int, number: str) -> VisitForm:
    firm = context.read(enterprise_detail, key)
    main = main_pairing(list(firm.pairings), context.today())
    return VisitForm(number, firm, f"{main.leader_name}（{main.leader_post}）" if main else "")


def _forms(frame: PaperFrame, forms: Sequence[VisitForm], progress: Progress = ignore) -> Paper:
    from zhenyu_desk.reports.papers.visit_forms import visit_form

    numbers = [form.number for form in forms]
    paper = _made(FirmPaperKind.VISIT_FORM.word, numbers, frame, visit_form, forms, progress)
    return replace(paper, forms=tuple(forms))


def _frame(context: AppContext, shows_phones: bool) -> PaperFrame:
    if shows_phones:
        require_whole_phones(context)
    return PaperFrame(context.read(load_settings), context.today(), shows_phones)


def _made(
    kind: str,
    records: Sequence[str],
    frame: PaperFrame,
    make: Callable[[T, PaperFrame, Blocks], Block],
    papers: Sequence[T],
    progress: Progress,
    *,
    landscape: bool = False,
) -> Paper:
    from zhenyu_desk.reports.document import Metadata, build
    from zhenyu_desk.reports.papers.batch import in_one_print
    from zhenyu_desk.reports.pdf_blocks import PdfBlocks

    fonts, starts = font_set(), list[int]()
    blocks = PdfBlocks(fonts)
    story = in_one_print((make(paper, frame, blocks) for paper in _one_by_one(papers, progress)), starts)
    metadata = Metadata(title=kind, author=frame.settings.issuer or frame.settings.town, subject=kind)
    done = count(1)  # the papers number their own pages
    pdf = build(story, metadata, fonts, landscape=landscape, progress=lambda _page: progress(next(done)))
    return Paper(kind, tuple(records), not frame.shows_phones, pdf, tuple(starts))
