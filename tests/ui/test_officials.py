"""设置 → 经办人 and 本机: retiring, also oneself, and what is off with its reason."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog, open_dialogs, settings_tab, settle
from tests.ui.clerk import Clerk, sit_down
from tests.ui.protecting import ROLES, desk_on, protected_ledger, unlocked_window
from zhenyu_desk.domain.officials import OfficialInput
from zhenyu_desk.domain.terms import InUse, Role
from zhenyu_desk.services import access
from zhenyu_desk.services.officials import officials, save_official
from zhenyu_desk.store.tables import AuditEntry
from zhenyu_desk.ui.app import Desk
from zhenyu_desk.ui.dialogs.official import OfficialDialog
from zhenyu_desk.ui.dialogs.unlock import UnlockDialog
from zhenyu_desk.ui.main_window import MainWindow


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=False) as opened:
        for name, role in ROLES:
            save_official(opened.context, OfficialInput(name=name, role=role))
        yield opened


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    with desk_on(protected_ledger(tmp_path / "ledger"), qapp, qtbot) as opened:
        unlocked_window(opened, qtbot)
        yield opened


@pytest.fixture
def questions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All asked is answered with yes."""
    asked: list[str] = []

    def yes(_window: MainWindow, question: str, _yes: str) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr(MainWindow, "ask", yes)
    return asked


def choose(tab: Any, name: str) -> None:
    tab.table.selectRow(next(place for place, row in enumerate(tab.model.rows) if row.name == name))


def verbs(window: MainWindow) -> list[str]:
    with window.context.ledger.read() as session:
        return [entry.verb for entry in session.query(AuditEntry).order_by("seq")]


def test_nothing_chosen_turns_off_what_is_done_with_one(clerk: Clerk) -> None:
    tab = settings_tab(clerk.window, "经办人与密码")
    clerk.settle()
    tab.table.clearSelection()
    tab.table.setCurrentIndex(tab.model.index(-1, -1))
    clerk.settle()
    assert not tab._alter.isEnabled()
    choose(tab, "周敏")
    assert tab._alter.isEnabled()


def test_retiring_takes_the_password_once(desk: Desk, qtbot: QtBot, questions: list[str]) -> None:
    window = desk.window
    assert window is not None
    tab = settings_tab(window, "经办人与密码")
    settle(qtbot, desk)
    before = len(verbs(window))
    choose(tab, "周敏")
    tab.retire()
    settle(qtbot, desk)
    assert set(verbs(window)[before:]) == {"save_official"}
    assert "周敏" not in access.names(window.context.ledger.folder)
    assert "停用" in window.status.message.text()


def test_who_retires_himself_in_an_encrypted_ledger_is_asked_who_goes_on(
    desk: Desk, qtbot: QtBot, questions: list[str]
) -> None:
    window = desk.window
    assert window is not None
    save_official(window.context, OfficialInput(name="钱主任", role=Role.MANAGING))
    tab = settings_tab(window, "经办人与密码")
    settle(qtbot, desk)
    window.page.mark_stale()
    settle(qtbot, desk)
    choose(tab, "李静")
    tab.retire()
    settle(qtbot, desk)
    assert "停用自己" in questions[0]
    dialog = open_dialog(UnlockDialog)
    assert "李静" not in access.names(window.context.ledger.folder)
    assert next(row for row in tab.model.rows if row.name == "李静").in_use is InUse.RETIRED
    assert "李静" in window.notice.words.text(), "no official any more"
    dialog.reject()


def test_who_retires_himself_is_asked_who_works_here_now(clerk: Clerk, questions: list[str]) -> None:
    save_official(clerk.context, OfficialInput(name="钱主任", role=Role.MANAGING))
    tab = settings_tab(clerk.window, "经办人与密码")
    clerk.settle()
    choose(tab, "李静")
    tab.retire()
    clerk.settle()
    assert officials(clerk.context)[0].in_use is InUse.RETIRED
    dialog = open_dialog(OfficialDialog)
    dialog.reject()
    assert open_dialogs(OfficialDialog) == []


def test_locking_by_itself_is_off_with_the_reason_for_a_plain_ledger(clerk: Clerk) -> None:
    tab = settings_tab(clerk.window, "本机")
    clerk.settle()
    assert not tab.lock_after.isEnabled()
    assert tab.not_encrypted.isVisible()
    assert "未加密" in tab.not_encrypted.text()


def test_locking_by_itself_can_be_set_for_an_encrypted_one(desk: Desk, qtbot: QtBot) -> None:
    window = desk.window
    assert window is not None
    tab = settings_tab(window, "本机")
    settle(qtbot, desk)
    assert tab.lock_after.isEnabled()
    assert not tab.not_encrypted.isVisible()
