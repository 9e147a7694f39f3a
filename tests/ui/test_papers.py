"""The office's papers by keys: which paper comes up for what is chosen, phones masked, saved and printed as shown."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlmodel import col

from tests.reports.reading import page_count, text_of
from tests.ui.acting import open_dialog, open_dialogs
from tests.ui.cases import choose, detail_of, like
from tests.ui.clerk import ALT, CTRL, SHIFT, Clerk, sit_down
from tests.ui.reporting import answer_file_dialog, print_into
from tests.ui.town import TODAY
from zhenyu_desk.domain.inputs import VisitInput
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.terms import Action, EndKind, ResultKind, Satisfaction
from zhenyu_desk.services.difficulties import register_difficulty, take_step
from zhenyu_desk.services.visits import register_visit
from zhenyu_desk.store.queries.visits import visit_page
from zhenyu_desk.store.tables import AuditEntry
from zhenyu_desk.ui.dialogs.paper_preview import PaperPreview

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
PHONE, MASKED = "13812342201", "138****2201"
CTRL_SHIFT = CTRL | SHIFT
ALL_PAPERS = ["打印交办单", "打印督办单", "打印延期审批单", "打印回访记录"]
OF_FINISHED, CALL_BACK = ["打印交办单", "打印回访记录"], ["打印回访记录"]


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


@pytest.mark.parametrize(
    ("case", "state", "papers"),
    [(1, "办理中", ALL_PAPERS), (7, "待交办", CALL_BACK), (5, "挂账", OF_FINISHED), (4, "待回访", OF_FINISHED)],
)
def test_only_papers_that_would_be_true_are_offered(clerk: Clerk, case: int, state: str, papers: list[str]) -> None:
    clerk.open(3)
    choose(clerk, case)
    row = detail_of(clerk, case).row
    assert row.state.word == state
    assert bool(row.lead_unit) is (papers is not CALL_BACK)
    assert papers_offered(clerk) == papers
    for key, paper in ((Qt.Key.Key_J, 0), (Qt.Key.Key_U, 1), (Qt.Key.Key_Y, 2)):
        clerk.press(key, CTRL_SHIFT)
        clerk.settle()
        assert bool(open_dialogs(PaperPreview)) is (ALL_PAPERS[paper] in papers)
        if open_dialogs(PaperPreview):
            printed(clerk)


def test_ctrl_p_says_why_there_is_nothing_to_print(clerk: Clerk) -> None:
    clerk.open(3)
    choose(clerk, 7)
    clerk.press(Qt.Key.Key_P, CTRL)
    assert not open_dialogs(PaperPreview)
    assert clerk.window.status.message.text() == "SQ-2026-0007没有牵头单位，不能打印交办单，请先交办或改选其他诉求。"


@pytest.mark.parametrize("last", [Action.FOLLOW_UP, Action.END])
def test_the_papers_go_with_the_step_that_finishes(clerk: Clerk, last: Action) -> None:
    clerk.open(3)
    choose(clerk, 1)
    steps = {
        Action.FOLLOW_UP: [
            Step(on=TODAY, action=Action.RESOLVE, result=ResultKind.SOLVED, text="已通电"),
            Step(on=TODAY, action=Action.FOLLOW_UP, reached=True, satisfaction=Satisfaction.SATISFIED),
        ],
        Action.END: [Step(on=TODAY, action=Action.END, end_kind=EndKind.WITHDRAWN, reason="企业撤回")],
    }
    assert papers_offered(clerk) == ALL_PAPERS
    for step in steps[last]:
        clerk.window.announce(take_step(clerk.context, 1, None, step))
    clerk.settle()
    assert papers_offered(clerk) == OF_FINISHED


def test_of_several_those_that_can_be_are_supervised_and_the_others_counted(clerk: Clerk) -> None:
    clerk.open(3)
    choose(clerk, 4)
    table = clerk.page.table
    table.selectAll()
    clerk.settle()
    rows = clerk.page.chosen_rows()
    idle = [row for row in rows if not row.state.is_open]
    nobodys = [row for row in rows if row.state.is_open and not row.lead_unit]
    assert idle
    assert nobodys
    assert papers_offered(clerk) == ALL_PAPERS
    clerk.press(Qt.Key.Key_U, CTRL_SHIFT)
    dialog = preview(clerk)
    left = len(idle) + len(nobodys)
    assert dialog.note.text() == (f"有 {left} 件诉求未打印：{len(idle)} 件不在办理中；{len(nobodys)} 件没有牵头单位。")
    assert dialog.paper
    assert len(dialog.paper.starts) == len(rows) - left


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
    clerk.press(Qt.Key.Key_Space)
    assert PHONE not in text_of(preview(clerk).pdf), "the focus stayed where it was"


def test_it_is_saved_and_printed_as_shown(clerk: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    print_into(monkeypatch, tmp_path / "printed.pdf")
    answer_file_dialog(monkeypatch, tmp_path / "交办单")
    clerk.open(3)
    choose(clerk, 1)
    clerk.press(Qt.Key.Key_J, CTRL_SHIFT)
    dialog = preview(clerk)
    clerk.tab_to(dialog.whole_numbers)
    clerk.press(Qt.Key.Key_Space)
    shown = preview(clerk).pdf
    assert went_out(clerk) == [], "looking at it is no print"
    clerk.press(Qt.Key.Key_P, CTRL)
    clerk.settle()
    clerk.press(Qt.Key.Key_S, CTRL)
    clerk.settle()
    assert page_count((tmp_path / "printed.pdf").read_bytes()) == page_count(shown)
    assert (tmp_path / "交办单.pdf").read_bytes() == shown
    assert "已保存" in clerk.window.status.message.text()
    assert dialog.strip.isVisible(), "the status bar may lie below the preview"
    assert str(tmp_path / "交办单.pdf") in dialog.strip.words.text()
    told = {"paper": "交办单", "records": ["SQ-2026-0001"], "masked": False}
    assert went_out(clerk) == [{**told, "printed": True}, {**told, "file": "交办单.pdf"}]


def test_a_print_dialog_that_is_cancelled_prints_nothing(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: QDialog.DialogCode.Rejected)
    clerk.open(4)
    clerk.tab_to(clerk.page.register.table)
    clerk.press(Qt.Key.Key_0, ALT)
    preview(clerk)
    clerk.press(Qt.Key.Key_P, CTRL)
    clerk.settle()
    assert went_out(clerk) == []
    clerk.press(Qt.Key.Key_Escape)
    clerk.press(Qt.Key.Key_0, ALT)
    assert "ZF-2026-0008" in printed(clerk), "the number is still free"


def test_a_folder_that_cannot_be_written_is_told(clerk: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answer_file_dialog(monkeypatch, tmp_path / "没有" / "交办单.pdf")
    clerk.open(3)
    choose(clerk, 1)
    clerk.press(Qt.Key.Key_J, CTRL_SHIFT)
    preview(clerk)
    clerk.press(Qt.Key.Key_S, CTRL)
    told = clerk.told()
    assert "没有" in told
    assert "报表" not in told


def test_a_character_that_cannot_be_printed_is_named_in_place_of_the_paper(clerk: Clerk) -> None:
    made = register_difficulty(
        clerk.context, like(clerk, "企业来电🦄", clerk.town.categories["其他"], clerk.town.units["经发办"])
    )
    assert made.id
    clerk.open(3)
    choose(clerk, made.id)
    clerk.press(Qt.Key.Key_J, CTRL_SHIFT)
    clerk.settle()
    clerk.press(Qt.Key.Key_P, CTRL)
    assert not open_dialog(PaperPreview).print_button.isEnabled()
    words = refused(clerk)
    assert "SQ-2026-0009" in words
    assert "🦄" in words


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


def test_a_form_whose_number_was_taken_meanwhile_is_printed_with_another(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    print_into(monkeypatch, tmp_path / "printed.pdf")
    clerk.open(4)
    clerk.tab_to(clerk.page.register.table)
    clerk.press(Qt.Key.Key_0, ALT)
    dialog = preview(clerk)
    assert not dialog.whole_numbers.isVisible(), "there is none on it"
    assert "ZF-2026-0008" in text_of(dialog.pdf)
    firm, leader = next(iter(clerk.town.firms.values())), clerk.town.leaders["王建国"]
    register_visit(clerk.context, VisitInput(on=TODAY, enterprise_id=firm, leader_id=leader))
    clerk.press(Qt.Key.Key_P, CTRL)
    clerk.settle()
    assert "ZF-2026-0009" in text_of(dialog.pdf)
    assert clerk.window.status.message.text().startswith("编号刚被其他走访占用，登记表已换用新编号。")
    assert "登记表已换用新编号" in dialog.strip.words.text()
    clerk.press(Qt.Key.Key_P, CTRL)
    clerk.settle()
    assert [told["records"] for told in went_out(clerk)] == [["ZF-2026-0009"]] * 2, "printed once more it keeps it"


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


def test_a_change_of_post_prints_a_list_for_each_successor(clerk: Clerk) -> None:
    clerk.open(5)
    clerk.tab_to(clerk.page.leaders)
    clerk.press(Qt.Key.Key_Home, CTRL)
    clerk.press(Qt.Key.Key_3, ALT)
    wizard: Any = clerk.dialog()
    clerk.press(Qt.Key.Key_Return, CTRL)
    clerk.tab_to(wizard.form.fields["all"].editor)
    clerk.keys("ols")
    clerk.press(Qt.Key.Key_Return)
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.write("暂不")
    clerk.press(Qt.Key.Key_Down)
    clerk.press(Qt.Key.Key_Return)
    clerk.press(Qt.Key.Key_Return, CTRL)
    clerk.press(Qt.Key.Key_P, ALT)
    text = printed(clerk)
    assert text.count("王建国挂钩企业移交清单") == 2
    assert text.count("挂钩企业1家，移交区乐山，") == 1
    assert text.count("暂不安排") == 0
    assert wizard.preview.isVisible(), "back where the clerk was"


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


def test_a_printed_form_comes_back_with_its_number(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    print_into(monkeypatch, tmp_path / "printed.pdf")
    clerk.open(4)
    clerk.tab_to(clerk.page.register.table)
    clerk.press(Qt.Key.Key_Home, CTRL)
    clerk.press(Qt.Key.Key_0, ALT)
    preview(clerk)
    clerk.press(Qt.Key.Key_P, CTRL)
    clerk.settle()
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


def refused(clerk: Clerk) -> str:
    """What stands in place of the paper; the preview is closed."""
    words = [label.text() for label in open_dialog(PaperPreview).findChildren(QLabel) if label.isVisible()]
    assert "未能生成" in words
    clerk.press(Qt.Key.Key_Escape)
    return "".join(words)


def went_out(clerk: Clerk) -> list[dict[str, object]]:
    """What the audit log tells of papers printed and saved."""
    with clerk.context.ledger.read() as session:
        log = session.scalars(select(AuditEntry).where(col(AuditEntry.table_name) == "export"))
        return [json.loads(entry.change) for entry in log]


def papers_offered(clerk: Clerk) -> list[str]:
    """The papers in the menu 记录."""
    texts = [action.text().rstrip("…") for action in clerk.page.record_actions()]
    return [text for text in texts if text.startswith("打印")]
