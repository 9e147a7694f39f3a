"""The papers of firms read back: one page before the visit, the dossier, the hand-over list."""

import re

import pytest

from tests.ledgers import TODAY, Town
from tests.reports.reading import page_count, text_of
from tests.services.paper_town import ON, page_text
from zhenyu_desk.domain.inputs import (
    EnterpriseInput,
    LeaderInput,
    PairingInput,
    PromiseInput,
    VisitInput,
)
from zhenyu_desk.domain.paper_kinds import FirmPaperKind
from zhenyu_desk.domain.terms import Move, VisitWarning
from zhenyu_desk.services import enterprises, leaders, visits
from zhenyu_desk.services.papers import firm_paper, hand_over_paper
from zhenyu_desk.store.queries.difficulties import difficulty_detail


def test_the_page_before_the_visit_shows_what_waits(busy: Town) -> None:
    pdf = firm_paper(busy.context, FirmPaperKind.BRIEF, [busy.firm]).pdf
    printed = text_of(pdf)
    for words in ("走访前一页纸", "恒岚精密机械有限公司", "SQ-2026-0001", "王建国承诺：协调供电所", "订单饱满"):
        assert words in printed, words
    assert page_count(pdf) == 1


def test_the_dossier_holds_everything(busy: Town) -> None:
    printed = text_of(firm_paper(busy.context, FirmPaperKind.DOSSIER, [busy.firm]).pdf)
    for words in ("企业档案", "张伟", "挂钩关系", "每30天", "ZF-2026-0001", "压铸线投产需增容", "六、困难诉求"):
        assert words in printed, words


def test_the_hand_over_list_names_every_firm_and_its_open_business(busy: Town) -> None:
    other = leaders.save_leader(busy.context, LeaderInput(name="陈敏", post="副镇长", rank=2)).id
    assert other
    more = enterprises.add_enterprise(busy.context, EnterpriseInput(name="联瑞新材料有限公司")).id
    assert more
    leaders.save_pairing(busy.context, PairingInput(enterprise_id=more, leader_id=other, start=ON))
    printed = text_of(hand_over_paper(busy.context, busy.leader).pdf)
    assert "王建国挂钩企业移交清单" in printed
    assert "SQ-2026-0001压铸线投产需增容" in printed
    assert "联瑞" not in printed
    assert "移交日期" in printed


def test_each_successor_gets_a_list_of_what_he_takes_over(busy: Town) -> None:
    more = enterprises.add_enterprise(busy.context, EnterpriseInput(name="联瑞新材料有限公司")).id
    assert more
    paper = hand_over_paper(busy.context, busy.leader, shares={"陈敏": [busy.firm], "": [more]})
    first, second = (page_text(paper.pdf, start - 1) for start in paper.starts)
    assert "挂钩企业1家，移交陈敏，截至" in first
    assert "恒岚" in first
    assert "联瑞" not in first
    assert "挂钩企业1家，截至" in second


@pytest.mark.parametrize("count", range(1, 20))
def test_the_names_below_a_hand_over_list_are_never_alone_on_apage_text(busy: Town, count: int) -> None:
    paper = hand_over_paper(busy.context, busy.leader, shares={"": _many_firms(busy, count)})
    last = page_text(paper.pdf, page_count(paper.pdf) - 1)
    assert f"第{count}号企业" in last
    assert last.index("移交人") > last.index(f"第{count}号企业")


def test_a_very_long_promise_is_cut_and_the_list_says_so(busy: Town) -> None:
    given = VisitInput(
        on=ON, enterprise_id=busy.firm, leader_id=busy.leader, promises=(PromiseInput(text="协调解决。" * 1000),)
    )
    visits.register_visit(busy.context, given)
    pdf = hand_over_paper(busy.context, busy.leader).pdf
    assert page_count(pdf) == 1
    assert "协调解决…" in text_of(pdf)
    assert "有省略，全文见台账" in text_of(pdf)


@pytest.mark.parametrize("count", range(24))
def test_a_dossier_is_signed_below_its_last_rows(busy: Town, count: int) -> None:
    for number in range(count):
        busy.visit(ON, busy.difficulty(ON, f"第{number}件事"))
    pdf = firm_paper(busy.context, FirmPaperKind.DOSSIER, [busy.firm]).pdf
    last = page_text(pdf, page_count(pdf) - 1)
    assert "2026年11月24日" in last
    assert "SQ-2026-0001压铸线" in last.replace("2026-11-02", "")


def test_a_dossier_without_difficulties_is_signed_below_a_line_of_text(town: Town) -> None:
    printed = text_of(firm_paper(town.context, FirmPaperKind.DOSSIER, [town.firm]).pdf)
    assert re.search(r"六、困难诉求无。周市镇企业服务办公室2026年11月24日", printed)


def test_the_dossier_tells_plans_and_warnings_as_such(busy: Town) -> None:
    given = VisitInput(
        on=ON, enterprise_id=busy.firm, leader_id=busy.leader, moves=(Move.OTHER,), warnings=(VisitWarning.LEASE_ENDS,)
    )
    visits.register_visit(busy.context, given)
    printed = text_of(firm_paper(busy.context, FirmPaperKind.DOSSIER, [busy.firm]).pdf)
    assert "动向：其他；预警：租约到期" in printed


def test_what_was_heard_is_not_cut_while_the_page_has_room(busy: Town) -> None:
    business = "".join(f"第{number}句话说的是生产经营。" for number in range(20))
    visits.register_visit(
        busy.context, VisitInput(on=ON, enterprise_id=busy.firm, leader_id=busy.leader, business=business)
    )
    pdf = firm_paper(busy.context, FirmPaperKind.BRIEF, [busy.firm]).pdf
    assert business in text_of(pdf)
    assert page_count(pdf) == 1


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
    pdf = firm_paper(extreme.context, kind, [firm]).pdf
    assert page_count(pdf) == 1
    if kind is FirmPaperKind.BRIEF:
        assert re.search(r"另有\d+件未了结的诉求，见一企一档。", text_of(pdf))


def test_a_dossier_of_two_thousand_rows_repeats_its_heads(extreme: Town) -> None:
    firm = extreme.context.read(difficulty_detail, TODAY, 2).row.enterprise_id
    visit = VisitInput(on=ON, enterprise_id=firm, leader_id=extreme.leader, business="生产平稳。")
    pile = [(visit, [extreme.difficulty(ON, f"第{n}件事", enterprise_id=firm)]) for n in range(1000)]
    visits.register_visits(extreme.context, pile)
    pdf = firm_paper(extreme.context, FirmPaperKind.DOSSIER, [firm]).pdf
    printed = text_of(pdf)
    assert all(f"第{number}件事" in printed for number in (0, 500, 999))
    pages = page_count(pdf)
    assert printed.count("编号") >= pages - 2, "every page but those of the facts has a head"


def _many_firms(town: Town, count: int) -> list[int]:
    made = (
        enterprises.add_enterprise(town.context, EnterpriseInput(name=f"第{n}号企业")).id for n in range(1, count + 1)
    )
    return [key for key in made if key]
