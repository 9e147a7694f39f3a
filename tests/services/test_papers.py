"""The office's papers read back: what they say, that each fits its sheet, and that phones are masked."""

import re
from datetime import date

import pytest

from tests.ledgers import TODAY, Town
from tests.reports.reading import characters, page_count, text_of
from zhenyu_desk.domain.inputs import (
    ContactInput,
    EnterpriseInput,
    LeaderInput,
    PairingInput,
    PromiseInput,
    UnitInput,
    VisitInput,
)
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.paper_kinds import CasePaperKind, FirmPaperKind
from zhenyu_desk.domain.terms import Action, ResultKind, Satisfaction, Source
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.services import difficulties, enterprises, leaders, office, visits
from zhenyu_desk.services.figures import month_report
from zhenyu_desk.services.papers import case_paper, firm_paper, hand_over_paper
from zhenyu_desk.services.undo import label_of, take_back
from zhenyu_desk.store.queries.difficulties import difficulty_detail
from zhenyu_desk.store.queries.visits import visit_detail

ON = date(2026, 11, 2)
LONG_NAME = (
    "周市镇新兴产业园恒岚精密机械制造与智能装备集成研究开发"
    "及检验检测认证服务（长三角一体化示范区）股份有限公司第一分公司甲区"
)
PHONE, MASKED = "13800002201", "138****2201"


@pytest.fixture
def busy(town: Town) -> Town:
    """A firm with a contact, a promise, and a difficulty that is overdue."""
    enterprises.save_contact(
        town.context,
        ContactInput(enterprise_id=town.firm, name="张伟", post="总经理", mobile=PHONE, is_primary=True),
    )
    given = VisitInput(
        on=ON,
        enterprise_id=town.firm,
        leader_id=town.leader,
        business=f"订单饱满，财务电话{PHONE}。",
        promises=(PromiseInput(text="协调供电所", due_on=date(2026, 12, 1)),),
    )
    case = town.difficulty(ON, "压铸线投产需增容", assign_unit_id=town.unit, words="变压器不够用")
    visits.register_visit(town.context, given, [case])
    return town


@pytest.fixture
def extreme(busy: Town) -> Town:
    """The difficulty 2: the firm has a name of 60 characters and no contact, its words have 5,000."""
    firm = enterprises.add_enterprise(busy.context, EnterpriseInput(name=LONG_NAME, products="精密压铸件、" * 100)).id
    unit = office.save_unit(busy.context, UnitInput(name="自然资源和规划局周市自然资源所不动产登记服务中心")).id
    case = busy.difficulty(
        ON,
        "厂区雨污分流改造资金缺口较大，请求协调专项补助",
        enterprise_id=firm,
        words="厂区雨污分流改造资金缺口较大。" * 329,
        assign_unit_id=unit,
    )
    difficulties.register_difficulty(busy.context, case.model_copy(update={"source": Source.CALL}))
    return busy


def test_the_assignment_slip_and_its_reply_fill_one_sheet(busy: Town) -> None:
    pdf = case_paper(busy.context, CasePaperKind.ASSIGNMENT, [1])
    printed = text_of(pdf)
    for words in ("交办单", "SQ-2026-0001", "供电所", "变压器不够用", "2026年11月9日", "回执", MASKED):
        assert words in printed, words
    assert PHONE not in printed
    assert page_count(pdf) == 1


def test_phones_are_printed_in_full_only_when_asked_for(busy: Town) -> None:
    assert PHONE in text_of(case_paper(busy.context, CasePaperKind.ASSIGNMENT, [1], shows_phones=True))
    brief = text_of(firm_paper(busy.context, FirmPaperKind.BRIEF, [busy.firm]))
    assert PHONE not in brief
    assert brief.count(MASKED) == 2


def test_the_supervision_slip_says_how_late_it_is_and_what_was_asked(busy: Town) -> None:
    busy.step(1, Step(on=date(2026, 11, 20), action=Action.SUPERVISE, text="书记要求本周答复"))
    pdf = case_paper(busy.context, CasePaperKind.SUPERVISION, [1])
    printed = text_of(pdf)
    assert "已超期11个工作日" in printed
    assert "书记要求本周答复。" in printed
    assert page_count(pdf) == 1


