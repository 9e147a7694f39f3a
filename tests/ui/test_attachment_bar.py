"""Attachments on the screen: pasted, dropped, chosen and scanned in; walked, opened, removed and put back by keys."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from tests.disks import Wall, small_disk
from tests.ui.acting import open_dialog, open_dialogs
from tests.ui.attaching import Viewer, drop, make_files, names, paste, picture, put_into_form, with_files, with_picture
from tests.ui.clerk import CTRL, Clerk, sit_down
from zhenyu_desk.services import attachments
from zhenyu_desk.ui.tokens import LIGHT, Token
from zhenyu_desk.ui.widgets.attachment_bar import AttachmentBar
from zhenyu_desk.ui.widgets.file_pictures import thumbnail
from zhenyu_desk.ui.widgets.scan_folder import ScanChooser

MB = 2**20


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    """A window on the small town."""
    with sit_down(tmp_path, qtbot, lived_in=True) as clerk:
        yield clerk


@pytest.fixture
def bar(clerk: Clerk) -> AttachmentBar:
    """A bar in a form, with the focus."""
    bar = AttachmentBar(clerk.window)
    put_into_form(clerk, bar)
    return bar


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A photo, a PDF and a table."""
    return make_files(tmp_path / "桌面")


@pytest.fixture
def viewer(qapp: QApplication) -> Iterator[Viewer]:
    """What opens files while the test runs."""
    viewer = Viewer()
    method: Any = "open"  # PySide's stubs ask for bytes, which PySide itself refuses
    QDesktopServices.setUrlHandler("file", viewer, method)
    yield viewer
    QDesktopServices.unsetUrlHandler("file")


def test_files_copied_in_the_file_manager_are_pasted(clerk: Clerk, bar: AttachmentBar, files: list[Path]) -> None:
    assert bar.hint.text() == "拖入文件，或按 Ctrl+V 粘贴文件和截图"
    paste(clerk, with_files(*files))
    assert names(bar) == [path.name for path in files]
    assert bar.hint.text() == ""
    paste(clerk, with_files(files[0]))
    assert names(bar) == [path.name for path in files]
    assert bar.problem.text() == f"{files[0].name} 已添加过。"


def test_a_screenshot_is_pasted_as_png(clerk: Clerk, bar: AttachmentBar) -> None:
    QGuiApplication.clipboard().setImage(picture(300, 200))
    clerk.press(Qt.Key.Key_V, CTRL)
    (item,) = bar.given()
    assert item.file_name.startswith("截图-20")
    assert item.file_name.endswith(".png")
    kept = QImage(str(attachments.file_of(clerk.context, item)))
    assert (kept.width(), kept.height(), item.media_type) == (300, 200, "image/png")


def test_cells_of_a_spreadsheet_are_text_and_not_a_picture(clerk: Clerk, bar: AttachmentBar) -> None:
    assert not bar.paste(with_picture(text="恒岚\t236"))
    paste(clerk, with_picture(text="恒岚\t236"))
    assert bar.given() == []
    assert bar.problem.text() == "剪贴板中没有文件或图片。"


def test_files_and_pictures_are_dropped(clerk: Clerk, bar: AttachmentBar, files: list[Path]) -> None:
    words = QMimeData()
    words.setText("恒岚")
    assert drop(clerk, bar, words) == (False, False)
    assert drop(clerk, bar, with_files(*files)) == (True, True)
    assert drop(clerk, bar, with_picture(text="https://")) == (True, True)
    assert names(bar)[:-1] == [path.name for path in files]
    assert all(path.exists() for path in files)


def test_the_keys_walk_open_remove_and_put_back(
    clerk: Clerk, bar: AttachmentBar, files: list[Path], viewer: Viewer
) -> None:
    bar.add_files(files)
    clerk.settle()
    changes: list[int] = []
    bar.changed.connect(lambda: changes.append(1))
    assert clerk.focus is bar.add_button
    clerk.tab()
    assert clerk.focus is bar.scan_button
    clerk.tab()
    first, second, third = bar.tags.tags()
    assert clerk.focus is first
    clerk.press(Qt.Key.Key_Right)
    assert clerk.focus is second
    clerk.press(Qt.Key.Key_End)
    assert clerk.focus is third
    clerk.press(Qt.Key.Key_Left)
    clerk.press(Qt.Key.Key_Return)
    assert viewer.opened == [attachments.file_of(clerk.context, second.item)]
    assert not viewer.opened[0].stat().st_mode & 0o222
    clerk.press(Qt.Key.Key_Delete)
    assert names(bar) == [files[0].name, files[2].name]
    assert clerk.focus is third
    clerk.press(Qt.Key.Key_Delete)
    assert clerk.focus is first
    clerk.press(Qt.Key.Key_Z, CTRL, times=2)
    assert names(bar) == [path.name for path in files]
    assert clerk.focus is bar.tags.tags()[1]
    assert len(changes) == 4
    clerk.press(Qt.Key.Key_Home)
    clerk.press(Qt.Key.Key_Left)
    assert clerk.focus is bar.scan_button
    clerk.press(Qt.Key.Key_Right)
    clerk.tab()
    assert bar.window().findChildren(QLineEdit)[-1].hasFocus()


