"""Ledgers that can't be opened, real ones: the window says why and which way out there is, and changes nothing."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.acting import PATIENCE_MS, open_dialog, open_dialogs, settle
from tests.ui.protecting import PROTECTION, answer, asked, desk_on, protected_ledger
from tests.ui.town import copied_town
from zhenyu_desk.bootstrap import open_context
from zhenyu_desk.services.backup import back_up
from zhenyu_desk.store import driver, seal
from zhenyu_desk.store.ledger import SCHEMA
from zhenyu_desk.store.queries.visits import visit_page
from zhenyu_desk.ui.app import Desk
from zhenyu_desk.ui.dialogs import restore as restore_module
from zhenyu_desk.ui.dialogs.first_run import FirstRunDialog
from zhenyu_desk.ui.dialogs.restore import RestoreDialog

PAGE = 4096
PAGE_OF_RECORDS = 0x0D  # SQLite file format, 1.6: a leaf of a table
Contents = dict[str, bytes]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed ledger of the small town, with a backup."""
    folder = tmp_path / "ledger"
    context = copied_town(folder, lived_in=True).context
    back_up(context)
    context.close()
    return folder


def make_newer(folder: Path) -> None:
    """As the next version of the program leaves it."""
    with closing(driver.connect(folder / "ledger.db", None)) as connection:
        connection.execute(f"PRAGMA user_version={SCHEMA + 1}")
    seal.put_on(folder / "ledger.db")


def make_foreign(folder: Path) -> None:
    """Another program's database lies under the name of ours."""
    (folder / "ledger.db").unlink()
    with closing(sqlite3.connect(folder / "ledger.db")) as connection:
        connection.execute("CREATE TABLE song (title TEXT)")
        connection.execute("INSERT INTO song VALUES ('茉莉花')")
        connection.commit()


def flip_bytes(folder: Path) -> None:
    """A bad disk: the head of a page of records is another one than was sealed; of an encrypted file any page's."""
    data = bytearray((folder / "ledger.db").read_bytes())
    pages = range(PAGE * 10, len(data), PAGE)
    place = next((page for page in pages if data[page] == PAGE_OF_RECORDS), pages[0])
    data[place : place + 8] = bytes(byte ^ 0x5A for byte in data[place : place + 8])
    (folder / "ledger.db").write_bytes(data)


def change_a_date(folder: Path) -> None:
    """Somebody changes a record outside the program: every page is in order."""
    with closing(driver.connect(folder / "ledger.db", None)) as connection:
        connection.execute("UPDATE visit SET \"on\" = '2026-09-01' WHERE id = 1")


