"""The window itself: opening, pages, shortcuts, languages, closing."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QTabBar,
)
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog, open_dialogs, press, settings_tab, settle
from tests.ui.conftest import put_away
from zhenyu_desk import settings as settings_file
from zhenyu_desk.domain.case_filters import CaseFilter, Chip
from zhenyu_desk.domain.inputs import UnitInput
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.office import save_unit
from zhenyu_desk.settings import Settings
from zhenyu_desk.store.queries.difficulties import difficulty_page
from zhenyu_desk.store.queries.register import enterprise_page, leaders, units
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.app import Desk
from zhenyu_desk.ui.dialogs.first_run import FirstRunDialog
from zhenyu_desk.ui.main_window import MainWindow
from zhenyu_desk.ui.page_list import PAGES
from zhenyu_desk.ui.tokens import DARK, LIGHT, Token

KEYS = re.compile(r"((Ctrl|Alt|Shift)\+)+\w+|F\d+|Del|Esc|Enter")
CONTROL = Qt.KeyboardModifier.ControlModifier


def interface_texts(window: MainWindow) -> list[str]:
    """The texts of labels, buttons, tabs, menus and table heads; not what stands in the ledger."""
    texts = [window.windowTitle()]
    for menu in window.menuBar().findChildren(QMenu):
        texts += [menu.title(), *(action.text() for action in menu.actions())]
    for button in window.findChildren(QAbstractButton):
        texts += [button.text(), button.toolTip()]
    for bar in window.findChildren(QTabBar):
        texts += [bar.tabText(place) for place in range(bar.count())]
    for edit in window.findChildren(QLineEdit):
        texts += [edit.placeholderText(), edit.accessibleName()]
    return [text for text in texts if text]


def has_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def is_english(text: str) -> bool:
    """Whether there are Latin words other than names of keys."""
    return not has_chinese(text) and re.search("[A-Za-z]", KEYS.sub("", text)) is not None


def test_it_opens_and_tells_whose_ledger_this_is(window: MainWindow) -> None:
    assert window.windowTitle() == "镇域企服台账"
    assert window.page_name == "today"
    assert "周市镇 · 李静" in window.status.who.text()
    assert "尚未备份" in window.status.backup.text()
    assert "星期" in window.status.day.text()


def test_all_pages_open_by_their_shortcuts(window: MainWindow, settled: Callable[[], None]) -> None:
    for number, entry in enumerate(PAGES, start=1):
        press(window, Qt.Key(Qt.Key.Key_0 + number), CONTROL)
        settled()
        assert window.page_name == entry.name
        assert window.top.title.text() == entry.title
        assert window.rail.button(entry.name).isChecked()


def test_every_page_fits_a_small_screen(window: MainWindow, settled: Callable[[], None]) -> None:
    window.resize(1366, 768)
    for entry in PAGES:
        window.open_page(entry.name)
        settled()
        assert (window.width(), window.height()) == (1366, 768), f"{entry.name} asks for more room"


def test_the_rail_counts_what_waits(window: MainWindow, settled: Callable[[], None]) -> None:
    settled()
    page: Any = window.page
    assert int(window.rail.button("today").count.text()) == page.to_do.model().rowCount()


def test_no_key_means_two_things_at_once(window: MainWindow, settled: Callable[[], None]) -> None:
    everywhere = [action.shortcut().toString() for action in window.menus.commands() if action.shortcut().toString()]
    assert len(everywhere) == len(set(everywhere))
    for entry in PAGES:
        window.open_page(entry.name)
        settled()
        here = [shortcut.key().toString() for shortcut in window.page.findChildren(QShortcut)]
        here += [action.shortcut().toString() for action in window.page.findChildren(QAction)]
        assert sorted(set(here) & set(everywhere)) == [], entry.name


def test_the_interface_is_all_chinese(window: MainWindow, settled: Callable[[], None]) -> None:
    for entry in PAGES:
        window.open_page(entry.name)
        settled()
    english = [text for text in interface_texts(window) if is_english(text) and text != "English"]
    assert english == []


def test_the_language_is_switched_at_once(desk: Desk, qtbot: QtBot) -> None:
    assert desk.window is not None
    desk.window.open_page("settings")
    desk.window.save_preferences(language="en")
    desk.window.rebuild()
    qtbot.waitUntil(lambda: desk.window is not None and desk.window.page_name == "settings")
    settle(qtbot, desk)
    assert desk.window.windowTitle() == "Town enterprise service ledger"
    for entry in PAGES:
        desk.window.open_page(entry.name)
        settle(qtbot, desk)
    data = names_in(desk.window.context)
    chinese = [text for text in interface_texts(desk.window) if has_chinese(text) and text != "简体中文"]
    assert [text for text in chinese if not any(name in text for name in data)] == []
    assert settings_file.load().language == "en"


def names_in(context: AppContext) -> set[str]:
    """The beginnings of names in the ledger, which buttons may show in any language."""
    firms = [row.name for row in context.read(enterprise_page, context.today(), limit=1000)]
    people = [row.name for row in context.read(leaders)]
    every_case = CaseFilter(chip=Chip.ALL, limit=1000)
    cases = [row.title for row in context.read(difficulty_page, context.today(), every_case)]
    return {name[:4] for name in (*firms, *people, *cases)}


def test_larger_type_takes_effect_at_once(desk: Desk, qtbot: QtBot) -> None:
    assert desk.window is not None
    before = desk.window.top.title.fontInfo().pixelSize()
    desk.window.save_preferences(text_scale=150)
    desk.window.rebuild()
    qtbot.waitUntil(lambda: QApplication.font().pixelSize() == 21)
    settle(qtbot, desk)
    assert desk.window.top.title.fontInfo().pixelSize() == round(before * 1.5)


def test_half_typed_text_is_not_lost_when_the_page_changes(window: MainWindow, settled: Callable[[], None]) -> None:
    tab = settings_tab(window, "本机")
    tab.official.setFocus()
    tab.official.setText("王芳")
    window.open_page("today")
    settled()
    assert window.context.actor == "王芳"
    assert "王芳" in window.status.who.text()


def test_closing_waits_for_writes_under_way(window: MainWindow, qtbot: QtBot) -> None:
    context = window.context
    window.jobs.write(
        lambda: save_unit(context, UnitInput(name="新设办公室")), lambda _done: None, lambda _problem: None
    )
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert "新设办公室" in {row.name for row in context.read(units)}


def test_closing_remembers_where_the_window_stood(window: MainWindow) -> None:
    window.close()
    assert settings_file.load().window_geometry


def test_a_page_that_is_not_ready_keeps_the_window_open(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window.page, "may_leave", lambda: False)
    window.close()
    assert window.isVisible()


def test_a_ledger_that_cannot_be_read_is_told(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "foreign"
    folder.mkdir()
    (folder / "ledger.db").write_bytes(b"not a database at all, but long enough to be one" * 100)
    desk = Desk(qapp, Settings(current_official="李静"))
    assert desk.start(folder)
    qtbot.waitUntil(lambda: bool(open_dialogs(FirstRunDialog)))
    dialog = open_dialog(FirstRunDialog)
    assert any(str(folder) in line.text() and "台账" in line.text() for line in dialog.findChildren(QLabel))
    assert desk.window is not None
    assert not desk.window.is_open
    for action in desk.window.menus.commands():
        if action.text() in ("立即备份", "检查台账", "更换经办人…", "保存", "打印…", "刷新", "全局搜索", "新建走访"):
            action.trigger()  # does nothing, and does no harm
    dialog.reject()
    assert not desk.window.isVisible(), "whoever wants no other ledger leaves"
    desk.close()


def test_after_a_ledger_that_cannot_be_read_one_goes_on_with_another(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "foreign"
    folder.mkdir()
    (folder / "ledger.db").write_bytes(b"not a database")
    desk = Desk(qapp, Settings(current_official="李静"))
    assert desk.start(folder)
    qtbot.waitUntil(lambda: bool(open_dialogs(FirstRunDialog)))
    dialog = open_dialog(FirstRunDialog)
    dialog.unfold()
    dialog.town.setText("周市镇")
    dialog.make_ledger()
    assert "已有台账" in dialog.form.rest.text()
    assert (folder / "ledger.db").read_bytes() == b"not a database"
    dialog.place.setText(str(tmp_path / "new"))
    dialog.make_ledger()
    settle(qtbot, desk)
    assert desk.window is not None
    assert "周市镇 · 李静" in desk.window.status.who.text()
    assert settings_file.load().last_ledger == tmp_path / "new"
    put_away(desk)


def test_first_run_makes_a_ledger(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = FirstRunDialog(tmp_path / "new", "")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.make_ledger()
    assert dialog.form.fields["official"].error == "请填写姓名。"
    dialog.official_edit.setText("李静")
    dialog.make_ledger()
    assert dialog.form.fields["town"].error == "请填写镇名。"
    assert dialog.focusWidget() is dialog.town
    dialog.town.setText("周市镇")
    dialog.make_ledger()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert (dialog.folder / "ledger.db").exists()


@pytest.mark.parametrize(
    ("typed", "error"), [("  ", "请选择"), ("rel/台账", "完整路径"), ("~nobody-here/t", "完整路径")]
)
def test_first_run_wants_a_folder_that_is_clear(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, error: str
) -> None:
    monkeypatch.chdir(tmp_path)
    dialog = FirstRunDialog(tmp_path / "new", "李静")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.town.setText("周市镇")
    dialog.place.setText(typed)
    dialog.make_ledger()
    assert error in dialog.form.fields["folder"].error
    assert dialog.focusWidget() is dialog.place
    assert list(tmp_path.iterdir()) == []


def test_first_run_knows_the_folder_of_the_user(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    dialog = FirstRunDialog(tmp_path / "new", "李静")
    qtbot.addWidget(dialog)
    dialog.town.setText("周市镇")
    dialog.place.setText("~/台账")
    dialog.make_ledger()
    assert dialog.folder == tmp_path / "台账"
    assert (tmp_path / "台账" / "ledger.db").exists()


def test_first_run_refuses_a_folder_without_ledger(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = FirstRunDialog(tmp_path, "李静")
    qtbot.addWidget(dialog)
    dialog.open_existing(tmp_path)
    qtbot.waitUntil(lambda: bool(dialog.form.rest.text()))
    assert "没有台账" in dialog.form.rest.text()


def test_backing_up_by_the_menu(window: MainWindow, settled: Callable[[], None], ledger: Path) -> None:
    window.back_up()
    settled()
    settled()
    assert list((ledger / "backups").glob("*"))
    assert "上次备份 今天" in window.status.backup.text()


def test_the_look_follows_the_system_at_once(
    window: MainWindow, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ground() -> str:
        return window.page.grab().toImage().pixelColor(3, 3).name().upper()

    assert ground() == LIGHT[Token.GROUND]
    monkeypatch.setattr(theme, "LIGHT", DARK)  # the offscreen platform knows no dark look
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert ground() == DARK[Token.GROUND]
    monkeypatch.undo()
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert ground() == LIGHT[Token.GROUND]
