"""Mistakes of the program itself: the window stays usable, one notice, a trace without data, drafts kept."""

from collections.abc import Iterator
from typing import Any, NoReturn

import pytest
from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialogs, press, settle
from zhenyu_desk import crash
from zhenyu_desk.domain.inputs import UnitInput
from zhenyu_desk.services.drafts import waiting_drafts
from zhenyu_desk.services.office import save_unit
from zhenyu_desk.ui.app import Desk
from zhenyu_desk.ui.dialogs.enterprise_form import EnterpriseDialog
from zhenyu_desk.ui.drafts import DraftKeeper
from zhenyu_desk.ui.main_window import MainWindow
from zhenyu_desk.ui.models.table_model import Column

pytestmark = [pytest.mark.qt_no_exception_capture, pytest.mark.usefixtures("logged")]
SECRET = "13812342201"
CONTROL = Qt.KeyboardModifier.ControlModifier


def broken(*_given: object, **_named: object) -> NoReturn:
    raise RuntimeError(f"张伟 {SECRET}")


@pytest.fixture(autouse=True)
def watched() -> Iterator[None]:
    """As the program runs: what nobody catches is reported."""
    with crash.watch():
        yield


def notices() -> list[QMessageBox]:
    QApplication.processEvents()
    return [box for box in open_dialogs(QMessageBox) if "程序出错" in box.text() or "出错" in box.text()]


def assert_traced(once_told: bool = True) -> None:
    text = crash.log_file().read_text(encoding="utf-8")
    assert "RuntimeError" in text
    assert "broken" in text, "the place of the mistake"
    assert SECRET not in text
    assert "张伟" not in text
    found = notices()
    assert len(found) == (1 if once_told else 0)
    assert SECRET not in found[0].text()
    for box in found:
        box.close()


def assert_usable(window: MainWindow, qtbot: QtBot, desk: Desk) -> None:
    assert window.isVisible()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for place in (3, 4, 1):
        press(window, Qt.Key(Qt.Key.Key_0 + place), CONTROL)
        settle(qtbot, desk)
    assert window.page_name == "today"


def type_something(window: MainWindow, qtbot: QtBot, desk: Desk) -> None:
    window.open_page("visits")
    settle(qtbot, desk)
    page: Any = window.page
    page.entry.fields.business.setPlainText("正在填写的经营情况")


