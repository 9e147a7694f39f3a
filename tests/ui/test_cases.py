"""诉求办理: lists, the panel, steps that are allowed and steps that are refused."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.clerk import ALT, CTRL, SHIFT, Clerk, sit_down
from tests.ui.town import TODAY
from zhenyu_desk.domain.case_filters import CaseFilter, Chip
from zhenyu_desk.domain.inputs import DifficultyInput
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.rows import DifficultyDetail, DifficultyRow
from zhenyu_desk.domain.terms import Action, Source, State
from zhenyu_desk.services.difficulties import register_difficulty, take_step
from zhenyu_desk.store.queries.difficulties import difficulty_detail, difficulty_page
from zhenyu_desk.ui.dialogs import form_dialog
from zhenyu_desk.ui.pages.cases import page, reading

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=True) as opened:
        opened.open(3)
        yield opened


def test_chips_count_and_the_most_urgent_comes_first(clerk: Clerk) -> None:
    chips = clerk.page.filters.chips
    words = [chips.chip(chip).text() for chip in (Chip.OPEN, Chip.OVERDUE, Chip.TO_CALL_BACK, Chip.PARKED, Chip.ALL)]
    assert words == ["未办结 5", "● 逾期 2", "待回访 1", "挂账 1", "全部 8"]
    assert clerk.page.model.rows[0].title == "员工子女 3 名申请就近入学"
    assert clerk.page.detail.detail.row.id == clerk.page.model.rows[0].id


def test_only_the_steps_of_the_state_are_offered(clerk: Clerk) -> None:
    _select(clerk, "SQ-2026-0005", Qt.Key.Key_6)  # parked
    assert _buttons(clerk) == ["解挂", "进展", "督办", "提级", "纠正"]
    _select(clerk, "SQ-2026-0006", Qt.Key.Key_7)  # closed
    assert _buttons(clerk) == ["纠正"]


def test_a_refused_step_says_why_at_its_field_and_changes_nothing(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form_dialog, "ask", lambda *_words: True)
    _select(clerk, "SQ-2026-0001")
    clerk.press(Qt.Key.Key_Y, ALT)
    clerk.keys("12.4")
    clerk.press(Qt.Key.Key_Return, CTRL)
    dialog = clerk.dialog()
    assert dialog.form.fields["reason"].error == "请填写延期原因。"
    assert clerk.focus is dialog.form.fields["reason"].editor
    clerk.write("等待学区协调")
    clerk.tab()
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.keys("11.1")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert "早于上一步办理日期" in dialog.form.fields["on"].error
    assert _detail(clerk, 1).row.deadline == date(2026, 11, 18)
    clerk.press(Qt.Key.Key_Escape)
    assert clerk.no_dialog()


def test_a_step_needs_its_text_before_it_is_sent(clerk: Clerk) -> None:
    _select(clerk, "SQ-2026-0001")
    clerk.press(Qt.Key.Key_B, ALT)
    clerk.press(Qt.Key.Key_Return, CTRL)
    fields = clerk.dialog().form.fields
    assert fields["text"].error == "请填写办理结果说明。"
    clerk.write("已协调")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert fields["result"].error == "请选择办理结果。"
    assert _detail(clerk, 1).row.state is State.HANDLING


def test_a_correction_takes_the_step_back_and_the_log_shows_it_struck_through(clerk: Clerk) -> None:
    _select(clerk, "SQ-2026-0004", Qt.Key.Key_5)
    clerk.press(Qt.Key.Key_Z, ALT)
    clerk.write("登记错误")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert _detail(clerk, 4).row.state is State.HANDLING
    struck = [
        label for label in clerk.page.detail.findChildren(QLabel) if label.isVisible() and label.font().strikeOut()
    ]
    assert any("（已纠正）" in label.text() for label in struck)


def test_several_are_assigned_at_once_or_none_of_them(clerk: Clerk) -> None:
    clerk.tab_to(clerk.page.filters.chips)
    clerk.press(Qt.Key.Key_4)
    clerk.tab_to(clerk.page.table)
    clerk.press(Qt.Key.Key_A, CTRL)
    assert _buttons(clerk) == ["交办", "进展", "督办", "提级"]
    clerk.press(Qt.Key.Key_J, ALT)
    clerk.keys("jfb")
    clerk.press(Qt.Key.Key_Return)
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.no_dialog()
    rows = {row.number: row for row in _all(clerk)}
    for number in ("SQ-2026-0007", "SQ-2026-0008"):
        assert (rows[number].state, rows[number].lead_unit) == (State.HANDLING, "经发办")
        assert rows[number].deadline == date(2026, 12, 11), "15 working days, by the rules"


def test_a_difficulty_that_came_by_phone(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_N, CTRL | SHIFT)
    clerk.press(Qt.Key.Key_Return, CTRL)
    form = clerk.dialog().form
    assert form.fields["enterprise_id"].error == "请选择企业。"
    clerk.tab_to(form.fields["enterprise_id"].editor)
    clerk.keys("slsp")
    clerk.press(Qt.Key.Key_Return)
    clerk.tab_to(form.fields["category_id"].editor)
    clerk.keys("rongzi")
    clerk.press(Qt.Key.Key_Return)
    clerk.tab_to(form.fields["title"].editor)
    clerk.write("流动资金贷款续贷")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.no_dialog()
    made = max(_all(clerk), key=lambda row: row.id)
    assert (made.title, made.source, made.enterprise_name) == ("流动资金贷款续贷", Source.CALL, "三立食品有限公司")
    assert clerk.page.detail.detail.row.id == made.id


def test_what_was_written_down_can_be_changed(clerk: Clerk) -> None:
    _select(clerk, "SQ-2026-0001")
    clerk.press(Qt.Key.Key_F2)
    assert clerk.focus is clerk.dialog().form.fields["title"].editor
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.write("员工子女 4 名申请就近入学")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert _detail(clerk, 1).row.title == "员工子女 4 名申请就近入学"


def test_the_list_goes_on_where_its_page_ends_even_at_a_stopped_case(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (page, reading):
        monkeypatch.setattr(module, "PAGE", 2)
    take_step(clerk.context, 1, None, Step(on=date(2026, 11, 12), action=Action.STOP_CLOCK, reason="等企业材料"))
    clerk.tab_to(clerk.page.filters.chips)
    clerk.press(Qt.Key.Key_7)
    clerk.tab_to(clerk.page.table)
    for _page in range(5):
        clerk.press(Qt.Key.Key_End, CTRL)
    assert sorted(row.id for row in clerk.page.model.rows) == list(range(1, 9))


def test_the_rows_behind_a_figure(clerk: Clerk) -> None:
    clerk.page.show_ids([6, 4], "本月办结")
    clerk.settle()
    assert [row.id for row in clerk.page.model.rows] == [6, 4]


def test_rows_are_copied_for_a_spreadsheet(clerk: Clerk) -> None:
    clerk.tab_to(clerk.page.table)
    clerk.press(Qt.Key.Key_Home, CTRL)
    clerk.press(Qt.Key.Key_Down, SHIFT)
    clerk.press(Qt.Key.Key_C, CTRL)
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == 2
    assert lines[0].split("\t")[1:4] == ["SQ-2026-0001", "教育", "员工子女 3 名申请就近入学"]


def test_a_search_hit_opens_its_difficulty_even_outside_the_filter(clerk: Clerk) -> None:
    clerk.window.open_record("difficulty", 6)
    clerk.settle()
    assert clerk.page.detail.detail.row.number == "SQ-2026-0006"


def test_a_key_faster_than_the_panel_meets_the_row_under_the_cursor(clerk: Clerk) -> None:
    clerk.tab_to(clerk.page.table)
    QTest.keyClick(clerk.page.table, Qt.Key.Key_Down)
    clerk.page.edit()
    assert clerk.typed("title") == clerk.page.table.current_row().title


def test_a_new_difficulty_is_selected_in_the_list(clerk: Clerk) -> None:
    context, page = clerk.context, clerk.page
    made = register_difficulty(context, _phoned(clerk))
    page.shell.announce(made)
    page.registered(made)
    clerk.settle()
    assert [row.id for row in page.table.selected_rows()] == [made.id]
    assert page.detail.detail.row.id == made.id


def _phoned(clerk: Clerk) -> DifficultyInput:
    known = _detail(clerk, 1)
    return DifficultyInput(
        enterprise_id=known.row.enterprise_id,
        reported_on=TODAY,
        source=Source.CALL,
        title="流动资金贷款续贷",
        category_id=known.category_id,
        level=known.row.level,
        urgency=known.row.urgency,
    )


def _select(clerk: Clerk, number: str, chip: Qt.Key | None = None) -> None:
    if chip is not None:
        clerk.tab_to(clerk.page.filters.chips)
        clerk.press(chip)
    clerk.tab_to(clerk.page.table)
    clerk.press(Qt.Key.Key_Home, CTRL)
    for _step in clerk.page.model.rows:
        if clerk.page.table.current_row().number == number:
            break
        clerk.press(Qt.Key.Key_Down)
    assert clerk.page.detail.detail.row.number == number


def _buttons(clerk: Clerk) -> list[str]:
    words = {action.label for action in Action}
    shown = clerk.page.detail.findChildren(QPushButton)
    return [button.text() for button in shown if button.isVisible() and button.text() in words]


def _detail(clerk: Clerk, key: int) -> DifficultyDetail:
    return clerk.context.read(difficulty_detail, TODAY, key)


def _all(clerk: Clerk) -> list[DifficultyRow]:
    return clerk.context.read(difficulty_page, TODAY, CaseFilter(chip=Chip.ALL))