def test_the_extension_form_holds_what_was_taken_down(busy: Town) -> None:
    step = Step(on=date(2026, 11, 9), action=Action.EXTEND, new_deadline=date(2026, 12, 4), reason="设备到货延迟")
    busy.step(1, step)
    pdf = case_paper(busy.context, CasePaperKind.EXTENSION, [1])
    for words in ("2026年11月9日", "2026年12月4日", "设备到货延迟", "领导审批"):
        assert words in text_of(pdf), words
    assert page_count(pdf) == 1


def test_the_call_back_record_ticks_what_the_firm_said(busy: Town) -> None:
    busy.step(1, Step(on=date(2026, 11, 5), action=Action.RESOLVE, result=ResultKind.SOLVED, text="已增容"))
    called = Step(
        on=date(2026, 11, 6), action=Action.FOLLOW_UP, reached=True, satisfaction=Satisfaction.FAIRLY, text="还行"
    )
    busy.step(1, called)
    printed = text_of(case_paper(busy.context, CasePaperKind.CALL_BACK, [1]))
    for words in ("■联系上", "□满意", "■基本满意", "已增容", "还行"):
        assert words in printed, words


def test_several_slips_come_in_one_print(busy: Town) -> None:
    busy.visit(ON, busy.difficulty(ON, "子女入学", assign_unit_id=busy.other_unit))
    pdf = case_paper(busy.context, CasePaperKind.ASSIGNMENT, [1, 2])
    assert page_count(pdf) == 2
    assert "SQ-2026-0002" in text_of(pdf)


def test_without_a_unit_the_supervision_slip_addresses_nobody(busy: Town) -> None:
    busy.visit(ON, busy.difficulty(ON, "子女入学"))
    printed = text_of(case_paper(busy.context, CasePaperKind.SUPERVISION, [2]))
    assert "督办单2026年11月2日反映的下列诉求，截至2026年11月24日尚未明确牵头单位。" in printed
    assert "你单位" not in printed


def test_a_typical_case_can_be_marked_and_the_mark_taken_back(busy: Town) -> None:
    def is_typical() -> bool:
        return busy.context.read(difficulty_detail, TODAY, 1).is_typical

    version = busy.context.read(difficulty_detail, TODAY, 1).row.version
    changes = difficulties.mark_typical(busy.context, 1, version, True)
    assert is_typical()
    assert month_report(busy.context, Month(2026, 11), date(2026, 11, 24)).typical
    assert changes.undoable
    assert label_of(changes.undoable) == "标记典型案例"
    take_back(busy.context, changes.undoable)
    assert not is_typical()
    with pytest.raises(RuleBroken, match="刚被他人修改"):
        difficulties.mark_typical(busy.context, 1, version, True)


def test_the_page_before_the_visit_shows_what_waits(busy: Town) -> None:
    pdf = firm_paper(busy.context, FirmPaperKind.BRIEF, [busy.firm])
    printed = text_of(pdf)
    for words in ("走访前一页纸", "恒岚精密机械有限公司", "SQ-2026-0001", "王建国承诺：协调供电所", "订单饱满"):
        assert words in printed, words
    assert page_count(pdf) == 1


def test_the_dossier_holds_everything(busy: Town) -> None:
    printed = text_of(firm_paper(busy.context, FirmPaperKind.DOSSIER, [busy.firm]))
    for words in ("企业档案", "张伟", "挂钩关系", "每30天", "ZF-2026-0001", "压铸线投产需增容", "六、困难诉求"):
        assert words in printed, words


def test_the_empty_form_bears_a_number_that_nobody_else_gets(busy: Town) -> None:
    pdf = firm_paper(busy.context, FirmPaperKind.VISIT_FORM, [busy.firm])
    assert "ZF-2026-0002" in text_of(pdf)
    assert page_count(pdf) == 1
    assert busy.context.read(visit_detail, busy.visit(ON)).number == "ZF-2026-0003"


def test_a_visit_takes_the_number_of_its_form(busy: Town) -> None:
    firm_paper(busy.context, FirmPaperKind.VISIT_FORM, [busy.firm, busy.firm])
    assert _entered(busy, "ZF-2026-0003") == "ZF-2026-0003"
    assert _entered(busy, " zf-２０２６-0002 ") == "ZF-2026-0002", "neither case nor width matters"
    assert _entered(busy) == "ZF-2026-0004"
    firm_paper(busy.context, FirmPaperKind.VISIT_FORM, [busy.firm])
    assert _entered(busy, "5") == "ZF-2026-0005", "the count alone will do"


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
    firm_paper(busy.context, FirmPaperKind.VISIT_FORM, [busy.firm])
    gone = busy.context.read(visit_detail, busy.visit(ON))
    visits.remove_visit(busy.context, gone.id, gone.version)
    with pytest.raises(RuleBroken, match=re.escape(sentence)) as refused:
        _entered(busy, number)
    assert refused.value.field == "number"
    assert _entered(busy, "ZF-2026-0002") == "ZF-2026-0002", "the refused ones took nothing"


