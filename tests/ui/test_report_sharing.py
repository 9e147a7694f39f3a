"""报表 shared: a text changed elsewhere is not overwritten, what is issued is what stands on the screen."""

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog
from tests.ui.clerk import CTRL, SHIFT, Clerk, sit_down
from tests.ui.reporting import CORRECTIONS, TEXTS, answer_file_dialog, go_to_part, open_reports, printed
from zhenyu_desk.domain.inputs import VisitInput
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import ReportPart, VisitWay
from zhenyu_desk.services import visits
from zhenyu_desk.services.figures import month_report
from zhenyu_desk.services.issuing import issue_report, issued_pdf, issued_reports
from zhenyu_desk.services.report_texts import save_report_text
from zhenyu_desk.ui.dialogs.rows import RowsDialog
from zhenyu_desk.ui.main_window import MainWindow

OCTOBER = Month(2026, 10)


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    """The page with October's report."""
    with sit_down(tmp_path, qtbot, lived_in=True) as opened:
        open_reports(opened, TEXTS)
        yield opened


def enter_visit(clerk: Clerk, on: date) -> None:
    """One more visit, past the window."""
    firm, leader = list(clerk.town.firms.values())[1], clerk.town.leaders["陈敏"]
    visits.register_visit(clerk.context, VisitInput(on=on, enterprise_id=firm, leader_id=leader, way=VisitWay.ON_SITE))


def kept(clerk: Clerk) -> str:
    return month_report(clerk.context, OCTOBER).texts[ReportPart.PROBLEMS]


def test_a_text_written_elsewhere_meanwhile_is_told_before_it_is_replaced(clerk: Clerk) -> None:
    field = go_to_part(clerk, ReportPart.PROBLEMS)
    clerk.write("这边写的。")
    save_report_text(clerk.context, OCTOBER, ReportPart.PROBLEMS, "那边写的。")
    clerk.tab()
    assert "别处改过" in field.problem.text()
    assert kept(clerk) == "那边写的。"
    assert "那边写的。" in printed(clerk), "the paper shows what stands there"
    assert field.edit.text().endswith("这边写的。"), "nothing typed is lost"
    go_to_part(clerk, ReportPart.PROBLEMS)
    clerk.press(Qt.Key.Key_S, CTRL)
    assert kept(clerk).endswith("这边写的。")
    assert not field.problem.isVisible()


def test_a_text_changed_twice_in_a_row_is_no_clash(clerk: Clerk) -> None:
    for words in ("第一句。", "第二句。"):
        field = go_to_part(clerk, ReportPart.PROBLEMS)
        clerk.write(words)
        clerk.tab()
        assert not field.problem.isVisible()
    assert kept(clerk).endswith("第一句。第二句。")


def test_what_stands_on_the_screen_is_issued(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = clerk.page.paper.pdf

    def agree(_window: MainWindow, _question: str, _yes: str) -> bool:
        enter_visit(clerk, date(2026, 10, 20))  # another official saves while the question is on the screen
        return True

    monkeypatch.setattr(MainWindow, "ask", agree)
    clerk.press(Qt.Key.Key_I, CTRL | SHIFT)
    (row,) = issued_reports(clerk.context, OCTOBER)
    assert issued_pdf(clerk.context, row) == shown


def test_a_month_reported_early_is_told_whole_and_opens_its_rows(clerk: Clerk) -> None:
    issue_report(clerk.context, OCTOBER, as_of=date(2026, 10, 25))
    enter_visit(clerk, date(2026, 10, 28))
    clerk.page.show_month(Month(2026, 11))
    clerk.settle()
    open_reports(clerk, CORRECTIONS)
    assert clerk.page.corrections.texts()[0] == "走访家次：截至 2026-10-25 已报 1，全月 2"
    clerk.tab_to(clerk.page.corrections.list)
    clerk.press(Qt.Key.Key_Return)
    dialog = open_dialog(RowsDialog)
    assert len(dialog.model.rows) == 2
    dialog.close()


def test_nothing_stays_in_the_temporary_folder(clerk: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    common = tmp_path / "common"
    common.mkdir()
    for variable in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(variable, str(common))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(MainWindow, "ask", lambda *_question: True)
    clerk.press(Qt.Key.Key_F5)
    for key, ending in ((Qt.Key.Key_S, "pdf"), (Qt.Key.Key_W, "docx"), (Qt.Key.Key_E, "xlsx")):
        answer_file_dialog(monkeypatch, tmp_path / f"月报.{ending}")
        clerk.press(key, CTRL | SHIFT)
        assert (tmp_path / f"月报.{ending}").is_file()
    clerk.press(Qt.Key.Key_I, CTRL | SHIFT)
    assert len(issued_reports(clerk.context, OCTOBER)) == 1
    assert list(common.iterdir()) == []
