"""The main job from end to end, by keyboard alone."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.clerk import ALT, CTRL, Clerk, sit_down
from tests.ui.town import TODAY
from zhenyu_desk.domain.case_filters import CaseFilter, CaseOrder, Chip
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.rows import DifficultyDetail
from zhenyu_desk.domain.terms import PairingRole, ResultKind, Satisfaction, State
from zhenyu_desk.services.figures import month_figures
from zhenyu_desk.store.queries.difficulties import difficulty_detail, difficulty_page
from zhenyu_desk.store.queries.register import pairings
from zhenyu_desk.store.queries.visits import visit_page

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
FIRM = "长泾恒信精密机械有限公司"


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=False) as opened:
        yield opened


def test_a_visit_and_its_difficulties_live_their_whole_life_by_keyboard(clerk: Clerk) -> None:
    _register_visit(clerk)
    _first, second = _cases(clerk)
    assert second.row.state is State.REGISTERED
    _handle(clerk)
    _park(clerk)
    _pair(clerk)
    _look_at_history(clerk)
    _figures_agree(clerk)


def _register_visit(clerk: Clerk) -> None:
    """Two difficulties: one for a unit later on, one waiting; the leader comes with the firm."""
    clerk.press(Qt.Key.Key_N, CTRL)
    clerk.keys("hxjm")
    clerk.press(Qt.Key.Key_Return)
    fields = clerk.page.entry.fields
    assert fields.firm.text() == FIRM
    assert fields.leader.text().startswith("王建国")
    clerk.tab_to(fields.companions)
    clerk.write("李静、周磊")
    clerk.tab_to(fields.output.chips)
    clerk.press(Qt.Key.Key_1)
    clerk.tab_to(fields.output.figure)
    clerk.keys("+8.5%")
    clerk.tab_to(fields.business)
    clerk.write("订单饱和，计划新增两条压铸线。")
    for category, title in (("jy", "员工子女就近入学"), ("yongdian", "压铸线需增容 800 kVA")):
        clerk.press(Qt.Key.Key_D, ALT)
        clerk.keys(category)
        clerk.press(Qt.Key.Key_Return)
        clerk.write(title)
        line = clerk.page.entry.lines.lines[-1]
        clerk.tab_to(line.unit)
        clerk.press(Qt.Key.Key_A, CTRL)
        clerk.press(Qt.Key.Key_Backspace)
    clerk.press(Qt.Key.Key_S, CTRL)
    (visit,) = clerk.context.read(visit_page)
    assert visit.enterprise_name == FIRM
    assert visit.companions == "李静、周磊"
    assert visit.host == "张伟（总经理）"
    assert visit.output_figure == "+8.5%"
    assert visit.difficulties == 2


def _handle(clerk: Clerk) -> None:
    """交办, 进展, 延期, 办结, 回访(满意): closed."""
    _choose(clerk, 0)
    clerk.press(Qt.Key.Key_J, ALT)
    assert clerk.typed("unit_id") == "教育办", "the category proposes its unit"
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert _cases(clerk)[0].row.lead_unit == "教育办"
    assert _cases(clerk)[0].row.original_deadline == date(2026, 11, 27)
    clerk.press(Qt.Key.Key_P, ALT)
    clerk.write("已联系春晖小学。")
    clerk.press(Qt.Key.Key_Return, CTRL)
    clerk.press(Qt.Key.Key_Y, ALT)
    clerk.keys("12.4")
    clerk.tab()
    clerk.write("等待学区协调会")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert _cases(clerk)[0].row.deadline == date(2026, 12, 4)
    assert _cases(clerk)[0].row.original_deadline == date(2026, 11, 27)
    clerk.press(Qt.Key.Key_B, ALT)
    clerk.press(Qt.Key.Key_1)
    clerk.tab()
    clerk.write("三名子女均已入学。")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert _cases(clerk)[0].row.state is State.RESOLVED
    assert _cases(clerk)[0].row.result is ResultKind.SOLVED
    clerk.press(Qt.Key.Key_C, ALT)
    clerk.press(Qt.Key.Key_1)
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.no_dialog()
    assert _cases(clerk)[0].row.state is State.CLOSED
    assert _cases(clerk)[0].row.satisfaction is Satisfaction.SATISFIED


def _park(clerk: Clerk) -> None:
    """The other one: assigned, then set aside with a condition and a day to look at it again."""
    _choose(clerk, 1)
    clerk.press(Qt.Key.Key_J, ALT)
    clerk.press(Qt.Key.Key_Return, CTRL)
    clerk.press(Qt.Key.Key_G, ALT)
    clerk.write("待电网改造")
    clerk.tab()
    clerk.keys("2026-12-20")
    clerk.press(Qt.Key.Key_Return, CTRL)
    parked = _cases(clerk)[1].row
    assert parked.state is State.PARKED
    assert parked.review_on == date(2026, 12, 20)


def _pair(clerk: Clerk) -> None:
    """区乐山 takes a firm that had nobody."""
    clerk.open(5)
    clerk.press(Qt.Key.Key_D, CTRL)
    clerk.keys("zylx")
    clerk.press(Qt.Key.Key_Return)
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.keys("ols")
    clerk.press(Qt.Key.Key_Return)
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.no_dialog()
    (made,) = clerk.context.read(pairings, enterprise_id=clerk.town.firms["重阳乐行智能装备有限公司"])
    assert (made.leader_name, made.role, made.start) == ("区乐山", PairingRole.MAIN, TODAY)


def _look_at_history(clerk: Clerk) -> None:
    """企业档案 shows the visit, the steps of its difficulties and the pairing."""
    clerk.open(4)
    clerk.press(Qt.Key.Key_F, CTRL)
    clerk.keys("hxjm")
    clerk.qtbot.waitUntil(lambda: len(clerk.page.register.model.rows) == 1)
    clerk.tab_to(clerk.page.register.table)
    clerk.press(Qt.Key.Key_Down)
    clerk.settle()
    titles = [row.title for row in clerk.page.firm.history.model.rows]
    kinds = {row.kind.value for row in clerk.page.firm.history.model.rows}
    assert {"difficulty", "pairing", "visit"} <= kinds, titles


def _figures_agree(clerk: Clerk) -> None:
    """The month's figures are what was done."""
    figures = month_figures(clerk.context, Month(2026, 11)).current
    assert figures.visits.value == 1
    assert figures.new.value == 2
    assert figures.resolved.value == 1
    assert figures.parked.value == 1
    assert figures.open.value == 0
    assert figures.satisfaction_rate.value == 1


def _choose(clerk: Clerk, number: int) -> None:
    """诉求办理, all of them, the row of this difficulty."""
    clerk.open(3)
    table = clerk.page.table
    clerk.tab_to(clerk.page.filters.chips)
    clerk.press(Qt.Key.Key_7)
    clerk.tab_to(table)
    key = _cases(clerk)[number].row.id
    clerk.press(Qt.Key.Key_Home, CTRL)
    for _step in range(len(clerk.page.model.rows)):
        if clerk.page.table.current_row().id == key:
            break
        clerk.press(Qt.Key.Key_Down)
    assert clerk.page.detail.detail.row.id == key


def _cases(clerk: Clerk) -> list[DifficultyDetail]:
    """The difficulties in the order they were registered."""
    wanted = CaseFilter(chip=Chip.ALL, order=CaseOrder.NEWEST)
    rows = clerk.context.read(difficulty_page, TODAY, wanted)
    return [clerk.context.read(difficulty_detail, TODAY, row.id) for row in reversed(rows)]