def test_the_hand_over_list_names_every_firm_and_its_open_business(busy: Town) -> None:
    other = leaders.save_leader(busy.context, LeaderInput(name="陈敏", post="副镇长", rank=2)).id
    assert other
    more = enterprises.add_enterprise(busy.context, EnterpriseInput(name="联瑞新材料有限公司")).id
    assert more
    leaders.save_pairing(busy.context, PairingInput(enterprise_id=more, leader_id=other, start=ON))
    printed = text_of(hand_over_paper(busy.context, busy.leader))
    assert "王建国挂钩企业移交清单" in printed
    assert "SQ-2026-0001压铸线投产需增容" in printed
    assert "联瑞" not in printed


@pytest.mark.parametrize("kind", [CasePaperKind.ASSIGNMENT, CasePaperKind.SUPERVISION])
def test_a_long_text_is_printed_whole_on_an_annex_and_the_slip_keeps_to_its_sheet(
    extreme: Town, kind: CasePaperKind
) -> None:
    pdf = case_paper(extreme.context, kind, [2])
    assert re.sub(r"—\d+—", "", text_of(pdf)).count("雨污分流改造资金缺口") == 330
    slip, annex = _page(pdf, 0), _page(pdf, 1)
    assert "企业原话见附页。" in slip
    assert slip.count("签名（盖章）：年月日") == 1
    assert annex.startswith("SQ-2026-0002附页")
    assert LONG_NAME in slip


@pytest.mark.parametrize("kind", [CasePaperKind.EXTENSION, CasePaperKind.CALL_BACK])
def test_forms_with_a_long_name_keep_to_their_sheet(extreme: Town, kind: CasePaperKind) -> None:
    pdf = case_paper(extreme.context, kind, [2, 2])
    assert page_count(pdf) == 2
    assert LONG_NAME in text_of(pdf)


@pytest.mark.parametrize("kind", [FirmPaperKind.BRIEF, FirmPaperKind.VISIT_FORM])
def test_sheets_for_a_visit_are_one_page_whatever_there_is_to_say(extreme: Town, kind: FirmPaperKind) -> None:
    firm = extreme.context.read(difficulty_detail, TODAY, 2).row.enterprise_id
    for number in range(20):
        given = VisitInput(
            on=ON,
            enterprise_id=firm,
            leader_id=extreme.leader,
            business="生产平稳，" * 400,
            promises=(PromiseInput(text="协调解决。" * 50),),
        )
        title = f"第{number}项诉求" + "道路照明不足" * 20
        case = extreme.difficulty(ON, title, enterprise_id=firm, assign_unit_id=extreme.unit)
        visits.register_visit(extreme.context, given, [case])
    pdf = firm_paper(extreme.context, kind, [firm])
    assert page_count(pdf) == 1
    if kind is FirmPaperKind.BRIEF:
        assert re.search(r"另有\d+件未了结的诉求，见一企一档。", text_of(pdf))


def test_a_dossier_of_two_thousand_rows_repeats_its_heads(extreme: Town) -> None:
    firm = extreme.context.read(difficulty_detail, TODAY, 2).row.enterprise_id
    visit = VisitInput(on=ON, enterprise_id=firm, leader_id=extreme.leader, business="生产平稳。")
    pile = [(visit, [extreme.difficulty(ON, f"第{n}件事", enterprise_id=firm)]) for n in range(1000)]
    visits.register_visits(extreme.context, pile)
    pdf = firm_paper(extreme.context, FirmPaperKind.DOSSIER, [firm])
    printed = text_of(pdf)
    assert all(f"第{number}件事" in printed for number in (0, 500, 999))
    pages = page_count(pdf)
    assert printed.count("编号") >= pages - 2, "every page but those of the facts has a head"


def _entered(town: Town, number: str = "") -> str:
    given = VisitInput(on=ON, enterprise_id=town.firm, leader_id=town.leader)
    made = visits.register_visit(town.context, given, number=number)
    assert made.id
    return town.context.read(visit_detail, made.id).number


def _page(pdf: bytes, number: int) -> str:
    return "".join(char.text for char in characters(pdf, number))
