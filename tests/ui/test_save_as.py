"""Saving a file: the ending is there before Qt asks whether a file of that name may be replaced."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog, open_dialogs
from zhenyu_desk.ui.dialogs.save_as import ask_target

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)


def type_name(name: str, asked: list[str]) -> None:
    """Type a name and press 保存; what is asked then is answered with no, and the dialog left."""

    def answer() -> None:
        for box in open_dialogs(QMessageBox):
            asked.append(box.text())
            box.done(QMessageBox.StandardButton.No)
            open_dialog(QFileDialog).reject()

    dialog = open_dialog(QFileDialog)
    line = dialog.findChild(QLineEdit)
    assert line is not None
    line.setText(name)
    buttons = dialog.findChild(QDialogButtonBox)
    assert buttons is not None
    QTimer.singleShot(100, answer)
    QTest.mouseClick(buttons.button(QDialogButtonBox.StandardButton.Save), Qt.MouseButton.LeftButton)


@pytest.fixture
def parent(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> QWidget:
    """A window, and a home folder of the test's own."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("typed", "chosen"), [("月报", "月报.pdf"), ("月报.PDF", "月报.PDF"), ("月报.1", "月报.1.pdf")]
)
def test_the_ending_is_added(parent: QWidget, tmp_path: Path, typed: str, chosen: str) -> None:
    QTimer.singleShot(200, lambda: type_name(str(tmp_path / typed), []))
    assert ask_target(parent, "存为 PDF", "月报", "pdf") == tmp_path / chosen


def test_a_file_of_that_name_is_asked_about_with_its_ending(parent: QWidget, tmp_path: Path) -> None:
    (tmp_path / "月报.pdf").write_bytes(b"former")
    asked: list[str] = []
    QTimer.singleShot(200, lambda: type_name(str(tmp_path / "月报"), asked))
    assert ask_target(parent, "存为 PDF", "别的", "pdf") is None
    assert len(asked) == 1
    assert "月报.pdf" in asked[0]


def test_a_name_is_proposed(parent: QWidget) -> None:
    names: list[str] = []

    def look() -> None:
        dialog = open_dialog(QFileDialog)
        names.extend(Path(file).name for file in dialog.selectedFiles())
        dialog.reject()

    QTimer.singleShot(200, look)
    assert ask_target(parent, "存为 PDF", "周市镇 2026-10 报告", "pdf") is None
    assert names == ["周市镇 2026-10 报告.pdf"]
