"""The window of an encrypted ledger is locked by hand or after a while, and comes back with everything in it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog, open_dialogs, settle
from tests.ui.locked import FakeClock, active_desk, choose, cover_of, seen, unlock_as, window_of, words_of
from tests.ui.protecting import OTHERS, PASSWORD, answer
from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.services.attachments import file_of, stage_bytes
from zhenyu_desk.services.drafts import waiting_drafts
from zhenyu_desk.store.queries.register import enterprise_page
from zhenyu_desk.ui import drafts
from zhenyu_desk.ui import locking as locking_module
from zhenyu_desk.ui.app import Desk
from zhenyu_desk.ui.dialogs.enterprise_form import EnterpriseDialog
from zhenyu_desk.ui.dialogs.messages import ask
from zhenyu_desk.ui.locking import Locking
from zhenyu_desk.ui.main_window import MainWindow
from zhenyu_desk.ui.tray import Tray


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    with active_desk(tmp_path / "ledger", qapp, qtbot) as started:
        yield started


@pytest.fixture
def window(desk: Desk) -> MainWindow:
    return window_of(desk)


def test_only_town_and_official_are_seen_of_a_locked_window(window: MainWindow, qtbot: QtBot, desk: Desk) -> None:
    firm = window.context.read(enterprise_page, window.context.today())[0].name
    QTest.keyClick(
        window.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )
    cover = cover_of(window)
    assert seen() == [cover]
    assert "周浜镇" in words_of(cover)
    assert cover.name.currentText() == "李静"
    assert firm not in words_of(cover)
    cover.reject()
    cover.close()
    assert seen() == [cover], "it can be put aside, not closed"
    answer(qtbot, cover, "wrong horse")
    assert seen() == [cover]
    answer(qtbot, cover, PASSWORD)
    settle(qtbot, desk)
    assert seen() == [window]
    assert window.cover is None


def test_what_is_half_typed_is_kept_and_comes_back(window: MainWindow, qtbot: QtBot, desk: Desk) -> None:
    window.new_visit()
    settle(qtbot, desk)
    page: Any = window.page
    page.entry.fields.business.setPlainText("订单饱满")
    window.open_page("enterprises")
    settle(qtbot, desk)
    enterprises: Any = window.page
    enterprises.add_firm()
    form = open_dialogs(EnterpriseDialog)[0]
    name: Any = form.form.fields["name"].editor
    name.setText("未写完的企")
    window.lock()
    assert seen() == [cover_of(window)]
    drafts = waiting_drafts(window.context)
    assert any("订单饱满" in str(row.content) for row in drafts)
    answer(qtbot, cover_of(window), PASSWORD)
    settle(qtbot, desk)
    assert set(seen()) == {window, form}
    assert QApplication.activeModalWidget() is form, "it is as modal as it was"
    assert name.text() == "未写完的企"
    assert page.entry.fields.business.toPlainText() == "订单饱满"


def test_a_question_that_waits_is_taken_as_cancelled(window: MainWindow, qtbot: QtBot, desk: Desk) -> None:
    from PySide6.QtCore import QTimer

    QTimer.singleShot(100, window.lock)
    assert not ask(window, "要放弃吗？", "放弃")
    assert seen() == [cover_of(window)]
    answer(qtbot, cover_of(window), PASSWORD)
    settle(qtbot, desk)
    assert seen() == [window]
    assert not open_dialogs(QMessageBox)


def test_it_locks_by_itself_when_nobody_is_there(window: MainWindow, qtbot: QtBot, desk: Desk) -> None:
    clock = FakeClock()
    locking = window.locking = Locking(window, clock)
    clock.now += 599
    locking.look()
    assert window.cover is None
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    clock.now += 599
    locking.look()
    assert window.cover is None, "a key was pressed in between"
    clock.now += 1
    locking.look()
    assert seen() == [cover_of(window)]
    clock.now += 10_000
    locking.look()
    answer(qtbot, cover_of(window), PASSWORD)
    settle(qtbot, desk)
    locking.look()
    assert window.cover is None, "the time begins anew"


def test_who_wakes_the_computer_finds_it_locked(window: MainWindow) -> None:
    clock = FakeClock()
    window.locking = Locking(window, clock)
    clock.now += 3_600
    QTest.mouseMove(window.windowHandle(), window.rect().center())
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    assert window.cover is not None


def test_a_clock_set_back_does_not_keep_it_open(window: MainWindow) -> None:
    clock = FakeClock()
    locking = window.locking = Locking(window, clock)
    clock.now -= 100_000
    locking.look()
    clock.now += 600
    locking.look()
    assert window.cover is not None


def test_never_means_never(window: MainWindow) -> None:
    window.save_preferences(lock_after_minutes=0)
    clock = FakeClock()
    locking = window.locking = Locking(window, clock)
    clock.now += 10**6
    locking.look()
    assert window.cover is None


def test_what_opens_meanwhile_stays_hidden_until_it_is_unlocked(window: MainWindow, qtbot: QtBot, desk: Desk) -> None:
    told: list[str] = []
    window.jobs.read(lambda: "好", told.append, window.warn)
    window.lock()
    qtbot.wait(200)
    assert told == []
    QMessageBox(QMessageBox.Icon.Warning, "注意", "恒岚精密", parent=window).open()
    qtbot.waitUntil(lambda: seen() == [cover_of(window)])
    answer(qtbot, cover_of(window), PASSWORD)
    settle(qtbot, desk)
    assert told == ["好"]
    assert open_dialogs(QMessageBox)


def test_the_tray_says_nothing_and_shows_nothing_while_it_is_locked(window: MainWindow) -> None:
    tray = Tray(window)
    told: list[str] = []
    tray.reminding.told.connect(told.append)
    window.lock()
    tray.reminding.look()
    tray.open_today()
    assert seen() == [cover_of(window)]
    assert told == []


def test_readable_copies_of_attached_files_go(window: MainWindow) -> None:
    context = window.context
    copy = file_of(context, stage_bytes(context, "申请书原文".encode(), "申请书.txt"))
    assert copy.exists()
    window.lock()
    assert not copy.exists()


def test_another_official_may_unlock_it(window: MainWindow, qtbot: QtBot, desk: Desk) -> None:
    window.lock()
    unlock_as(qtbot, desk, "周敏")
    assert window.context.actor == "周敏"
    assert "周敏（录入）" in window.status.who.text()


def test_nobody_enters_under_the_name_chosen_after_the_password_was_typed(
    window: MainWindow, qtbot: QtBot, desk: Desk
) -> None:
    window.lock()
    cover = choose(qtbot, window, "周敏")
    cover.password.setText(OTHERS)
    QTest.keyClick(cover.password, Qt.Key.Key_Return)
    cover.name.setFocus()
    QTest.keyClick(cover.name, Qt.Key.Key_Up)
    assert cover.name.currentText() == "周敏", "nothing can be chosen while the password is tried"
    cover.name.setCurrentText("李静")
    qtbot.waitUntil(lambda: window.cover is None, timeout=10_000)
    settle(qtbot, desk)
    assert window.context.actor == "周敏"


def test_it_locks_also_when_the_ledger_can_not_be_read_any_more(window: MainWindow, qtbot: QtBot, desk: Desk) -> None:
    window.new_visit()
    settle(qtbot, desk)
    page: Any = window.page
    page.entry.fields.business.setPlainText("订单饱满")
    folder = window.context.ledger.folder
    for file in (folder / "ledger.db", folder / "ledger.db-wal"):
        with file.open("r+b") as stream:
            stream.write(b"\xff" * file.stat().st_size)
    (folder / "keys.json").rename(folder / "keys.away")
    window.lock()
    cover = cover_of(window)
    assert seen() == [cover]
    assert "周浜镇" in words_of(cover)
    (folder / "keys.away").rename(folder / "keys.json")
    answer(qtbot, cover, "wrong horse")
    assert seen() == [cover]


def test_a_mistake_of_the_program_while_it_locks_hides_everything_all_the_same(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_root: object) -> None:
        raise ValueError("a bug")

    monkeypatch.setattr(locking_module, "commit_pending_edits", fail)
    with pytest.raises(ValueError, match="a bug"):
        window.lock()
    assert seen() == [cover_of(window)]


def test_what_could_not_be_kept_is_told_after_unlocking(
    window: MainWindow, qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.new_visit()
    settle(qtbot, desk)
    page: Any = window.page
    page.entry.fields.business.setPlainText("订单饱满")
    with monkeypatch.context() as full:
        full.setattr(drafts, "keep_draft", refuse)
        window.lock()
        answer(qtbot, cover_of(window), PASSWORD)
    settle(qtbot, desk)
    assert "磁盘已满" in open_dialog(QMessageBox).text()
    assert page.entry.fields.business.toPlainText() == "订单饱满"


def test_typing_chinese_keeps_it_open(window: MainWindow, qtbot: QtBot, desk: Desk) -> None:
    window.new_visit()
    settle(qtbot, desk)
    page: Any = window.page
    field = page.entry.fields.business
    field.setFocus()
    clock = FakeClock()
    locking = window.locking = Locking(window, clock)
    for _part in range(25):
        clock.now += 30
        event = QInputMethodEvent()
        event.setCommitString("企业订单饱满，")
        QApplication.sendEvent(field, event)
        locking.look()
    assert window.cover is None
    clock.now += 600
    locking.look()
    assert window.cover is not None


def test_a_dialog_of_the_system_has_as_much_time_again(window: MainWindow) -> None:
    clock = FakeClock()
    locking = window.locking = Locking(window, clock)
    dialog = QFileDialog(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)  # as Qt does when the system shows its own
    dialog.show()
    for _second in range(1190):
        locking.look()
        clock.now += 1
    assert window.cover is None
    for _second in range(20):
        locking.look()
        clock.now += 1
    assert window.cover is not None


def test_a_window_put_aside_is_locked_without_coming_up(window: MainWindow, qtbot: QtBot, desk: Desk) -> None:
    window.showMinimized()
    window.lock()
    cover = cover_of(window)
    assert cover.isMinimized()
    assert not cover.isActiveWindow()
    cover.showNormal()
    answer(qtbot, cover, PASSWORD)
    settle(qtbot, desk)
    assert window.isVisible()
    assert not window.isMinimized(), "whoever unlocks wants to see it"


def test_what_was_copied_here_goes_from_the_clipboard(
    window: MainWindow, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_ours = True
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: is_ours)
    qapp.clipboard().setText("王建国 13900001234")
    window.lock()
    assert qapp.clipboard().text() == ""


def test_what_others_copied_stays_on_the_clipboard(window: MainWindow, qapp: QApplication) -> None:
    qapp.clipboard().setText("会议通知")  # the offscreen platform never takes it for ours
    window.lock()
    assert qapp.clipboard().text() == "会议通知"


def test_putting_it_aside_lets_nobody_in_with_a_password_being_tried(window: MainWindow, qtbot: QtBot) -> None:
    window.lock()
    cover = cover_of(window)
    cover.password.setText(PASSWORD)
    cover.try_password()
    cover.reject()
    qtbot.wait(2_000)
    assert window.cover is cover
    assert not window.isVisible()


def refuse(*_given: object) -> None:
    raise EnvironmentProblem("磁盘已满。")
