"""The papers of difficulties read back: what they say, that each fits its sheet, and that phones are masked."""

import re
from datetime import date

import pytest

from tests.ledgers import TODAY, Town
from tests.reports.reading import page_count, text_of
from tests.services.paper_town import LONG_NAME, MASKED, ON, PHONE, page_text
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.paper_kinds import CasePaperKind, FirmPaperKind
from zhenyu_desk.domain.terms import Action, ResultKind, Satisfaction
from zhenyu_desk.errors import Cancelled, RuleBroken
from zhenyu_desk.services import difficulties
from zhenyu_desk.services.figures import month_report
from zhenyu_desk.services.papers import case_paper, firm_paper, hand_over_paper
from zhenyu_desk.services.undo import take_back
from zhenyu_desk.services.verb_names import verb_name
from zhenyu_desk.store.queries.difficulties import difficulty_detail


def test_the_assignment_slip_and_its_reply_fill_one_sheet(busy: Town) -> None:
    pdf = case_paper(busy.context, CasePaperKind.ASSIGNMENT, [1]).pdf
    printed = text_of(pdf)
    for words in ("交办单", "SQ-2026-0001", "供电所", "变压器不够用", "2026年11月9日", "回执", MASKED):
        assert words in printed, words
    assert PHONE not in printed
    assert page_count(pdf) == 1


def test_phones_are_printed_in_full_only_when_asked_for(busy: Town) -> None:
    assert PHONE in text_of(case_paper(busy.context, CasePaperKind.ASSIGNMENT, [1], shows_phones=True).pdf)
    brief = text_of(firm_paper(busy.context, FirmPaperKind.BRIEF, [busy.firm]).pdf)
    assert PHONE not in brief
    assert brief.count(MASKED) == 2


def test_the_supervision_slip_says_how_late_it_is_and_what_was_asked(busy: Town) -> None:
    busy.step(1, Step(on=date(2026, 11, 20), action=Action.SUPERVISE, text="书记要求本周答复"))
    pdf = case_paper(busy.context, CasePaperKind.SUPERVISION, [1]).pdf
    printed = text_of(pdf)
    assert "已超期11个工作日" in printed
    assert "书记要求本周答复。" in printed
    assert page_count(pdf) == 1


def test_the_extension_form_holds_what_was_taken_down(busy: Town) -> None:
    step = Step(on=date(2026, 11, 9), action=Action.EXTEND, new_deadline=date(2026, 12, 4), reason="设备到货延迟")
    busy.step(1, step)
    pdf = case_paper(busy.context, CasePaperKind.EXTENSION, [1]).pdf
    for words in ("2026年11月9日", "2026年12月4日", "设备到货延迟", "领导审批"):
        assert words in text_of(pdf), words
    assert page_count(pdf) == 1


def test_the_call_back_record_ticks_what_the_firm_said(busy: Town) -> None:
    busy.step(1, Step(on=date(2026, 11, 5), action=Action.RESOLVE, result=ResultKind.SOLVED, text="已增容"))
    called = Step(
        on=date(2026, 11, 6), action=Action.FOLLOW_UP, reached=True, satisfaction=Satisfaction.FAIRLY, text="还行"
    )
    busy.step(1, called)
    printed = text_of(case_paper(busy.context, CasePaperKind.CALL_BACK, [1]).pdf)
    for words in ("■联系上", "□满意", "■基本满意", "已增容", "还行"):
        assert words in printed, words


def test_each_of_several_papers_is_numbered_from_one_and_tells_where_it_begins(extreme: Town) -> None:
    paper = case_paper(extreme.context, CasePaperKind.ASSIGNMENT, [1, 2, 1])
    long = page_count(paper.pdf) - 2
    assert long > 2
    assert paper.starts == (1, 2, 2 + long)
    assert [page_text(paper.pdf, start - 1).count("困难诉求交办单") for start in paper.starts] == [1, 1, 1]
    numbers = [re.findall(r"—(\d+)—", page_text(paper.pdf, page))[-1] for page in range(long + 2)]
    assert numbers == ["1", *(str(number) for number in range(1, long + 1)), "1"]


@pytest.mark.parametrize("kind", [CasePaperKind.ASSIGNMENT, CasePaperKind.SUPERVISION, CasePaperKind.EXTENSION])
def test_nothing_is_asked_of_a_unit_where_none_is_in_charge(busy: Town, kind: CasePaperKind) -> None:
    busy.visit(ON, busy.difficulty(ON, "子女入学"), busy.difficulty(ON, "道路照明"))
    sentence = f"SQ-2026-0002、SQ-2026-0003没有牵头单位，不能打印{kind.word}"
    with pytest.raises(RuleBroken, match=sentence):
        case_paper(busy.context, kind, [1, 2, 3])


