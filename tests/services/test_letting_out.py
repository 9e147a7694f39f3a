"""Papers on their way out: what the audit log tells, and which numbers forms take with them."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import col

from tests.ledgers import Town
from tests.reports.reading import characters, page_count, text_of
from tests.services.paper_town import ON, PHONE
from zhenyu_desk.domain.inputs import (
    VisitInput,
)
from zhenyu_desk.domain.numbering import VISIT_PREFIX
from zhenyu_desk.domain.officials import OfficialInput
from zhenyu_desk.domain.paper_kinds import CasePaperKind, FirmPaperKind
from zhenyu_desk.domain.terms import Role
from zhenyu_desk.errors import EnvironmentProblem, RuleBroken
from zhenyu_desk.services import visits
from zhenyu_desk.services.officials import save_official
from zhenyu_desk.services.papers import Paper, case_paper, firm_paper, hand_over_paper, save_paper, take_to_print
from zhenyu_desk.store.numbering import claim_number
from zhenyu_desk.store.queries.visits import visit_detail
from zhenyu_desk.store.tables import AuditEntry

ROLES = {Role.MANAGING: "李静", Role.HANDLING: "陈志远", Role.ENTRY: "周敏", Role.READING: "吴刚"}


def test_the_empty_form_bears_the_number_of_the_visit_to_come(busy: Town) -> None:
    paper = firm_paper(busy.context, FirmPaperKind.VISIT_FORM, [busy.firm])
    assert "ZF-2026-0002" in text_of(paper.pdf)
    assert page_count(paper.pdf) == 1
    assert take_to_print(busy.context, paper).pdf == paper.pdf
    assert busy.context.read(visit_detail, busy.visit(ON)).number == "ZF-2026-0003"


def test_a_form_that_is_only_looked_at_takes_no_number(busy: Town) -> None:
    firm_paper(busy.context, FirmPaperKind.VISIT_FORM, [busy.firm, busy.firm])
    assert busy.context.read(visit_detail, busy.visit(ON)).number == "ZF-2026-0002"


def test_forms_are_made_anew_where_a_number_went_to_another_visit(busy: Town) -> None:
    paper = firm_paper(busy.context, FirmPaperKind.VISIT_FORM, [busy.firm, busy.firm])
    busy.visit(ON)
    taken = take_to_print(busy.context, paper)
    assert taken.records == ("ZF-2026-0003", "ZF-2026-0004")
    assert "ZF-2026-0002" not in text_of(taken.pdf)
    assert take_to_print(busy.context, taken) == taken, "printed once more they keep their numbers"
    assert _entered(busy, "4") == "ZF-2026-0004"


def test_a_form_that_could_not_be_saved_takes_no_number(busy: Town, tmp_path: Path) -> None:
    paper = firm_paper(busy.context, FirmPaperKind.VISIT_FORM, [busy.firm])
    with pytest.raises(EnvironmentProblem):
        save_paper(busy.context, paper, tmp_path / "没有" / "登记表.pdf")
    assert _notes(busy) == []
    assert busy.context.read(visit_detail, busy.visit(ON)).number == "ZF-2026-0002"


def test_what_goes_out_is_noted_when_it_goes_out(busy: Town, tmp_path: Path) -> None:
    paper = case_paper(busy.context, CasePaperKind.ASSIGNMENT, [1])
    whole = firm_paper(busy.context, FirmPaperKind.DOSSIER, [busy.firm], shows_phones=True)
    assert _notes(busy) == [], "looking at a paper is no print"
    take_to_print(busy.context, paper)
    save_paper(busy.context, whole, tmp_path / "档案.pdf")
    assert (tmp_path / "档案.pdf").read_bytes() == whole.pdf
    assert _notes(busy) == [
        {"paper": "交办单", "records": ["SQ-2026-0001"], "masked": True, "printed": True},
        {"paper": "一企一档", "records": ["恒岚精密机械有限公司"], "masked": False, "file": "档案.pdf"},
    ]


MAKERS: dict[str, Callable[..., Paper]] = {
    **{
        kind.value: partial(case_paper, kind=kind, ids=[1])
        for kind in (CasePaperKind.ASSIGNMENT, CasePaperKind.SUPERVISION)
    },
    **{kind.value: partial(firm_paper, kind=kind, ids=[1]) for kind in (FirmPaperKind.BRIEF, FirmPaperKind.DOSSIER)},
    "HAND_OVER": partial(hand_over_paper, leader_id=1),
}


@pytest.fixture
def staffed(busy: Town) -> Town:
    """The busy town with officials in their roles."""
    for role, name in ROLES.items():
        save_official(busy.context, OfficialInput(name=name, role=role))
    return busy


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
@pytest.mark.parametrize("role", [Role.READING, Role.ENTRY])
def test_whole_phones_are_printed_only_for_one_who_handles(
    staffed: Town, make: Callable[..., Paper], role: Role, tmp_path: Path
) -> None:
    target, asking = tmp_path / "文书.pdf", replace(staffed.context, actor=ROLES[role])
    handling = replace(staffed.context, actor=ROLES[Role.HANDLING])
    sentence = f"显示完整电话需要“办理”角色，{ROLES[role]} 的角色为“{role.word}”。"
    with pytest.raises(RuleBroken, match=sentence):
        make(asking, shows_phones=True)
    whole = make(handling, shows_phones=True)
    for let_out in (take_to_print, lambda context, paper: save_paper(context, paper, target)):
        with pytest.raises(RuleBroken, match=sentence):
            let_out(asking, whole)
    assert not target.exists()
    assert _notes(staffed) == [], "what was refused did not go out"
    take_to_print(handling, whole)
    save_paper(asking, make(asking), target)
    assert PHONE not in text_of(target.read_bytes())
    assert [note["masked"] for note in _notes(staffed)] == [False, True]


def test_forms_take_numbers_and_so_need_one_who_types_visits_in(staffed: Town, tmp_path: Path) -> None:
    reader, typist = (replace(staffed.context, actor=ROLES[role]) for role in (Role.READING, Role.ENTRY))
    forms = firm_paper(reader, FirmPaperKind.VISIT_FORM, [staffed.firm])
    with pytest.raises(RuleBroken, match="录入"):
        take_to_print(reader, forms)
    with pytest.raises(RuleBroken, match="录入"):
        save_paper(reader, forms, tmp_path / "登记表.pdf")
    taken = take_to_print(typist, forms)
    assert taken.records == ("ZF-2026-0002",)
    assert take_to_print(reader, taken) == taken, "printed once more they take none"


def test_a_visit_takes_the_number_of_its_form(busy: Town) -> None:
    _print_forms(busy, 2)
    assert _entered(busy, "ZF-2026-0003") == "ZF-2026-0003"
    assert _entered(busy, " zf-２０２６-0002 ") == "ZF-2026-0002", "neither case nor width matters"
    assert _entered(busy) == "ZF-2026-0004"
    _print_forms(busy, 1)
    assert _entered(busy, "5") == "ZF-2026-0005", "the count alone will do"


def test_a_number_that_was_passed_over_is_on_no_form(busy: Town) -> None:
    with busy.context.write("import") as work:
        claim_number(work, VISIT_PREFIX, "ZF-2026-0500")
        work.commit()
    with pytest.raises(RuleBroken, match="没有打印过编号为 ZF-2026-0123 的登记表"):
        _entered(busy, "123")


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("ZF-2026-0009", "没有打印过编号为 ZF-2026-0009 的登记表"),
        ("ZF-2026-0000", "没有打印过编号为 ZF-2026-0000 的登记表"),
        ("ZF-2025-0001", "登记表 ZF-2025-0001 是 2025 年的，而走访日期在 2026 年"),
        ("ZF-2026-0001", "登记表 ZF-2026-0001 已经录入"),
        ("ZF-2026-0003", "登记表 ZF-2026-0003 已录入过，该走访在回收站中"),
        ("SQ-2026-0001", "SQ-2026-0001 不是登记表编号，编号应为 ZF-2026-0012"),
        ("第十二号", "第十二号 不是登记表编号"),
    ],
)
def test_a_number_that_no_empty_form_bears_is_refused(busy: Town, number: str, sentence: str) -> None:
    _print_forms(busy, 1)
    gone = busy.context.read(visit_detail, busy.visit(ON))
    visits.remove_visit(busy.context, gone.id, gone.version)
    with pytest.raises(RuleBroken, match=re.escape(sentence)) as refused:
        _entered(busy, number)
    assert refused.value.field == "number"
    assert _entered(busy, "ZF-2026-0002") == "ZF-2026-0002", "the refused ones took nothing"


def test_a_box_stands_beside_its_word(busy: Town) -> None:
    pdf = firm_paper(busy.context, FirmPaperKind.VISIT_FORM, [busy.firm]).pdf
    lines: dict[float, str] = {}
    for char in characters(pdf, 0):
        lines[char.y] = lines.get(char.y, "") + char.text
    for word in ("增资扩产", "外迁意向", "停产风险", "其他"):
        assert any(f"□{word}" in line for line in lines.values()), word


def _print_forms(town: Town, count: int) -> Paper:
    return take_to_print(town.context, firm_paper(town.context, FirmPaperKind.VISIT_FORM, [town.firm] * count))


def _notes(town: Town) -> list[dict[str, object]]:
    """What the audit log tells of papers that went out."""
    with town.context.ledger.read() as session:
        log = session.scalars(select(AuditEntry).where(col(AuditEntry.table_name) == "export"))
        return [json.loads(entry.change) for entry in log]


def _entered(town: Town, number: str = "") -> str:
    given = VisitInput(on=ON, enterprise_id=town.firm, leader_id=town.leader)
    made = visits.register_visit(town.context, given, number=number)
    assert made.id
    return town.context.read(visit_detail, made.id).number
