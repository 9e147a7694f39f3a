"""What is typed into a small form outlives logging off and a killed program, and is offered in the same form again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from tests.ui.acting import delete_now, open_dialog, open_dialogs
from tests.ui.cases import choose
from tests.ui.clerk import CTRL, PATIENCE_SECONDS, Clerk, sit_down
from tests.ui.form_typist import TYPED
from tests.ui.town import TODAY
from zhenyu_desk.bootstrap import open_context
from zhenyu_desk.domain.rows import DraftRow
from zhenyu_desk.services.drafts import waiting_drafts
from zhenyu_desk.services.enterprises import update_enterprise
from zhenyu_desk.services.erasing import erase_contact
from zhenyu_desk.settings import Settings
from zhenyu_desk.store.queries.register import contacts, enterprise_detail
from zhenyu_desk.ui import drafts as drafts_module
from zhenyu_desk.ui.dialogs import form_dialog
from zhenyu_desk.ui.dialogs.drafts import DraftsDialog
from zhenyu_desk.ui.dialogs.enterprise_form import EnterpriseDialog
from zhenyu_desk.ui.dialogs.form_draft import DraftOffer
from zhenyu_desk.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
FIRST = 1


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=True) as opened:
        opened.open(4)
        yield opened


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drafts are kept right after the last key."""
    monkeypatch.setattr(drafts_module, "PAUSE_MS", 1)


def edit(clerk: Clerk) -> Any:
    clerk.page.edit_firm()
    clerk.settle()
    return clerk.dialog()


def offer(dialog: Any) -> DraftOffer | None:
    return next((line for line in dialog.findChildren(DraftOffer) if line.isVisible()), None)


def put(dialog: Any, field: str, text: str) -> None:
    dialog.form.fields[field].editor.setText(text)


def text_of(dialog: Any, field: str) -> str:
    return str(dialog.form.fields[field].editor.text())


def kept(clerk: Clerk, count: int) -> list[DraftRow]:
    clerk.qtbot.waitUntil(lambda: len(waiting_drafts(clerk.context)) == count, timeout=PATIENCE_SECONDS * 1000)
    return waiting_drafts(clerk.context)


def leave_as_a_crash_does(clerk: Clerk, dialog: Any) -> None:
    """The form goes without anybody having saved or cancelled it."""
    dialog._draft._keeper.hold()
    dialog.hide()
    dialog.deleteLater()
    clerk.settle()


def leave_one(clerk: Clerk) -> None:
    dialog = edit(clerk)
    put(dialog, "short_name", "恒信")
    put(dialog, "employees", "不到一百")
    dialog.form.fields["state"].editor.setCurrentIndex(2)
    kept(clerk, 1)
    leave_as_a_crash_does(clerk, dialog)


@pytest.mark.usefixtures("at_once")
def test_what_was_left_is_offered_in_the_form_of_the_same_record_alone(clerk: Clerk) -> None:
    leave_one(clerk)
    (row,) = waiting_drafts(clerk.context)
    assert row.title.startswith("修改企业")
    clerk.page.add_firm()
    assert offer(clerk.dialog()) is None, "another form"
    clerk.dialog().reject()
    dialog = edit(clerk)
    line = offer(dialog)
    assert line is not None
    assert line.words.text().startswith("上次没有保存的内容（")
    before = text_of(dialog, "name")
    line.restore.click()
    clerk.settle()
    assert offer(dialog) is None
    assert (text_of(dialog, "short_name"), text_of(dialog, "employees")) == ("恒信", "不到一百")
    assert dialog.form.fields["state"].editor.currentIndex() == 2
    assert text_of(dialog, "name") == before
    put(dialog, "employees", "99")
    dialog._save.click()
    clerk.settle()
    assert clerk.no_dialog()
    assert clerk.context.read(enterprise_detail, FIRST).employees == 99
    kept(clerk, 0)


@pytest.mark.usefixtures("at_once")
def test_it_sets_nothing_back_that_somebody_changed_since(clerk: Clerk) -> None:
    leave_one(clerk)
    page = clerk.page
    firm = clerk.context.read(enterprise_detail, FIRST)
    given = EnterpriseDialog(clerk.context, firm).read().model_copy(update={"address": "新地址 9 号"})
    update_enterprise(clerk.context, FIRST, firm.version, given)
    page.refresh()
    clerk.settle()
    dialog = edit(clerk)
    line = offer(dialog)
    assert line is not None
    line.restore.click()
    assert (text_of(dialog, "address"), text_of(dialog, "short_name")) == ("新地址 9 号", "恒信")


