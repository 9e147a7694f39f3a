"""Backups by themselves, their reminders, and the turn of the day."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.clerk import Clerk, sit_down
from zhenyu_desk.domain.backups import BackupKind
from zhenyu_desk.services.restoring import backups_in
from zhenyu_desk.ui import upkeep
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.status_line import StatusLine

FRIDAY, SATURDAY = date(2026, 11, 20), date(2026, 11, 21)


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clerk]:
    monkeypatch.setattr(upkeep, "CHECK_AFTER_SECONDS", 3600)  # the test says when
    with sit_down(tmp_path, qtbot, lived_in=False) as clerk:
        yield clerk


def kinds(folder: Path) -> list[BackupKind | None]:
    return [row.kind for row in backups_in([folder])]


def begin_the_day(clerk: Clerk) -> None:
    clerk.window._upkeep.check_pages()
    clerk.settle()


def test_the_day_begins_with_a_backup_if_none_was_made_today(clerk: Clerk) -> None:
    own = clerk.town.folder / "backups"
    begin_the_day(clerk)
    assert kinds(own) == [BackupKind.DAILY]
    begin_the_day(clerk)
    assert kinds(own) == [BackupKind.DAILY], "one a day"
    assert "上次备份" in clerk.window.status.backup.text()


def test_the_backup_of_the_day_does_not_talk_over_what_the_clerk_did(clerk: Clerk) -> None:
    clerk.window.tell("登记表已换用新编号。")
    begin_the_day(clerk)
    assert kinds(clerk.town.folder / "backups") == [BackupKind.DAILY]
    assert clerk.window.status.message.text() == "登记表已换用新编号。"
    assert "上次备份" in clerk.window.status.backup.text()


def test_the_backup_of_the_day_is_told_where_nothing_else_stands(clerk: Clerk) -> None:
    clerk.window.status.forget()
    begin_the_day(clerk)
    assert "每日备份" in clerk.window.status.message.text()


def test_the_second_folder_gets_its_own(clerk: Clerk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    clerk.window.save_preferences(backup_second_folder=stick)
    begin_the_day(clerk)
    assert kinds(stick) == kinds(clerk.town.folder / "backups") == [BackupKind.DAILY]
    assert clerk.no_message()


def test_a_stick_that_never_comes_is_asked_for_once_a_day(clerk: Clerk, tmp_path: Path) -> None:
    clerk.window.save_preferences(backup_second_folder=tmp_path / "stick")
    begin_the_day(clerk)
    assert "插好U盘" in clerk.told()
    begin_the_day(clerk)
    assert clerk.no_message()
    next_day = replace(clerk.window.context, today=lambda: SATURDAY)
    clerk.window._context = next_day
    clerk.window._upkeep.look_at_the_clock()
    clerk.settle()
    assert "插好U盘" in clerk.told()


def test_a_stick_that_was_here_lately_is_only_mentioned(clerk: Clerk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    clerk.window.save_preferences(backup_second_folder=stick)
    clerk.window.back_up()
    clerk.settle()
    stick.rename(tmp_path / "gone")
    begin_the_day(clerk)
    assert clerk.no_message()
    assert "访问不到第二备份文件夹" in clerk.window.status.message.text()


def test_a_backup_that_fails_is_told(clerk: Clerk) -> None:
    backups = clerk.town.folder / "backups"
    shutil.rmtree(backups, ignore_errors=True)
    backups.touch()
    begin_the_day(clerk)
    assert str(clerk.town.folder) in clerk.told()


def test_after_midnight_all_is_of_the_new_day_and_backed_up(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    begin_the_day(clerk)
    refreshed: list[str] = []
    monkeypatch.setattr(clerk.page, "refresh", lambda: refreshed.append("today"))
    clerk.window._context = replace(clerk.window.context, today=lambda: SATURDAY)
    clerk.window._upkeep.look_at_the_clock()
    clerk.settle()
    assert refreshed == ["today"]
    assert "11月21日" in clerk.window.status.day.text()
    clerk.window._upkeep.look_at_the_clock()
    clerk.settle()
    assert refreshed == ["today"], "once a day"


@pytest.mark.parametrize("days", [-400, -1, 365])
def test_a_clock_that_jumps_turns_the_day_both_ways(clerk: Clerk, days: int) -> None:
    typed = clerk.window
    typed.open_page("visits")
    clerk.settle()
    clerk.write("手写的内容")
    day = FRIDAY + timedelta(days)
    typed._context = replace(typed.context, today=lambda: day)
    typed._upkeep.look_at_the_clock()
    clerk.settle()
    assert f"{day.day}日" in typed.status.day.text()
    assert clerk.page.entry.fields.firm.text() == "手写的内容", "what is being typed stays"
    typed._context = replace(typed.context, today=lambda: FRIDAY)
    typed._upkeep.look_at_the_clock()
    clerk.settle()
    assert "20日" in typed.status.day.text()


@pytest.mark.parametrize(("age", "is_amber"), [(0, False), (1, False), (2, False), (3, True), (30, True), (-5, True)])
def test_an_old_backup_is_amber_in_the_status_bar(qtbot: QtBot, age: int, is_amber: bool) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.set_backup(datetime(2026, 11, 20, 9, tzinfo=UTC) - timedelta(age), FRIDAY)
    assert (line.backup.property("tone") == Token.AMBER.value) is is_amber
    assert ("已过时" in line.backup.text()) is is_amber, "never colour alone"


def test_no_backup_at_all_is_amber(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.set_backup(None, FRIDAY)
    assert line.backup.property("tone") == Token.AMBER.value
