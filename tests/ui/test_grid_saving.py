"""流水录入: what is wrong is marked and said, all is saved or nothing, and a draft keeps what is typed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.clerk import CTRL
from tests.ui.grids import GridClerk, at_the_grid
from tests.ui.town import TODAY
from zhenyu_desk.domain.inputs import EnterpriseInput, VisitInput
from zhenyu_desk.domain.terms import InUse, Move, State, Trend
from zhenyu_desk.domain.visit_lines import Place
from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.services import enterprises, office, visits
from zhenyu_desk.services.drafts import waiting_drafts
from zhenyu_desk.store.queries.office import categories
from zhenyu_desk.store.queries.register import enterprise_detail
from zhenyu_desk.ui.pages.visits.grid import saver

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
HENGXIN, LIANRUI, SANLI = "长泾恒信精密机械有限公司", "周浜联瑞新材料有限公司", "三立食品有限公司"


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[GridClerk]:
    with at_the_grid(tmp_path, qtbot) as opened:
        yield opened


def test_five_visits_with_a_difficulty_each_take_few_keys(desk: GridClerk, capsys: pytest.CaptureFixture[str]) -> None:
    pile = (
        ("hxjm", "121", "年底前新增 2 条压铸线", "1", "jy", "员工子女 3 名申请就近入学"),
        ("lrxcl", "222", "订单平稳", "", "sp", "二期厂房环评批复进度"),
        ("sl", "112", "春节备货", "", "sp", "扩建厂房报批"),
        ("qygd", "111", "新接车载订单", "3", "jy", "职工子女转学"),
        ("ht", "321", "用工略降", "", "sp", "排污许可换证"),
    )
    for firm, trends, business, moves, category, title in pile:
        desk.keys(firm)
        desk.press()
        desk.keys(trends)
        desk.write(business)
        desk.press()
        desk.keys(moves)
        desk.press()
        desk.keys(category)
        desk.press()
        desk.write(title)
        desk.press()
        assert desk.at[1] is Place.FIRM
    assert desk.grid.counts.text().startswith("5 家次 · 5 件诉求")
    desk.save()
    with capsys.disabled():
        print(f"\n流水录入: 5 visits with one difficulty each: {desk.pressed} keys beyond the free text")
    assert desk.pressed <= 5 * 16
    stored = desk.visits()
    assert [visit.enterprise_name for visit in stored][:2] == [HENGXIN, LIANRUI]
    assert len(stored) == len(desk.cases()) == 5
    first = stored[0]
    assert (first.on, first.leader_name, first.business) == (TODAY, "王建国", "年底前新增 2 条压铸线")
    assert (first.output_trend, first.order_trend, first.staff_trend) == (Trend.UP, Trend.FLAT, Trend.UP)
    assert first.moves == (Move.EXPANSION,)
    case = desk.cases()[0]
    assert (case.title, case.category, case.lead_unit) == ("员工子女 3 名申请就近入学", "教育", "教育办")
    assert (case.state, case.deadline) == (State.HANDLING, date(2026, 11, 27))


def test_saved_rows_leave_the_grid_and_the_sentence_counts_them(desk: GridClerk) -> None:
    desk.visit("hxjm")
    desk.save()
    assert desk.clerk.window.status.message.text() == "已保存 1 家次、0 件诉求。"
    assert desk.grid.model.rowCount() == 1
    assert desk.row(0)[1:] == [""] * 11
    assert desk.clerk.focus is desk.grid.view
    assert desk.at == (0, Place.FIRM)


def test_ctrl_z_on_the_empty_grid_takes_the_save_back(desk: GridClerk) -> None:
    desk.visit("hxjm")
    desk.save()
    desk.press(Qt.Key.Key_Z, CTRL)
    assert desk.visits() == []
    assert desk.clerk.window.status.message.text() == "已撤销：流水登记走访 1 条"


def test_undoing_a_save_puts_the_rows_and_their_draft_back(desk: GridClerk) -> None:
    desk.visit("hxjm", "jy", "员工子女入学", business="订单饱和")
    desk.visit("lrxcl")
    rows = [desk.row(number) for number in range(3)]
    desk.grid.companions.setText("周磊")
    desk.save()
    desk.press(Qt.Key.Key_Z, CTRL)
    assert [desk.row(number) for number in range(3)] == rows
    assert desk.grid.companions.text() == "周磊"
    desk.grid.drafts.keep()
    desk.clerk.settle()
    assert len(waiting_drafts(desk.clerk.context)) == 1
    desk.save()
    assert len(desk.visits()) == 2, "and can be saved again"


def test_undoing_a_save_from_another_page_keeps_what_is_typed_and_makes_a_draft(desk: GridClerk) -> None:
    desk.visit("hxjm")
    desk.save()
    desk.visit("lrxcl")
    desk.press(Qt.Key.Key_Z, CTRL, times=40)
    assert len(desk.visits()) == 1, "in the grid Ctrl+Z takes back typing only"
    desk.visit("lrxcl")
    desk.grid.companions.setFocus()
    desk.press(Qt.Key.Key_Z, CTRL)
    assert desk.clerk.window.status.message.text() == "正在录入，先保存或取消后再撤销。"
    desk.clerk.open(1)
    desk.press(Qt.Key.Key_Z, CTRL)
    assert desk.visits() == []
    titles = [draft.title for draft in waiting_drafts(desk.clerk.context)]
    assert f"{HENGXIN} · 1 家次 · 0 件诉求" in titles
    desk.clerk.open(2)
    assert desk.cell(0, Place.FIRM) == LIANRUI


def test_saving_says_which_rows_are_wrong(desk: GridClerk) -> None:
    desk.visit("hxjm")
    desk.write("不知名公司")
    desk.press()
    desk.save()
    assert desk.clerk.window.status.message.text() == "未保存：第 2 行有误。"
    desk.press(Qt.Key.Key_Down)
    desk.write("另一家")
    desk.press()
    desk.save()
    assert desk.clerk.window.status.message.text() == "未保存：第 2 行等 2 行有误。"
    assert desk.message.startswith("● 第 2 行：企业档案中没有")


def test_ctrl_z_in_a_cell_leaves_the_last_save_alone(desk: GridClerk) -> None:
    desk.visit("hxjm")
    desk.save()
    desk.press(Qt.Key.Key_F2)
    desk.press(Qt.Key.Key_Z, CTRL)
    assert len(desk.visits()) == 1


def test_ctrl_s_takes_what_stands_in_an_open_editor(desk: GridClerk) -> None:
    desk.visit("hxjm")
    desk.grid.view.go_to(0, Place.BUSINESS)
    desk.write("订单饱和")
    assert desk.grid.delegate.editor is not None
    desk.save()
    assert desk.visits()[0].business == "订单饱和"


def test_a_row_is_checked_as_it_is_left(desk: GridClerk) -> None:
    desk.keys("jtbz")  # not paired, and no row above to take a leader from
    desk.press()
    assert desk.mark(0, Place.LEADER) == "", "still being typed"
    desk.press(Qt.Key.Key_Down)
    assert desk.mark(0, Place.LEADER) == "请选择挂钩领导。"
    assert desk.message == "● 金腾包装有限公司的领导：请选择挂钩领导。"
    assert desk.numbers()[0] == "● 1"


def test_an_unknown_firm_is_marked_at_once_and_kept(desk: GridClerk) -> None:
    desk.write("不知名公司")
    desk.press()
    assert desk.cell(0, Place.FIRM) == "不知名公司"
    assert desk.mark(0, Place.FIRM).startswith("企业档案中没有“不知名公司”")
    desk.save()
    assert desk.visits() == []
    assert desk.at == (0, Place.FIRM)
    assert desk.message.startswith("● 第 1 行：企业档案中没有“不知名公司”")


def test_what_is_wrong_is_said_and_not_saved(desk: GridClerk) -> None:
    desk.visit("hxjm", "jy", "员工子女入学")
    for place, typed, sentence in (
        (Place.ON, "11.21", "走访日期 2026年11月21日 在今天之后，走访后才能登记。"),
        (Place.ON, "13.40", "“13.40”不是日期"),
        (Place.DEADLINE, "11.1", "时限早于走访日期"),
        (Place.UNIT, "zzz", "没有名为“zzz”的单位"),
        (Place.CATEGORY, "zzz", "没有在用的类别“zzz”"),
        (Place.LEADER, "zzz", "没有名为“zzz”的领导"),
    ):
        desk.grid.view.go_to(0, place)
        desk.keys(typed)
        desk.press()
        assert sentence in desk.mark(0, place)
        desk.grid.view.go_to(1, Place.FIRM)
        desk.save()
        assert desk.visits() == []
        assert desk.at == (0, place)
        assert sentence in desk.message
        desk.press(Qt.Key.Key_Z, CTRL)


def test_a_visit_before_the_firm_existed_is_refused(desk: GridClerk) -> None:
    context, firm = desk.clerk.context, desk.clerk.town.firms[HENGXIN]
    version = context.read(enterprise_detail, firm).version
    given = EnterpriseInput(name=HENGXIN, founded=date(2026, 11, 20))
    enterprises.update_enterprise(context, firm, version, given)
    desk.keys("hxjm")
    desk.press()
    desk.grid.view.go_to(0, Place.ON)
    desk.keys("19")
    desk.press()
    assert "尚未成立" in desk.mark(0, Place.ON)


def test_a_text_of_more_than_10000_characters_is_refused_and_kept(desk: GridClerk) -> None:
    desk.visit("hxjm", business="好" * 10_001)
    assert desk.mark(0, Place.BUSINESS) == "10001 字，多 1 字。"
    desk.save()
    assert desk.visits() == []
    assert len(desk.grid.model.line(0)[Place.BUSINESS].text) == 10_001


def test_a_long_difficulty_is_kept_whole_as_the_firms_words(desk: GridClerk) -> None:
    desk.visit("hxjm", "jy", "员工子女入学，" * 40)
    desk.save()
    (case,) = desk.cases()
    assert case.title.endswith("…")
    assert len(case.title) == 60


def test_a_second_visit_on_the_day_is_asked_about_once(desk: GridClerk, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = VisitInput(
        on=TODAY, enterprise_id=desk.clerk.town.firms[HENGXIN], leader_id=desk.clerk.town.leaders["王建国"]
    )
    visits.register_visit(desk.clerk.context, visit)
    asked: list[str] = []

    def answer(question: str, _yes: str) -> bool:
        asked.append(question)
        return len(asked) > 1

    monkeypatch.setattr(desk.clerk.window, "ask", answer)
    desk.visit("hxjm")
    desk.visit("lrxcl")
    assert desk.mark(0, Place.FIRM) == "该企业当日已登记走访 ZF-2026-0001。"
    desk.save()
    assert len(desk.visits()) == 1, "the answer was no"
    assert desk.grid.model.rowCount() == 3
    desk.save()
    assert len(asked) == 2
    assert len(desk.visits()) == 3


def test_a_firm_twice_in_the_grid_is_marked(desk: GridClerk) -> None:
    desk.visit("hxjm")
    desk.visit("hxjm")
    assert desk.mark(1, Place.FIRM) == "上面已有该企业当日的走访。"
    assert desk.mark(0, Place.FIRM) == ""


def test_a_refusal_of_the_ledger_leads_to_its_cell_and_nothing_is_saved(desk: GridClerk) -> None:
    desk.visit("hxjm")
    desk.visit("lrxcl", "jy", "员工子女入学")
    context = desk.clerk.context
    row = next(row for row in context.read(categories) if row.name == "教育")
    # Behind the window's back, as another program would.
    office.save_category(context, row.name, row.parent_id, row.unit_id, InUse.RETIRED, row.id, row.version)
    desk.save()
    assert desk.at == (1, Place.CATEGORY)
    assert "教育" in desk.message
    assert desk.visits() == []
    assert desk.grid.model.rowCount() == 3


def test_a_full_disk_keeps_the_grid(desk: GridClerk, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def refuse(*_given: object, **_more: object) -> None:
        raise EnvironmentProblem("磁盘已满。")

    monkeypatch.setattr(saver, "register_visits", refuse)
    monkeypatch.setattr(desk.clerk.window, "warn", lambda problem: told.append(problem.sentence))
    desk.visit("hxjm", "jy", "员工子女入学")
    desk.save()
    assert told == ["磁盘已满。"]
    assert desk.row(0)[9] == "员工子女入学"
    assert desk.grid.isEnabled()


def test_companions_go_to_every_visit(desk: GridClerk) -> None:
    desk.visit("hxjm")
    desk.visit("lrxcl")
    desk.grid.companions.setFocus()
    desk.write("周磊")
    desk.save()
    assert [visit.companions for visit in desk.visits()] == ["周磊", "周磊"]
    assert desk.visits()[0].trip_no != ""


def test_nothing_to_save_is_said(desk: GridClerk) -> None:
    desk.save()
    assert desk.clerk.window.status.message.text() == "表格中还没有可保存的内容。"


def test_a_draft_comes_back_with_what_stood_in_an_open_editor(tmp_path: Path, qtbot: QtBot) -> None:
    with at_the_grid(tmp_path / "a", qtbot) as desk:
        desk.visit("hxjm", "jy", "员工子女入学", business="订单\n饱和")
        desk.keys("lr")
        desk.write("联")
        desk.grid.companions.setText("周磊")
        desk.grid.drafts.keep()
        desk.clerk.settle()
        (draft,) = waiting_drafts(desk.clerk.context)
        assert draft.title == f"{HENGXIN} · 2 家次 · 1 件诉求"
        assert isinstance(desk.clerk.focus, QLineEdit), "typing goes on undisturbed"
    with at_the_grid(tmp_path / "b", qtbot) as desk:
        desk.clerk.page.open_draft(draft)
        assert desk.row(0)[1:3] == [HENGXIN, "王建国"]
        assert desk.row(0)[8:] == ["教育", "员工子女入学", "教育办", "11-27"]
        assert desk.cell(1, Place.FIRM) == "lr联"
        assert desk.grid.companions.text() == "周磊"


def test_closing_keeps_what_is_half_typed_as_a_draft(desk: GridClerk) -> None:
    desk.visit("hxjm")
    desk.keys("lrxcl")
    assert desk.clerk.window.may_leave()
    (draft,) = waiting_drafts(desk.clerk.context)
    assert draft.title == f"{HENGXIN} · 2 家次 · 0 件诉求"
    assert LIANRUI in draft.content


def test_the_draft_goes_with_the_save(desk: GridClerk) -> None:
    desk.visit("hxjm")
    desk.grid.drafts.keep()
    desk.clerk.settle()
    assert "草稿" in desk.grid.counts.text()
    desk.save()
    assert waiting_drafts(desk.clerk.context) == []


def test_a_draft_that_cannot_be_read_is_told(desk: GridClerk, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(desk.clerk.window, "warn", lambda problem: told.append(problem.sentence))
    desk.visit("hxjm")
    desk.grid.drafts.keep()
    desk.clerk.settle()
    (draft,) = waiting_drafts(desk.clerk.context)
    desk.clerk.page.open_draft(replace(draft, content='{"lines": [{"cells": 1}]}'))
    assert len(told) == 1
    assert desk.cell(0, Place.FIRM) == HENGXIN


def test_changes_elsewhere_reach_the_marks(desk: GridClerk) -> None:
    desk.visit("hxjm")
    visit = VisitInput(
        on=TODAY, enterprise_id=desk.clerk.town.firms[HENGXIN], leader_id=desk.clerk.town.leaders["王建国"]
    )
    desk.clerk.window.announce(visits.register_visit(desk.clerk.context, visit))
    desk.clerk.settle()
    assert desk.mark(0, Place.FIRM) == "该企业当日已登记走访 ZF-2026-0001。"
