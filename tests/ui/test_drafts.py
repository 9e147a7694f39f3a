"""Nothing typed is lost: drafts keep themselves, survive a kill, come back word for word, and go when it is saved."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog, open_dialogs
from tests.ui.clerk import ALT, CTRL, Clerk, sit_down
from tests.ui.full_disk import full_disk
from tests.ui.town import TODAY
from tests.ui.visit_form import FIRM, choose_firm, never_asked, stored_visits
from zhenyu_desk.bootstrap import open_context
from zhenyu_desk.domain.inputs import VisitInput
from zhenyu_desk.domain.rows import DraftRow
from zhenyu_desk.services.attachments import path_of
from zhenyu_desk.services.drafts import keep_draft, waiting_drafts
from zhenyu_desk.services.visits import update_visit
from zhenyu_desk.settings import Settings
from zhenyu_desk.ui import drafts as drafts_module
from zhenyu_desk.ui import editing
from zhenyu_desk.ui.dialogs.drafts import DraftsDialog
from zhenyu_desk.ui.main_window import MainWindow
from zhenyu_desk.ui.pages.visits.draft_content import (
    TypedPromise,
    TypedVisit,
    from_content,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
WORDS = "订单饱和🏭，𠮷田精工计划新增两条压铸线。"
PATIENCE_SECONDS = 60


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clerk]:
    monkeypatch.setattr(drafts_module, "PAUSE_MS", 50)
    with sit_down(tmp_path, qtbot, lived_in=False) as opened:
        opened.press(Qt.Key.Key_N, CTRL)
        yield opened


def test_what_is_typed_keeps_itself_and_the_foot_says_when(clerk: Clerk) -> None:
    choose_firm(clerk)
    clerk.tab_to(clerk.page.entry.fields.business)
    clerk.write(WORDS)
    draft = _only_draft(clerk)
    assert draft.title == f"{FIRM} · 2026-11-20"
    assert draft.actor == "李静"
    clerk.qtbot.waitUntil(lambda: from_content(_drafts(clerk)[0].content).business == WORDS)
    clerk.qtbot.waitUntil(lambda: clerk.page.entry.sheet.note.text().startswith("草稿已自动保存 "))


def test_a_draft_goes_in_the_transaction_that_saves_the_visit(clerk: Clerk) -> None:
    choose_firm(clerk)
    _only_draft(clerk)
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert len(stored_visits(clerk)) == 1
    assert _drafts(clerk) == []
    assert clerk.page.entry.sheet.note.text() == ""


def test_a_save_that_is_refused_leaves_the_draft(clerk: Clerk) -> None:
    choose_firm(clerk)
    clerk.tab_to(clerk.page.entry.fields.on)
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.keys("11.21")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert stored_visits(clerk) == []
    _only_draft(clerk)


def test_several_are_typed_at_once_and_each_comes_back_whole(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clerk.window, "ask", never_asked)
    first = _type_everything(clerk)
    clerk.press(Qt.Key.Key_N, CTRL)
    assert clerk.page.entry.fields.firm.text() == ""
    assert "草稿" in clerk.window.status.message.text()
    clerk.keys("lrxcl")
    clerk.press(Qt.Key.Key_Return)
    second = clerk.page.entry.typed()
    _open_drafts(clerk)
    dialog = open_dialog(DraftsDialog)
    assert [row.title for row in dialog.model.rows] == [f"{FIRM} · 2026-11-20"], "the one in the form is left out"
    clerk.press(Qt.Key.Key_Return)
    assert clerk.page.entry.typed() == first
    assert len(_drafts(clerk)) == 2, "the second one waits now"
    clerk.press(Qt.Key.Key_S, CTRL)
    (visit,) = stored_visits(clerk)
    assert (visit.business, visit.difficulties, len(visit.promises)) == (WORDS, 2, 1)
    (left,) = _drafts(clerk)
    assert from_content(left.content) == second


def test_the_undo_link_brings_back_what_was_set_aside(clerk: Clerk) -> None:
    first = _type_everything(clerk)
    clerk.press(Qt.Key.Key_N, CTRL)
    clerk.window.status.undo.click()
    clerk.settle()
    assert clerk.page.entry.typed() == first
    assert len(_drafts(clerk)) == 1


def test_cancel_empties_the_form_at_once_and_undo_brings_every_word_back(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clerk.window, "ask", never_asked)
    typed = _type_everything(clerk)
    _only_draft(clerk)
    clerk.page.entry.cancel_wanted.emit()
    clerk.settle()
    assert clerk.page.entry.fields.business.text() == ""
    assert len(_drafts(clerk)) == 1, "kept until the way back is gone"
    assert clerk.window.status.message.text() == "已放弃刚才录入的内容。"
    clerk.window.status.undo.click()
    clerk.settle()
    assert clerk.page.entry.typed() == typed
    _only_draft(clerk)


@pytest.mark.parametrize("key", [Qt.Key.Key_S, Qt.Key.Key_Return])
def test_undoing_a_save_brings_what_was_typed_back_into_the_form(clerk: Clerk, key: Qt.Key) -> None:
    typed = _type_everything(clerk)
    clerk.press(key, CTRL)
    assert len(stored_visits(clerk)) == 1
    clerk.press(Qt.Key.Key_Z, CTRL)
    assert stored_visits(clerk) == []
    assert clerk.page.entry.visit is None
    assert clerk.page.entry.typed() == typed
    _only_draft(clerk)


def test_emptying_the_form_by_hand_drops_its_draft(clerk: Clerk) -> None:
    clerk.tab_to(clerk.page.entry.fields.business)
    clerk.write("写错了")
    _only_draft(clerk)
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.press(Qt.Key.Key_Delete)
    clerk.qtbot.waitUntil(lambda: _drafts(clerk) == [])


def test_a_changed_past_visit_comes_back_as_a_change_of_that_visit(clerk: Clerk) -> None:
    choose_firm(clerk)
    clerk.press(Qt.Key.Key_S, CTRL)
    (visit,) = stored_visits(clerk)
    clerk.tab_to(clerk.page.entry.fields.business)
    clerk.write("补记")
    clerk.press(Qt.Key.Key_N, CTRL)
    other = VisitInput(on=visit.on, enterprise_id=visit.enterprise_id, leader_id=visit.leader_id, remark="别人写的")
    update_visit(clerk.context, visit.id, visit.version, other)
    _open_drafts(clerk)
    clerk.press(Qt.Key.Key_Return)
    assert clerk.page.entry.visit.number == visit.number
    assert clerk.page.entry.fields.form.rest.text() == "录入草稿后该走访又有改动，请核对后再保存。"
    clerk.press(Qt.Key.Key_S, CTRL)
    assert [row.business for row in stored_visits(clerk)] == ["补记"]
    assert _drafts(clerk) == []


def test_a_full_disk_is_told_once_and_the_draft_is_kept_when_there_is_room_again(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts_module, "RETRY_MS", 100)
    entry = clerk.page.entry
    with full_disk(clerk.context):
        clerk.tab_to(entry.fields.business)
        clerk.write("厂" * 9_000)
        clerk.qtbot.waitUntil(lambda: entry.sheet.note.text() == "草稿暂未保存，稍后自动重试。")
        assert clerk.window.status.message.text() == "草稿未保存：磁盘已满，未作任何改动。请腾出空间后重试。"
        assert clerk.focus is entry.fields.business, "typing goes on undisturbed"
        asked: list[str] = []

        def decline(question: str, _yes: str) -> bool:
            asked.append(question)
            return False

        monkeypatch.setattr(clerk.window, "ask", decline)
        assert not clerk.window.may_leave(), "only now it is asked"
        assert len(asked) == 1
        clerk.press(Qt.Key.Key_N, CTRL)
        assert clerk.page.entry.fields.business.text() == "厂" * 9_000, "nor is it set aside without being kept"
    clerk.qtbot.waitUntil(lambda: len(_drafts(clerk)) == 1, timeout=5000)
    clerk.qtbot.waitUntil(lambda: entry.sheet.note.text().startswith("草稿已自动保存 "))


def test_a_draft_is_dropped_for_good_only_after_asking(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(question: str, _yes: str) -> bool:
        asked.append(question)
        return len(asked) > 1

    keep_draft(clerk.context, "some-uid", drafts_module.VISIT_FORM, "三立食品有限公司", "{}")
    monkeypatch.setattr(clerk.window, "ask", answer)
    _open_drafts(clerk)
    clerk.press(Qt.Key.Key_Delete)
    assert "三立食品有限公司" in asked[0]
    assert len(_drafts(clerk)) == 1
    clerk.press(Qt.Key.Key_Delete)
    assert _drafts(clerk) == []
    assert open_dialogs(DraftsDialog) == []


def test_a_draft_of_another_version_is_told_and_kept(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(clerk.window, "warn", lambda problem: told.append(problem.sentence))
    keep_draft(clerk.context, "some-uid", drafts_module.VISIT_FORM, "三立食品有限公司", '{"on": 5}')
    _open_drafts(clerk)
    clerk.press(Qt.Key.Key_Return)
    assert told == ["本版本程序无法读取该草稿，草稿原样保留。"]
    assert len(_drafts(clerk)) == 1


@pytest.mark.parametrize("way", ["save", "close", "page", "new"])
def test_what_the_input_method_still_composes_is_taken_over_first(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    fields = clerk.page.entry.fields
    choose_firm(clerk)
    clerk.tab_to(fields.business)
    clerk.write("订单")
    clerk.compose("平稳")
    monkeypatch.setattr(editing, "QGuiApplication", _InputMethod("平稳"))
    if way == "save":
        clerk.press(Qt.Key.Key_S, CTRL)
        assert [visit.business for visit in stored_visits(clerk)] == ["订单平稳"]
    elif way == "page":
        clerk.open(1)
        assert fields.business.text() == "订单平稳"
    else:
        leave: dict[str, Callable[[], object]] = {"close": clerk.window.may_leave, "new": clerk.window.new_visit}
        leave[way]()
        assert from_content(_drafts(clerk)[0].content).business == "订单平稳"


def test_drafts_left_over_are_offered_at_the_next_start(tmp_path: Path, qtbot: QtBot) -> None:
    with sit_down(tmp_path, qtbot, lived_in=False) as clerk:
        clerk.press(Qt.Key.Key_N, CTRL)
        typed = _type_everything(clerk)
        assert clerk.window.may_leave()
        next_window = MainWindow(Settings(current_official="陈洁"))
        next_window.show()
        next_window.activateWindow()
        next_window.take_ledger(replace(clerk.context, actor="陈洁"))
        qtbot.waitUntil(lambda: len(open_dialogs(DraftsDialog)) == 1, timeout=PATIENCE_SECONDS * 1000)
        dialog = open_dialog(DraftsDialog)
        assert [(row.title, row.actor) for row in dialog.model.rows] == [(f"{FIRM} · 2026-11-20", "李静")]
        dialog.table.opened.emit(dialog.table.current_row())
        qtbot.waitUntil(lambda: not next_window.jobs.is_busy)
        assert next_window.page_name == "visits"
        page: Any = next_window.page
        assert page.entry.typed() == typed
        next_window.jobs.close()
        next_window.deleteLater()


def test_a_killed_program_offers_the_draft_with_every_word_at_the_next_start(tmp_path: Path, qtbot: QtBot) -> None:
    with sit_down(tmp_path, qtbot, lived_in=False) as clerk:
        folder = clerk.context.ledger.folder
    told = tmp_path / "typed.json"
    program = _start_typist(folder, told, tmp_path)
    try:
        _wait_for(told, program)
        time.sleep(drafts_module.PAUSE_MS / 1000 + 1.5)
        os.kill(program.pid, signal.SIGKILL)
    finally:
        program.kill()
        program.wait()
    typed = from_content(told.read_text("utf-8"))
    context = replace(open_context(folder, "李静", deep=True), today=lambda: TODAY)
    try:
        window = MainWindow(Settings(current_official="李静"))
        window.show()
        window.take_ledger(context)
        qtbot.waitUntil(lambda: len(open_dialogs(DraftsDialog)) == 1, timeout=PATIENCE_SECONDS * 1000)
        dialog = open_dialog(DraftsDialog)
        dialog.table.opened.emit(dialog.table.current_row())
        qtbot.waitUntil(lambda: not window.jobs.is_busy)
        page: Any = window.page
        found = page.entry.typed()
        assert found == typed
        assert (found.business, found.companions, len(found.difficulties)) == (WORDS, "周磊", 2)
        assert found.promises == (TypedPromise(text="协调供电所现场勘察", due="2026-11-30 周一"),)
        (picture,) = found.attachments
        assert path_of(context, picture).stat().st_size == picture.size
        window.jobs.close()
        window.deleteLater()
    finally:
        context.close()


class _InputMethod:
    """The offscreen platform has no input method: this one commits what it composes, as a real one does when asked."""

    def __init__(self, composed: str) -> None:
        self._composed = composed

    def inputMethod(self) -> "_InputMethod":
        return self

    def commit(self) -> None:
        event = QInputMethodEvent()
        event.setCommitString(self._composed)
        self._composed = ""
        focus = QApplication.focusWidget()
        assert focus is not None
        QApplication.sendEvent(focus, event)


def _start_typist(folder: Path, told: Path, home: Path) -> "subprocess.Popen[bytes]":
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    command = [sys.executable, "-m", "tests.ui.typist", str(folder), str(told)]
    return subprocess.Popen(command, env=environment, cwd=Path(__file__).parents[2])


def _wait_for(told: Path, program: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not told.exists():
        assert program.poll() is None, "the typist's program ended"
        assert time.monotonic() < end, "the typist never came to the end"
        time.sleep(0.05)


def _type_everything(clerk: Clerk) -> TypedVisit:
    """Firm, words, two difficulties, a promise and a screenshot."""
    entry = clerk.page.entry
    choose_firm(clerk)
    clerk.press(Qt.Key.Key_Down, CTRL)
    clerk.keys("1")
    clerk.tab_to(entry.fields.business)
    clerk.write(WORDS)
    clerk.press(Qt.Key.Key_D, ALT)
    clerk.keys("jiaoyu")
    clerk.tab()
    clerk.write("员工子女就近入学")
    clerk.press(Qt.Key.Key_D, ALT)
    clerk.keys("rencai")
    clerk.tab()
    clerk.write("人才公寓政策咨询")
    clerk.press(Qt.Key.Key_A, ALT)
    clerk.write("已当面解释")
    clerk.press(Qt.Key.Key_M, ALT)
    clerk.write("协调供电所现场勘察")
    clerk.tab()
    clerk.keys("11.30")
    clerk.tab()
    QApplication.clipboard().setImage(QImage(40, 30, QImage.Format.Format_RGB32))
    clerk.press(Qt.Key.Key_V, CTRL)
    clerk.qtbot.waitUntil(lambda: len(entry.attachments.given()) == 1)
    typed: TypedVisit = entry.typed()
    return typed


def _open_drafts(clerk: Clerk) -> None:
    """Menu 登记, 草稿."""
    command = next(action for action in clerk.window.menus.commands() if action.text() == "草稿…")
    command.trigger()
    clerk.settle()


def _only_draft(clerk: Clerk) -> DraftRow:
    clerk.qtbot.waitUntil(lambda: len(_drafts(clerk)) == 1)
    return _drafts(clerk)[0]


def _drafts(clerk: Clerk) -> list[DraftRow]:
    return waiting_drafts(clerk.context)
