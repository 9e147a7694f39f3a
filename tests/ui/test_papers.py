"""The office's papers by keys: which paper comes up for what is chosen, phones masked, saved and printed as shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from tests.reports.reading import page_count, text_of
from tests.ui.acting import open_dialog, open_dialogs
from tests.ui.cases import choose, detail_of, like
from tests.ui.clerk import ALT, CTRL, SHIFT, Clerk, sit_down
from zhenyu_desk.services.difficulties import register_difficulty
from zhenyu_desk.store.queries.visits import visit_page
from zhenyu_desk.ui.dialogs import paper_preview
from zhenyu_desk.ui.dialogs.paper_preview import PaperPreview

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
PHONE, MASKED = "13812342201", "138****2201"
CTRL_SHIFT = CTRL | SHIFT


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=True) as opened:
        yield opened


def preview(clerk: Clerk) -> PaperPreview:
    """The preview that is open, with its paper made."""
    clerk.settle()
    dialog = open_dialog(PaperPreview)
    clerk.qtbot.waitUntil(lambda: bool(dialog.pdf))
    return dialog


def printed(clerk: Clerk) -> str:
    """What the paper in the preview says, without blanks; the preview is closed."""
    text = text_of(preview(clerk).pdf)
    clerk.press(Qt.Key.Key_Escape)
    assert not open_dialogs(PaperPreview)
    return text


@pytest.mark.parametrize(
    ("key", "paper"),
    [
        (Qt.Key.Key_J, "困难诉求交办单"),
        (Qt.Key.Key_U, "困难诉求督办单"),
        (Qt.Key.Key_Y, "困难诉求延期审批单"),
        (Qt.Key.Key_H, "困难诉求回访记录"),
    ],
)
def test_each_paper_of_a_difficulty_has_its_key(clerk: Clerk, key: Qt.Key, paper: str) -> None:
    clerk.open(3)
    choose(clerk, 1)
    clerk.press(key, CTRL_SHIFT)
    text = printed(clerk)
    assert text.startswith(f"周浜镇企业{paper}")
    assert "SQ-2026-0001" in text
    assert clerk.focus is clerk.page.table, "back where the clerk was"


@pytest.mark.parametrize(("case", "paper"), [(1, "困难诉求督办单"), (3, "困难诉求交办单"), (4, "困难诉求回访记录")])
def test_ctrl_p_prints_what_the_difficulty_asks_for(clerk: Clerk, case: int, paper: str) -> None:
    clerk.open(3)
    choose(clerk, case)
    clerk.press(Qt.Key.Key_P, CTRL)
    assert f"企业{paper}" in printed(clerk)


def test_several_difficulties_come_in_one_print(clerk: Clerk) -> None:
    clerk.open(3)
    clerk.press(Qt.Key.Key_Home, CTRL)
    clerk.press(Qt.Key.Key_Down, SHIFT, times=2)
    numbers = [row.number for row in clerk.page.chosen_rows()]
    clerk.press(Qt.Key.Key_J, CTRL_SHIFT)
    dialog = preview(clerk)
    assert dialog.windowTitle() == f"交办单 {numbers[0]} 等 3 份"
    assert page_count(dialog.pdf) == 3
    assert all(number in text_of(dialog.pdf) for number in numbers)


def test_phones_are_masked_until_whole_ones_are_asked_for(clerk: Clerk) -> None:
    clerk.open(3)
    choose(clerk, 1)
    clerk.press(Qt.Key.Key_J, CTRL_SHIFT)
    dialog = preview(clerk)
    assert MASKED in text_of(dialog.pdf)
    assert PHONE not in text_of(dialog.pdf)
    clerk.tab_to(dialog.whole_numbers)
    clerk.press(Qt.Key.Key_Space)
    assert PHONE in text_of(preview(clerk).pdf)


def test_it_is_saved_and_printed_as_shown(clerk: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sent: list[bytes] = []
    monkeypatch.setattr(paper_preview, "ask_and_print", lambda pdf, *_place: sent.append(pdf))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(tmp_path / "交办单"), ""))
    clerk.open(3)
    choose(clerk, 1)
    clerk.press(Qt.Key.Key_J, CTRL_SHIFT)
    dialog = preview(clerk)
    clerk.press(Qt.Key.Key_P, CTRL)
    clerk.press(Qt.Key.Key_S, CTRL)
    assert sent == [dialog.pdf]
    assert (tmp_path / "交办单.pdf").read_bytes() == dialog.pdf
    assert "已保存" in clerk.window.status.message.text()


def test_a_folder_that_cannot_be_written_is_told(clerk: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told: list[str] = []
    monkeypatch.setattr(type(clerk.window), "warn", lambda _window, problem: told.append(problem.sentence))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(tmp_path / "没有" / "交办单.pdf"), ""))
    clerk.open(3)
    choose(clerk, 1)
    clerk.press(Qt.Key.Key_J, CTRL_SHIFT)
    preview(clerk)
    clerk.press(Qt.Key.Key_S, CTRL)
    assert len(told) == 1
    assert "没有" in told[0]


def test_a_character_that_cannot_be_printed_is_named_in_place_of_the_paper(clerk: Clerk) -> None:
    made = register_difficulty(clerk.context, like(clerk, "企业来电🦄", clerk.town.categories["其他"]))
    assert made.id
    clerk.open(3)
    choose(clerk, made.id)
    clerk.press(Qt.Key.Key_J, CTRL_SHIFT)
    clerk.settle()
    dialog = open_dialog(PaperPreview)
    words = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert "未能生成" in words
    assert any("SQ-2026-0009" in word and "🦄" in word for word in words)
    clerk.press(Qt.Key.Key_P, CTRL)
    assert not dialog.print_button.isEnabled()


@pytest.mark.parametrize(
    ("key", "modifier", "paper"),
    [
        (Qt.Key.Key_P, CTRL, "走访前一页纸"),
        (Qt.Key.Key_8, ALT, "走访前一页纸"),
        (Qt.Key.Key_9, ALT, "长泾恒信精密机械有限公司企业档案"),
        (Qt.Key.Key_0, ALT, "周浜镇企业走访登记表"),
    ],
)
def test_papers_of_the_firms_chosen(clerk: Clerk, key: Qt.Key, modifier: Qt.KeyboardModifier, paper: str) -> None:
    clerk.open(4)
    clerk.tab_to(clerk.page.register.table)
    clerk.press(Qt.Key.Key_Home, CTRL)
    clerk.press(Qt.Key.Key_Down, SHIFT)
    clerk.press(key, modifier)
    dialog = preview(clerk)
    text = text_of(dialog.pdf)
    assert text.startswith(paper)
    assert "周浜联瑞新材料有限公司" in text
    assert PHONE not in text


def test_an_empty_form_is_not_made_anew_as_it_would_take_another_number(clerk: Clerk) -> None:
    clerk.open(4)
    clerk.tab_to(clerk.page.register.table)
    clerk.press(Qt.Key.Key_0, ALT)
    assert not preview(clerk).whole_numbers.isVisible()


def test_pairings_print_the_hand_over_list_and_the_pages_of_the_firms(clerk: Clerk) -> None:
    clerk.open(5)
    clerk.tab_to(clerk.page.leaders)
    clerk.press(Qt.Key.Key_Home, CTRL)
    clerk.press(Qt.Key.Key_6, ALT)
    assert printed(clerk).startswith("王建国挂钩企业移交清单")
    for key, modifier in ((Qt.Key.Key_7, ALT), (Qt.Key.Key_P, CTRL)):
        clerk.press(key, modifier)
        text = printed(clerk)
        assert text.count("走访前一页纸") == 2, "王建国 has two firms"
        assert "周浜华拓汽车零部件有限公司" in text
    clerk.press(Qt.Key.Key_8, ALT)
    due = {firm.pairing.enterprise_name for firm in clerk.page.tabs.due_firms()}
    text = printed(clerk)
    assert text.count("走访前一页纸") == len(due)
    assert all("".join(name.split()) in text for name in due)


def test_today_prints_the_pages_of_the_firms_due(clerk: Clerk) -> None:
    rows = clerk.page.due.rows()
    clerk.press(Qt.Key.Key_P, CTRL)
    assert printed(clerk).count("走访前一页纸") == len(rows) > 1
    clerk.tab_to(clerk.page.due)
    clerk.press(Qt.Key.Key_Home, CTRL)
    clerk.press(Qt.Key.Key_Down, SHIFT)
    clerk.press(Qt.Key.Key_P, CTRL)
    assert printed(clerk).count("走访前一页纸") == 2


def test_the_form_and_the_list_of_visits_print_for_their_firms(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_N, CTRL)
    clerk.press(Qt.Key.Key_P, CTRL)
    assert not open_dialogs(PaperPreview), "no firm is chosen yet"
    clerk.keys("hengx")
    clerk.press(Qt.Key.Key_Return)
    clerk.press(Qt.Key.Key_P, CTRL)
    assert "长泾恒信精密机械有限公司" in printed(clerk)


def test_a_printed_form_comes_back_with_its_number(clerk: Clerk) -> None:
    clerk.open(4)
    clerk.tab_to(clerk.page.register.table)
    clerk.press(Qt.Key.Key_Home, CTRL)
    clerk.press(Qt.Key.Key_0, ALT)
    assert "ZF-2026-0008" in printed(clerk)
    clerk.press(Qt.Key.Key_N, CTRL)
    clerk.keys("hengx")
    clerk.press(Qt.Key.Key_Return)
    clerk.press(Qt.Key.Key_M, ALT)
    clerk.tab(times=5)  # promise, its day, answers, policy, remark
    assert clerk.focus is clerk.page.entry.fields.more.number
    clerk.keys("ZF-2026-0009")
    clerk.press(Qt.Key.Key_S, CTRL)
    field = clerk.page.entry.fields.form.fields["number"]
    assert field.error.startswith("没有打印过编号为 ZF-2026-0009 的登记表")
    assert clerk.focus is clerk.page.entry.fields.more.number
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.keys("8")
    clerk.press(Qt.Key.Key_S, CTRL)
    clerk.settle()
    assert "ZF-2026-0008" in [visit.number for visit in clerk.context.read(visit_page)]
    assert not field.isVisible(), "the visit has its number now"


def test_a_typical_case_is_marked_and_taken_back(clerk: Clerk) -> None:
    clerk.open(3)
    choose(clerk, 1)
    clerk.press(Qt.Key.Key_T, CTRL)
    clerk.settle()
    assert detail_of(clerk, 1).is_typical
    assert typical_action(clerk).isChecked()
    assert clerk.window.status.message.text() == "SQ-2026-0001 已标为月报典型案例。"
    clerk.press(Qt.Key.Key_Z, CTRL)
    clerk.settle()
    assert not detail_of(clerk, 1).is_typical
    assert not typical_action(clerk).isChecked()


def typical_action(clerk: Clerk) -> QAction:
    """«典型案例» in the menu 记录."""
    found: QAction = next(action for action in clerk.page.record_actions() if action.text() == "典型案例")
    return found