def contents(folder: Path) -> Contents:
    """Every file that matters, by its path; not the lock, and who held it last."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name not in ("lock", "holder.json")]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def refusal(qtbot: QtBot) -> FirstRunDialog:
    """The dialog that tells why the ledger is not opened."""
    qtbot.waitUntil(lambda: bool(open_dialogs(FirstRunDialog)), timeout=PATIENCE_MS)
    return open_dialog(FirstRunDialog)


def says(dialog: QWidget) -> str:
    """What can be read in a dialog."""
    return "\n".join(line.text() for line in dialog.findChildren(QLabel) if line.isVisible())


def offers(dialog: QWidget) -> set[str]:
    """The buttons that can be pressed."""
    return {part.text() for part in dialog.findChildren(QPushButton) if part.isVisible() and part.isEnabled()}


def choose_other(desk: Desk, qtbot: QtBot, dialog: FirstRunDialog, other: Path) -> None:
    """Take the way out 打开已有台账…, which must lead to work."""
    dialog.open_existing(other)
    settle(qtbot, desk)
    assert desk.window is not None
    assert desk.window.context.ledger.folder == other
    assert "周浜镇 · 李静" in desk.window.status.who.text()


def restore(qtbot: QtBot, dialog: FirstRunDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the way out 恢复备份…, saying yes."""
    monkeypatch.setattr(restore_module, "ask", lambda *_asked: True)
    dialog.restore()
    chosen = open_dialog(RestoreDialog)
    qtbot.waitUntil(chosen.go.isEnabled, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: chosen.compared.texts(of_backup=False)[1] != "")
    chosen.go.click()


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (make_newer, "更新版本的程序"),
        (make_foreign, "其他程序的数据库"),
        (flip_bytes, "已损坏"),
        (change_a_date, "备份"),
    ],
)
def test_it_says_why_and_goes_on_with_another_ledger(
    spoil: Callable[[Path], None], sentence: str, folder: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    other = shutil.copytree(folder, tmp_path / "other")
    spoil(folder)
    before = contents(folder)
    with desk_on(folder, qapp, qtbot) as desk:
        dialog = refusal(qtbot)
        assert sentence in says(dialog)
        assert "可以恢复备份、打开其他台账" in says(dialog)
        assert offers(dialog) >= {"恢复备份…", "打开已有台账…", "重试"}
        assert desk.window is not None
        assert not desk.window.is_open
        dialog.open_existing(folder)  # in vain, and said in the same words
        qtbot.waitUntil(lambda: bool(dialog.form.rest.text()), timeout=PATIENCE_MS)
        assert sentence in dialog.form.rest.text()
        choose_other(desk, qtbot, dialog, other)
    assert contents(folder) == before


@pytest.mark.parametrize("spoil", [make_newer, make_foreign, flip_bytes, change_a_date])
def test_the_backup_takes_its_place_and_what_was_there_is_kept(
    spoil: Callable[[Path], None], folder: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(folder)
    before = (folder / "ledger.db").read_bytes()
    with desk_on(folder, qapp, qtbot) as desk:
        restore(qtbot, refusal(qtbot), monkeypatch)
        settle(qtbot, desk)
        assert desk.window is not None
        assert {row.on.isoformat() for row in desk.window.context.read(visit_page)} - {"2026-09-01"}
        qtbot.waitUntil(lambda: bool(open_dialogs(QMessageBox)), timeout=PATIENCE_MS)
    (kept,) = (folder / "backups").glob("kept-*/ledger.db")
    assert kept.read_bytes() == before


@contextmanager
def nothing_can_be_written(folder: Path, disk: Path) -> Iterator[Path]:
    """The ledger on a medium that is read-only; where no disk can be mounted, without the right to write."""
    disk.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)]
    is_mounted = os.geteuid() == 0 and subprocess.run(mounting, capture_output=True, check=False).returncode == 0
    if os.geteuid() == 0 and not is_mounted:
        pytest.skip("root can write everywhere, and no disk can be mounted here")
    there = shutil.copytree(folder, disk / "ledger")
    everything = [there, *there.rglob("*")]
    if is_mounted:
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    else:
        for path in everything:
            path.chmod(path.stat().st_mode & ~0o222)
    try:
        yield there
    finally:
        if is_mounted:
            subprocess.run(["umount", str(disk)], check=True)
        else:
            for path in everything:
                path.chmod(path.stat().st_mode | 0o200)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows mounts no disk here")
def test_a_read_only_disk_is_told_and_left_for_another_ledger(
    folder: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with nothing_can_be_written(folder, tmp_path / "medium") as there:
        before = contents(there)
        with desk_on(there, qapp, qtbot) as desk:
            dialog = refusal(qtbot)
            assert "无法写入" in says(dialog)
            assert str(there) in says(dialog)
            restore(qtbot, dialog, monkeypatch)  # in vain here, and said again
            qtbot.waitUntil(lambda: dialog not in open_dialogs(FirstRunDialog), timeout=PATIENCE_MS)
            dialog = refusal(qtbot)
            assert str(there) in says(dialog)
            choose_other(desk, qtbot, dialog, folder)
        assert contents(there) == before


def test_a_flipped_byte_of_an_encrypted_ledger_is_told_after_the_password(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = protected_ledger(tmp_path / "ledger")
    context = open_context(folder, "李静", deep=False, secret=PROTECTION.secret)
    back_up(context)
    context.close()
    flip_bytes(folder)
    before = contents(folder)
    with desk_on(folder, qapp, qtbot):
        answer(qtbot, asked(qtbot), "correct horse")
        dialog = refusal(qtbot)
        assert "已损坏" in says(dialog)
        assert "恢复备份…" in offers(dialog)
        assert contents(folder) == before
        dialog.reject()


@pytest.mark.parametrize("spoil", [flip_bytes, change_a_date])
def test_damage_from_before_a_crash_is_found_soon_and_the_way_out_offered(
    spoil: Callable[[Path], None], folder: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    """Without a seal the file is looked through in the background."""
    spoil(folder)
    (folder / "seal").unlink()

    def advice() -> list[QMessageBox]:
        return [box for box in open_dialogs(QMessageBox) if "停止" in box.text()]

    with desk_on(folder, qapp, qtbot):
        qtbot.waitUntil(lambda: bool(advice()), timeout=PATIENCE_MS)
        (box,) = advice()
        assert str(folder / "ledger.db") in box.text()
        next(part for part in box.buttons() if part.text() == "恢复备份…").click()
        qtbot.waitUntil(lambda: bool(open_dialogs(RestoreDialog)), timeout=PATIENCE_MS)
        open_dialog(RestoreDialog).reject()
