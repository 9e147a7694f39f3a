"""字体: which file serves each role, and a folder of the office's own."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.ui.acting import open_dialog, press
from zhenyu_desk import paths
from zhenyu_desk import settings as settings_file
from zhenyu_desk.ui.dialogs.fonts import FontsDialog
from zhenyu_desk.ui.main_window import MainWindow


@pytest.fixture
def dialog(window: MainWindow, settled: Callable[[], None]) -> FontsDialog:
    """The dialog, opened from the page 报表."""
    window.open_page("reports")
    settled()
    page: Any = window.page
    page.doings.fonts.trigger()
    settled()
    return open_dialog(FontsDialog)


def origins(dialog: FontsDialog) -> dict[str, str]:
    """What each file of a role is, as the table says."""
    model = dialog.model
    shown = [[model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())]
    return {f"{role} {file}": origin for role, file, origin in shown}


def choose(dialog: FontsDialog, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Press the button and take this folder."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments: str(folder))
    press(dialog._choose, Qt.Key.Key_Space)


def test_every_role_has_a_file(dialog: FontsDialog) -> None:
    shown = origins(dialog)
    assert len(shown) == 6
    assert any(name.startswith("公文标题（小标宋） ") for name in shown)
    assert set(shown.values()) <= {"正式字体", "随程序"}
    dialog.close()


def test_a_folder_with_an_official_font_is_used_and_kept(
    dialog: FontsDialog, settled: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "公文字体"
    folder.mkdir()
    shutil.copy(paths.resources() / "fonts" / "ZhenyuFangSong.ttf", folder / "simfang.ttf")
    choose(dialog, folder, monkeypatch)
    settled()
    assert origins(dialog)["正文（仿宋） simfang.ttf"] == "正式字体"
    assert settings_file.load().fonts_folder == folder
    press(dialog._none, Qt.Key.Key_Space)
    settled()
    assert "正文（仿宋） simfang.ttf" not in origins(dialog)
    assert settings_file.load().fonts_folder is None
    dialog.close()


@pytest.mark.parametrize("content", [None, b"no font at all"])
def test_a_folder_without_a_usable_font_is_told(
    dialog: FontsDialog,
    settled: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes | None,
) -> None:
    folder = tmp_path / "空"
    folder.mkdir()
    if content is not None:
        (folder / "simfang.ttf").write_bytes(content)
    choose(dialog, folder, monkeypatch)
    settled()
    assert "没有可用的公文字体" in dialog.told.text()
    assert (str(folder / "simfang.ttf") in dialog.told.text()) is (content is not None), "the file is named"
    assert len(origins(dialog)) == 6
    dialog.close()
    QApplication.processEvents()


def test_a_folder_that_is_gone_is_told(
    dialog: FontsDialog, settled: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(dialog, tmp_path / "没有", monkeypatch)
    settled()
    assert f"找不到本单位的字体文件夹：{tmp_path / '没有'}" in dialog.told.text()
    assert len(origins(dialog)) == 6
    dialog.close()