@pytest.mark.usefixtures("at_once")
def test_what_is_typed_beside_an_offer_is_kept_beside_it_and_dropped_ones_go(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_one(clerk)
    dialog = edit(clerk)
    put(dialog, "short_name", "另一个")
    kept(clerk, 2)
    monkeypatch.setattr(form_dialog, "ask", lambda *_words: True)
    dialog.reject()
    (row,) = kept(clerk, 1)
    assert "恒信" in row.content
    dialog = edit(clerk)
    line = offer(dialog)
    assert line is not None
    line.drop.click()
    kept(clerk, 0)
    dialog.reject()
    assert offer(edit(clerk)) is None


def test_logging_off_keeps_every_word_and_asks_nothing(clerk: Clerk) -> None:
    dialog = edit(clerk)
    dialog.form.fields["short_name"].editor.setFocus()
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.compose("恒信")
    clerk.window.end_session()
    (row,) = waiting_drafts(clerk.context)
    assert "恒信" in row.content
    dialog.close()  # as Qt does with every window
    clerk.settle()
    assert open_dialogs(QMessageBox) == []
    assert waiting_drafts(clerk.context) == [row]


@pytest.mark.usefixtures("at_once")
def test_the_words_of_a_step_come_back_with_its_choices(clerk: Clerk) -> None:
    clerk.open(3)
    choose(clerk, 4)
    clerk.page.doing.take_step(next(iter(clerk.page.detail_now().actions)))
    dialog: Any = clerk.dialog()
    area = next(field.editor for name, field in dialog.form.fields.items() if name in ("text", "reason"))
    area.setPlainText("已现场查勘，\n下周答复。")
    (row,) = kept(clerk, 1)
    assert clerk.page.detail_now().row.number in row.title
    leave_as_a_crash_does(clerk, dialog)
    clerk.page.doing.take_step(dialog._spec.action)
    again: Any = clerk.dialog()
    line = offer(again)
    assert line is not None
    line.restore.click()
    area = next(field.editor for name, field in again.form.fields.items() if name in ("text", "reason"))
    assert area.toPlainText() == "已现场查勘，\n下周答复。"


@pytest.mark.usefixtures("at_once")
def test_erasing_a_contact_tells_of_the_draft_that_names_the_person(clerk: Clerk) -> None:
    person = clerk.context.read(contacts, FIRST)[0]
    clerk.page._parts.edit_contact(person)
    dialog: Any = clerk.dialog()
    put(dialog, "post", "新职务")
    (row,) = kept(clerk, 1)
    leave_as_a_crash_does(clerk, dialog)
    erased = erase_contact(clerk.context, person.id, person.version, "本人申请")
    assert any(row.title in words for words in erased.elsewhere)


def test_a_killed_program_leaves_the_words_to_the_next_start(tmp_path: Path, qtbot: QtBot) -> None:
    with sit_down(tmp_path, qtbot, lived_in=False) as clerk:
        folder = clerk.context.ledger.folder
    told = tmp_path / "typed"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "tests.ui.form_typist", str(folder), str(told)]
    program = subprocess.Popen(command, env=environment, cwd=Path(__file__).parents[2])
    try:
        end = time.monotonic() + PATIENCE_SECONDS
        while not told.exists():
            assert program.poll() is None, "the typist's program ended"
            assert time.monotonic() < end, "the typist never came to the end"
            time.sleep(0.05)
        time.sleep(drafts_module.PAUSE_MS / 1000 + 1.5)
        os.kill(program.pid, signal.SIGKILL)
    finally:
        program.kill()
        program.wait()
    context = replace(open_context(folder, "李静", deep=True), today=lambda: TODAY)
    try:
        window = MainWindow(Settings(current_official="李静"))
        window.show()
        window.take_ledger(context)
        qtbot.waitUntil(lambda: len(open_dialogs(DraftsDialog)) == 1, timeout=PATIENCE_SECONDS * 1000)
        listed = open_dialog(DraftsDialog)
        assert "新泾精密有限公司" in listed.model.row(0).title
        listed.table.opened.emit(listed.model.row(0))
        assert "新增企业" in window.status.message.text()
        window.open_page("enterprises")
        page: Any = window.page
        page.add_firm()
        dialog: Any = open_dialog(EnterpriseDialog)
        line = offer(dialog)
        assert line is not None
        line.restore.click()
        assert {field: text_of(dialog, field) for field in TYPED} == TYPED
        assert len(dialog.form.fields["land_tenure"].editor.values()) == 1
        qtbot.waitUntil(lambda: not window.jobs.is_busy, timeout=PATIENCE_SECONDS * 1000)
        dialog.hide()
        window.jobs.close()
        delete_now(window)
    finally:
        context.close()
