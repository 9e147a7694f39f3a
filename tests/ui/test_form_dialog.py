"""Every small form: closing it while it is saved, and with something typed."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.clerk import CTRL, Clerk, sit_down
from zhenyu_desk.domain.inputs import EnterpriseInput
from zhenyu_desk.services.enterprises import add_enterprise
from zhenyu_desk.store.queries.register import count_enterprises
from zhenyu_desk.ui.dialogs import form_dialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
NAME = "新泾精密有限公司"
DROP = "填写的内容尚未保存，要放弃吗？"


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=True) as opened:
        opened.open(4)
        opened.press(Qt.Key.Key_D, CTRL)
        yield opened


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions asked; each is answered with no."""
    questions: list[str] = []

    def refuse(_parent: QWidget, question: str, _yes: str) -> bool:
        questions.append(question)
        return False

    monkeypatch.setattr(form_dialog, "ask", refuse)
    return questions


def test_a_form_stays_while_the_ledger_is_asked(clerk: Clerk, asked: list[str]) -> None:
    before = clerk.context.read(count_enterprises)
    clerk.write(NAME)
    dialog = clerk.dialog()
    with _busy_writer(clerk):
        QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        dialog.close()
        QApplication.processEvents()
        assert dialog.isVisible()
        assert asked == []
    clerk.settle()
    assert clerk.no_dialog()
    assert clerk.context.read(count_enterprises) == before + 1
    assert clerk.page.firm.file.firm.name == NAME


def test_a_refusal_finds_the_form_as_it_was_typed(clerk: Clerk, asked: list[str]) -> None:
    add_enterprise(clerk.context, EnterpriseInput(name=NAME, credit_code="91320583MA1ABCDE0X", code_reason="照抄"))
    code = clerk.dialog().form.fields["credit_code"].editor
    clerk.write("另一家企业")
    clerk.tab()
    clerk.keys("91320583MA1ABCDE0X")
    dialog = clerk.dialog()
    reason = dialog.form.fields["code_reason"].editor
    clerk.tab_to(reason)
    clerk.write("照抄")
    with _busy_writer(clerk):
        QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    clerk.settle()
    assert dialog.isVisible()
    assert "已属于" in dialog.form.fields["credit_code"].error
    assert clerk.typed("name") == "另一家企业"
    clerk.tab_to(code)
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.press(Qt.Key.Key_Backspace)
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.no_dialog(), "it can be saved again"


def test_what_was_typed_is_not_dropped_unasked(clerk: Clerk, asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    clerk.write(NAME)
    clerk.press(Qt.Key.Key_Escape)
    assert asked == [DROP]
    assert clerk.typed("name") == NAME
    clerk.dialog().close()
    assert asked == [DROP, DROP]
    monkeypatch.setattr(form_dialog, "ask", lambda *_words: True)
    clerk.press(Qt.Key.Key_Escape)
    assert clerk.no_dialog()


def test_an_untouched_form_closes_without_a_question(clerk: Clerk, asked: list[str]) -> None:
    clerk.tab(3)
    clerk.press(Qt.Key.Key_Escape)
    assert clerk.no_dialog()
    assert asked == []


def test_a_chip_chosen_counts_as_typed(clerk: Clerk, asked: list[str]) -> None:
    clerk.tab_to(clerk.dialog().form.fields["land_tenure"].editor)
    clerk.press(Qt.Key.Key_1)
    clerk.press(Qt.Key.Key_Escape)
    assert asked == [DROP]


@contextmanager
def _busy_writer(clerk: Clerk) -> Iterator[None]:
    """Whatever is to be written waits until the block is left."""
    free = threading.Event()
    clerk.window.jobs.write(lambda: free.wait(20), lambda _done: None, clerk.window.warn)
    try:
        yield
    finally:
        free.set()
