"""How many keys a visit takes beyond its free text: counted on a scripted run by real key events, without a mouse."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.clerk import ALT, CTRL, NONE, Clerk, sit_down
from tests.ui.town import TODAY
from zhenyu_desk.domain.case_filters import CaseFilter, CaseOrder, Chip
from zhenyu_desk.domain.rows import DifficultyRow, VisitRow
from zhenyu_desk.domain.terms import Move, State, Trend, Urgency
from zhenyu_desk.store.queries.difficulties import difficulty_page
from zhenyu_desk.store.queries.visits import visit_page

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
MOST = 25
BUSINESS = "前三季度产值 1.86 亿元，新能源壳体订单饱和，年底前计划新增 2 条压铸线。"
TITLE = "员工子女 3 名申请就近入学"


@dataclass
class CountedKeys:
    """A clerk whose keys are counted: every letter, and a shortcut once per key held down."""

    clerk: Clerk
    count: int = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """A key, with Ctrl or Alt held down counted as a key of its own."""
        self.count += 1 if modifier == NONE else 2
        QTest.keyClick(self.clerk.focus, key, modifier)
        self.clerk.settle()

    def letters(self, text: str) -> None:
        """Letters and digits."""
        for letter in text:
            self.press(Qt.Key(ord(letter.upper())))

    def free_text(self, text: str) -> None:
        """What only the person at the desk can know: not counted."""
        self.clerk.write(text)


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=True) as opened:
        opened.press(Qt.Key.Key_N, CTRL)
        yield opened


def test_a_usual_visit_takes_at_most_25_keys_and_no_mouse(clerk: Clerk, capsys: pytest.CaptureFixture[str]) -> None:
    keys = CountedKeys(clerk)
    keys.letters("hxj")
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Down, CTRL)
    keys.letters("121")
    keys.free_text(BUSINESS)
    keys.press(Qt.Key.Key_Tab)
    keys.letters("1")
    keys.press(Qt.Key.Key_D, ALT)
    keys.letters("jy")
    keys.press(Qt.Key.Key_Tab)
    keys.free_text(TITLE)
    keys.press(Qt.Key.Key_U, ALT)
    keys.press(Qt.Key.Key_Return, CTRL)
    with capsys.disabled():
        print(f"\nkeys for a usual visit with one difficulty, beyond its free text: {keys.count} (at most {MOST})")
    assert keys.count <= MOST
    _is_complete(_newest_visit(clerk), _newest_case(clerk))
    assert clerk.focus is clerk.page.entry.fields.firm, "ready for the next"


def test_the_next_visit_of_the_trip_takes_fewer_still(clerk: Clerk, capsys: pytest.CaptureFixture[str]) -> None:
    first = CountedKeys(clerk)
    first.letters("hxj")
    first.press(Qt.Key.Key_Return)
    first.press(Qt.Key.Key_Return, CTRL)
    keys = CountedKeys(clerk)
    keys.letters("htqc")
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Down, CTRL)
    keys.letters("spj")
    keys.free_text(BUSINESS)
    keys.press(Qt.Key.Key_Return, CTRL)
    with capsys.disabled():
        print(f"\nkeys for the next visit of a trip: {keys.count}")
    assert keys.count <= 14
    second, former = clerk.context.read(visit_page, start=TODAY)
    assert (second.enterprise_name, former.enterprise_name) == (
        "周浜华拓汽车零部件有限公司",
        "长泾恒信精密机械有限公司",
    )
    assert second.trip_no == former.trip_no != ""
    assert (second.leader_name, second.companions, second.on) == ("王建国", "李静、周磊", TODAY)
    assert (second.output_trend, second.order_trend, second.staff_trend) == (Trend.UP, Trend.FLAT, Trend.DOWN)


def _is_complete(visit: VisitRow, case: DifficultyRow) -> None:
    """Everything is there, though only a part of it was typed."""
    assert (visit.enterprise_name, visit.on, visit.leader_name) == ("长泾恒信精密机械有限公司", TODAY, "王建国")
    assert (visit.companions, visit.host) == ("李静、周磊", "张伟（总经理）")
    assert (visit.output_trend, visit.order_trend, visit.staff_trend) == (Trend.UP, Trend.FLAT, Trend.UP)
    assert (visit.business, visit.moves) == (BUSINESS, (Move.EXPANSION,))
    assert (case.title, case.category, case.lead_unit) == (TITLE, "教育", "教育办")
    assert (case.state, case.urgency) == (State.HANDLING, Urgency.URGENT)
    assert case.deadline is not None


def _newest_visit(clerk: Clerk) -> VisitRow:
    return clerk.context.read(visit_page)[0]


def _newest_case(clerk: Clerk) -> DifficultyRow:
    return clerk.context.read(difficulty_page, TODAY, CaseFilter(chip=Chip.ALL, order=CaseOrder.NEWEST))[0]