def test_in_a_slot(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    type_something(window, qtbot, desk)
    refresh = next(action for action in window.menus.commands() if action.objectName() == "refresh")
    refresh.triggered.connect(broken)
    refresh.trigger()
    assert_traced()
    page: Any = window.page
    assert page.entry.fields.business.toPlainText() == "正在填写的经营情况"
    page.entry.drafts.keep()
    settle(qtbot, desk)
    assert len(waiting_drafts(window.context)) == 1
    assert_usable(window, qtbot, desk)


def test_in_a_model_while_it_is_painted(
    window: MainWindow, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_page("cases")
    settle(qtbot, desk)
    page: Any = window.page
    columns = page.model.columns
    page.model.columns = (*columns[:2], Column("坏", broken), *columns[3:])
    for _time in range(3):
        page.table.viewport().repaint()
    page.model.columns = columns
    page.table.viewport().repaint()
    assert_traced()
    assert_usable(window, qtbot, desk)


def test_in_what_a_model_tells(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    window.open_page("cases")
    settle(qtbot, desk)
    page: Any = window.page
    columns = page.model.columns
    page.model.columns = (Column("坏", broken, tip=broken), *columns[1:])
    index = page.model.index(0, 0)
    page.table.scrollTo(index)
    page.table.model().dataChanged.emit(index, index)
    page.table.resizeColumnToContents(0)  # Qt asks the model
    page.model.columns = columns
    assert_traced()
    assert_usable(window, qtbot, desk)


def test_in_a_worker(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    after: list[str] = []
    for start in (window.jobs.read, window.jobs.write):
        start(broken, lambda _done: None, lambda _problem: None, always=lambda: after.append("always"))
    settle(qtbot, desk)
    assert after == ["always", "always"], "whoever waited is let go"
    assert_traced()
    save_unit(window.context, UnitInput(name="新设办公室"))
    assert_usable(window, qtbot, desk)


def test_in_a_save_the_form_stays_with_what_was_typed(
    window: MainWindow, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zhenyu_desk.services import enterprises

    window.open_page("enterprises")
    settle(qtbot, desk)
    page: Any = window.page
    monkeypatch.setattr(enterprises, "add_enterprise", broken)
    page.add_firm()
    form = open_dialogs(EnterpriseDialog)[0]
    form._name.setText("新开的企业")
    form._save.click()
    settle(qtbot, desk)
    assert_traced()
    assert form.isVisible()
    assert form._name.text() == "新开的企业"
    monkeypatch.undo()
    form._save.click()
    settle(qtbot, desk)
    assert not open_dialogs(EnterpriseDialog), "it can be saved once that works again"


def test_in_a_refresh(window: MainWindow, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(qtbot, desk)
    monkeypatch.setattr(window.page, "refresh", broken)
    press(window, Qt.Key.Key_F5)
    assert_traced()
    refreshed: list[str] = []
    window.open_page("settings")
    settle(qtbot, desk)
    monkeypatch.setattr(window.page, "refresh", lambda: refreshed.append("settings"))
    window.announce(save_unit(window.context, UnitInput(name="新设办公室")))
    settle(qtbot, desk)
    assert refreshed == ["settings"], "one broken page doesn't keep the others from hearing of a change"
    monkeypatch.undo()
    assert_usable(window, qtbot, desk)


def test_on_closing_the_second_time_lets_out_with_drafts_kept(
    window: MainWindow, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_something(window, qtbot, desk)
    window.open_page("settings")
    settle(qtbot, desk)
    monkeypatch.setattr(window.page, "may_leave", broken)
    window.close()
    assert_traced()
    assert window.isVisible(), "the first time it stays, so that the notice is read"
    window.close()
    assert not window.isVisible()
    assert [row.kind for row in waiting_drafts(window.context)] == ["visit"]


def test_many_at_once_are_told_once(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    for _time in range(20):
        window.jobs.read(broken, lambda _done: None, lambda _problem: None)
    settle(qtbot, desk)
    assert crash.log_file().read_text(encoding="utf-8").count("RuntimeError") == 20
    assert_traced()


def test_the_end_of_the_session_keeps_drafts_and_asks_nothing(
    window: MainWindow, desk: Desk, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhenyu_desk.ui.main_window.ask", broken)
    assert qapp.receivers(SIGNAL("commitDataRequest(QSessionManager&)"))
    assert qapp.receivers(SIGNAL("saveStateRequest(QSessionManager&)"))
    type_something(window, qtbot, desk)
    window.open_page("settings")
    settle(qtbot, desk)
    page: Any = window.page
    page.parts[0].edits["town"].setText("改了没保存")
    desk.keep_for_end_of_session()
    assert [row.kind for row in waiting_drafts(window.context)] == ["visit"]
    assert open_dialogs(QMessageBox) == []
    assert window.isVisible()
    window.close()  # as Qt does where the system tells it to
    assert not window.isVisible()


def test_a_session_that_goes_on_is_asked_again(
    window: MainWindow, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.keep_for_end_of_session()
    window.closing.stay()
    monkeypatch.setattr(window.page, "may_leave", lambda: False)
    window.close()
    assert window.isVisible()


def test_the_end_of_the_session_with_a_disk_that_refuses_ends_quietly(
    window: MainWindow, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zhenyu_desk.errors import EnvironmentProblem
    from zhenyu_desk.ui import drafts

    def full(*_given: object) -> NoReturn:
        raise EnvironmentProblem("磁盘已满。")

    type_something(window, qtbot, desk)
    monkeypatch.setattr(drafts, "keep_draft", full)
    desk.keep_for_end_of_session()
    assert open_dialogs(QMessageBox) == []
    assert window.findChildren(DraftKeeper)