@pytest.mark.parametrize("kind", [CasePaperKind.SUPERVISION, CasePaperKind.EXTENSION])
def test_what_is_not_in_hand_is_neither_supervised_nor_extended(busy: Town, kind: CasePaperKind) -> None:
    parked = Step(on=date(2026, 11, 20), action=Action.PARK, condition="等供电规划", review_on=date(2027, 3, 1))
    busy.step(1, parked)
    sentence = f"SQ-2026-0001（挂账）不在办理中，不能打印{kind.word}，请改选办理中的诉求。"
    with pytest.raises(RuleBroken, match=sentence):
        case_paper(busy.context, kind, [1])
    assert page_count(case_paper(busy.context, CasePaperKind.ASSIGNMENT, [1]).pdf) == 1, "what was assigned stays so"


def test_the_part_of_the_supervision_slip_that_is_cut_off_says_whose_it_is(busy: Town) -> None:
    printed = text_of(case_paper(busy.context, CasePaperKind.SUPERVISION, [1]).pdf)
    lower = printed[printed.index("沿此线裁下报送") :]
    for words in ("SQ-2026-0001", "供电所", "恒岚精密机械有限公司"):
        assert words in lower, words


def test_a_quantity_is_not_said_twice(busy: Town) -> None:
    twice = busy.difficulty(ON, "职工子女入学10人", quantity=10, quantity_unit="人", assign_unit_id=busy.unit)
    once = busy.difficulty(ON, "变压器增容", quantity=800, quantity_unit="kVA", assign_unit_id=busy.unit)
    busy.visit(ON, twice, once)
    printed = text_of(case_paper(busy.context, CasePaperKind.ASSIGNMENT, [2, 3]).pdf)
    assert printed.count("10人") == 1
    assert "变压器增容（800kVA）" in printed


def test_a_typical_case_can_be_marked_and_the_mark_taken_back(busy: Town) -> None:
    def is_typical() -> bool:
        return busy.context.read(difficulty_detail, TODAY, 1).is_typical

    version = busy.context.read(difficulty_detail, TODAY, 1).row.version
    changes = difficulties.mark_typical(busy.context, 1, version, True)
    assert is_typical()
    assert month_report(busy.context, Month(2026, 11), date(2026, 11, 24)).typical
    assert changes.undoable
    assert verb_name(changes.undoable.verb) == "标记典型案例"
    take_back(busy.context, changes.undoable)
    assert not is_typical()
    with pytest.raises(RuleBroken, match="刚被他人修改"):
        difficulties.mark_typical(busy.context, 1, version, True)


@pytest.mark.parametrize("whole", [False, True])
def test_numbers_in_titles_are_masked_on_every_paper(busy: Town, whole: bool) -> None:
    busy.visit(ON, busy.difficulty(ON, f"联系财务{PHONE}", words=PHONE, assign_unit_id=busy.unit))
    context = busy.context
    papers = [
        *(case_paper(context, kind, [2], shows_phones=whole) for kind in CasePaperKind),
        *(
            firm_paper(context, kind, [busy.firm], shows_phones=whole)
            for kind in (FirmPaperKind.BRIEF, FirmPaperKind.DOSSIER)
        ),
        hand_over_paper(context, busy.leader, shows_phones=whole),
    ]
    for paper in papers:
        printed = text_of(paper.pdf)
        assert (f"联系财务{PHONE if whole else MASKED}") in printed, paper.kind
        assert (PHONE in printed) is whole, paper.kind
        assert paper.masked is not whole


@pytest.mark.parametrize("kind", [CasePaperKind.ASSIGNMENT, CasePaperKind.SUPERVISION])
def test_a_long_text_is_printed_whole_on_an_annex_and_the_slip_keeps_to_its_sheet(
    extreme: Town, kind: CasePaperKind
) -> None:
    pdf = case_paper(extreme.context, kind, [2]).pdf
    assert re.sub(r"—\d+—", "", text_of(pdf)).count("雨污分流改造资金缺口") == 330
    slip, annex = page_text(pdf, 0), page_text(pdf, 1)
    assert "企业原话见附页。" in slip
    assert slip.count("签名（盖章）：年月日") == 1
    assert annex.startswith("SQ-2026-0002附页")
    assert LONG_NAME in slip


@pytest.mark.parametrize("kind", [CasePaperKind.EXTENSION, CasePaperKind.CALL_BACK])
def test_forms_with_a_long_name_keep_to_their_sheet(extreme: Town, kind: CasePaperKind) -> None:
    pdf = case_paper(extreme.context, kind, [2, 2]).pdf
    assert page_count(pdf) == 2
    assert LONG_NAME in text_of(pdf)


def test_it_tells_of_every_page_and_ends_where_it_is_told_to(busy: Town) -> None:
    told: list[int] = []
    paper = case_paper(busy.context, CasePaperKind.ASSIGNMENT, [1, 1, 1], progress=told.append)
    pages = [page for page in told if page]
    assert pages == list(range(1, page_count(paper.pdf) + 1))
    assert 0 in told, "it can be stopped while the ledger is read, too"

    def stop(page: int) -> None:
        if page == 2:
            raise Cancelled("停")

    with pytest.raises(Cancelled):
        firm_paper(busy.context, FirmPaperKind.VISIT_FORM, [busy.firm] * 3, progress=stop)