def test_the_status_bar_offers_to_put_back_until_the_form_is_cleared(
    clerk: Clerk, bar: AttachmentBar, files: list[Path]
) -> None:
    bar.add_files(files[:1])
    clerk.settle()
    bar.tags.tags()[0].cross.click()
    assert bar.given() == []
    assert clerk.focus is bar.add_button
    bar.clear()
    bar.undo_removal()
    assert bar.given() == []


def test_right_click_offers_what_the_keys_do(
    clerk: Clerk, bar: AttachmentBar, files: list[Path], viewer: Viewer, tmp_path: Path
) -> None:
    bar.add_files(files[:1])
    clerk.settle()
    tag = bar.tags.tags()[0]
    opening, copying, removing = tag.actions_offered(QMenu(tag))
    assert [action.text() for action in (opening, copying, removing)] == ["打开附件\tEnter", "另存副本…", "移除\tDel"]
    opening.trigger()
    assert len(viewer.opened) == 1
    copying.trigger()
    dialog = open_dialog(QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == files[0].name
    dialog.selectFile(str(tmp_path / "副本.pdf"))
    dialog.fileSelected.emit(str(tmp_path / "副本.pdf"))
    dialog.reject()
    clerk.settle()
    assert (tmp_path / "副本.pdf").read_bytes() == files[0].read_bytes()
    removing.trigger()
    assert bar.given() == []


def test_a_missing_file_is_marked_and_told_in_words(
    clerk: Clerk, bar: AttachmentBar, files: list[Path], viewer: Viewer
) -> None:
    items = [attachments.stage_file(clerk.context, path) for path in files[:2]]
    attachments.file_of(clerk.context, items[0]).unlink()
    bar.set_rows(items)
    clerk.settle()
    lost, there = bar.tags.tags()
    assert (lost.is_lost, there.is_lost) == (True, False)
    assert lost.accessibleDescription() == "文件已不在台账文件夹中。"
    lost.setFocus()
    clerk.press(Qt.Key.Key_Return)
    assert viewer.opened == []
    assert files[0].name in bar.problem.text()
    assert bar.accessibleDescription() == bar.problem.text()
    assert names(bar) == [path.name for path in files[:2]]


def test_what_is_refused_is_said_below_and_the_rest_is_taken(
    clerk: Clerk, bar: AttachmentBar, files: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "安装.exe").write_bytes(b"MZ")
    (tmp_path / "空.pdf").touch()
    bar.add_files([tmp_path / "安装.exe", files[0], tmp_path / "空.pdf", tmp_path / "没有.pdf", tmp_path])
    clerk.settle()
    assert names(bar) == [files[0].name]
    lines = bar.problem.text().splitlines()
    assert [line.partition(" ")[0] for line in lines[:3]] == ["安装.exe", "空.pdf", "没有.pdf"]
    assert lines[3:] == ["另有 1 条"]
    assert bar.problem.isVisible()
    bar.add_files(files[1:])
    clerk.settle()
    assert not bar.problem.isVisible()


@pytest.mark.parametrize("wall", Wall)
def test_a_full_disk_keeps_what_the_form_has(
    clerk: Clerk, bar: AttachmentBar, files: list[Path], tmp_path: Path, wall: Wall
) -> None:
    bar.add_files(files[:1])
    clerk.settle()
    kept = clerk.context.ledger.folder / "attachments"
    (tmp_path / "视频.mp4").write_bytes(bytes(3 * MB))
    with small_disk(tmp_path, wall) as disk:
        kept.rename(tmp_path / "aside")
        kept.symlink_to(disk)
        bar.add_files([tmp_path / "视频.mp4"])
        clerk.settle()
        assert "附件无法存入" in bar.problem.text()
        assert names(bar) == [files[0].name]
        assert list(disk.rglob("*.tmp")) == []


def test_a_large_file_does_not_freeze_the_window_and_saving_waits_for_it(
    clerk: Clerk, bar: AttachmentBar, tmp_path: Path
) -> None:
    large = tmp_path / "现场录像.mp4"
    large.write_bytes(bytes(50 * MB))
    turns: list[bool] = []
    clock = QTimer(interval=5)
    clock.timeout.connect(lambda: turns.append(bar.is_staging))
    clock.start()
    order: list[str] = []
    bar.changed.connect(lambda: order.append("staged"))
    bar.add_files([large])
    assert bar.is_staging
    assert bar.hint.text() == "正在添加 现场录像.mp4…"
    bar.when_ready(lambda: order.append("saved"))
    clerk.qtbot.waitUntil(lambda: not bar.is_staging, timeout=20_000)
    clock.stop()
    assert order == ["staged", "saved"]
    assert bar.given()[0].size == 50 * MB
    assert turns.count(True) > 1, "the window goes on meanwhile"
    bar.when_ready(lambda: order.append("at once"))
    assert order[-1] == "at once"


def test_pictures_are_shown_small_and_broken_ones_by_their_kind(
    clerk: Clerk, bar: AttachmentBar, files: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "坏.jpg").write_bytes(b"no picture")
    photo = next(path for path in files if path.suffix == ".jpg")
    bar.add_files([photo, tmp_path / "坏.jpg"])
    clerk.settle()
    whole, broken = (tag.icon().pixmap(30, 30).toImage().pixelColor(6, 6) for tag in bar.tags.tags())
    assert (whole.red(), whole.green(), whole.blue()) == pytest.approx((0, 128, 128), abs=8)
    assert broken.name() == LIGHT[Token.TINT].lower()
    assert not bar.tags.tags()[1].is_lost


def test_a_thumbnail_takes_little_memory(tmp_path: Path) -> None:
    picture(4000, 3000).save(str(tmp_path / "large.jpg"))
    picture(4000, 10).save(str(tmp_path / "thread.png"))
    small = thumbnail(tmp_path / "large.jpg", 60)
    assert small is not None
    assert (small.width(), small.height()) == (80, 60)
    assert thumbnail(tmp_path / "thread.png", 60) is None
    assert thumbnail(tmp_path / "gone.png", 60) is None


def test_files_are_chosen_in_the_dialog(clerk: Clerk, bar: AttachmentBar, files: list[Path]) -> None:
    clerk.press(Qt.Key.Key_Space)
    dialog = open_dialog(QFileDialog)
    dialog.filesSelected.emit([str(path) for path in files])
    dialog.reject()
    clerk.settle()
    assert names(bar) == [path.name for path in files]


def test_the_scan_folder_is_asked_for_once_and_then_offers_the_newest(
    clerk: Clerk, bar: AttachmentBar, files: list[Path]
) -> None:
    bar.scan_button.setFocus()
    clerk.press(Qt.Key.Key_Space)
    dialog = open_dialog(QFileDialog)
    dialog.fileSelected.emit(str(files[0].parent))
    dialog.reject()
    clerk.settle()
    assert clerk.window.settings.scan_folder == files[0].parent
    chooser = open_dialog(ScanChooser)
    assert chooser.list.count() == 3
    assert chooser.list.item(2).text().startswith("名单 & 说明.xlsx")
    clerk.qtbot.waitUntil(chooser.list.hasFocus)
    clerk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    clerk.press(Qt.Key.Key_Return)
    clerk.qtbot.waitUntil(lambda: not open_dialogs(ScanChooser))
    clerk.settle()
    assert sorted(names(bar)) == sorted(["增容申请.pdf", "现场照片1.jpg"])


def test_a_scan_folder_that_is_gone_is_told(clerk: Clerk, bar: AttachmentBar, tmp_path: Path) -> None:
    clerk.window.save_preferences(scan_folder=tmp_path / "gone")
    bar.scan_button.click()
    clerk.settle()
    assert str(tmp_path / "gone") in bar.problem.text()


def test_every_part_has_a_name(clerk: Clerk, bar: AttachmentBar, files: list[Path]) -> None:
    bar.add_files(files)
    clerk.settle()
    assert bar.accessibleName() == "附件"
    assert bar.tags.tags()[0].accessibleName() == "名单 & 说明.xlsx · 1 KB"
    assert all(tag.cross.accessibleName().startswith("移除 ") for tag in bar.tags.tags())
    assert bar.tags.tags()[0].text() == "名单 && 说明.xlsx"
